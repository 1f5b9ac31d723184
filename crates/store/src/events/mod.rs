//! Events and what of them is owed to webhooks: made of the feed of changes, in its order, by one follower at a time.
//!
//! The follower's place, the events made of what lies before it and what is owed of them are written in one transaction,
//! on condition that the place is still where it was. So nothing is skipped or made twice, whoever dies when.

mod deliveries;
mod facts;
mod follower;
mod log;
mod made;
mod since;
mod updates;

pub use deliveries::{GIVEN_UP, Owed, Settled, claim, failed, forget_orphans, free, give_up, next, settle, waiting};
pub use facts::{Facts, facts, things, users_after};
pub(crate) use follower::begin_anew;
pub use follower::{Advance, Place, advance, free_follower, hold, place};
pub use log::{body, page, replay};
pub use made::{MadeEvent, purge};
pub use since::{Since, since};
pub(crate) use updates::ending;
pub use updates::{JobEnd, ended, updates};
