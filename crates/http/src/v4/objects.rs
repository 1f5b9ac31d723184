//! Documents, variants, assets and classifications: read and written in one way (v4.md 5 to 9).

use std::collections::HashMap;
use std::sync::Arc;

use app::{Failure, Mode, Options};
use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use bytes::Bytes;
use model::changes::{Done, Effect, Entity};
use model::command::{Action, Command, Expect, PutMode, PutObject, Unknown};
use model::object::{Object, ObjectKind};
use model::problem::Problem;
use model::query::{Filter, Heads, Query, Sheet, Sheets, SortBy};
use model::schema::Schema;
use serde_json::Value;

use super::asked::Asked;
use super::body::Body;
use super::envelope::{self, Written, escaped};
use super::filter;
use super::listing::Page;
use super::path::At;
use super::printer::Printer;
use crate::AppState;
use crate::errors::Refusal;

/// One of these resources, as it is read.
pub trait Objects: Send + Sync {
    /// Which objects.
    fn kind(&self) -> ObjectKind;

    /// The collection, from its slash on.
    fn path(&self) -> &'static str;

    /// Options that the links of a list always name, with what they are unless said otherwise.
    fn always(&self) -> &'static [(&'static str, &'static str)] {
        &[]
    }

    /// Options that they name if the request did, in their order; those that all lists have may stand among them.
    fn options(&self) -> &'static [&'static str];

    /// Reads what is to be printed beside the object. Errors: `Malformed`.
    fn wish(&self, asked: &Asked) -> Result<Box<dyn Wish>, Problem>;

    /// The filters of its own. Errors: `Malformed`.
    fn filters(&self, asked: &Asked) -> Result<Vec<Filter>, Problem>;

    /// What orders a list unless the request says otherwise.
    fn order(&self, _asked: &Asked) -> SortBy {
        SortBy::Number
    }
}

/// How the objects of an answer are printed.
pub trait Wish: Send + Sync {
    /// The numbers of other objects that are printed with one.
    fn others(&self, _sheet: &Sheet) -> Vec<i64> {
        Vec::new()
    }

    /// Prints one.
    fn print(&self, printer: Printer<'_>, sheet: &Sheet) -> serde_json::Result<Vec<u8>>;
}

/// One that is written too.
pub trait Writable: Objects {
    /// What a new one must say.
    fn required(&self) -> &'static [&'static str];

    /// The code that the one of an address is stored by. Errors: `NotFound`.
    fn target(&self, _asked: &Asked, _body: &Body, code: String) -> Result<String, Problem> {
        Ok(code)
    }

    /// What has to be there before what a body says can be written.
    fn brings(&self, _body: &Body, _schema: &Schema) -> Vec<Action> {
        Vec::new()
    }

    /// Reads the keys of its own.
    fn put(&self, body: &mut Body, schema: &Schema, put: &mut PutObject);

