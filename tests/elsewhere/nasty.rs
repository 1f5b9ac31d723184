//! Thirty nasty facts of a real catalogue, by their numbers in its notes: each survives the way in, and out again where
//! that matters.

use serde_json::{Value, json};

use super::{TakenIn, catalogue, from};
use crate::support::client::{Caller, NDJSON};
use crate::support::db::{Engine, on_both};
use crate::support::server::Server;

/// The set, brought in.
struct Set {
    full: Caller,
    taken: TakenIn,
    _server: Server,
}

impl Set {
    async fn bring(engine: Engine, more: &[&str]) -> Option<Self> {
        let folder = catalogue()?;
        let server = Server::bare(engine).await;
        let taken = from(server.instance(), "akeneo", &[folder.join("akeneo-icecat")], more).await.done();
        Some(Self { full: server.as_full(), taken, _server: server })
    }

    async fn values(&self, path: &str) -> Value {
        self.full.get(&format!("/api/{path}")).await.expect(200).json()["attributes"].clone()
    }

    /// A text of a product; "" where there is none.
    async fn text(&self, id: &str, attribute: &str, locale: &str) -> String {
        let values = self.values(&format!("documents/{id}")).await;
        let value = if locale.is_empty() { &values[attribute] } else { &values[attribute][locale] };
        value.as_str().unwrap_or_default().to_owned()
    }

    /// How many documents a query finds.
    async fn total(&self, query: &str) -> u64 {
        let list = self.full.get(&format!("/api/documents?limit=0&{query}")).await.expect(200).json();
        list["hydra:totalItems"].as_u64().expect("a total")
    }

    /// The ids of a query, in order.
    async fn found(&self, query: &str) -> Vec<String> {
        let list = self.full.get(&format!("/api/documents?limit=1000&{query}")).await.expect(200).json();
        let members = list["hydra:member"].as_array().expect("members").iter();
        members.map(|member| member["id"].as_str().expect("an id").to_owned()).collect()
    }
}

/// `description-print`: one attribute for each channel.
const PRINT: &str = "description-print";

on_both! {
    async fn rows_and_cells(engine: Engine) {
        let Some(set) = Set::bring(engine, &[]).await else { return };
        // 1: line breaks in cells, of a variant that says the same as its model.
        let broken = set.values("variants/1111111225?inherited=true").await;
        assert!(broken["description-ecommerce"]["en_US"].as_str().is_some_and(|text| text.matches('\n').count() > 5), "{broken}");
        // 2 and 3: a backslash and an n are no line break, and a separator in quotes separates nothing.
        let print = set.text("12361250", PRINT, "en_US").await;
        assert!(print.contains("\\n") && !print.contains('\n'), "{print}");
        assert!(set.values("documents/12361250").await.to_string().contains("WLAN; MP4"));
        // 4: quotes.
        assert!(set.values("documents/14942144").await.to_string().contains("4x6\\\""));
        // 5: long cells.
        assert_eq!(set.text("12462013", PRINT, "fr_FR").await.chars().count(), 7_867);
        // 6: columns that are empty in every row give no values.
        for query in ["exists[attributes.max_image_resolution]=true", "exists[attributes.erp_name.de_DE]=true"] {
            assert_eq!(set.total(query).await, 0, "{query}");
        }
        assert_eq!(set.taken.count("links", "created"), 0);
        // 8: spaces at the ends stay.
        assert_eq!(set.values("variants/braided-hat-m?inherited=true").await["name"], "Braided hat ");
        // 9: a mark of byte order in the middle of a text is a character.
        assert!(set.values("documents/13603495").await.to_string().contains('\u{feff}'));
    }
}

on_both! {
    async fn line_breaks_if_asked_for(engine: Engine) {
        let Some(set) = Set::bring(engine, &["--line-breaks", "--without-files"]).await else { return };
        let print = set.text("12361250", PRINT, "en_US").await;
        assert!(!print.contains("\\n") && print.contains('\n'), "{print}");
        // A field of one line keeps what it says.
        assert!(set.text("1952796", "power_requirements", "").await.contains("amp\\nUniversal"));
    }
}

