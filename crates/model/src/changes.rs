//! What a plan decided: the rows to write, on conditions, and the outcomes to tell.

use std::fmt::Write as _;
use std::sync::Arc;

use crate::body::write_text;
use crate::index::IndexRows;
use crate::key_value::KeyValue;
use crate::loaded::UniqueKey;
use crate::object::Object;
use crate::plan::history;
use crate::problem::{Problem, Violation};
use crate::reshape::Reshape;
use crate::schema::{Definition, PredefinedValue, Schema};
use crate::user::User;

/// All that one commit writes, in one transaction or not at all.
/// `command` numbers are positions in the batch, so that a violated guard finds its command.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changeset {
    /// The revision of the rules that this was planned under.
    pub rules: i64,
    /// Objects that were read, not written, and must not have changed: (number, revision).
    pub conditions: Vec<(i64, i64)>,
    /// Roots of trees to lock before anything else is checked (moves).
    pub locks: Vec<i64>,
    /// New objects, parents first.
    pub creates: Vec<Write<Arc<Object>>>,
    /// Changed objects, with the revision that each must still have.
    pub updates: Vec<Write<Update>>,
    /// Deleted objects, children first, with the revision that each must still have.
    pub deletes: Vec<Write<(i64, i64)>>,
    /// Objects whose `shown` and date move because something that they own changed.
    pub shown: Vec<i64>,
    /// Documents whose variants show something else now: `shown` of these moves.
    pub shown_below: Vec<i64>,
    /// Assets that are shown otherwise where links lead to them: `shown` of the origins of these moves.
    pub shown_leading: Vec<i64>,
    /// Unique keys given up, before [`Self::unique_added`].
    pub unique_removed: Vec<(UniqueKey, i64)>,
    /// Unique keys taken.
    pub unique_added: Vec<Write<(UniqueKey, i64)>>,
    /// Bytes, by their hash, that an object has from now on.
    pub files_taken: Vec<Write<(String, i64)>>,
    /// Bytes, by their hash, that an object has no longer.
    pub files_given_up: Vec<String>,
    /// What the index gives up and takes.
    pub index: IndexRows,
    /// New and changed definitions; `None`: new, else the revision it must still have.
    pub definitions: Vec<Write<(Arc<Definition>, Option<i64>)>>,
    /// Deleted definitions; an attribute's predefined values go with it.
    pub definitions_deleted: Vec<Write<Arc<Definition>>>,
    /// New and changed predefined values; `None`: new, else the revision it must still have.
    pub values: Vec<Write<(Arc<PredefinedValue>, Option<i64>)>>,
    /// Deleted predefined values.
    pub values_deleted: Vec<Write<Arc<PredefinedValue>>>,
    /// New and changed key-values; `None`: new, else the revision it must still have.
    pub key_values: Vec<Write<(Arc<KeyValue>, Option<i64>)>>,
    /// Deleted key-values.
    pub key_values_deleted: Vec<Write<Arc<KeyValue>>>,
    /// Changes of definitions that objects begin to follow now; each is a job.
    pub reshapes: Vec<Write<Arc<Reshape>>>,
    /// The numbers of those that all objects follow now.
    pub reshaped: Vec<i64>,
    /// New and changed users; `None`: new, else the revision they must still have.
    pub users: Vec<Write<(Arc<User>, Option<i64>)>>,
    /// Users whose sessions and tokens end.
    pub sessions_ended: Vec<i64>,
    /// The admin UI's session that goes on: the one that the change came by.
    pub session_kept: Option<String>,
    /// Whether `rules` moves.
    pub narrows: bool,
    /// Whether `labels` moves.
    pub relabels: bool,
    /// History, in order.
    pub changes: Vec<Change>,
}

/// Something to write, and the command it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Write<T> {
    /// Position of the command in the batch.
    pub command: usize,
    /// What to write.
    pub row: T,
}

/// A changed object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    /// As it shall be; its `rev` is new, its `shown` and date are set by the commit.
    pub object: Arc<Object>,
    /// The revision it must still have.
    pub base: i64,
    /// Whether its placements changed: then all are written anew.
    pub placements: bool,
}

impl Changeset {
    /// Whether nothing is to be written.
    pub fn is_empty(&self) -> bool {
        self.creates.is_empty()
            && self.updates.is_empty()
            && self.deletes.is_empty()
            && self.definitions.is_empty()
            && self.definitions_deleted.is_empty()
            && self.values.is_empty()
            && self.values_deleted.is_empty()
            && self.users.is_empty()
            && self.key_values.is_empty()
            && self.key_values_deleted.is_empty()
            && self.unique_added.is_empty()
            && self.unique_removed.is_empty()
            && self.changes.is_empty()
            && self.index == IndexRows::default()
            && self.reshapes.is_empty()
            && self.reshaped.is_empty()
    }
}

