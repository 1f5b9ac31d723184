use reqwest::Url;
use serde_json::{Value, json};

use super::{found, lamps};
use crate::support::client::Caller;
use crate::support::db::on_both;

/// A list's address with `filter={…}`, percent-encoded as browsers do.
fn address(list: &str, filter: &Value) -> String {
    let url = Url::parse_with_params("http://x", [("filter", filter.to_string())]).expect("an address");
    format!("/api/{list}?{}", url.query().expect("a query"))
}

async fn check(read: &Caller, list: &str, filter: Value, expected: &str) {
    assert_eq!(found(read, &address(list, &filter)).await, expected, "{filter}");
}

on_both! {
    async fn filters_combine_at_will(engine: Engine) {
        let server = lamps(engine).await;
        let read = server.as_read();
        let cases = [
            (json!({}), "c1 d1 d2 d3 d4 d5"),
            (json!({"attributes.power": {"gt": 9, "lt": "100"}}), "d1 d2"),
            (json!({"or": [{"id": ["c1", "d5"]}, {"attributes.socket": "gu10"}]}), "c1 d3 d5"),
            (json!({"or": []}), ""),
            (json!({"id": []}), ""),
            (json!({"not": {"exists": {"attributes.power": true}}}), "c1 d5"),
            (json!({"and": [{"isActive": true}, {"or": [{"attributes.rooms": "study"}, {"orphan": true}]}]}), "d1 d5"),
            (
                json!({"not": {"or": [{"classifications": {"descendants": "lighting"}}, {"documentType.id": "chair"}]}}),
                "d5",
            ),
            (json!({"attributes.name.fr_FR": {"contains": ["bureau", "vital"]}}), "d1 d2"),
            (json!({"attributes.dimmable": false}), "d2"),
        ];
        for (filter, expected) in cases {
            check(&read, "documents", filter, expected).await;
        }
        check(&read, "classifications", json!({"or": [{"level": 0}, {"parent.id": "lighting"}], "objectType": "document"}),
            "desk floor root").await;
    }
}

on_both! {
    async fn groups_stand_beside_filters(engine: Engine) {
        let server = lamps(engine).await;
        let list = address("documents", &json!({"or": [{"id": "d1"}, {"id": "d4"}]}));
        assert_eq!(found(&server.as_read(), &format!("{list}&isActive=false")).await, "d4");
        assert_eq!(found(&server.as_read(), &format!("{list}&order[id]=desc")).await, "d4 d1");
    }
}
