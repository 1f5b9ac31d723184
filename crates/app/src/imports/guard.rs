//! A file that would delete or clear much is refused before anything of it is written: somebody may have sent half a
//! file, or one with an empty column.

use std::sync::Arc;

use model::changes::{Effect, Outcome};
use model::permission::Actor;
use model::problem::Problem;
use model::schema::Schema;

use super::feed::Lines;
use crate::Failure;
use crate::jobs::{Run, Tally, Walk, Work};

/// So few are no loss that anybody has to be asked about.
const ALWAYS: u64 = 50;

/// What lines would take away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Losses {
    deleted: u64,
    cleared: u64,
}

/// Goes through all lines as a dry run does, so that those by definitions of the same file, and those that name what
/// stands below them, are seen too. `false`: it was stopped on the way. Errors: more than `limit` percent of them would
/// delete their thing, or clear a value.
pub(super) async fn check(
    work: &Work<'_>,
    actor: &Arc<Actor>,
    lines: &mut Lines,
    (limit, total): (u8, u64),
) -> Result<bool, Failure> {
    let mut losses = Losses::default();
    let mut walk = Walk { work, actor: Arc::clone(actor), tally: Tally { total, ..Tally::default() } };
    let run = walk.look(lines, &mut |outcome, schema| losses.add(outcome, schema)).await;
    // Nothing has failed yet.
    work.clear_report().await?;
    let run = run?;
    losses.check(limit, total)?;
    Ok(matches!(run, Run::Done))
}

impl Losses {
    fn add(&mut self, outcome: &Outcome, schema: &Schema) {
        let Ok(done) = outcome else { return };
        match done.effect {
            Effect::Deleted => self.deleted += 1,
            Effect::Updated
                if done.differences(schema).iter().any(|one| one.before.is_some() && one.after.is_none()) =>
            {
                self.cleared += 1;
            }
            _ => {}
        }
    }

    fn check(self, limit: u8, total: u64) -> Result<(), Problem> {
        let Self { deleted, cleared } = self;
        let lost = deleted + cleared;
        if lost <= ALWAYS || lost * 100 <= total * u64::from(limit) {
            return Ok(());
        }
        Err(Problem::conflict(format!(
            "Nothing was written: {deleted} of {total} lines would delete something and {cleared} would clear a value, \
             and {limit} % of the lines are allowed. If that is meant, allow more by the loss limit of the import or \
             of its profile."
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn much_is_refused_and_little_is_not() {
        let check = |deleted, cleared, limit, total| Losses { deleted, cleared }.check(limit, total).is_ok();
        assert!(check(50, 0, 0, 50), "few are never asked about");
        assert!(check(100, 100, 20, 1_000) && !check(101, 100, 20, 1_000));
        assert!(!check(51, 0, 0, 1_000_000));
        let message = Losses { deleted: 60, cleared: 40 }.check(20, 100).unwrap_err().message;
        assert!(message.contains("60 of 100 lines would delete") && message.contains("40 would clear"), "{message}");
    }
}
