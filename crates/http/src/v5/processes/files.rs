//! What a process read, made and told, as files; and that what it did shall be undone.

use app::imports::Role;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use model::job::{self, Job, JobKind, JobStatus};
use model::problem::Problem;
use model::report::{Foreseen, Level, Trouble};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::{internal, number, print};
use crate::AppState;
use crate::digest::{self, QUABLE_DIGEST};
use crate::errors::Refusal;
use crate::params::{Params, bad};
use crate::v5::jsonld::PROCESS;
use crate::v5::page::Paging;
use crate::v5::read::Owner;
use crate::v5::view::Asked;
use crate::v5::{answer, etag, made};

/// Troubles that are told at once: most, and where nothing is said.
const MOST_TROUBLES: u32 = 1_000;

/// Something that a dry run would change.
#[derive(Serialize, JsonSchema)]
pub struct ForeseenOut<'a> {
    /// The sheet of the file, or the sort of thing.
    sheet: &'a str,
    /// The line there, or the number of the change.
    line: u64,
    /// The id of the thing.
    id: &'a str,
    /// `created`, `updated` or `deleted`.
    effect: &'a str,
    /// The fields that would differ, the first 64 KiB of them: `path`, `before` and `after`.
    #[schemars(with = "Value")]
    changes: &'a RawValue,
}

/// Something that is wrong with an item of a process, or deserves a word.
#[derive(Serialize, JsonSchema)]
pub struct TroubleOut<'a> {
    /// The sheet of the file, or the sort of thing.
    sheet: &'a str,
    /// The line there, or the item's place among all.
    line: u64,
    /// The id of the thing, if it is known.
    id: &'a str,
    /// The column or the property at fault; "": the whole.
    property: &'a str,
    /// What stands there, as far as it is told.
    value: &'a str,
    /// The rule that it breaks.
    rule: &'a str,
    /// What was expected and what came.
    message: &'a str,
    /// `error`: it isn't done; `warning`: it is.
    level: &'static str,
}

/// What a process has made: its own words, and the addresses of its files.
pub fn metadata(job: &Job, base: &str) -> Result<Value, Refusal> {
    let mut metadata: Map<String, Value> =
        serde_json::from_str(job.result.as_deref().unwrap_or("{}")).map_err(internal)?;
    let address = |name: &str| Value::String(format!("{base}{}/{name}", PROCESS.iri(&job::id(job.id))));
    let errors = metadata.get("count").and_then(|count| count.get("errors")).and_then(Value::as_u64);
    let is_over = job.status == JobStatus::Finished;
    match JobKind::from_name(&job.kind) {
        Some(kind @ (JobKind::Import | JobKind::Undo)) if errors.is_some() => {
            metadata.insert("report".to_owned(), address("report"));
            if errors > Some(0) && kind == JobKind::Import {
                metadata.insert("failed".to_owned(), address("failed"));
            }
            metadata.insert("changes".to_owned(), address("changes"));
        }
        Some(JobKind::BulkEdit) if errors.is_some() => {
            metadata.insert("report".to_owned(), address("report"));
            metadata.insert("errors".to_owned(), address("errors"));
        }
        Some(JobKind::Export) if is_over => _ = metadata.insert("file".to_owned(), address("file")),
        _ => {}
    }
    Ok(Value::Object(metadata))
}

/// The answer to a call that began one.
pub async fn created(state: &AppState, asked: &Asked, id: i64) -> Result<Response, Refusal> {
    let job = state.app.job(&asked.actor.rights, id).await?;
    let member = print(asked, &job, state.app.now())?;
    let etag = etag::of_list(crate::cache::fingerprint(&(asked.view.format, &member)));
    let mut response = answer::send(answer::item(PROCESS, asked, member, &etag)?, &asked.known);
    *response.status_mut() = StatusCode::CREATED;
    answer::insert(response.headers_mut(), LOCATION, &PROCESS.iri(&job::id(id)));
    Ok(response)
}

/// Has what a process did undone, by another process.
pub async fn undo(State(state): State<AppState>, asked: Asked, Owner(id): Owner) -> Result<Response, Refusal> {
    let dry_run = asked.params.switch("dryRun", false)?;
    let undoing = state.app.undo_job(&asked.actor, number(&id)?, dry_run).await?;
    created(&state, &asked, undoing).await
}

