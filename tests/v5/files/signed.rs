//! Addresses that are signed: `--cdn signed`.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::failure::shim::Shim;
use crate::support::client::{Answer, Caller};
use crate::support::db::{Engine, on_both};
use crate::support::instance::{Content, Instance};
use crate::support::pictures::{jpeg, size};
use crate::support::server::Server;
use crate::support::shop::plain_lamp;
use crate::v5::conformance::assets::{path, sent};

const HOUR: i64 = 3_600;

async fn start(instance: &Arc<Instance>, time: &Time) -> Server {
    let folder = instance.folder().to_owned();
    Server::start_with(Arc::clone(instance), |command| {
        time.shim.load_into(command, &folder);
        command.args(["--cdn", "signed"]);
    })
    .await
}

/// The machine's own time, in seconds since 1970: the shim puts a server's clock ahead of it.
fn now() -> i64 {
    #[expect(clippy::disallowed_methods, reason = "the server's clock goes by it")]
    let now = SystemTime::now();
    now.duration_since(UNIX_EPOCH).expect("a time after 1970").as_secs().cast_signed()
}

/// The clock of a server.
struct Time {
    shim: Shim,
    /// When the day after the test's first begins.
    day: i64,
}

impl Time {
    fn new() -> Self {
        Self { shim: Shim::new(), day: (now() / (24 * HOUR) + 1) * 24 * HOUR }
    }

    /// Turns it to so many hours after the day's begin.
    fn turn(&self, hour: i64) {
        self.shim.set_ahead(self.day + hour * HOUR - now());
    }
}

/// A document with a picture.
async fn furnish(full: &Caller) {
    full.post("/api/documents", plain_lamp("d")).await.expect(201);
    let link_type =
        json!({"id": "pictures", "name": {"en_GB": "Pictures"}, "originType": "document", "targetType": "asset"});
    full.post("/api/link-types", link_type).await.expect(201);
    full.post("/api/image-profiles", json!({"id": "zoom", "width": 90, "height": 90})).await.expect(201);
    let file = sent(full, "a lamp.jpg", &jpeg(900, 600, 1)).await;
    full.post("/api/assets", json!({"id": "front", "fileId": file})).await.expect(201);
    let link = json!({"linkType": {"id": "pictures"}, "origin": {"id": "d"}, "target": {"id": "front"}});
    full.post("/api/links", link).await.expect(201);
}

/// All addresses of the picture that both versions print, as paths.
async fn addresses(server: &Server) -> Vec<String> {
    let full = server.as_full();
    let get = async |path: &str| full.get(path).await.expect(200).json();
    let (asset, listed) = (get("/api/assets/front").await, get("/api/assets").await["hydra:member"][0].clone());
    let mut found: Vec<Value> = Vec::new();
    for asset in [&asset, &listed] {
        found.extend(["url", "thumbnailUrl", "previewUrl"].map(|name| asset[name].clone()));
        found.extend(asset["thumbnails"].as_object().expect("profiles").values().cloned());
    }
    found.push(get("/api/documents/d").await["mainAssetThumbnailUrl"].clone());
    found.push(get("/api/documents").await["hydra:member"][0]["mainAssetThumbnailUrl"].clone());
    for path in ["/api_1.php/assets/front", "/api_1.php/documents/d?medias_included=true"] {
        let text = full.get(path).await.expect(200).text().replace("\\/", "/");
        let urls: Vec<Value> = text.split('"').filter(|part| part.contains("/cdn/")).map(Value::from).collect();
        assert!(urls.len() >= 2, "{text}");
        found.extend(urls);
    }
    found.iter().map(|url| path(server, url)).collect()
}

/// What doesn't tell one refusal from another.
fn told(refused: &Answer) -> (Value, u16) {
    let mut told = refused.json();
    let id = told.as_object_mut().expect("an object").remove("request_id");
    assert!(id.is_some_and(|id| id == refused.header("x-request-id")), "{}", refused.text());
    (told, refused.status)
}

