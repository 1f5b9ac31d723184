//! Plan: commands and what was loaded in, a changeset and outcomes out.

use crate::changes::{Changeset, Committed, Plan};
use crate::command::Command;
use crate::loaded::{Loaded, Refs};
use crate::permission::Actor;
use crate::schema::Schema;

/// What must be loaded before these commands can be planned.
pub fn refs(_commands: &[Command], _schema: &Schema) -> Refs {
    Refs::default()
}

/// Whether the commands change what other plans rely on: they must be loaded, planned and
/// committed under the exclusive lock of the schema.
pub fn exclusive(_commands: &[Command]) -> bool {
    false
}

/// Decides everything. Same in, same out.
pub fn plan(_commands: &[Command], _loaded: &Loaded, _schema: &Schema, _actor: &Actor, _now: i64) -> Plan {
    Plan::default()
}

/// The schema after a committed changeset.
pub fn apply_to_schema(schema: &Schema, _changeset: &Changeset, _committed: &Committed) -> Schema {
    schema.clone()
}
