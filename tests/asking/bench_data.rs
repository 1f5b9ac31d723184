//! The catalogue that is measured, a small one of its kind.

use std::path::Path;
use std::process::Command as Process;

use app::App;
use model::command::{Command, Patch};
use model::object::ObjectKind;
use serde_json::{Value, json};

use super::writes::{attribute, document_type, locale, must_write, object, option, values};

/// So many products, and their variants.
const PRODUCTS: u32 = 200;

pub async fn load(app: &App) {
    let folder = tempfile::tempdir().unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../bench/gen.py");
    let mut process = Process::new("python3");
    process.arg("-B").arg(script).args(["--n", &PRODUCTS.to_string(), "--out"]).arg(folder.path());
    assert!(process.status().expect("Python 3").success());
    let schema: Value = read(&folder.path().join("schema.json")).remove(0);
    let lines = |name: &str| read(&folder.path().join(name));

    must_write(app, definitions(&schema)).await;
    must_write(app, list(&schema["classifications"]).map(node).collect()).await;
    must_write(app, lines("products.ndjson").iter().map(product).collect()).await;
    must_write(app, lines("variants.ndjson").iter().map(variant).collect()).await;
}

fn read(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().expect("a list").iter()
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn texts(value: &Value) -> Vec<String> {
    list(value).map(text).map(str::to_owned).collect()
}

fn definitions(schema: &Value) -> Vec<Command> {
    let mut all: Vec<_> = list(&schema["locales"]).map(|code| locale(text(code))).collect();
    all.push(document_type("product", None));
    for row in list(&schema["attributes"]) {
        let (code, kind) = (text(&row["code"]), text(&row["type"]));
        let is_own = matches!(code, "colour" | "gtin" | "price");
        all.push(attribute(code, ObjectKind::Document, "product", kind, |fields| {
            fields.is_localizable = Patch::Value(row["localised"] == true);
            fields.is_inherited = Patch::Value(is_own);
        }));
        all.extend(texts(row.get("options").unwrap_or(&json!([]))).iter().map(|value| option(code, value)));
    }
    all.push(attribute("size", ObjectKind::Variant, "product", "select", |_| {}));
    all.extend(texts(&schema["sizes"]).iter().map(|size| option("size", size)));
    all.push(document_type("product", Some("name")));
    all
}

fn node(row: &Value) -> Command {
    object(ObjectKind::Classification, text(&row["code"]), |put| {
        put.parent = Patch::Value(row["parent"].as_str().unwrap_or("root").to_owned());
    })
}

fn product(row: &Value) -> Command {
    object(ObjectKind::Document, text(&row["code"]), |put| {
        put.document_type = Patch::Value("product".into());
        put.classifications = Patch::Value(texts(&row["classifications"]));
        put.values = values(&row["attributes"]);
    })
}

fn variant(row: &Value) -> Command {
    object(ObjectKind::Variant, text(&row["code"]), |put| {
        put.parent = Patch::Value(text(&row["parent"]).to_owned());
        put.values = values(&row["attributes"]);
    })
}
