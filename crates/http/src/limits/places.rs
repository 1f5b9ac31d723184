//! Places for requests at work, and the queue before them.
//!
//! More at work than the machine has hands for serves nobody sooner: all of them only take longer. So few are at work
//! and the others wait, in the order in which they came. Where more wait than can be served in good time, that order
//! would make everybody late: from then on, until nobody was sent away for a while, whoever came last goes first, and
//! only a few wait: of those the first is told to come again when one more comes. So what is served then has not waited
//! for all the others, and refusing takes little. Fewer are at work as well, so that each is done sooner: for want of
//! work nobody waits then.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

/// So many for each place may wait in order; one more makes a crowd.
const IN_ORDER: usize = 16;

/// In a crowd one of so many places is given out.
const IN_A_CROWD: usize = 8;

/// A crowd comes in bursts: it is over when nobody was sent away for so long.
const LULL: Duration = Duration::from_millis(100);

/// The places.
pub(super) struct Places {
    count: usize,
    patience: Duration,
    state: Mutex<State>,
}

struct State {
    free: usize,
    waiting: VecDeque<Waiter>,
    /// In a crowd: when somebody was last sent away.
    crowded: Option<Instant>,
}

/// Dropped without a place, it says that there will be none.
type Waiter = oneshot::Sender<Place>;

/// A place, given to the next when dropped.
pub(super) struct Place(Option<Arc<Places>>);

/// More came than can be served.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Crowded;

impl Places {
    /// Nobody waits longer than `patience`.
    pub fn new(count: usize, patience: Duration) -> Arc<Self> {
        let state = State { free: count, waiting: VecDeque::new(), crowded: None };
        Arc::new(Self { count, patience, state: Mutex::new(state) })
    }

    /// A place, at once or after waiting for it.
    pub async fn take(self: &Arc<Self>) -> Result<Place, Crowded> {
        let called = {
            let mut state = self.lock();
            state.look_around();
            if state.gives(self.count) {
                state.free -= 1;
                return Ok(Place(Some(Arc::clone(self))));
            }
            state.wait(self.count)
        };
        match tokio::time::timeout(self.patience, called).await {
            Ok(Ok(place)) => Ok(place),
            _ => Err(Crowded),
        }
    }

    /// Gives a place that came free to whoever is next.
    fn pass_on(self: Arc<Self>) {
        loop {
            let next = self.lock().next(self.count);
            let Some(next) = next else { return };
            match next.send(Place(Some(Arc::clone(&self)))) {
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

/// How many are at work in a crowd, and as many wait.
fn few(places: usize) -> usize {
    (places / IN_A_CROWD).max(1)
}

impl State {
    /// Whether one more may be at work.
    fn gives(&self, places: usize) -> bool {
        let at_work = places - self.free;
        at_work < if self.crowded.is_some() { few(places) } else { places }
    }

    /// Ends a crowd that is over.
    fn look_around(&mut self) {
        if self.crowded.is_some_and(|sent_away| sent_away.elapsed() >= LULL) {
            self.crowded = None;
            tracing::info!("all requests are served again");
        }
    }

    fn wait(&mut self, places: usize) -> oneshot::Receiver<Place> {
        if self.crowded.is_none() && self.waiting.len() >= IN_ORDER * places {
            self.crowded = Some(Instant::now());
            tracing::warn!("more requests than can be served: the last go first, and others are told to come again");
        }
        let (waiter, place) = oneshot::channel();
        self.waiting.push_back(waiter);
        if let Some(sent_away) = &mut self.crowded
            && self.waiting.len() > few(places)
        {
            self.waiting.drain(..self.waiting.len() - few(places));
            *sent_away = Instant::now();
        }
        place
    }

    /// Who is to have the place that came free; `None`: it stays free.
    fn next(&mut self, places: usize) -> Option<Waiter> {
        self.free += 1;
        self.look_around();
        if !self.gives(places) {
            return None;
        }
        let next = if self.crowded.is_some() { self.waiting.pop_back() } else { self.waiting.pop_front() }?;
        self.free -= 1;
        Some(next)
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

    /// For which anybody waits long enough, however busy the machine.
    fn places(count: usize) -> Arc<Places> {
        Places::new(count, Duration::from_mins(1))
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
        let places = places(1);
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
    async fn in_a_crowd_the_last_goes_first_and_few_wait_and_work() {
        let places = places(2 * IN_A_CROWD);
        let mut at_work = Vec::new();
        for _ in 0..2 * IN_A_CROWD {
            at_work.push(places.take().await.unwrap());
        }
        let mut waiting = wait(&places, 2 * IN_A_CROWD * IN_ORDER).await;
        // These two make a crowd of all.
        for _ in 0..2 {
            let here = Arc::clone(&places);
            waiting.push(tokio::spawn(async move { here.take().await }));
            tokio::task::yield_now().await;
        }
        let (last, before) = (waiting.pop().unwrap(), waiting.pop().unwrap());
        for early in waiting {
            assert!(early.await.unwrap().is_err());
        }
        // Places that come free stay so until two are at work.
        at_work.truncate(2);
        assert!(!last.is_finished() && places.lock().free == 2 * IN_A_CROWD - 2);
        at_work.pop();
        let place = last.await.unwrap().unwrap();
        assert!(!before.is_finished());
        // It lasts, though nobody waits any more, until nobody was sent away for a while; then there is order again.
        drop(place);
        drop(before.await.unwrap().unwrap());
        assert!(places.lock().crowded.is_some() && places.lock().waiting.is_empty());
        at_work.push(places.take().await.unwrap());
        let waits = wait(&places, 1).await;
        let a_while_ago = Instant::now().checked_sub(LULL).unwrap();
        places.lock().crowded = Some(a_while_ago);
        at_work.push(places.take().await.unwrap());
        assert!(places.lock().crowded.is_none() && places.lock().free == 2 * IN_A_CROWD - 3);
        drop(at_work.pop());
        for waiting in waits {
            drop(waiting.await.unwrap().unwrap());
        }
    }

    #[tokio::test]
    async fn nobody_waits_for_ever() {
        let places = Places::new(1, Duration::from_millis(5));
        let _first = places.take().await.unwrap();
        assert!(places.take().await.is_err());
    }
}
