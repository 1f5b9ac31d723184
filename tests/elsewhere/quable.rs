//! From one instance to another by the API: all that it tells, but for times and numbers of its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};

use super::{TakenIn, fresh, other, run_with};
use crate::support::client::NDJSON;
use crate::support::command::on;
use crate::support::db::{Engine, on_both};
use crate::support::history;
use crate::support::instance::{Content, Instance};
use crate::support::pictures;
use crate::support::server::Server;
use crate::support::shop;

/// What is an instance's own: numbers, times, and addresses in which there is chance.
const OWN: [&str; 10] = [
    "legacyId",
    "dateCreated",
    "dateModified",
    "createdBy",
    "updatedBy",
    "url",
    "thumbnailUrl",
    "previewUrl",
    "thumbnails",
    "mainAssetThumbnailUrl",
];
/// Lists of links, whose ids are numbers.
const LINKS: [&str; 4] = ["assetLinks", "documentLinks", "parentLinks", "variantLinks"];

fn without_own(value: &mut Value, is_link: bool) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| !(OWN.contains(&name.as_str()) || is_link && name == "id"));
            members.iter_mut().for_each(|(name, value)| without_own(value, LINKS.contains(&name.as_str())));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| without_own(item, is_link)),
        _ => {}
    }
}

/// All objects of an instance, by resource.
async fn objects(server: &Server) -> BTreeMap<&'static str, Vec<String>> {
    let mut all = BTreeMap::new();
    for resource in ["classifications", "assets", "documents", "variants", "links"] {
        let lines =
            server.as_full().accept(NDJSON).get(&format!("/api/{resource}?pagination=false")).await.expect(200).lines();
        let mut bodies: Vec<_> = lines
            .into_iter()
            .map(|mut body| {
                without_own(&mut body, resource == "links");
                body.to_string()
            })
            .collect();
        bodies.sort();
        all.insert(resource, bodies);
    }
    all
}

/// One instance brought into another.
async fn copy(source: &Server, target: &Instance) -> TakenIn {
    let token = source.instance().token("read");
    run_with(target, &["import", "--from", "quable", source.http()], Some(&token)).await
}

/// The other instance has become the same, and a second run has nothing to do.
async fn copied(source: &Server) -> Server {
    let target = Server::start(fresh(other(source.instance().engine())).await).await;
    let taken = copy(source, target.instance()).await.done();
    assert_eq!(taken.told["warned"], json!([]));
    target.instance().make_tokens().await;
    let model = async |server: &Server| on(server.instance(), &["model", "export"]).await.done();
    let (theirs, ours) = (model(source).await, model(&target).await);
    theirs.lines().zip(ours.lines()).for_each(|(theirs, ours)| assert_eq!(theirs, ours));
    assert_eq!(theirs, ours);
    let (theirs, ours) = (objects(source).await, objects(&target).await);
    for (resource, bodies) in &theirs {
        assert_eq!(bodies.len(), ours[resource].len(), "{resource}");
        bodies.iter().zip(&ours[resource]).for_each(|(theirs, ours)| assert_eq!(theirs, ours, "{resource}"));
    }
    let written = history::length(&target).await;
    copy(source, target.instance()).await.unchanged();
    assert_eq!(history::length(&target).await, written, "a second run writes nothing");
    target
}

/// All of the demo, from one engine to the other; that it works from either is tried with less.
#[tokio::test(flavor = "multi_thread")]
async fn the_demo() {
    let instance = Arc::new(Instance::new(Engine::Sqlite, Content::Builtins).await);
    on(&instance, &["demo", "--quiet"]).await.done();
    let source = Server::start(instance).await;
    let target = copied(&source).await;
    let chair = target.as_full().get("/api/documents/alder-armchair").await.expect(200).json();
    let thumbnail = crate::support::server::path(&target, &chair["mainAssetThumbnailUrl"]);
    assert_eq!(
        pictures::size(&target.anonymous().get(&thumbnail).await.expect(200).body),
        (600, 600),
        "bytes come too"
    );
}

