//! Who sends what webhooks are owed: a few calls at a time, so that a receiver that hangs holds up itself alone.

use std::collections::{HashMap, HashSet};
use std::mem;
use std::sync::Arc;

use model::event::{DeliveryState, Fate, Reply, payload};
use model::schema::{Schema, Webhook};
use store::conn::Conn;
use store::events::{self, Owed, Settled};
use store::{Error, Urgency};
use tokio::task::{Id, JoinError, JoinSet};

use super::call::{Letter, said};
use crate::{App, Failure};

/// Most calls at a time.
const AT_ONCE: usize = 64;
/// Most calls at a time to the receiver of one webhook.
const TO_ONE: usize = 8;
/// The same where its last call failed, or none was made.
const TO_ONE_IN_TROUBLE: usize = 1;

/// Why what a webhook was owed is given up.
const SWITCHED_OFF: &str = "The webhook was switched off before this could be sent.";
/// Why there is no answer where our own part of a call failed.
const BROKEN: &str = "Something failed on the server; its log says what.";

/// One who sends.
pub(super) struct Sender<'a> {
    app: &'a App,
    calls: JoinSet<Reply>,
    /// What is on its way, by the task that calls.
    flying: HashMap<Id, Owed>,
    /// What was answered and isn't written down yet.
    answered: Vec<Settled>,
    /// Webhooks whose receivers answered well when they were last called.
    well: HashSet<i64>,
}

impl<'a> Sender<'a> {
    pub fn of(app: &'a App) -> Self {
        Self { app, calls: JoinSet::new(), flying: HashMap::new(), answered: Vec::new(), well: HashSet::new() }
    }

    /// Waits until a call has ended; for ever if none is made.
    pub async fn ended(&mut self) {
        match self.calls.join_next_with_id().await {
            Some(ended) => self.note(ended),
            None => std::future::pending().await,
        }
    }

    /// Writes down what was answered and begins to send what is due, a few; tells when there will be more to do that no
    /// call has to end for.
    pub async fn turn(&mut self) -> Result<Option<i64>, Failure> {
        while let Some(ended) = self.calls.try_join_next_with_id() {
            self.note(ended);
        }
        let next = self.app.store.read(async |conn: &mut Conn<'_>| events::next(conn).await).await?;
        let schema = self.app.confirmed().await?;
        self.give_up(&schema, &next).await?;
        let (wanted, due) = self.wanted(&schema, &next);
        if wanted.is_empty() && self.answered.is_empty() {
            return Ok(due);
        }
        let owed = self.write(wanted).await?;
        self.send(&schema, owed);
        Ok(Some(self.app.now()))
    }

    /// Waits for the calls that are on their way, and writes down what came of them.
    pub async fn finish(mut self) -> Result<(), Failure> {
        while let Some(ended) = self.calls.join_next_with_id().await {
            self.note(ended);
        }
        if self.answered.is_empty() { Ok(()) } else { self.write(Vec::new()).await.map(drop) }
    }

    /// How much of each webhook may be sent now, those first that are sent least; and when something else falls due.
    fn wanted(&self, schema: &Schema, next: &[(i64, i64)]) -> (Vec<(i64, usize)>, Option<i64>) {
        let now = self.app.now();
        let mut flying: HashMap<i64, usize> = HashMap::new();
        for owed in self.flying.values() {
            *flying.entry(owed.webhook).or_default() += 1;
        }
        let mut free = AT_ONCE - self.flying.len().min(AT_ONCE);
        let mut rooms: Vec<_> = next
            .iter()
            .filter(|(webhook, _)| active(schema, *webhook).is_some())
            .map(|&(webhook, due)| (flying.get(&webhook).copied().unwrap_or_default(), webhook, due))
            .collect();
        rooms.sort_unstable();
        let (mut wanted, mut later) = (Vec::new(), None::<i64>);
        for (count, webhook, due) in rooms {
            let most = if self.well.contains(&webhook) { TO_ONE } else { TO_ONE_IN_TROUBLE };
            let room = most.saturating_sub(count).min(free);
            // One without room is looked at again when a call has ended.
            if room > 0 && due <= now {
                free -= room;
                wanted.push((webhook, room));
            } else if room > 0 {
                later = Some(later.map_or(due, |later| later.min(due)));
            }
        }
        (wanted, later)
    }

    /// Gives up what webhooks are owed that are switched off.
    async fn give_up(&self, schema: &Schema, next: &[(i64, i64)]) -> Result<(), Failure> {
        for &(webhook, _) in next.iter().filter(|(webhook, _)| active(schema, *webhook).is_none()) {
            let step = async move |conn: &mut Conn<'_>| events::give_up(conn, webhook, SWITCHED_OFF).await;
            while self.app.store.write(Urgency::Bulk, step).await? == u64::from(events::GIVEN_UP) {}
        }
        Ok(())
    }

    /// Writes down what was answered, and claims what may be sent: not where something was given up, which may have its
    /// webhook switched off.
    async fn write(&mut self, mut wanted: Vec<(i64, usize)>) -> Result<Vec<Owed>, Failure> {
        if self.answered.iter().any(|settled| settled.state == DeliveryState::Failed) {
            wanted.clear();
        }
        let settled: Arc<[Settled]> = mem::take(&mut self.answered).into();
        let known = Arc::clone(&settled);
        let work = async move |conn: &mut Conn<'_>| {
            events::settle(conn, &known).await?;
            let owed = if wanted.is_empty() { Vec::new() } else { events::claim(conn, &wanted).await? };
            Ok::<_, Error>(owed)
        };
        match self.app.store.write(Urgency::Bulk, work).await {
            Ok(owed) => {
                self.app.judge(&settled).await;
                Ok(owed)
            }
            Err(error) => {
                self.answered.extend(settled.iter().cloned());
                Err(error.into())
            }
        }
    }

