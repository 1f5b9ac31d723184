//! 1 to 23: transport.

use std::sync::Arc;

use reqwest::Method;
use serde_json::{Value, json};

use super::{BASE, delete, document, get, post, put, refused_at, shown, stock};
use crate::support::client::{DIGEST_OF_NOTHING, digest_of};
use crate::support::db::on_both;
use crate::support::instance::{Content, Instance};
use crate::support::server::Server;

on_both! {
    /// Changed: plain HTTP is refused where a trusted proxy should have said otherwise; the loopback answers by itself.
    async fn n001_amended_plain_http_is_refused_behind_a_proxy(engine: Engine) {
        let instance = Arc::new(Instance::new(engine, Content::Builtins).await);
        let server = Server::start_with(instance, |command| {
            command.args(["--trusted-proxy", "127.0.0.1"]);
        })
        .await;
        let refused = post(&server.as_full(), "/sessions", json!({})).await.expect(403).json();
        assert_eq!(refused["success"], false);
        let alone = Server::bare(engine).await;
        get(&alone.as_full(), "/documents").await.expect(200);
    }
}

on_both! {
    /// Changed: which proxy is trusted says `--trusted-proxy`.
    async fn n002_amended_only_a_trusted_proxy_is_believed(engine: Engine) {
        let instance = Arc::new(Instance::new(engine, Content::Builtins).await);
        let trusting = Server::start_with(Arc::clone(&instance), |command| {
            command.args(["--trusted-proxy", "127.0.0.1"]);
        })
        .await;
        get(&trusting.as_full().with("x-forwarded-proto", "https"), "/documents").await.expect(200);
        drop(trusting);
        let other = Server::start_with(Arc::new(Instance::new(engine, Content::Builtins).await), |command| {
            command.args(["--trusted-proxy", "10.9.9.9"]);
        })
        .await;
        get(&other.as_full().with("x-forwarded-proto", "https"), "/documents").await.expect(403);
    }
}

on_both! {
    async fn n003_every_answer_has_a_digest(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let answers = [
            get(&full, "/documents").await.expect(200),
            post(&full, "/documents", document("x")).await.expect(201),
            delete(&full, "/documents/x").await.expect(204),
            post(&full, "/documents", json!({})).await.expect(400),
            get(&server.anonymous(), "/documents").await.expect(401),
            get(&full, "/documents/nope").await.expect(404),
            full.patch(&format!("{BASE}/documents/d1"), json!({})).await.expect(405),
            server.anonymous().send(Method::OPTIONS, &format!("{BASE}/documents"), None).await.expect(204),
        ];
        for answer in answers {
            assert!(answer.header("quable-digest").starts_with("SHA-256="), "{}: {:?}", answer.status, answer.headers);
        }
    }
}

on_both! {
    async fn n004_the_digest_is_of_the_body(engine: Engine) {
        let server = stock(engine).await;
        let list = get(&server.as_full(), "/documents").await.expect(200);
        assert_eq!(list.header("quable-digest"), digest_of(&list.body));
    }
}

on_both! {
    async fn n005_compression_leaves_the_digest(engine: Engine) {
        let server = stock(engine).await;
        let plain = get(&server.as_full(), "/documents").await.expect(200);
        let packed = get(&server.as_full().with("accept-encoding", "gzip"), "/documents").await.expect(200);
        assert_eq!(packed.header("content-encoding"), "gzip");
        assert_ne!(packed.body, plain.body);
        assert_eq!(packed.header("quable-digest"), plain.header("quable-digest"));
    }
}

on_both! {
    async fn n006_the_digest_of_nothing(engine: Engine) {
        let server = stock(engine).await;
        let gone = delete(&server.as_full(), "/documents/d1").await.expect(204);
        assert!(gone.body.is_empty());
        assert_eq!(gone.header("quable-digest"), DIGEST_OF_NOTHING);
    }
}

on_both! {
    async fn n007_bodies_are_json_in_utf8(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        put(&full, "/documents/d1", json!({"label": "Été à l'île"})).await.expect(200);
        let answer = get(&full, "/documents/d1").await.expect(200);
        assert_eq!(answer.header("content-type"), "application/json; charset=utf-8");
        assert_eq!(answer.json()["response"]["fields"]["label"], "Été à l'île");
    }
}

on_both! {
    async fn n008_patch_is_no_method(engine: Engine) {
        let server = stock(engine).await;
        let refused = server.as_full().patch(&format!("{BASE}/documents/d1"), json!({"code": "x"})).await.expect(405);
        for method in ["GET", "PUT", "DELETE"] {
            assert!(refused.header("allow").contains(method), "{}", refused.header("allow"));
        }
        get(&server.as_full(), "/documents/d1").await.expect(200);
    }
}

on_both! {
    async fn n009_a_list_cant_be_deleted(engine: Engine) {
        let server = stock(engine).await;
        let refused = delete(&server.as_full(), "/documents").await.expect(405);
        assert_eq!(refused.header("allow"), "GET, POST, OPTIONS");
        assert_eq!(refused.json()["message"], "Method Not Allowed");
        get(&server.as_full(), "/documents/d1").await.expect(200);
    }
}

on_both! {
    async fn n010_other_formats_come_back_with_405(engine: Engine) {
        let server = stock(engine).await;
        let path = format!("{BASE}/documents");
        let refused = server.as_full().post_text(&path, "application/xml", "<a/>").await.expect(405);
        assert_eq!(refused.json()["message"], "Request format is not acceptable");
        assert_eq!(refused.header("allow"), "GET, POST, OPTIONS");
    }
}

