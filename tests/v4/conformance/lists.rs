//! 58 to 75: languages, lists and their options.

use serde_json::{Value, json};

use super::{BASE, codes, document, get, listed, post, put, refused_at, shown, stock};
use crate::support::db::on_both;
use crate::support::server::path;

on_both! {
    async fn n058_each_language_has_its_value(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        put(&full, "/documents/d1?target_culture=fr_FR", json!({"label": "Chemise"})).await.expect(200);
        assert_eq!(shown(&full, "/documents/d1?target_culture=fr_FR").await["fields"]["label"], "Chemise");
        assert_eq!(shown(&full, "/documents/d1?target_culture=en_GB").await["fields"]["label"], Value::Null);
    }
}

on_both! {
    async fn n059_three_spellings_of_the_language(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        put(&full, "/documents/d1?targetCulture=fr_FR", json!({"label": "Chemise"})).await.expect(200);
        put(&full, "/documents/d1?culture=en_GB", json!({"label": "Shirt"})).await.expect(200);
        for (query, label) in [
            ("target_culture=fr_FR", "Chemise"),
            ("targetCulture=fr_FR", "Chemise"),
            ("culture=fr_FR", "Chemise"),
            ("culture=fr_FR&target_culture=en_GB", "Shirt"),
            ("", "Shirt"),
        ] {
            assert_eq!(shown(&full, &format!("/documents/d1?{query}")).await["fields"]["label"], label, "{query}");
        }
        refused_at(get(&full, "/documents/d1?culture=xx_XX").await, 422, "target_culture");
    }
}

on_both! {
    async fn n060_a_page_of_one(engine: Engine) {
        let server = stock(engine).await;
        let page = get(&server.as_full(), "/documents?limit=1&page=2").await.expect(200).json();
        assert_eq!(page["success"], true);
        assert_eq!(page["response"].as_array().map(Vec::len), Some(1));
        assert_eq!(page["response"][0]["code"], "d2");
        assert!(page["links"].is_object());
    }
}

on_both! {
    async fn n061_links_name_all_options(engine: Engine) {
        let server = stock(engine).await;
        let page = get(&server.as_full(), "/documents?limit=1").await.expect(200).json();
        let expected = format!(
            "{}{BASE}/documents?page=1&limit=1&target_culture=en_GB&document_type_code=&parent_documents=0\
             &target_documents=0&medias_included=1&media_fields_included=0",
            server.http()
        );
        assert_eq!(page["links"]["first"], expected);
    }
}

on_both! {
    async fn n062_next_leads_through_all(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let mut page = get(&full, "/documents?limit=2").await.expect(200).json();
        assert_eq!(page["links"]["previous"], Value::Null);
        let last = path(&server, &page["links"]["last"]);
        assert_eq!(full.get(&last).await.expect(200).json()["response"].as_array().map(Vec::len), Some(1));
        let mut seen: Vec<Value> = Vec::new();
        loop {
            seen.extend(page["response"].as_array().expect("a list").iter().map(|member| member["code"].clone()));
            if page["links"]["next"].is_null() {
                break;
            }
            page = full.get(&path(&server, &page["links"]["next"])).await.expect(200).json();
        }
        assert_eq!(seen, ["d1", "d2", "d3"]);
    }
}

on_both! {
    async fn n063_links_keep_filters(engine: Engine) {
        let server = stock(engine).await;
        let asked = "/documents?limit=1&codes[]=d1&codes[]=d2&fields[sellable]=1&sort=code";
        put(&server.as_full(), "/documents/d1", json!({"sellable": true})).await.expect(200);
        put(&server.as_full(), "/documents/d2", json!({"sellable": true})).await.expect(200);
        let next = get(&server.as_full(), asked).await.expect(200).json()["links"]["next"].clone();
        let next = next.as_str().expect("a link");
        assert!(next.ends_with("&codes[]=d1&codes[]=d2&fields[sellable]=1&sort=code"), "{next}");
    }
}

