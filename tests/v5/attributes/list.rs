use serde_json::{Value, json};

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

on_both! {
    /// v5.md 3.1.
    async fn filters_by_what_an_attribute_is(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for (id, attributes, variant_attributes) in [("summer", ["power", "price"], "cable"), ("winter", ["finish", "power"], "power")] {
            let references = |ids: &[&str]| ids.iter().map(|id| json!({ "id": id })).collect::<Value>();
            let body = json!({
                "id": id, "documentType": {"id": "lamp"},
                "attributes": references(&attributes), "variantAttributes": references(&[variant_attributes]),
            });
            full.post("/api/attributes-sets", body).await.expect(201);
        }
        for (query, expected) in [
            ("attributeSets.id[]=summer", &["cable", "power", "price"][..]),
            ("attributeSets.id=winter", &["finish", "power"]),
            ("attributeSets.id[]=winter&attributeSets.id[]=summer&objectType=variant", &["cable"]),
            ("attributeSets.id[]=none", &[]),
            ("id[]=power&id[]=name", &["name", "power"]),
            ("documentType.id[]=chair", &["chair_name", "legs"]),
            ("type[]=select&type[]=multiselect", &["rooms", "socket"]),
            ("isLocalizable=true&documentType.id=lamp", &["lamp_name", "name", "story", "tagline"]),
            ("section.id=none&colour=red", &[]),
            ("search=cab", &["cable"]),
            ("search=LAMP%20name&type=text", &["lamp_name"]),
            ("search=name%20lamp", &["lamp_name"]),
            ("search=nowhere", &[]),
        ] {
            let list = full.get(&format!("/api/attributes?{query}")).await.expect(200).json();
            assert_eq!((ids(&list), &list["hydra:totalItems"]), (expected.iter().map(|&id| id.to_owned()).collect(), &json!(expected.len())), "{query}");
        }
        assert_eq!(walk(&full, "/api/attributes?attributeSets.id=summer&limit=2").await, ["cable", "power", "price"]);
        for bad in ["isLocalizable=maybe", "type[gt]=text"] {
            full.get(&format!("/api/attributes?{bad}")).await.expect(400);
        }
    }
}