/// What is told of its lines, as CSV.
pub async fn report(State(state): State<AppState>, asked: Asked, Owner(id): Owner) -> Result<Response, Refusal> {
    let job = known(&state, &asked, &id).await?;
    made::send(state.app.error_report(job.id).await?)
}

/// A page of what is told of its items, as JSON.
pub async fn errors(State(state): State<AppState>, asked: Asked, Owner(id): Owner) -> Result<Response, Refusal> {
    let (levels, part) = (levels(&asked.params)?, Paging::plain(&asked.params, MOST_TROUBLES)?);
    let job = known(&state, &asked, &id).await?;
    let (troubles, total) = state.app.troubles_page(job.id, levels, part).await?;
    let body = answer::json(&troubles.iter().map(TroubleOut::of).collect::<Vec<_>>())?;
    Ok((answer::counts(total, part), body).into_response())
}

/// What `level` asks for; nothing: all.
fn levels(params: &Params) -> Result<&'static [Level], Problem> {
    match params.get("level") {
        None => Ok(&Level::ALL),
        Some("error") => Ok(&Level::FAILED),
        Some("warning") => Ok(&[Level::Warning]),
        Some(other) => Err(bad("level", "error or warning", other)),
    }
}

/// Those of its lines that could not be imported.
pub async fn failed(State(state): State<AppState>, asked: Asked, Owner(id): Owner) -> Result<Response, Refusal> {
    let job = known(&state, &asked, &id).await?;
    // They stand as they were sent, with passwords that may be in them.
    if !asked.actor.admin && job.created_by != asked.actor.name {
        return Err(Problem::forbidden("these lines are for who sent them, and for administrators").into());
    }
    let missing = || Problem::not_found("file of failed lines of process", &id);
    made::send(state.app.failed_lines(job.id).await?.ok_or_else(missing)?)
}

/// What a dry run would change first, as JSON.
pub async fn changes(State(state): State<AppState>, asked: Asked, Owner(id): Owner) -> Result<Response, Refusal> {
    let job = known(&state, &asked, &id).await?;
    let foreseen = state.app.foreseen(job.id).await?;
    answer::json(&foreseen.iter().map(ForeseenOut::of).collect::<Result<Vec<_>, _>>().map_err(internal)?)
}

/// The file that it made.
pub async fn file(State(state): State<AppState>, asked: Asked, Owner(id): Owner) -> Result<Response, Refusal> {
    let job = known(&state, &asked, &id).await?;
    let made = state.app.job_files(job.id).await?.into_iter().find(|file| file.role == Role::Result);
    let file = made.ok_or_else(|| Problem::not_found("file of process", &id))?;
    let content = state.app.content(&file.hash, None).await?;
    let mut headers = made::headers(&file.name, content.size);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(made::content_type(&file.name)));
    headers.insert(QUABLE_DIGEST, digest::print(app::files::digest(&file.hash)?));
    Ok((headers, Body::from_stream(content.bytes)).into_response())
}

/// One whose files the caller may have: what they say is not for those who may only read, or see a part alone.
async fn known(state: &AppState, asked: &Asked, id: &str) -> Result<Job, Refusal> {
    asked.actor.rights.check_write()?;
    asked.actor.rights.check_whole()?;
    Ok(state.app.job(&asked.actor.rights, number(id)?).await?)
}

impl<'a> TroubleOut<'a> {
    fn of(trouble: &'a Trouble) -> Self {
        let Trouble { sheet, line, field, code, value, rule, message, level } = trouble;
        let level = if *level == Level::Warning { "warning" } else { "error" };
        Self { sheet, line: *line, id: code, property: field, value, rule, message, level }
    }
}

impl<'a> ForeseenOut<'a> {
    fn of(foreseen: &'a Foreseen) -> serde_json::Result<Self> {
        let Foreseen { sheet, line, code, effect, changes } = foreseen;
        Ok(Self { sheet, line: *line, id: code, effect, changes: serde_json::from_str(changes)? })
    }
}
