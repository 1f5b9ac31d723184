//! Plannings: imports and exports that come again and again (v5.md 4.2).

use serde::{Deserialize, Serialize};

use super::Layout;
use crate::schedule::{Schedule, zone};

/// What is to be done, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planning {
    /// Shown name.
    pub name: String,
    /// The code of the profile by which it is done.
    pub profile: String,
    /// Where the file lies, or shall lie, with its password sealed; "": nowhere else.
    pub address: String,
    /// A cron expression.
    pub cron: String,
    /// The name of the time zone in which that is meant.
    pub timezone: String,
    /// Whether it is done at all.
    pub is_active: bool,
}

/// A planned import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportPlanning(pub Planning);

/// A planned export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportPlanning(pub Planning);

/// The last run of a planning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// When, in microseconds since 1970 UTC.
    pub at: i64,
    /// The number of its job.
    pub job: i64,
    /// Whether that isn't over.
    pub is_open: bool,
}

/// What lies further ahead was written down by a clock that has been turned back since.
const FURTHEST: i64 = 3_600_000_000;
/// How far back is looked then.
const BACK: i64 = 60_000_000;

impl Planning {
    /// What API v5 calls the parts that only one way has: the object, and in it the profile and the address.
    pub const IMPORT: [&'static str; 3] = ["import", "importProfileId", "remotePath"];
    /// The same of exports.
    pub const EXPORT: [&'static str; 3] = ["export", "exportProfileId", "uploadLocation"];

    /// Where the file is: where it says so itself, else where its profile does.
    pub fn location(&self, profile: &Layout) -> Option<String> {
        let own = Some(&self.address).filter(|address| !address.is_empty());
        own.or(profile.remote_path.as_ref()).cloned()
    }

    /// When it is due for the first time after a moment. `None`: never, or it isn't active.
    pub fn next(&self, after: i64) -> Option<i64> {
        let zone = zone(&self.timezone).filter(|_| self.is_active)?;
        Schedule::parse(&self.cron, &zone).ok()?.next(after)
    }

    /// When it is to be done, as it was changed and ran last; what was missed is to be done once, whenever that was.
    pub fn due(&self, changed_at: i64, run: Option<Run>, now: i64) -> Option<i64> {
        let known = |at: i64| if at > now.saturating_add(FURTHEST) { now.saturating_sub(BACK) } else { at };
        self.next(run.map_or(known(changed_at), |run| known(run.at).max(known(changed_at))))
    }

    /// Whether it is to be done now, and isn't being done.
    pub fn is_due(&self, changed_at: i64, run: Option<Run>, now: i64) -> bool {
        run.is_none_or(|run| !run.is_open) && self.due(changed_at, run, now).is_some_and(|due| due <= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 24 * 3_600_000_000;
    const MINUTE: i64 = 60_000_000;

    fn daily(is_active: bool) -> Planning {
        let text = |text: &str| text.to_owned();
        let (cron, timezone) = (text("0 0 * * *"), text("UTC"));
        Planning { name: text("n"), profile: text("p"), address: text(""), cron, timezone, is_active }
    }

    fn ran(at: i64) -> Run {
        Run { at, job: 1, is_open: false }
    }

    #[test]
    fn it_is_due_once_however_often_it_was_missed() {
        let planning = daily(true);
        let noon = DAY / 2;
        assert_eq!(planning.due(noon, None, noon), Some(DAY));
        assert!(!planning.is_due(noon, None, DAY - 1) && planning.is_due(noon, None, DAY));
        // The server was down for ten days.
        let now = 10 * DAY + noon;
        assert!(planning.is_due(noon, Some(ran(DAY)), now));
        assert!(!planning.is_due(noon, Some(ran(now)), now + MINUTE));
        assert_eq!(planning.due(noon, Some(ran(now)), now), Some(11 * DAY));
        // What it ran before it was changed counts no more.
        assert_eq!(planning.due(now, Some(ran(DAY)), now), Some(11 * DAY));
    }

    #[test]
    fn it_waits_for_itself_and_is_off_where_it_is_not_active() {
        let open = Some(Run { at: DAY, job: 1, is_open: true });
        assert!(!daily(true).is_due(0, open, 5 * DAY));
        assert!(!daily(false).is_due(0, None, 5 * DAY));
        assert_eq!(daily(false).due(0, None, 5 * DAY), None);
    }

    #[test]
    fn a_clock_that_went_wrong_keeps_nothing_from_running() {
        let planning = daily(true);
        let ahead = Some(ran(400 * DAY));
        assert!(!planning.is_due(0, ahead, 3 * DAY - MINUTE / 2));
        assert!(planning.is_due(0, ahead, 3 * DAY + MINUTE / 2));
        // Nodes differ by a little.
        assert!(!planning.is_due(0, Some(ran(3 * DAY + MINUTE)), 3 * DAY + MINUTE / 2));
    }

    #[test]
    fn what_can_not_be_read_is_never_due() {
        for (cron, timezone) in [("daily", "UTC"), ("0 0 * * *", "Nowhere"), ("0 0 31 4 *", "UTC")] {
            let planning = Planning { cron: cron.to_owned(), timezone: timezone.to_owned(), ..daily(true) };
            assert_eq!(planning.due(0, None, DAY), None);
        }
    }
}
