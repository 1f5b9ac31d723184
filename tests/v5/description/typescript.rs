//! Types that openapi-typescript makes of a running server's description, in a client that uses them.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use serde_json::{Value, json};

use super::tools;
use crate::support::db::on_both;
use crate::support::server::Server;

on_both! {
    async fn a_typed_client_creates_changes_and_lists(engine: Engine) {
        let server = Server::shop(engine).await;
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path();
        for file in ["client.ts", "tsconfig.json", "package.json"] {
            fs::copy(tools::file(file), folder.join(file)).expect("a copy");
        }
        symlink(tools::path("node/node_modules"), folder.join("node_modules")).expect("a link");
        fs::write(folder.join("docs.json"), server.anonymous().get("/api/docs.json").await.expect(200).body).expect("a file");

        let node = |program: &str| tools::path(&format!("node/node_modules/.bin/{program}"));
        tools::run(&node("openapi-typescript"), &["docs.json", "--output", "schema.ts"], folder).await;
        tools::run(&node("tsc"), &[], folder).await;
        let token = server.instance().token("full");
        let told = tools::run(Path::new("node"), &["client.js", server.http(), &token], folder).await;

        let told: Value = serde_json::from_str(&told).expect("JSON");
        assert_eq!(told["created"], 201);
        assert_eq!(told["refused"], json!([422, ["attributes.dimmable"]]));
        assert_eq!(told["updated"], json!([200, 60, ["e27"]]));
        assert_eq!(told["listed"][0][1], "lamp");
        assert_eq!(told["listed"][0][2]["name"], json!({"fr_FR": "Lampe typée"}));

        let full = server.as_full();
        assert_eq!(full.get("/api/documents/typed").await.expect(200).json()["attributes"]["power"], 60);
        full.get("/api/documents/wrong").await.expect(404);
    }
}
