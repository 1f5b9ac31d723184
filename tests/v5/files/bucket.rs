//! Files on S3, and from there into a folder.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::json;
use tokio::process::Command;

use crate::support::db::on_both;
use crate::support::instance::Instance;
use crate::support::pictures::{jpeg, size};
use crate::support::server::Server;
use crate::v5::conformance::assets::{path, sent};

/// A new bucket on the tests' server, and what it is reached by.
pub async fn bucket() -> (String, impl Fn(&mut Command)) {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let server = std::env::var("VITRINE_TEST_S3")
        .expect("an S3 server: export VITRINE_TEST_S3=$(tests/s3.sh start), as `make test` does");
    let _ = rustls::crypto::ring::default_provider().install_default();
    let name = format!("blackbox-{}-{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
    let made = reqwest::Client::builder().build().expect("a client").put(format!("{server}/{name}")).send().await;
    assert!(made.expect("an answer").status().is_success());
    let reach = move |command: &mut Command| {
        command.env("AWS_ENDPOINT_URL", &server).env("AWS_ALLOW_HTTP", "true").env("AWS_REGION", "us-east-1");
        command.env("AWS_ACCESS_KEY_ID", "test").env("AWS_SECRET_ACCESS_KEY", "test");
    };
    (format!("s3://{name}/pim"), reach)
}

on_both! {
    async fn files_lie_on_s3_and_move_to_a_folder(engine: Engine) {
        let instance = Arc::new(Instance::untouched(engine).await);
        let (url, reach) = bucket().await;
        let with_bucket = |command: &mut Command| {
            reach(command);
            command.args(["--files-url", &url]);
        };
        let run = async |arguments: &[&str]| {
            let mut command = instance.command(arguments);
            with_bucket(&mut command);
            let output = command.output().await.expect("it runs");
            assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8(output.stdout).expect("a text")
        };
        let token = run(&["token", "create", "--name", "full", "--access", "full"]).await;
        std::fs::write(instance.folder().join("full"), token.trim()).expect("room for a token");
        let server = Server::start_with(Arc::clone(&instance), with_bucket).await;
        let full = server.as_full();
        let picture = jpeg(1200, 900, 1);
        let id = sent(&full, "front.jpg", &picture).await;
        let asset = full.post("/api/assets", json!({"id": "a", "fileId": id})).await.expect(201).json();
        let anyone = server.anonymous();
        let original = path(&server, &asset["url"]);
        assert_eq!(anyone.get(&original).await.expect(200).body, picture);
        assert_eq!(anyone.with("range", "bytes=10-19").get(&original).await.expect(206).body, picture[10..20]);
        let thumbnail = path(&server, &asset["thumbnailUrl"]);
        assert_eq!(size(&anyone.get(&thumbnail).await.expect(200).body), (600, 450));
        // Nothing of it lies here, or waits here.
        assert!(!instance.folder().join("files").exists());
        assert_eq!(std::fs::read_dir(instance.folder().join("incoming")).expect("a folder").count(), 0);
        server.stop().await;

        run(&["check"]).await;
        let archive = instance.folder().join("all.tar");
        run(&["backup", archive.to_str().expect("a path")]).await;
        let other = Arc::new(Instance::untouched(engine).await);
        other.run(&["restore", archive.to_str().expect("a path")]).await;
        other.run(&["check"]).await;
        std::fs::copy(instance.folder().join("full"), other.folder().join("full")).expect("the token");
        let server = Server::start(other).await;
        assert_eq!(server.anonymous().get(&original).await.expect(200).body, picture);
    }
}
