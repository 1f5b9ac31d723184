//! Catalogues of other systems, and of other instances, brought in whole by `vitrine import --from` and `vitrine model`.

mod akeneo;
mod files;
mod migrating;
mod model_file;
mod nasty;
mod others;
mod quable;

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::support::command::{self, Ran};
use crate::support::db::Engine;
use crate::support::instance::Instance;

/// The folder of all sets, or a word that there is none.
fn catalogue() -> Option<PathBuf> {
    crate::catalogue::folder()
}

/// What a command that takes items in came to.
struct TakenIn {
    told: Value,
    code: Option<i32>,
    err: String,
}

impl TakenIn {
    fn of(ran: Ran) -> Self {
        let result: Value = serde_json::from_str(&ran.out).unwrap_or_else(|e| panic!("{e}: {ran:?}"));
        Self { told: result["taken_in"].clone(), code: ran.code, err: ran.err }
    }

    /// Nothing was refused.
    #[track_caller]
    fn done(self) -> Self {
        assert_eq!(self.told["refused"], json!([]), "{}", self.err);
        assert_eq!(self.code, Some(0), "{}", self.err);
        self
    }

    /// How many of a resource ended so.
    #[track_caller]
    fn count(&self, resource: &str, ended: &str) -> u64 {
        let counted = self.told["resources"].as_array().expect("a list").iter().find(|one| one["resource"] == resource);
        counted.map_or(0, |counted| counted[ended].as_u64().unwrap_or_else(|| panic!("{ended} in {counted}")))
    }

    /// Nothing was to do.
    #[track_caller]
    fn unchanged(self) -> Self {
        for counted in self.told["resources"].as_array().expect("a list") {
            for ended in ["created", "updated", "deleted", "refused"] {
                assert_eq!(counted[ended], 0, "a second time: {counted}");
            }
        }
        self.done()
    }

    /// How many were left out for a reason that begins so, and where.
    fn left_out(&self, reason: &str) -> (u64, Vec<String>) {
        let all = self.told["left_out"].as_array().expect("a list");
        let found: Vec<_> =
            all.iter().filter(|one| one["reason"].as_str().is_some_and(|words| words.starts_with(reason))).collect();
        assert!(!found.is_empty(), "nothing was left out because of {reason}: {}", self.told["left_out"]);
        let count = found.iter().filter_map(|one| one["count"].as_u64()).sum();
        let examples = found.iter().flat_map(|one| one["examples"].as_array().into_iter().flatten());
        (count, examples.filter_map(|example| example.as_str().map(str::to_owned)).collect())
    }
}

/// Runs a command that takes items in.
async fn run(instance: &Instance, arguments: &[&str]) -> TakenIn {
    run_with(instance, arguments, None).await
}

/// The same with the token of another instance.
async fn run_with(instance: &Instance, arguments: &[&str], token: Option<&str>) -> TakenIn {
    let mut command = instance.command(&[&["--json", "--quiet"][..], arguments].concat());
    if let Some(token) = token {
        command.env("VITRINE_SOURCE_TOKEN", token);
    }
    TakenIn::of(command::run(command, "").await)
}

/// A set of the catalogue, brought into an instance.
async fn from(instance: &Instance, system: &str, places: &[PathBuf], more: &[&str]) -> TakenIn {
    let places: Vec<_> = places.iter().map(|place| place.to_str().expect("UTF-8")).collect();
    run(instance, &[&["import", "--from", system][..], more, &places[..]].concat()).await
}

/// The other engine.
fn other(engine: Engine) -> Engine {
    if engine == Engine::Sqlite { Engine::Postgres } else { Engine::Sqlite }
}

/// An instance that nobody has used.
async fn fresh(engine: Engine) -> Arc<Instance> {
    Arc::new(Instance::untouched(engine).await)
}