on_both! {
    async fn n064_pages_past_the_ends(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        get(&full, "/documents?page=0").await.expect(400);
        get(&full, "/documents?limit=0").await.expect(400);
        get(&full, "/documents?limit=x").await.expect(400);
        let past = get(&full, "/documents?page=9999").await.expect(200).json();
        assert_eq!((&past["response"], &past["links"]["next"]), (&json!([]), &Value::Null));
        assert!(past["links"]["previous"].as_str().is_some_and(|link| link.contains("page=1&")), "{past}");
        let many = get(&full, "/documents?limit=5000").await.expect(200).json();
        assert!(many["links"]["first"].as_str().is_some_and(|link| link.contains("&limit=200&")), "{many}");
    }
}

on_both! {
    async fn n065_what_an_item_holds(engine: Engine) {
        let server = stock(engine).await;
        let item = listed(&server.as_full(), "/documents?limit=1").await[0].clone();
        for name in [
            "id", "code", "name", "fields", "completeness", "tags", "attribute_set_code", "attribute_set", "medias",
            "variants", "created_at", "updated_at", "created_by", "updated_by", "inherited_fields", "classifications",
        ] {
            assert!(item.get(name).is_some(), "{name}: {item}");
        }
        assert_eq!(item["fields"]["price"], Value::Null);
    }
}

on_both! {
    async fn n066_assets_as_asked_for(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        full.post("/api/assets", json!({"id": "A"})).await.expect(201);
        post(&full, "/documents/d1/links/doc_media", json!({"items": [{"target_code": "A"}]})).await.expect(201);
        assert!(shown(&full, "/documents/d1?medias_included=0").await.get("medias").is_none());
        let media = shown(&full, "/documents/d1").await["medias"][0].clone();
        assert_eq!(media["code"], "A");
        assert!(media.get("fields").is_none());
        let media = shown(&full, "/documents/d1?media_fields_included=1").await["medias"][0].clone();
        assert!(media["fields"].is_object(), "{media}");
    }
}

on_both! {
    async fn n067_documents_around(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        post(&full, "/documents/d1/links/ref_col", json!({"items": [{"target_code": "d2"}]})).await.expect(201);
        let plain = shown(&full, "/documents/d1").await;
        assert!(plain.get("parent_documents").is_none() && plain.get("target_documents").is_none());
        let shown_one = shown(&full, "/documents/d1?target_documents=1").await;
        let expected = json!({
            "code": "d2", "name": "d2", "document_type_code": "ref", "link_type_code": "ref_col", "sequence": 1,
        });
        assert_eq!(shown_one["target_documents"], json!([expected]));
        let shown_other = shown(&full, "/documents/d2?parent_documents=1").await;
        assert_eq!(shown_other["parent_documents"][0]["code"], "d1");
    }
}

on_both! {
    async fn n068_by_type(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let part = json!({"code": "p1", "classification_code": "fam", "document_type_code": "part"});
        post(&full, "/documents", part).await.expect(201);
        assert_eq!(codes(&full, "/documents?document_type_code=ref").await, ["d1", "d2", "d3"]);
        assert_eq!(codes(&full, "/documents?document_type_code=ref,part").await.len(), 4);
        assert!(codes(&full, "/documents?document_type_code=nope").await.is_empty());
    }
}

on_both! {
    async fn n069_by_codes_tags_and_completeness(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        assert_eq!(codes(&full, "/documents?codes[]=d1&codes[]=d2").await, ["d1", "d2"]);
        assert_eq!(codes(&full, "/documents?codes=d1,d3").await, ["d1", "d3"]);
        let tag = json!({"id": "t", "name": {"en_GB": "T"}, "documentType": {"id": "ref"}, "color": "#112233"});
        full.post("/api/tags", tag).await.expect(201);
        put(&full, "/documents/d2", json!({"tags": ["t"]})).await.expect(200);
        assert_eq!(codes(&full, "/documents?tag_codes[]=t").await, ["d2"]);
        assert!(codes(&full, "/documents?tag_codes[]=nope").await.is_empty());
        let web = json!({"id": "web", "name": {"en_GB": "Web"}, "documentType": {"id": "ref"}, "attributes": [{"id": "price"}]});
        full.post("/api/completeness-settings", web).await.expect(201);
        put(&full, "/documents/d3", json!({"price": 3})).await.expect(200);
        assert_eq!(codes(&full, "/documents?completeness_codes[]=web").await, ["d3"]);
        assert!(codes(&full, "/documents?completeness_codes[]=nope").await.is_empty());
    }
}

