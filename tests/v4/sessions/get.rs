use super::{PATH, access, cookie, login, user, with_cookie, works};
use crate::support::db::on_both;
use crate::support::server::Server;

on_both! {
    /// 29, 30: each refresh gives new tokens; using an old one again ends the whole family.
    async fn refreshes_once(engine: Engine) {
        let server = Server::bare(engine).await;
        user(&server, "erp").await;
        let made = server.anonymous().post(PATH, login("erp", true)).await.expect(201);
        let (first, _) = cookie(&made);
        let refreshed = with_cookie(&server, &first).get(PATH).await.expect(200);
        let (second, line) = cookie(&refreshed);
        assert_ne!(second, first);
        assert!(line.contains("Max-Age=2592000"), "{line}");
        assert_eq!(refreshed.json()["oauth"]["refresh_token"], second);
        assert_eq!(refreshed.json()["oauth"]["expires_in"], 3600);
        assert_ne!(access(&refreshed), access(&made));
        assert!(works(&server, &access(&refreshed)).await);

        let replayed = with_cookie(&server, &first).get(PATH).await.expect(401);
        assert!(replayed.header("set-cookie").contains("Max-Age=0"), "{:?}", replayed.headers);
        with_cookie(&server, &second).get(PATH).await.expect(401);
        assert!(!works(&server, &access(&refreshed)).await);
    }
}

on_both! {
    /// 31.
    async fn needs_a_cookie_or_a_token(engine: Engine) {
        let server = Server::bare(engine).await;
        let nothing = server.anonymous().get(PATH).await.expect(401);
        assert_eq!(nothing.json()["success"], false);
        let bad = with_cookie(&server, &"0".repeat(32)).get(PATH).await.expect(401);
        let line = bad.header("set-cookie");
        assert!(line.starts_with("quable-remember-me=;") && line.contains("Max-Age=0"), "{line}");
    }
}

on_both! {
    /// 3.2: with a token alone, the session as it is.
    async fn tells_about_the_session(engine: Engine) {
        let server = Server::bare(engine).await;
        user(&server, "erp").await;
        let made = server.anonymous().post(PATH, login("erp", true)).await.expect(201);
        let token = access(&made);
        let told = server.anonymous().bearer(&token).get(PATH).await.expect(200);
        assert_eq!(access(&told), token);
        assert_eq!(told.json()["oauth"]["refresh_token"], serde_json::Value::Null);
        let left = told.json()["oauth"]["expires_in"].as_i64().expect("seconds");
        assert!((3_500..=3_600).contains(&left), "{left}");
        assert!(works(&server, &token).await);
    }
}

on_both! {
    /// 35, 36.
    async fn the_scheme_is_read_kindly(engine: Engine) {
        let server = Server::bare(engine).await;
        user(&server, "erp").await;
        let token = access(&server.anonymous().post(PATH, login("erp", false)).await.expect(201));
        for header in [format!("bearer {token}"), format!("BEARER {token}")] {
            server.anonymous().with("authorization", &header).get(PATH).await.expect(200);
        }
        for header in [token.clone(), format!("Basic {token}"), format!("Bearer {}", token.to_uppercase()), "Bearer".into()] {
            let refused = server.anonymous().with("authorization", &header).get("/api/documents").await.expect(401);
            assert!(refused.header("www-authenticate").starts_with("Bearer"), "{:?}", refused.headers);
        }
    }
}
