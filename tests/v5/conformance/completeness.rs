//! 98: indicators of completeness.

use serde_json::json;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::v5::completeness_settings::indicator;

on_both! {
    async fn n098_an_indicator_counts_something(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let before = history::length(&server).await;
        let nothing = indicator("web", &[], &[]);
        full.post("/api/completeness-settings", nothing.clone()).await.refused_at("attributes");
        let mut silent = nothing;
        let members = silent.as_object_mut().expect("an object");
        members.retain(|name, _| !["attributes", "linkTypes"].contains(&name.as_str()));
        full.post("/api/completeness-settings", silent).await.refused_at("attributes");
        full.get("/api/completeness-settings/web").await.expect(404);
        assert_eq!(history::length(&server).await, before);

        let x_sell = json!({"id": "x-sell", "name": {"en_GB": "x"}, "originType": "document", "targetType": "document"});
        full.post("/api/link-types", x_sell).await.expect(201);
        for (id, attributes, link_types) in [("a", &["power"][..], &[][..]), ("b", &[], &["x-sell"])] {
            full.post("/api/completeness-settings", indicator(id, attributes, link_types)).await.expect(201);
        }
    }
}
