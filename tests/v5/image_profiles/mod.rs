use serde_json::json;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;

on_both! {
    async fn are_kept(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let body = json!({"id": "zoom", "name": "Zoom", "transformation": "crop", "width": 1200, "height": 800, "format": "webp", "background": "#00ff7F", "quality": 60});
        let made = full.post("/api/image-profiles", body.clone()).await.expect(201).json();
        for (key, value) in body.as_object().unwrap() {
            assert_eq!(made[key], *value, "{key}");
        }
        assert_eq!(full.get("/api/image-profiles/zoom").await.expect(200).json(), made);
        let put = full.put("/api/image-profiles/zoom", json!({"height": null, "format": "png"})).await.expect(200).json();
        assert_eq!((&put["height"], &put["format"], &put["width"]), (&json!(null), &json!("png"), &json!(1200)));
        for (property, value) in [("transformation", json!("stretch")), ("format", json!("gif")), ("width", json!(0)), ("height", json!(10_001)), ("background", json!("red")), ("quality", json!(0)), ("quality", json!(101))] {
            full.put("/api/image-profiles/zoom", json!({property: value})).await.refused_at(property);
        }
        full.delete("/api/image-profiles/zoom").await.expect(204);
        assert_eq!(history::of(&server, "image_profile", "zoom").await, ["create", "update", "delete"]);
    }
}

on_both! {
    async fn two_are_built_in(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let list = full.get("/api/image-profiles").await.expect(200).json();
        let shown = |index: usize, key: &str| list["hydra:member"][index][key].clone();
        assert_eq!((list["hydra:totalItems"].as_u64(), shown(0, "id"), shown(1, "id")), (Some(2), json!("600x600"), json!("original")));
        assert_eq!((shown(0, "width"), shown(0, "height"), shown(0, "transformation")), (json!(600), json!(600), json!("fit")));
        assert_eq!((shown(1, "width"), shown(1, "format")), (json!(null), json!("original")));
        for id in ["600x600", "original"] {
            full.delete(&format!("/api/image-profiles/{id}")).await.expect(409);
            full.delete(&format!("/api/image-profiles/{id}?force=true")).await.expect(409);
            for change in [json!({"width": 50}), json!({"format": "webp"}), json!({"quality": 1})] {
                full.put(&format!("/api/image-profiles/{id}"), change).await.expect(409);
            }
        }
        // As they are, they may be sent back.
        full.put("/api/image-profiles/600x600", json!({"name": "600x600", "width": 600})).await.expect(200);
        assert_eq!(full.get("/api/image-profiles").await.json(), list);
    }
}

on_both! {
    async fn none_is_called_as_a_size_is(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        for id in ["100x100", "5000x1"] {
            full.post("/api/image-profiles", json!({"id": id, "width": 10, "height": 10})).await.refused_at("id");
        }
        full.post("/api/image-profiles", json!({"id": "2xlarge", "width": 10, "height": 10})).await.expect(201);
    }
}
