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
use model::command::{Action, Command, PutMode, PutObject, Unknown};
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
pub trait Objects: Send + Sync + 'static {
    /// Which objects.
    const KIND: ObjectKind;
    /// The collection, from its slash on.
    const PATH: &'static str;
    /// Options that the links of a list always name, with what they are unless said otherwise.
    const ALWAYS: &'static [(&'static str, &'static str)] = &[];
    /// Options of its own that they name if the request did, in their order.
    const OPTIONS: &'static [&'static str];

    /// What is to be printed beside the object.
    type Wish: Send + Sync;

    /// Reads the options. Errors: `Malformed`.
    fn wish(asked: &Asked) -> Result<Self::Wish, Problem>;

    /// The filters of its own. Errors: `Malformed`.
    fn filters(asked: &Asked) -> Result<Vec<Filter>, Problem>;

    /// What orders a list unless the request says otherwise.
    fn order(_asked: &Asked) -> SortBy {
        SortBy::Number
    }

    /// The numbers of other objects that are printed with it.
    fn others(wish: &Self::Wish, sheet: &Sheet) -> Vec<i64>;

    /// Prints one.
    fn print(printer: Printer<'_>, wish: &Self::Wish, sheet: &Sheet) -> serde_json::Result<Vec<u8>>;
}

/// One that is written too.
pub trait Writable: Objects {
    /// What a new one must say.
    const REQUIRED: &'static [&'static str];

    /// Reads the keys of its own.
    fn put(body: &mut Body, schema: &Schema, put: &mut PutObject);

    /// What a write tells of it.
    fn told(object: &Object, schema: &Schema) -> Vec<(&'static str, Value)>;
}

/// Lists some of them in pages: E1.
pub async fn list<O: Objects>(State(state): State<AppState>, asked: Asked) -> Result<Response, Refusal> {
    page::<O>(&state, &asked, O::PATH, (Vec::new(), O::order(&asked))).await
}

/// A page of those that match some more filters, at some address, by `order` unless the request names another.
pub async fn page<O: Objects>(
    state: &AppState,
    asked: &Asked,
    path: &str,
    (mut filters, order): (Vec<Filter>, SortBy),
) -> Result<Response, Refusal> {
    let page = Page::read(asked)?;
    filters.extend(filter::shared(asked, O::KIND)?);
    filters.extend(O::filters(asked)?);
    let query = Query {
        filter: Filter::All(filters),
        order: filter::order(asked, order)?,
        start: page.start(),
        limit: page.limit,
        ..Query::all(O::KIND, asked.actor.rights.clone())
    };
    let (Heads { heads, total, .. }, schema) = state.app.heads(query).await?;
    let ids = heads.iter().map(|head| head.id).collect();
    let sheets = state.app.sheets(&asked.actor.rights, O::KIND, ids, &schema).await?;
    let members = print::<O>(state, asked, &schema, &sheets).await?;
    page.answer(asked, path, (O::ALWAYS, O::OPTIONS), &members, total)
}

/// Shows one: E4.
pub async fn one<O: Objects>(
    State(state): State<AppState>,
    asked: Asked,
    At([code]): At<1>,
) -> Result<Response, Refusal> {
    let (head, schema) = state.app.head(&asked.actor.rights, O::KIND, &code).await?;
    show::<O>(&state, &asked, &schema, (head.id, &code)).await
}

/// Shows the one of that number.
pub async fn show<O: Objects>(
    state: &AppState,
    asked: &Asked,
    schema: &Arc<Schema>,
    (id, code): (i64, &str),
) -> Result<Response, Refusal> {
    let sheets = state.app.sheets(&asked.actor.rights, O::KIND, vec![id], schema).await?;
    let members = print::<O>(state, asked, schema, &sheets).await?;
    let member = members.into_iter().next().ok_or_else(|| Problem::not_found(O::KIND.name(), code))?;
    let body = format!("{{\"success\":true,\"response\":{}}}", String::from_utf8_lossy(&member));
    Ok(envelope::json(StatusCode::OK, body))
}

