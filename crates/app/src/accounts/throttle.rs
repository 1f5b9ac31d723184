//! Who fails too often to sign in must wait. Counted on each node, in memory.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use ring::digest::{Context, SHA256};

/// Failures count for so many microseconds (v4.md 3.1).
const WINDOW: i64 = 15 * 60 * SECOND;
/// An attempt that takes longer than so many microseconds was given up by its caller.
const PATIENCE: i64 = 10 * SECOND;
const SECOND: i64 = 1_000_000;

/// A username at an address, hashed: what callers send takes no more room than this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Key([u8; 32]);

impl Key {
    /// Of an IPv6 address the network counts, as one caller has 2^64 addresses in it.
    pub fn of(username: &str, address: IpAddr) -> Self {
        let mut context = Context::new(&SHA256);
        match address.to_canonical() {
            IpAddr::V4(address) => context.update(&address.octets()),
            IpAddr::V6(address) => context.update(&address.octets()[..8]),
        }
        context.update(username.as_bytes());
        let mut key = [0; 32];
        key.copy_from_slice(context.finish().as_ref());
        Self(key)
    }
}

/// One that failed, or that is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Attempt {
    at: i64,
    failed: bool,
}

/// The failures of late.
pub(super) struct Throttle {
    /// So many, and no more attempts are let in.
    most: usize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    failures: HashMap<Key, Vec<Attempt>>,
    /// At this many keys those without a late failure are let go.
    sweep_at: usize,
}

impl Throttle {
    /// Lets in up to so many failures.
    pub fn new(most: usize) -> Self {
        Self { most, state: Mutex::default() }
    }

    /// Lets an attempt in, and counts it as a failure until [`Self::succeeded`]: so many at the same
    /// time are no way around. Errors: the seconds to wait, a single one for those that are under way.
    pub fn enter(&self, key: Key, now: i64) -> Result<(), u64> {
        self.with(|state| {
            state.sweep(now);
            let failures = state.failures.entry(key).or_default();
            failures.retain(|attempt| is_late(attempt.at, now));
            if failures.len() < self.most {
                failures.push(Attempt { at: now, failed: false });
                return Ok(());
            }
            let is_under_way =
                |attempt: &Attempt| !attempt.failed && attempt.at.abs_diff(now) < PATIENCE.unsigned_abs();
            if failures.iter().any(is_under_way) {
                return Err(1);
            }
            let wait = failures.iter().map(|attempt| attempt.at).min().map_or(0, |oldest| oldest + WINDOW - now);
            Err(wait.max(0).unsigned_abs().div_ceil(SECOND.unsigned_abs()))
        })
    }

    /// The password was wrong in the attempt that entered at `at`.
    pub fn failed(&self, key: Key, at: i64) {
        self.with(|state| {
            let failures = state.failures.entry(key).or_default();
            match failures.iter_mut().find(|attempt| **attempt == Attempt { at, failed: false }) {
                Some(attempt) => attempt.failed = true,
                // Another one was right meanwhile.
                None => failures.push(Attempt { at, failed: true }),
            }
        });
    }

    /// The password was right: the count begins anew.
    pub fn succeeded(&self, key: Key) {
        self.with(|state| state.failures.remove(&key));
    }

    /// The attempt that entered at `at` could not be judged.
    pub fn undecided(&self, key: Key, at: i64) {
        self.with(|state| {
            let failures = state.failures.entry(key).or_default();
            if let Some(index) = failures.iter().position(|attempt| *attempt == Attempt { at, failed: false }) {
                failures.remove(index);
            }
        });
    }

    fn with<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        work(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl State {
    fn sweep(&mut self, now: i64) {
        const FEW: usize = 1_024;
        if self.failures.len() >= self.sweep_at.max(FEW) {
            self.failures.retain(|_, failures| failures.iter().any(|attempt| is_late(attempt.at, now)));
            self.sweep_at = 2 * self.failures.len();
        }
    }
}

/// A failure that is far ahead was noted by a clock that has been turned back since.
fn is_late(at: i64, now: i64) -> bool {
    at.abs_diff(now) < WINDOW.unsigned_abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(username: &str, address: &str) -> Key {
        Key::of(username, address.parse().unwrap())
    }

    #[test]
    fn the_eleventh_waits_until_the_first_is_old() {
        let throttle = Throttle::new(10);
        let ada = key("ada", "192.0.2.1");
        for second in 0..10 {
            assert_eq!(throttle.enter(ada, second * SECOND), Ok(()));
            throttle.failed(ada, second * SECOND);
        }
        assert_eq!(throttle.enter(ada, 60 * SECOND), Err(840));
        assert_eq!(throttle.enter(key("bob", "192.0.2.1"), 60 * SECOND), Ok(()));
        assert_eq!(throttle.enter(key("ada", "192.0.2.2"), 60 * SECOND), Ok(()));
        assert_eq!(throttle.enter(ada, 900 * SECOND), Ok(()));
        throttle.failed(ada, 900 * SECOND);
        assert_eq!(throttle.enter(ada, 900 * SECOND), Err(1));
        throttle.succeeded(ada);
        assert_eq!(throttle.enter(ada, 900 * SECOND), Ok(()));
    }

    #[test]
    fn those_under_way_are_waited_for_a_moment() {
        let throttle = Throttle::new(10);
        let ada = key("ada", "192.0.2.1");
        for _ in 0..10 {
            assert_eq!(throttle.enter(ada, 0), Ok(()));
        }
        assert_eq!(throttle.enter(ada, SECOND), Err(1), "any of them may be right");
        for _ in 0..9 {
            throttle.failed(ada, 0);
        }
        assert_eq!(throttle.enter(ada, SECOND), Err(1));
        assert_eq!(throttle.enter(ada, 60 * SECOND), Err(840), "one that was given up has failed");
        throttle.failed(ada, 0);
        assert_eq!(throttle.enter(ada, SECOND), Err(899));
        throttle.succeeded(ada);
        assert_eq!(throttle.enter(ada, SECOND), Ok(()));
    }

    #[test]
    fn a_clock_that_is_turned_back_locks_nobody_out() {
        let throttle = Throttle::new(10);
        let ada = key("ada", "192.0.2.1");
        let day = 24 * 3_600 * SECOND;
        for second in 0..10 {
            assert_eq!(throttle.enter(ada, day + second * SECOND), Ok(()));
        }
        assert_eq!(throttle.enter(ada, 0), Ok(()));
    }

    #[test]
    fn an_undecided_attempt_does_not_count() {
        let throttle = Throttle::new(10);
        let ada = key("ada", "192.0.2.1");
        for second in 0..100 {
            assert_eq!(throttle.enter(ada, second), Ok(()));
            throttle.undecided(ada, second);
        }
    }

    #[test]
    fn a_network_of_ipv6_is_one_caller() {
        assert_eq!(key("ada", "2001:db8::1"), key("ada", "2001:db8::ffff"));
        assert_ne!(key("ada", "2001:db8::1"), key("ada", "2001:db8:0:1::1"));
        assert_eq!(key("ada", "::ffff:192.0.2.1"), key("ada", "192.0.2.1"));
    }

    #[test]
    fn old_failures_take_no_room() {
        let throttle = Throttle::new(10);
        for number in 0..3_000 {
            assert_eq!(throttle.enter(key(&format!("user {number}"), "192.0.2.1"), number * SECOND), Ok(()));
        }
        assert!(throttle.with(|state| state.failures.len()) < 2_500);
    }
}
