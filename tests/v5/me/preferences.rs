use serde_json::json;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::v5::session::page_of;

const PATH: &str = "/api/me/preferences";

on_both! {
    async fn are_one_users_alone(engine: Engine) {
        let server = Server::bare(engine).await;
        let (ann, bob) = (page_of(&server, "ann").await, page_of(&server, "bob").await);
        let before = history::length(&server).await;
        assert_eq!(ann.get(PATH).await.expect(200).json(), json!({}));
        ann.put("/api/me/preferences/grid.documents", json!({"rows": 50, "price": 12.50})).await.expect(204);
        ann.put("/api/me/preferences/theme", json!("dark")).await.expect(204);
        ann.put("/api/me/preferences/theme", json!(null)).await.expect(204);
        let kept = ann.get(PATH).await.expect(200).json();
        assert_eq!(kept, json!({"grid.documents": {"rows": 50, "price": 12.50}, "theme": null}));
        assert_eq!(bob.get(PATH).await.expect(200).json(), json!({}));
        bob.delete("/api/me/preferences/theme").await.expect(204);
        ann.delete("/api/me/preferences/grid.documents").await.expect(204);
        assert_eq!(ann.get(PATH).await.expect(200).json(), json!({"theme": null}));
        assert_eq!(history::length(&server).await, before, "they have no history");
    }

    async fn are_bounded(engine: Engine) {
        let server = Server::bare(engine).await;
        let ann = page_of(&server, "ann").await;
        ann.put("/api/me/preferences/Theme", json!(1)).await.expect(422).refused_at("name");
        ann.put("/api/me/preferences/theme", json!("x".repeat(32 << 10))).await.expect(422).refused_at("value");
        ann.put("/api/me/preferences/theme", json!("x".repeat((32 << 10) - 2))).await.expect(204);
        for n in 1..200 {
            ann.put(&format!("/api/me/preferences/p{n}"), json!(n)).await.expect(204);
        }
        ann.put("/api/me/preferences/more", json!(1)).await.expect(422).refused_at("name");
        ann.put("/api/me/preferences/p1", json!(2)).await.expect(204);
        ann.delete("/api/me/preferences/p2").await.expect(204);
        ann.put("/api/me/preferences/more", json!(1)).await.expect(204);
    }
}
