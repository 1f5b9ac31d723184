use crate::support::db::on_both;
use crate::support::pages::{ids, walk};
use crate::support::server::Server;
use crate::support::snapshot::assert_shape;

on_both! {
    /// 42 amended, 47: by sequence within each attribute.
    async fn by_attribute_and_sequence(engine: Engine) {
        let server = Server::shop(engine).await;
        let read = server.as_read();
        let sockets = ["e27", "e14", "gu10"].map(|code| format!("attribute=socket;code={code}"));
        let rooms = ["kitchen", "hall", "study"].map(|code| format!("attribute=rooms;code={code}"));
        let one = read.get("/api/predefined-values?attribute.id=socket").await.expect(200).json();
        assert_eq!(ids(&one), sockets);
        let both = [rooms, sockets].concat();
        let query = "/api/predefined-values?attribute.id[]=socket&attribute.id[]=rooms";
        assert_eq!(ids(&read.get(query).await.expect(200).json()), both);
        assert_eq!(walk(&read, &format!("{query}&limit=2")).await, both);
        assert_eq!(walk(&read, "/api/predefined-values?limit=4&cursor=").await, both);
        let unpaged = read.get("/api/predefined-values?pagination=false").await.expect(200).json();
        assert_eq!(ids(&unpaged), both);
        assert!(unpaged.get("hydra:view").is_none(), "{unpaged}");
        let lines = read.accept("application/x-ndjson").get("/api/predefined-values?pagination=false").await.expect(200);
        assert_eq!(lines.lines().len(), 6);
        let page = read.get("/api/predefined-values?attribute.id=socket&limit=1").await.expect(200).json();
        assert_shape!("predefined_values_ld", page);
    }
}
