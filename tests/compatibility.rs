//! The table of operations in docs/compatibility.md says of each operation of both faces whether it is there and as the
//! hosted product has it. It is held against what the server takes and against the description of v5; that no path is
//! missing in it is tested where the routes are, in `crates/http/src/tests/routes.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use regex::Regex;
use reqwest::Method;

use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::server::Server;

/// What a row may say.
const WORDS: [&str; 4] = ["same", "differs", "ours", "absent"];

/// `GET /api/documents/{}`: whatever the placeholders are called.
fn operation(method: &str, path: &str) -> String {
    let placeholder = Regex::new(r"\{[^}]*\}").expect("a pattern");
    format!("{method} {}", placeholder.replace_all(path, "{}"))
}

/// What the table says of an operation.
struct Row {
    word: String,
    note: String,
}

/// The tables' rows, by operation.
fn table() -> BTreeMap<String, Row> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/compatibility.md");
    let text = std::fs::read_to_string(file).expect("docs/compatibility.md");
    let span = Regex::new("`((?:GET|POST|PUT|PATCH|DELETE)[^`]*)`").expect("a pattern");
    let mut rows = BTreeMap::new();
    for line in text.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<_> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [named, word, note] = cells[..] else { continue };
        assert!(WORDS.contains(&word), "one of {WORDS:?} was expected: {line}");
        assert!(word == "same" || !note.is_empty(), "how it differs, or why it is absent, was expected: {line}");
        for found in span.captures_iter(named) {
            let mut words: Vec<_> = found[1].split(' ').collect();
            let path = words.pop().expect("a path");
            for method in words {
                let row = Row { word: word.into(), note: note.into() };
                let before = rows.insert(operation(method, path), row);
                assert!(before.is_none(), "{method} {path} stands in the table twice");
            }
        }
    }
    assert!(rows.len() > 100, "the tables of docs/compatibility.md were not found");
    rows
}

/// What a path takes, as the server says when it is asked with a method that nothing takes.
async fn taken(caller: &Caller, path: &str) -> Vec<String> {
    let refused = caller.send(Method::TRACE, &path.replace("{}", "x"), None).await;
    // Of these all else is an item of that id.
    let is_named = ["/bulk", "/auto-link", "/documents/impact"].iter().any(|name| path.ends_with(name));
    let counts = |method: &&str| !["", "HEAD", "OPTIONS"].contains(method) && (!is_named || *method == "POST");
    let allowed = refused.header("allow").split(',').map(str::trim).filter(counts);
    allowed.map(|method| format!("{method} {path}")).collect()
}

async fn described(caller: &Caller) -> BTreeSet<String> {
    let description = caller.get("/api/docs.json").await.expect(200).json();
    let paths = description["paths"].as_object().expect("paths").clone();
    let operations = paths.iter().flat_map(|(path, item)| {
        let methods = item.as_object().expect("operations").keys().filter(|name| *name != "parameters");
        methods.map(move |method| operation(&method.to_uppercase(), path))
    });
    operations.collect()
}

on_both! {
    async fn every_operation_stands_in_the_table(engine: Engine) {
        let server = Server::bare(engine).await;
        let caller = server.anonymous();
        let (table, described) = (table(), described(&caller).await);
        let paths: BTreeSet<_> = table.keys().filter_map(|operation| operation.split(' ').nth(1)).collect();
        let (mut routed, mut wrong) = (BTreeSet::new(), String::new());
        for path in paths {
            routed.extend(taken(&caller, path).await);
        }
        for operation in &routed {
            match table.get(operation) {
                None => writeln!(wrong, "add a row: | `{operation}` | same, differs or ours | how and why |"),
                Some(row) if row.word == "absent" => {
                    writeln!(wrong, "`{operation}` is there now: say same, differs or ours in place of absent")
                }
                Some(_) => Ok(()),
            }
            .expect("room");
        }
        for (operation, row) in &table {
            if row.word != "absent" && !routed.contains(operation) {
                writeln!(wrong, "`{operation}` is not routed: say absent and when it comes, or take it out").expect("room");
            }
        }
        assert!(wrong.is_empty(), "docs/compatibility.md, Operations:\n{wrong}");

        // Pages and documents that need no description, and other names of what is described.
        let undescribed = |operation: &&String| {
            let path = operation.split(' ').nth(1).unwrap_or_default();
            path == "/api" || path.starts_with("/api/docs") || path.starts_with("/api/contexts")
                || table[*operation].note.starts_with("alias of ")
        };
        let v5: BTreeSet<_> = routed.iter().filter(|key| key.contains(" /api")).filter(|key| !undescribed(key)).collect();
        let described: BTreeSet<_> = described.iter().collect();
        let missing: Vec<_> = v5.difference(&described).collect();
        let extra: Vec<_> = described.difference(&v5).collect();
        assert!(missing.is_empty(), "not in /api/docs.json, see crates/http/src/openapi: {missing:?}");
        assert!(extra.is_empty(), "in /api/docs.json, but not routed: {extra:?}");
    }
}

/// The README has a row for each word, and a column for each face.
#[test]
fn the_readme_counts_the_table() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = std::fs::read_to_string(file).expect("README.md");
    let table = table();
    let count = |word: &str, is_v5: bool| {
        let of_face = |operation: &str| [" /api", " /cdn"].iter().any(|part| operation.contains(part)) == is_v5;
        table.iter().filter(|(operation, row)| row.word == word && of_face(operation)).count()
    };
    for (word, title) in [
        ("same", "the same as far as the hosted product is known"),
        ("differs", "there, and different in something that is told"),
        ("absent", "not there yet"),
    ] {
        let row = format!("| {title} | {} | {} |", count(word, false), count(word, true));
        assert!(readme.contains(&row), "the README's table of compatibility shall say {row}");
    }
    assert!(
        readme.contains(&format!("| ours beside them | | {} |", count("ours", true))),
        "ours: {}",
        count("ours", true)
    );
}
