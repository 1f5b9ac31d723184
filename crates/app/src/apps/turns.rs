//! How many calls to apps are under way at once: so many in all, and of one app so few that one that hangs leaves turns to
//! the others.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use model::problem::Problem;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Calls at once.
const ALL: usize = 32;
/// Calls of one app at once.
const EACH: usize = 8;
/// Calls of one app that are under way or wait.
const CROWD: usize = 64;

/// The turns.
pub(crate) struct Turns {
    all: Arc<Semaphore>,
    /// Of apps that are called just now, by their numbers.
    each: Mutex<HashMap<i64, Own>>,
}

/// The turns of one app.
#[derive(Clone)]
struct Own {
    crowd: Arc<Semaphore>,
    turns: Arc<Semaphore>,
}

/// A turn; it ends when dropped.
pub(super) struct Turn {
    _crowd: OwnedSemaphorePermit,
    _own: OwnedSemaphorePermit,
    _all: OwnedSemaphorePermit,
}

impl Default for Turns {
    fn default() -> Self {
        Self { all: Arc::new(Semaphore::new(ALL)), each: Mutex::default() }
    }
}

impl Turns {
    /// A turn to call the app of that number, after those who came before. Errors: too many wait for it already.
    pub(super) async fn take(&self, app: i64) -> Result<Turn, Problem> {
        let own = self.own(app);
        let busy = || Problem::unavailable("The app doesn't keep up with its calls. Try again.");
        let crowd = Arc::clone(&own.crowd).try_acquire_owned().map_err(|_| busy())?;
        let turn = own.turns.acquire_owned().await.map_err(|_| busy())?;
        let all = Arc::clone(&self.all).acquire_owned().await.map_err(|_| busy())?;
        Ok(Turn { _crowd: crowd, _own: turn, _all: all })
    }

    fn own(&self, app: i64) -> Own {
        let mut each = self.each.lock().unwrap_or_else(PoisonError::into_inner);
        // Of those that nobody calls nothing is kept.
        each.retain(|_, own| Arc::strong_count(&own.crowd) > 1);
        let new = || Own { crowd: Arc::new(Semaphore::new(CROWD)), turns: Arc::new(Semaphore::new(EACH)) };
        each.entry(app).or_insert_with(new).clone()
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use futures_util::FutureExt as _;

    use super::*;

    #[tokio::test]
    async fn one_that_hangs_leaves_turns_to_others() {
        let turns = Turns::default();
        let mut hanging = Vec::new();
        for _ in 0..EACH {
            hanging.push(turns.take(1).await.ok().unwrap());
        }
        let mut waits = pin!(turns.take(1));
        assert!(waits.as_mut().now_or_never().is_none());
        assert!(turns.take(2).now_or_never().is_some());
        hanging.pop();
        assert!(waits.now_or_never().is_some());
    }

    #[tokio::test]
    async fn a_crowd_is_sent_away() {
        let turns = Turns::default();
        let mut all: Vec<_> = (0..CROWD).map(|_| Box::pin(turns.take(1))).collect();
        let at_work: Vec<_> = all.iter_mut().filter_map(|one| one.as_mut().now_or_never()).collect();
        assert_eq!(at_work.len(), EACH);
        assert!(turns.take(1).await.is_err());
        drop((at_work, all));
        assert!(turns.take(1).await.is_ok());
        assert!(turns.take(2).await.is_ok());
        assert_eq!(turns.each.lock().unwrap().len(), 1);
    }
}
