//! `GET /api/…/{id}/history`: what happened to a thing, the newest first; `GET /api/history`: what happened to all (ours).

mod all;

use app::past::{Entry, History};
use axum::extract::State;
use axum::response::Response;
use bytes::Bytes;
use jiff::Timestamp;
use model::input::Input;
use model::job;
use model::plan::Told;
use model::problem::Problem;
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::collection::{Chunk, Collection};
use super::jsonld::HISTORY_ENTRY;
use super::negotiate::Format;
use super::page::Paging;
use super::read::Owner;
use super::view::Asked;
use crate::AppState;
use crate::errors::Refusal;
use crate::params::bad;

pub use all::{about, all, filters, of_all, origins, resource_of};

/// One change.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EntryOut<'a> {
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    iri: Option<&'a str>,
    #[serde(rename = "@type", skip_serializing_if = "Option::is_none")]
    class: Option<&'static str>,
    #[serde(rename = "_links", skip_serializing_if = "Option::is_none")]
    links: Option<Value>,
    id: String,
    date: String,
    by: &'a str,
    origin: &'static str,
    operation: &'static str,
    /// The number of the very thing: a deleted one and its successor have the same id.
    legacy_id: i64,
    /// What it happened to, where a list tells of several.
    #[serde(skip_serializing_if = "Option::is_none")]
    resource: Option<ThingOut<'a>>,
    /// The process that it was a step of.
    process: Option<String>,
    locales: &'a [String],
    changes: Vec<FieldOut<'a>>,
}

/// A thing by its kind and its id at that time.
#[derive(Serialize)]
pub struct ThingOut<'a> {
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    iri: Option<String>,
    r#type: &'static str,
    id: &'a str,
}

#[derive(Serialize)]
struct FieldOut<'a> {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    attribute: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    locale: Option<&'a str>,
    before: Option<Box<RawValue>>,
    after: Option<Box<RawValue>>,
}

/// Lists what happened to all that bore the id.
pub async fn history(
    collection: &'static dyn Collection,
    State(state): State<AppState>,
    asked: Asked,
    Owner(id): Owner,
) -> Result<Response, Refusal> {
    let paging = Paging::read(HISTORY_ENTRY, &asked.params)?;
    if paging.all {
        return Err(bad("pagination", "true: a history comes in pages", "false").into());
    }
    let class = collection.terms().class;
    let subject = collection.subject(&id).ok_or_else(|| Problem::not_found(class.name, &id))?;
    let found = state.app.history(&asked.actor.rights, &subject, paging.start(), paging.limit).await?;
    let History { entries, total, next } = found;
    let address = format!("{}/history", class.iri(&id));
    let members = print_all(&entries, &address, asked.view.format, |_| None)?;
    Chunk { members, total, next }.answer((HISTORY_ENTRY, &address), &asked, &paging)
}

/// Entries of the list at that address; `about` says what each is about, if that is to be said.
fn print_all<'a>(
    entries: &'a [Entry],
    address: &str,
    format: Format,
    about: impl Fn(&'a Entry) -> Option<ThingOut<'a>>,
) -> Result<Vec<Bytes>, Refusal> {
    let print = |entry| print(entry, address, format, about(entry)).map(Bytes::from);
    let members = entries.iter().map(print).collect::<Result<_, _>>();
    members.map_err(|error| Refusal::Internal(Box::new(error)))
}

/// Prints an entry of the list at that address; `resource` says what it is about, if that is to be said.
pub fn print(
    entry: &Entry,
    address: &str,
    format: Format,
    resource: Option<ThingOut<'_>>,
) -> serde_json::Result<Vec<u8>> {
    let (change, number) = (&entry.line.change, entry.line.cursor.seq);
    let iri = format!("{address}#{number}");
    let is_linked = format == Format::Ld;
    serde_json::to_vec(&EntryOut {
        iri: is_linked.then_some(&iri),
        class: is_linked.then_some(HISTORY_ENTRY.name),
        links: (format == Format::Hal).then(|| json!({"self": {"href": iri}})),
        id: number.to_string(),
        date: exact(entry.line.at),
        by: &change.by,
        origin: change.origin,
        operation: change.op.name(),
        legacy_id: change.object_id,
        resource,
        process: entry.line.job.map(job::id),
        locales: &change.locales,
        changes: entry.fields.iter().map(FieldOut::of).collect::<Result<_, _>>()?,
    })
}

/// A moment to the microsecond, so that it can be asked for.
pub fn exact(at: i64) -> String {
    let moment = Timestamp::from_microsecond(at).unwrap_or_default();
    moment.strftime("%Y-%m-%dT%H:%M:%S.%6f+00:00").to_string()
}

impl<'a> FieldOut<'a> {
    fn of(told: &'a Told) -> serde_json::Result<Self> {
        let json = |side: &Option<Input>| side.as_ref().map(|side| RawValue::from_string(side.to_json())).transpose();
        let mut path = told.path.iter().map(String::as_str);
        let is_value = path.next() == Some("attributes");
        let mut part = || path.next().filter(|_| is_value);
        Ok(Self {
            path: told.path.join("."),
            attribute: part(),
            locale: part(),
            before: json(&told.before)?,
            after: json(&told.after)?,
        })
    }
}
