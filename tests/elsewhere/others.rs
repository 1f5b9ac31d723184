//! Every other set of the catalogue that has data.

use super::{catalogue, fresh, from};
use crate::support::db::on_both;
use crate::support::server::Server;

on_both! {
    /// Languages are joined by the ids; the newest file says what stands above what.
    async fn google_taxonomy(engine: Engine) {
        let Some(folder) = catalogue() else { return };
        let server = Server::bare(engine).await;
        let file = |name: &str| folder.join("google-taxonomy").join(name);
        let newest = [file("2021-09-21.taxonomy-with-ids.en-US.txt")];
        let taken = from(server.instance(), "google-taxonomy", &newest, &[]).await.done();
        assert_eq!(taken.count("classifications", "created"), 5_595);
        let others = ["de-DE", "fr-FR", "ru-RU", "ja-JP", "zh-CN"].map(|code| file(&format!("taxonomy-with-ids.{code}.txt")));
        let all = [&newest[..], &others].concat();
        let taken = from(server.instance(), "google-taxonomy", &all, &[]).await.done();
        assert_eq!(taken.count("classifications", "created") + 5_595, 6_964);
        from(server.instance(), "google-taxonomy", &all, &[]).await.unchanged();
        let node = server.as_full().get("/api/classifications/google-3237").await.expect(200).json();
        assert_eq!((&node["name"]["en_US"], &node["parent"]["id"]), (&"Live Animals".into(), &"google-1".into()));
        assert!(node["name"]["de_DE"].is_string() && node["name"]["ja_JP"].is_string(), "{node}");
        assert_eq!(taken.left_out("categories whose parent stands in none").0, 2);
    }
}

on_both! {
    async fn best_buy(engine: Engine) {
        let Some(folder) = catalogue() else { return };
        let server = Server::bare(engine).await;
        let places = [folder.join("bestbuy-categories/categories.json")];
        let taken = from(server.instance(), "best-buy", &places, &[]).await.done();
        assert_eq!(taken.count("classifications", "created"), 4_584);
        assert_eq!(taken.left_out("categories whose parent isn't in the file").0, 363);
        from(server.instance(), "best-buy", &places, &[]).await.unchanged();
        let node = server.as_full().get("/api/classifications/abcat0010000").await.expect(200).json();
        assert_eq!((&node["name"]["en_US"], &node["parent"]["id"]), (&"Gift Ideas".into(), &"root_BBY".into()));
    }
}

on_both! {
    /// Rows of one handle are a document and its variants; pictures are left where they are.
    async fn shopify(engine: Engine) {
        let Some(folder) = catalogue() else { return };
        let server = Server::bare(engine).await;
        let files = ["apparel", "home-and-garden", "jewelery"].map(|name| folder.join("shopify-sample").join(name).with_extension("csv"));
        let more = ["--without-files", "--currency", "EUR"];
        let taken = from(server.instance(), "shopify", &files, &more).await.done();
        let counts = ["documents", "variants", "assets"].map(|resource| taken.count(resource, "created"));
        assert_eq!(counts, [60, 11, 80]);
        from(server.instance(), "shopify", &files, &more).await.unchanged();
        let full = server.as_full();
        let pot = full.get("/api/documents/clay-plant-pot").await.expect(200).json();
        assert_eq!(pot["attributes"]["body"]["en_GB"], "<p>Classic blown clay pot for plants</p>");
        assert_eq!((&pot["attributeSet"]["id"], &pot["classifications"][0]["id"]), (&"outdoor".into(), &"shopify-outdoor".into()));
        let large = full.get("/api/variants/clay-plant-pot%2FLarge").await.expect(200).json();
        assert_eq!(large["attributes"]["price"][0]["amount"].to_string(), "15.99");
        assert_eq!(large["attributes"]["option_size"][0]["code"], "Large");
        let shirt = full.get("/api/documents/ocean-blue-shirt").await.expect(200).json();
        assert_eq!(shirt["attributes"]["price"][0]["currency"], "EUR", "without options it has its price itself");
    }
}

on_both! {
    /// An empty file is told, and one of something else.
    async fn files_of_something_else(engine: Engine) {
        let Some(folder) = catalogue() else { return };
        let instance = fresh(engine).await;
        let empty = folder.join("akeneo-minimal/products.csv");
        let other = folder.join("akeneo-minimal/attributes.csv");
        for (file, words) in [(empty, "empty file of 0 bytes"), (other, "no column Handle")] {
            let refused = from(&instance, "shopify", &[file], &[]).await;
            assert!(refused.code == Some(1) && refused.err.contains(words), "{}", refused.err);
        }
    }
}

on_both! {
    async fn unopim(engine: Engine) {
        let Some(folder) = catalogue() else { return };
        let server = Server::bare(engine).await;
        let places = [folder.join("unopim-demo")];
        let taken = from(server.instance(), "unopim", &places, &[]).await.done();
        let counts = ["documents", "variants", "classifications", "links", "attributes-sets", "assets"];
        assert_eq!(counts.map(|resource| taken.count(resource, "created")), [102, 113, 62, 141, 8, 137]);
        from(server.instance(), "unopim", &places, &[]).await.unchanged();
        let full = server.as_full();
        let coffee = full.get("/api/documents/terrafina-single-origin-coffee").await.expect(200).json();
        let values = &coffee["attributes"];
        assert_eq!(values["name"]["de_DE"], "Huila Single-Origin-Kaffee");
        assert_eq!((values["capacity"]["value"].to_string().as_str(), &values["capacity"]["unit"]), ("0.25", &"LITER".into()));
        let size = full.get("/api/variants/terrafina-single-origin-coffee-250g").await.expect(200).json();
        assert_eq!(size["attributes"]["size"][0]["code"], "s");
        let link = full.get("/api/links?origin.id=aurex-halo-over-ear&linkType.id=spare_parts").await.expect(200).json();
        assert_eq!(link["hydra:member"][0]["attributes"]["spare_parts_part_role"][0]["code"], "wear_part");
    }
}

on_both! {
    async fn saleor(engine: Engine) {
        let Some(folder) = catalogue() else { return };
        let server = Server::bare(engine).await;
        let places = [folder.join("saleor-demo/populatedb_data.json")];
        let taken = from(server.instance(), "saleor", &places, &[]).await.done();
        let counts = ["documents", "variants", "assets", "attributes-sets"].map(|resource| taken.count(resource, "created"));
        assert_eq!(counts, [32, 73, 48, 8]);
        assert_eq!(taken.count("classifications", "created"), 16 + 2);
        from(server.instance(), "saleor", &places, &[]).await.unchanged();
        let pill = server.as_full().get("/api/documents/headless-omnichannel-commerce").await.expect(200).json();
        assert_eq!(pill["attributes"]["description"]["en_GB"], "<p>Launch <b>new markets fast</b></p>");
        let mp3 = server.as_full().get("/api/variants/headless-omnichannel-mp3").await.expect(200).json();
        assert_eq!(mp3["attributes"]["price-channel-pln"][0]["currency"], "PLN");
        assert_eq!(taken.left_out("rows of page.page: ").0, 8);
        assert_eq!(taken.left_out("attributes of the type single-reference").0, 1);
    }
}
