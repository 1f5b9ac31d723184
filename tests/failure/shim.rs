//! A disk that counts, fails and stands still on demand, and a clock that is turned, by a shim that is loaded before the C library.

use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use tokio::process::Command;

use crate::support::instance::program;

/// What the disk says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disk {
    Well,
    /// No room for writes.
    Full,
    /// Writes are taken, and a sync finds that there was no room.
    FullLate,
    /// It can't be written to any more.
    ReadOnly,
    /// A sync fails.
    Broken,
}

impl Disk {
    /// What writes and syncs fail with.
    fn errors(self) -> (u64, u64) {
        const EIO: u64 = 5;
        const ENOSPC: u64 = 28;
        const EROFS: u64 = 30;
        match self {
            Self::Well => (0, 0),
            Self::Full => (ENOSPC, 0),
            Self::FullLate => (0, ENOSPC),
            Self::ReadOnly => (EROFS, 0),
            Self::Broken => (0, EIO),
        }
    }
}

/// The shim of one server; the numbers are those of `struct shared` in `shim.c`.
pub struct Shim {
    control: NamedTempFile,
}

impl Shim {
    pub fn new() -> Self {
        let mut control = NamedTempFile::new().expect("a file");
        control.write_all(&[0; 48]).expect("room for six numbers");
        Self { control }
    }

    /// Loads it into a server whose data is in `folder`.
    pub fn load_into(&self, command: &mut Command, folder: &Path) {
        command.env("LD_PRELOAD", library()).env("SHIM_CONTROL", self.control.path()).env("SHIM_FOLDER", folder);
    }

    /// How many syncs of the data went through.
    pub fn syncs(&self) -> u64 {
        self.number(0)
    }

    /// How many calls failed for want of room.
    pub fn refused(&self) -> u64 {
        self.number(3)
    }

    /// From now on the disk is so.
    pub fn set_disk(&self, disk: Disk) {
        let (write, sync) = disk.errors();
        self.set(1, write);
        self.set(2, sync);
    }

    /// Whether syncs wait.
    pub fn set_stalled(&self, stalled: bool) {
        self.set(4, u64::from(stalled));
    }

    /// By how many seconds the clock is ahead.
    pub fn set_ahead(&self, seconds: i64) {
        self.set(5, seconds.cast_unsigned());
    }

    fn set(&self, n: u64, number: u64) {
        self.control.as_file().write_all_at(&number.to_ne_bytes(), n * 8).expect("room for a number");
    }

    fn number(&self, n: u64) -> u64 {
        let mut bytes = [0; 8];
        self.control.as_file().read_exact_at(&mut bytes, n * 8).expect("a number");
        u64::from_ne_bytes(bytes)
    }
}

/// The compiled shim, made by the first test that asks.
fn library() -> PathBuf {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("failure/shim.c");
    let library = program().with_file_name("shim.so");
    let lock = File::create(program().with_file_name("shim.lock")).expect("a lock file");
    lock.lock().expect("the lock");
    let modified = |path: &Path| fs::metadata(path).and_then(|file| file.modified()).ok();
    if modified(&library) < modified(&source) {
        let made = std::process::Command::new("cc")
            .args(["-shared", "-fPIC", "-O2", "-Wall", "-Werror", "-o"])
            .args([&library, &source])
            .arg("-ldl")
            .status();
        assert!(made.expect("a C compiler").success(), "{} does not compile", source.display());
    }
    library
}
