//! Places for requests at work, and the queue before them.
//!
//! More at work than the machine has hands for serves nobody sooner: all of them only take longer. So few are at work
//! and the others wait, in the order in which they came. Where more wait than can be served in good time, that order
//! would make everybody late: from then on, until nobody waits any more, whoever came last goes first, and whoever has
//! waited for a moment is told to come again. So what is served then is served nearly as fast as ever.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

/// So many for each place may wait in order; one more makes a crowd.
const IN_ORDER: usize = 16;
/// In a crowd nobody waits longer than this.
const MOMENT: Duration = Duration::from_millis(20);
/// Nor ever in larger company: each takes memory.
const MOST: usize = 1_024;

/// The places.
pub(super) struct Places {
    count: usize,
    patience: Duration,
    state: Mutex<State>,
}

struct State {
    free: usize,
    /// How long one waits in a crowd.
    moment: Duration,
    waiting: VecDeque<Waiter>,
    crowded: bool,
}

/// Dropped without a place, it says that there will be none.
struct Waiter {
    since: Instant,
    called: oneshot::Sender<Place>,
}

/// A place, given to the next when dropped.
pub(super) struct Place(Option<Arc<Places>>);

/// More came than can be served.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Crowded;

impl Places {
    /// Nobody waits longer than `patience`.
    pub fn new(count: usize, patience: Duration) -> Arc<Self> {
        let state = State { free: count, moment: MOMENT, waiting: VecDeque::new(), crowded: false };
        Arc::new(Self { count, patience, state: Mutex::new(state) })
    }

    /// A place, at once or after waiting for it.
    pub async fn take(self: &Arc<Self>) -> Result<Place, Crowded> {
        let called = {
            let mut state = self.lock();
            if state.free > 0 {
                state.free -= 1;
                return Ok(Place(Some(Arc::clone(self))));
            }
            state.wait(self.count * IN_ORDER)?
        };
        match tokio::time::timeout(self.patience, called).await {
            Ok(Ok(place)) => Ok(place),
            _ => Err(Crowded),
        }
    }

    /// Gives a place that came free to whoever is next.
    fn pass_on(self: Arc<Self>) {
        loop {
            let next = self.lock().next();
            let Some(next) = next else { return };
            match next.called.send(Place(Some(Arc::clone(&self)))) {
                Ok(()) => return,
                // Nobody waits there any more.
                Err(mut place) => place.0 = None,
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn wait(&mut self, in_order: usize) -> Result<oneshot::Receiver<Place>, Crowded> {
        let since = Instant::now();
        if !self.crowded && self.waiting.len() >= in_order {
            self.crowded = true;
            tracing::warn!("more requests than can be served: the last go first, and others are told to come again");
        }
        if self.crowded {
            while self.waiting.front().is_some_and(|first| since - first.since > self.moment) {
                self.waiting.pop_front();
            }
        }
        if self.waiting.len() >= MOST {
            return Err(Crowded);
        }
        let (called, place) = oneshot::channel();
        self.waiting.push_back(Waiter { since, called });
        Ok(place)
    }

    /// Who is to have the place that came free; `None`: nobody waits, and it is free.
    fn next(&mut self) -> Option<Waiter> {
        let next = if self.crowded { self.waiting.pop_back() } else { self.waiting.pop_front() };
        if next.is_none() {
            self.free += 1;
            if std::mem::take(&mut self.crowded) {
                tracing::info!("all requests are served again");
            }
        }
        next
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(places) = self.0.take() {
            places.pass_on();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One place, for which anybody waits long enough, however busy the machine.
    fn one() -> Arc<Places> {
        let places = Places::new(1, Duration::from_mins(1));
        places.lock().moment = Duration::from_mins(1);
        places
    }

    type Waiting = tokio::task::JoinHandle<Result<Place, Crowded>>;

    /// So many that wait, the first first.
    async fn wait(places: &Arc<Places>, count: usize) -> Vec<Waiting> {
        let mut waiting = Vec::new();
        for _ in 0..count {
            let before = places.lock().waiting.len();
            let places = Arc::clone(places);
            waiting.push(tokio::spawn({
                let places = Arc::clone(&places);
                async move { places.take().await }
            }));
            while places.lock().waiting.len() == before {
                tokio::task::yield_now().await;
            }
        }
        waiting
    }

    #[tokio::test]
    async fn who_waits_goes_in_order() {
        let places = one();
        let first = places.take().await.unwrap();
        let mut waiting = wait(&places, IN_ORDER).await;
        // One has gone away.
        waiting.remove(3).abort();
        drop(first);
        for next in waiting {
            drop(next.await.unwrap().unwrap());
        }
        assert_eq!(places.lock().free, 1);
    }

    #[tokio::test]
    async fn in_a_crowd_the_last_goes_first() {
        let places = one();
        let first = places.take().await.unwrap();
        let mut waiting = wait(&places, IN_ORDER + 1).await;
        let last = waiting.pop().unwrap();
        drop(first);
        let place = last.await.unwrap().unwrap();
        assert!(waiting.iter().all(|other| !other.is_finished()));
        // It lasts until nobody waits; then there is order again.
        drop(place);
        for other in waiting.into_iter().rev() {
            drop(other.await.unwrap().unwrap());
        }
        assert!(!places.lock().crowded);
    }

    #[tokio::test]
    async fn in_a_crowd_nobody_waits_for_long() {
        let places = one();
        let _first = places.take().await.unwrap();
        let waiting = wait(&places, IN_ORDER).await;
        let old = Instant::now().checked_sub(Duration::from_mins(2)).unwrap();
        places.lock().waiting.iter_mut().for_each(|waiter| waiter.since = old);
        let last = wait_for_one(&places).await;
        for early in waiting {
            assert!(early.await.unwrap().is_err());
        }
        assert!(!last.is_finished());
    }

    /// One more, who may be the only one left.
    async fn wait_for_one(places: &Arc<Places>) -> Waiting {
        let here = Arc::clone(places);
        let waiting = tokio::spawn(async move { here.take().await });
        while !places.lock().crowded {
            tokio::task::yield_now().await;
        }
        waiting
    }

    #[tokio::test]
    async fn nobody_waits_for_ever() {
        let places = Places::new(1, Duration::from_millis(5));
        let _first = places.take().await.unwrap();
        assert!(places.take().await.is_err());
    }
}