    /// What a write tells of it.
    fn told(&self, object: &Object, schema: &Schema) -> Vec<(&'static str, Value)>;
}

/// Lists some of them in pages, at one of their addresses: E1.
pub async fn list(
    (objects, path): (&'static dyn Objects, &'static str),
    State(state): State<AppState>,
    asked: Asked,
) -> Result<Response, Refusal> {
    page(objects, &state, &asked, path, (Vec::new(), objects.order(&asked))).await
}

/// A page of those that match some more filters, at some address, by `order` unless the request names another.
pub async fn page(
    objects: &dyn Objects,
    state: &AppState,
    asked: &Asked,
    path: &str,
    (mut filters, order): (Vec<Filter>, SortBy),
) -> Result<Response, Refusal> {
    let page = Page::read(asked)?;
    filters.extend(filter::shared(asked, objects.kind())?);
    filters.extend(objects.filters(asked)?);
    let query = Query {
        filter: Filter::All(filters),
        order: filter::order(asked, order)?,
        start: page.start(),
        limit: page.limit,
        ..Query::all(objects.kind(), asked.actor.rights.clone())
    };
    let (Heads { heads, total, .. }, schema) = state.app.heads(query).await?;
    let ids = heads.iter().map(|head| head.id).collect();
    let sheets = state.app.sheets(&asked.actor.rights, objects.kind(), ids, &schema).await?;
    let members = print(objects, state, asked, &schema, &sheets).await?;
    page.answer(asked, path, (objects.always(), objects.options()), &members, total)
}

/// Shows one: E4.
pub async fn one(
    objects: &'static dyn Objects,
    State(state): State<AppState>,
    asked: Asked,
    At([code]): At<1>,
) -> Result<Response, Refusal> {
    let (head, schema) = state.app.head(&asked.actor.rights, objects.kind(), &code).await?;
    show(objects, &state, &asked, &schema, (head.id, &code)).await
}

/// Shows the one of that number.
pub async fn show(
    objects: &dyn Objects,
    state: &AppState,
    asked: &Asked,
    schema: &Arc<Schema>,
    (id, code): (i64, &str),
) -> Result<Response, Refusal> {
    let sheets = state.app.sheets(&asked.actor.rights, objects.kind(), vec![id], schema).await?;
    let members = print(objects, state, asked, schema, &sheets).await?;
    let member = members.into_iter().next().ok_or_else(|| Problem::not_found(objects.kind().name(), code))?;
    let body = format!("{{\"success\":true,\"response\":{}}}", String::from_utf8_lossy(&member));
    Ok(envelope::json(StatusCode::OK, body))
}

/// Prints sheets, with what they name: a fixed number of statements.
pub async fn print(
    objects: &dyn Objects,
    state: &AppState,
    asked: &Asked,
    schema: &Arc<Schema>,
    sheets: &Sheets,
) -> Result<Vec<Bytes>, Refusal> {
    let (wish, culture) = (objects.wish(asked)?, asked.culture()?);
    let mut named: Vec<i64> = sheets.sheets.iter().flat_map(|sheet| wish.others(sheet)).collect();
    named.sort_unstable();
    named.dedup();
    let others = state.app.objects(&asked.actor.rights, named, schema).await?;
    let mut values = sheets.values.clone();
    values.extend(others.values);
    let others: HashMap<i64, Arc<Object>> =
        others.sheets.into_iter().map(|sheet| (sheet.object.id, sheet.object)).collect();
    let (base, cdn) = (asked.base.as_str(), &asked.cdn);
    let printer = Printer { schema, culture: &culture, base, cdn, values: &values, others: &others };
    let member = |sheet| wish.print(printer, sheet).map(Bytes::from);
    let members = sheets.sheets.iter().map(member).collect::<Result<_, _>>();
    members.map_err(|error| Refusal::Internal(Box::new(error)))
}

/// Creates one: E5.
pub async fn create(
    objects: &'static dyn Writable,
    State(state): State<AppState>,
    asked: Asked,
    body: HttpBody,
) -> Result<Response, Refusal> {
    let mut body = asked.writes(body).await?;
    body.require(objects.required())?;
    let code = body.text("code").value().cloned().unwrap_or_default();
    let mut put = PutObject::new(objects.kind(), code, PutMode::Create);
    put.require_classification = true;
    write(objects, &state, &asked, body, put).await
}

/// Changes one: E5. Another `code` renames it.
pub async fn update(
    objects: &'static dyn Writable,
    State(state): State<AppState>,
    asked: Asked,
    At([code]): At<1>,
    body: HttpBody,
) -> Result<Response, Refusal> {
    let mut body = asked.writes(body).await?;
    let code = objects.target(&asked, &body, code)?;
    let mut put = PutObject::new(objects.kind(), code, PutMode::Update);
    put.new_code = body.text("code");
    write(objects, &state, &asked, body, put).await
}

/// Writes what a body says.
pub async fn write(
    objects: &dyn Writable,
    state: &AppState,
    asked: &Asked,
    mut body: Body,
    mut put: PutObject,
) -> Result<Response, Refusal> {
    let mut actions = objects.brings(&body, &asked.schema);
    put.active = body.switch("active");
    objects.put(&mut body, &asked.schema, &mut put);
    put.values = body.values(&asked.schema, &asked.culture()?);
    put.unknown = Unknown::Warn;
    body.finish()?;
    actions.push(Action::PutObject(put));
    let Done { effect, entity, warnings, .. } = carry_out(state, asked, actions, None).await?;
    let Entity::Object(object) = entity else {
        return Err(Refusal::Internal("a write of an object was answered with something else".into()));
    };
    let schema = state.app.schema().await?;
    let mut told = vec![("code", object.code.as_str().into())];
    told.extend(objects.told(&object, &schema));
    let written = Written {
        is_new: effect == Effect::Created,
        location: format!("{}/{}", objects.path(), escaped(&object.code)),
        told,
        warnings: envelope::warnings(&warnings),
    };
    Ok(written.answer(&asked.base))
}

/// Deletes one: E6.
pub async fn delete(
    objects: &'static dyn Objects,
    State(state): State<AppState>,
    asked: Asked,
    At([code]): At<1>,
) -> Result<StatusCode, Refusal> {
    asked.actor.rights.check_write()?;
    let recursive = asked.switch("recursive", false)?;
    run(&state, &asked, Action::DeleteObject { kind: objects.kind(), code, recursive }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Writes one command.
pub async fn run(state: &AppState, asked: &Asked, action: Action) -> Result<Done, Failure> {
    carry_out(state, asked, vec![action], None).await
}

/// Writes what has to come first and, on its condition, what is told of.
pub async fn carry_out(
    state: &AppState,
    asked: &Asked,
    mut actions: Vec<Action>,
    expect: Option<Expect>,
) -> Result<Done, Failure> {
    let last = actions.pop().map(|action| Command { action, expect });
    let first = actions.into_iter().map(|action| Command { action, expect: None });
    let commands = first.chain(last).collect();
    let outcomes = state.app.write(&asked.actor, commands, Options::of(Mode::AllOrNothing)).await?;
    let outcome = outcomes.into_iter().next_back();
    Ok(outcome.ok_or_else(|| Failure::Internal("a command without outcome".into()))??)
}
