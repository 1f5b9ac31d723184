//! `/api/processes` (v5.md 4.2): jobs, how far they are and what became of them.

mod files;
mod list;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use model::job::{self, Job, JobKind, JobNote, JobStatus};
use model::problem::Problem;
use schemars::{JsonSchema, SchemaGenerator};
use serde::Serialize;
use serde_json::Value;

use super::answer;
use super::describe::one_of;
use super::jsonld::{PROCESS, Reference};
use super::negotiate::Format;
use super::read::{Id, Owner};
use super::values::Moment;
use super::view::Asked;
use super::{etag, exports, hal, history, import_preview, imports, planning_preview};
use crate::AppState;
use crate::cache::fingerprint;
use crate::errors::Refusal;

pub use files::{ForeseenOut, TroubleOut, created};
pub use list::{ORDERS, filters, spans};

const REPORT: &str = "/api/processes/{id}/report";
const FAILED: &str = "/api/processes/{id}/failed";
const EXPORT: &str = "/api/export-profiles/{id}/file";

/// Where files are made, or read, for whoever waits, which may take long.
pub const AT_ONCE: [&str; 4] = [REPORT, FAILED, EXPORT, import_preview::PATH];

/// Their routes.
pub fn router() -> Router<AppState> {
    routes().into_iter().fold(Router::new(), |router, (path, methods)| router.route(&path, methods))
}

/// Paths, and what they take.
pub fn routes() -> Vec<(String, MethodRouter<AppState>)> {
    vec![
        ("/api/processes".to_owned(), get(list::list)),
        ("/api/processes/".to_owned(), get(list::list)),
        ("/api/processes/{id}".to_owned(), get(show).delete(cancel)),
        ("/api/processes/{id}/log".to_owned(), get(log)),
        (REPORT.to_owned(), get(files::report)),
        ("/api/processes/{id}/errors".to_owned(), get(files::errors)),
        (FAILED.to_owned(), get(files::failed)),
        ("/api/processes/{id}/changes".to_owned(), get(files::changes)),
        ("/api/processes/{id}/history".to_owned(), get(history_of)),
        ("/api/processes/{id}/file".to_owned(), get(files::file)),
        ("/api/processes/{id}/undo".to_owned(), post(files::undo)),
        (imports::PATH.to_owned(), post(imports::create)),
        (format!("{}/", imports::PATH), post(imports::create)),
        (import_preview::PATH.to_owned(), post(import_preview::preview)),
        ("/api/exports".to_owned(), post(exports::create)),
        ("/api/exports/".to_owned(), post(exports::create)),
        (EXPORT.to_owned(), get(exports::file)),
        (planning_preview::PATH.to_owned(), post(planning_preview::preview)),
    ]
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProcessOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// Which sort of work: `import`, `export`, `bulk_edit`, which does the same to many objects, `undo`, which takes back
    /// what another did, or `reshape`, which makes objects follow a change of the model.
    r#type: &'a str,
    /// What it is about, in words.
    subject: &'a str,
    /// Whether it only tells what it would do.
    is_dry_run: bool,
    /// The names of the files that it reads and has made, as long as they are kept.
    files: &'a [String],
    /// The id of the process that it takes back; null: it takes none back.
    undoes: Option<String>,
    /// How far it is.
    #[schemars(schema_with = "statuses")]
    status: &'static str,
    /// What its lines are, such as `document.color` or `classification`; null: it has none.
    document_type: Option<&'a str>,
    /// How far it has come.
    progress: ProgressOut,
    /// What it has made so far, by its type.
    #[schemars(schema_with = "metadata")]
    metadata: Value,
    /// The profile of an import.
    #[serde(skip_serializing_if = "Option::is_none")]
    import_profile_id: Option<&'a str>,
    /// The profile of an export.
    #[serde(skip_serializing_if = "Option::is_none")]
    export_profile_id: Option<&'a str>,
    /// What went wrong last, if it hasn't come further since.
    trouble: Option<&'a str>,
    /// Who wants it to end before its time.
    cancelled_by: Option<&'a str>,
    /// Who wanted it.
    created_by: &'a str,
    /// When.
    date_created: Moment,
    /// When it was begun.
    start_date: Option<Moment>,
    /// When it was over.
    end_date: Option<Moment>,
}

