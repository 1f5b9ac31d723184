//! Lists of jobs: their filters and orders.

use axum::extract::State;
use axum::response::Response;
use bytes::Bytes;
use model::job::{JobPage, JobQuery, JobSort, JobSortBy, JobStatus};
use model::problem::Problem;
use model::query::Span;

use super::print;
use crate::AppState;
use crate::errors::Refusal;
use crate::params::{Params, bad};
use crate::v5::collection::Chunk;
use crate::v5::filter::moment;
use crate::v5::filter::names::{FilterName, Takes};
use crate::v5::jsonld::PROCESS;
use crate::v5::order;
use crate::v5::page::Paging;
use crate::v5::view::Asked;

/// The names of what jobs are ordered by.
pub const ORDERS: [(&str, JobSortBy); 4] = [
    ("dateCreated", JobSortBy::Created),
    ("startDate", JobSortBy::Begun),
    ("endDate", JobSortBy::Ended),
    ("type", JobSortBy::Kind),
];

/// The filters of their list.
pub fn filters() -> Vec<FilterName> {
    let name = |name, takes, words| FilterName { name, takes, words };
    vec![
        name("type", Takes::Ids, "It is of this type."),
        name("documentType", Takes::Ids, "Its lines are these."),
        name("status", Takes::Words(&["pending", "running", "finished", "failed", "cancelled"]), "It is that far."),
        name("dateCreated", Takes::Dates, "It was wanted then."),
        name("endDate", Takes::Dates, "It was over then."),
    ]
}

/// Answers with a page: the newest first, unless another order is asked for.
pub async fn list(State(state): State<AppState>, asked: Asked) -> Result<Response, Refusal> {
    let paging = Paging::read(PROCESS, &asked.params)?;
    if paging.all {
        return Err(bad("pagination", "true: processes come in pages", "false").into());
    }
    let JobPage { jobs, total, next } = state.app.jobs(query(&asked, &paging)?).await?;
    let now = state.app.now();
    let members = jobs.iter().map(|job| print(&asked, job, now).map(Bytes::from)).collect::<Result<Vec<_>, _>>()?;
    let chunk = Chunk { members, total: Some(total), next };
    chunk.answer((PROCESS, &PROCESS.collection()), &asked, &paging)
}

fn query(asked: &Asked, paging: &Paging) -> Result<JobQuery, Problem> {
    let params = &asked.params;
    let named = |field: &str| ORDERS.iter().find(|(name, _)| *name == field).map(|(_, by)| *by);
    let order = order::directions(params, named)?;
    let status = |name| {
        JobStatus::from_name(name).ok_or_else(|| bad("status", &format!("one of {}", super::names().join(", ")), name))
    };
    Ok(JobQuery {
        kinds: params.all("type").map(str::to_owned).collect(),
        targets: params.all("documentType").map(str::to_owned).collect(),
        statuses: params.all("status").map(status).collect::<Result<_, _>>()?,
        created: spans(params, "dateCreated")?,
        ended: spans(params, "endDate")?,
        order: order.into_iter().map(|(by, descending)| JobSort { by, descending }).collect(),
        start: paging.start(),
        limit: paging.limit,
        rights: asked.actor.rights.clone(),
    })
}

/// What `name[after]` and its like ask for; all must hold.
pub fn spans(params: &Params, name: &str) -> Result<Vec<Span>, Problem> {
    let operator = |key: &str| key.strip_prefix(name)?.strip_prefix('[')?.strip_suffix(']').map(str::to_owned);
    let asked = params.pairs().filter_map(|(key, value)| Some((key, operator(key)?, value)));
    asked.map(|(key, operator, value)| moment::span(key, &operator, value)).collect()
}