    /// Begins to send what was claimed.
    fn send(&mut self, schema: &Schema, owed: Vec<Owed>) {
        for owed in owed {
            // The claim was over before the call: the clock was turned.
            if let Some(known) = self.flying.values_mut().find(|known| known.id == owed.id) {
                known.until = owed.until;
                continue;
            }
            // Switched off just now: it falls due again when the claim is over, and is given up.
            let Some(webhook) = active(schema, owed.webhook) else { continue };
            let letter = Letter { webhook, uuid: &owed.uuid, payload: payload(&owed.body, self.app.base()) };
            let call = self.app.call(letter);
            let task = self.calls.spawn(call);
            self.flying.insert(task.id(), owed);
        }
    }

    /// Takes in what came of a call.
    fn note(&mut self, ended: Result<(Id, Reply), JoinError>) {
        let (id, reply) = match ended {
            Ok((id, reply)) => (id, reply),
            Err(error) => {
                tracing::error!(%error, "a call of a webhook broke");
                (error.id(), Reply::missed(BROKEN.to_owned()))
            }
        };
        let Some(owed) = self.flying.remove(&id) else { return };
        let fate = reply.fate(self.app.keeping.terms.retry, owed.tries + 1);
        if fate == Fate::Delivered {
            self.well.insert(owed.webhook);
        } else {
            self.well.remove(&owed.webhook);
        }
        said(&owed, &reply, fate);
        let now = self.app.now();
        let (state, pause) = match fate {
            Fate::Delivered => (DeliveryState::Delivered, 0),
            Fate::Again(pause) => (DeliveryState::Pending, i64::try_from(pause.as_micros()).unwrap_or(i64::MAX)),
            Fate::Failed => (DeliveryState::Failed, 0),
        };
        self.answered.push(Settled { owed, state, due_at: now.saturating_add(pause), tried_at: now, reply });
    }
}

/// The webhook of that number, if it is switched on.
fn active(schema: &Schema, id: i64) -> Option<&Webhook> {
    schema.by_id(id)?.says::<Webhook>().filter(|webhook| webhook.is_active)
}
