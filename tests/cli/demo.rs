use std::collections::BTreeSet;

use serde_json::json;

use super::{alone_and_beside, on};
use crate::support::db::on_both;
use crate::support::history;
use crate::support::pictures::size;
use crate::support::server::{Server, path};

on_both! {
    /// A house's whole range, through the write road; a second run writes nothing.
    async fn fills_an_empty_instance_once(engine: Engine) {
        for (instance, server) in alone_and_beside(engine).await {
            on(&instance, &["demo", "--quiet"]).await.done();
            let token = on(&instance, &["token", "create", "--name", "t"]).await.done();
            let server = match server {
                Some(server) => server,
                None => Server::start(instance).await,
            };
            let caller = server.anonymous().bearer(token.trim_end());
            let documents = caller.get("/api/documents?limit=100").await.expect(200).json();
            assert_eq!(documents["hydra:totalItems"], 300);
            let variants = caller.get("/api/variants?limit=1").await.expect(200).json();
            assert!(variants["hydra:totalItems"].as_u64().is_some_and(|count| count >= 880), "{variants}");
            let chair = caller.get("/api/documents/alder-armchair").await.expect(200).json();
            assert_eq!(chair["attributes"]["product_name"], json!({"en_GB": "Alder armchair", "fr_FR": "Fauteuil Alder"}));
            assert_eq!(chair["variants"].as_array().map(Vec::len), Some(3));
            let thumbnail = path(&server, &chair["mainAssetThumbnailUrl"]);
            assert_eq!(size(&server.anonymous().get(&thumbnail).await.expect(200).body), (600, 600));
            // Each variant is seen in its own finish.
            let variants = caller.get("/api/variants?document.id=alder-armchair").await.expect(200).json();
            let variants = variants["hydra:member"].as_array().expect("variants").iter();
            let seen: BTreeSet<_> = variants.map(|one| one["mainAssetThumbnailUrl"].as_str().map(str::to_owned)).collect();
            assert!(seen.len() == 3 && !seen.contains(&None), "{seen:?}");
            let places = chair["classifications"].as_array().expect("places").iter().map(|at| at["id"].clone());
            assert_eq!(places.collect::<Vec<_>>(), ["armchairs", "web-living", "print-furniture"]);
            assert_eq!((&chair["attributeSet"]["id"], &chair["workflows"][0]["node"]["id"]), (&json!("furniture"), &json!("approved")));
            // All texts are there in English and French, some in four languages; not everything is complete.
            for (locale, count) in [("en_GB", 300), ("fr_FR", 300), ("de_DE", 60), ("es_ES", 60)] {
                let path = format!("/api/documents?limit=1&exists[attributes.product_description.{locale}]=true");
                assert_eq!(caller.get(&path).await.expect(200).json()["hydra:totalItems"], count, "{locale}");
            }
            for indicator in ["web", "print"] {
                let path = format!("/api/documents?limit=1&completeness[{indicator}][en_GB][gte]=100");
                let complete = caller.get(&path).await.expect(200).json()["hydra:totalItems"].as_u64();
                assert!(complete.is_some_and(|count| (100..290).contains(&count)), "{indicator}: {complete:?}");
            }
            let written = history::length(&server).await;
            let again = on(server.instance(), &["demo", "--quiet"]).await.done();
            assert!(again.contains(" 0 writes"), "{again}");
            assert_eq!(history::length(&server).await, written);
        }
    }
}

on_both! {
    /// A shop's own products are not mixed with it.
    async fn stays_out_of_an_instance_in_use(engine: Engine) {
        let server = Server::shop(engine).await;
        server.as_full().post("/api/documents", crate::support::shop::lamp("mine")).await.expect(201);
        let written = history::length(&server).await;
        let refused = on(server.instance(), &["demo", "--quiet"]).await.refused(1);
        assert!(refused.contains("mine"), "{refused}");
        assert_eq!(history::length(&server).await, written);
    }
}
