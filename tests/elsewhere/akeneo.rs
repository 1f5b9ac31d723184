//! Akeneo's exports. What was brought in is read back by the program in `tests/catalogue`, which shares no line with the
//! importer.

use serde_json::json;

use super::{TakenIn, catalogue, fresh, from};
use crate::support::db::{Engine, on_both};
use crate::support::server::Server;

/// A set, brought in twice and read back.
async fn in_and_out(engine: Engine, set: &str) -> Option<(Server, TakenIn)> {
    let folder = catalogue()?;
    let server = Server::bare(engine).await;
    let places = [folder.join(set)];
    let first = from(server.instance(), "akeneo", &places, &[]).await.done();
    from(server.instance(), "akeneo", &places, &[]).await.unchanged();
    let (same, compared) = crate::catalogue::verify(&server, &folder, set).await;
    assert!(same, "{set}: {compared}");
    Some((server, first))
}

on_both! {
    async fn electronics_and_fashion(engine: Engine) {
        let Some((server, taken)) = in_and_out(engine, "akeneo-icecat").await else { return };
        for (resource, count) in [
            ("attributes", 87), ("attributes-sets", 17), ("predefined-values", 121), ("classifications", 168),
            ("catalogs", 3), ("completeness-settings", 3), ("link-types", 4), ("assets", 256), ("documents", 1_049),
            ("variants", 222),
        ] {
            assert_eq!(taken.count(resource, "created"), count, "{resource}");
        }
        // Files come with their assets.
        let assets = server.as_full().get("/api/assets?limit=1&metadata.status=ready").await.expect(200).json();
        assert_eq!(assets["hydra:totalItems"], 256);
        assert_eq!(taken.left_out("requirements by family").0, 54);
        assert_eq!(taken.left_out("sub-models without variants").0, 5);
    }
}

on_both! {
    async fn models_of_two_levels(engine: Engine) {
        let Some((_, taken)) = in_and_out(engine, "akeneo-catalog-modeling").await else { return };
        assert_eq!((taken.count("documents", "created"), taken.count("variants", "created")), (55, 236));
        assert_eq!(taken.left_out("levels of models").0, 221);
    }
}

on_both! {
    /// Structure alone: attributes by locale and channel, units without a factor, empty files.
    async fn structure_without_products(engine: Engine) {
        let Some(folder) = catalogue() else { return };
        for (set, options, categories, groups) in [("apparel", 76, 17, 8), ("footwear", 38, 5, 6), ("minimal", 0, 1, 1)] {
            let instance = fresh(engine).await;
            let places = [folder.join(format!("akeneo-{set}"))];
            let taken = from(&instance, "akeneo", &places, &[]).await.done();
            assert_eq!(taken.count("classifications", "created"), categories, "{set}");
            assert_eq!(taken.count("attribute-groups", "created"), groups + 2, "{set}");
            assert!(taken.count("predefined-values", "created") >= options, "{set}: {}", taken.told);
            taken.left_out("products.csv is an empty file of 0 bytes");
            from(&instance, "akeneo", &places, &[]).await.unchanged();
        }
    }
}

on_both! {
    async fn a_dry_run_writes_nothing_and_another_folder_is_told(engine: Engine) {
        let Some(folder) = catalogue() else { return };
        let server = Server::bare(engine).await;
        let places = [folder.join("akeneo-catalog-modeling")];
        let taken = from(server.instance(), "akeneo", &places, &["--dry-run"]).await.done();
        assert_eq!((&taken.told["dry_run"], taken.count("documents", "created")), (&json!(true), 55));
        let documents = server.as_full().get("/api/documents?limit=1").await.expect(200).json();
        assert_eq!(documents["hydra:totalItems"], 0);
        let wrong = from(server.instance(), "akeneo", &[folder.join("images")], &[]).await;
        assert!(wrong.code == Some(1) && wrong.err.contains("attributes.csv"), "{}", wrong.err);
    }
}
