use serde_json::{Value, json};

use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::{lamp, variant};
use crate::support::until::until;
use crate::v5::links::link;

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

/// A hundred documents with variants, assets and links between all of them, and some of all other things.
async fn fill(server: &Server) {
    let full = server.as_full();
    let bulk = async |resource: &str, bodies: Vec<Value>| {
        let answer = full.lines(&format!("/api/{resource}/bulk"), &bodies).await.expect(200);
        assert_eq!(answer.header("x-bulk-failed"), "0", "{resource}: {}", answer.text());
    };
    for (id, from, to) in
        [("media", "document", "asset"), ("similar", "document", "document"), ("photo", "variant", "asset")]
    {
        let body = json!({"id": id, "name": {"en_GB": id}, "originType": from, "targetType": to});
        full.post("/api/link-types", body).await.expect(201);
    }
    bulk("documents", (0..100).map(|n| lamp(&format!("d{n:02}"))).collect()).await;
    bulk("assets", (0..100).map(|n| json!({"id": format!("a{n:02}")})).collect()).await;
    bulk("variants", (0..200).map(|n| variant(&format!("v{n:03}"), &format!("d{:02}", n % 100))).collect()).await;
    let links = (0..100).flat_map(|n| {
        let (document, next, asset) = (format!("d{n:02}"), format!("d{:02}", (n + 1) % 100), format!("a{n:02}"));
        [
            link("media", &document, &asset),
            link("similar", &document, &next),
            link("photo", &format!("v{n:03}"), &asset),
        ]
    });
    bulk("links", links.collect()).await;
    bulk("keyvalues", (0..20).map(|n| json!({"id": format!("k{n}"), "value": "v"})).collect()).await;
    let users = |n| json!({"username": format!("u{n}"), "firstName": "A", "lastName": "B", "email": format!("u{n}@example.org")});
    bulk("users", (0..20).map(users).collect()).await;
    bulk("users/groups", (0..20).map(|n| json!({"id": format!("r{n}"), "name": {"en_GB": "R"}})).collect()).await;
}

on_both! {
    /// A page of any list costs the same number of statements whether it has 1 row or 100, and whatever is in them.
    async fn a_page_costs_a_fixed_number_of_statements(engine: Engine) {
        let server = Server::shop(engine).await;
        fill(&server).await;
        let full = server.as_full();
        let description = full.get("/api/docs.json").await.expect(200).json();
        let paths: Vec<_> = description["paths"].as_object().expect("paths").keys().cloned().collect();
        for route in paths.iter().filter_map(|path| path.strip_suffix("/bulk")) {
            // The first one loads what totals are told from.
            full.get(&format!("{route}?limit=1&page=2")).await.expect(200);
            let one = cost(&server, route, &format!("{route}?limit=1")).await;
            let many = cost(&server, route, &format!("{route}?limit=100")).await;
            let more = cost(&server, route, &format!("{route}?limit=99&page=1")).await;
            // On SQLite, definitions are read from memory.
            assert!(one > 0 || route != "/api/documents", "{route} is not counted");
            assert_eq!(many, one, "{route}: statements for 100 rows and for 1");
            // All of these are kept, rendered.
            assert!(more <= one, "{route}: {one} statements for 1 row, {more} for 99 that are known");
        }
    }
}

on_both! {
    /// What is printed inside costs the same whether there is none of it or a hundred of each.
    async fn what_is_embedded_costs_a_fixed_number_of_statements(engine: Engine) {
        let server = Server::shop(engine).await;
        fill(&server).await;
        let full = server.as_full();
        full.lines("/api/documents/bulk", &[lamp("bare"), lamp("full")]).await.expect(200);
        let variants: Vec<_> = (0..100).map(|n| variant(&format!("w{n:02}"), "full")).collect();
        full.lines("/api/variants/bulk", &variants).await.expect(200);
        let links: Vec<_> = (0..100)
            .flat_map(|n| {
                let (document, asset) = (format!("d{n:02}"), format!("a{n:02}"));
                [link("media", "full", &asset), link("similar", "full", &document), link("similar", &document, "full")]
            })
            .collect();
        assert_eq!(full.lines("/api/links/bulk", &links).await.expect(200).header("x-bulk-failed"), "0");
        let shown = full.accept("application/json").get("/api/documents/full").await.expect(200).json();
        for list in ["variants", "assetLinks", "documentLinks", "parentLinks"] {
            assert_eq!(shown[list].as_array().map(Vec::len), Some(100), "{list}");
        }
        for format in ["application/ld+json", "application/hal+json"] {
            for (route, path) in [("/api/documents/{id}", "/api/documents/"), ("/api/documents", "/api/documents?inherited=true&id=")] {
                let mut costs = Vec::new();
                // The first one loads what such questions are answered from.
                full.accept(format).get(&format!("{path}d00")).await.expect(200);
                for id in ["bare", "full"] {
                    let before = statements(&server, route).await;
                    full.accept(format).get(&format!("{path}{id}")).await.expect(200);
                    costs.push(statements(&server, route).await - before);
                }
                assert_eq!(costs[0], costs[1], "{format}, {path}: statements with nothing embedded and with 100 of each");
            }
        }
    }
}

on_both! {
    /// In v4 too, with all that can be included.
    async fn a_page_of_v4_costs_a_fixed_number_of_statements(engine: Engine) {
        let server = Server::shop(engine).await;
        fill(&server).await;
        let full = server.as_full();
        let more: Vec<_> = (100..200).map(|n| lamp(&format!("d{n:03}"))).collect();
        full.lines("/api/documents/bulk", &more).await.expect(200);
        let documents = "parent_documents=1&target_documents=1&medias_included=1&media_fields_included=1\
            &variants_included=1&variant_fields_included=1";
        for (list, options, rows) in [
            ("documents", documents, 200),
            ("variants", "medias_included=1&media_fields_included=1", 200),
            ("assets", "media_fields_included=1", 100),
            ("links", "", 200),
        ] {
            // Counted under the shortest of its spellings.
            let (route, path) = (format!("/{list}"), format!("/api_1.php/{list}"));
            // The first one loads what totals are told from.
            full.get(&format!("{path}?limit=1&page=2")).await.expect(200);
            let one = cost(&server, &route, &format!("{path}?limit=1&{options}")).await;
            let many = cost(&server, &route, &format!("{path}?limit=200&{options}")).await;
            assert!(one > 0, "{route} is not counted");
            assert_eq!(many, one, "{route}: statements for {rows} rows and for 1");
            let page = full.get(&format!("{path}?limit=200&{options}")).await.expect(200).json();
            assert_eq!(page["response"].as_array().map(Vec::len), Some(rows), "{route}");
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

on_both! {
    /// How far the feed is behind is told; nothing waits where nothing was written.
    async fn the_lag_of_the_feed_is_told(engine: Engine) {
        let server = Server::bare(engine).await;
        let lag = async || {
            let text = server.anonymous().get("/metrics").await.expect(200).text();
            text.lines().find_map(|line| line.strip_prefix("vitrine_feed_lag_seconds ")?.parse::<f64>().ok())
        };
        until(async || lag().await == Some(0.0)).await;
    }
}
