//! Exports are as of one moment, whatever is written while they are.

use std::io::Read as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use app::exports::NewExport;
use app::items::{Items as _, Verb};
use app::{App, Mode, Options};
use model::command::PutMode;
use model::input::Input;
use model::permission::{Actor, Origin, Rights};
use model::schema::Extension;
use serde_json::{Value, json};
use tokio::runtime::Handle;
use vitrine_http::V5;

use crate::support::app::Instance;
use crate::support::db::on_both;

fn actor() -> Actor {
    Actor::program("loader", Rights::FULL, Origin::V5)
}

/// Writes items, or deletes those that say `"delete": true`.
async fn write(app: &App, items: &[(&str, Value)]) {
    for (resource, item) in items {
        let schema = app.schema().await.unwrap();
        let (item, verb) = match item.get("delete") {
            Some(_) => (json!({"id": item["id"]}), Verb::Delete { recursive: false, force: false }),
            None => (item.clone(), Verb::Put { mode: PutMode::Upsert, force: false }),
        };
        let item = Input::parse(&item.to_string()).unwrap();
        let read = V5.command(resource, item, verb, &schema).unwrap();
        let written = app.write(&actor(), vec![read.command], Options::of(Mode::AllOrNothing)).await.unwrap();
        for outcome in written {
            outcome.unwrap();
        }
    }
}

/// All of it, while `meanwhile` is written as soon as the first part is.
async fn exported(instance: &Instance, app: &App, meanwhile: &[(&str, Value)]) -> String {
    let extension = Extension::Ndjson;
    let new = NewExport { profile: None, profile_code: None, extension, upload_location: None, as_of: None };
    let is_written = AtomicBool::new(false);
    let told = |_, _| {
        if !is_written.swap(true, Ordering::Relaxed) {
            instance.pass(1);
            tokio::task::block_in_place(|| Handle::current().block_on(write(app, meanwhile)));
        }
    };
    let mut made = app.export_now(&actor(), new, &told).await.unwrap();
    let mut text = String::new();
    made.file.read_to_string(&mut text).unwrap();
    text
}

on_both! {
    async fn what_is_written_meanwhile_is_not_in_it(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        app.speak(Arc::new(V5));
        let socket = |name: &str| json!({"attribute": {"id": "socket"}, "code": "e27", "name": {"en_GB": name}});
        let attribute = |name: &str| json!({
            "id": "socket", "objectType": "document", "documentType": {"id": "lamp"}, "type": "select", "name": {"en_GB": name},
        });
        let lamp = |id: &str, socket: Value| json!({"id": id, "documentType": {"id": "lamp"}, "attributes": {"socket": socket}});
        write(&app, &[
            ("document-types", json!({"id": "lamp", "name": {"en_GB": "Lamp"}})),
            ("attributes", attribute("Socket")),
            ("predefined-values", socket("E27")),
            ("documents", lamp("a", json!("e27"))),
            ("documents", lamp("b", json!("e27"))),
            ("keyvalues", json!({"id": "greeting", "value": "hello"})),
        ]).await;
        let before = exported(&instance, &app, &[]).await;
        let meanwhile = [
            ("attributes", attribute("Base")),
            ("predefined-values", socket("Edison 27")),
            ("predefined-values", json!({"attribute": {"id": "socket"}, "code": "e14", "name": {"en_GB": "E14"}})),
            ("keyvalues", json!({"id": "greeting", "delete": true})),
            ("documents", lamp("a", Value::Null)),
            ("documents", json!({"id": "b", "delete": true})),
            ("documents", lamp("c", json!("e14"))),
        ];
        assert_eq!(exported(&instance, &app, &meanwhile).await, before);
        let after = exported(&instance, &app, &[]).await;
        for word in ["Base", "Edison 27", "e14", "\"c\""] {
            assert!(after.contains(word) && !before.contains(word), "{word} in {after}");
        }
        assert!(before.contains("greeting") && !after.contains("greeting"), "{after}");
    }
}
