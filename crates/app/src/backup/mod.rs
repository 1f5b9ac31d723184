//! Backup and restore: the database as one file, for either engine.
//!
//! A backup is read in one snapshot and written beside its name, which it gets when it is whole. A restore reads all of the
//! file before it writes anything, and writes all or nothing.

pub mod daily;
mod failure;
mod restore;
mod row;
mod take;

pub use failure::BackupError;
pub use formats::archive::Written as Taken;
pub use restore::{Restored, restore};
