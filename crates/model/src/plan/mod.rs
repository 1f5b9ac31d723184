//! Plan: commands and what was loaded in, a changeset and outcomes out.

mod asset;
mod changeset;
mod classification;
mod definition;
mod delete;
mod document;
mod existing;
pub(crate) mod history;
mod index;
mod key_value;
mod link;
mod merge;
mod metadata;
mod overlay;
mod placement;
mod put;
mod refs;
mod reshape;
mod stage;
mod step;
mod tagging;
mod transition;
mod unique;
mod user;
mod value;
mod variant;
mod written;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use crate::changes::{Changeset, Committed, Plan};
use crate::command::{Action, Command};
use crate::loaded::Loaded;
use crate::permission::Actor;
use crate::problem::Problem;
use crate::schema::{Definition, DefinitionKind, Schema};

use overlay::Overlay;
use step::Step;

pub use definition::{Survey, surveys};
pub use existing::check_expected;
pub use history::{
    Bearer, Catalogs, Damaged, Drafts, Duplicate, Past, Told, begun, between, bring_back, duplicate, ends, put_back,
    revert, told,
};
pub use refs::refs;
pub use unique::unique_keys;

/// Whether the commands change what other plans rely on: they must be loaded, planned and
/// committed under the exclusive lock of the schema.
pub fn exclusive(commands: &[Command]) -> bool {
    commands.iter().any(|command| match &command.action {
        Action::PutDefinition(_)
        | Action::DeleteDefinition { .. }
        | Action::DeleteValue { .. }
        | Action::EndReshape { .. } => true,
        // What others print of it changes, wherever that is.
        Action::PutObject(put) => put.new_code.value().is_some_and(|code| *code != put.code),
        _ => false,
    })
}

/// Whether the commands may change users or apps, and so what is known of tokens.
pub fn changes_users(commands: &[Command]) -> bool {
    commands.iter().any(|command| match &command.action {
        Action::PutUser(_) => true,
        Action::PutDefinition(put) => put.fields.kind() == DefinitionKind::App,
        Action::DeleteDefinition { kind, .. } => kind.is_held_by_users() || *kind == DefinitionKind::App,
        _ => false,
    })
}

/// Decides everything. Same in, same out. The commands are applied in order: each sees what
/// those before it did; one that fails leaves no trace. `loaded` must hold what [`refs()`] asked
/// for. `now` (microseconds since 1970 UTC) is for rules that need the day.
pub fn plan(commands: &[Command], loaded: &Loaded, schema: &Schema, actor: &Actor, _now: i64) -> Plan {
    let mut loaded = Cow::Borrowed(loaded);
    let stored = if schema.reshapes().next().is_some() { loaded.to_mut().settle(schema) } else { HashMap::new() };
    let mut overlay = Overlay::new(&loaded, schema, actor);
    overlay.stored = stored;
    let mut outcomes = Vec::with_capacity(commands.len());
    for (n, command) in commands.iter().enumerate() {
        let step = decide(&overlay, command);
        outcomes.push(step.map(|step| overlay.stage(n, step)));
    }
    Plan { changeset: changeset::changeset(&overlay, schema), outcomes }
}

fn decide(view: &Overlay<'_>, command: &Command) -> Result<Step, Problem> {
    view.actor.rights.check_write()?;
    let expect = command.expect.as_ref();
    match &command.action {
        Action::PutObject(put) => put::put(view, put, expect),
        Action::DeleteObject { kind, code, recursive } => delete::delete(view, *kind, code, *recursive, expect),
        Action::DeleteLink { link_type, origin, target, must_exist } => {
            delete::delete_link(view, (link_type, origin, target), *must_exist, expect)
        }
        Action::Refused(problem) => Err(Problem::clone(problem)),
        Action::PutDefinition(put) => definition::put(view, put, expect),
        Action::DeleteDefinition { kind, code, on_use } => definition::delete(view, (*kind, code), *on_use, expect),
        Action::PutValue(put) => value::put(view, put, expect),
        Action::DeleteValue { attribute, code, on_use } => value::delete(view, (attribute, code), *on_use, expect),
        Action::PutKeyValue(put) => key_value::put(view, put, expect),
        Action::DeleteKeyValue { code } => key_value::delete(view, code, expect),
        Action::Reshape { reshape, .. } => reshape::follow(view, *reshape),
        Action::EndReshape { reshape } => reshape::end(view, *reshape),
        Action::PutUser(put) => user::put(view, put, expect),
    }
}

/// The schema after a committed changeset.
pub fn apply_to_schema(schema: &Schema, changeset: &Changeset, committed: &Committed) -> Schema {
    let mut after = schema.clone();
    (after.rules, after.labels) = (committed.rules, committed.labels);
    for deleted in &changeset.definitions_deleted {
        after.remove(&deleted.row);
    }
    for written in &changeset.definitions {
        let (definition, base) = &written.row;
        let mut definition = Definition::clone(definition);
        definition.updated.at = committed.at;
        if base.is_none() {
            definition.created.at = committed.at;
        }
        after.insert(Arc::new(definition));
    }
    for begun in &changeset.reshapes {
        after.begin(Arc::clone(&begun.row));
    }
    for ended in &changeset.reshaped {
        after.end(*ended);
    }
    after
}
