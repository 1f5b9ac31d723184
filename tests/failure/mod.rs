//! The world breaks: full disks, killed processes, torn files, crowds.

pub mod chance;
pub mod crowd;
mod full_disk;
mod killed;
mod mixed;
mod nodes;
mod reshape;
mod shim;
pub mod stream;
mod syncs;
mod torn_log;
