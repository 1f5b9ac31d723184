//! How long sessions last, and how much failure to sign in is borne.

use std::time::Duration;

/// What an operator may choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// An access token ends when it wasn't used for so long (v4.md 3.1).
    pub session_idle: Duration,
    /// And at any rate after so long; refresh tokens, too.
    pub session_life: Duration,
    /// Failures of one user at one address within 15 minutes, after which no more attempts are heard.
    pub sign_in_failures: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            session_idle: Duration::from_hours(1),
            session_life: Duration::from_hours(30 * 24),
            sign_in_failures: 10,
        }
    }
}

/// A session of the admin UI ends when it wasn't used for so long.
pub(super) const UI_IDLE: Duration = Duration::from_hours(8);
/// And at any rate after so long, which is how long one that was asked to be remembered may rest.
pub(super) const UI_LIFE: Duration = Duration::from_hours(30 * 24);

impl Limits {
    /// Microseconds.
    pub(super) fn idle(&self) -> i64 {
        micros(self.session_idle)
    }

    /// Microseconds.
    pub(super) fn life(&self) -> i64 {
        micros(self.session_life)
    }
}

/// No sum of a moment and so long overflows.
pub(super) fn micros(duration: Duration) -> i64 {
    const LONGEST: i64 = i64::MAX / 4;
    i64::try_from(duration.as_micros()).map_or(LONGEST, |micros| micros.min(LONGEST))
}
