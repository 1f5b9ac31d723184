//! `GET /api/catalogs/{id}/delta`: what of a catalog's documents differs between two moments (ours).

use std::collections::BTreeSet;
use std::sync::Arc;

use app::Failure;
use app::past::{Delta, Differing};
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderName;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream;
use model::query::{MAX_LIMIT, Start};
use serde::Serialize;
use serde_json::{Value, json};

use super::collection::Chunk;
use super::history::exact;
use super::jsonld::{CATALOG, CATALOG_CHANGE, DOCUMENT};
use super::negotiate::Format;
use super::page::Paging;
use super::read::Owner;
use super::view::Asked;
use super::{answer, moment};
use crate::AppState;
use crate::errors::Refusal;
use crate::params::bad;

/// The second moment, from which the next delta goes on.
const X_TO: HeaderName = HeaderName::from_static("x-to");

/// A document that isn't in the catalog as it was.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DifferingOut<'a> {
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    iri: Option<&'a str>,
    #[serde(rename = "@type", skip_serializing_if = "Option::is_none")]
    class: Option<&'static str>,
    #[serde(rename = "_links", skip_serializing_if = "Option::is_none")]
    links: Option<Value>,
    id: &'a str,
    legacy_id: i64,
    change: &'static str,
    date: String,
    /// The attributes of which values changed.
    attributes: BTreeSet<&'a str>,
    /// The locales in which values changed.
    locales: BTreeSet<&'a str>,
    /// Whatever else of it changed.
    properties: BTreeSet<&'a str>,
}

/// Lists what differs: a page, or all of it.
pub async fn delta(State(state): State<AppState>, asked: Asked, Owner(id): Owner) -> Result<Response, Refusal> {
    let paging = Paging::read(CATALOG_CHANGE, &asked.params)?;
    let from = moment::named("from", &asked.params)?;
    let from = from.ok_or_else(|| bad("from", model::moment::EXPECTED, ""))?;
    let between = (from, moment::named("to", &asked.params)?);
    if paging.all {
        return all(state, asked, id, between).await;
    }
    let rights = &asked.actor.rights;
    let Delta { documents, to, next } = state.app.delta(rights, &id, between, &paging.start(), paging.limit).await?;
    let chunk = Chunk { members: print(&documents, &asked)?, total: None, next };
    let mut response = chunk.answer((CATALOG_CHANGE, &address(&id)), &asked, &paging)?;
    answer::insert(response.headers_mut(), X_TO, &exact(to));
    Ok(response)
}

fn address(id: &str) -> String {
    format!("{}/{}", CATALOG.iri(id), CATALOG_CHANGE.path)
}

/// All that differs, read and sent page by page.
async fn all(state: AppState, asked: Asked, id: String, between: (i64, Option<i64>)) -> Result<Response, Refusal> {
    let start = Start::After(String::new());
    let first = state.app.delta(&asked.actor.rights, &id, between, &start, MAX_LIMIT).await?;
    let mut headers = answer::whole(&asked, None);
    answer::insert(&mut headers, X_TO, &exact(first.to));
    let walk = Walk { state, asked: Arc::new(asked), id, between, written: None, page: Some(first) };
    let pieces = stream::try_unfold(walk, async |mut walk| {
        let piece = walk.piece().await?;
        Ok::<_, Failure>(piece.map(|piece| (piece, walk)))
    });
    Ok((headers, Body::from_stream(pieces)).into_response())
}

/// A walk through what differs.
struct Walk {
    state: AppState,
    asked: Arc<Asked>,
    id: String,
    between: (i64, Option<i64>),
    /// How many members were sent; `None`: not even the beginning.
    written: Option<u64>,
    /// What is to be sent next; `None`: the end was sent.
    page: Option<Delta>,
}

impl Walk {
    async fn piece(&mut self) -> Result<Option<Bytes>, Failure> {
        let Some(Delta { documents, next, .. }) = self.page.take() else { return Ok(None) };
        let members = print(&documents, &self.asked)?;
        let (format, address) = (self.asked.view.format, address(&self.id));
        let mut out = Vec::new();
        if self.written.is_none() {
            answer::begin(&mut out, (CATALOG_CHANGE, &address), format);
        }
        let written = self.written.unwrap_or(0);
        answer::members(&mut out, format, &members, written == 0);
        let written = written + members.len() as u64;
        self.written = Some(written);
        match next {
            Some(key) => {
                let (app, rights) = (&self.state.app, &self.asked.actor.rights);
                self.page = Some(app.delta(rights, &self.id, self.between, &Start::After(key), MAX_LIMIT).await?);
            }
            None => answer::end(&mut out, &address, format, Some(written), None, None)?,
        }
        Ok(Some(out.into()))
    }
}

fn print(documents: &[Differing], asked: &Asked) -> Result<Vec<Bytes>, Failure> {
    let print = |document| print_one(document, asked.view.format).map(Bytes::from);
    documents.iter().map(print).collect::<Result<_, _>>().map_err(|error| Failure::Internal(Box::new(error)))
}

fn print_one(document: &Differing, format: Format) -> serde_json::Result<Vec<u8>> {
    let iri = DOCUMENT.iri(&document.code);
    let is_linked = format == Format::Ld;
    let steps = document.fields.iter().map(|told| told.path.iter().map(String::as_str).collect::<Vec<_>>());
    let (mut attributes, mut locales, mut properties) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for path in steps {
        match path[..] {
            ["attributes", attribute, ref locale @ ..] => {
                attributes.insert(attribute);
                locales.extend(locale.first().copied());
            }
            [property, ..] => _ = properties.insert(property),
            [] => {}
        }
    }
    serde_json::to_vec(&DifferingOut {
        iri: is_linked.then_some(&iri),
        class: is_linked.then_some(CATALOG_CHANGE.name),
        links: (format == Format::Hal).then(|| json!({"self": {"href": iri}})),
        id: &document.code,
        legacy_id: document.id,
        change: document.moved.name(),
        date: exact(document.at),
        attributes,
        locales,
        properties,
    })
}
