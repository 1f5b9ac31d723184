//! Buckets of S3 that the operator names.

use std::sync::atomic::{AtomicU32, Ordering};

use files::Location;
use outward::Rules;

use super::{fetched, noise, put};
use crate::support::app::Instance;
use crate::support::db::{Engine, on_both};

/// A new bucket on the tests' server, of which what is below `in` is allowed.
async fn bucket() -> (String, Rules) {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let server = std::env::var("VITRINE_TEST_S3").expect("VITRINE_TEST_S3 names an S3 server: tests/s3.sh start");
    let _ = rustls::crypto::ring::default_provider().install_default();
    let name = format!("elsewhere-{}-{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
    let made = reqwest::Client::builder().build().expect("a client").put(format!("{server}/{name}")).send().await;
    assert!(made.expect("an answer").status().is_success());
    (name.clone(), allowed(&name, &server))
}

fn allowed(name: &str, server: &str) -> Rules {
    let variables = [
        ("AWS_ENDPOINT_URL", server),
        ("AWS_ALLOW_HTTP", "true"),
        ("AWS_REGION", "us-east-1"),
        ("AWS_ACCESS_KEY_ID", "test"),
        ("AWS_SECRET_ACCESS_KEY", "test"),
    ];
    let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
    match Location::parse(&format!("s3://{name}/in"), variables) {
        Ok(Location::S3(bucket)) => Rules { buckets: vec![bucket], ..Rules::default() },
        other => panic!("{other:?}"),
    }
}

on_both! {
    async fn files_come_and_go(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let (name, rules) = bucket().await;
        let app = instance.node_calling(rules, 9_000_000).await;
        // More than goes in one part.
        let bytes = noise(9_000_000);
        put(&app, &format!("s3://{name}/in/a%20b.csv"), &bytes).await.unwrap();
        assert_eq!(fetched(&app, &format!("s3://{name}/in/a%20b.csv")).await, Ok(("a b.csv".to_owned(), bytes)));
        put(&app, &format!("s3://{name}/in/"), b"less").await.unwrap();
        assert_eq!(fetched(&app, &format!("s3://{name}/in/a%20name.csv")).await.unwrap().1, b"less");
        put(&app, &format!("s3://{name}/in/large"), &noise(9_000_001)).await.unwrap();
        let told = fetched(&app, &format!("s3://{name}/in/large")).await.expect_err("too large");
        assert!(told.contains("9000000 bytes"), "{told}");
        for (address, why) in [
            (format!("s3://{name}/in/none"), "no such file"),
            (format!("s3://{name}/out/a"), "has not allowed this bucket"),
            (format!("s3://{name}/in/../out/a"), "not the address of a file"),
            ("s3://others/in/a".to_owned(), "has not allowed this bucket"),
        ] {
            let told = fetched(&app, &address).await.expect_err(&address);
            assert!(told.contains(why), "{address}: {told}");
            put(&app, &address.replace("/none", ""), b"x").await.expect_err(&address);
        }
        assert_eq!(instance.waiting(), 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bucket_that_is_gone_is_told() {
    let instance = Instance::fresh(Engine::Sqlite).await;
    let (name, _) = bucket().await;
    let server = std::env::var("VITRINE_TEST_S3").expect("an S3 server");
    let app = instance.node_calling(allowed(&format!("{name}-gone"), &server), 1_000).await;
    let told = put(&app, &format!("s3://{name}-gone/in/x"), b"x").await.expect_err("no bucket");
    assert!(told.contains("no such bucket"), "{told}");
}
