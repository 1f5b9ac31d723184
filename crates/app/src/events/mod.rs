//! Events: what the feed of changes means for other systems, written down as what webhooks are owed (v5.md 4.1).
//!
//! One node at a time follows the feed, in pages; what it makes of one is written in the transaction that moves its place
//! on. It needs no notice, which only spare it waiting. What jobs do to documents is gathered until they are over.

mod ends;
mod listeners;
mod page;

use std::time::Duration;

use model::changes::Cursor;
use store::conn::Conn;
use store::events::{self, Advance, JobEnd, MadeEvent, Place};
use store::{Urgency, changes};
use tokio::sync::watch;

use crate::{App, Failure};
use listeners::{Listeners, someone_listens};

/// The feed is looked at so often at least: another node may have changed something.
const LOOK: Duration = Duration::from_secs(3);
/// Where nobody listens there is work only so often, in microseconds: the ends of jobs are forgotten.
const QUIET: i64 = 60_000_000;
/// Changes read at once.
const PAGE: u32 = 1_000;
/// A step that writes more events than these lets others go first.
const HURRIED: usize = 50;
/// Most deliveries and events that are forgotten in one transaction.
const FORGOTTEN: u32 = 500;

impl App {
    /// Follows the feed until `stopped` says so: a task for a server.
    pub async fn keep_telling(&self, mut stopped: watch::Receiver<bool>) {
        let mut follower = Follower { app: self, word: self.word(), listeners: None, looked_at: i64::MIN };
        let (mut written, mut jobs) = (self.written.subscribe(), self.jobs_changed.subscribe());
        let mut notices = self.store.notices();
        loop {
            if let Err(failure) = follower.follow(&stopped).await {
                tracing::warn!(
                    failure = failure.with_causes(),
                    "changes could not be made into events; the next try is soon"
                );
            }
            tokio::select! {
                _ = stopped.wait_for(|stopped| *stopped) => return,
                _ = written.changed() => {}
                _ = jobs.changed() => {}
                Ok(()) = notices.changed() => {}
                () = tokio::time::sleep(LOOK) => {}
            }
        }
    }

    /// Forgets events and deliveries that were over long ago, in small steps; how many.
    pub async fn forget_events(&self) -> Result<u64, Failure> {
        let mut forgotten = 0;
        loop {
            let purge = async |conn: &mut Conn<'_>| events::purge(conn, FORGOTTEN).await;
            let step = self.store.write(Urgency::Bulk, purge).await?;
            forgotten += step;
            if step < u64::from(FORGOTTEN) {
                return Ok(forgotten);
            }
        }
    }
}

/// Who follows the feed on this node.
struct Follower<'a> {
    app: &'a App,
    /// Known to no other node.
    word: String,
    listeners: Option<Listeners>,
    /// When nobody listened.
    looked_at: i64,
}

/// What there is to do.
struct Look {
    place: Place,
    /// The last change that can be followed.
    newest: Cursor,
    /// Jobs that are over.
    ends: Vec<JobEnd>,
}

impl Follower<'_> {
    /// Goes on until there is nothing more, or another node is at it.
    async fn follow(&mut self, stopped: &watch::Receiver<bool>) -> Result<(), Failure> {
        let is_quiet = |this: &Self| {
            let since = this.app.now().saturating_sub(this.looked_at);
            (0..QUIET).contains(&since) && !someone_listens(&this.app.schema.current())
        };
        while !*stopped.borrow() && !is_quiet(self) && self.step().await? {}
        Ok(())
    }

    /// One transaction; whether there may be more to do.
    async fn step(&mut self) -> Result<bool, Failure> {
        let look = self.look().await?;
        let Look { place, newest, ends } = &look;
        let is_behind = *newest > place.cursor;
        if place.is_taken(&self.word, self.app.now()) || (!is_behind && ends.is_empty()) {
            return Ok(false);
        }
        // Whoever begins to listen after these were read is told of none of them.
        let lines = if is_behind && someone_listens(&self.app.schema.current()) {
            let cursor = place.cursor;
            self.app.store.read(async move |conn: &mut Conn<'_>| changes::after(conn, cursor, PAGE).await).await?
        } else {
            Vec::new()
        };
        let listeners = Listeners::now(self.app, self.listeners.take()).await?;
        let step = self.made(&look, &lines, &listeners).await;
        self.listeners = Some(listeners);
        match step? {
            Some(_) if !place.is_held(&self.word, self.app.now()) => self.hold().await,
            Some(advance) => self.advance(advance).await,
            // Somebody may have begun to listen just now.
            None => Ok(is_behind && lines.is_empty()),
        }
    }

    /// What to write next; `None`: nothing yet.
    async fn made(
        &mut self,
        look: &Look,
        lines: &[model::changes::Recorded],
        listeners: &Listeners,
    ) -> Result<Option<Advance>, Failure> {
        let Look { place, newest, ends } = look;
        let Some(first) = listeners.first() else {
            self.looked_at = self.app.now();
            let unheard: Vec<_> = ends.iter().map(|end| end.job).collect();
            if unheard.is_empty() {
                return Ok(None);
            }
            return Ok(Some(Advance { unheard: Some(unheard), ..moved(place, *newest) }));
        };
        if let Some(end) = ends.iter().find(|end| end.last <= place.cursor) {
            return self.ended(place, end.job, listeners).await.map(Some);
        }
        if place.walked.is_empty() && place.cursor < first.min(*newest) {
            return Ok(Some(moved(place, first.min(*newest))));
        }
        if lines.is_empty() {
            return Ok(None);
        }
        self.page(place, lines, listeners).await.map(Some)
    }

    async fn look(&self) -> Result<Look, Failure> {
        let look = async |conn: &mut Conn<'_>| {
            let (place, newest, has_ends) = events::place(conn).await?;
            let ends = if has_ends { events::ended(conn).await? } else { Vec::new() };
            Ok(Look { place, newest, ends })
        };
        Ok(self.app.store.read(look).await?)
    }

    async fn hold(&self) -> Result<bool, Failure> {
        let word = self.word.clone();
        let hold = async move |conn: &mut Conn<'_>| events::hold(conn, &word).await;
        Ok(self.app.store.write(Urgency::Own, hold).await?)
    }

    async fn advance(&self, advance: Advance) -> Result<bool, Failure> {
        let urgency = if advance.events.len() + advance.later.len() > HURRIED { Urgency::Bulk } else { Urgency::Own };
        let owes = advance.events.iter().any(|made| !made.webhooks.is_empty());
        let advance = std::sync::Arc::new(advance);
        let write = async move |conn: &mut Conn<'_>| events::advance(conn, &advance).await;
        let moved = self.app.store.write(urgency, write).await?;
        if moved && owes {
            self.app.owed.send_replace(());
        }
        Ok(moved)
    }
}

/// Nothing but a step from a place to another.
fn moved(from: &Place, to: Cursor) -> Advance {
    Advance {
        from: from.clone(),
        to,
        walked: String::new(),
        events: Vec::<MadeEvent>::new(),
        later: Vec::new(),
        told: None,
        unheard: None,
    }
}
