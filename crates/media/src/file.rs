//! Files, as far as they may be read.

use std::fs::File;
use std::io::{self, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use crate::limits::{Budget, Limits};
use crate::sniff::{Kind, MAX_HEAD, sniff};
use crate::unrenderable::Unrenderable;

/// A file that has been opened, and what it is.
pub struct Opened {
    file: File,
    head: Vec<u8>,
    pub kind: Kind,
}

impl Opened {
    /// Opens the file that people call so.
    pub fn new(path: &Path, name: &str) -> Result<Self, Unrenderable> {
        let open = || -> io::Result<Self> {
            let file = File::open(path)?;
            let mut head = Vec::with_capacity(MAX_HEAD);
            (&file).take(MAX_HEAD as u64).read_to_end(&mut head)?;
            let kind = sniff(&head, name);
            Ok(Self { file, head, kind })
        };
        open().map_err(|error| unreadable(&error))
    }

    /// All of it.
    pub fn bytes(self, limits: &Limits) -> Result<Vec<u8>, Unrenderable> {
        let mut bytes = self.head;
        let length = self.file.metadata().map_err(|error| unreadable(&error))?.len();
        let too_many = Unrenderable::TooManyBytes(limits.bytes);
        if length > limits.bytes {
            return Err(too_many);
        }
        bytes.reserve_exact(usize::try_from(length).unwrap_or(0).saturating_sub(bytes.len()));
        // It may have grown since.
        self.file.take(limits.bytes + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
        if bytes.len() as u64 > limits.bytes { Err(too_many) } else { Ok(bytes) }
    }
}

fn unreadable(error: &io::Error) -> Unrenderable {
    Unrenderable::Unreadable(error.to_string())
}

/// Work on a file, from now on. A decoder that panics has met what it wasn't made for; one that fails when the time
/// is over fails for that reason.
pub fn guarded<T>(limits: &Limits, work: impl FnOnce(&Budget) -> Result<T, Unrenderable>) -> Result<T, Unrenderable> {
    let budget = Budget::begin(limits);
    let failed = || Err(Unrenderable::Damaged("its decoder failed on it".to_owned()));
    let done = catch_unwind(AssertUnwindSafe(|| work(&budget))).unwrap_or_else(|_| failed());
    done.map_err(|why| budget.deadline.check().err().unwrap_or(why))
}
