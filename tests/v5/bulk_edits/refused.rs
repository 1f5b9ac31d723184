//! What is refused, as a whole or of single objects.

use serde_json::json;

use super::{PATH, PREVIEW, lamps, of_documents, run};
use crate::flows::{counts, over};
use crate::support::db::on_both;
use crate::support::server::Server;

on_both! {
    async fn at_once(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        lamps(&full, &["a"]).await;
        let active = json!([{"op": "active", "value": true}]);
        for (body, path) in [
            (json!({"operations": active}), "resource"),
            (json!({"resource": "links", "operations": active}), "resource"),
            (json!({"resource": "documents"}), "operations"),
            (json!({"resource": "documents", "ids": ["a"], "filter": {}, "operations": active}), "ids"),
            (json!({"resource": "documents", "operations": [{"op": "set", "attribute": "power"}]}), "operations[0].value"),
            (json!({"resource": "documents", "operations": [{"op": "append", "attribute": "power", "value": 1}]}), "operations[0].attribute"),
        ] {
            for address in [PATH, PREVIEW] {
                full.post(address, body.clone()).await.expect(422).refused_at(path);
            }
        }
        full.post(PATH, json!({"resource": "documents", "filter": {"nonsense": 1}, "operations": active})).await.expect(400);
        let more = json!({"resource": "documents", "expected": 2, "operations": active});
        full.post(PATH, more).await.expect(409);
        server.as_read().post(PATH, of_documents(active.clone())).await.expect(403);
        server.as_read().post(PREVIEW, of_documents(active)).await.expect(403);
    }

    async fn object_by_object(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        lamps(&full, &["a", "b"]).await;
        let process = run(&full, of_documents(json!([{"op": "set", "attribute": "ean", "value": "x"}]))).await;
        assert_eq!(counts(&process), [0, 1, 0, 0, 1], "{process}");
        let id = process["id"].as_str().expect("an id");
        let errors = full.get(&format!("/api/processes/{id}/errors")).await.expect(200).json();
        assert_eq!(errors.as_array().expect("a list").len(), 1, "{errors}");
        let (of, property, rule) = (&errors[0]["id"], &errors[0]["property"], &errors[0]["rule"]);
        assert_eq!((of, property, rule), (&json!("b"), &json!("attributes.ean"), &json!("not_unique")), "{errors}");
        let report = full.get(&format!("/api/processes/{id}/report")).await.expect(200).text();
        assert!(report.contains("not_unique") && report.contains(";b;"), "{report}");
        server.as_read().get(&format!("/api/processes/{id}/errors")).await.expect(403);
    }

    /// What is gone meanwhile is told; a deletion asks for no more.
    async fn of_what_is_gone(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        lamps(&full, &["a"]).await;
        let edit = |operation: serde_json::Value| json!({"resource": "documents", "ids": ["a"], "operations": [operation]});
        // Of one queue one comes after the other.
        let gone = full.post(PATH, edit(json!({"op": "delete"}))).await.expect(202).json();
        let late = full.post(PATH, edit(json!({"op": "active", "value": false}))).await;
        let again = full.post(PATH, edit(json!({"op": "delete"}))).await;
        assert_eq!(counts(&over(&full, &gone).await), [0, 0, 1, 0, 0]);
        let late = over(&full, &late.expect(202).json()).await;
        // It may have been over before the others were wanted: then they are about nothing.
        assert!([[0, 0, 0, 0, 1], [0; 5]].contains(&counts(&late)), "{late}");
        let again = over(&full, &again.expect(202).json()).await;
        assert!([[0, 0, 0, 1, 0], [0; 5]].contains(&counts(&again)), "{again}");
    }
}
