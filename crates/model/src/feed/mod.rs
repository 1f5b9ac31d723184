//! The feed of all changes: which of them a reader wants, and where he is.

mod epochs;

use crate::changes::{Cursor, Op};
use crate::plan::Told;

pub use epochs::{Epoch, Epochs, Mark};

/// What is looked at to know whether a change is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its place in the feed.
    pub cursor: Cursor,
    /// See [`crate::changes::Change::kind`].
    pub kind: &'static str,
    /// The thing's code at the time.
    pub code: String,
    /// What happened.
    pub op: Op,
    /// The way they came.
    pub origin: &'static str,
    /// Who.
    pub by: String,
    /// The number of the job that it was a step of.
    pub job: Option<i64>,
    /// Locales whose values changed.
    pub locales: Vec<String>,
    /// Bytes of what is kept of it.
    pub size: i64,
}

/// Which changes a reader wants. Of a list one must hold; an empty list asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Kinds of things: see [`crate::changes::Change::kind`].
    pub kinds: Vec<&'static str>,
    /// Codes of things, as they were at the time.
    pub codes: Vec<String>,
    /// What happened to them.
    pub operations: Vec<Op>,
    /// The way they came.
    pub origins: Vec<&'static str>,
    /// Names of users and tokens.
    pub by: Vec<String>,
    /// Numbers of jobs.
    pub jobs: Vec<i64>,
    /// Locales in which values changed.
    pub locales: Vec<String>,
    /// Attributes whose values changed.
    pub attributes: Vec<String>,
}

impl Filter {
    /// Whether every line is wanted.
    pub fn takes_all(&self) -> bool {
        let Self { kinds, codes, operations, origins, by, jobs, locales, attributes } = self;
        let lists = [codes, by, locales, attributes];
        let are_empty = lists.iter().all(|list| list.is_empty());
        are_empty && kinds.is_empty() && operations.is_empty() && origins.is_empty() && jobs.is_empty()
    }

    /// Whether a change is wanted, unless its fields say otherwise.
    pub fn takes(&self, line: &Line) -> bool {
        one_of(&self.kinds, &line.kind)
            && one_of(&self.codes, &line.code)
            && one_of(&self.operations, &line.op)
            && one_of(&self.origins, &line.origin)
            && one_of(&self.by, &line.by)
            && (self.jobs.is_empty() || line.job.is_some_and(|job| self.jobs.contains(&job)))
            && (self.locales.is_empty() || line.locales.iter().any(|locale| self.locales.contains(locale)))
    }

    /// Whether a change of these fields is wanted.
    pub fn takes_fields(&self, fields: &[Told]) -> bool {
        let is_wanted = |told: &Told| match told.path.as_slice() {
            [first, code, ..] => first == "attributes" && self.attributes.contains(code),
            _ => false,
        };
        self.attributes.is_empty() || fields.iter().any(is_wanted)
    }
}

fn one_of<T: PartialEq>(wanted: &[T], found: &T) -> bool {
    wanted.is_empty() || wanted.contains(found)
}

#[cfg(test)]
mod tests;
