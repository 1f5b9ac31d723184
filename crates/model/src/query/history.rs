//! What may be asked of the history of everything.

use super::{Span, Start, Subject};
use crate::changes::Op;
use crate::object::ObjectKind;
use crate::permission::Rights;
use crate::plan::history;
use crate::schema::DefinitionKind;

/// A question about what happened to all things, the newest first; all conditions must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryQuery {
    /// By one of these users or tokens; empty: by anybody.
    pub by: Vec<String>,
    /// To things of one of these kinds (see [`kinds`]); empty: of any.
    pub kinds: Vec<String>,
    /// They came in one of these ways ([`crate::permission::Origin::name`]); empty: in any.
    pub origins: Vec<String>,
    /// One of these happened; empty: anything.
    pub operations: Vec<Op>,
    /// As a step of the job of this number.
    pub job: Option<i64>,
    /// To those that bear this name or bore it when they were deleted.
    pub subject: Option<Subject>,
    /// When: in each of these.
    pub at: Vec<Span>,
    /// Where to begin.
    pub start: Start,
    /// Rows; 0 asks for the total alone.
    pub limit: u32,
    /// What the reader may see.
    pub rights: Rights,
}

impl HistoryQuery {
    /// All that happened, from the first page on.
    pub fn all(start: Start, limit: u32, rights: Rights) -> Self {
        Self {
            by: Vec::new(),
            kinds: Vec::new(),
            origins: Vec::new(),
            operations: Vec::new(),
            job: None,
            subject: None,
            at: Vec::new(),
            start,
            limit,
            rights,
        }
    }
}

/// The kinds of things that have a history: see [`crate::changes::Change::kind`].
pub fn kinds() -> impl Iterator<Item = &'static str> {
    let objects = ObjectKind::ALL.into_iter().map(ObjectKind::name);
    let definitions = DefinitionKind::ALL.iter().map(|kind| kind.name());
    objects.chain(definitions).chain([history::VALUE, history::KEY_VALUE, history::USER])
}

/// The thing of that kind and id, where its name can be asked for.
pub fn subject(kind: &str, id: &str) -> Option<Subject> {
    if let Some(kind) = ObjectKind::from_name(kind) {
        return Some(Subject::Object(kind, id.to_owned()));
    }
    if let Some(kind) = DefinitionKind::ALL.iter().find(|own| own.name() == kind) {
        return Some(Subject::Definition(*kind, id.to_owned()));
    }
    let (attribute, code) = id.strip_prefix("attribute=")?.split_once(";code=")?;
    (kind == history::VALUE).then(|| Subject::Value { attribute: attribute.to_owned(), code: code.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_called_as_history_calls_it() {
        for (kind, id) in
            [("document", "a"), ("link_type", "b"), ("predefined_value", "attribute=size;code=x;code=y"), ("role", "")]
        {
            let subject = subject(kind, id).unwrap();
            assert_eq!((subject.kind(), subject.name().as_str()), (kind, id));
        }
        for (kind, id) in [("user", "a"), ("key_value", "b"), ("predefined_value", "x"), ("", "")] {
            assert_eq!(subject(kind, id), None, "{kind} {id}");
        }
    }

    #[test]
    fn no_kind_is_told_twice() {
        let all: Vec<_> = kinds().collect();
        let once: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(once.len(), all.len());
    }
}
