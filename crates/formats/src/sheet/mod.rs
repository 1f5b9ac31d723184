//! Tables in files: CSV, workbooks (XLSX), lines of JSON (NDJSON), and ZIP files of them, as rows of texts and back.
//!
//! - **Memory doesn't grow with the file.** A row is read when it is asked for; what a row may hold is bounded
//!   ([`limits`]). The strings that a workbook keeps apart from its sheets lie in a temporary file beyond their first
//!   32 MiB, and a small index of them in memory.
//! - **A text comes back as it was**: what [`Writer`] wrote, [`Book::rows`] reads, in every format. Rows without any
//!   text are passed over.
//! - **Nothing that was written runs as a formula** when a spreadsheet opens the file (`formula.rs`).
//! - Everything here blocks.

mod book;
mod csv;
mod error;
mod formula;
pub mod limits;
mod lines;
mod pack;
mod rows;
mod sniff;
mod text;
mod write;
mod xlsx;
mod zipped;

#[cfg(test)]
mod tests;

pub use book::{Book, open};
pub use error::Error;
pub use pack::pack;
pub use rows::{BadRow, Row, Rows, Written};
pub use write::{Writer, Writing, writer};

/// How rows lie in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Cells with separators between them.
    Csv,
    /// A workbook of Excel.
    Xlsx,
    /// A JSON value on each line: NDJSON. A row is one cell, the line.
    Lines,
}

/// What is known of a file before it is read. What isn't said is found out.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// CSV or lines. A workbook or a ZIP file is known by its bytes.
    pub format: Option<Format>,
    /// Between the cells of CSV: an ASCII character.
    pub separator: Option<char>,
    /// Around cells of CSV: an ASCII character.
    pub quote: Option<char>,
    /// A label of the Encoding Standard (WHATWG), such as `windows-1252`. A byte order mark says more.
    pub encoding: Option<String>,
    /// Rows of CSV may have fewer cells than the header: those that are missing are empty. Else such a row is bad, since
    /// they may have been lost.
    pub short_rows: bool,
}

/// A table of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetName {
    /// Its name in a workbook, else its file's, without folder and ending.
    pub name: String,
    /// How it lies there.
    pub format: Format,
}
