//! Finished answers: bytes and headers of items and of lists.

use app::Failure;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, ETAG, LINK, VARY};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde::Serialize;

use super::collection::{Chunk, Served};
use super::etag::{self, Known};
use super::hal::{self, Page};
use super::jsonld::{self, Class};
use super::negotiate::Format;
use super::page::{Links, Paging};
use super::resource::Thing;
use super::values::Printer;
use super::view::Asked;
use crate::cache::{Answer, fingerprint};
use crate::digest::{self, QUABLE_DIGEST};
use crate::errors::Refusal;

const X_TOTAL_COUNT: HeaderName = HeaderName::from_static("x-total-count");
const X_PAGE: HeaderName = HeaderName::from_static("x-page");
const X_LIMIT: HeaderName = HeaderName::from_static("x-limit");

/// The answer with one thing that is printed each time; its tag is made from the bytes.
pub fn fresh<T: Thing>(
    served: &Served<T>,
    asked: &Asked,
    printer: Printer<'_>,
    thing: &T,
    rev: i64,
) -> Result<Answer, Refusal> {
    let member = printer.member(served, thing)?;
    let etag = etag::of(rev, fingerprint(&(asked.view.format, &member)));
    item(served.terms.class, asked, member, &etag)
}

/// The answer with one item.
pub fn item(class: Class, asked: &Asked, member: Vec<u8>, etag: &str) -> Result<Answer, Refusal> {
    let mut body = match asked.view.format {
        Format::Ld => jsonld::item(class, &member, &asked.base).map_err(|error| Refusal::Internal(Box::new(error)))?,
        Format::Json | Format::Lines | Format::Hal => member,
    };
    if asked.view.format == Format::Lines {
        body.push(b'\n');
    }
    Ok(finish(body, headers(asked), etag))
}

/// The answer with one page of the list at that address; `facets` is JSON.
pub fn page(
    (class, address): (Class, &str),
    asked: &Asked,
    paging: &Paging,
    chunk: &Chunk,
    facets: Option<&str>,
    etag: &str,
) -> Result<Answer, Failure> {
    let links = Links::new(address, &asked.query, paging, chunk.total, chunk.next.as_deref());
    let format = asked.view.format;
    let mut body = Vec::with_capacity(chunk.members.iter().map(Bytes::len).sum::<usize>() + 1_024);
    begin(&mut body, (class, address), format);
    members(&mut body, format, &chunk.members, true);
    let page = Page { links: &links, limit: paging.limit, members: &chunk.members };
    end(&mut body, address, format, chunk.total, facets, Some(&page))?;
    let mut headers = headers(asked);
    if format != Format::Ld {
        headers.extend(chunk.total.map(|total| (X_TOTAL_COUNT, total.into())));
        headers.insert(X_PAGE, paging.page.into());
        headers.insert(X_LIMIT, paging.limit.into());
        insert(&mut headers, LINK, &links.header());
    }
    Ok(finish(body, headers, etag))
}

/// The headers of a whole list, sent as it is read.
pub fn whole(asked: &Asked, total: Option<u64>) -> HeaderMap {
    let mut headers = headers(asked);
    if asked.view.format != Format::Ld {
        headers.extend(total.map(|total| (X_TOTAL_COUNT, total.into())));
    }
    headers
}

/// Begins the list at that address.
pub fn begin(out: &mut Vec<u8>, (class, address): (Class, &str), format: Format) {
    match format {
        Format::Ld => out.extend_from_slice(jsonld::collection_begin(class, address).as_bytes()),
        Format::Hal => out.extend_from_slice(hal::COLLECTION_BEGIN.as_bytes()),
        Format::Json => out.push(b'['),
        Format::Lines => {}
    }
}

/// Writes members of a list; `first`: none were written before.
pub fn members(out: &mut Vec<u8>, format: Format, members: &[Bytes], first: bool) {
    for (position, member) in members.iter().enumerate() {
        if format != Format::Lines && !(first && position == 0) {
            out.push(b',');
        }
        out.extend_from_slice(member);
        if format == Format::Lines {
            out.push(b'\n');
        }
    }
}

/// Ends a list; without `page` it was the whole of it. `facets` is JSON.
pub fn end(
    out: &mut Vec<u8>,
    address: &str,
    format: Format,
    total: Option<u64>,
    facets: Option<&str>,
    page: Option<&Page<'_>>,
) -> Result<(), Failure> {
    let end = match format {
        Format::Ld => jsonld::collection_end(total, facets, page.map(|page| page.links)),
        Format::Hal => hal::collection_end(address, total, page).map_err(|error| Failure::Internal(Box::new(error)))?,
        Format::Json => "]".to_owned(),
        Format::Lines => String::new(),
    };
    out.extend_from_slice(end.as_bytes());
    Ok(())
}

fn headers(asked: &Asked) -> HeaderMap {
    of_format(asked.view.format, &asked.base)
}

/// The headers of every answer in that format. `base` is the scheme and host that clients see, or empty.
pub fn of_format(format: Format, base: &str) -> HeaderMap {
    let mut headers = HeaderMap::with_capacity(8);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(format.content_type()));
    headers.insert(VARY, HeaderValue::from_static("Accept, Authorization, Cookie"));
    if format == Format::Ld {
        insert(&mut headers, LINK, &jsonld::documentation(base));
    }
    headers
}

/// Sets a header whose text is made of addresses and hex digits, which is always legal.
pub fn insert(headers: &mut HeaderMap, name: HeaderName, text: &str) {
    if let Ok(value) = HeaderValue::from_str(text) {
        headers.insert(name, value);
    }
}

/// With digest and tag.
pub fn finish(body: Vec<u8>, mut headers: HeaderMap, etag: &str) -> Answer {
    headers.insert(QUABLE_DIGEST, digest::of(&body));
    insert(&mut headers, ETAG, etag);
    Answer { body: body.into(), headers }
}

/// Sends JSON that is of no resource, whatever representation is asked for.
pub fn json(body: &impl Serialize) -> Result<Response, Refusal> {
    let body = serde_json::to_vec(body).map_err(|error| Refusal::Internal(Box::new(error)))?;
    let mut headers = HeaderMap::new();
    insert(&mut headers, CONTENT_TYPE, Format::Json.content_type());
    Ok((headers, body).into_response())
}

/// The headers of a page of such JSON: how many members the list has, the number of the page and its limit.
pub fn counts(total: u64, (page, limit): (u32, u32)) -> [(HeaderName, u64); 3] {
    [(X_TOTAL_COUNT, total), (X_PAGE, page.into()), (X_LIMIT, limit.into())]
}

/// Sends an answer, or tells the client that it has it already.
pub fn send(answer: Answer, known: &Known) -> Response {
    let etag = answer.headers.get(ETAG).and_then(|etag| etag.to_str().ok());
    if etag.is_some_and(|etag| known.has(etag)) {
        return not_modified(answer.headers);
    }
    (answer.headers, Body::from(answer.body)).into_response()
}

/// Tells the client that it has the representation of this tag already.
pub fn known(etag: &str) -> Response {
    let mut headers = HeaderMap::new();
    insert(&mut headers, ETAG, etag);
    not_modified(headers)
}

fn not_modified(mut headers: HeaderMap) -> Response {
    for name in [CONTENT_TYPE, QUABLE_DIGEST] {
        headers.remove(name);
    }
    (StatusCode::NOT_MODIFIED, headers).into_response()
}
