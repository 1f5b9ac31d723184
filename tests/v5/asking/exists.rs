use serde_json::json;

use super::{check, lamps};
use crate::support::db::on_both;

on_both! {
    async fn a_value_is_there_or_not(engine: Engine) {
        let server = lamps(engine).await;
        check(&server.as_read(), &[
            ("exists[attributes.power]=true", "d1 d2 d3 d4"),
            ("exists[attributes.power]=0", "c1 d5"),
            ("exists%5Battributes.name%5D=1", "d1 d2 d3 d4"),
            ("exists[attributes.name.fr_FR]=true", "d1 d2 d4"),
            ("attributes.dimmable[exists]=false", "c1 d3 d5"),
            ("exists[attributes.notes]=true", ""),
            ("exists[classifications]=false", "d5"),
            ("exists[attributes.rooms]=true&exists[attributes.socket]=false", "d4"),
        ]).await;
    }
}

on_both! {
    /// That is all that can be asked of an attribute that isn't filterable.
    async fn of_any_attribute(engine: Engine) {
        let server = lamps(engine).await;
        let full = server.as_full();
        full.put("/api/attributes/finish", json!({"isFilterable": false})).await.expect(200);
        check(&full, &[
            ("exists[attributes.finish]=true", "d1 d2 d3"),
            ("attributes.finish[exists]=false", "c1 d4 d5"),
        ]).await;
        for asked in ["attributes.finish=brass", "order[attributes.finish]=asc", "facets[]=attributes.finish"] {
            let refused = full.get(&format!("/api/documents?{asked}")).await.expect(400).json();
            let message = refused["message"].as_str().expect("a message");
            assert!(message.contains("attributes.finish") && message.contains("isFilterable"), "{message}");
        }
        full.put("/api/attributes/finish", json!({"isFilterable": true})).await.expect(200);
        check(&full, &[("attributes.finish=brass", "d2")]).await;
    }
}
