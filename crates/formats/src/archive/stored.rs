//! The files in an archive: entries that are named after the SHA-256 of what they hold, in its order. So none needs a
//! line in the manifest, and any number of them fits.

use std::fs::File;
use std::io::{Read, Seek as _, SeekFrom, Take};

use super::blocks::{BLOCK, Entry, understood};
use super::{Damage, FILES};

/// The name of the entry with this hash.
pub(super) fn file_name(hash: &str) -> String {
    format!("{FILES}{}/{hash}", hash.get(..2).unwrap_or_default())
}

/// How many files there are, while an archive is read through.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Where the header of the first one begins.
    pub first: Option<u64>,
    pub count: u64,
    last: String,
}

impl Seen {
    /// Notes one. Errors: it isn't what its name says, or not in order.
    pub fn add(&mut self, entry: &Entry) -> Result<(), Damage> {
        let name = entry.name.clone();
        if name != file_name(&entry.sha256) {
            let is_name = name.rsplit('/').next().is_some_and(|hash| name == file_name(hash));
            return Err(if is_name { Damage::Part { name } } else { Damage::Unexpected { name } });
        }
        if name <= self.last {
            return Err(Damage::Unexpected { name });
        }
        self.first.get_or_insert(entry.at - BLOCK as u64);
        self.count += 1;
        self.last = name;
        Ok(())
    }
}

/// The files of an archive that was found to be whole, one after the other.
#[derive(Debug)]
pub struct StoredFiles {
    file: File,
    at: u64,
    left: u64,
}

impl StoredFiles {
    pub(super) fn new(file: File, at: u64, count: u64) -> Self {
        Self { file, at, left: count }
    }

    /// The hash of the next one and its bytes, to be read before the one after it is asked for.
    pub fn next_file(&mut self) -> Result<Option<(String, Take<File>)>, Damage> {
        if self.left == 0 {
            return Ok(None);
        }
        let mut block = [0; BLOCK];
        self.file.seek(SeekFrom::Start(self.at))?;
        self.file.read_exact(&mut block)?;
        let (name, size) = understood(&block).ok_or(Damage::Whole)?;
        let hash = name.rsplit('/').next().unwrap_or_default().to_owned();
        self.left -= 1;
        self.at += BLOCK as u64 + size.next_multiple_of(BLOCK as u64);
        Ok(Some((hash, self.file.try_clone()?.take(size))))
    }
}
