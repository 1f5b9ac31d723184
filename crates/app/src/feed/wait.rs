//! Readers who wait for more: they look when something was committed, and all of them together not too often.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, sleep, sleep_until};

use crate::App;

/// Each waits so long between two looks for each that waits: all of them look a thousand times a second at most.
const PAUSE: Duration = Duration::from_millis(1);
/// And looks so often at least: nobody tells of a transaction that was rolled back and that others waited for.
const LOOK: Duration = Duration::from_secs(1);

/// Why one waits no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Woken {
    /// There may be more.
    Look,
    /// The time is over.
    Over,
    /// The server stops.
    Ended,
}

/// A reader who waits.
pub struct Waiter {
    commits: watch::Receiver<u64>,
    ended: watch::Receiver<bool>,
    waiting: Arc<()>,
}

impl App {
    /// One more who waits: from now on, what is committed wakes it.
    pub fn waiter(&self) -> Waiter {
        let waiting = Arc::clone(&self.feed.waiting);
        Waiter { commits: self.store.commits(), ended: self.feed.ended.subscribe(), waiting }
    }

    /// Lets go of all who wait, now and later: the server stops.
    pub fn end_waiting(&self) {
        self.feed.ended.send_replace(true);
    }
}

impl Waiter {
    /// Waits for something to look at, up to a moment.
    pub async fn wait(&mut self, until: Instant) -> Woken {
        let pause = u32::try_from(Arc::strong_count(&self.waiting)).map_or(LOOK, |count| PAUSE * count);
        sleep(pause.min(LOOK)).await;
        let look = until.min(Instant::now() + LOOK);
        tokio::select! {
            _ = self.ended.wait_for(|ended| *ended) => Woken::Ended,
            Ok(()) = self.commits.changed() => Woken::Look,
            () = sleep_until(look) => if look == until { Woken::Over } else { Woken::Look },
        }
    }

    /// Whether the server stops.
    pub fn is_over(&self) -> bool {
        *self.ended.borrow()
    }
}
