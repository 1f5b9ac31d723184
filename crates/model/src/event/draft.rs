//! What is told of one thing, as it is gathered from what happened to it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::code::{EventCode, Happened};
use super::payload::{self, Event};
use super::uuid::uuid;
use crate::schema::{DefinitionKind, Schema, Spec};

/// An event before it has its uuid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What happened.
    pub code: EventCode,
    /// The number of the thing, or of the job.
    pub id: i64,
    /// Its code; the id of a process.
    pub name: String,
    /// The code of a document's type.
    pub document_type: Option<String>,
    /// When, microseconds since 1970 UTC.
    pub at: i64,
    /// Who.
    pub by: String,
    /// Locales in which something was written.
    pub locales: BTreeSet<String>,
    /// What was written, where the thing was there before and still is.
    pub items: BTreeSet<Item>,
    /// How a job ended.
    pub process: Option<Process>,
}

/// Something that was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "type", content = "code", rename_all = "lowercase")]
pub enum Item {
    /// Values of the attribute of that code.
    Field(String),
    /// A property, by its name in API v5 (ours).
    Property(String),
}

/// How a job ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Process {
    /// The name of its status.
    pub status: String,
    /// What it made, a JSON object.
    pub metadata: String,
}

impl Draft {
    /// Nothing more than that something happened.
    pub fn new(code: EventCode, (id, name): (i64, &str), (at, by): (i64, &str)) -> Self {
        Self {
            code,
            id,
            name: name.to_owned(),
            document_type: None,
            at,
            by: by.to_owned(),
            locales: BTreeSet::new(),
            items: BTreeSet::new(),
            process: None,
        }
    }

    /// Takes in what else happened to the same thing, later: a change of what was made is part of its making, and
    /// of what is gone nothing else is told.
    pub fn merge(&mut self, later: Self) {
        if later.code.happened() >= self.code.happened() {
            self.code = later.code;
        }
        (self.name, self.at, self.by) = (later.name, later.at, later.by);
        self.document_type = later.document_type.or(self.document_type.take());
        self.locales.extend(later.locales);
        self.items.extend(later.items);
        if self.code.happened() != Happened::Updated {
            self.items.clear();
        }
    }

    /// What it is about: `document`, `media`, `process`…
    pub(super) fn resource(&self) -> &'static str {
        payload::resource(self.code)
    }

    /// The event, whose uuid follows from `origin`: what tells its cause from all others.
    pub fn event(&self, origin: &str, schema: &Schema) -> Event {
        let resource = self.resource();
        let Self { code, id, at, .. } = self;
        let uuid = uuid(&format!("{origin} {at} {resource} {id} {}", code.name()));
        Event {
            body: payload::body(self, &uuid, &inherited(&self.locales, schema)),
            uuid,
            code: *code,
            at: *at,
            by: self.by.clone(),
            resource,
            name: self.name.clone(),
            id: *id,
        }
    }
}

/// The locales that may show something else once these were written: these, and whoever falls back on one of them.
pub fn inherited(written: &BTreeSet<String>, schema: &Schema) -> BTreeSet<String> {
    let holds_data = |spec: &Spec| matches!(spec, Spec::Locale(locale) if locale.holds_data());
    let data = schema.all(DefinitionKind::Locale).filter(|locale| holds_data(&locale.spec));
    let falling = data.filter(|locale| falls_back(&locale.code, written, schema)).map(|locale| locale.code.clone());
    falling.chain(written.iter().cloned()).collect()
}

/// Whether one of these is on the way down the fallbacks; a circle of them ends it.
fn falls_back(locale: &str, on: &BTreeSet<String>, schema: &Schema) -> bool {
    let mut passed = BTreeSet::from([locale]);
    let mut next = schema.locale(locale).and_then(|locale| locale.fallback.as_deref());
    while let Some(fallback) = next.filter(|fallback| passed.insert(fallback)) {
        if on.contains(fallback) {
            return true;
        }
        next = schema.locale(fallback).and_then(|locale| locale.fallback.as_deref());
    }
    false
}
