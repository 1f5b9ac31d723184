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
