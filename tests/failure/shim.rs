//! A disk that counts and fails on demand, by a shim that is loaded before the C library.

use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use tokio::process::Command;

use crate::support::instance::program;

/// The shim of one server; the numbers are those of `struct shared` in `shim.c`.
pub struct Shim {
    control: NamedTempFile,
}

impl Shim {
    pub fn new() -> Self {
        let mut control = NamedTempFile::new().expect("a file");
        control.write_all(&[0; 32]).expect("room for four numbers");
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

    /// The disk is full for writes (`late`: only a sync finds that out), or has room again.
    pub fn set_full(&self, full: bool, late: bool) {
        let place = if late { 16 } else { 8 };
        self.control.as_file().write_all_at(&u64::from(full).to_ne_bytes(), place).expect("room for a number");
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
