//! Texts by locale.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::table::Row;
use crate::{Item, Mode};

/// What columns of labels begin with.
const LABEL: &str = "label-";

/// The filled labels of a row, each with a suffix.
pub fn of(row: &Row, suffix: &str) -> Value {
    let labels = row.filled().filter_map(|(column, cell)| Some((column.strip_prefix(LABEL)?, cell)));
    labels.map(|(locale, cell)| (locale.to_owned(), json!(format!("{cell}{suffix}")))).collect::<Map<_, _>>().into()
}

/// The same; without any, the code in that locale.
pub fn or_code(row: &Row, code: &str, locale: &str) -> Value {
    match of(row, "") {
        Value::Object(labels) if labels.is_empty() => one(locale, code),
        labels => labels,
    }
}

/// One text.
pub fn one(locale: &str, text: &str) -> Value {
    let labels: Map<_, _> = [(locale.to_owned(), json!(text))].into_iter().collect();
    labels.into()
}

/// The locales that a header has columns of labels for.
pub fn locales(names: &[String]) -> impl Iterator<Item = &str> {
    names.iter().filter_map(|name| name.strip_prefix(LABEL))
}

/// Locales of data, and those of labels alone. One that is there stays what else it is.
pub fn items<'a>(
    data: &'a BTreeSet<String>,
    labels: &'a BTreeSet<String>,
    origin: &'a str,
) -> impl Iterator<Item = Item> + 'a {
    let all = data.union(labels);
    all.map(move |code| {
        let body = json!({"id": code, "name": code, "isData": data.contains(code), "isInterface": true});
        Item { mode: Mode::Ensure, ..Item::new("locales", body, origin) }
    })
}