on_both! {
    async fn text(engine: Engine) {
        let Some(set) = Set::bring(engine, &["--without-files"]).await else { return };
        // 10: a ligature (with a space behind it, there) and a subscript are found by their letters.
        assert_eq!(set.total("search=efficiency").await, 92, "each that says it");
        assert!(set.found("search=effi%20ciency").await.contains(&"10058031".to_owned()));
        let found = set.found("search=CO2").await;
        assert!(["10791984", "10974886"].iter().all(|id| found.iter().any(|one| one == id)), "{found:?}");
        // 11 to 14: what looks like HTML, is some, or isn't, stays to the byte.
        for (id, part) in [("14553662", "<USD600"), ("14112094", "<1 second"), ("12502413", "<img src=\\\"/uk/consumer/")] {
            assert!(set.values(&format!("documents/{id}")).await.to_string().contains(part), "{id} {part}");
        }
        let all = set.full.accept(NDJSON).get("/api/documents?pagination=false").await.expect(200).text();
        for (part, least) in [("&nbsp;", 100), ("&#8482;", 1), ("™", 100), ("<b>", 1_000)] {
            assert!(all.matches(part).count() >= least, "{part}");
        }
        assert!(!all.contains("&amp;nbsp;"), "nothing is escaped twice");
        // 15: the same text in two languages is two values.
        let same = all.lines().filter(|line| {
            let body: Value = serde_json::from_str(line).expect("JSON");
            let texts = &body["attributes"][PRINT];
            texts["en_US"].is_string() && texts["en_US"] == texts["fr_FR"]
        });
        assert_eq!(same.count(), 2);
    }
}

on_both! {
    async fn languages_and_channels(engine: Engine) {
        let Some(set) = Set::bring(engine, &["--without-files"]).await else { return };
        // 7, 16 and 17: locales and channels of one column.
        for (attribute, locale, count) in
            [(PRINT, "en_US", 972), (PRINT, "de_DE", 403), (PRINT, "fr_FR", 369), ("description-mobile", "en_US", 0)]
        {
            assert_eq!(set.total(&format!("exists[attributes.{attribute}.{locale}]=true")).await, count, "{attribute} {locale}");
        }
        let date = set.full.get("/api/attributes/release_date-ecommerce").await.expect(200).json();
        assert_eq!((&date["type"], &date["isLocalizable"]), (&json!("date"), &json!(false)));
        // 18: most are incomplete.
        let complete = set.total("completeness[requirements-ecommerce][en_US][gte]=100").await;
        assert!(complete < 300, "{complete}");
        // 19: what has no name is there all the same.
        let nameless = set.full.get("/api/classifications/postit_notes").await.expect(200).json();
        assert_eq!(nameless["name"], json!({}));
        let spring = set.full.get("/api/predefined-values/attribute=collection;code=Spring2017").await.expect(200).json();
        assert!(spring["name"]["fr_FR"].is_null() && spring["name"]["en_US"].is_string(), "{spring}");
    }
}