/// Prints sheets, with what they name: a fixed number of statements.
pub async fn print<O: Objects>(
    state: &AppState,
    asked: &Asked,
    schema: &Arc<Schema>,
    sheets: &Sheets,
) -> Result<Vec<Bytes>, Refusal> {
    let (wish, culture) = (O::wish(asked)?, asked.culture()?);
    let mut named: Vec<i64> = sheets.sheets.iter().flat_map(|sheet| O::others(&wish, sheet)).collect();
    named.sort_unstable();
    named.dedup();
    let others = state.app.objects(&asked.actor.rights, named, schema).await?;
    let mut values = sheets.values.clone();
    values.extend(others.values);
    let others: HashMap<i64, Arc<Object>> =
        others.sheets.into_iter().map(|sheet| (sheet.object.id, sheet.object)).collect();
    let (base, cdn) = (asked.base.as_str(), &asked.cdn);
    let printer = Printer { schema, culture: &culture, base, cdn, values: &values, others: &others };
    let member = |sheet| O::print(printer, &wish, sheet).map(Bytes::from);
    let members = sheets.sheets.iter().map(member).collect::<Result<_, _>>();
    members.map_err(|error| Refusal::Internal(Box::new(error)))
}

/// Creates one: E5.
pub async fn create<O: Writable>(
    State(state): State<AppState>,
    asked: Asked,
    body: HttpBody,
) -> Result<Response, Refusal> {
    let mut body = asked.writes(body).await?;
    body.require(O::REQUIRED)?;
    let code = body.text("code").value().cloned().unwrap_or_default();
    let mut put = PutObject::new(O::KIND, code, PutMode::Create);
    put.require_classification = true;
    write::<O>(&state, &asked, body, put).await
}

/// Changes one: E5. Another `code` renames it.
pub async fn update<O: Writable>(
    State(state): State<AppState>,
    asked: Asked,
    At([code]): At<1>,
    body: HttpBody,
) -> Result<Response, Refusal> {
    let mut body = asked.writes(body).await?;
    let mut put = PutObject::new(O::KIND, code, PutMode::Update);
    put.new_code = body.text("code");
    write::<O>(&state, &asked, body, put).await
}

/// Writes what a body says.
pub async fn write<O: Writable>(
    state: &AppState,
    asked: &Asked,
    mut body: Body,
    mut put: PutObject,
) -> Result<Response, Refusal> {
    put.active = body.switch("active");
    O::put(&mut body, &asked.schema, &mut put);
    put.values = body.values(&asked.schema, &asked.culture()?);
    put.unknown = Unknown::Warn;
    body.finish()?;
    let Done { effect, entity, warnings, .. } = run(state, asked, Action::PutObject(put)).await?;
    let Entity::Object(object) = entity else {
        return Err(Refusal::Internal("a write of an object was answered with something else".into()));
    };
    let schema = state.app.schema().await?;
    let mut told = vec![("code", object.code.as_str().into())];
    told.extend(O::told(&object, &schema));
    let written = Written {
        is_new: effect == Effect::Created,
        location: format!("{}/{}", O::PATH, escaped(&object.code)),
        told,
        warnings: envelope::warnings(&warnings),
    };
    Ok(written.answer(&asked.base))
}

/// Deletes one: E6.
pub async fn delete<O: Objects>(
    State(state): State<AppState>,
    asked: Asked,
    At([code]): At<1>,
) -> Result<StatusCode, Refusal> {
    asked.actor.rights.check_write()?;
    let recursive = asked.switch("recursive", false)?;
    run(&state, &asked, Action::DeleteObject { kind: O::KIND, code, recursive }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Writes one command.
pub async fn run(state: &AppState, asked: &Asked, action: Action) -> Result<Done, Failure> {
    carry_out(state, asked, Command { action, expect: None }).await
}

/// Writes one command on its condition.
pub async fn carry_out(state: &AppState, asked: &Asked, command: Command) -> Result<Done, Failure> {
    let outcomes = state.app.write(&asked.actor, vec![command], Options::of(Mode::AllOrNothing)).await?;
    let outcome = outcomes.into_iter().next();
    Ok(outcome.ok_or_else(|| Failure::Internal("a command without outcome".into()))??)
}
