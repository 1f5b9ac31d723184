use serde_json::json;

use super::{now, put_job};
use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::pages::{ids, walk};
use crate::support::server::Server;

const DAY: i64 = 24 * 3_600_000_000;

/// Five jobs of five days, as far as five words go.
async fn five(server: &Server) {
    let (instance, later) = (server.instance(), (now() + 500_000_000).to_string());
    let day = |n: i64| (1_790_000_000_000_000 + n * DAY).to_string();
    let over = |state: &str, n: i64, ended: i64| {
        vec![("state", format!("'{state}'")), ("created_at", day(n)), ("begun_at", day(n)), ("ended_at", day(ended))]
    };
    put_job(instance, 9001, &over("done", 1, 5)).await;
    let export = [("kind", "'export'".to_owned()), ("target", "'document.lamp'".to_owned())];
    put_job(instance, 9002, &[&over("failed", 2, 3)[..], &export].concat()).await;
    put_job(instance, 9003, &[&over("cancelled", 3, 4)[..], &[("target", "'classification'".to_owned())]].concat())
        .await;
    let waits = [("created_at", day(4)), ("due_at", later)];
    put_job(instance, 9004, &waits).await;
    let runs = [("created_at", day(5)), ("begun_at", day(6)), ("lease", "'somebody'".to_owned()), waits[1].clone()];
    put_job(instance, 9005, &runs).await;
}

/// The numbers of the jobs that a list has, without their thousands.
async fn numbers(caller: &Caller, query: &str) -> Vec<i64> {
    let list = caller.get(&format!("/api/processes?{query}")).await.expect(200).json();
    ids(&list).iter().map(|id| i64::from_str_radix(&id[24..], 16).expect("a number") - 9000).collect()
}

on_both! {
    async fn filters_and_orders(engine: Engine) {
        let server = Server::bare(engine).await;
        five(&server).await;
        let read = server.as_read();
        let date = |n: i64| format!("2026-09-{:02}", 20 + n);
        let first = read.get("/api/processes?type[]=import&order[dateCreated]=asc&limit=1").await.expect(200).json();
        assert_eq!(first["hydra:member"][0]["dateCreated"].as_str().map(|text| &text[..10]), Some("2026-09-22"));
        for (query, expected) in [
            ("", vec![5, 4, 3, 2, 1]),
            ("order[dateCreated]=asc", vec![1, 2, 3, 4, 5]),
            // As the makers' page asks.
            ("type=import&page=1&limit=30&order[dateCreated]=asc&order[endDate]=desc", vec![1, 3, 4, 5]),
            ("order[endDate]=desc", vec![1, 3, 2, 5, 4]),
            ("order[endDate]=asc", vec![2, 3, 1, 4, 5]),
            ("order[startDate]=asc&status[]=running&status[]=finished", vec![1, 5]),
            ("order[type]=asc", vec![2, 1, 3, 4, 5]),
            ("type=export", vec![2]),
            ("type[]=export&type[]=import&status=failed", vec![2]),
            ("type=nobody", vec![]),
            ("documentType=classification", vec![3]),
            ("documentType[]=document.lamp&documentType[]=classification", vec![3, 2]),
            ("status=pending", vec![4]),
            ("status=running", vec![5]),
            ("status=cancelled", vec![3]),
            ("status[]=finished&status[]=pending", vec![4, 1]),
            (&format!("dateCreated[after]={}", date(5)), vec![5, 4]),
            (&format!("dateCreated[before]={}&dateCreated[after]={}", date(5), date(3)), vec![3, 2]),
            (&format!("endDate[after]={}", date(5)), vec![3, 1]),
        ] {
            assert_eq!(numbers(&read, query).await, expected, "{query}");
        }
    }

    async fn comes_in_pages(engine: Engine) {
        let server = Server::bare(engine).await;
        five(&server).await;
        let read = server.as_read();
        let all = ids(&read.get("/api/processes").await.json());
        assert_eq!(walk(&read, "/api/processes?limit=2").await, all);
        assert_eq!(walk(&read, "/api/processes?limit=2&cursor=").await, all);
        assert_eq!(numbers(&read, "limit=2&page=2").await, [3, 2]);
        let page = read.get("/api/processes?limit=0&status=running").await.expect(200).json();
        assert_eq!((&page["hydra:totalItems"], ids(&page).len()), (&json!(1), 0));
        assert_eq!(read.accept("application/x-ndjson").get("/api/processes?limit=3").await.expect(200).lines().len(), 3);
        let page = read.accept("application/hal+json").get("/api/processes?limit=3").await.expect(200).json();
        assert_eq!(page["totalItems"], 5, "{page}");
    }

    async fn refuses_what_it_cannot_understand(engine: Engine) {
        let server = Server::bare(engine).await;
        let read = server.as_read();
        for query in [
            "status=asleep", "dateCreated[after]=soon", "dateCreated[near]=2026-09-21", "order[endDate]=down",
            "pagination=false", "limit=-1",
        ] {
            let refused = read.get(&format!("/api/processes?{query}")).await.expect(400);
            assert!(refused.text().contains(query.split(['=', '[']).next().unwrap()), "{query}: {}", refused.text());
        }
        server.anonymous().get("/api/processes").await.expect(401);
    }
}
