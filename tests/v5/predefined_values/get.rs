use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::snapshot::assert_shape;

const PATH: &str = "/api/predefined-values/attribute=socket;code=e27";

on_both! {
    /// 90, 94 amended.
    async fn by_its_double_id(engine: Engine) {
        let server = Server::shop(engine).await;
        let read = server.as_read();
        let raw = read.get(PATH).await.expect(200).json();
        let encoded = read.get("/api/predefined-values/attribute%3Dsocket%3Bcode%3De27").await.expect(200).json();
        assert_eq!(raw, encoded);
        assert_eq!(raw["id"], "attribute=socket;code=e27");
        assert_shape!("predefined_value_ld", raw);
        assert_shape!("predefined_value_json", read.accept("application/json").get(PATH).await.json());
        let form = regex::Regex::new(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$").expect("a pattern");
        assert!(form.is_match(raw["dateCreated"].as_str().unwrap_or_default()), "{raw}");
        for unknown in ["attribute=socket;code=b22", "attribute=nope;code=e27", "attribute=name;code=x", "e27", "code=e27", "socket"] {
            read.get(&format!("/api/predefined-values/{unknown}")).await.expect(404);
        }
    }
}

on_both! {
    async fn is_not_read_from_an_old_copy(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let first = full.get(PATH).await.expect(200);
        full.with("if-none-match", first.header("etag")).get(PATH).await.expect(304);
        full.put(PATH, serde_json::json!({"name": {"fr_FR": "Vis E27"}})).await.expect(200);
        let second = full.with("if-none-match", first.header("etag")).get(PATH).await.expect(200);
        assert_eq!(second.json()["name"]["fr_FR"], "Vis E27");
    }
}
