//! Locales, document types, attributes and catalogs: printed each time from the schema in memory.

use std::collections::HashMap;
use std::sync::Arc;

use app::Failure;
use axum::response::Response;
use bytes::Bytes;
use model::changes::Entity;
use model::command::Action;
use model::problem::Problem;
use model::query::Start;
use model::schema::{Definition, DefinitionKind, Schema};

use super::answer;
use super::resource::{Chunk, Printing, Resource, Thing, other_family};
use super::values::Printer;
use super::view::Asked;
use crate::AppState;
use crate::errors::Refusal;

impl Thing for Definition {
    type Kind = DefinitionKind;

    fn delete(kind: DefinitionKind, id: &str, _recursive: bool) -> Result<Action, Problem> {
        Ok(Action::DeleteDefinition { kind, code: id.to_owned() })
    }

    async fn one<R: Resource<Thing = Self>>(state: &AppState, asked: &Asked, id: &str) -> Result<Response, Refusal> {
        let schema = state.app.schema().await?;
        let definition = schema.definition(R::KIND, id).ok_or_else(|| Problem::not_found(R::KIND.words(), id))?;
        send::<R>(asked, &schema, definition)
    }

    async fn written<R: Resource<Thing = Self>>(
        state: &AppState,
        asked: &Asked,
        entity: Entity,
    ) -> Result<Response, Refusal> {
        let Entity::Definition(definition) = entity else { return Err(other_family(&entity)) };
        send::<R>(asked, &*state.app.schema().await?, &definition)
    }

    async fn chunk<R: Resource<Thing = Self>>(
        state: &AppState,
        asked: &Asked,
        start: Start,
        limit: u32,
    ) -> Result<Chunk<Printing>, Failure> {
        let schema = state.app.schema().await?;
        let all: Vec<&Arc<Definition>> = schema.all(R::KIND).collect();
        let limit = limit as usize;
        let first = match start {
            Start::Page(page) => (page as usize - 1).saturating_mul(limit).min(all.len()),
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
