//! 35 to 45: pagination and order.

use std::collections::BTreeSet;
use std::time::Instant;

use serde_json::json;

use crate::support::client::{Caller, NDJSON};
use crate::support::db::{Engine, on_both};
use crate::support::pages::{ids, walk};
use crate::support::server::Server;
use crate::support::shop::plain_lamp;

/// A server with documents d01, d02…, written in another order.
async fn with_documents(engine: Engine, count: u32) -> Server {
    let server = Server::shop(engine).await;
    let bodies: Vec<_> = (1..=count).rev().map(|n| plain_lamp(&format!("d{n:02}"))).collect();
    server.as_full().lines("/api/documents/bulk", &bodies).await.expect(200);
    server
}

/// d{from} to d{to}.
fn numbered(from: u32, to: u32) -> Vec<String> {
    (from..=to).map(|n| format!("d{n:02}")).collect()
}

async fn found(caller: &Caller, query: &str) -> Vec<String> {
    ids(&caller.get(&format!("/api/documents?{query}")).await.expect(200).json())
}

on_both! {
    async fn n035_a_page_has_thirty_members(engine: Engine) {
        let server = with_documents(engine, 35).await;
        let first = server.as_read().get("/api/documents").await.expect(200).json();
        assert_eq!((ids(&first), &first["hydra:totalItems"]), (numbered(1, 30), &json!(35)));
        assert!(first["hydra:view"]["hydra:next"].is_string(), "{}", first["hydra:view"]);
    }
}

on_both! {
    async fn n036_following_next_shows_each_once(engine: Engine) {
        let server = with_documents(engine, 35).await;
        let read = server.as_read();
        assert_eq!(walk(&read, "/api/documents?limit=8").await, numbered(1, 35));
        assert_eq!(walk(&read, "/api/documents?limit=7&cursor=").await, numbered(1, 35));
        let last = read.get("/api/documents?limit=8&page=5").await.expect(200).json();
        assert_eq!((ids(&last), last["hydra:view"].get("hydra:next")), (numbered(33, 35), None));
    }
}

on_both! {
    /// Amended: `next` carries a cursor, which costs the same at the end of a list as at its beginning.
    async fn n037_amended_next_keeps_the_query_and_has_a_cursor(engine: Engine) {
        let server = with_documents(engine, 35).await;
        let read = server.as_read();
        let query = "isActive=true&documentType.id%5B%5D=lamp&limit=10";
        let first = read.get(&format!("/api/documents?{query}&page=1")).await.expect(200).json();
        let next = first["hydra:view"]["hydra:next"].as_str().expect("a next page");
        assert!(next.starts_with(&format!("/api/documents?{query}&page=2&cursor=")), "{next}");
        assert_eq!(ids(&read.get(next).await.expect(200).json()), numbered(11, 20));
        // The cursor rules over the page.
        let ruled = next.replace("page=2", "page=1");
        assert_eq!(ids(&read.get(&ruled).await.expect(200).json()), numbered(11, 20));
    }
}

on_both! {
    async fn n038_a_page_by_number(engine: Engine) {
        let server = with_documents(engine, 35).await;
        assert_eq!(found(&server.as_read(), "limit=25&page=2").await, numbered(26, 35));
    }
}

on_both! {
    async fn n039_a_large_limit_is_clamped(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let bodies: Vec<_> = (0..1_001).map(|n| plain_lamp(&format!("d{n:04}"))).collect();
        full.lines("/api/documents/bulk", &bodies).await.expect(200);
        let page = full.get("/api/documents?limit=5000").await.expect(200).json();
        assert_eq!((ids(&page).len(), &page["hydra:totalItems"]), (1_000, &json!(1_001)));
        let json = full.accept("application/json").get("/api/documents?limit=5000&page=2").await.expect(200);
        assert_eq!((json.header("x-limit"), json.json().as_array().map(Vec::len)), ("1000", Some(1)));
    }
}

on_both! {
    async fn n040_limits_and_pages_that_are_none(engine: Engine) {
        let server = with_documents(engine, 2).await;
        let read = server.as_read();
        for bad in ["limit=-1", "limit=abc", "page=0", "limit=", "limit=1.5", "page=-1", "page=x"] {
            let refused = read.get(&format!("/api/documents?{bad}")).await.expect(400).json();
            let message = refused["message"].as_str().expect("a message");
            assert!(refused["code"] == 400 && message.contains(&bad[..4]), "{bad}: {message}");
        }
        let none = read.get("/api/documents?limit=0").await.expect(200).json();
        assert_eq!((ids(&none).len(), &none["hydra:totalItems"]), (0, &json!(2)));
    }
}

