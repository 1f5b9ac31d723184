use std::collections::BTreeSet;

use serde_json::json;

use crate::support::db::{Engine, on_both};
use crate::support::pages::{ids, walk};
use crate::support::server::Server;
use crate::support::shop::{lamp, plain_lamp};
use crate::support::snapshot::assert_shape;

/// A server with documents d01, d02…, written in another order.
async fn with_documents(engine: Engine, count: u32) -> Server {
    let server = Server::shop(engine).await;
    let bodies: Vec<_> = (1..=count).rev().map(|n| plain_lamp(&format!("d{n:02}"))).collect();
    server.as_full().lines("/api/documents/bulk", &bodies).await.expect(200);
    server
}

on_both! {
    /// 11, 35, 37 amended, 43 (the default order).
    async fn begins_with_thirty(engine: Engine) {
        let server = with_documents(engine, 35).await;
        let read = server.as_read();
        let first = read.get("/api/documents?isActive=true").await.expect(200).json();
        assert_eq!(first["hydra:totalItems"], 35);
        let got = ids(&first);
        assert_eq!((got.len(), got[0].as_str(), got[29].as_str()), (30, "d01", "d30"));
        assert_eq!(first["hydra:member"][0]["@id"], "/api/documents/d01");
        assert_eq!(first["hydra:member"][0]["@type"], "Document");
        let next = first["hydra:view"]["hydra:next"].as_str().expect("a next page");
        assert!(next.starts_with("/api/documents?"), "{next}");
        for part in ["isActive=true", "page=2", "cursor="] {
            assert!(next.contains(part), "{part} in {next}");
        }
    }
}

on_both! {
    /// 36.
    async fn following_next_shows_each_once(engine: Engine) {
        let server = with_documents(engine, 35).await;
        let read = server.as_read();
        let seen = walk(&read, "/api/documents?limit=8").await;
        let expected: Vec<String> = (1..=35).map(|n| format!("d{n:02}")).collect();
        assert_eq!(seen, expected);
        // The same by page number alone, and from an empty cursor.
        let mut by_page = Vec::new();
        for page in 1..=5 {
            by_page.extend(ids(&read.get(&format!("/api/documents?limit=8&page={page}")).await.expect(200).json()));
        }
        assert_eq!(by_page, expected);
        assert_eq!(walk(&read, "/api/documents?limit=8&cursor=").await, expected);
    }
}

on_both! {
    /// 36: what is written while somebody pages neither repeats nor hides the others.
    async fn cursors_hold_while_others_write(engine: Engine) {
        let server = with_documents(engine, 20).await;
        let full = server.as_full();
        let first = full.get("/api/documents?limit=8").await.expect(200).json();
        full.delete("/api/documents/d03").await.expect(204);
        full.post("/api/documents", plain_lamp("d00")).await.expect(201);
        full.post("/api/documents", plain_lamp("d085")).await.expect(201);
        let rest = walk(&full, first["hydra:view"]["hydra:next"].as_str().expect("a next page")).await;
        let mut expected: Vec<String> = (9..=20).map(|n| format!("d{n:02}")).collect();
        expected.insert(0, "d085".into());
        assert_eq!(rest, expected);
    }
}

on_both! {
    /// 38, 40, 41.
    async fn limits_and_pages(engine: Engine) {
        let server = with_documents(engine, 35).await;
        let read = server.as_read();
        let second = read.get("/api/documents?limit=25&page=2").await.expect(200).json();
        let got = ids(&second);
        assert_eq!((got.len(), got[0].as_str(), got[9].as_str()), (10, "d26", "d35"));
        assert!(second["hydra:view"].get("hydra:next").is_none(), "{second}");
        for bad in ["limit=-1", "limit=abc", "page=0", "page=-1", "page=x", "limit=", "cursor=%00", "cursor=zzzz"] {
            let answer = read.get(&format!("/api/documents?{bad}")).await;
            assert_eq!(answer.status, 400, "{bad}: {}", answer.text());
            assert_eq!(answer.json()["code"], 400, "{bad}");
        }
        let none = read.get("/api/documents?limit=0").await.expect(200).json();
        assert_eq!((ids(&none).len(), &none["hydra:totalItems"]), (0, &json!(35)));
        let beyond = read.get("/api/documents?page=999").await.expect(200).json();
        assert_eq!((ids(&beyond).len(), &beyond["hydra:totalItems"]), (0, &json!(35)));
    }
}

