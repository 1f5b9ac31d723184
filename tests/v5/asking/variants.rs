use serde_json::json;

use super::{found, lamps};
use crate::support::db::on_both;
use crate::support::shop::variant;

on_both! {
    async fn by_their_own_values_and_by_their_documents(engine: Engine) {
        let server = lamps(engine).await;
        let full = server.as_full();
        let mut bodies = vec![variant("v1", "d1"), variant("v2", "d1"), variant("v3", "d2"), variant("v4", "d4")];
        bodies[0]["attributes"] = json!({"cable": "1.5", "finish": "Matt"});
        bodies[1]["attributes"] = json!({"cable": 3});
        bodies[2]["isActive"] = false.into();
        full.lines("/api/variants/bulk", &bodies).await.expect(200);
        let cases = [
            ("document.id[]=d1", "v1 v2"),
            ("document.id[]=d1&document.id[]=d4", "v1 v2 v4"),
            ("document.id=nope", ""),
            ("document.id=d1&attributes.cable[gt]=2", "v2"),
            ("document.documentType.id[]=lamp", "v1 v2 v3 v4"),
            ("document.documentType.id[]=chair", ""),
            ("document.attributes.rooms=kitchen", "v3 v4"),
            ("document.isActive=0", "v4"),
            ("document.classifications[descendants]=lighting&isActive=1", "v1 v2 v4"),
            ("isActive=false", "v3"),
            // Only what it holds itself is asked.
            ("attributes.finish[contains]=a", "v1"),
            ("exists[attributes.finish]=false", "v2 v3 v4"),
            ("order[attributes.cable]=desc", "v2 v1 v4 v3"),
            ("search=matt", "v1"),
            ("id[]=v1&id[]=v4&order[id]=desc", "v4 v1"),
        ];
        for (query, expected) in cases {
            assert_eq!(found(&full, &format!("/api/variants?{query}")).await, expected, "{query}");
        }
    }
}