on_both! {
    async fn numbers_and_dates(engine: Engine) {
        let Some(set) = Set::bring(engine, &["--without-files"]).await else { return };
        // 20: 900 grams stand before 3 kilograms.
        let ordered = set.full.get("/api/documents?limit=1000&exists[attributes.weight]=true&order[attributes.weight]=asc").await.expect(200).json();
        let grams: Vec<f64> = ordered["hydra:member"].as_array().expect("members").iter().map(|member| {
            let weight = &member["attributes"]["weight"];
            let factor = if weight["unit"] == "KILOGRAM" { 1_000.0 } else { 1.0 };
            weight["value"].as_f64().expect("a number") * factor
        }).collect();
        assert!(grams.len() == 161 && grams.is_sorted(), "{} weights", grams.len());
        // 21: one price in two currencies.
        let prices = set.full.get("/api/documents?limit=1000&exists[attributes.price]=true").await.expect(200).json();
        let both = prices["hydra:member"].as_array().expect("members").iter().filter(|one| one["attributes"]["price"].as_array().is_some_and(|prices| prices.len() == 2));
        assert_eq!(both.count(), 2, "a product and a model");
        // 22: prices in prose stay prose.
        assert!(set.values("documents/14120667").await["price"].is_null());
        // 23: codes that look like numbers are codes.
        let value = set.full.get("/api/predefined-values/attribute=wash_temperature;code=600").await.expect(200).json();
        assert_eq!(value["code"], "600");
        // 24: dates, and switches of three states.
        assert_eq!(set.total("exists[attributes.release_date-ecommerce]=true").await, 993);
        let states = [("true", 107), ("false", 89)];
        for (state, count) in states {
            assert_eq!(set.total(&format!("attributes.color_scanning={state}")).await, count, "{state}");
        }
        assert_eq!(set.total("exists[attributes.color_scanning]=false").await, 1_049 - 107 - 89);
    }
}

on_both! {
    async fn identity_and_relations(engine: Engine) {
        let Some(set) = Set::bring(engine, &[]).await else { return };
        // 25: parents in another letter case are told by line.
        let (count, lines) = set.taken.left_out("products whose parent is no model");
        assert_eq!((count, lines.len()), (18, 18));
        let first = "products.csv, line 1523: Tshirt-divided-blue-s names Tshirt-divided-blue; ";
        assert!(lines[0].starts_with(first) || lines[0].contains("Tshirt-divided-blue-s"), "{lines:?}");
        assert!(lines.iter().all(|line| line.contains("differs in letter case")), "{lines:?}");
        // 26: without a family, and without a name.
        assert_eq!(set.full.get("/api/documents/AKNSTK").await.expect(200).json()["attributeSet"], Value::Null);
        let shoe = set.full.get("/api/variants/1111111217?inherited=true").await.expect(200).json();
        assert!(shoe["attributes"]["name"].is_null() && shoe["attributes"]["price"].is_array(), "{shoe}");
        // 27: codes are texts.
        for code in ["10058031", "471692"] {
            assert_eq!(set.full.get(&format!("/api/documents/{code}")).await.expect(200).json()["id"], code);
        }
        // 28: numbers of articles with wrong check digits.
        let eans = set.full.get("/api/variants?limit=0&exists[attributes.ean]=true").await.expect(200).json();
        let all = set.total("exists[attributes.ean]=true").await + eans["hydra:totalItems"].as_u64().expect("a total");
        assert_eq!(all, 115 - 18, "those of the 18 have no place");
        // 29: names are no keys, and equal bytes are kept once.
        let names = set.full.get("/api/documents?limit=0&facets[]=attributes.name").await.expect(200).json();
        assert_eq!(names["facets"][0]["values"][0]["count"], 5, "{}", names["facets"]);
        let assets = set.full.accept(NDJSON).get("/api/assets?pagination=false").await.expect(200).lines();
        let sums: std::collections::BTreeSet<_> = assets.iter().filter_map(|asset| asset["metadata"]["checksum"].as_str()).collect();
        assert!(assets.len() == 256 && sums.len() <= 134, "{} of {}", sums.len(), assets.len());
        // 30: pictures that exist nowhere, products in several trees.
        let (dangling, cells) = set.taken.left_out("cells that name a file which isn't there");
        assert!(dangling == 12 && cells.iter().all(|cell| cell.contains("files/")), "{cells:?}");
        let documents = set.full.accept(NDJSON).get("/api/documents?pagination=false").await.expect(200).lines();
        let several = documents.iter().filter(|body| body["classifications"].as_array().is_some_and(|places| places.len() > 1));
        assert!(several.count() > 1_000);
    }
}
