use serde_json::json;

use super::{furnish, linked};
use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::server::Server;

/// The ids that a list shows, sorted.
async fn ids(full: &Caller, path: &str) -> Vec<String> {
    let list = full.accept("application/json").get(path).await.expect(200).json();
    let mut ids: Vec<_> =
        list.as_array().expect("a list").iter().map(|one| one["id"].as_str().expect("an id").to_owned()).collect();
    ids.sort();
    ids
}

on_both! {
    async fn by_type_and_ends(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        let lamp = linked(&full, "media", "desk-lamp", "p1").await;
        let bulb = linked(&full, "media", "bulb", "p1").await;
        let similar = linked(&full, "similar", "desk-lamp", "bulb").await;
        let photo = linked(&full, "photo", "red", "p2").await;
        let cases: [(&str, Vec<&String>); 9] = [
            ("linkType.id[]=media&linkType.id[]=photo", vec![&lamp, &bulb, &photo]),
            ("origin.id=desk-lamp", vec![&lamp, &similar]),
            ("origin.id[]=desk-lamp&origin.id[]=red&linkType.id=media", vec![&lamp]),
            ("target.id=p1", vec![&lamp, &bulb]),
            ("target.id[]=bulb&target.id[]=p2", vec![&similar, &photo]),
            ("originType=variant", vec![&photo]),
            ("targetType=asset", vec![&lamp, &bulb, &photo]),
            ("targetType=asset&originType=document&target.id=p1&origin.id=bulb", vec![&bulb]),
            ("origin.id=nothing", vec![]),
        ];
        for (query, expected) in cases {
            let mut expected: Vec<_> = expected.into_iter().cloned().collect();
            expected.sort();
            assert_eq!(ids(&full, &format!("/api/links?{query}")).await, expected, "{query}");
        }
        full.get("/api/links?originType=asset").await.expect(400);
        assert_eq!(ids(&full, "/api/variants?document.id=desk-lamp").await, ["red"]);
        assert_eq!(full.get("/api/variants?document.id=desk-lamp").await.json()["hydra:totalItems"], 1);
    }
}

on_both! {
    async fn what_is_linked(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        linked(&full, "media", "desk-lamp", "p1").await;
        linked(&full, "similar", "desk-lamp", "bulb").await;
        linked(&full, "photo", "red", "p2").await;
        for (path, expected) in [
            ("assets?exists[documentLinks]=true", vec!["p1"]),
            ("assets?exists[documentLinks]=false", vec!["p2", "p3", "p4"]),
            ("assets?exists[variantLinks]=true", vec!["p2"]),
            ("documents?exists[assetLinks]=true", vec!["desk-lamp"]),
            ("documents?exists[documentLinks]=true", vec!["desk-lamp"]),
            ("documents?exists[parentLinks]=true", vec!["bulb"]),
            ("documents?exists[parentLinks]=false&exists[assetLinks]=false", vec!["cord"]),
            ("variants?exists[assetLinks]=true", vec!["red"]),
        ] {
            assert_eq!(ids(&full, &format!("/api/{path}")).await, expected, "{path}");
        }
    }
}

on_both! {
    async fn in_their_order(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        for target in ["p3", "p1", "p2"] {
            linked(&full, "media", "desk-lamp", target).await;
        }
        let shown = async |query: &str| {
            let list = full.get(&format!("/api/links?limit=2&{query}")).await.expect(200).json();
            let targets: Vec<_> =
                list["hydra:member"].as_array().unwrap().iter().map(|link| link["target"]["id"].clone()).collect();
            let next = list["hydra:view"]["hydra:next"].as_str().unwrap_or_default().to_owned();
            (json!(targets), list["hydra:totalItems"].clone(), next)
        };
        for query in ["", "origin.id=desk-lamp", "linkType.id=media", "order[sequence]=asc"] {
            let (first, total, next) = shown(query).await;
            assert_eq!((first, total), (json!(["p3", "p1"]), json!(3)), "{query}");
            let rest = full.get(&next).await.expect(200).json();
            assert_eq!(rest["hydra:member"][0]["target"]["id"], "p2", "{query}");
        }
        assert_eq!(shown("order[sequence]=desc").await.0, json!(["p2", "p1"]));
        let lines = full.accept("application/x-ndjson").get("/api/links?pagination=false").await.expect(200).lines();
        assert_eq!(lines.len(), 3);
    }
}
