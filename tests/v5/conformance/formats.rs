//! 1 to 19: transport and formats.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::db::on_both;
use crate::support::history;
use crate::support::pages::ids;
use crate::support::server::Server;
use crate::support::shop::{lamp, plain_lamp};

const DOCUMENTATION: &str = "rel=\"http://www.w3.org/ns/hydra/core#apiDocumentation\"";

on_both! {
    async fn n001_a_page_for_people(engine: Engine) {
        let server = Server::shop(engine).await;
        let browser = server.anonymous().accept("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        for visitor in [browser, server.anonymous().accept("text/html")] {
            let page = visitor.get("/api").await.expect(200);
            assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
            assert!(page.text().starts_with("<!"), "{}", page.text());
        }
        assert_eq!(server.anonymous().get("/api").await.expect(200).json()["@type"], "Entrypoint");
    }
}

on_both! {
    async fn n003_the_documentation_in_hydra(engine: Engine) {
        let server = Server::shop(engine).await;
        let docs = server.anonymous().get("/api/docs.jsonld").await.expect(200);
        assert_eq!(docs.header("content-type"), "application/ld+json; charset=utf-8");
        let docs = docs.json();
        assert_eq!((&docs["@type"], &docs["hydra:entrypoint"]), (&json!("hydra:ApiDocumentation"), &json!("/api")));
        let classes: Vec<_> =
            docs["hydra:supportedClass"].as_array().expect("classes").iter().map(|class| class["@id"].clone()).collect();
        for class in ["#Document", "#Variant", "#Classification", "#Attribute", "#PredefinedValue", "#Entrypoint"] {
            assert!(classes.contains(&json!(class)), "{class} in {classes:?}");
        }
    }
}

on_both! {
    async fn n004_ld_json_without_accept(engine: Engine) {
        let server = Server::shop(engine).await;
        let list = server.as_full().get("/api/documents").await.expect(200);
        assert_eq!(list.header("content-type"), "application/ld+json; charset=utf-8");
        let list = list.json();
        for key in ["@context", "@id", "@type", "hydra:member", "hydra:totalItems"] {
            assert!(list.get(key).is_some(), "{key}: {list}");
        }
        assert_eq!((&list["@id"], &list["@type"]), (&json!("/api/documents"), &json!("hydra:Collection")));
    }
}

on_both! {
    async fn n005_ld_json_for_any(engine: Engine) {
        let server = Server::shop(engine).await;
        let list = server.as_full().accept("*/*").get("/api/documents").await.expect(200);
        assert_eq!(list.header("content-type"), "application/ld+json; charset=utf-8");
        assert_eq!(list.json()["hydra:totalItems"], 0);
    }
}

on_both! {
    async fn n006_ld_json_for_axios(engine: Engine) {
        let server = Server::shop(engine).await;
        let axios = server.as_full().accept("application/json, text/plain, */*");
        axios.post("/api/documents", plain_lamp("a")).await.expect(201);
        let list = axios.get("/api/documents").await.expect(200);
        assert_eq!(list.header("content-type"), "application/ld+json; charset=utf-8");
        assert_eq!(ids(&list.json()), ["a"]);
    }
}

on_both! {
    async fn n007_json_is_a_bare_array(engine: Engine) {
        let server = Server::shop(engine).await;
        let json = server.as_full().accept("application/json");
        for id in ["a", "b", "c"] {
            json.post("/api/documents", plain_lamp(id)).await.expect(201);
        }
        let list = json.get("/api/documents?limit=2").await.expect(200);
        assert_eq!(list.header("content-type"), "application/json; charset=utf-8");
        assert_eq!(list.header("x-total-count"), "3");
        let members = list.json();
        assert_eq!(members.as_array().map(Vec::len), Some(2), "{members}");
        assert_eq!((members[0].get("@id"), &members[0]["id"]), (None, &json!("a")));
    }
}

