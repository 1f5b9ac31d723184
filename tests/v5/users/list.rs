use serde_json::{Value, json};

use crate::support::db::on_both;
use crate::support::server::Server;

fn names(page: &Value) -> Vec<String> {
    let members = page["hydra:member"].as_array().expect("members");
    members.iter().map(|member| member["username"].as_str().expect("a name").to_owned()).collect()
}

on_both! {
    async fn is_filtered_ordered_and_paged(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        for (username, last_name, active, admin, kind) in [
            ("cy", "Élan", true, false, "user"),
            ("Bob", "elm", false, false, "user"),
            ("ann", "Ray", true, true, "user"),
            ("erp", "Robot", true, false, "api"),
        ] {
            let body = json!({"username": username, "firstName": "F", "lastName": last_name, "active": active,
                "email": format!("{username}@example.org"), "admin": admin, "type": kind});
            full.post("/api/users", body).await.expect(201);
        }
        let cases = [
            ("", vec!["cy", "Bob", "ann", "erp"]),
            ("?type=api", vec!["erp"]),
            ("?active=false", vec!["Bob"]),
            ("?active=1&admin=0", vec!["cy", "erp"]),
            ("?username=ann", vec!["ann"]),
            ("?username[]=ann&username[]=bob", vec!["ann"]),
            ("?email=BOB@example.org", vec!["Bob"]),
            ("?search=elan", vec!["cy"]),
            ("?search=example%20ro", vec!["erp"]),
            ("?order[lastName]=desc", vec!["erp", "ann", "Bob", "cy"]),
            ("?order[admin]=desc&order[username]=asc", vec!["ann", "Bob", "cy", "erp"]),
            ("?order[dateCreated]=desc&order[id]=desc&limit=2", vec!["erp", "ann"]),
            ("?limit=2&page=2", vec!["ann", "erp"]),
            ("?nonsense=1&order[nonsense]=asc", vec!["cy", "Bob", "ann", "erp"]),
        ];
        for (query, expected) in cases {
            let page = server.as_read().get(&format!("/api/users{query}")).await.expect(200).json();
            assert_eq!(names(&page), expected, "{query}");
        }
        for query in ["?type=robot", "?active=maybe", "?order[username]=up"] {
            full.get(&format!("/api/users{query}")).await.expect(400);
        }
        let page = full.get("/api/users?active=1&limit=1").await.json();
        assert_eq!((&page["hydra:totalItems"], names(&page).len()), (&json!(3), 1));
        let by_json = full.accept("application/json").get("/api/users?order[email]=desc").await.expect(200);
        assert_eq!((by_json.header("x-total-count"), &by_json.json()[0]["username"]), ("4", &json!("erp")));
        let lines = full.accept("application/x-ndjson").get("/api/users?pagination=false&admin=true").await.expect(200);
        assert_eq!(lines.lines().len(), 1);
    }
}

on_both! {
    /// Following `hydra:next` gives each once, in the order asked for.
    async fn is_walked_by_cursor(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let users: Vec<_> = (0..7).map(|n| json!({"username": format!("u{n}"), "firstName": "F", "lastName": format!("L{}", n % 3), "email": "u@example.org"})).collect();
        full.lines("/api/users/bulk", &users).await.expect(200);
        let (mut seen, mut next) = (Vec::new(), Some("/api/users?limit=2&order[lastName]=desc".to_owned()));
        while let Some(path) = next {
            let page = full.get(&path).await.expect(200).json();
            seen.extend(names(&page));
            next = page["hydra:view"]["hydra:next"].as_str().map(str::to_owned);
        }
        assert_eq!(seen, ["u5", "u2", "u4", "u1", "u6", "u3", "u0"]);
    }
}
