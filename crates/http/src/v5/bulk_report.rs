//! What a bulk request is answered: a result for each item, in order, and counts in headers.

use std::io::{self, Write};
use std::sync::Arc;

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use model::changes::{Difference, Done, Effect, Outcome};
use model::problem::{Field, Kind, Problem, Violation};
use model::schema::Schema;
use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::negotiate::{Format, Sent};
use super::once::Kept;
use super::spool::Outgoing;
use super::write::id_of;
use crate::errors::v5::violations;
use crate::errors::{self, Face, Refusal};

/// What is known of an item before its outcome.
#[derive(Debug, Clone, Default)]
pub struct Ticket {
    /// Its id, if it could be read.
    pub id: Option<String>,
    /// What it is, where they are not all of one kind.
    pub class: Option<&'static str>,
    /// What the face itself has to say.
    pub warnings: Vec<Violation>,
}

/// The growing answer.
pub struct Report {
    sent: Sent,
    dry_run: bool,
    schema: Arc<Schema>,
    tickets: Box<dyn Iterator<Item = Ticket> + Send>,
    out: Outgoing,
    index: usize,
    counts: Counts,
}

#[derive(Debug, Default)]
struct Counts {
    created: u64,
    updated: u64,
    unchanged: u64,
    deleted: u64,
    failed: u64,
}

/// What became of one.
#[derive(Serialize)]
pub struct ResultOut<'a> {
    index: usize,
    /// What it is, where they are not all of one kind.
    #[serde(rename = "@type", skip_serializing_if = "Option::is_none")]
    class: Option<&'static str>,
    id: Option<&'a str>,
    status: u16,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    unchanged: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    violations: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    warnings: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<Vec<ChangeOut<'a>>>,
}

/// One field that differs.
#[derive(Serialize)]
pub struct ChangeOut<'a> {
    path: &'a str,
    before: Option<&'a RawValue>,
    after: Option<&'a RawValue>,
}

impl Report {
    /// An empty one of lines, each told with its ticket.
    pub fn of_lines(dry_run: bool, schema: Arc<Schema>) -> Self {
        Self::new(Sent::Lines, dry_run, schema, [])
    }

    /// An empty one. The tickets come in the order of the outcomes, each before its own.
    pub fn new(
        sent: Sent,
        dry_run: bool,
        schema: Arc<Schema>,
        tickets: impl IntoIterator<Item = Ticket, IntoIter: Send + 'static>,
    ) -> Self {
        let tickets = Box::new(tickets.into_iter());
        Self { sent, dry_run, schema, tickets, out: Outgoing::new(), index: 0, counts: Counts::default() }
    }

    /// Writes the result of the next item.
    pub fn take(&mut self, outcome: Outcome) -> io::Result<()> {
        let ticket = self.tickets.next().ok_or_else(|| io::Error::other("an outcome without a ticket"))?;
        self.tell(ticket, outcome)
    }

    /// Writes the result of the next item, whose ticket this is.
    pub fn tell(&mut self, mut ticket: Ticket, outcome: Outcome) -> io::Result<()> {
        self.begin()?;
        match outcome {
            Ok(done) => {
                ticket.warnings.extend_from_slice(&done.warnings);
                self.write_done(&ticket, &done)?;
            }
            Err(problem) => self.write_failed(&ticket, problem)?,
        }
        self.end_one()
    }

    /// Writes the result of an item for which there was nothing to do.
    pub fn tell_moot(&mut self, ticket: &Ticket) -> io::Result<()> {
        self.begin()?;
        self.counts.unchanged += 1;
        let place = (self.index, ticket.class);
        self.write(&ResultOut::done(place, ticket.id.as_deref(), Effect::Unchanged, &ticket.warnings))?;
        self.end_one()
    }

    fn begin(&mut self) -> io::Result<()> {
        match (self.sent, self.index) {
            (Sent::Lines, _) => Ok(()),
            (Sent::Json, 0) => self.out.write_all(b"{\"results\":["),
            (Sent::Json, _) => self.out.write_all(b","),
        }
    }

    fn end_one(&mut self) -> io::Result<()> {
        if self.sent == Sent::Lines {
            self.out.write_all(b"\n")?;
        }
        self.index += 1;
        Ok(())
    }

    fn write_done(&mut self, ticket: &Ticket, done: &Done) -> io::Result<()> {
        *match done.effect {
            Effect::Created => &mut self.counts.created,
            Effect::Updated => &mut self.counts.updated,
            Effect::Unchanged => &mut self.counts.unchanged,
            Effect::Deleted => &mut self.counts.deleted,
        } += 1;
        // Links are given their ids here.
        let given = (!self.dry_run).then(|| id_of(&done.entity));
        let id = ticket.id.clone().or(given);
        let differences = self.dry_run.then(|| done.differences(&self.schema));
        let result = ResultOut::done((self.index, ticket.class), id.as_deref(), done.effect, &ticket.warnings);
        self.write(&result.telling(differences.as_deref())?)
    }