on_both! {
    async fn n008_hal_has_links_and_embeds_its_members(engine: Engine) {
        let server = Server::shop(engine).await;
        let hal = server.as_full().accept("application/hal+json");
        for id in ["a", "b", "c/d"] {
            hal.post("/api/documents", lamp(id)).await.expect(201);
        }
        let list = hal.get("/api/documents?isActive=1&limit=2").await.expect(200);
        assert_eq!(list.header("content-type"), "application/hal+json; charset=utf-8");
        let list = list.json();
        assert_eq!((&list["totalItems"], &list["itemsPerPage"]), (&json!(3), &json!(2)));
        let links = &list["_links"];
        assert_eq!(links["self"]["href"], "/api/documents?isActive=1&limit=2&page=1");
        assert_eq!(links["item"], json!([{"href": "/api/documents/a"}, {"href": "/api/documents/b"}]));
        let items = list["_embedded"]["item"].as_array().expect("members");
        assert_eq!((items.len(), &items[0]), (2, &hal.get("/api/documents/a").await.expect(200).json()));
        assert!(links["last"]["href"].is_string() && links.get("prev").is_none(), "{links}");
        let next = hal.get(links["next"]["href"].as_str().expect("a next page")).await.expect(200).json();
        assert_eq!(next["_links"]["item"], json!([{"href": "/api/documents/c%2Fd"}]));
        assert!(next["_links"].get("next").is_none(), "{next}");

        let item = hal.get("/api/documents/a").await.expect(200).json();
        let lamp = json!({"href": "/api/document-types/lamp"});
        assert_eq!(item["_links"], json!({"self": {"href": "/api/documents/a"}, "documentType": lamp}));
        assert_eq!(item["_embedded"]["documentType"], json!({"_links": {"self": lamp}, "id": "lamp"}));
        let mut plain = server.as_full().accept("application/json").get("/api/documents/a").await.expect(200).json();
        for added in ["_links", "_embedded"] {
            plain[added] = item[added].clone();
        }
        assert_eq!(item, plain, "the rest is what JSON prints");
        let whole = hal.get("/api/documents?pagination=false").await.expect(200).json();
        assert_eq!((whole["_embedded"]["item"].as_array().map(Vec::len), &whole["totalItems"]), (Some(3), &json!(3)));
    }
}

on_both! {
    async fn n009_csv_is_not_acceptable(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let refused = full.accept("text/csv").get("/api/documents").await.expect(406);
        assert_eq!(refused.json()["code"], 406);
        full.accept("text/csv").post("/api/documents", plain_lamp("a")).await.expect(406);
        full.get("/api/documents/a").await.expect(404);
        full.accept("text/csv, application/json;q=0.5").get("/api/documents").await.expect(200);
    }
}

on_both! {
    async fn n010_the_content_type_chooses_no_format(engine: Engine) {
        let server = Server::shop(engine).await;
        let list = server.as_full().with("content-type", "application/json").get("/api/documents").await.expect(200);
        assert_eq!(list.header("content-type"), "application/ld+json; charset=utf-8");
        assert!(list.json()["hydra:member"].is_array(), "{}", list.text());
    }
}

on_both! {
    async fn n011_an_item_has_its_path_and_type(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", plain_lamp("a/b c")).await.expect(201);
        let value = "/api/predefined-values/attribute=socket;code=e27";
        for (path, name) in [("/api/documents/a%2Fb%20c", "Document"), ("/api/locales/fr_FR", "Locale"), (value, "PredefinedValue")] {
            let item = full.get(path).await.expect(200).json();
            assert_eq!((&item["@id"], &item["@type"]), (&json!(path), &json!(name)), "{item}");
        }
        let member = &full.get("/api/documents").await.expect(200).json()["hydra:member"][0];
        assert_eq!((&member["@id"], &member["@type"]), (&json!("/api/documents/a%2Fb%20c"), &json!("Document")));
    }
}

on_both! {
    async fn n012_every_ld_json_answer_names_its_documentation(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let answers = [
            full.post("/api/documents", plain_lamp("a")).await.expect(201),
            full.get("/api/documents").await.expect(200),
            full.get("/api/documents?pagination=false").await.expect(200),
            full.get("/api/documents/a").await.expect(200),
            full.put("/api/documents/a", json!({"isActive": false})).await.expect(200),
            full.get("/api/documents/nope").await.expect(404),
            server.anonymous().get("/api/documents").await.expect(401),
        ];
        let expected = format!("<{}/api/docs.jsonld>; {DOCUMENTATION}", server.http());
        for answer in answers {
            assert_eq!(answer.header("link"), expected, "{}", answer.text());
        }
        let json = full.accept("application/json").get("/api/documents/a").await.expect(200);
        assert_eq!(json.header("link"), "");
    }
}

