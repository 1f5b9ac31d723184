//! The archive of a backup: a tar file, so that any tool can look into it.
//!
//! ```text
//! vitrine.json                          what it is, of whom, as of when
//! tables/objects/00001.ndjson.zst       rows: a line of column names, then a line a row
//! …
//! files/4e/4e07408562bedb8b60ce05c1dec…  files, each named after its SHA-256, in its order
//! manifest.json                         how many rows and which parts, each with its SHA-256
//! archive.sha256                        of all bytes before this entry
//! ```
//!
//! It is written in one go and in constant memory, so what sums it up stands last. A reader trusts nothing before it has
//! seen all of it: [`Archive::open`] reads every byte, and any byte that was changed, lost or added is found.

mod blocks;
mod damage;
mod manifest;
mod reader;
mod stored;
mod writer;

#[cfg(test)]
mod tests;

pub use damage::Damage;
pub use manifest::{Header, Manifest, Part, TableParts};
pub use reader::{Archive, Lines};
pub use stored::StoredFiles;
pub use writer::{Writer, Written};

/// The layout that this program writes, and the only one so far.
pub const FORMAT: u32 = 1;

/// What the names of files begin with.
const FILES: &str = "files/";
const HEADER: &str = "vitrine.json";
const MANIFEST: &str = "manifest.json";
const SUM: &str = "archive.sha256";

/// The name of a part of a table, counted from 1.
fn part_name(table: &str, number: usize) -> String {
    format!("tables/{table}/{number:05}.ndjson.zst")
}
