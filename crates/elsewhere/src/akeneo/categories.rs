//! Categories: a catalog for each tree.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::definitions::{CATEGORY_NAME, place};
use super::set::Set;
use crate::item::id;
use crate::table::{self, Row};
use crate::{Error, Item, Out, labels};

/// The built-in catalog of documents.
const MASTER: &str = "PIM";

/// Gives away catalogs, then categories, parents first.
pub fn all(set: &Set, out: &mut Out) -> Result<(), Error> {
    let rows = table::all(&set.file("categories.csv"))?;
    let roots: Vec<&str> = rows.iter().filter(|row| row.get("parent").is_empty()).map(|row| row.get("code")).collect();
    let mut catalogs: HashMap<&str, String> = roots.iter().map(|root| (*root, catalog(root, &roots))).collect();
    for root in &roots {
        let catalog = &catalogs[root];
        if catalog != MASTER {
            let body = json!({"id": catalog, "name": root, "objectType": "document"});
            out.item(Item::new("catalogs", body, "categories.csv"))?;
        }
    }
    let mut waiting: Vec<&Row> = rows.iter().collect();
    while !waiting.is_empty() {
        let before = waiting.len();
        let mut later = Vec::new();
        for row in waiting {
            let (code, parent) = (row.get("code"), row.get("parent"));
            let Some(catalog) = catalogs.get(if parent.is_empty() { code } else { parent }).cloned() else {
                later.push(row);
                continue;
            };
            out.item(Item::new("classifications", body(row, &catalog), place("categories.csv", row)))?;
            catalogs.insert(code, catalog);
        }
        if later.len() == before {
            for row in later {
                let reason = "categories whose parents lead to no root";
                out.notes.leave_out(reason, format!("{}: {}", place("categories.csv", row), row.get("code")));
            }
            return Ok(());
        }
        waiting = later;
    }
    Ok(())
}

/// A root stands right under the root of its catalog.
fn body(row: &Row, catalog: &str) -> Value {
    let parent = match row.get("parent") {
        "" if catalog == MASTER => "root".to_owned(),
        "" => format!("root_{catalog}"),
        parent => parent.to_owned(),
    };
    let names = labels::of(row, "");
    let values = if names.as_object().is_some_and(serde_json::Map::is_empty) {
        json!({})
    } else {
        json!({ CATEGORY_NAME: names })
    };
    json!({"id": row.get("code"), "parent": id(&parent), "catalogs": [id(catalog)], "attributes": values})
}

/// A catalog's code, of at most three characters and unlike the other roots'. The tree `master` is the built-in one.
fn catalog(root: &str, roots: &[&str]) -> String {
    if root == "master" {
        return MASTER.to_owned();
    }
    let short = |root: &str| -> String {
        root.chars().filter(char::is_ascii_alphanumeric).take(3).map(|c| c.to_ascii_uppercase()).collect()
    };
    let own = short(root);
    let clashes = [MASTER, "DAM", ""].contains(&own.as_str())
        || roots.iter().any(|other| *other != root && *other != "master" && short(other) == own);
    let position = roots.iter().position(|other| *other == root).unwrap_or_default();
    if clashes { format!("T{position:02}") } else { own }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn catalogs_have_short_codes_of_their_own() {
        let roots = ["master", "sales", "print", "sale_2014", "pimento"];
        let codes: Vec<_> = roots.iter().map(|root| catalog(root, &roots)).collect();
        assert_eq!(codes, ["PIM", "T01", "PRI", "T03", "T04"]);
    }
}