on_both! {
    async fn n013_text_is_an_unsupported_body(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let text = plain_lamp("a").to_string();
        for refused in ["text/plain", "application/xml", "application/x-www-form-urlencoded", "application/x-ndjson"] {
            let answer = full.post_text("/api/documents", refused, &text).await.expect(415);
            assert_eq!(answer.json()["code"], 415, "{refused}");
        }
        full.get("/api/documents/a").await.expect(404);
    }
}

on_both! {
    async fn n014_hal_json_is_a_body(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for (id, taken) in [("a", "application/hal+json"), ("b", "application/ld+json"), ("c", "application/json; charset=utf-8")] {
            full.post_text("/api/documents", taken, &lamp(id).to_string()).await.expect(201);
            assert_eq!(full.get(&format!("/api/documents/{id}")).await.expect(200).json()["attributes"]["power"], 40);
        }
    }
}

on_both! {
    async fn n015_truncated_json_is_malformed(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let whole = plain_lamp("a").to_string();
        for text in [&whole[..whole.len() - 1], &whole[..8], "{", "", "{\"id\":\"a\"} {}"] {
            let refused = full.post_text("/api/documents", "application/json", text).await.expect(400).json();
            assert!(refused["code"] == 400 && refused["message"].is_string(), "{text}: {refused}");
        }
        full.get("/api/documents/a").await.expect(404);
    }
}

on_both! {
    async fn n016_keys_of_formats_are_ignored(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let mut body = lamp("a");
        body["@id"] = "/api/variants/b".into();
        body["@type"] = "Variant".into();
        body["@context"] = json!({"@vocab": "x"});
        body["_links"] = json!({"self": {"href": "/api/documents/b"}});
        full.post("/api/documents", body.clone()).await.expect(201);
        let got = full.get("/api/documents/a").await.expect(200).json();
        assert_eq!((&got["@id"], &got["@type"]), (&json!("/api/documents/a"), &json!("Document")));
        assert!(got.get("_links").is_none(), "{got}");
        full.put("/api/documents/a", body).await.expect(200);
        full.get("/api/documents/b").await.expect(404);
        assert_eq!(history::of(&server, "document", "a").await, ["create"]);
    }
}

on_both! {
    async fn n017_utf_8_comes_back_as_it_went(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let text = "é e\u{301} 漢 👩‍🚀 \u{200f}שלום \"\\\u{1}";
        let mut body = plain_lamp("é漢👩‍🚀");
        body["attributes"] = json!({"notes": text, "name": {"fr_FR": text}});
        let made = full.post("/api/documents", body).await.expect(201).json();
        let got = full.get(made["@id"].as_str().expect("an address")).await.expect(200).json();
        assert_eq!(got["id"], "é漢👩‍🚀");
        assert_eq!((&got["attributes"]["notes"], &got["attributes"]["name"]["fr_FR"]), (&json!(text), &json!(text)));
    }
}

on_both! {
    async fn n018_patch_takes_a_merge_patch(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("a")).await.expect(201);
        let patch = json!({"attributes": {"power": null, "name": {"fr_FR": "Lampe"}}}).to_string();
        let body = Some(("application/merge-patch+json", patch));
        let patched = full.send(Method::PATCH, "/api/documents/a", body).await.expect(200).json();
        assert_eq!(patched["attributes"]["name"], json!({"en_GB": "Desk lamp", "fr_FR": "Lampe"}));
        assert_eq!((patched["attributes"].get("power"), &patched["attributes"]["price"]), (None, &json!(12.5)));
        assert_eq!(full.get("/api/documents/a").await.expect(200).json(), patched);
    }
}

on_both! {
    async fn n019_a_collection_cannot_be_deleted(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", plain_lamp("a")).await.expect(201);
        let refused = full.delete("/api/documents").await.expect(405);
        let mut allowed: Vec<&str> = refused.header("allow").split(',').map(str::trim).collect();
        allowed.sort_unstable();
        assert_eq!(allowed, ["GET", "HEAD", "POST"]);
        assert_eq!(refused.json()["code"], Value::from(405));
        full.get("/api/documents/a").await.expect(200);
    }
}
