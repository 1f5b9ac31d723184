//! Lists by offset: E2 (v4.md 2).

use app::Failure;
use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::future::BoxFuture;
use futures_util::stream;
use model::problem::Problem;
use model::query::{MAX_LIMIT, Start};
use serde::Serialize;

use super::asked::Asked;
use super::envelope;
use crate::errors::Refusal;
use crate::params::bad;

/// The part of a list that is asked for: all, unless both of `start` and `limit` are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offset(Option<(u64, u64)>);

/// What the older lists lack (v4.md 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Page, total and records.
    Whole,
    /// No page: `/articles/orphelins`.
    Pageless,
    /// Neither page nor records: `/catalog-views`.
    Bare,
}

impl Offset {
    /// Errors: `Malformed` for what is no whole number, or a limit of 0.
    pub fn read(asked: &Asked) -> Result<Self, Problem> {
        let (start, limit) = (asked.params.number("start", 0)?, asked.params.number("limit", u64::MAX)?);
        if limit == 0 {
            return Err(bad("limit", "a whole number from 1", "0"));
        }
        let both = asked.params.get("start").is_some() && asked.params.get("limit").is_some();
        Ok(Self(both.then_some((start, limit))))
    }

    /// How many come before it, and the most that it has.
    fn window(self) -> (u64, u64) {
        self.0.unwrap_or((0, u64::MAX))
    }

    /// What a list begins with.
    fn head(self, shape: Shape, total: u64) -> String {
        let (start, limit) = self.window();
        let page = if shape == Shape::Whole { format!("\"page\":{},", start / limit + 1) } else { String::new() };
        let records = total.saturating_sub(start).min(limit);
        let records = if shape == Shape::Bare { String::new() } else { format!("\"records\":{records},") };
        format!("{{{page}\"total\":{total},{records}\"success\":true,\"rows\":[")
    }

    /// The answer with those of all rows, which are in memory already.
    pub fn answer(self, shape: Shape, all: &[impl Serialize]) -> Result<Response, Refusal> {
        let (start, limit) = self.window();
        let wanted = all.iter().skip(usize::try_from(start).unwrap_or(usize::MAX));
        let wanted = wanted.take(usize::try_from(limit).unwrap_or(usize::MAX));
        let rows = wanted.map(serde_json::to_string).collect::<Result<Vec<_>, _>>();
        let rows = rows.map_err(|error| Refusal::Internal(Box::new(error)))?;
        let body = self.head(shape, all.len() as u64) + &rows.join(",") + "]}";
        Ok(envelope::json(StatusCode::OK, body))
    }

    /// The answer with rows that are read chunk by chunk; the digest layer spools them.
    pub async fn walk(self, shape: Shape, fetch: Fetch) -> Result<Response, Refusal> {
        let (start, limit) = self.window();
        let first = fetch(Start::Offset(start), most(limit)).await?;
        let head = self.head(shape, first.total);
        let walk = Walk { fetch, left: limit, next: Next::Rows(head, first) };
        let pieces = stream::try_unfold(walk, async |mut walk| {
            let piece = walk.piece().await?;
            Ok::<_, Failure>(piece.map(|piece| (piece, walk)))
        });
        Ok(([(CONTENT_TYPE, envelope::JSON)], Body::from_stream(pieces)).into_response())
    }
}

/// Reads some rows: where to begin, most of them.
pub type Fetch = Box<dyn Fn(Start, u32) -> BoxFuture<'static, Result<Rows, Failure>> + Send + Sync>;

/// Some rows of a list.
pub struct Rows {
    /// In order.
    pub printed: Vec<String>,
    /// How many there are in all.
    pub total: u64,
    /// The key of the last one, if more follow.
    pub next: Option<String>,
}

struct Walk {
    fetch: Fetch,
    left: u64,
    next: Next,
}

enum Next {
    /// Rows, and what stands before them.
    Rows(String, Rows),
    Key(String),
    Done,
}

impl Walk {
    async fn piece(&mut self) -> Result<Option<Bytes>, Failure> {
        let (mut out, rows) = match std::mem::replace(&mut self.next, Next::Done) {
            Next::Done => return Ok(None),
            Next::Rows(head, rows) => (head, rows),
            Next::Key(key) => (",".to_owned(), (self.fetch)(Start::After(key), most(self.left)).await?),
        };
        self.left -= (rows.printed.len() as u64).min(self.left);
        out.push_str(&rows.printed.join(","));
        match rows.next.filter(|_| self.left > 0) {
            Some(key) => self.next = Next::Key(key),
            None => out.push_str("]}"),
        }
        Ok(Some(out.into()))
    }
}

/// How many of those left a reading takes.
fn most(left: u64) -> u32 {
    u32::try_from(left).unwrap_or(MAX_LIMIT).min(MAX_LIMIT)
}
