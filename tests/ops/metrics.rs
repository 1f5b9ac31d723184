use serde_json::json;

use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::{lamp, variant};

/// What the statements counter of a route stands at: the sum over all its samples.
async fn statements(server: &Server, route: &str) -> u64 {
    let text = server.anonymous().get("/metrics").await.expect(200).text();
    let of_route =
        |line: &&str| line.starts_with("vitrine_statements_total{") && line.contains(&format!("route=\"{route}\""));
    text.lines().filter(of_route).filter_map(|line| line.rsplit_once(' ')?.1.parse::<u64>().ok()).sum()
}

/// How many statements one GET costs.
async fn cost(server: &Server, route: &str, path: &str) -> u64 {
    let before = statements(server, route).await;
    server.as_full().get(path).await.expect(200);
    statements(server, route).await - before
}

on_both! {
    /// A page costs the same number of statements whether it has 1 row or 100, and whatever is in them.
    async fn a_page_costs_a_fixed_number_of_statements(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let counted = json!({"id": "web", "name": {"en_GB": "Web"}, "documentType": {"id": "lamp"}, "attributes": [{"id": "name"}]});
        full.post("/api/completeness-settings", counted).await.expect(201);
        let documents: Vec<_> = (0..100).map(|n| lamp(&format!("d{n:02}"))).collect();
        full.lines("/api/documents/bulk", &documents).await.expect(200);
        let variants: Vec<_> = (0..200).map(|n| variant(&format!("v{n:03}"), &format!("d{:02}", n % 100))).collect();
        full.lines("/api/variants/bulk", &variants).await.expect(200);
        for resource in ["documents", "variants", "classifications", "predefined-values"] {
            let route = format!("/api/{resource}");
            // The first one loads what totals are told from.
            full.get(&format!("/api/{resource}?limit=1&page=2")).await.expect(200);
            let one = cost(&server, &route, &format!("/api/{resource}?limit=1")).await;
            let many = cost(&server, &route, &format!("/api/{resource}?limit=100")).await;
            let more = cost(&server, &route, &format!("/api/{resource}?limit=99&page=1")).await;
            assert!(one > 0, "{resource} is not counted");
            assert_eq!(many, one, "{resource}: statements for 100 rows and for 1");
            // All of these are kept, rendered.
            assert!(more <= one, "{resource}: {one} statements for 1 row, {more} for 99 that are known");
        }
    }
}

on_both! {
    /// What is kept rendered costs the confirmation only.
    async fn a_kept_body_costs_less(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("a")).await.expect(201);
        full.get("/api/documents/a").await.expect(200);
        let route = "/api/documents/{id}";
        let kept = cost(&server, route, "/api/documents/a").await;
        assert!((1..=3).contains(&kept), "{kept} statements for a kept body: the token, the head, the words");
    }
}
