use crate::support::db::on_both;
use crate::support::pages::{ids, walk};
use crate::support::server::Server;
use crate::support::shop::{lamp, variant};

on_both! {
    /// 82, and one document's variants alone.
    async fn pages_to_the_end(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("a")).await.expect(201);
        full.post("/api/documents", lamp("b")).await.expect(201);
        let bodies: Vec<_> =
            (0..60).map(|n| variant(&format!("v{n:02}"), if n % 3 == 0 { "b" } else { "a" })).collect();
        full.lines("/api/variants/bulk", &bodies).await.expect(200);
        let all: Vec<String> = (0..60).map(|n| format!("v{n:02}")).collect();
        assert_eq!(walk(&full, "/api/variants?limit=25").await, all);

        let of_b: Vec<String> = (0..60).step_by(3).map(|n| format!("v{n:02}")).collect();
        assert_eq!(walk(&full, "/api/variants?document.id=b&limit=7").await, of_b);
        assert_eq!(walk(&full, "/api/variants?document.id%5B%5D=b&limit=7").await, of_b);
        let both = full.get("/api/variants?document.id[]=a&document.id[]=b&limit=1").await.expect(200).json();
        assert_eq!(both["hydra:totalItems"], 60);
        let none = full.get("/api/variants?document.id=nope").await.expect(200).json();
        assert_eq!((ids(&none).len(), none["hydra:totalItems"].as_u64()), (0, Some(0)));
    }
}
