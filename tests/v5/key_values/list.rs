use serde_json::json;

use crate::support::db::on_both;
use crate::support::pages::{ids, walk};
use crate::support::server::Server;

on_both! {
    /// In order of the keys' bytes, by page and by cursor; who may only read sees public ones.
    async fn lists_what_the_reader_may_see(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        for (id, public) in [("b", false), ("Z", true), ("é", true), ("a.1", false)] {
            full.post("/api/keyvalues", json!({"id": id, "value": id, "isPublic": public})).await.expect(201);
        }
        let all = full.get("/api/keyvalues").await.expect(200).json();
        assert_eq!((all["@id"].as_str(), all["hydra:totalItems"].as_u64()), (Some("/api/keyvalues"), Some(5)));
        assert_eq!(ids(&all), ["Z", "a.1", "b", "version", "é"]);
        let seen = server.as_read().get("/api/keyvalues").await.expect(200).json();
        assert_eq!((ids(&seen), seen["hydra:totalItems"].as_u64()), (vec!["Z".into(), "version".into(), "é".into()], Some(3)));

        assert_eq!(walk(&full, "/api/keyvalues?limit=2&page=1").await, ids(&all));
        assert_eq!(ids(&full.get("/api/keyvalues?limit=2&page=2").await.json()), ["b", "version"]);
        let none = full.get("/api/keyvalues?limit=0").await.json();
        assert_eq!((ids(&none).len(), none["hydra:totalItems"].as_u64()), (0, Some(5)));
        let whole = server.as_read().accept("application/x-ndjson").get("/api/keyvalues?pagination=false").await;
        assert_eq!(whole.expect(200).lines().len(), 3);
    }
}
