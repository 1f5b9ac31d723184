//! The whole model as lines, out and in.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};

use super::{fresh, other, run};
use crate::support::client::{Caller, NDJSON, ndjson};
use crate::support::command::on;
use crate::support::db::{Engine, on_both};
use crate::support::instance::{Content, Instance};
use crate::support::server::Server;

async fn model_of(instance: &Instance) -> String {
    on(instance, &["model", "export"]).await.done()
}

/// Takes a model into a fresh instance, which then says the very same; again, and nothing is to do.
async fn into_fresh(engine: Engine, model: &str) -> Arc<Instance> {
    let instance = fresh(engine).await;
    let file = instance.folder().join("model.ndjson");
    fs::write(&file, model).unwrap();
    let arguments = ["model", "import", file.to_str().unwrap()];
    let dry = run(&instance, &[&arguments[..], &["--dry-run"]].concat()).await.done();
    assert_eq!(dry.told["dry_run"], true);
    let untouched = model_of(&instance).await;
    run(&instance, &arguments).await.done();
    let after = model_of(&instance).await;
    assert_ne!(untouched, after, "a dry run writes nothing");
    for (line, (before, after)) in model.lines().zip(after.lines()).enumerate() {
        assert_eq!(before, after, "line {line}");
    }
    assert_eq!(after, model);
    run(&instance, &arguments).await.unchanged();
    instance
}

/// From one engine to the other and back.
async fn there_and_back(instance: &Instance) {
    let model = model_of(instance).await;
    assert!(model.lines().count() > 10, "{model}");
    let there = into_fresh(other(instance.engine()), &model).await;
    let back = into_fresh(instance.engine(), &model_of(&there).await).await;
    assert_eq!(model_of(&back).await, model);
}

on_both! {
    async fn of_the_demo(engine: Engine) {
        let instance = fresh(engine).await;
        on(&instance, &["demo", "--quiet"]).await.done();
        there_and_back(&instance).await;
    }
}

/// Makes a profile, a planning whose address has a password, and a webhook, which is no part of the model.
async fn plan(full: &Caller) {
    let profile = json!({"name": "Nightly", "model": "document.lamp", "extension": "csv", "remotePath": "https://example.org/lamps.csv"});
    let profile = full.post("/api/import-profiles", profile).await.expect(201).json();
    let planning = json!({
        "name": "Nightly", "cron": "30 2 * * *", "timezone": "Europe/Paris", "isActive": false,
        "import": {"importProfileId": profile["id"], "remotePath": "sftp://shop:horse@files.example.com/in.csv"},
    });
    full.post("/api/plannings/imports", planning).await.expect(201);
    let webhook = json!({"name": "Shop", "url": "https://shop.example.com/hooks", "events": ["document.update"]});
    full.post("/api/webhooks", webhook).await.expect(201);
}

