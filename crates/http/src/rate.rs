//! How often somebody may do something: so many times in any stretch of time of a given length. Counted on this node.
//!
//! A token may call (v5.md 1.11), if the operator limits it; an address may have pictures made (`cdn`).

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;
use std::str::FromStr;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use crate::cache::fingerprint;
use crate::errors::Refusal;

/// So many calls in so much time, written `6000/10m`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    /// At least one.
    calls: u32,
    /// More than nothing.
    time: Duration,
}

impl FromStr for RateLimit {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let read = || {
            let (calls, time) = text.split_once('/')?;
            let (number, unit) = time.split_at_checked(time.len().checked_sub(1)?)?;
            let seconds = match unit {
                "s" => 1,
                "m" => 60,
                "h" => 3_600,
                "d" => 86_400,
                _ => return None,
            };
            let time = Duration::from_secs(number.parse::<u32>().ok()?.checked_mul(seconds)?.into());
            let calls = calls.parse().ok()?;
            (calls > 0 && !time.is_zero()).then_some(Self { calls, time })
        };
        read().ok_or_else(|| format!("expected calls and a time in s, m, h or d, such as 6000/10m, found {text:?}"))
    }
}

/// The calls of all callers.
pub(crate) struct Rates {
    limits: Vec<RateLimit>,
    started: Instant,
    callers: Mutex<Callers>,
}

#[derive(Default)]
struct Callers {
    /// By the hash of who calls, one window for each limit.
    windows: HashMap<[u8; 32], Vec<Window>>,
    /// At so many those who haven't called for long are forgotten.
    sweep_at: usize,
}

/// Fewer callers are no reason to sweep.
const FEW: usize = 1_000;

impl Callers {
    fn sweep(&mut self, now: Duration) {
        if self.windows.len() >= self.sweep_at.max(FEW) {
            self.windows.retain(|_, windows| windows.iter_mut().any(|window| window.total_at(now) > 0));
            self.sweep_at = 2 * self.windows.len();
        }
    }
}

impl Rates {
    pub fn new(limits: Vec<RateLimit>) -> Self {
        Self { limits, started: Instant::now(), callers: Mutex::default() }
    }

    /// Counts a call. Errors: the limit is reached; how many it allows, and the seconds until the next one is free.
    pub fn count(&self, caller: &impl Hash) -> Result<(), (u32, u64)> {
        let standing = self.call(caller, self.started.elapsed());
        standing.retry.map_or(Ok(()), |seconds| Err((standing.limit, seconds)))
    }

    /// Counts a call, unless one of the limits is reached: then none does.
    fn call(&self, caller: &impl Hash, now: Duration) -> Standing {
        let mut callers = self.callers.lock().unwrap_or_else(PoisonError::into_inner);
        callers.sweep(now);
        let windows = match callers.windows.entry(fingerprint(caller)) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(self.limits.iter().map(|limit| Window::new(*limit)).collect()),
        };
        let is_free = windows.iter_mut().all(|window| window.total_at(now) < window.limit.calls);
        if is_free {
            windows.iter_mut().for_each(Window::count);
        }
        let tightest = windows.iter().min_by_key(|window| (window.remaining(), window.resets_in(now).as_secs()));
        let Some(tightest) = tightest else { return Standing::default() };
        let reached = windows.iter().filter(|window| window.remaining() == 0);
        Standing {
            limit: tightest.limit.calls,
            remaining: tightest.remaining(),
            reset: seconds(tightest.resets_in(now)),
            retry: (!is_free).then(|| reached.map(|window| seconds(window.resets_in(now))).max().unwrap_or(1)),
        }
    }
}

/// Whole seconds, never too few.
fn seconds(time: Duration) -> u64 {
    time.as_secs() + u64::from(time.subsec_nanos() > 0)
}

/// The calls of one caller in a stretch of time that slides in steps: it is counted by parts, and one that is
/// only partly in it counts whole.
struct Window {
    limit: RateLimit,
    /// By part of time, in a ring.
    counts: [u32; PARTS as usize + 1],
    /// The number of the part that came last.
    last: u64,
    total: u32,
}

/// Into which the time of a limit is cut.
const PARTS: u32 = 200;

impl Window {
    fn new(limit: RateLimit) -> Self {
        Self { limit, counts: [0; PARTS as usize + 1], last: 0, total: 0 }
    }

    fn part(&self) -> Duration {
        self.limit.time / PARTS
    }

    /// Slides to a moment; how many calls are in it then.
    fn total_at(&mut self, now: Duration) -> u32 {
        let part = u64::try_from(now.as_nanos() / self.part().as_nanos()).unwrap_or(u64::MAX);
        let parts = self.counts.len() as u64;
        for left in self.last + 1..=part.min(self.last + parts) {
            let count = &mut self.counts[slot(left)];
            self.total -= *count;
            *count = 0;
        }
        self.last = part;
        self.total
    }

    fn count(&mut self) {
        self.counts[slot(self.last)] += 1;
        self.total += 1;
    }

    fn remaining(&self) -> u32 {
        self.limit.calls - self.total
    }

    /// Until the oldest call is no longer in it.
    fn resets_in(&self, now: Duration) -> Duration {
        let parts = self.counts.len() as u64;
        let ages = (0..parts).rev().filter(|age| self.last >= *age && self.counts[slot(self.last - age)] > 0);
        let Some(oldest) = ages.map(|age| self.last - age).next() else { return Duration::ZERO };
        let end = self.part().saturating_mul(u32::try_from(oldest + parts).unwrap_or(u32::MAX));
        end.saturating_sub(now)
    }
}

