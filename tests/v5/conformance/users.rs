use serde_json::json;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;

on_both! {
    async fn n103_users_are_disabled_not_deleted(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let body = json!({"username": "ann", "firstName": "Ann", "lastName": "Lee", "email": "ann@example.org",
            "active": true, "password": "correct horse"});
        let path = full.post("/api/users", body).await.expect(201).header("location").to_owned();
        let sign_in = || async {
            let login = json!({"signin": {"username": "ann", "password": "correct horse"}});
            server.anonymous().post("/api_1.php/sessions", login).await.status
        };
        assert_eq!(sign_in().await, 201);

        let before = history::length(&server).await;
        let refused = full.delete(&path).await.expect(405);
        assert!(refused.header("allow").contains("PUT") && !refused.header("allow").contains("DELETE"), "{:?}", refused.headers);
        assert_eq!(history::length(&server).await, before);
        assert_eq!(full.put(&path, json!({"active": false})).await.expect(200).json()["active"], false);
        assert_eq!(sign_in().await, 401);

        let list = full.get("/api/users?page=1&limit=25").await.expect(200).json();
        assert_eq!(list["hydra:totalItems"], 1);
        let member = list["hydra:member"][0].as_object().expect("a member");
        for key in ["active", "admin", "localesAvailable", "localeDefault", "permissionFeatures", "dateLogged", "decimalFormat", "type"] {
            assert!(member.contains_key(key), "{key} in {member:?}");
        }
        assert_eq!((&member["active"], &member["type"], member["id"].is_i64()), (&json!(false), &json!("user"), true));
    }
}