on_both! {
    async fn n070_by_dates(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let at = shown(&full, "/documents/d1").await["updated_at"].as_str().expect("a date").replace(' ', "%20");
        for query in [format!("updated_at[from]={at}&updated_at[to]={at}"), "updated_at[from]=2024-01-01 00:00:00".replace(' ', "%20")] {
            assert!(codes(&full, &format!("/documents?{query}")).await.contains(&"d1".to_owned()), "{query}");
        }
        assert!(codes(&full, "/documents?updated_at[to]=2024-01-01%2000:00:00").await.is_empty());
        refused_at(get(&full, "/documents?updated_at[from]=soon").await, 422, "updated_at");
    }
}

on_both! {
    async fn n071_by_values_and_in_order(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        put(&full, "/documents/d2", json!({"brand": "nike", "sellable": true})).await.expect(200);
        assert_eq!(codes(&full, "/documents?fields[brand]=nike").await, ["d2"]);
        assert_eq!(codes(&full, "/documents?fields[sellable]=1").await, ["d2"]);
        assert!(codes(&full, "/documents?fields[nope]=1").await.is_empty());
        assert_eq!(codes(&full, "/documents?sort=code&dir=desc").await, ["d3", "d2", "d1"]);
        post(&full, "/documents", document("a0")).await.expect(201);
        assert_eq!(codes(&full, "/documents").await, ["d1", "d2", "d3", "a0"]);
        assert_eq!(codes(&full, "/documents?dir=desc&limit=2").await, ["a0", "d3"]);
        get(&full, "/documents?sort=brand").await.expect(400);
    }
}

on_both! {
    async fn n072_one_document(engine: Engine) {
        let server = stock(engine).await;
        let one = get(&server.as_full(), "/documents/d1").await.expect(200).json();
        assert_eq!((&one["success"], &one["response"]["code"]), (&json!(true), &json!("d1")));
    }
}

on_both! {
    async fn n073_half_of_two_is_fifty(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let web = json!({
            "id": "web", "name": {"en_GB": "Web"}, "documentType": {"id": "ref"},
            "attributes": [{"id": "price"}, {"id": "sellable"}],
        });
        full.post("/api/completeness-settings", web).await.expect(201);
        put(&full, "/documents/d1", json!({"sellable": false})).await.expect(200);
        let shown = shown(&full, "/documents/d1").await["completeness"].clone();
        assert_eq!(shown, json!([{"code": "web", "name": "Web", "ratio": 50}]));
    }
}

on_both! {
    async fn n074_orphans(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        full.put("/api/documents/d2", json!({"classifications": []})).await.expect(200);
        let orphans = get(&full, "/articles/orphelins").await.expect(200).json();
        let id = shown(&full, "/documents/d2").await["id"].clone();
        let row = json!({"id": id, "code": "d2", "active": true, "name": "d2"});
        assert_eq!(orphans, json!({"total": 1, "records": 1, "success": true, "rows": [row]}));
    }
}

on_both! {
    async fn n075_a_part_of_the_orphans(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        for code in ["d1", "d2", "d3"] {
            full.put(&format!("/api/documents/{code}"), json!({"classifications": []})).await.expect(200);
        }
        let part = get(&full, "/articles/orphelins?start=1&limit=1").await.expect(200).json();
        assert_eq!((&part["records"], &part["total"], &part["rows"][0]["code"]), (&json!(1), &json!(3), &json!("d2")));
        let all = get(&full, "/articles/orphelins?limit=1").await.expect(200).json();
        assert_eq!((&all["records"], &all["rows"].as_array().map(Vec::len)), (&json!(3), &Some(3)));
    }
}