on_both! {
    /// With what makes an order of lines hard: another default locale, fallbacks, defaults in lists, titles that are
    /// gone, roots with values, links with values.
    async fn of_a_shop_with_everything(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for (path, body) in [
            ("locales/de_DE", json!({"isActive": true, "fallback": {"id": "fr_FR"}})),
            ("locales/fr_FR", json!({"isDefault": true, "fallback": null})),
            ("attributes/socket", json!({"defaultValue": "e14"})),
            ("attributes/rooms", json!({"defaultValue": ["hall", "study"]})),
            ("attributes/power", json!({"defaultValue": 40})),
            ("document-types/lamp", json!({"titleAttribute": {"id": "name"}})),
            ("document-types/chair", json!({"titleAttribute": null})),
            ("classifications/root", json!({"attributes": {"title": {"fr_FR": "Tout"}}})),
        ] {
            full.put(&format!("/api/{path}"), body).await.expect(200);
        }
        for name in ["lamp_name", "chair_name"] {
            full.delete(&format!("/api/attributes/{name}")).await.expect(204);
        }
        for (resource, body) in [
            ("measure-families", json!({"id": "Weight", "name": {"fr_FR": "Poids"}, "baseUnit": "KG", "units": [{"id": "KG", "factor": 1}, {"id": "G", "factor": "0.001", "name": {"en_GB": "gram"}}]})),
            ("attributes", json!({"id": "mass", "objectType": "document", "documentType": {"id": "lamp"}, "type": "measure", "measureFamily": {"id": "Weight"}})),
            ("attributes", json!({"id": "pictures", "objectType": "document", "documentType": {"id": "lamp"}, "type": "media", "constraints": {"extensions": ["png"]}})),
            ("link-types", json!({"id": "goes-with", "name": {"en_GB": "Goes with"}, "originType": "document", "targetType": "document", "originDocumentTypes": [{"id": "lamp"}]})),
            ("attributes", json!({"id": "why", "objectType": "link", "linkType": {"id": "goes-with"}, "type": "text"})),
            ("attribute-groups", json!({"id": "z-tab", "level": 1, "name": {"en_GB": "Tab"}, "documentType": {"id": "lamp"}})),
            ("attribute-groups", json!({"id": "b-category", "level": 2, "parent": {"id": "z-tab"}, "name": {"en_GB": "Category"}})),
            ("attribute-groups", json!({"id": "a-section", "level": 3, "parent": {"id": "b-category"}, "name": {"en_GB": "Section"}})),
            ("attributes", json!({"id": "depth", "objectType": "document", "documentType": {"id": "lamp"}, "type": "decimal", "section": {"id": "a-section"}, "constraints": {"decimals": 2, "minValue": "0.10"}})),
            ("attributes-sets", json!({"id": "desk-lamps", "name": {"en_GB": "Desk lamps"}, "documentType": {"id": "lamp"}, "attributes": [{"id": "name"}, {"id": "depth"}], "variantAttributes": [{"id": "cable"}], "isDefault": true})),
            ("users/groups", json!({"id": "editors", "name": {"en_GB": "Editors"}, "permissions": {"document": ["view", "update"]}})),
            ("tags", json!({"id": "bright", "name": {"en_GB": "Bright"}, "documentType": {"id": "lamp"}, "color": "#ffee00", "rules": [{"attribute": {"id": "socket"}, "operator": "equals", "value": "e27"}]})),
            ("workflows", json!({"id": "release", "name": {"en_GB": "Release"}, "documentType": {"id": "lamp"}, "nodes": {"draft": {"name": {"en_GB": "Draft"}}, "live": {"name": {"en_GB": "Live"}}}, "links": {"publish": {"name": {"en_GB": "Publish"}, "from": "draft", "to": "live", "roles": ["editors"]}}})),
            ("completeness-settings", json!({"id": "web", "name": {"en_GB": "Web"}, "documentType": {"id": "lamp"}, "color": "#00aa00", "attributes": [{"id": "name"}], "linkTypes": [{"id": "goes-with"}]})),
            ("catalogs", json!({"id": "OUT", "name": "Outlet", "description": "What is left", "objectType": "document"})),
            ("image-profiles", json!({"id": "teaser", "name": "Teaser", "transformation": "crop", "width": 300, "height": 200, "format": "webp"})),
        ] {
            full.post(&format!("/api/{resource}"), body).await.expect(201);
        }
        full.put("/api/classifications/root_OUT", json!({"attributes": {"title": {"fr_FR": "Restes"}}, "isActive": false})).await.expect(200);
        full.delete("/api/locales/en_GB").await.expect(409);
        plan(&full).await;
        let model = model_of(server.instance()).await;
        assert!(model.contains("sftp://shop:***@") && !model.contains("horse") && !model.contains("sealed."), "{model}");
        assert!(!model.contains("webhooks"), "{model}");
        there_and_back(server.instance()).await;
    }
}

