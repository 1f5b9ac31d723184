//! Webhooks: events go out to whoever subscribed to them, at least once, and of one resource in their order.
//!
//! What is owed stands in the database, and whoever sends it has claimed it (`store::events`). So no event is lost with a
//! process, several nodes share the work, and only what is being sent is in memory.

mod call;
mod log;
mod off;
mod sample;
mod sender;

use std::time::Duration;

use model::problem::Problem;
use model::schema::{DefinitionKind, Schema, Webhook};
use store::conn::Conn;
use store::{Urgency, events};
use tokio::sync::watch;

use self::sender::Sender;
use crate::{App, Failure};

/// What is owed is looked at so often at least: another node may have added something, or died.
const LOOK: Duration = Duration::from_secs(5);
/// The pause after the database failed.
const PAUSE: Duration = Duration::from_secs(1);
/// What deleted webhooks were owed is looked for so often.
const SWEEP: Duration = Duration::from_mins(1);

impl App {
    /// Sends what is owed as it falls due, until `stopped` says so: a task for a server. Calls on their way are answered
    /// before it ends.
    pub async fn keep_sending(&self, mut stopped: watch::Receiver<bool>) {
        let (mut added, mut notices) = (self.owed.subscribe(), self.store.notices());
        let (mut sender, mut sweep) = (Sender::of(self), tokio::time::interval(SWEEP));
        while !*stopped.borrow() {
            let pause = match sender.turn().await {
                Ok(next) => next.map_or(LOOK, |due| self.until(due).min(LOOK)),
                Err(failure) => {
                    tracing::warn!(%failure, "webhooks could not be looked at; the next try is soon");
                    tokio::time::sleep(PAUSE).await;
                    continue;
                }
            };
            let sweeps = tokio::select! {
                _ = stopped.wait_for(|stopped| *stopped) => false,
                () = sender.ended() => false,
                _ = added.changed() => false,
                Ok(()) = notices.changed() => false,
                _ = sweep.tick() => true,
                () = tokio::time::sleep(pause) => false,
            };
            if sweeps {
                self.sweep().await;
            }
        }
        if let Err(failure) = sender.finish().await {
            tracing::warn!(%failure, "what came of the last calls of webhooks could not be written down");
        }
    }

    /// Forgets what deleted webhooks were owed, and counts what waits.
    async fn sweep(&self) {
        if let Err(failure) = self.forget_orphans().await {
            tracing::warn!(%failure, "what deleted webhooks were owed could not be forgotten; the next try is soon");
        }
    }

    async fn forget_orphans(&self) -> Result<(), Failure> {
        let forget = async |conn: &mut Conn<'_>| events::forget_orphans(conn).await;
        while self.store.write(Urgency::Bulk, forget).await? == u64::from(events::GIVEN_UP) {}
        let waiting = self.store.read(async |conn: &mut Conn<'_>| events::waiting(conn).await).await?;
        #[expect(clippy::cast_precision_loss, reason = "a metric")]
        metrics::gauge!("vitrine_webhook_waiting").set(waiting as f64);
        Ok(())
    }
}

/// The webhook of that code, with its number. Errors: `NotFound`.
fn named<'a>(schema: &'a Schema, code: &str) -> Result<(i64, &'a Webhook), Problem> {
    schema.get::<Webhook>(code).ok_or_else(|| Problem::not_found(DefinitionKind::Webhook.words(), code))
}
