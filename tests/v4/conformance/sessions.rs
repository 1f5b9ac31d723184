//! 24 to 40: sessions, and what tokens may do.

use serde_json::json;

use super::{BASE, delete, document, get, post, put, shown, stock};
use crate::support::client::{Answer, Caller};
use crate::support::db::on_both;
use crate::support::server::Server;
use crate::v4::sessions::{PASSWORD, access, cookie, login, user, with_cookie, works};

const FORM: &str = "application/x-www-form-urlencoded";

/// A server with the user `erp`.
async fn with_user(engine: crate::support::db::Engine) -> Server {
    let server = Server::bare(engine).await;
    user(&server, "erp").await;
    server
}

async fn sign_in(caller: &Caller, remember: bool) -> Answer {
    post(caller, "/sessions", login("erp", remember)).await.expect(201)
}

on_both! {
    async fn n024_json_signs_in(engine: Engine) {
        let server = with_user(engine).await;
        let oauth = sign_in(&server.anonymous(), true).await.json()["oauth"].clone();
        assert!(oauth["access_token"].is_string() && oauth["expires_in"].is_number(), "{oauth}");
        assert!(oauth["refresh_token"].is_string(), "{oauth}");
    }
}

on_both! {
    async fn n025_a_form_signs_in(engine: Engine) {
        let server = with_user(engine).await;
        let form = format!("signin[username]=erp&signin[password]={}", PASSWORD.replace(' ', "+"));
        let made = server.anonymous().post_text(&format!("{BASE}/sessions"), FORM, &form).await.expect(201);
        assert!(works(&server, &access(&made)).await);
    }
}

on_both! {
    async fn n026_tokens_are_32_hex_characters_for_an_hour(engine: Engine) {
        let server = with_user(engine).await;
        let made = sign_in(&server.anonymous(), false).await;
        let token = access(&made);
        assert!(token.len() == 32 && token.bytes().all(|byte| byte.is_ascii_hexdigit()), "{token}");
        assert_eq!(made.json()["oauth"]["expires_in"], 3_600);
    }
}

on_both! {
    async fn n027_nothing_is_remembered_unasked(engine: Engine) {
        let server = with_user(engine).await;
        let made = sign_in(&server.anonymous(), false).await;
        assert_eq!(made.json()["oauth"]["refresh_token"], json!(null));
        assert_eq!(made.header("set-cookie"), "");
    }
}

on_both! {
    async fn n028_the_remember_cookie(engine: Engine) {
        let server = with_user(engine).await;
        let made = sign_in(&server.over_tls(), true).await;
        let (value, line) = cookie(&made);
        assert_eq!(made.json()["oauth"]["refresh_token"], value);
        for part in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/", "Max-Age=2592000"] {
            assert!(line.contains(part), "{part}: {line}");
        }
    }
}

on_both! {
    async fn n029_the_cookie_gives_new_tokens(engine: Engine) {
        let server = with_user(engine).await;
        let made = sign_in(&server.anonymous(), true).await;
        let again = get(&with_cookie(&server, &cookie(&made).0), "/sessions").await.expect(200);
        assert_ne!(access(&again), access(&made));
        assert_ne!(cookie(&again).0, cookie(&made).0);
        assert!(works(&server, &access(&again)).await);
    }
}

on_both! {
    async fn n030_a_used_cookie_ends_the_family(engine: Engine) {
        let server = with_user(engine).await;
        let first = cookie(&sign_in(&server.anonymous(), true).await).0;
        let second = cookie(&get(&with_cookie(&server, &first), "/sessions").await.expect(200)).0;
        get(&with_cookie(&server, &first), "/sessions").await.expect(401);
        get(&with_cookie(&server, &second), "/sessions").await.expect(401);
    }
}

on_both! {
    async fn n031_no_cookie_and_a_bad_one(engine: Engine) {
        let server = with_user(engine).await;
        get(&server.anonymous(), "/sessions").await.expect(401);
        let refused = get(&with_cookie(&server, "00000000000000000000000000000000"), "/sessions").await.expect(401);
        assert!(refused.header("set-cookie").contains("Max-Age=0"), "{:?}", refused.headers);
    }
}

