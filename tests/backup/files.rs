use serde_json::json;

use super::back_up;
use crate::support::db::{Engine, on_both};
use crate::support::instance::{Content, Instance};
use crate::support::pictures::png;
use crate::support::server::{Server, path};
use crate::v5::conformance::assets::sent;

on_both! {
    /// From each database to the other.
    async fn files_come_along(engine: Engine) {
        let source = std::sync::Arc::new(Instance::new(engine, Content::Shop).await);
        let server = Server::start(std::sync::Arc::clone(&source)).await;
        let full = server.as_full();
        let pictures: Vec<_> = (0..3).map(|seed| png(30, 20, seed)).collect();
        let mut urls = Vec::new();
        for (n, picture) in pictures.iter().enumerate() {
            let id = sent(&full, &format!("{n}.png"), picture).await;
            let asset = full.post("/api/assets", json!({"id": format!("a{n}"), "fileId": id})).await.expect(201).json();
            urls.push(path(&server, &asset["url"]));
        }
        let file = source.folder().join("with.tar");
        let told = back_up(&source, &file).await;
        assert!(told.contains(" 3 files, "), "{told}");
        let bare = source.folder().join("without.tar");
        source.run(&["backup", bare.to_str().expect("a path"), "--without-files"]).await;
        server.stop().await;

        let other = if engine == Engine::Sqlite { Engine::Postgres } else { Engine::Sqlite };
        let whole = std::sync::Arc::new(Instance::untouched(other).await);
        whole.run(&["restore", file.to_str().expect("a path")]).await;
        whole.run(&["check"]).await;
        let server = Server::start(whole).await;
        for (url, picture) in urls.iter().zip(&pictures) {
            assert_eq!(&server.anonymous().get(url).await.expect(200).body, picture);
        }

        let without = Instance::untouched(other).await;
        without.run(&["restore", bare.to_str().expect("a path")]).await;
        let told = without.command(&["check"]).output().await.expect("it runs");
        let said = String::from_utf8_lossy(&told.stdout).into_owned();
        assert!(told.status.code() == Some(1) && said.matches(" is missing").count() == 3, "{said}");
    }
}
