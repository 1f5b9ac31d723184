use serde_json::json;

use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::{lamp, variant};
use crate::support::snapshot::assert_shape;

on_both! {
    /// 28, 29.
    async fn unknown_is_404_in_both_shapes(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let ld = full.get("/api/documents/nope").await.expect(404);
        assert_eq!(ld.header("content-type"), "application/ld+json; charset=utf-8");
        assert_shape!("error_ld", ld.json());
        let json = full.accept("application/json").get("/api/documents/nope").await.expect(404);
        assert!(json.header("content-type").starts_with("application/problem+json"), "{:?}", json.headers);
        assert_shape!("error_json", json.json());
    }
}

on_both! {
    /// 30: a 422 in both shapes.
    async fn violations_in_both_shapes(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let mut body = lamp("bad");
        body["attributes"] = json!({"power": "forty", "nonsense": 1});
        let ld = full.post("/api/documents", body.clone()).await.expect(422);
        assert_shape!("violations_ld", ld.json());
        let json = full.accept("application/json").post("/api/documents", body).await.expect(422);
        assert_shape!("violations_json", json.json());
    }
}

on_both! {
    /// 62, 94 amended: `datetime` values have no offset, the object's own dates have one.
    async fn dates_look_as_promised(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let mut body = lamp("dated");
        body["attributes"]["reviewed"] = json!("2026-03-01T10:00:00+02:00");
        let got = full.post("/api/documents", body).await.expect(201).json();
        let form = regex::Regex::new(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$").expect("a pattern");
        for key in ["dateCreated", "dateModified"] {
            assert!(form.is_match(got[key].as_str().unwrap_or_default()), "{key}: {got}");
        }
        assert_eq!(got["attributes"]["reviewed"], "2026-03-01T08:00:00");
        assert_eq!(got["attributes"]["launched"], "2026-03-01");
        assert_eq!(got["attributes"]["name"], json!({"en_GB": "Desk lamp", "fr_FR": "Lampe de bureau"}));
        assert_eq!((got["createdBy"].as_str(), got["updatedBy"].as_str()), (Some("full"), Some("full")));
    }
}

on_both! {
    /// 76.
    async fn shows_the_first_hundred_variants(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("many")).await.expect(201);
        full.post("/api/documents", lamp("few")).await.expect(201);
        let mut variants: Vec<_> = (0..150).map(|n| variant(&format!("v{n:03}"), "many")).collect();
        variants.push(variant("other", "few"));
        let made = full.lines("/api/variants/bulk", &variants).await.expect(200);
        assert_eq!(made.header("x-bulk-created"), "151");

        let got = full.get("/api/documents/many").await.expect(200).json();
        let shown: Vec<&str> = got["variants"].as_array().expect("a list").iter().filter_map(|v| v["id"].as_str()).collect();
        assert_eq!(shown.len(), 100);
        assert_eq!((shown[0], shown[99]), ("v000", "v099"));
        let all = full.get("/api/variants?document.id=many&limit=1").await.expect(200).json();
        assert_eq!(all["hydra:totalItems"], 150);
    }
}

on_both! {
    /// 4, 5, 6, 7, 10, 12: what the Accept header says, and nothing else, picks the shape.
    async fn accept_picks_the_shape(engine: Engine) {
        let server = Server::shop(engine).await;
        let read = server.as_read();
        for accept in [None, Some("*/*"), Some("application/json, text/plain, */*"), Some("application/ld+json")] {
            let caller = accept.map_or_else(|| read.with("content-type", "application/json"), |a| read.accept(a));
            let answer = caller.get("/api/documents").await.expect(200);
            assert_eq!(answer.header("content-type"), "application/ld+json; charset=utf-8", "{accept:?}");
            assert!(answer.header("link").contains("hydra/core#apiDocumentation"), "{accept:?}: {:?}", answer.headers);
            assert_eq!(answer.json()["@type"], "hydra:Collection");
        }
        let answer = read.accept("application/json").get("/api/documents").await.expect(200);
        assert_eq!(answer.header("content-type"), "application/json; charset=utf-8");
        assert_eq!(answer.header("x-total-count"), "0");
        assert_eq!(answer.json(), json!([]));
        read.accept("text/csv").get("/api/documents").await.expect(406);
    }
}
