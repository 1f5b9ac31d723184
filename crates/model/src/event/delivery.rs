//! Deliveries: what one webhook is owed of one event, and what came of each try.

use std::time::Duration;

use super::{EventCode, Retry};
use crate::choice::choice;

choice! {
    /// How a delivery stands.
    DeliveryState:
    /// It is to be sent, for the first time or again.
    Pending "pending",
    /// The receiver took it.
    Delivered "delivered",
    /// It was given up.
    Failed "failed"
}

/// An entry of a webhook's log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Its number.
    pub id: i64,
    /// The event's uuid, the same with each try.
    pub event: String,
    /// What happened.
    pub code: EventCode,
    /// To what kind of thing, by the payload's name of it: `document`.
    pub resource_type: String,
    /// To which one.
    pub resource_code: String,
    /// How it stands.
    pub state: DeliveryState,
    /// How often it was tried, since it was made or asked for again.
    pub tries: u32,
    /// The status of the last answer, if there was one.
    pub status: Option<u16>,
    /// Why the last try failed, or why it was given up.
    pub trouble: Option<String>,
    /// When it was made, in microseconds since 1970 UTC.
    pub made_at: i64,
    /// When it was tried last.
    pub tried_at: Option<i64>,
    /// When it is tried next, if it is pending. One that an earlier one of the same resource holds back waits longer.
    pub due_at: Option<i64>,
}

/// Which entries of a log are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeliveryFilter {
    /// Those that stand so; empty: all.
    pub states: Vec<DeliveryState>,
    /// Those of these events; empty: all.
    pub codes: Vec<EventCode>,
}

/// A page of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryPage {
    /// The newest first.
    pub deliveries: Vec<Delivery>,
    /// How many there are, on all pages.
    pub total: u64,
    /// Where the next page begins, if more follow.
    pub next: Option<String>,
}

/// What came of a call that was made to show what a receiver gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// What was sent: JSON.
    pub payload: String,
    /// The status of the answer, if there was one.
    pub status: Option<u16>,
    /// How long it took, in milliseconds.
    pub took: u64,
    /// Why it failed; `None`: the receiver took it.
    pub trouble: Option<String>,
}

/// What came of a call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reply {
    /// The status of the answer, if there was one.
    pub status: Option<u16>,
    /// Why it failed; `None`: the receiver took it.
    pub trouble: Option<String>,
    /// How long the receiver would rather not be asked again.
    pub retry_after: Option<Duration>,
}

/// What becomes of a delivery that was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is over.
    Delivered,
    /// It is tried again after this pause.
    Again(Duration),
    /// It is given up.
    Failed,
}

impl Reply {
    /// An answer of this status: any 2xx says that it was taken.
    pub fn of(status: u16, retry_after: Option<Duration>) -> Self {
        let trouble = match status {
            200..=299 => None,
            300..=399 => Some(format!("The receiver answered with status {status}; redirects are not followed.")),
            _ => Some(format!("The receiver answered with status {status}.")),
        };
        Self { status: Some(status), trouble, retry_after }
    }

    /// No answer.
    pub fn missed(trouble: String) -> Self {
        Self { status: None, trouble: Some(trouble), retry_after: None }
    }

    /// What follows from it after so many tries, this one included. A receiver may ask for a longer pause, up to the
    /// longest one, where there is time enough: not within the five minutes of [`Retry::Hosted`].
    pub fn fate(&self, retry: Retry, tries: u32) -> Fate {
        if self.trouble.is_none() {
            return Fate::Delivered;
        }
        let Some(pause) = retry.pause(tries) else { return Fate::Failed };
        let longest = match retry {
            Retry::Hosted => None,
            Retry::Patient => retry.pauses().last().copied(),
        };
        let asked = self.retry_after.unwrap_or_default().min(longest.unwrap_or(pause));
        Fate::Again(pause.max(asked))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fates(reply: &Reply, retry: Retry) -> Vec<Fate> {
        let mut fates = Vec::new();
        while fates.last().is_none_or(|fate| matches!(fate, Fate::Again(_))) {
            let tries = u32::try_from(fates.len()).unwrap() + 1;
            fates.push(reply.fate(retry, tries));
        }
        fates
    }

    #[test]
    fn any_2xx_is_taken() {
        for status in [200, 201, 204, 299] {
            assert_eq!(Reply::of(status, None).fate(Retry::Hosted, 3), Fate::Delivered);
        }
        for status in [199, 301, 307, 400, 410, 500] {
            assert!(matches!(Reply::of(status, None).fate(Retry::Hosted, 1), Fate::Again(_)), "{status}");
        }
    }

    #[test]
    fn a_hosted_event_fails_with_its_third_try() {
        let (first, second) = (Duration::from_mins(1), Duration::from_mins(3));
        let ladder = [Fate::Again(first), Fate::Again(second), Fate::Failed];
        assert_eq!(fates(&Reply::of(500, None), Retry::Hosted), ladder);
        assert_eq!(fates(&Reply::missed("it hangs".into()), Retry::Hosted), ladder);
    }

    #[test]
    fn patience_ends_after_three_days() {
        let fates = fates(&Reply::of(500, None), Retry::Patient);
        let pauses = fates.iter().map(|fate| if let Fate::Again(pause) = fate { *pause } else { Duration::ZERO });
        assert_eq!(pauses.sum::<Duration>(), Duration::from_hours(72));
        assert_eq!(fates.last(), Some(&Fate::Failed));
    }

    #[test]
    fn a_receiver_may_ask_for_a_longer_pause_within_reason() {
        let pause = |seconds, tries| {
            let reply = Reply::of(429, Some(Duration::from_secs(seconds)));
            [Retry::Hosted, Retry::Patient].map(|retry| match reply.fate(retry, tries) {
                Fate::Again(pause) => pause.as_secs(),
                fate => panic!("{fate:?}"),
            })
        };
        assert_eq!(pause(1, 1), [60, 10], "no shorter one");
        assert_eq!(pause(120, 1), [60, 120]);
        assert_eq!(pause(1_000_000, 1), [60, 6 * 3_600]);
    }
}
