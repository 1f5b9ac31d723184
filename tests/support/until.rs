//! Waiting for what another task or process brings about.

use std::panic::Location;
use std::time::{Duration, Instant};

/// Between two looks: the machine is left to those who work at it.
const PAUSE: Duration = Duration::from_millis(10);
const DEADLINE: Duration = Duration::from_mins(5);

/// Looks until it holds. Panics after five minutes.
#[track_caller]
pub fn until(mut holds: impl AsyncFnMut() -> bool) -> impl Future<Output = ()> {
    until_some(async move || holds().await.then_some(()))
}

/// Looks until there is something. Panics after five minutes.
#[track_caller]
pub fn until_some<T>(mut look: impl AsyncFnMut() -> Option<T>) -> impl Future<Output = T> {
    let (asked_at, started) = (Location::caller(), Instant::now());
    async move {
        loop {
            if let Some(found) = look().await {
                return found;
            }
            assert!(started.elapsed() < DEADLINE, "it never came about: {asked_at}");
            tokio::time::sleep(PAUSE).await;
        }
    }
}
