//! Locales, document types, attributes and catalogs: printed each time from the schema in memory.

use std::collections::HashMap;
use std::sync::Arc;

use app::Failure;
use app::items::{Family, Item};
use axum::response::Response;
use futures_util::FutureExt;
use model::changes::Entity;
use model::command::{Action, OnUse};
use model::problem::Problem;
use model::query::{Start, Subject};
use model::reshape::Progress;
use model::schema::{Definition, DefinitionKind, Schema};
use schemars::JsonSchema;
use serde::Serialize;

use super::collection::{Answering, Chunk, Collection, Reading, Served, Terms, other_family};
use super::filter::names::FilterName;
use super::filter::{attributes, webhooks};
use super::resource::{Reach, Thing};
use super::values::Printer;
use super::view::Asked;
use super::{answer, apps};
use crate::AppState;
use crate::errors::Refusal;

impl Thing for Definition {
    type Kind = DefinitionKind;

    fn of(item: Item<'_>) -> Option<&Self> {
        match item {
            Item::Definition(own) => Some(own),
            _ => None,
        }
    }

    fn rev(&self) -> i64 {
        self.rev
    }
}

impl Collection for Served<Definition> {
    fn terms(&self) -> &Terms {
        &self.terms
    }

    fn family(&self) -> Family {
        Family::Definitions(self.kind)
    }

    fn filters(&self) -> Vec<FilterName> {
        match self.kind {
            DefinitionKind::Attribute => attributes::NAMES.to_vec(),
            DefinitionKind::Webhook => webhooks::NAMES.to_vec(),
            _ => Vec::new(),
        }
    }

    fn has_history(&self) -> bool {
        true
    }

    fn subject(&self, id: &str) -> Option<Subject> {
        Some(Subject::Definition(self.kind, id.to_owned()))
    }

    fn delete(&self, id: &str, reach: Reach) -> Result<Action, Problem> {
        // Links go with their type.
        let clears = reach.force || self.kind == DefinitionKind::LinkType;
        let on_use = if clears { OnUse::Clear } else { OnUse::Refuse };
        Ok(Action::DeleteDefinition { kind: self.kind, code: id.to_owned(), on_use })
    }

    fn print(&self, printer: Printer<'_>, item: Item<'_>) -> Result<Vec<u8>, Failure> {
        printer.item(self, item)
    }

    fn one<'a>(&'static self, state: &'a AppState, asked: &'a Asked, id: &'a str) -> Answering<'a> {
        async move {
            let schema = schema(state, self.kind).await?;
            let missing = || Problem::not_found(self.kind.words(), id);
            self.send(asked, &schema, schema.definition(self.kind, id).ok_or_else(missing)?)
        }
        .boxed()
    }

    fn written<'a>(&'static self, state: &'a AppState, asked: &'a Asked, entity: Entity) -> Answering<'a> {
        async move {
            let Entity::Definition(definition) = entity else { return Err(other_family(&entity)) };
            self.send(asked, &*schema(state, self.kind).await?, &definition)
        }
        .boxed()
    }

    fn created<'a>(&'static self, state: &'a AppState, asked: &'a Asked, entity: Entity) -> Answering<'a> {
        if self.kind != DefinitionKind::App {
            return self.written(state, asked, entity);
        }
        async move {
            let Entity::Definition(definition) = entity else { return Err(other_family(&entity)) };
            let shown = state.app.with_secret(&definition)?;
            Ok(apps::shown_once(self.send(asked, &*schema(state, self.kind).await?, &shown)?))
        }
        .boxed()
    }

    fn chunk<'a>(&'static self, state: &'a AppState, asked: &'a Asked, start: Start, limit: u32) -> Reading<'a> {
        async move {
            let schema = schema(state, self.kind).await?;
            let mut all: Vec<&Arc<Definition>> = schema.all(self.kind).collect();
            (self.sift)(&mut all, &schema, &asked.params)?;
            let limit = limit as usize;
            let first = match start {
                Start::Page(page) => (page as usize - 1).saturating_mul(limit).min(all.len()),
                Start::Offset(passed) => usize::try_from(passed).unwrap_or(usize::MAX).min(all.len()),
                Start::After(code) => all.partition_point(|definition| definition.code <= code),
            };
            let rest = &all[first..];
            let shown = &rest[..limit.min(rest.len())];
            Ok(Chunk {
                members: self.print_plain(asked, &schema, shown.iter().copied())?,
                total: Some(all.len() as u64),
                next: shown.last().filter(|_| shown.len() < rest.len()).map(|last| last.code.clone()),
            })
        }
        .boxed()
    }
}

impl Served<Definition> {
    fn send(&self, asked: &Asked, schema: &Schema, definition: &Definition) -> Result<Response, Refusal> {
        let values = HashMap::new();
        let printer = Printer { view: &asked.view, schema, values: &values };
        Ok(answer::send(answer::fresh(self, asked, printer, definition, definition.rev)?, &asked.known))
    }
}

/// The newest schema, with how far its changes have come, when plannings ran, and who installed apps.
async fn schema(state: &AppState, kind: DefinitionKind) -> Result<Arc<Schema>, Failure> {
    let schema = state.app.progressed(&state.app.schema().await?).await?;
    match kind {
        DefinitionKind::ImportPlanning | DefinitionKind::ExportPlanning => state.app.with_runs(&schema).await,
        DefinitionKind::App => state.app.with_installs(&schema).await,
        _ => Ok(schema),
    }
}

/// How far a change has come that objects follow one after the other.
#[derive(Serialize, JsonSchema)]
pub struct Changing {
    /// Objects that follow it already.
    done: i64,
    /// Objects in all, as far as they were counted.
    total: i64,
}

impl Changing {
    /// The change that a definition is in, if it is in one.
    pub fn of(schema: &Schema, definition: &Definition) -> Option<Self> {
        schema.progress(definition.id).map(|Progress { done, total }| Self { done, total })
    }
}

/// A definition that says something about another kind of thing than its own.
pub fn mismatch(definition: &Definition) -> serde_json::Error {
    let kind = definition.spec.kind().words();
    serde::ser::Error::custom(format!("definition {} ({}) is a {kind}", definition.id, definition.code))
}
