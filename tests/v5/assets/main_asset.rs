use serde_json::{Value, json};

use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::pictures::png;
use crate::support::server::Server;
use crate::support::shop::{plain_lamp, variant};
use crate::v4::conformance::BASE;
use crate::v5::conformance::assets::sent;

/// The names of the files that are shown first, and the codes of assets by v4.
async fn first(full: &Caller, kind: &str, id: &str) -> (Value, Vec<String>) {
    let shown = full.get(&format!("/api/{kind}/{id}")).await.expect(200).json()["mainAssetThumbnailUrl"].clone();
    let list = full.get(&format!("/api/{kind}?id={id}")).await.expect(200).json();
    assert_eq!(list["hydra:member"][0]["mainAssetThumbnailUrl"], shown, "the list shows the same");
    let told = full.get(&format!("{BASE}/{kind}/{id}")).await.expect(200).json();
    let medias = told["response"]["medias"].as_array().unwrap_or_else(|| panic!("medias in {told}"));
    (shown, medias.iter().map(|media| media["code"].as_str().expect("a code").to_owned()).collect())
}

on_both! {
    /// The first of the links' order is the main one, so whoever orders them chooses it.
    async fn the_order_of_links_chooses_the_main_asset(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", plain_lamp("lamp")).await.expect(201);
        full.post("/api/variants", variant("brass", "lamp")).await.expect(201);
        for (n, asset) in ["front", "side", "back"].into_iter().enumerate() {
            let file = sent(&full, &format!("{asset}.png"), &png(8, 8, u8::try_from(n).expect("few"))).await;
            full.post("/api/assets", json!({"id": asset, "fileId": file})).await.expect(201);
        }
        for (kind, resource, id) in [("document", "documents", "lamp"), ("variant", "variants", "brass")] {
            let link_type = format!("{kind}-pictures");
            let body = json!({"id": link_type, "name": {"en_GB": "Pictures"}, "originType": kind, "targetType": "asset"});
            full.post("/api/link-types", body).await.expect(201);
            let link = |asset: &str| json!({"linkType": {"id": link_type}, "origin": {"id": id}, "target": {"id": asset}});
            let mut links = Vec::new();
            for asset in ["front", "side", "back"] {
                links.push(full.post("/api/links", link(asset)).await.expect(201).json()["id"].clone());
            }
            let is_of = |(url, codes): &(Value, Vec<String>), expected: [&str; 3]| {
                assert!(url.as_str().is_some_and(|url| url.ends_with(&format!("/600x600/{}-png.png", expected[0]))), "{url}");
                assert_eq!(codes, &expected);
            };
            is_of(&first(&full, resource, id).await, ["front", "side", "back"]);
            // One that is put first moves the others on.
            let address = |n: usize| format!("/api/links/{}", links[n].as_str().expect("an id"));
            full.put(&address(2), json!({"sequence": 1})).await.expect(200);
            is_of(&first(&full, resource, id).await, ["back", "front", "side"]);
            let mut moved = link("side");
            moved["sequence"] = json!(1);
            full.lines("/api/links/bulk", &[moved]).await.expect(200);
            is_of(&first(&full, resource, id).await, ["side", "back", "front"]);
            full.delete(&address(1)).await.expect(204);
            assert_eq!(first(&full, resource, id).await.1, ["back", "front"]);
        }
        // A type that stands before others has its assets first.
        let body = json!({"id": "cover", "name": {"en_GB": "Cover"}, "originType": "document", "targetType": "asset", "priority": -1});
        full.post("/api/link-types", body).await.expect(201);
        full.post("/api/links", json!({"linkType": {"id": "cover"}, "origin": {"id": "lamp"}, "target": {"id": "side"}})).await.expect(201);
        assert_eq!(first(&full, "documents", "lamp").await.1, ["side", "back", "front"]);
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    async fn an_inactive_asset_makes_room_for_the_next(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", plain_lamp("lamp")).await.expect(201);
        let body = json!({"id": "pictures", "name": {"en_GB": "Pictures"}, "originType": "document", "targetType": "asset"});
        full.post("/api/link-types", body).await.expect(201);
        for (n, asset) in ["front", "side"].into_iter().enumerate() {
            let file = sent(&full, &format!("{asset}.png"), &png(8, 8, u8::try_from(n).expect("few"))).await;
            full.post("/api/assets", json!({"id": asset, "fileId": file})).await.expect(201);
            let link = json!({"linkType": {"id": "pictures"}, "origin": {"id": "lamp"}, "target": {"id": asset}});
            full.post("/api/links", link).await.expect(201);
        }
        for (asset, active, expected) in [
            ("front", false, Some("side")),
            ("side", false, None),
            ("side", true, Some("side")),
            ("front", true, Some("front")),
        ] {
            full.put(&format!("/api/assets/{asset}"), json!({"isActive": active})).await.expect(200);
            let (shown, codes) = first(&full, "documents", "lamp").await;
            let is_shown = |url: &str| expected.is_some_and(|name| url.ends_with(&format!("/600x600/{name}-png.png")));
            assert!(shown.as_str().map_or(expected.is_none(), is_shown), "{asset} {active}: {shown}");
            assert_eq!(codes, ["front", "side"]);
        }
    }
}
