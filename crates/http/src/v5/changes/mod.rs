//! `GET /api/changes`: the feed of all changes, in pages, waited for, or as server-sent events (ours).

mod page;
mod stream;

use std::time::Duration;

use app::feed::After;
use app::past::Entry;
use axum::extract::{FromRequestParts as _, Request, State};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::Response;
use model::changes::Op;
use model::feed::Filter;
use model::job;
use model::object::ObjectKind;
use model::problem::Problem;
use model::query::{DEFAULT_LIMIT, MAX_LIMIT};
use model::schema::DefinitionKind;

use super::filter::names::{FilterName, Takes};
use super::negotiate::{Format, prefers_events};
use super::view::{Asked, accept};
use super::{etag, history};
use crate::AppState;
use crate::errors::Refusal;
use crate::params::{Params, bad};

/// Where it is.
pub const PATH: &str = "/api/changes";

/// The name under which it stands in the description.
pub const TAG: &str = "changes";

/// The longest time that one may wait for changes.
pub const LONGEST_WAIT: Duration = Duration::from_mins(1);

const OPERATIONS: [Op; 3] = [Op::Create, Op::Update, Op::Delete];

/// What a reader wants.
struct Wish {
    after: After,
    filter: Filter,
    limit: usize,
    wait: Duration,
}

/// The filters of the feed; several must hold together, of several values of one any.
pub fn filters() -> Vec<FilterName> {
    let name = |name, takes, words| FilterName { name, takes, words };
    vec![
        name(
            "type",
            Takes::Ids,
            "It happened to such a thing: `document`, `variant`, `attribute`, `predefined_value`…",
        ),
        name("id", Takes::Ids, "It happened to what bore this id then."),
        name("operation", Takes::Words(&["create", "update", "delete"]), "This happened."),
        name("origin", Takes::Words(&["v4", "v5", "ui", "cli", "system"]), "It came in this way."),
        name("by", Takes::Ids, "A user or a token of this name did it."),
        name("process", Takes::Ids, "It was a step of this process."),
        name("locale", Takes::Ids, "Values in this locale changed."),
        name("attribute", Takes::Ids, "Values of this attribute changed."),
    ]
}

/// Answers with the changes after a place.
pub async fn changes(State(state): State<AppState>, mut parts: Parts) -> Result<Response, Refusal> {
    if is_stream(&parts.headers) {
        return stream::open(state, parts).await;
    }
    let asked = Asked::from_request_parts(&mut parts, &state).await?;
    page::answer(&state, &asked).await
}

/// Whether a request for changes may wait for them.
pub fn is_waiting(request: &Request) -> bool {
    is_stream(request.headers()) || request.uri().query().is_some_and(|query| query.contains("wait="))
}

fn is_stream(headers: &HeaderMap) -> bool {
    prefers_events(accept(headers))
}

impl Wish {
    /// Errors: `Malformed`.
    fn read(params: &Params) -> Result<Self, Problem> {
        let limit = params.number("limit", u64::from(DEFAULT_LIMIT))?;
        if limit == 0 {
            return Err(bad("limit", "a whole number from 1", "0"));
        }
        let wait = params.number("wait", 0)?;
        if wait > LONGEST_WAIT.as_secs() {
            let expected = format!("seconds, {} at most", LONGEST_WAIT.as_secs());
            return Err(bad("wait", &expected, params.get("wait").unwrap_or_default()));
        }
        Ok(Self {
            after: after(params.get("after").unwrap_or_default()),
            filter: filter(params)?,
            limit: usize::try_from(limit.min(u64::from(MAX_LIMIT))).unwrap_or_default(),
            wait: Duration::from_secs(wait),
        })
    }
}

fn after(text: &str) -> After {
    match text {
        "" => After::Beginning,
        "now" => After::Now,
        mark => After::Mark(mark.to_owned()),
    }
}

fn filter(params: &Params) -> Result<Filter, Problem> {
    let objects = ObjectKind::ALL.into_iter().map(ObjectKind::name);
    let definitions = DefinitionKind::ALL.iter().map(|kind| kind.name());
    let kinds: Vec<_> = objects.chain(definitions).chain(["predefined_value", "key_value", "user"]).collect();
    let operations = one_of("operation", &OPERATIONS.map(Op::name), params)?;
    let texts = |name| params.all(name).map(str::to_owned).collect();
    let job = |id| job::number(id).ok_or_else(|| bad("process", "the id of a process", id));
    Ok(Filter {
        kinds: one_of("type", &kinds, params)?,
        codes: texts("id"),
        operations: operations.into_iter().filter_map(Op::from_name).collect(),
        origins: one_of("origin", &history::origins(), params)?,
        by: texts("by"),
        jobs: params.all("process").map(job).collect::<Result<_, _>>()?,
        locales: texts("locale"),
        attributes: texts("attribute"),
    })
}

/// The words of a parameter. Errors: `Malformed` for one that isn't known.
fn one_of(name: &'static str, known: &[&'static str], params: &Params) -> Result<Vec<&'static str>, Problem> {
    let find = |word: &str| {
        let found = known.iter().copied().find(|known| *known == word);
        found.ok_or_else(|| bad(name, &format!("one of {}", known.join(", ")), word))
    };
    params.all(name).map(find).collect()
}

/// An entry with its place in the feed.
fn print(entry: &Entry, cursor: &str, format: Format) -> serde_json::Result<Vec<u8>> {
    let about = history::about(entry, format == Format::Ld);
    let printed = history::print(entry, PATH, format, Some(about))?;
    Ok(etag::with(("cursor", cursor), &printed))
}
