use serde_json::json;

use super::{PATH, made, names};
use crate::support::db::on_both;
use crate::support::server::Server;
use crate::v5::session::page_of;

on_both! {
    async fn comes_in_order_and_pages(engine: Engine) {
        let server = Server::shop(engine).await;
        let page = page_of(&server, "ann").await;
        for (name, resource, sequence) in
            [("c", "documents", 3), ("a", "documents", -1), ("b", "assets", 2), ("d", "documents", 4)]
        {
            made(&page, json!({"name": name, "resource": resource, "sequence": sequence})).await;
        }
        made(&page, json!({"name": "l", "resource": "documents", "documentType": {"id": "lamp"}, "sequence": 9})).await;
        assert_eq!(names(&page, "").await, ["a", "b", "c", "d", "l"]);
        assert_eq!(names(&page, "?resource=documents").await, ["a", "c", "d", "l"]);
        assert_eq!(names(&page, "?resource=assets&resource[]=documents&documentType.id=lamp").await, ["l"]);
        page.get(&format!("{PATH}?resource=users")).await.expect(400);

        let first = page.get(&format!("{PATH}?limit=2")).await.expect(200);
        assert_eq!(first.header("x-total-count"), "5");
        let links = first.header("link").to_owned();
        let next = links.split(", ").find(|link| link.contains("rel=\"next\"")).expect("a next page");
        let next = next.split(['<', '>']).nth(1).expect("an address");
        let query = next.strip_prefix(PATH).expect("the same list");
        assert_eq!(names(&page, query).await, ["c", "d"]);
        let linked = page.accept("application/ld+json").get(PATH).await.expect(200).json();
        assert_eq!((&linked["hydra:totalItems"], linked["hydra:member"].as_array().map(Vec::len)), (&json!(5), Some(5)));
    }
}