    fn write_failed(&mut self, ticket: &Ticket, problem: Problem) -> io::Result<()> {
        self.counts.failed += 1;
        self.write(&ResultOut {
            index: self.index,
            class: ticket.class,
            id: ticket.id.as_deref(),
            status: errors::status(problem.kind, Face::V5Json).as_u16(),
            unchanged: false,
            violations: Some(violations_of(problem)),
            warnings: None,
            changes: None,
        })
    }

    fn write(&mut self, result: &ResultOut<'_>) -> io::Result<()> {
        Ok(serde_json::to_writer(&mut self.out, result)?)
    }

    /// The answer.
    pub fn finish(self) -> Result<Response, Refusal> {
        let (headers, out) = self.end()?;
        Ok((headers, out.into_body()?).into_response())
    }

    /// The answer as it is kept; `None`: it is too long.
    pub fn kept(self) -> io::Result<Option<Kept>> {
        let (headers, out) = self.end()?;
        Ok(out.into_bytes()?.and_then(|body| Kept::of(StatusCode::OK, &headers, body)))
    }

    fn end(mut self) -> io::Result<(HeaderMap, Outgoing)> {
        let end: &[u8] = match (self.sent, self.index) {
            (Sent::Lines, _) => b"",
            (Sent::Json, 0) => b"{\"results\":[]}",
            (Sent::Json, _) => b"]}",
        };
        self.out.write_all(end)?;
        let format = if self.sent == Sent::Lines { Format::Lines } else { Format::Json };
        let mut headers = self.counts.headers();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(format.content_type()));
        Ok((headers, self.out))
    }
}

impl Counts {
    fn headers(&self) -> HeaderMap {
        const NAMES: [HeaderName; 5] = [
            HeaderName::from_static("x-bulk-created"),
            HeaderName::from_static("x-bulk-updated"),
            HeaderName::from_static("x-bulk-unchanged"),
            HeaderName::from_static("x-bulk-deleted"),
            HeaderName::from_static("x-bulk-failed"),
        ];
        let counts = [self.created, self.updated, self.unchanged, self.deleted, self.failed];
        NAMES.into_iter().zip(counts.map(HeaderValue::from)).collect()
    }
}

impl<'a> ResultOut<'a> {
    /// What a command did.
    pub fn done(
        (index, class): (usize, Option<&'static str>),
        id: Option<&'a str>,
        effect: Effect,
        warnings: &[Violation],
    ) -> Self {
        let status = match effect {
            Effect::Created => StatusCode::CREATED,
            Effect::Updated | Effect::Unchanged => StatusCode::OK,
            Effect::Deleted => StatusCode::NO_CONTENT,
        };
        Self {
            index,
            class,
            id,
            status: status.as_u16(),
            unchanged: effect == Effect::Unchanged,
            violations: None,
            warnings: (!warnings.is_empty()).then(|| violations(warnings)),
            changes: None,
        }
    }

    /// The same with what differs.
    pub fn telling(mut self, differences: Option<&'a [Difference]>) -> serde_json::Result<Self> {
        self.changes = differences.map(|all| all.iter().map(ChangeOut::of).collect()).transpose()?;
        Ok(self)
    }
}

impl<'a> ChangeOut<'a> {
    fn of(difference: &'a Difference) -> serde_json::Result<Self> {
        let json = |text: &'a Option<String>| text.as_deref().map(serde_json::from_str).transpose();
        Ok(Self { path: &difference.path, before: json(&difference.before)?, after: json(&difference.after)? })
    }
}

/// What is wrong with an item, be it with the whole of it.
pub fn violations_of(problem: Problem) -> Value {
    if problem.violations.is_empty() {
        return violations(&[Violation::new(Field::Property(""), rule(problem.kind), problem.message)]);
    }
    violations(&problem.violations)
}

/// The machine name of what went wrong with the item as a whole.
fn rule(kind: Kind) -> &'static str {
    match kind {
        Kind::Malformed => "malformed",
        Kind::Invalid => "invalid",
        Kind::NotFound => "not_found",
        Kind::Conflict | Kind::BuiltIn => "conflict",
        Kind::Forbidden => "forbidden",
        Kind::Stale => "stale",
        Kind::TooLarge => "too_large",
        Kind::Unavailable => "unavailable",
    }
}
