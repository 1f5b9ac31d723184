mod body;
mod list;
mod rights;

use serde_json::{Value, json};

use crate::support::client::Caller;

const PATH: &str = "/api/views";

/// A view of documents.
fn view(name: &str) -> Value {
    json!({"name": name, "resource": "documents"})
}

/// Makes one, and gives its address.
async fn made(page: &Caller, body: Value) -> String {
    page.post(PATH, body).await.expect(201).header("location").to_owned()
}

/// The names of the views that somebody sees.
async fn names(page: &Caller, query: &str) -> Vec<String> {
    let list = page.get(&format!("{PATH}{query}")).await.expect(200).json();
    let name = |view: &Value| view["name"].as_str().expect("a name").to_owned();
    list.as_array().expect("a list").iter().map(name).collect()
}
