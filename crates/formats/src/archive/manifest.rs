//! What an archive says of itself.

use serde::{Deserialize, Serialize};

/// The first entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Header {
    /// The layout of the archive.
    pub format: u32,
    /// The version of the program that wrote it.
    pub program: String,
    /// The newest migration of the database.
    pub migration: i64,
    /// The engine that it was taken from.
    pub engine: String,
    /// When, in microseconds since 1970 UTC.
    pub taken_at: i64,
    /// The same for people.
    pub taken: String,
}

/// What all entries between the header and the manifest should be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The tables, in the order in which they are restored.
    pub tables: Vec<TableParts>,
    /// How many files follow the tables.
    #[serde(default)]
    pub files: u64,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableParts {
    /// Its name.
    pub name: String,
    /// The columns of its rows, in this order.
    pub columns: Vec<String>,
    /// How many rows it has.
    pub rows: u64,
    /// The entries that hold them, in order.
    pub parts: Vec<Part>,
}

/// An entry with rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// How many rows it holds.
    pub rows: u64,
    /// How many bytes it has, unpacked.
    pub unpacked: u64,
    /// Its SHA-256 as it stands in the archive, in hexadecimal.
    pub sha256: String,
}

impl Manifest {
    /// Rows of all tables.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }
}
