//! How often a receiver is asked again before an event, and then the webhook, is given up.

use std::time::Duration;

use crate::choice::choice;

choice! {
    /// The setting `--webhook-retry`.
    Retry:
    /// As the hosted product does: twice more, within five minutes.
    Hosted "hosted",
    /// From 10 seconds to 6 hours, over three days.
    Patient "patient"
}

/// At 60 and at 240 seconds after the first try.
const HOSTED: [Duration; 2] = [Duration::from_mins(1), Duration::from_mins(3)];

/// The last try is three days after the first one: the last 11 pauses are of 6 hours.
const PATIENT: [Duration; 17] = {
    let mut pauses = [Duration::from_hours(6); 17];
    pauses[0] = Duration::from_secs(10);
    pauses[1] = Duration::from_secs(50);
    pauses[2] = Duration::from_mins(4);
    pauses[3] = Duration::from_mins(25);
    pauses[4] = Duration::from_mins(90);
    pauses[5] = Duration::from_hours(4);
    pauses
};

impl Retry {
    /// The pauses between the tries, in their order.
    pub fn pauses(self) -> &'static [Duration] {
        match self {
            Self::Hosted => &HOSTED,
            Self::Patient => &PATIENT,
        }
    }

    /// The pause after so many failed tries of one event, 1 at least. `None`: it has failed.
    pub fn pause(self, tries: u32) -> Option<Duration> {
        self.pauses().get(tries.checked_sub(1)? as usize).copied()
    }

    /// How many events have to fail one after the other until the webhook is switched off.
    pub fn failures(self) -> u32 {
        match self {
            Self::Hosted => 10,
            Self::Patient => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hosted_event_is_tried_thrice_within_five_minutes() {
        let pauses: Vec<_> = (1..4).map(|tries| Retry::Hosted.pause(tries).map(|pause| pause.as_secs())).collect();
        assert_eq!(pauses, [Some(60), Some(180), None]);
        assert_eq!(Retry::Hosted.pause(0), None);
    }

    #[test]
    fn patience_lasts_three_days_and_grows() {
        let pauses = Retry::Patient.pauses();
        assert_eq!(pauses.iter().sum::<Duration>(), Duration::from_hours(72));
        assert!(pauses.is_sorted());
        assert_eq!((pauses[0], pauses[16]), (Duration::from_secs(10), Duration::from_hours(6)));
    }
}
