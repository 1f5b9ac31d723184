//! What an edit would do.

use serde_json::json;

use super::{PREVIEW, lamps, of_documents, run, values};
use crate::flows::counts;
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;

on_both! {
    async fn tells_what_the_job_then_does(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        lamps(&full, &["a", "b", "c"]).await;
        full.patch("/api/documents/b", json!({"attributes": {"name": {"fr_FR": "Lustre"}}})).await.expect(200);
        full.patch("/api/documents/c", json!({"attributes": {"power": 1990}})).await.expect(200);
        let body = of_documents(json!([
            {"op": "replace", "attribute": "name", "locale": "fr_FR", "find": "lampe", "with": "Lanterne"},
        ]));
        let written = history::length(&server).await;
        let told = full.post(PREVIEW, body.clone()).await.expect(200).json();
        assert_eq!(history::length(&server).await, written, "nothing is written");
        for (name, expected) in [("count", 3), ("tried", 3), ("toChange", 2), ("unchanged", 1), ("refused", 0)] {
            assert_eq!(told[name], expected, "{name} in {told}");
        }
        assert_eq!(told["isExact"], true);
        assert_eq!(told["first"].as_array().expect("a list").len(), 2, "those that would differ: {told}");
        assert_eq!(told["first"][0], json!({
            "id": "a", "title": told["first"][0]["title"], "violations": [],
            "changes": [{
                "property": "attributes.name", "locale": "fr_FR",
                "before": "Lampe de bureau", "after": "Lanterne de bureau",
            }],
        }), "{told}");
        assert_eq!(counts(&run(&full, body).await), [0, 2, 0, 1, 0]);
        assert_eq!(values(&full, "a").await["name"]["fr_FR"], "Lanterne de bureau");
    }

    async fn tells_what_would_be_refused(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        lamps(&full, &["a", "b"]).await;
        // Of a unique value only the first gets one: a preview sees what it did before.
        let told = full.post(PREVIEW, of_documents(json!([{"op": "set", "attribute": "ean", "value": "x"}]))).await.expect(200).json();
        assert_eq!((&told["toChange"], &told["refused"]), (&json!(1), &json!(1)), "{told}");
        let refused = &told["first"][1];
        assert_eq!(refused["violations"][0]["propertyPath"], "attributes.ean", "{told}");
        for operation in ["duplicate", "delete"] {
            let told = full.post(PREVIEW, of_documents(json!([{"op": operation}]))).await.expect(200).json();
            assert_eq!(told["toChange"], 2, "{told}");
            assert_eq!(told["first"][0]["changes"][0]["property"], "id", "{told}");
        }
        full.get("/api/documents/a-copy").await.expect(404);
    }
}
