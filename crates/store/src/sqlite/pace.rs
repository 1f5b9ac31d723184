//! How much a bulk job may write at once: much, unless somebody waits meanwhile.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::BULK_CHUNK;

/// Whoever writes beside bulk finds it short for so long: who comes now and then meets no long job.
const SHORT: Duration = Duration::from_secs(10);
/// Bulk begins short again after a pause like this: who else is there isn't known any more.
const PAUSE: Duration = Duration::from_secs(10);
/// Objects that a short job writes: it keeps others waiting for some 10 ms.
const SHORT_CHUNK: usize = 25;
/// Bulk rests so many times as long as a job took while others write beside it: else the disk is busy with what bulk wrote,
/// which in short jobs is several times as much, when they wait for it.
const REST: u32 = 2;

/// What is known of those who write.
pub(super) struct Pace(Mutex<State>);

struct State {
    /// How many objects a job should write.
    chunk: usize,
    /// When the bulk job that is at work began.
    began: Option<Instant>,
    /// When the last one ended.
    ended: Option<Instant>,
    /// When somebody last had to wait for one.
    waited: Option<Instant>,
    /// Until when the next one should wait.
    rests: Option<Instant>,
}

impl Pace {
    pub fn new() -> Self {
        Self(Mutex::new(State { chunk: SHORT_CHUNK, began: None, ended: None, waited: None, rests: None }))
    }

    /// How many objects the next bulk job should write.
    pub fn chunk(&self, now: Instant) -> usize {
        let state = self.lock();
        let is_known = state.ended.is_some_and(|ended| now - ended < PAUSE);
        if is_known { state.chunk } else { SHORT_CHUNK }
    }

    /// Somebody came who waits for his write.
    pub fn came(&self, now: Instant) {
        let mut state = self.lock();
        if state.began.is_some() || state.rests.is_some_and(|until| until > now) {
            state.waited = Some(now);
            state.chunk = SHORT_CHUNK;
        }
    }

    /// A bulk job begins.
    pub fn began(&self, now: Instant) {
        self.lock().began = Some(now);
    }

    /// Until when the next bulk job should wait, if that is still to come.
    pub fn rests(&self, now: Instant) -> Option<Instant> {
        self.lock().rests.filter(|until| *until > now)
    }

    /// It is over: as long as nobody waits, each may be twice as long as the one before.
    pub fn ended(&self, now: Instant) {
        let mut state = self.lock();
        let chunk = if state.ended.is_none_or(|ended| now - ended >= PAUSE) { SHORT_CHUNK } else { state.chunk };
        let is_calm = state.waited.is_none_or(|waited| now - waited >= SHORT);
        state.chunk = if is_calm { (chunk * 2).min(BULK_CHUNK) } else { SHORT_CHUNK };
        let took = state.began.take().map_or(Duration::ZERO, |began| now - began);
        state.rests = (!is_calm).then(|| now + took * REST);
        state.ended = Some(now);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many bulk jobs, one a moment, each ended at once.
    fn work(pace: &Pace, now: &mut Instant, jobs: usize) {
        for _ in 0..jobs {
            pace.began(*now);
            *now += Duration::from_millis(20);
            pace.ended(*now);
        }
    }

    #[test]
    fn bulk_grows_while_nobody_waits_and_begins_anew_after_a_pause() {
        let (pace, mut now) = (Pace::new(), Instant::now());
        assert_eq!(pace.chunk(now), SHORT_CHUNK);
        work(&pace, &mut now, 1);
        assert_eq!(pace.chunk(now), 2 * SHORT_CHUNK);
        work(&pace, &mut now, 9);
        assert_eq!(pace.chunk(now), BULK_CHUNK);
        now += PAUSE;
        assert_eq!(pace.chunk(now), SHORT_CHUNK);
        work(&pace, &mut now, 1);
        assert_eq!(pace.chunk(now), 2 * SHORT_CHUNK);
    }

    #[test]
    fn bulk_is_short_while_somebody_writes_beside_it() {
        let (pace, mut now) = (Pace::new(), Instant::now());
        work(&pace, &mut now, 10);
        // Who comes in between waits for nobody.
        pace.came(now);
        assert_eq!(pace.chunk(now), BULK_CHUNK);
        assert_eq!(pace.rests(now), None);
        pace.began(now);
        pace.came(now);
        let came = now;
        now += Duration::from_millis(20);
        pace.ended(now);
        assert_eq!(pace.chunk(now), SHORT_CHUNK);
        assert_eq!(pace.rests(now), Some(now + REST * Duration::from_millis(20)));
        while now - came + Duration::from_millis(20) < SHORT {
            work(&pace, &mut now, 1);
            assert_eq!(pace.chunk(now), SHORT_CHUNK);
        }
        work(&pace, &mut now, 10);
        assert_eq!(pace.chunk(now), BULK_CHUNK);
        assert_eq!(pace.rests(now), None);
    }
}
