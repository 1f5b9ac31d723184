use serde_json::json;

use super::{PASSWORD, cookie, login, page_of, signed_in, user, with_cookie};
use crate::support::db::on_both;
use crate::support::server::Server;

on_both! {
    /// In the clear on this machine the cookie has no `Secure`; it lives as long as the browser, or 30 days.
    async fn the_session_is_in_a_cookie(engine: Engine) {
        let server = Server::bare(engine).await;
        user(&server, "ann", true).await;
        let made = server.anonymous().post("/api/session", login("ann", PASSWORD)).await.expect(201);
        let (pair, line) = cookie(&made);
        assert_eq!(line, format!("{pair}; Path=/; HttpOnly; SameSite=Strict"));
        assert!(pair.starts_with("vitrine=") && pair.len() == 72, "{pair}");
        assert_eq!((made.header("cache-control"), made.header("content-type")), ("no-store", "application/json; charset=utf-8"));
        let told = made.json();
        assert_eq!((&told["user"]["username"], &told["user"]["admin"]), (&json!("ann"), &json!(true)));
        let left = 8 * 3_600 - told["expiresIn"].as_i64().expect("seconds");
        assert!((0..60).contains(&left), "{left} s less than eight hours");
        assert!(!made.text().contains(pair.trim_start_matches("vitrine=")), "only the cookie holds it");

        let remembered = json!({"username": "ann", "password": PASSWORD, "remember": true});
        let made = server.anonymous().post("/api/session", remembered).await.expect(201);
        assert!(cookie(&made).1.ends_with("; SameSite=Strict; Max-Age=2592000"), "{:?}", cookie(&made));
        let left = 30 * 24 * 3_600 - made.json()["expiresIn"].as_i64().expect("seconds");
        assert!((0..60).contains(&left), "{left} s less than 30 days");

        let page = with_cookie(&server.anonymous(), &pair);
        let shown = page.get("/api/session").await.expect(200).json();
        assert_eq!(shown["user"], told["user"]);
        page.get("/api/documents").await.expect(200);
    }

    async fn over_https_it_is_bound_to_the_host(engine: Engine) {
        let server = Server::bare(engine).await;
        user(&server, "ann", false).await;
        let made = server.over_tls().post("/api/session", login("ann", PASSWORD)).await.expect(201);
        let (pair, line) = cookie(&made);
        assert_eq!(line, format!("{pair}; Path=/; HttpOnly; Secure; SameSite=Strict"));
        assert!(pair.starts_with("__Host-vitrine="), "{pair}");
        with_cookie(&server.over_tls(), &pair).get("/api/me").await.expect(200);
        // A cookie that another host of the domain could have set isn't looked at.
        let tossed = pair.replace("__Host-", "");
        with_cookie(&server.over_tls(), &tossed).get("/api/me").await.expect(401);
    }

    async fn what_is_wrong_is_not_told(engine: Engine) {
        let server = Server::bare(engine).await;
        user(&server, "ann", false).await;
        let plain = server.anonymous().accept("application/json");
        let wrong = plain.post("/api/session", login("ann", "battery")).await.expect(401);
        let unknown = plain.post("/api/session", login("bob", "battery")).await.expect(401);
        assert_eq!(wrong.json()["detail"], unknown.json()["detail"]);
        assert_eq!(wrong.header("set-cookie"), "");
        plain.post("/api/session", json!({"username": "ann"})).await.expect(422).refused_at("password");
        let misplaced = plain.post("/api/session", json!({"username": "ann", "password": 12_345_678})).await.expect(422);
        assert!(!misplaced.text().contains("12345678"), "{}", misplaced.text());
        plain.post("/api/session", json!([])).await.expect(400);
    }

    /// The failures of both kinds of sign-in count together.
    async fn who_fails_too_often_waits(engine: Engine) {
        let server = Server::bare(engine).await;
        user(&server, "ann", false).await;
        for n in 0..10 {
            let refused = if n % 2 == 0 {
                server.anonymous().post("/api/session", login("ann", "battery")).await
            } else {
                let login = json!({"signin": {"username": "ann", "password": "battery"}});
                server.anonymous().post("/api_1.php/sessions", login).await
            };
            refused.expect(401);
        }
        let held = server.anonymous().post("/api/session", login("ann", PASSWORD)).await.expect(429);
        let seconds: u64 = held.header("retry-after").parse().expect("seconds");
        assert!((1..=900).contains(&seconds), "{seconds}");
    }

    /// Several at a time, which leave API v4's one session alone, and it them.
    async fn many_live_beside_each_other(engine: Engine) {
        let server = Server::bare(engine).await;
        let first = page_of(&server, "ann").await;
        let v4 = json!({"signin": {"username": "ann", "password": PASSWORD}});
        let opened = server.anonymous().post("/api_1.php/sessions", v4).await.expect(201).json();
        let v4 = server.anonymous().bearer(opened["oauth"]["access_token"].as_str().expect("a token"));
        let second = signed_in(&server.anonymous(), "ann", PASSWORD).await;
        for caller in [&first, &second, &v4] {
            caller.get("/api/documents").await.expect(200);
        }
        second.delete("/api/session").await.expect(204);
        second.get("/api/documents").await.expect(401);
        for caller in [&first, &v4] {
            caller.get("/api/documents").await.expect(200);
        }
    }

    /// What is written by it came by the admin UI, as history, its filter and the feed tell.
    async fn its_writes_tell_where_they_come_from(engine: Engine) {
        let server = Server::shop(engine).await;
        let page = page_of(&server, "ann").await;
        page.post("/api/documents", crate::support::shop::plain_lamp("a")).await.expect(201);
        server.as_full().post("/api/documents", crate::support::shop::plain_lamp("b")).await.expect(201);
        let told = page.get("/api/history?origin=ui").await.expect(200).json();
        let told: Vec<_> = told.as_array().expect("a list").iter().map(|entry| (&entry["by"], &entry["origin"])).collect();
        assert_eq!(told, [(&json!("ann"), &json!("ui"))]);
        let fed = page.get("/api/changes?origin=ui&type=document&wait=10").await.expect(200).json();
        assert_eq!(fed.as_array().map(Vec::len), Some(1), "{fed}");
    }
}
