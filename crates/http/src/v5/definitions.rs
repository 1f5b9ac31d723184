//! Locales, document types, attributes and catalogs: printed each time from the schema in memory.

use std::collections::HashMap;
use std::sync::Arc;

use app::Failure;
use app::items::{Family, Item};
use axum::response::Response;
use bytes::Bytes;
use model::changes::Entity;
use model::command::{Action, OnUse};
use model::problem::Problem;
use model::query::{Start, Subject};
use model::reshape::Progress;
use model::schema::{Definition, DefinitionKind, Schema};
use schemars::JsonSchema;
use serde::Serialize;

use super::answer;
use super::filter::attributes;
use super::filter::names::FilterName;
use super::resource::{Chunk, Printing, Reach, Resource, Thing, other_family};
use super::values::Printer;
use super::view::Asked;
use crate::AppState;
use crate::errors::Refusal;

impl Thing for Definition {
    type Kind = DefinitionKind;

    fn family(kind: DefinitionKind) -> Family {
        Family::Definitions(kind)
    }

    fn of(item: Item<'_>) -> Option<&Self> {
        match item {
            Item::Definition(own) => Some(own),
            _ => None,
        }
    }

    fn filters(kind: DefinitionKind) -> Vec<FilterName> {
        if kind == DefinitionKind::Attribute { attributes::NAMES.to_vec() } else { Vec::new() }
    }

    fn rev(&self) -> i64 {
        self.rev
    }

    const HAS_HISTORY: bool = true;

    fn subject(kind: DefinitionKind, id: &str) -> Option<Subject> {
        Some(Subject::Definition(kind, id.to_owned()))
    }

    fn delete(kind: DefinitionKind, id: &str, reach: Reach) -> Result<Action, Problem> {
        // Links go with their type.
        let clears = reach.force || kind == DefinitionKind::LinkType;
        let on_use = if clears { OnUse::Clear } else { OnUse::Refuse };
        Ok(Action::DeleteDefinition { kind, code: id.to_owned(), on_use })
    }

    async fn one<R: Resource<Thing = Self>>(state: &AppState, asked: &Asked, id: &str) -> Result<Response, Refusal> {
        let schema = schema::<R>(state).await?;
        let definition = schema.definition(R::KIND, id).ok_or_else(|| Problem::not_found(R::KIND.words(), id))?;
        send::<R>(asked, &schema, definition)
    }

    async fn written<R: Resource<Thing = Self>>(
        state: &AppState,
        asked: &Asked,
        entity: Entity,
    ) -> Result<Response, Refusal> {
        let Entity::Definition(definition) = entity else { return Err(other_family(&entity)) };
        send::<R>(asked, &*schema::<R>(state).await?, &definition)
    }

    async fn chunk<R: Resource<Thing = Self>>(
        state: &AppState,
        asked: &Asked,
        start: Start,
        limit: u32,
    ) -> Result<Chunk<Printing>, Failure> {
        let schema = schema::<R>(state).await?;
        let mut all: Vec<&Arc<Definition>> = schema.all(R::KIND).collect();
        R::sift(&mut all, &schema, &asked.params)?;
        let limit = limit as usize;
        let first = match start {
            Start::Page(page) => (page as usize - 1).saturating_mul(limit).min(all.len()),
            Start::Offset(passed) => usize::try_from(passed).unwrap_or(usize::MAX).min(all.len()),
            Start::After(code) => all.partition_point(|definition| definition.code <= code),
        };
        let rest = &all[first..];
        let shown = &rest[..limit.min(rest.len())];
        let values = HashMap::new();
        let printer = Printer { view: &asked.view, schema: &schema, values: &values };
        Ok(Chunk {
            members: shown
                .iter()
                .map(|definition| printer.member::<R>(definition).map(Bytes::from))
                .collect::<Result<_, _>>()?,
            total: all.len() as u64,
            next: shown.last().filter(|_| shown.len() < rest.len()).map(|last| last.code.clone()),
        }
        .ready())
    }
}

/// The newest schema, with how far its changes have come, and when plannings ran.
async fn schema<R: Resource<Thing = Definition>>(state: &AppState) -> Result<Arc<Schema>, Failure> {
    let schema = state.app.progressed(&state.app.schema().await?).await?;
    let is_planned = matches!(R::KIND, DefinitionKind::ImportPlanning | DefinitionKind::ExportPlanning);
    if is_planned { state.app.with_runs(&schema).await } else { Ok(schema) }
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

fn send<R: Resource<Thing = Definition>>(
    asked: &Asked,
    schema: &Schema,
    definition: &Definition,
) -> Result<Response, Refusal> {
    let values = HashMap::new();
    let printer = Printer { view: &asked.view, schema, values: &values };
    Ok(answer::send(answer::fresh::<R>(asked, printer, definition, definition.rev)?, &asked.known))
}

/// A definition that says something about another kind of thing than its own.
pub fn mismatch(definition: &Definition) -> serde_json::Error {
    let kind = definition.spec.kind().words();
    serde::ser::Error::custom(format!("definition {} ({}) is a {kind}", definition.id, definition.code))
}