on_both! {
    /// 42 amended: a list without pages, and as NDJSON one line each, as `application/json` prints it.
    async fn without_pages(engine: Engine) {
        let server = with_documents(engine, 35).await;
        let read = server.as_read();
        let all = read.get("/api/documents?pagination=false").await.expect(200).json();
        assert_eq!(ids(&all).len(), 35);
        assert!(all.get("hydra:view").is_none(), "{all}");
        let plain = read.accept("application/json").get("/api/documents?pagination=false").await.expect(200).json();
        let lines = read.accept("application/x-ndjson").get("/api/documents?pagination=false").await.expect(200);
        assert_eq!(lines.header("content-type"), "application/x-ndjson; charset=utf-8");
        assert_eq!(json!(lines.lines()), plain);
        assert_eq!(plain.as_array().map(Vec::len), Some(35));
    }
}

on_both! {
    /// 39; 45 in small: paging by cursor over thousands shows each once.
    async fn thousands_by_cursor(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let bodies: Vec<_> = (0..3_000).map(|n| plain_lamp(&format!("n{n}"))).collect();
        let made = full.lines("/api/documents/bulk", &bodies).await.expect(200);
        assert_eq!(made.header("x-bulk-created"), "3000");
        let seen = walk(&full, "/api/documents?limit=700&cursor=").await;
        let once: BTreeSet<&String> = seen.iter().collect();
        assert_eq!((seen.len(), once.len()), (3_000, 3_000));
        assert!(seen.is_sorted(), "bytewise by id");
        let clamped = full.get("/api/documents?limit=5000").await.expect(200).json();
        assert_eq!(ids(&clamped), seen[..1_000]);
        assert_eq!(walk(&full, "/api/documents?limit=5000").await, seen);
    }
}

on_both! {
    /// v5.md 1.2 and 1.8: both shapes of a collection, and what JSON clients read from headers.
    async fn shapes(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for id in ["a", "b", "c"] {
            full.post("/api/documents", lamp(id)).await.expect(201);
        }
        let ld = full.get("/api/documents?limit=2").await.expect(200);
        assert_shape!("collection_ld", ld.json());
        let json = full.accept("application/json").get("/api/documents?limit=2&page=1").await.expect(200);
        assert_shape!("collection_json", json.json());
        assert_eq!(json.header("x-total-count"), "3");
        assert_eq!((json.header("x-page"), json.header("x-limit")), ("1", "2"));
        let link = json.header("link");
        for rel in ["next", "first", "last"] {
            assert!(link.contains(&format!("rel=\"{rel}\"")), "{rel}: {link}");
        }
        assert!(!link.contains("rel=\"prev\""), "{link}");
    }
}

on_both! {
    /// v5.md 1.1: a slash at the end is the same route; unknown parameters are ignored and never reach SQL.
    async fn forgives_slashes_and_unknown_parameters(engine: Engine) {
        let server = with_documents(engine, 2).await;
        let read = server.as_read();
        assert_eq!(ids(&read.get("/api/documents/").await.expect(200).json()), ["d01", "d02"]);
        for query in ["nonsense=1", "a'b=1;drop", "%00=%ff", "id%27=1", "[]=1", "&&=&"] {
            assert_eq!(ids(&read.get(&format!("/api/documents?{query}")).await.expect(200).json()), ["d01", "d02"], "{query}");
        }
    }
}