/// How far something has come.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct ProgressOut {
    /// Steps done.
    done: i64,
    /// Steps in all; null: not counted yet.
    total: Option<i64>,
    /// Steps a second; null: none is done yet.
    rate: Option<i64>,
    /// Seconds until it is done, if it goes on like this; null: unknown, or it is over.
    seconds_left: Option<i64>,
}

#[derive(Serialize, JsonSchema)]
pub struct NoteOut<'a> {
    /// When.
    date: Moment,
    /// What happened.
    message: &'a str,
}

async fn show(State(state): State<AppState>, asked: Asked, Id(id): Id) -> Result<Response, Refusal> {
    let job = state.app.job(&asked.actor.rights, number(&id)?).await?;
    let member = print(&asked, &job, state.app.now())?;
    let etag = etag::of_list(fingerprint(&(asked.view.format, &member)));
    Ok(answer::send(answer::item(PROCESS, &asked, member, &etag)?, &asked.known))
}

async fn cancel(State(state): State<AppState>, asked: Asked, Id(id): Id) -> Result<Response, Refusal> {
    state.app.cancel_job(&asked.actor, number(&id)?).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// What happened to one, the oldest first; JSON in every representation.
async fn log(State(state): State<AppState>, asked: Asked, Owner(id): Owner) -> Result<Response, Refusal> {
    let notes = state.app.job_notes(&asked.actor.rights, number(&id)?).await?;
    let notes: Vec<_> = notes.iter().map(|JobNote { at, text }| NoteOut { date: Moment(*at), message: text }).collect();
    let body = serde_json::to_vec(&notes).map_err(internal)?;
    let etag = etag::of_list(fingerprint(&body));
    Ok(answer::send(answer::finish(body, answer::of_format(Format::Json, &asked.base), &etag), &asked.known))
}

/// What one changed, the newest first.
async fn history_of(State(state): State<AppState>, asked: Asked, Owner(id): Owner) -> Result<Response, Refusal> {
    let job = state.app.job(&asked.actor.rights, number(&id)?).await?.id;
    let address = format!("{}/history", PROCESS.iri(&id));
    history::of_all(&state, &asked, &address, Some(job)).await
}

fn print(asked: &Asked, job: &Job, now: i64) -> Result<Vec<u8>, Refusal> {
    match asked.view.format {
        Format::Hal => hal::item(&printed(asked, job, now, false)?, &printed(asked, job, now, true)?).map_err(internal),
        Format::Json | Format::Lines | Format::Ld => printed(asked, job, now, asked.view.is_linked()),
    }
}

fn printed(asked: &Asked, job: &Job, now: i64, linked: bool) -> Result<Vec<u8>, Refusal> {
    let pace = job.pace(now);
    let out = ProcessOut {
        this: Reference { class: PROCESS, id: job::id(job.id).into(), linked },
        r#type: &job.kind,
        subject: &job.subject,
        is_dry_run: job.is_dry_run,
        files: &job.files,
        undoes: job.undoes.map(job::id),
        status: job.status.name(),
        document_type: job.target.as_deref(),
        import_profile_id: profile(job, JobKind::Import),
        export_profile_id: profile(job, JobKind::Export),
        metadata: files::metadata(job, &asked.base)?,
        progress: ProgressOut {
            done: job.progress.done,
            total: Some(job.progress.total).filter(|total| *total > 0),
            rate: pace.map(|pace| pace.rate),
            seconds_left: pace.and_then(|pace| pace.seconds_left),
        },
        trouble: job.trouble.as_deref(),
        cancelled_by: job.cancelled_by.as_deref(),
        created_by: &job.created_by,
        date_created: Moment(job.created_at),
        start_date: job.begun_at.map(Moment),
        end_date: job.ended_at.map(Moment),
    };
    let member = serde_json::to_vec(&out).map_err(internal)?;
    asked.view.properties.project(member).map_err(internal)
}

fn profile(job: &Job, kind: JobKind) -> Option<&str> {
    job.profile.as_deref().filter(|_| job.kind == kind.name())
}

fn internal(error: serde_json::Error) -> Refusal {
    Refusal::Internal(Box::new(error))
}

fn metadata(_: &mut SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({"type": "object"})
}

fn statuses(_: &mut SchemaGenerator) -> schemars::Schema {
    one_of(&names())
}

fn names() -> Vec<&'static str> {
    JobStatus::ALL.iter().map(|status| status.name()).collect()
}

/// The number of the job of that id. Errors: `NotFound`.
fn number(id: &str) -> Result<i64, Problem> {
    job::number(id).ok_or_else(|| Problem::not_found("process", id))
}
