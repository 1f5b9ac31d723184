//! What happened to all things, by anybody: their filters.

use app::items::Family;
use app::past::{Entry, History};
use axum::extract::State;
use axum::response::Response;
use model::changes::Op;
use model::job;
use model::permission::Origin;
use model::problem::Problem;
use model::query::history::{kinds, subject};
use model::query::{HistoryQuery, Subject};

use super::{ThingOut, print_all};
use crate::AppState;
use crate::errors::Refusal;
use crate::params::{Params, bad};
use crate::v5::collection::{Chunk, Collection};
use crate::v5::filter::names::{FilterName, Takes};
use crate::v5::jsonld::{HISTORY_ENTRY, USER};
use crate::v5::negotiate::Format;
use crate::v5::page::Paging;
use crate::v5::processes::spans;
use crate::v5::routes;
use crate::v5::view::Asked;

const OPERATIONS: [Op; 3] = [Op::Create, Op::Update, Op::Delete];

/// The filters of the list.
pub fn filters() -> Vec<FilterName> {
    let name = |name, takes, words| FilterName { name, takes, words };
    vec![
        name("by", Takes::Ids, "A user or a token of this name did it."),
        name(
            "type",
            Takes::Ids,
            "It happened to such a thing: `document`, `variant`, `attribute`, `predefined_value`…",
        ),
        name("id", Takes::Text, "It happened to what bears this id, or bore it when it was deleted; with one `type`."),
        name("process", Takes::Text, "It was a step of this process."),
        name("operation", Takes::Words(&["create", "update", "delete"]), "This happened."),
        name("origin", Takes::Words(&["v4", "v5", "ui", "cli", "system"]), "It came in this way."),
        name("date", Takes::Dates, "It happened then."),
    ]
}

/// Lists what happened to everything.
pub async fn all(State(state): State<AppState>, asked: Asked) -> Result<Response, Refusal> {
    of_all(&state, &asked, &HISTORY_ENTRY.collection(), None).await
}

/// Lists what happened to everything, or as steps of that job, at the address of the list.
pub async fn of_all(state: &AppState, asked: &Asked, address: &str, job: Option<i64>) -> Result<Response, Refusal> {
    let paging = Paging::read(HISTORY_ENTRY, &asked.params)?;
    if paging.all {
        return Err(bad("pagination", "true: a history comes in pages", "false").into());
    }
    let query = query(asked, &paging)?;
    let query = HistoryQuery { job: job.or(query.job), ..query };
    let History { entries, total, next } = state.app.history_of_all(query).await?;
    let linked = asked.view.format == Format::Ld;
    let members = print_all(&entries, address, asked.view.format, |entry| Some(about(entry, linked)))?;
    Chunk { members, total, next }.answer((HISTORY_ENTRY, address), asked, &paging)
}

/// What an entry is about.
pub fn about(entry: &Entry, linked: bool) -> ThingOut<'_> {
    let change = &entry.line.change;
    let class = routes::ALL.iter().find(|own| kind(**own) == Some(change.kind)).map(|own| own.terms().class);
    ThingOut {
        iri: class.filter(|_| linked).map(|class| class.iri(&change.code)),
        r#type: change.kind,
        id: &change.code,
    }
}

/// The resource of things that history calls so.
pub fn resource_of(name: &str) -> &str {
    let found = routes::ALL.iter().find(|own| kind(**own) == Some(name)).map(|own| own.terms().class.path);
    found.unwrap_or(if name == "user" { USER.path } else { name })
}

/// What history calls the things of a resource, where it knows them by their ids.
fn kind(collection: &dyn Collection) -> Option<&'static str> {
    match collection.family() {
        Family::Objects(kind) => Some(kind.name()),
        Family::Definitions(kind) => Some(kind.name()),
        Family::Values => Some("predefined_value"),
        Family::KeyValues => Some("key_value"),
        Family::Users => None,
    }
}

/// The names of the ways in which callers come.
pub fn origins() -> Vec<&'static str> {
    Origin::ALL.iter().copied().map(Origin::name).collect()
}

fn query(asked: &Asked, paging: &Paging) -> Result<HistoryQuery, Problem> {
    let params = &asked.params;
    let texts = |name| params.all(name).map(str::to_owned).collect::<Vec<_>>();
    let known = kinds().collect::<Vec<_>>();
    let job = params.get("process").map(|id| job::number(id).ok_or_else(|| bad("process", "the id of a process", id)));
    Ok(HistoryQuery {
        by: texts("by"),
        kinds: one_of("type", &known, params)?,
        origins: one_of("origin", &origins(), params)?,
        operations: operations(params)?,
        job: job.transpose()?,
        subject: named(params)?,
        at: spans(params, "date")?,
        ..HistoryQuery::all(paging.start(), paging.limit, asked.actor.rights.clone())
    })
}

/// The words of a parameter. Errors: `Malformed` for one that isn't known.
fn one_of(name: &'static str, known: &[&str], params: &Params) -> Result<Vec<String>, Problem> {
    let check = |word: &str| {
        let is_known = known.contains(&word);
        is_known.then(|| word.to_owned()).ok_or_else(|| bad(name, &format!("one of {}", known.join(", ")), word))
    };
    params.all(name).map(check).collect()
}

fn operations(params: &Params) -> Result<Vec<Op>, Problem> {
    let named = one_of("operation", &OPERATIONS.map(Op::name), params)?;
    Ok(OPERATIONS.into_iter().filter(|op| named.iter().any(|name| name == op.name())).collect())
}

/// The thing that is named: of one type.
fn named(params: &Params) -> Result<Option<Subject>, Problem> {
    let Some(id) = params.get("id") else { return Ok(None) };
    let mut types = params.all("type");
    let (Some(kind), None) = (types.next(), types.next()) else {
        return Err(bad("id", "one type beside it, such as type=document", id));
    };
    subject(kind, id).map(Some).ok_or_else(|| bad("id", &format!("the id of something whose type is {kind}"), id))
}
