//! Another side that is busy, or away for a moment, is asked again.

use std::time::Duration;

use outward::Refused;

/// How often a side is asked that is busy.
const BUSY: u32 = 8;
/// How often one is asked that doesn't answer.
const AWAY: u32 = 4;
/// The first pause where the other side tells none; each is twice the last.
const PAUSE: Duration = Duration::from_secs(1);
/// The longest pause.
const LONGEST: Duration = Duration::from_mins(1);

/// Tries of one thing.
pub struct Tries {
    made: u32,
    pause: Duration,
}

impl Tries {
    /// The first one is about to be made.
    pub fn new() -> Self {
        Self { made: 1, pause: PAUSE }
    }

    /// How long to wait before the next one, after a status; `told`: what the answer says of it. `None`: there is to be
    /// none.
    pub fn after_status(&mut self, status: u16, told: Option<Duration>) -> Option<Duration> {
        if Refused::Status(status).is_busy() { self.next(BUSY, told) } else { None }
    }

    /// The same after a call that failed.
    pub fn after(&mut self, refused: &Refused) -> Option<Duration> {
        match refused {
            Refused::Status(status) => self.after_status(*status, None),
            Refused::TooSlow | Refused::BrokenOff | Refused::Unreachable(_) => self.next(AWAY, None),
            _ => None,
        }
    }

    fn next(&mut self, most: u32, told: Option<Duration>) -> Option<Duration> {
        if self.made >= most {
            return None;
        }
        let pause = told.unwrap_or(self.pause).min(LONGEST);
        self.made += 1;
        self.pause = (self.pause * 2).min(LONGEST);
        Some(pause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end() {
        let mut tries = Tries::new();
        let pauses: Vec<_> = std::iter::from_fn(|| tries.after(&Refused::Status(503))).map(|it| it.as_secs()).collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 60]);
        let mut tries = Tries::new();
        assert_eq!(std::iter::from_fn(|| tries.after(&Refused::BrokenOff)).count(), 3);
        assert_eq!(Tries::new().after_status(429, Some(Duration::from_hours(1))), Some(LONGEST));
        for refused in [Refused::Status(404), Refused::Missing, Refused::Forbidden] {
            assert_eq!(Tries::new().after(&refused), None, "{refused}");
        }
    }
}
