//! Why a file as a whole can't be read or written.

use std::{fmt::Display, io};

/// What is wrong with it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No bytes.
    #[error("the file is empty")]
    Empty,
    /// Excel before 2007, or a workbook with a password.
    #[error("it is a workbook with a password, or of Excel before 2007 (.xls): save it as .xlsx without a password")]
    OldWorkbook,
    /// Something else.
    #[error("it is no {expected}")]
    Other {
        /// What it should be.
        expected: &'static str,
    },
    /// Nothing in it has rows.
    #[error("there is no {expected} in it")]
    NoSheet {
        /// What was looked for.
        expected: &'static str,
    },
    /// The encoding that was asked for.
    #[error("{0:?} is no encoding: name one of the Encoding Standard, such as utf-8, utf-16le or windows-1252")]
    Encoding(String),
    /// The separator or the quote that was asked for.
    #[error("{0:?} can't stand between or around cells: take two different ASCII characters that are no line breaks")]
    Separator(char),
    /// More than we take.
    #[error("it holds {what}: {most} at most")]
    TooMuch {
        /// Of what.
        what: &'static str,
        /// The limit.
        most: u64,
    },
    /// It is damaged.
    #[error("{part} is damaged: {problem}")]
    Damaged {
        /// A part of the workbook or of the ZIP file.
        part: String,
        /// Why.
        problem: String,
    },
    /// A workbook holds no such cell.
    #[error(
        "row {row} has {characters} characters in column {column}, and a workbook takes {most} in a cell: write CSV"
    )]
    LongCell {
        /// Counted from 1, with the header.
        row: u64,
        /// Counted from 1.
        column: usize,
        /// Its length.
        characters: usize,
        /// The limit.
        most: usize,
    },
    /// The encoding that was asked for hasn't got it.
    #[error("row {row} has {character:?} in column {column}, which {encoding} hasn't got: write UTF-8")]
    Character {
        /// Counted from 1, with the header.
        row: u64,
        /// Counted from 1.
        column: usize,
        /// What can't be written.
        character: char,
        /// The name of the encoding.
        encoding: &'static str,
    },
    /// The file can't be read or written.
    #[error("it can't be read or written: {0}")]
    Io(#[from] io::Error),
}

impl Error {
    /// A part that can't be understood.
    pub(super) fn damaged(part: &str, problem: &dyn Display) -> Self {
        Self::Damaged { part: part.to_owned(), problem: problem.to_string() }
    }
}
