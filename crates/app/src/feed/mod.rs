//! The feed of all changes: pages of it, and waiting for more.

mod wait;

use std::sync::Arc;
use std::time::Duration;

use model::changes::{Cursor, Recorded};
use model::feed::{Epochs, Filter, Mark};
use model::permission::Rights;
use model::problem::{Kind, Problem};
use store::conn::Conn;
use store::{Store, feed};
use tokio::sync::watch;
use tokio::time::Instant;

use crate::past::Entry;
use crate::{App, Failure};

pub use wait::{Waiter, Woken};

/// Lines that are looked at in one go where most may not be wanted.
const LOOKED_AT: usize = 2_000;
/// Changes that are read in one go at least, however few are asked for, as their fields may leave some out.
const TAKEN: usize = 100;
/// How often that is done for one page at most: then it is answered with what was found.
const ROUNDS: usize = 8;
/// Bytes of changes that are read in one go, about; one change may be more.
const BYTES: i64 = 8 << 20;

/// What a node knows of the feed.
pub(crate) struct Feed {
    epochs: Epochs,
    /// As many handles as there are readers that wait, and one.
    waiting: Arc<()>,
    /// Whether nobody shall wait any more.
    ended: watch::Sender<bool>,
}

impl Feed {
    pub async fn open(store: &Store) -> Result<Self, store::Error> {
        let epochs = store.read(async |conn: &mut Conn<'_>| feed::epochs(conn).await).await?;
        Ok(Self { epochs, waiting: Arc::default(), ended: watch::Sender::new(false) })
    }
}

/// Where a reader begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum After {
    /// Before everything.
    Beginning,
    /// With what is committed from now on.
    Now,
    /// After the place that [`App::mark`] gave.
    Mark(String),
}

/// A part of the feed.
#[derive(Debug, Clone)]
pub struct Page {
    /// In order.
    pub entries: Vec<Entry>,
    /// Where one goes on, past what was left out too.
    pub next: Cursor,
    /// Whether there is more already.
    pub more: bool,
}

/// Some changes, and how far was looked for them.
struct Part {
    changes: Vec<Recorded>,
    next: Cursor,
    more: bool,
}

impl App {
    /// The place that is meant. Errors: `Malformed`, for a mark that is none.
    pub async fn place(&self, after: &After) -> Result<Cursor, Failure> {
        match after {
            After::Beginning => Ok(Cursor::default()),
            After::Now => Ok(self.store.read(async |conn: &mut Conn<'_>| feed::end(conn).await).await?),
            After::Mark(text) => {
                let place = Mark::parse(text).and_then(|mark| self.feed.epochs.place(mark));
                place.ok_or_else(|| unknown(text).into())
            }
        }
    }

    /// A place as a text, which stays one whatever becomes of the database.
    pub fn mark(&self, at: Cursor) -> String {
        self.feed.epochs.mark(at).to_string()
    }

    /// Up to so many of the changes after a place that are wanted and exist for the reader. Fewer, or none, don't say that
    /// there are no more: so many lines are looked at, and no more.
    pub async fn changes(
        &self,
        rights: &Rights,
        filter: &Filter,
        after: Cursor,
        limit: usize,
    ) -> Result<Page, Failure> {
        let limit = limit.max(1);
        let mut page = Page { entries: Vec::new(), next: after, more: true };
        for _ in 0..ROUNDS {
            let Part { changes, next, more } = self.part_of_feed(filter, page.next, limit.max(TAKEN)).await?;
            let entries = self.entries_of_all(rights, changes).await?;
            page.entries.extend(entries.into_iter().filter(|entry| filter.takes_fields(&entry.fields)));
            (page.next, page.more) = (next, more);
            if page.entries.len() > limit {
                page.entries.truncate(limit);
                page.next = page.entries[limit - 1].line.cursor;
                page.more = true;
            }
            if !page.more || page.entries.len() >= limit {
                break;
            }
        }
        Ok(page)
    }

    /// The same, waited for if there are none yet.
    pub async fn changes_within(
        &self,
        rights: &Rights,
        filter: &Filter,
        after: Cursor,
        limit: usize,
        time: Duration,
    ) -> Result<Page, Failure> {
        let until = Instant::now() + time;
        let mut waiter = self.waiter();
        let mut page = self.changes(rights, filter, after, limit).await?;
        while page.entries.is_empty() && Instant::now() < until {
            if !page.more && waiter.wait(until).await == Woken::Ended {
                break;
            }
            page = self.changes(rights, filter, page.next, limit).await?;
        }
        Ok(page)
    }

    /// How long the first change that is committed but not told yet has waited for a transaction that began before it.
    pub async fn feed_lag(&self) -> Result<Duration, Failure> {
        let since = self.store.read(async |conn: &mut Conn<'_>| feed::untold_since(conn).await).await?;
        let lag = since.map_or(0, |since| self.now() - since);
        Ok(Duration::from_micros(u64::try_from(lag).unwrap_or(0)))
    }

    async fn part_of_feed(&self, filter: &Filter, after: Cursor, count: usize) -> Result<Part, Failure> {
        let looked_at = if filter.takes_all() { count } else { count.max(LOOKED_AT) };
        let filter = filter.clone();
        let read = async move |conn: &mut Conn<'_>| {
            let lines = feed::lines(conn, after, u32::try_from(looked_at).unwrap_or(u32::MAX)).await?;
            let (mut part, mut taken, mut bytes) =
                (Part { changes: Vec::new(), next: after, more: false }, Vec::new(), 0);
            for line in &lines {
                let is_wanted = filter.takes(line);
                if is_wanted && (taken.len() == count || (bytes > 0 && bytes + line.size > BYTES)) {
                    part.more = true;
                    break;
                }
                if is_wanted {
                    taken.push(line.cursor.seq);
                    bytes += line.size;
                }
                part.next = line.cursor;
            }
            part.more |= lines.len() == looked_at;
            if !taken.is_empty() {
                part.changes = feed::numbered(conn, taken).await?;
            }
            Ok(part)
        };
        Ok(self.store.snapshot(read).await?)
    }
}

fn unknown(text: &str) -> Problem {
    let shown: String = text.chars().take(60).collect();
    let message =
        format!("Query parameter after: expected a cursor that this feed gave, now, or nothing; got \"{shown}\".");
    Problem::new(Kind::Malformed, message)
}
