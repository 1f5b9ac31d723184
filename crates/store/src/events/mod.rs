//! Events and what of them is owed to webhooks: made of the feed of changes, in its order, by one follower at a time.
//!
//! The follower's place, the events made of what lies before it and what is owed of them are written in one transaction,
//! on condition that the place is still where it was. So nothing is skipped or made twice, whoever dies when.

mod facts;
mod follower;
mod made;
mod updates;

pub use facts::{Facts, facts, users_after};
pub use follower::{Advance, Place, advance, hold, place};
pub(crate) use follower::begin_anew;
pub use made::{MadeEvent, event_by_uuid, purge};
pub use updates::{JobEnd, ended, updates};
pub(crate) use updates::ending;