/// What happened to a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// It was made.
    Create,
    /// It was changed.
    Update,
    /// It is gone.
    Delete,
}

impl Op {
    /// Its name in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Create, Self::Update, Self::Delete].into_iter().find(|op| op.name() == name)
    }
}

/// One line of history: only what differs. A create stores no `after`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// `document`, `attribute`, `predefined_value`…
    pub kind: &'static str,
    /// The thing's number.
    pub object_id: i64,
    /// Its code at the time; of a predefined value `attribute={attribute};code={code}`.
    pub code: String,
    /// What happened.
    pub op: Op,
    /// Locales whose values changed, sorted.
    pub locales: Vec<String>,
    /// The differing parts before, as JSON; values as they stand in a body.
    pub before: Option<String>,
    /// The differing parts after, as JSON.
    pub after: Option<String>,
    /// The number of what an object stood under, if it does so no more: it moved, or is gone.
    pub parent: Option<i64>,
    /// The number of what a link led to that is gone.
    pub target: Option<i64>,
    /// Who.
    pub by: String,
    /// The way they came: [`crate::permission::Origin::name`].
    pub origin: &'static str,
}

/// A change as it was committed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its place in the feed.
    pub cursor: Cursor,
    /// When, microseconds since 1970 UTC.
    pub at: i64,
    /// The number of the job that it was a step of.
    pub job: Option<i64>,
    /// What and who.
    pub change: Change,
}

/// A place in the feed: the transaction (0 on SQLite), then the number. The default is before all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cursor {
    /// The transaction.
    pub tx: i64,
    /// The number; it grows within a transaction, and with the changes of one thing.
    pub seq: i64,
}

/// How a command ended.
pub type Outcome = Result<Done, Problem>;

/// What a successful command did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// What happened.
    pub effect: Effect,
    /// The thing as it is now; for a deletion, as it was.
    pub entity: Entity,
    /// The thing before this command; `None` if it was made.
    pub before: Option<Entity>,
    /// What was let pass but deserves a word.
    pub warnings: Vec<Violation>,
}

impl Done {
    /// The fields that differ, for a dry run.
    pub fn differences(&self, schema: &Schema) -> Vec<Difference> {
        let after = (self.effect != Effect::Deleted).then_some(&self.entity);
        history::differences(self.before.as_ref(), after, schema)
    }
}

/// What a command did to its thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Made it.
    Created,
    /// Changed it.
    Updated,
    /// Found it so already: nothing was written.
    Unchanged,
    /// Deleted it.
    Deleted,
}

impl Effect {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Unchanged => "unchanged",
            Self::Deleted => "deleted",
        }
    }
}

/// The thing that a command was about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entity {
    /// A document, variant or classification.
    Object(Arc<Object>),
    /// A definition.
    Definition(Arc<Definition>),
    /// A predefined value.
    Value(Arc<PredefinedValue>),
    /// A key-value.
    KeyValue(Arc<KeyValue>),
    /// A user.
    User(Arc<User>),
}

impl Entity {
    /// Its code, or a user's name.
    pub fn code(&self) -> &str {
        match self {
            Self::Object(object) => &object.code,
            Self::Definition(definition) => &definition.code,
            Self::Value(value) => &value.code,
            Self::KeyValue(pair) => &pair.code,
            Self::User(user) => &user.username,
        }
    }
}

/// One field before and after, as JSON; `None`: absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Path as in v5's `propertyPath`, such as `attributes.name.en_GB`.
    pub path: String,
    /// Before.
    pub before: Option<String>,
    /// After.
    pub after: Option<String>,
}

impl Difference {
    /// The same as JSON: `path`, `before` and `after`, null where it is absent.
    pub fn to_json(&self) -> String {
        let mut out = String::from("{\"path\":");
        write_text(&mut out, &self.path);
        for (name, side) in [("before", &self.before), ("after", &self.after)] {
            _ = write!(out, ",\"{name}\":{}", side.as_deref().unwrap_or("null"));
        }
        out.push('}');
        out
    }
}

/// A plan: what to write and what to tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// What to commit.
    pub changeset: Changeset,
    /// One outcome for each command, in order.
    pub outcomes: Vec<Outcome>,
}

/// What the commit set: the numbers that no plan can know.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Committed {
    /// The moment, microseconds since 1970 UTC.
    pub at: i64,
    /// `shown` of every object created or updated, by number.
    pub shown: std::collections::HashMap<i64, i64>,
    /// The revision of the rules after it.
    pub rules: i64,
    /// The revision of the labels after it.
    pub labels: i64,
}
