//! `POST /api/{resource}/bulk`: many items in one request, each for itself or all or none,
//! as one JSON text or line by line, written or only tried.

use std::io;
use std::sync::{Arc, mpsc};

use app::intake;
use app::items::Verb;
use app::{Mode, Note, Options};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use formats::lines::Lines;
use http_body_util::Limited;
use model::changes::Outcome;
use model::command::{Command, Patch, PutMode};
use model::input::Input;
use model::permission::Actor;
use model::problem::{Field, Kind, Problem, Violation};

use super::bulk_report::{Report, Ticket};
use super::collection::{Collection, Terms};
use super::items;
use super::negotiate::Sent;
use super::once;
use super::shape::{self, Fields};
use super::spool;
use super::view::Asked;
use super::write::{content, spell, spelled};
use crate::AppState;
use crate::errors::Refusal;
use crate::limits;
use crate::params::{Params, bad};

/// Most items of one JSON text, and of a request that is carried out whole or not at all.
const MOST_ITEMS: usize = 1_000;
/// Most bytes of one JSON text. Lines have no such limit.
pub const MOST_BYTES: usize = 64 << 20;

type Items = Box<dyn Iterator<Item = Result<Input, Problem>> + Send>;

/// Writes many.
pub async fn bulk(
    collection: &'static dyn Collection,
    State(state): State<AppState>,
    asked: Asked,
    request: Request,
) -> Result<Response, Refusal> {
    asked.actor.rights.check_write()?;
    let terms = collection.terms();
    let sent = content(request.headers())?;
    let (order, items) = match sent {
        Sent::Json => read_json(request.into_body(), &asked.params).await?,
        Sent::Lines => read_lines(request.into_body(), &asked.params).await?,
    };
    let schema = state.app.schema().await?;
    let (tell, told) = mpsc::channel();
    let locale = schema.default_locale().to_owned();
    let commands = items.map(move |item| {
        let mut ticket = Ticket::default();
        let command = item.and_then(|item| items::read(collection, item, order.verb, &locale, &mut ticket));
        // Only a request that has failed leaves nobody to listen.
        let _ = tell.send(ticket);
        command
    });
    if order.atomic || asked.once.is_some() && !order.dry_run {
        let commands = at_hand(commands).await?;
        let tickets: Arc<[Ticket]> = told.try_iter().collect();
        let report = move |outcomes: Vec<Outcome>| {
            let mut report = Report::new(sent, order.dry_run, Arc::clone(&schema), tickets.to_vec());
            outcomes
                .into_iter()
                .map(|outcome| spelled_outcome(terms, outcome))
                .try_for_each(|outcome| report.take(outcome))?;
            io::Result::Ok(report)
        };
        let outcomes = at_once(&state, &asked, order, commands, report.clone()).await?;
        return report(outcomes)?.finish();
    }
    let mut report = Report::new(sent, order.dry_run, schema, told);
    let mut take = |outcome| report.take(spelled_outcome(terms, outcome));
    if order.dry_run {
        state.app.bulk_dry_run(&asked.actor, commands, &mut take).await?;
    } else {
        state.app.bulk(&asked.actor, commands, &mut take).await?;
    }
    report.finish()
}

/// What is to be done with all items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Order {
    verb: Verb,
    atomic: bool,
    dry_run: bool,
}

impl Order {
    /// The query rules over the body.
    fn read(params: &Params, body: &mut Fields) -> Result<Self, Problem> {
        let mode = body.text("mode");
        let put = match params.get("mode").or(mode.value().map(String::as_str)) {
            None | Some("upsert") => Some(PutMode::Upsert),
            Some("create") => Some(PutMode::Create),
            Some("update") => Some(PutMode::Update),
            Some("delete") => None,
            Some(other) => return Err(bad("mode", "upsert, create, update or delete", other)),
        };
        let mut switch = |name| params.switch(name, body.switch(name).value().copied().unwrap_or(false));
        let (recursive, force) = (switch("recursive")?, switch("force")?);
        let verb = put.map_or(Verb::Delete { recursive, force }, |mode| Verb::Put { mode, force });
        Ok(Self { verb, atomic: switch("atomic")?, dry_run: switch("dryRun")? })
    }
}

