//! Why an archive can't be read.

use std::io;

/// What is wrong with it, and where.
#[derive(Debug, thiserror::Error)]
pub enum Damage {
    /// Something else.
    #[error("it is no backup of Vitrine")]
    Other,
    /// A later layout.
    #[error("it is of format {found}, and this program knows format {known}; restore it with a newer version")]
    Format {
        /// Its format.
        found: u32,
        /// Ours.
        known: u32,
    },
    /// It ends too early.
    #[error("it is cut off after {at} bytes, {after}")]
    Truncated {
        /// Its length.
        at: u64,
        /// What came last.
        after: String,
    },
    /// Something follows its end.
    #[error("bytes follow its end, at byte {at}")]
    Longer {
        /// Where.
        at: u64,
    },
    /// What stands between two entries isn't what it must be.
    #[error("it is damaged at byte {at}, {after}")]
    Frame {
        /// Where.
        at: u64,
        /// What came last.
        after: String,
    },
    /// An entry isn't what the manifest says.
    #[error("{name} is damaged: its SHA-256 is not that of the manifest")]
    Part {
        /// The entry.
        name: String,
    },
    /// An entry isn't there.
    #[error("{name} is missing")]
    Missing {
        /// The entry.
        name: String,
    },
    /// There is an entry that shouldn't be.
    #[error("{name} doesn't belong there")]
    Unexpected {
        /// The entry.
        name: String,
    },
    /// An entry of text can't be understood.
    #[error("{name} can't be read: {problem}")]
    Text {
        /// The entry.
        name: String,
        /// Why.
        problem: String,
    },
    /// A row can't be understood.
    #[error("line {line} of {name} can't be read: {problem}")]
    Line {
        /// The entry.
        name: String,
        /// Counted from 1.
        line: u64,
        /// Why.
        problem: String,
    },
    /// Everything that has a sum of its own is whole, but something else isn't.
    #[error("it is damaged outside of its tables: the SHA-256 of the whole is another")]
    Whole,
    /// The file can't be read.
    #[error("it can't be read")]
    Io(#[from] io::Error),
}
