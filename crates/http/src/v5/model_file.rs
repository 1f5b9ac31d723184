//! `/api/model`: all definitions, predefined values and the roots of catalogs as lines, out and in (ours).

use std::io::{self, Write as _};

use app::intake::Taken;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use super::answer;
use super::bulk_report::{Report, Ticket};
use super::items;
use super::negotiate::{Format, Sent};
use super::spool::{self, Outgoing};
use super::view::Asked;
use super::write::content;
use crate::AppState;
use crate::errors::Refusal;

/// Its path.
pub const PATH: &str = "/api/model";

/// Prints it.
pub async fn get(State(state): State<AppState>, asked: Asked) -> Result<Response, Refusal> {
    let mut out = Outgoing::new();
    state.app.write_model(&asked.actor, |line| out.write_all(line)).await?;
    let mut response = out.into_body()?.into_response();
    answer::insert(response.headers_mut(), CONTENT_TYPE, Format::Lines.content_type());
    Ok(response)
}

/// Takes lines in, each for itself, and tells what became of each.
pub async fn put(State(state): State<AppState>, asked: Asked, request: Request) -> Result<Response, Refusal> {
    asked.actor.rights.check_write()?;
    if content(request.headers())? != Sent::Lines {
        let message = format!("Expected Content-Type {}.", Format::Lines.media_type());
        return Err(Refusal::http(StatusCode::UNSUPPORTED_MEDIA_TYPE, message));
    }
    let dry_run = asked.params.switch("dryRun", false)?;
    let text = spool::receive(request.into_body()).await?;
    let mut report = Report::of_lines(dry_run, state.app.schema().await?);
    state.app.take_model(&asked.actor, text, dry_run, |taken| tell(&mut report, taken)).await?;
    report.finish()
}

fn tell(report: &mut Report, Taken { ticket, outcome }: Taken) -> io::Result<()> {
    let told = Ticket { id: ticket.id, class: items::class_name(&ticket.resource), warnings: Vec::new() };
    match outcome {
        Err(problem) if ticket.moot == Some(problem.kind) => report.tell_moot(&told),
        outcome => report.tell(told, outcome),
    }
}
