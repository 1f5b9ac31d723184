//! Backup and restore: the database as one file, for either engine.
//!
//! A backup is read in one snapshot and written beside its name, which it gets when it is whole. A restore reads all of the
//! file before it writes anything, and writes all or nothing.

pub mod daily;
mod failure;
mod restore;
mod row;
mod take;

use std::ops::ControlFlow;

pub use failure::BackupError;
pub use restore::{Restored, restore};
pub use take::Taken;

/// How far it has come, in rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Rows done.
    pub done: u64,
    /// Rows in all.
    pub total: u64,
}

/// Hears of progress, and says whether to go on.
pub type OnProgress = Box<dyn FnMut(Progress) -> ControlFlow<()> + Send>;

/// Hears nothing and goes on.
pub fn unheard() -> OnProgress {
    Box::new(|_| ControlFlow::Continue(()))
}
