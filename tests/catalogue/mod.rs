//! Real products in and out, through the API alone: a loader and its check in Python, which share
//! no line with the program. The data is not in this repository (README.md beside this file).

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Instant;

use serde_json::{Value, json};
use tokio::process::Command;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;

/// The folder of all sets, or a word that there is none.
pub fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("VITRINE_CATALOGUE").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("skipped: VITRINE_CATALOGUE names no folder of catalogues");
    }
    folder
}

/// Runs one of the programs on a set: whether it succeeded, and what it printed.
async fn run(program: &str, server: &Server, folder: &Path, set: &str) -> (bool, String) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue").join(program);
    let mut command = Command::new("python3");
    command.args(["-B", "-W", "error"]).arg(script).args(["--set", set, "--url", server.http()]);
    command.args(["--token", &server.instance().token("full")]).env("VITRINE_CATALOGUE", folder).stdin(Stdio::null());
    let output = command.kill_on_drop(true).output().await.expect("Python 3");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    eprint!("{err}");
    (output.status.success(), out.into_owned())
}

/// Loads a set and returns the report.
pub async fn load(server: &Server, folder: &Path, set: &str) -> Value {
    let begun = Instant::now();
    let (done, report) = run("load.py", server, folder, set).await;
    assert!(done, "{set}: {report}");
    let report: Value = serde_json::from_str(&report).expect("a report in JSON");
    eprintln!("{set} on {:?} in {:.1?}: {}", server.instance().engine(), begun.elapsed(), report["counts"]);
    assert_eq!(report["failures"], json!([]), "{set}");
    report
}

/// Reads a set back: whether all of it is there, and what isn't.
pub async fn verify(server: &Server, folder: &Path, set: &str) -> (bool, String) {
    run("verify.py", server, folder, set).await
}

/// Loads a set twice and reads it back.
async fn in_and_out(server: &Server, folder: &Path, set: &str) -> Value {
    let first = load(server, folder, set).await;
    let written = history::length(server).await;
    let second = load(server, folder, set).await;
    for (resource, counts) in second["counts"].as_object().expect("counts") {
        let others: Vec<_> =
            counts.as_object().expect("counts").keys().filter(|outcome| *outcome != "unchanged").collect();
        assert!(others.is_empty(), "{set}, {resource}, a second time: {counts}");
    }
    assert_eq!(history::length(server).await, written, "{set}: a second load writes nothing");
    let (same, compared) = verify(server, folder, set).await;
    assert!(same, "{set}: {compared}");
    eprintln!("{}", compared.trim_end());
    server.instance().run(&["check"]).await;
    first
}

on_both! {
    /// The big set: what has no place is counted by attribute, what the set itself makes impossible is
    /// reported by line (facts 7, 20, 21, 25, 28 and 30 of the catalogue's notes).
    async fn electronics_and_fashion(engine: Engine) {
        let Some(folder) = folder() else { return };
        let server = Server::bare(engine).await;
        let report = in_and_out(&server, &folder, "akeneo-icecat").await;
        let skipped = report["skipped"].as_array().expect("a list");
        let by_case = |row: &&Value| row["reason"].as_str().is_some_and(|reason| reason.contains("letter case"));
        let lines: Vec<_> = skipped.iter().filter(by_case).filter_map(|row| row["line"].as_u64()).collect();
        assert_eq!(lines.len(), 18, "{skipped:?}");
        assert!(lines.is_sorted() && lines[0] > 1_239, "lines of the file, not of its rows: {lines:?}");
        eprintln!("parents in another letter case: products.csv, lines {lines:?}");
        let kinds: Vec<_> = report["unmapped"].as_array().expect("a list").iter().filter_map(|u| u["kind"].as_str()).collect();
        for kind in ["picture", "association"] {
            assert!(kinds.contains(&kind), "{kind} is not counted: {kinds:?}");
        }
        for unmapped in report["unmapped"].as_array().expect("a list") {
            eprintln!("unmapped: {unmapped}");
        }
    }
}

on_both! {
    /// The set with models of two levels, whose lower level's values are copied to the variants.
    async fn models_of_two_levels(engine: Engine) {
        let Some(folder) = folder() else { return };
        let server = Server::bare(engine).await;
        let report = in_and_out(&server, &folder, "akeneo-catalog-modeling").await;
        assert!(report["flattened"]["cellsCopied"].as_u64() > Some(0), "{}", report["flattened"]);

        // A check that can't fail is none.
        let full = server.as_full();
        let id = full.get("/api/documents?limit=1").await.json()["hydra:member"][0]["id"].as_str().expect("one").to_owned();
        full.put(&format!("/api/documents/{id}"), json!({"attributes": {"name": {"en_US": "Another name"}, "weight": {"value": 1, "unit": "GRAM"}}})).await.expect(200);
        let (same, told) = run("verify.py", &server, &folder, "akeneo-catalog-modeling").await;
        assert!(!same && told.contains(&format!("{id} name")) && told.contains("Another name"), "{told}");
        assert!(told.contains(&format!("{id} weight")), "{told}");
    }
}
