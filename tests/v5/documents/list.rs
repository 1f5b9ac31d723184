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
    /// A page by number and one by cursor show the same; a cursor leads nowhere but in its own list and order.
    async fn cursors_are_of_one_order(engine: Engine) {
        let server = with_documents(engine, 35).await;
        let read = server.as_read();
        let mut by_page = Vec::new();
        for page in 1..=5 {
            by_page.extend(ids(&read.get(&format!("/api/documents?limit=8&page={page}")).await.expect(200).json()));
        }
        assert_eq!(walk(&read, "/api/documents?limit=8&cursor=").await, by_page);
        let page = read.get("/api/documents?limit=8&order[id]=desc").await.expect(200).json();
        let next = page["hydra:view"]["hydra:next"].as_str().expect("a next page");
        let (_, cursor) = next.split_once("cursor=").expect("a cursor");
        read.get(&format!("/api/documents?order%5Bid%5D=desc&limit=3&isActive=1&cursor={cursor}")).await.expect(200);
        for list in ["documents?", "documents?order[id]=asc&", "documents?search=d&", "variants?order[id]=desc&", "locales?"] {
            let refused = read.get(&format!("/api/{list}cursor={cursor}")).await.expect(400).json();
            let message = refused["message"].as_str().expect("a message");
            assert!(message.contains("cursor") && message.contains("in this order"), "{list}: {message}");
        }
        for nonsense in ["%00", "zzzz", "AAAA", "é"] {
            read.get(&format!("/api/documents?cursor={nonsense}")).await.expect(400);
        }
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