async fn read_json(body: Body, params: &Params) -> Result<(Order, Items), Refusal> {
    let bytes = limits::read(Body::new(Limited::new(body, MOST_BYTES))).await?;
    let parsed = tokio::task::spawn_blocking(move || shape::parse(&bytes)).await;
    let mut body = Fields::of(parsed.map_err(|error| Refusal::Internal(Box::new(error)))??)?;
    let order = Order::read(params, &mut body)?;
    let items = match body.input("items") {
        Patch::Value(Input::List(items)) => items,
        other => {
            let got = other.value().map_or("nothing".into(), Input::describe);
            let message = format!("This value should be a list of items; got {got}.");
            body.violate(Violation::new(Field::Property("items"), "wrong_type", message));
            Vec::new()
        }
    };
    body.finish()?;
    if items.len() > MOST_ITEMS {
        return Err(too_many(items.len()).into());
    }
    Ok((order, Box::new(items.into_iter().map(Ok))))
}

async fn read_lines(body: Body, params: &Params) -> Result<(Order, Items), Refusal> {
    let order = Order::read(params, &mut Fields::default())?;
    let lines = Lines::of(spool::receive(body).await?);
    Ok((order, Box::new(lines.map(|line| shape::parse(&line.map_err(intake::unread)?)))))
}

fn too_many(items: usize) -> Problem {
    let message = format!("Expected at most {MOST_ITEMS} items in one such request; got {items}. Send them as lines.");
    Problem::new(Kind::TooLarge, message)
}

/// Reads them all.
async fn at_hand(
    commands: impl Iterator<Item = Result<Command, Problem>> + Send + 'static,
) -> Result<Vec<Result<Command, Problem>>, Refusal> {
    let read = tokio::task::spawn_blocking(move || commands.take(MOST_ITEMS + 1).collect::<Vec<_>>()).await;
    let commands = read.map_err(|error| Refusal::Internal(Box::new(error)))?;
    if commands.len() > MOST_ITEMS {
        return Err(Problem::new(Kind::TooLarge, format!("atomic: expected at most {MOST_ITEMS} items.")).into());
    }
    Ok(commands)
}

/// Writes them in one transaction; what `report` makes of the outcomes goes with it, for a request that is carried
/// out once.
async fn at_once(
    state: &AppState,
    asked: &Asked,
    order: Order,
    commands: Vec<Result<Command, Problem>>,
    report: impl Fn(Vec<Outcome>) -> io::Result<Report> + Send + Sync + 'static,
) -> Result<Vec<Outcome>, Refusal> {
    let receipt = move |outcomes| once::receipt(report(outcomes).and_then(Report::kept).unwrap_or_default());
    match &asked.once {
        Some(once) if !order.atomic => Ok(state.app.bulk_once(&asked.actor, commands, &once.claim, receipt).await?),
        once => {
            let note = once.as_ref().map(|once| Note::new(&once.claim, move |outcomes| receipt(outcomes.to_vec())));
            all_or_nothing(state, &asked.actor, commands, order.dry_run, note).await
        }
    }
}

async fn all_or_nothing(
    state: &AppState,
    actor: &Actor,
    commands: Vec<Result<Command, Problem>>,
    dry_run: bool,
    note: Option<Note>,
) -> Result<Vec<Outcome>, Refusal> {
    match commands.iter().position(Result::is_err) {
        None => {
            let commands = commands.into_iter().flatten().collect();
            let options = Options { dry_run, ..Options::of(Mode::AllOrNothing) };
            Ok(state.app.write_once(actor, commands, options, note).await?)
        }
        Some(first) => {
            let fallen = Problem::conflict(format!("Nothing was written, because item {first} failed."));
            Ok(commands.into_iter().map(|read| Err(read.err().unwrap_or_else(|| fallen.clone()))).collect())
        }
    }
}

fn spelled_outcome(terms: &Terms, mut outcome: Outcome) -> Outcome {
    if let Ok(done) = &mut outcome {
        done.warnings.iter_mut().for_each(|violation| spell(terms, violation));
    }
    outcome.map_err(|problem| spelled(terms, problem))
}

#[cfg(test)]
mod tests;