on_both! {
    async fn n041_beyond_the_end_is_nothing(engine: Engine) {
        let server = with_documents(engine, 35).await;
        let beyond = server.as_read().get("/api/documents?page=999").await.expect(200).json();
        assert_eq!((ids(&beyond).len(), &beyond["hydra:totalItems"]), (0, &json!(35)));
        assert!(beyond["hydra:view"].get("hydra:next").is_none(), "{beyond}");
    }
}

on_both! {
    /// Amended: as NDJSON the same, one line each, which is how everything is exported.
    async fn n042_amended_all_without_pages(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let value = |n: u32| json!({"attribute": {"id": "socket"}, "code": format!("s{n:02}"), "name": {"en_GB": "S"}});
        let values: Vec<_> = (0..40).map(value).collect();
        full.lines("/api/predefined-values/bulk", &values).await.expect(200);
        let list = "/api/predefined-values?attribute.id=socket&pagination=false";
        let all = full.get(list).await.expect(200).json();
        assert_eq!((ids(&all).len(), &all["hydra:totalItems"], all.get("hydra:view")), (43, &json!(43), None));
        let plain = full.accept("application/json").get(list).await.expect(200);
        assert_eq!(plain.header("x-total-count"), "43");
        let lines = full.accept(NDJSON).get(list).await.expect(200);
        assert_eq!(lines.header("content-type"), "application/x-ndjson; charset=utf-8");
        assert_eq!(json!(lines.lines()), plain.json());
    }
}

on_both! {
    async fn n043_orders_by_id_and_by_date(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for id in ["b", "Z", "a", "\u{e9}"] {
            full.post("/api/documents", plain_lamp(id)).await.expect(201);
        }
        assert_eq!(found(&full, "").await, ["Z", "a", "b", "é"], "by bytes");
        assert_eq!(found(&full, "order[dateCreated]=desc").await, ["é", "a", "Z", "b"]);
        assert_eq!(found(&full, "order%5BdateCreated%5D=asc").await, ["b", "Z", "a", "é"]);
    }
}

on_both! {
    async fn n044_orders_apply_as_given(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for (id, power, price) in [("a", 5, 2), ("b", 7, 1), ("c", 5, 3), ("d", 7, 2)] {
            let mut body = plain_lamp(id);
            body["attributes"] = json!({"power": power, "price": price});
            full.post("/api/documents", body).await.expect(201);
        }
        let (power, price) = ("order[attributes.power]", "order[attributes.price]");
        assert_eq!(found(&full, &format!("{power}=asc&{price}=desc")).await, ["c", "a", "d", "b"]);
        assert_eq!(found(&full, &format!("{price}=desc&{power}=asc")).await, ["c", "a", "d", "b"]);
        assert_eq!(found(&full, &format!("{price}=asc&{power}=desc")).await, ["b", "d", "a", "c"]);
        assert_eq!(found(&full, &format!("{power}=desc&order[id]=desc")).await, ["d", "b", "c", "a"]);
    }
}

on_both! {
    async fn n045_a_cursor_costs_the_same_everywhere(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let bodies: Vec<_> = (0..10_000).map(|n| plain_lamp(&format!("d{n}"))).collect();
        assert_eq!(full.lines("/api/documents/bulk", &bodies).await.expect(200).header("x-bulk-created"), "10000");
        let (mut seen, mut times) = (BTreeSet::new(), Vec::new());
        let mut next = Some("/api/documents?limit=100&properties[]=id&cursor=".to_owned());
        while let Some(path) = next {
            let asked = Instant::now();
            let page = full.get(&path).await.expect(200).json();
            times.push(asked.elapsed());
            for id in ids(&page) {
                assert!(seen.insert(id), "twice: {page}");
            }
            next = page["hydra:view"]["hydra:next"].as_str().map(str::to_owned);
        }
        assert_eq!((seen.len(), times.len()), (10_000, 100));
        // The quickest of fifty: whatever else this machine does makes others slow.
        let (begin, end) = (times[..50].iter().min(), times[50..].iter().min());
        assert!(end < begin.map(|time| *time * 3).as_ref(), "the first pages took {begin:?}, the last {end:?}");
    }
}
