//! The feed as server-sent events: each change is one, its id the place behind it.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::time::Duration;

use app::feed::{Page, Waiter, Woken};
use app::past::Entry;
use axum::extract::FromRequestParts as _;
use axum::http::HeaderName;
use axum::http::request::Parts;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use model::changes::Cursor;
use model::feed::Filter;
use model::permission::Rights;
use tokio::time::Instant;

use super::{Wish, after, print};
use crate::AppState;
use crate::auth::{Authed, Shown};
use crate::errors::Refusal;
use crate::params::Params;
use crate::v5::negotiate::Format;

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// Changes that are read at once and wait for the reader to take them.
const READ_AT_ONCE: usize = 100;
/// A comment says so often that the stream is alive.
const BEAT: Duration = Duration::from_secs(15);
/// How long a token, or a session, is believed.
const BELIEVED: Duration = Duration::from_secs(5);

/// A reader of the stream.
struct Reader {
    state: AppState,
    shown: Shown,
    rights: Rights,
    /// When the token was last looked at.
    known: Instant,
    filter: Filter,
    /// Behind all that was read.
    at: Cursor,
    /// Read, and not taken yet.
    ready: VecDeque<Entry>,
    waiter: Waiter,
    /// When the next comment is due.
    beat: Instant,
}

/// Answers with a stream that ends when the server stops, when the token does, or when the reader goes.
pub async fn open(state: AppState, mut parts: Parts) -> Result<Response, Refusal> {
    let Authed(actor) = Authed::from_request_parts(&mut parts, &state).await?;
    let shown = Shown::by(&parts, &state.settings)?;
    let wish = Wish::read(&Params::parse(parts.uri.query().unwrap_or_default())?)?;
    let resumed = parts.headers.get(LAST_EVENT_ID).and_then(|id| id.to_str().ok()).filter(|id| !id.is_empty());
    // From now on, as nothing that is committed later may be missed.
    let waiter = state.app.waiter();
    let at = state.app.place(&resumed.map_or(wish.after, after)).await?;
    let now = Instant::now();
    let reader = Reader {
        shown,
        rights: actor.rights,
        known: now,
        filter: wish.filter,
        at,
        ready: VecDeque::new(),
        waiter,
        // At once, so that whoever has connected knows where it begins.
        beat: now,
        state,
    };
    let events = stream::unfold(reader, |mut reader| async move {
        let event = reader.next().await?;
        Some((Ok::<_, Infallible>(event), reader))
    });
    Ok(Sse::new(events).into_response())
}

impl Reader {
    /// The next event, as soon as there is one; `None`: it is over.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(entry) = self.ready.pop_front() {
                return self.event(&entry);
            }
            if self.waiter.is_over() || !self.is_known().await {
                return None;
            }
            let more = self.look().await?;
            if !self.ready.is_empty() {
                continue;
            }
            if self.beat <= Instant::now() {
                self.beat = Instant::now() + BEAT;
                return Some(Event::default().id(self.state.app.mark(self.at)).comment(""));
            }
            if !more && self.waiter.wait(self.beat).await == Woken::Ended {
                return None;
            }
        }
    }

    fn event(&self, entry: &Entry) -> Option<Event> {
        let cursor = self.state.app.mark(entry.line.cursor);
        let printed = print(entry, &cursor, Format::Json).ok().and_then(|bytes| String::from_utf8(bytes).ok())?;
        Some(Event::default().event("change").id(cursor).data(printed))
    }

    /// Reads on. Returns whether there is more already; `None`: it can't be read now, and whoever comes again goes on.
    async fn look(&mut self) -> Option<bool> {
        let read = self.state.app.changes(&self.rights, &self.filter, self.at, READ_AT_ONCE).await;
        match read {
            Ok(Page { entries, next, more }) => {
                self.ready.extend(entries);
                self.at = next;
                Some(more)
            }
            Err(failure) => {
                tracing::warn!(%failure, "a stream of changes ends before its time");
                None
            }
        }
    }

    /// Whether the token still is one; what it may see is as of now.
    async fn is_known(&mut self) -> bool {
        if self.known.elapsed() < BELIEVED {
            return true;
        }
        match self.shown.actor(&self.state.app.accounts).await {
            Ok(Some(actor)) => {
                self.rights = actor.rights;
                self.known = Instant::now();
                true
            }
            Ok(None) | Err(_) => false,
        }
    }
}