on_both! {
    async fn an_address_holds_for_a_day_or_two(engine: Engine) {
        let (instance, time) = (Arc::new(Instance::new(engine, Content::Shop).await), Time::new());
        time.turn(12);
        let server = start(&instance, &time).await;
        let (full, anyone) = (server.as_full(), server.anonymous());
        furnish(&full).await;
        let noon = addresses(&server).await;
        for address in &noon {
            let answer = anyone.get(address).await.expect(200);
            assert_eq!(answer.header("cache-control"), "private, max-age=86400", "{address}");
            anyone.with("if-none-match", answer.header("etag")).get(address).await.expect(304);
        }
        let tags = async |path: &str| full.get(path).await.expect(200).header("etag").to_owned();
        let (one, list) = (tags("/api/assets/front").await, tags("/api/assets").await);
        let known = async |path: &str, tag: &str| full.with("if-none-match", tag).get(path).await;

        // The same all day, and other ones from midnight on.
        time.turn(23);
        assert_eq!(addresses(&server).await, noon);
        known("/api/assets/front", &one).await.expect(304);
        known("/api/assets", &list).await.expect(304);
        time.turn(25);
        let next = addresses(&server).await;
        assert!(next.len() == noon.len() && next.iter().zip(&noon).all(|(next, noon)| next != noon));
        known("/api/assets/front", &one).await.expect(200);
        known("/api/assets", &list).await.expect(200);
        known("/api/documents/d", &tags("/api/documents/d").await).await.expect(304);
        // What a writer saw the day before it still saw.
        full.with("if-match", &one).put("/api/assets/front", json!({"isActive": true})).await.expect(200);
        for address in &noon {
            let lasting = anyone.get(address).await.expect(200).header("cache-control").to_owned();
            let seconds: i64 = lasting.strip_prefix("private, max-age=").expect("seconds").parse().expect("a number");
            assert!((22 * HOUR..=23 * HOUR).contains(&seconds), "{lasting}");
        }

        time.turn(49);
        for (noon, next) in noon.iter().zip(&next) {
            anyone.get(noon).await.expect(403);
            anyone.get(next).await.expect(200);
        }
    }

    async fn nothing_else_opens_a_file(engine: Engine) {
        let (instance, time) = (Arc::new(Instance::new(engine, Content::Shop).await), Time::new());
        let server = start(&instance, &time).await;
        let (full, anyone) = (server.as_full(), server.anonymous());
        furnish(&full).await;
        let asset = full.get("/api/assets/front").await.expect(200).json();
        let address = path(&server, &asset["url"]);
        // One signature is for all sizes.
        for (profile, expected) in [("300x300", (300, 200)), ("45x450", (45, 30)), ("zoom", (90, 60))] {
            let picture = anyone.get(&address.replace("/original/", &format!("/{profile}/"))).await.expect(200);
            assert_eq!(size(&picture.body), expected, "{profile}");
        }
        let hash = asset["metadata"]["checksum"].as_str().expect("a hash").trim_start_matches("sha256:");
        let pinned = anyone.get(&format!("{address}&v={hash}")).await.expect(200);
        assert!(pinned.header("cache-control").starts_with("private, ") && pinned.header("cache-control").ends_with(", immutable"));

        let (bare, query) = address.split_once('?').expect("a query");
        let key = bare.split('/').nth(3).expect("a key");
        let other = bare.replace(key, &"0".repeat(32));
        let (expires, signature) = query.split_once('&').expect("two parts");
        let later = format!("{}1", &expires[..expires.len() - 1]);
        let refused = told(&anyone.get(bare).await.expect(403));
        for wrong in [
            format!("{bare}?v={hash}"),
            format!("{bare}?{signature}"),
            format!("{bare}?{later}&{signature}"),
            format!("{address}A"),
            other.clone(),
            format!("{other}?{query}"),
            bare.replace("/vitrine/", "/other/"),
        ] {
            assert_eq!(told(&anyone.get(&wrong).await), refused, "{wrong}");
        }
        // Also not a token, and not an instance that was made of a backup of this one.
        full.get(bare).await.expect(403);
        server.stop().await;
        let archive = instance.folder().join("all.tar");
        instance.run(&["backup", archive.to_str().expect("a path")]).await;
        let restored = Arc::new(Instance::untouched(engine).await);
        restored.run(&["restore", archive.to_str().expect("a path")]).await;
        std::fs::copy(instance.folder().join("full"), restored.folder().join("full")).expect("the token");
        let server = start(&restored, &time).await;
        server.anonymous().get(&address).await.expect(403);
        let again = server.as_full().get("/api/assets/front").await.expect(200).json();
        server.anonymous().get(&path(&server, &again["url"])).await.expect(200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nodes_sign_alike() {
    let (instance, time) = (Arc::new(Instance::new(Engine::Postgres, Content::Shop).await), Time::new());
    time.turn(12);
    let other = Arc::new(instance.node());
    let (one, two) = tokio::join!(start(&instance, &time), start(&other, &time));
    furnish(&one.as_full()).await;
    let (ours, theirs) = (addresses(&one).await, addresses(&two).await);
    assert_eq!(ours, theirs);
    let original = ours.iter().find(|address| address.contains("/original/")).expect("the file");
    // Their files lie in folders of their own: which node has the bytes doesn't matter for who is let in.
    one.anonymous().get(original).await.expect(200);
    two.anonymous().get(original).await.expect(404);
    two.anonymous().get(&original.replace("signature=", "signature=A")).await.expect(403);
}
