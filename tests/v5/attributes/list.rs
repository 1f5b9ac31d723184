use crate::support::db::on_both;
use crate::support::pages::{ids, walk};
use crate::support::server::Server;

on_both! {
    async fn pages_by_id(engine: Engine) {
        let server = Server::shop(engine).await;
        let read = server.as_read();
        let all = read.get("/api/attributes?limit=1000").await.expect(200).json();
        let expected = ids(&all);
        assert!(expected.is_sorted() && expected.len() >= 16, "{expected:?}");
        assert_eq!(all["hydra:totalItems"].as_u64(), Some(expected.len() as u64));
        assert_eq!(walk(&read, "/api/attributes?limit=5").await, expected);
        let plain = read.accept("application/json").get("/api/attributes?limit=2").await.expect(200);
        assert_eq!(plain.json().as_array().map(Vec::len), Some(2));
        assert_eq!(plain.header("x-total-count"), expected.len().to_string());
    }
}