on_both! {
    /// It asks again where it is told to wait; values that are links, variants' own and values of links arrive.
    async fn a_busy_instance(engine: Engine) {
        let source = Server::shop(engine).await;
        fill(&source).await;
        let instance = Arc::clone(source.instance());
        assert!(source.stop().await.success());
        let source = Server::start_with(Arc::clone(&instance), |command| {
            command.args(["--rate-limit", "4/1s"]);
        })
        .await;
        let target = fresh(other(engine)).await;
        copy(&source, &target).await.done();
        let target = Server::start(target).await;
        target.instance().make_tokens().await;
        let one = target.as_full().get("/api/documents/one").await.expect(200).json();
        assert_eq!(one["attributes"]["twin"], json!([{"@id": "/api/documents/two", "@type": "Document", "id": "two"}]));
        assert_eq!(one["attributes"]["pictures"][0]["id"], "front");
        let links = one["documentLinks"].as_array().expect("a list").iter();
        let links: Vec<_> = links.map(|link| (&link["linkType"]["id"], &link["attributes"])).collect();
        assert_eq!(links, [(&json!("twin"), &json!({})), (&json!("goes-with"), &json!({"why": "they match"}))]);
        let variant = target.as_full().get("/api/variants/one-long").await.expect(200).json();
        assert_eq!(variant["attributes"], json!({"cable": 2.5}), "what it inherits stays its document's");
        let asset = target.as_full().get("/api/assets/front").await.expect(200).json();
        assert_eq!((&asset["originalFilename"], &asset["metadata"]["width"]), (&json!("front.png"), &json!(40)));
    }
}

async fn fill(source: &Server) {
    let full = source.as_full();
    let lamp = json!({"id": "lamp"});
    let attribute =
        |id: &str, kind: &str| json!({"id": id, "objectType": "document", "documentType": lamp, "type": kind});
    let file =
        full.form("/api/files", &[], ("front.png", &pictures::png(40, 30, 1))).await.expect(201).json()["id"].clone();
    for (resource, body) in [
        ("attributes", attribute("twin", "document")),
        ("attributes", attribute("pictures", "media")),
        (
            "link-types",
            json!({"id": "goes-with", "name": {"en_GB": "Goes with"}, "originType": "document", "targetType": "document"}),
        ),
        ("attributes", json!({"id": "why", "objectType": "link", "linkType": {"id": "goes-with"}, "type": "text"})),
        ("assets", json!({"id": "front", "fileId": file})),
        ("documents", shop::plain_lamp("two")),
        ("documents", shop::lamp("one")),
        ("variants", shop::variant("one-long", "one")),
        (
            "links",
            json!({"linkType": {"id": "goes-with"}, "origin": {"id": "one"}, "target": {"id": "two"}, "attributes": {"why": "they match"}}),
        ),
    ] {
        full.post(&format!("/api/{resource}"), body).await.expect(201);
    }
    let values = json!({"twin": [{"id": "two"}], "pictures": [{"id": "front"}]});
    full.put("/api/documents/one", json!({"attributes": values})).await.expect(200);
    full.put("/api/variants/one-long", json!({"attributes": {"cable": 2.5}})).await.expect(200);
}

on_both! {
    /// The token is needed, and stands on no command line; a wrong one is told.
    async fn without_a_token(engine: Engine) {
        let source = Server::bare(engine).await;
        let target = fresh(engine).await;
        let order = ["import", "--from", "quable", source.http()];
        assert!(on(&target, &order).await.refused(2).contains("VITRINE_SOURCE_TOKEN"));
        let refused = run_with(&target, &order, Some("0123456789ABCDEF0123456789ABCDEF01234567")).await;
        assert!(refused.code == Some(1) && refused.err.contains("status 401"), "{}", refused.err);
        let file = target.folder().join("token");
        std::fs::write(&file, format!("{}\n", source.instance().token("read"))).unwrap();
        run_with(&target, &[&order[..], &["--token-file", file.to_str().unwrap()]].concat(), None).await.done();
    }
}
