//! Saved views: lists as somebody wants to see them again, theirs alone or shared (product.md 4.2). They are no part of
//! the catalogue: nothing in it depends on them, and they have no history.

mod check;
mod list;
mod put;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::object::{ObjectKind, ObjectRef};
use crate::permission::{Actor, Rights};
use crate::problem::{Field, Problem};

pub use list::{ViewPage, ViewQuery};
pub use put::PutView;

/// Most views of a user.
pub const MAX_VIEWS: usize = 500;

/// What decides who sees a view, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewHead {
    /// Its id, drawn at random.
    pub code: String,
    /// The number of the user whose it is.
    pub owner: i64,
    /// Objects of which kind it lists.
    pub kind: ObjectKind,
    /// Of which document type alone; for columns and filters that only these have.
    pub document_type: Option<ObjectRef>,
    /// Whether others see it.
    pub is_shared: bool,
    /// Codes of the roles that see it; empty: everybody does.
    pub roles: BTreeSet<String>,
    /// Its place among others.
    pub sequence: i64,
    /// Codes of the attributes that it names.
    pub attributes: BTreeSet<String>,
}

/// A saved view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Who sees it.
    pub head: ViewHead,
    /// The name of the user whose it is.
    pub owner: String,
    /// What it shows.
    pub body: ViewBody,
    /// Moves with every effective write.
    pub rev: i64,
    /// When it was made, microseconds since 1970 UTC.
    pub created_at: i64,
    /// When it was last changed.
    pub updated_at: i64,
}

/// What a view shows; `views.body` is its JSON.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ViewBody {
    /// What it is called.
    pub name: String,
    /// The JSON of a filter, as lists take it.
    pub filter: Option<String>,
    /// Words that must be found.
    pub search: Option<String>,
    /// In which order; empty: the list's own.
    pub order: Vec<ViewOrder>,
    /// What stands side by side.
    pub columns: Vec<ViewColumn>,
    /// In which data locale.
    pub locale: Option<String>,
    /// The JSON of whatever else whoever shows it wants to keep.
    pub settings: Option<String>,
}

/// A key of a view's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ViewOrder {
    /// What is compared, by its name in `order[…]`.
    pub by: String,
    /// From the last to the first.
    pub descending: bool,
}

/// A column of a view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ViewColumn {
    /// What it shows, such as `attributes.name.en_GB`.
    pub key: String,
    /// How wide it is, in pixels from 1 to 4,000; `None`: as wide as it needs.
    pub width: Option<i64>,
    /// Whether it stays in place when the others are moved.
    pub is_frozen: bool,
}

impl ViewHead {
    /// Whether the view exists for a caller: their own do, and shared ones that are meant for them. One that names what
    /// doesn't exist for them doesn't either. Administrators and programs see all that is shared.
    pub fn is_seen_by(&self, actor: &Actor) -> bool {
        let is_meant = actor.account == Some(self.owner) || (self.is_shared && actor.roles.meet(&self.roles));
        is_meant && self.exists_for(&actor.rights)
    }

    fn exists_for(&self, rights: &Rights) -> bool {
        let is_hidden = |code: &String| rights.scope.as_ref().is_some_and(|scope| scope.hidden_types.contains(code));
        self.document_type.as_ref().is_none_or(|own| !is_hidden(&own.code))
            && self.attributes.iter().all(|code| rights.sees_attribute(code))
    }

    /// Errors: `NotFound` for whom it doesn't exist, `Forbidden` for those who may only look at it.
    pub fn check_change(&self, actor: &Actor) -> Result<(), Problem> {
        if !self.is_seen_by(actor) {
            return Err(not_found(&self.code));
        }
        actor.rights.check_write()?;
        if actor.account == Some(self.owner) || actor.admin {
            return Ok(());
        }
        Err(Problem::forbidden("a view is changed by its owner or an administrator"))
    }
}

/// There is no such view for whoever asks.
pub fn not_found(code: &str) -> Problem {
    Problem::not_found("view", code)
}

/// One more than a user may have.
pub fn too_many() -> Problem {
    let message = format!("Expected at most {MAX_VIEWS} views of one user; this would be one more.");
    Problem::at(Field::Property("name"), "too_many", message)
}

#[cfg(test)]
mod tests;
