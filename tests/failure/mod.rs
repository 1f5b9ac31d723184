//! The world breaks: full disks, killed processes, torn files, crowds.

pub mod chance;
mod clock;
pub mod crowd;
mod cuts;
mod folder;
mod full_disk;
mod imports;
mod killed;
mod kinds;
mod mixed;
mod nodes;
mod overload;
mod reshape;
pub mod shim;
pub mod stream;
mod syncs;
mod torn_log;

use crate::support::db::Engine;
use crate::support::instance::Instance;

/// Ends the leases of a server that was killed. By themselves they end with the next start on SQLite, and after 15 seconds
/// on PostgreSQL, which `nodes` waits for.
pub async fn bury(instance: &Instance) {
    if instance.engine() == Engine::Postgres {
        instance.tamper("UPDATE jobs SET due_at = 0 WHERE lease <> ''").await;
    }
}
