use serde_json::{Value, json};

use crate::support::db::{Engine, on_both};
use crate::support::pages::{ids, walk};
use crate::support::server::Server;
use crate::support::shop::plain_lamp;

/// A server with 120 lamps d000, d001…, of power 0 to 6 in turn; every tenth has none.
async fn many(engine: Engine) -> Server {
    let server = Server::shop(engine).await;
    let body = |n: u32| {
        let mut body = plain_lamp(&format!("d{n:03}"));
        if n % 10 != 9 {
            body["attributes"] = json!({"power": n % 7});
        }
        body
    };
    let bodies: Vec<Value> = (0..120).map(body).collect();
    server.as_full().lines("/api/documents/bulk", &bodies).await.expect(200);
    server
}

/// All ids by power, without power last, ties by number.
fn by_power(descending: bool) -> Vec<String> {
    let mut all: Vec<(u32, u32)> = (0..120).map(|n| (if n % 10 == 9 { 7 } else { n % 7 }, n)).collect();
    all.sort_by_key(|(power, n)| {
        let (power, n) = (i64::from(*power), i64::from(*n));
        if descending { (if power == 7 { 1 } else { -power }, -n) } else { (power, n) }
    });
    all.into_iter().map(|(_, n)| format!("d{n:03}")).collect()
}

on_both! {
    async fn numbers_and_cursors_show_the_same(engine: Engine) {
        let server = many(engine).await;
        let read = server.as_read();
        for (direction, expected) in [("asc", by_power(false)), ("desc", by_power(true))] {
            let list = format!("/api/documents?order[attributes.power]={direction}&limit=25");
            assert_eq!(walk(&read, &list).await, expected);
            for (page, expected) in (1..).zip(expected.chunks(25)) {
                let page = read.get(&format!("{list}&page={page}")).await.expect(200).json();
                assert_eq!((ids(&page), &page["hydra:totalItems"]), (expected.to_vec(), &json!(120)));
            }
            let whole = read.get(&format!("{list}&pagination=false")).await.expect(200).json();
            assert_eq!(ids(&whole), expected);
        }
    }
}

on_both! {
    async fn links_keep_what_was_asked(engine: Engine) {
        let server = many(engine).await;
        let read = server.as_read();
        let list = "/api/documents?attributes.power%5Bin%5D=1,2&order%5Bid%5D=desc&limit=10";
        let page = read.get(list).await.expect(200).json();
        let next = page["hydra:view"]["hydra:next"].as_str().expect("a next page");
        assert!(next.starts_with(&format!("{list}&page=2&cursor=")), "{next}");
        let seen = walk(&read, list).await;
        let expected = (0..120).rev().filter(|n| n % 10 != 9 && [1, 2].contains(&(n % 7)));
        assert_eq!(seen, expected.map(|n| format!("d{n:03}")).collect::<Vec<_>>());
        assert_eq!(page["hydra:totalItems"], seen.len());
        let none = read.get("/api/documents?attributes.power=1&limit=0").await.expect(200).json();
        assert_eq!((ids(&none).len(), none["hydra:totalItems"].as_u64()), (0, Some(15)));
        let beyond = read.get("/api/documents?attributes.power=1&page=99").await.expect(200).json();
        assert_eq!((ids(&beyond).len(), beyond["hydra:totalItems"].as_u64()), (0, Some(15)));
    }
}

on_both! {
    /// Neither what is deleted nor what comes in before the cursor moves what follows.
    async fn cursors_hold_while_others_write(engine: Engine) {
        let server = many(engine).await;
        let full = server.as_full();
        let list = "/api/documents?order[attributes.power]=asc&limit=50";
        let first = full.get(list).await.expect(200).json();
        let gone = ids(&first).pop().expect("a last one");
        full.delete(&format!("/api/documents/{gone}")).await.expect(204);
        full.post("/api/documents", plain_lamp("a-new")).await.expect(201);
        full.put("/api/documents/a-new", json!({"attributes": {"power": 0}})).await.expect(200);
        let next = first["hydra:view"]["hydra:next"].as_str().expect("a next page");
        assert_eq!(walk(&full, next).await, by_power(false)[50..]);
    }
}