fn slot(part: u64) -> usize {
    usize::try_from(part % (u64::from(PARTS) + 1)).unwrap_or_default()
}

/// How a caller stands after a call.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Standing {
    limit: u32,
    remaining: u32,
    /// Seconds until more calls are free.
    reset: u64,
    /// The call was one too many: seconds until the next one is served.
    retry: Option<u64>,
}

const X_RATE_LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const X_RATE_REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
const X_RATE_RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");

/// Counts the call of a request once its token is known to be good. A request extension.
#[derive(Clone)]
pub(crate) struct Meter {
    rates: Arc<Rates>,
    standing: Arc<OnceLock<Standing>>,
}

impl Meter {
    /// Errors: 429.
    pub fn call(&self, token: &str) -> Result<(), Refusal> {
        let standing = self.standing.get_or_init(|| self.rates.call(&token, self.rates.started.elapsed()));
        let Some(seconds) = standing.retry else { return Ok(()) };
        let message = format!("This token has made its {} calls; come again in {seconds} s", standing.limit);
        Err(Refusal::later(StatusCode::TOO_MANY_REQUESTS, message, seconds))
    }
}

/// The layer that tells callers how they stand.
pub(crate) async fn layer(State(rates): State<Arc<Rates>>, mut request: Request, next: Next) -> Response {
    if rates.limits.is_empty() {
        return next.run(request).await;
    }
    let standing = Arc::<OnceLock<Standing>>::default();
    request.extensions_mut().insert(Meter { rates, standing: Arc::clone(&standing) });
    let mut response = next.run(request).await;
    if let Some(standing) = standing.get() {
        tell(response.headers_mut(), standing);
    }
    response
}

fn tell(headers: &mut HeaderMap, standing: &Standing) {
    headers.insert(X_RATE_LIMIT, standing.limit.into());
    headers.insert(X_RATE_REMAINING, standing.remaining.into());
    headers.insert(X_RATE_RESET, standing.reset.into());
    if let Some(retry) = standing.retry {
        headers.insert(RETRY_AFTER, retry.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rates(limits: &[&str]) -> Rates {
        Rates::new(limits.iter().map(|limit| limit.parse().unwrap()).collect())
    }

    const fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn limits_are_read() {
        let read = |text: &str| text.parse::<RateLimit>().ok().map(|limit| (limit.calls, limit.time.as_secs()));
        assert_eq!(read("6000/10m"), Some((6_000, 600)));
        assert_eq!(read("300000/24h"), Some((300_000, 86_400)));
        assert_eq!((read("1/1s"), read("7/2d")), (Some((1, 1)), Some((7, 172_800))));
        for wrong in ["", "6000", "6000/", "/10m", "0/10m", "5/0s", "5/10", "5/m", "-1/1s", "5/1\u{e9}", "5/99999999d"]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn no_stretch_of_time_holds_more() {
        let rates = rates(&["3/10m"]);
        let calls =
            [(0, None), (300, None), (590, None), (595, Some(8)), (602, Some(1)), (603, None), (604, Some(299))];
        for (now, retry) in calls {
            assert_eq!(rates.call(&"a", at(now)).retry, retry, "at {now}");
        }
        // Refused calls don't count, and others' don't either.
        let other = rates.call(&"b", at(604));
        assert_eq!(other, Standing { limit: 3, remaining: 2, reset: 602, retry: None });
        // After a long time all are free again.
        assert_eq!(rates.call(&"a", at(10_000)).remaining, 2);
    }

    #[test]
    fn who_has_not_called_for_long_is_forgotten() {
        let rates = rates(&["3/10m"]);
        let known = || rates.callers.lock().unwrap().windows.len();
        for n in 0..FEW {
            rates.call(&n, at(0));
        }
        rates.call(&"late", at(300));
        assert_eq!(known(), FEW + 1, "all of them are in the time");
        for n in 0..FEW {
            rates.call(&(n + FEW), at(605));
        }
        assert!(known() <= FEW + 1, "{}", known());
        assert_eq!(rates.call(&"late", at(606)).remaining, 1);
    }

    #[test]
    fn the_hosted_products_limits() {
        let rates = rates(&["6000/10m", "300000/24h"]);
        for n in 0..6_000 {
            assert_eq!(rates.call(&"a", at(n / 20)).retry, None, "call {n}");
        }
        let refused = rates.call(&"a", at(599));
        assert_eq!((refused.limit, refused.retry), (6_000, Some(4)));
        assert_eq!(rates.call(&"a", at(603)).retry, None);
    }

    #[test]
    fn the_tightest_of_several_limits_is_told() {
        let rates = rates(&["10/10s", "15/1h"]);
        for n in 0..10 {
            assert_eq!(rates.call(&"a", at(0)).remaining, 9 - n);
        }
        assert_eq!(rates.call(&"a", at(0)).retry, Some(11));
        for n in 0..5 {
            assert_eq!(rates.call(&"a", at(20)).remaining, 4 - n);
        }
        let refused = rates.call(&"a", at(21));
        assert_eq!((refused.limit, refused.remaining, refused.retry), (15, 0, Some(3_597)));
    }
}