on_both! {
    /// What a fresh instance makes by itself, and the source has not, goes.
    async fn without_the_first_locale(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        full.post("/api/locales", json!({"id": "sv_SE", "name": "Svenska", "isDefault": true})).await.expect(201);
        full.delete("/api/locales/en_GB").await.expect(204);
        let lamp = json!({"id": "lamp"});
        for (resource, body) in [
            ("document-types", json!({"id": "lamp", "name": {"sv_SE": "Lampa"}})),
            ("attributes", json!({"id": "shade", "objectType": "document", "documentType": lamp, "type": "text", "name": {"sv_SE": "Skärm"}, "isLocalizable": true})),
            ("attributes", json!({"id": "socket", "objectType": "document", "documentType": lamp, "type": "select", "name": {"sv_SE": "Sockel"}})),
            ("predefined-values", json!({"attribute": {"id": "socket"}, "code": "e27", "name": {"sv_SE": "Stor"}})),
        ] {
            full.post(&format!("/api/{resource}"), body).await.expect(201);
        }
        let model = model_of(server.instance()).await;
        assert!(model.contains(r#"{"resource":"locales","delete":{"id":"en_GB"}}"#), "{model}");
        there_and_back(server.instance()).await;
    }
}

on_both! {
    /// The API prints what the command does, and takes it line by line.
    async fn by_the_api(engine: Engine) {
        let server = Server::shop(engine).await;
        let lines = server.as_read().get("/api/model").await.expect(200);
        assert_eq!(lines.header("content-type"), "application/x-ndjson; charset=utf-8");
        assert_eq!(lines.text(), model_of(server.instance()).await);
        let put = async |caller: &Caller, path: &str, lines: &[Value]| {
            let text = ndjson(lines);
            caller.send(reqwest::Method::PUT, path, Some((NDJSON, text))).await
        };
        let new = |id: &str| json!({"resource": "attributes", "item": {"id": id, "type": "text", "objectType": "asset"}});
        let document = json!({"resource": "documents", "item": {"id": "x"}});
        let gone = json!({"resource": "locales", "delete": {"id": "nn_NO"}});
        let full = server.as_full();
        let told = put(&full, "/api/model?dryRun=1", &[new("one"), document.clone(), gone, json!([])]).await.expect(200);
        let statuses: Vec<_> = told.lines().iter().map(|line| line["status"].as_u64().unwrap()).collect();
        assert_eq!(statuses, [201, 400, 200, 400], "{}", told.text());
        assert_eq!((told.header("x-bulk-created"), told.header("x-bulk-failed")), ("1", "2"));
        assert_eq!(told.lines()[0]["@type"], "Attribute");
        full.get("/api/attributes/one").await.expect(404);
        put(&full, "/api/model", &[new("one"), new("two")]).await.expect(200);
        full.get("/api/attributes/two").await.expect(200);
        put(&server.as_read(), "/api/model", &[new("three")]).await.expect(403);
        full.put("/api/model", json!({})).await.expect(415);
        server.anonymous().get("/api/model").await.expect(401);
    }
}

on_both! {
    async fn a_file_is_replaced_only_if_told(engine: Engine) {
        let instance = Arc::new(Instance::new(engine, Content::Shop).await);
        let file = instance.folder().join("model.ndjson");
        let path = file.to_str().unwrap();
        let told = on(&instance, &["model", "export", path]).await.done();
        let lines = fs::read_to_string(&file).unwrap();
        assert_eq!(told, format!("{path}: {} lines\n", lines.lines().count()));
        assert!(on(&instance, &["model", "export", path]).await.refused(1).contains("--force"));
        on(&instance, &["model", "export", "--force", path]).await.done();
        assert_eq!(fs::read_to_string(Path::new(path)).unwrap(), lines);
        fs::write(&file, "{\"resource\":\"attributes\",\"item\":{\"id\":\"a b\",\"type\":\"text\",\"objectType\":\"asset\"}}\nnothing\n").unwrap();
        let refused = run(&instance, &["model", "import", path]).await;
        assert_eq!(refused.code, Some(1));
        let refusals = refused.told["refused"].as_array().unwrap();
        assert_eq!(refusals.len(), 2, "{refusals:?}");
        assert!(refusals[0]["origin"] == "line 1" && refusals[1]["message"].as_str().unwrap().contains("line 2"), "{refusals:?}");
    }
}