on_both! {
    async fn n032_failures_look_alike(engine: Engine) {
        let server = with_user(engine).await;
        let attempt = async |name: &str| {
            let body = json!({"signin": {"username": name, "password": "wrong"}});
            let mut body = post(&server.anonymous(), "/sessions", body).await.expect(401).json();
            body["request_id"] = json!(null);
            body
        };
        assert_eq!(attempt("erp").await, attempt("nobody").await);
        post(&server.anonymous(), "/sessions", json!({"signin": {"username": "erp"}})).await.expect(400);
    }
}

on_both! {
    /// Changed: sessions of the interface stay; they are none of v4's.
    async fn n033_amended_a_new_login_ends_the_former(engine: Engine) {
        let server = with_user(engine).await;
        let first = access(&sign_in(&server.anonymous(), false).await);
        let second = access(&sign_in(&server.anonymous(), false).await);
        assert!(!works(&server, &first).await && works(&server, &second).await);
    }
}

on_both! {
    async fn n034_generic_tokens_survive(engine: Engine) {
        let server = with_user(engine).await;
        sign_in(&server.anonymous(), true).await;
        get(&server.as_full(), "/documents").await.expect(200);
        get(&server.as_read(), "/documents").await.expect(200);
    }
}

on_both! {
    async fn n039_logout(engine: Engine) {
        let server = with_user(engine).await;
        let token = access(&sign_in(&server.anonymous(), true).await);
        delete(&server.anonymous().bearer(&token), "/sessions").await.expect(204);
        assert!(!works(&server, &token).await);
    }
}

on_both! {
    async fn n035_the_scheme_in_any_spelling(engine: Engine) {
        let server = stock(engine).await;
        let header = server.as_full();
        get(&header, "/documents").await.expect(200);
        user(&server, "erp").await;
        let token = access(&post(&server.anonymous(), "/sessions", login("erp", false)).await.expect(201));
        for spelling in [format!("Bearer {token}"), format!("bearer {token}"), format!("Bearer:{token}")] {
            get(&server.anonymous().with("authorization", &spelling), "/documents").await.expect(200);
        }
    }
}

on_both! {
    async fn n036_no_token(engine: Engine) {
        let server = stock(engine).await;
        let refused = get(&server.anonymous(), "/documents").await.expect(401);
        assert!(refused.header("www-authenticate").starts_with("Bearer"), "{:?}", refused.headers);
    }
}

on_both! {
    async fn n037_tokens_work_on_both_faces(engine: Engine) {
        let server = stock(engine).await;
        user(&server, "erp").await;
        let token = access(&post(&server.anonymous(), "/sessions", login("erp", false)).await.expect(201));
        let erp = server.anonymous().bearer(&token);
        erp.get("/api/documents/d1").await.expect(200);
        get(&erp, "/documents/d1").await.expect(200);
        get(&server.as_full(), "/documents/d1").await.expect(200);
    }
}

on_both! {
    async fn n038_read_tokens_write_nothing(engine: Engine) {
        let server = stock(engine).await;
        let read = server.as_read();
        get(&read, "/documents").await.expect(200);
        for refused in [
            post(&read, "/documents", document("x")).await,
            put(&read, "/documents/d1", json!({"price": 1})).await,
            delete(&read, "/documents/d1").await,
            post(&read, "/eav-attributes", json!({})).await,
            post(&read, "/documents/d1/links/ref_col", json!({"items": []})).await,
        ] {
            let refused = refused.expect(401);
            assert_eq!(refused.json()["message"], "Permission denied");
            let challenge = refused.header("www-authenticate").to_owned();
            assert_eq!(challenge, r#"Bearer realm="quable", error="insufficient_scope""#);
        }
        get(&server.as_full(), "/documents/x").await.expect(404);
        assert_eq!(shown(&server.as_full(), "/documents/d1").await["fields"]["price"], json!(null));
    }
}

on_both! {
    async fn n040_the_session_has_a_language(engine: Engine) {
        let server = stock(engine).await;
        server.as_full().put(&format!("{BASE}/sessions"), json!({})).await.expect(405);
        put(&server.as_full(), "/documents/d1?culture=fr_FR", json!({"label": "Chemise"})).await.expect(200);
        user(&server, "erp").await;
        let mut body = login("erp", false);
        body["lang"] = json!("fr_FR");
        let token = access(&post(&server.anonymous(), "/sessions", body).await.expect(201));
        assert_eq!(shown(&server.anonymous().bearer(&token), "/documents/d1").await["fields"]["label"], "Chemise");
    }
}
