//! How complete the demo's products were on the days before: as if they had been written one after the other.

use std::sync::Arc;

use app::completeness::{Day, day_of};
use app::{App, Failure};
use model::permission::Rights;

/// Days that are told of, today left out.
const DAYS: u64 = 60;
/// A day in microseconds.
const DAY: i64 = 24 * 3_600_000_000;

/// Writes them down, but for those that are known.
pub(super) async fn tell(app: &Arc<App>) -> Result<(), Failure> {
    let now = app.completeness(&Rights::READ, None).await?;
    let mut days = Vec::new();
    for ago in 1..=DAYS {
        let day = day_of(app.now() - DAY * ago.cast_signed());
        // In percent of what there is today, in small steps that are not all alike.
        let passed = DAYS - ago;
        let (made, filled) = (60 + share(40, passed, 7), 55 + share(45, passed, 5));
        days.extend(now.iter().map(|one| {
            let documents = one.spread.documents * made / 100;
            let percents = one.spread.percents * made / 100 * filled / 100;
            let complete = (one.spread.complete * made / 100 * filled / 100).saturating_sub(ago / 20).min(documents);
            Day { day: day.clone(), setting: one.setting, locale: one.locale.clone(), documents, complete, percents }
        }));
    }
    app.note_completeness(days).await
}

/// What of `whole` was reached after so many days, if work was done every few days only.
fn share(whole: u64, passed: u64, every: u64) -> u64 {
    whole * (passed - passed % every) / DAYS
}