on_both! {
    async fn n011_accept_must_let_json_through(engine: Engine) {
        let server = stock(engine).await;
        get(&server.as_full().accept("application/xml"), "/documents").await.expect(405);
        get(&server.as_full().accept("text/html, */*;q=0.1"), "/documents").await.expect(200);
    }
}

on_both! {
    async fn n012_sf_format_is_json(engine: Engine) {
        let server = stock(engine).await;
        get(&server.as_full(), "/documents?sf_format=xml").await.expect(405);
        get(&server.as_full(), "/documents?sf_format=json").await.expect(200);
    }
}

on_both! {
    async fn n013_a_get_may_bring_a_body(engine: Engine) {
        let server = stock(engine).await;
        let body = Some(("application/json", "{}".to_owned()));
        server.as_full().send(Method::GET, &format!("{BASE}/documents"), body).await.expect(200);
    }
}

on_both! {
    async fn n014_bodies_are_objects(engine: Engine) {
        let server = stock(engine).await;
        let (full, path) = (server.as_full(), format!("{BASE}/documents"));
        full.post_text(&path, "application/json", "{\"code\":").await.expect(400);
        full.post_text(&path, "application/json", "[]").await.expect(400);
        let empty = full.post_text(&path, "application/json", "").await;
        let message = empty.json()["message"].clone();
        refused_at(empty, 400, "code");
        assert!(message.as_str().is_some_and(|text| text.ends_with(": code")), "{message}");
    }
}

on_both! {
    async fn n015_routes_come_before_tokens(engine: Engine) {
        let server = stock(engine).await;
        let missing = get(&server.as_full(), "/nope").await.expect(404);
        assert_eq!(missing.header("content-type"), "application/json; charset=utf-8");
        delete(&server.anonymous(), "/documents").await.expect(405);
    }
}

on_both! {
    async fn n016_the_root_is_an_alias(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        assert_eq!(full.get("/documents").await.expect(200).body, get(&full, "/documents").await.body);
        assert_eq!(full.get("/documents/d1/").await.expect(200).body, get(&full, "/documents/d1").await.body);
    }
}

on_both! {
    async fn n017_hyphens_or_underscores(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let one = get(&full, "/eav_attributes").await.expect(200);
        assert_eq!(one.body, get(&full, "/eav-attributes").await.expect(200).body);
    }
}

on_both! {
    async fn n018_preflights_need_no_token(engine: Engine) {
        let server = stock(engine).await;
        let asked = server.anonymous().with("origin", "https://app.example").with("access-control-request-method", "PUT");
        let answer = asked.send(Method::OPTIONS, &format!("{BASE}/documents"), None).await.expect(204);
        assert!(answer.header("access-control-allow-methods").contains("PUT"), "{:?}", answer.headers);
        let allowed = answer.header("access-control-allow-headers").to_ascii_lowercase();
        assert!(allowed.contains("authorization"), "{allowed}");
    }
}

on_both! {
    async fn n019_origins_may_read_the_digest(engine: Engine) {
        let server = stock(engine).await;
        let answer = get(&server.as_full().with("origin", "https://app.example"), "/documents").await.expect(200);
        let exposed = answer.header("access-control-expose-headers").to_ascii_lowercase();
        assert!(exposed.contains("quable-digest"), "{exposed}");
    }
}

on_both! {
    async fn n020_errors_have_one_shape(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        for (answer, status) in [
            (get(&full, "/documents/nope").await, 404),
            (get(&full, "/documents?page=0").await, 400),
            (post(&full, "/documents", document("d1")).await, 409),
            (put(&full, "/documents/d1", json!({"price": "abc"})).await, 422),
            (get(&server.anonymous(), "/documents").await, 401),
        ] {
            let body = answer.expect(status).json();
            assert_eq!((&body["success"], &body["status"]), (&json!(false), &json!(status)));
            assert!(body["error"].is_string() && body["message"].is_string() && body["errors"].is_array(), "{body}");
        }
    }
}

on_both! {
    async fn n021_dates_are_printed_in_utc(engine: Engine) {
        let server = stock(engine).await;
        let document = shown(&server.as_full(), "/documents/d1").await;
        for name in ["created_at", "updated_at"] {
            let date = document[name].as_str().expect("a date");
            let digits: String = date.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
            assert_eq!(digits, "0000-00-00 00:00:00");
        }
    }
}

on_both! {
    /// Changed: any character but control characters is legal, and numbers address nothing.
    async fn n022_amended_codes_in_addresses(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        post(&full, "/documents", document("a/b c")).await.expect(201);
        assert_eq!(shown(&full, "/documents/a%2Fb%20c").await["code"], "a/b c");
        refused_at(post(&full, "/documents", document(" x")).await, 422, "code");
        post(&full, "/documents", document("漢✓")).await.expect(201);
        let id = shown(&full, "/documents/d1").await["id"].clone();
        get(&full, &format!("/documents/{id}")).await.expect(404);
        assert!(matches!(id, Value::Number(_)), "{id}");
    }
}

on_both! {
    async fn n023_head_is_get_without_a_body(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let head = full.head(&format!("{BASE}/documents/d1")).await.expect(200);
        assert!(head.body.is_empty());
        assert_eq!(head.header("quable-digest"), get(&full, "/documents/d1").await.header("quable-digest"));
    }
}

on_both! {
    async fn n118_one_call_too_many(engine: Engine) {
        let server = Server::start_with(Arc::new(Instance::new(engine, Content::Builtins).await), |command| {
            command.args(["--rate-limit", "2/10m"]);
        })
        .await;
        let read = server.as_read();
        for _ in 0..2 {
            get(&read, "/documents").await.expect(200);
        }
        let refused = get(&read, "/documents").await.expect(429);
        assert_eq!(refused.json()["success"], false);
        assert!(refused.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds > 0), "{:?}", refused.headers);
    }
}
