//! Walking through lists.

use serde_json::Value;

use super::client::Caller;

/// The ids of a collection's members, in order.
#[track_caller]
pub fn ids(collection: &Value) -> Vec<String> {
    let members = collection["hydra:member"].as_array().unwrap_or_else(|| panic!("no members: {collection}"));
    members.iter().map(|member| member["id"].as_str().expect("an id").to_owned()).collect()
}

/// The ids of all members from this page on, by following `hydra:next`.
pub async fn walk(caller: &Caller, path: &str) -> Vec<String> {
    let (mut seen, mut next) = (Vec::new(), Some(path.to_owned()));
    while let Some(path) = next {
        let page = caller.get(&path).await.expect(200).json();
        seen.extend(ids(&page));
        assert!(seen.len() <= 100_000, "it never ends: {path}");
        next = page["hydra:view"]["hydra:next"].as_str().map(str::to_owned);
    }
    seen
}
