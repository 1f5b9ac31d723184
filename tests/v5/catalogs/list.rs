use serde_json::json;

use crate::support::db::on_both;
use crate::support::pages::ids;
use crate::support::server::Server;
use crate::support::snapshot::assert_shape;

on_both! {
    /// 99: a fresh instance holds PIM and DAM, and nothing else.
    async fn a_fresh_instance(engine: Engine) {
        let server = Server::bare(engine).await;
        let read = server.as_read();
        let catalogs = read.get("/api/catalogs").await.expect(200).json();
        assert_eq!(ids(&catalogs), ["DAM", "PIM"]);
        for member in catalogs["hydra:member"].as_array().expect("members") {
            assert!(member["name"].is_string(), "{member}");
            assert!(member.get("description").is_some(), "{member}");
        }
        assert_eq!(catalogs["hydra:member"][0]["objectType"], "asset");
        assert_eq!(catalogs["hydra:member"][1]["objectType"], "document");
        assert_shape!("catalogs_ld", catalogs);
        assert_eq!(ids(&read.get("/api/locales").await.expect(200).json()), ["en_GB"]);
        let mut roots = ids(&read.get("/api/classifications").await.expect(200).json());
        roots.sort();
        assert_eq!(roots, ["root", "root_DAM"]);
        for empty in ["documents", "variants", "attributes", "document-types", "predefined-values"] {
            let list = read.get(&format!("/api/{empty}")).await.expect(200).json();
            assert_eq!(list["hydra:totalItems"], json!(0), "{empty}");
        }
    }
}
