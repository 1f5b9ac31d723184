//! A page of the feed.

use app::feed::Page;
use axum::http::header::{CACHE_CONTROL, LINK};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde_json::{Value, json};

use super::{PATH, Wish, print};
use crate::AppState;
use crate::errors::Refusal;
use crate::params::name_of;
use crate::v5::answer;
use crate::v5::hal;
use crate::v5::jsonld::{HISTORY_ENTRY, collection_begin};
use crate::v5::negotiate::Format;
use crate::v5::view::Asked;

const X_CURSOR: HeaderName = HeaderName::from_static("x-cursor");
const X_HAS_MORE: HeaderName = HeaderName::from_static("x-has-more");

/// Answers with a page, which may be waited for.
pub async fn answer(state: &AppState, asked: &Asked) -> Result<Response, Refusal> {
    let Wish { after, filter, limit, wait } = Wish::read(&asked.params)?;
    let (app, rights) = (&state.app, &asked.actor.rights);
    let after = app.place(&after).await?;
    let page = app.changes_within(rights, &filter, after, limit, wait).await?;
    let (format, cursor) = (asked.view.format, app.mark(page.next));
    let print = |entry| print(entry, &app.mark(entry.line.cursor), format).map(Bytes::from);
    let members = page.entries.iter().map(print).collect::<Result<Vec<_>, _>>();
    let members = members.map_err(|error| Refusal::Internal(Box::new(error)))?;
    let next = address(&asked.query, &cursor);
    let body = body(&members, asked, &page, (&cursor, &next));
    let mut headers = answer::of_format(format, &asked.base);
    answer::insert(&mut headers, X_CURSOR, &cursor);
    answer::insert(&mut headers, X_HAS_MORE, &page.more.to_string());
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(link) = HeaderValue::try_from(format!("<{next}>; rel=\"next\"")) {
        headers.append(LINK, link);
    }
    Ok((headers, body).into_response())
}

/// The same question after another place.
fn address(query: &str, cursor: &str) -> String {
    let kept = query.split('&').filter(|part| !part.is_empty() && name_of(part) != "after");
    let all: Vec<_> = kept.map(str::to_owned).chain([format!("after={cursor}")]).collect();
    format!("{PATH}?{}", all.join("&"))
}

fn body(members: &[Bytes], asked: &Asked, page: &Page, (cursor, next): (&str, &str)) -> Vec<u8> {
    let format = asked.view.format;
    let mut out = Vec::with_capacity(members.iter().map(Bytes::len).sum::<usize>() + 1_024);
    match format {
        Format::Ld => out.extend_from_slice(collection_begin(HISTORY_ENTRY, PATH).as_bytes()),
        Format::Hal => out.extend_from_slice(hal::COLLECTION_BEGIN.as_bytes()),
        Format::Json => out.push(b'['),
        Format::Lines => {}
    }
    answer::members(&mut out, format, members, true);
    let this = if asked.query.is_empty() { PATH.to_owned() } else { format!("{PATH}?{}", asked.query) };
    let mut place = json!({"cursor": cursor, "hasMore": page.more});
    match format {
        Format::Ld => {
            place["hydra:view"] = json!({"@id": this, "@type": "hydra:PartialCollectionView", "hydra:next": next});
            end(&mut out, "],", &place);
        }
        Format::Hal => {
            place["_links"] = json!({"self": {"href": this}, "next": {"href": next}});
            end(&mut out, "]},", &place);
        }
        Format::Json => out.push(b']'),
        Format::Lines => {}
    }
    out
}

/// Ends what is open before the members of `place`, and the whole.
fn end(out: &mut Vec<u8>, open: &str, place: &Value) {
    out.extend_from_slice(open.as_bytes());
    let members = place.to_string();
    out.extend_from_slice(members.strip_prefix('{').unwrap_or(&members).as_bytes());
}
