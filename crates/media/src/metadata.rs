//! What cameras, agencies and programs noted in a file.

pub mod exif;
pub mod iptc;
pub mod xmp;

use std::collections::BTreeMap;

use serde::Serialize;

/// Longest text that is kept, in characters.
const MAX_TEXT: usize = 4_000;
/// Most notes of a kind that are kept.
const MAX_NOTES: usize = 300;

/// Notes by their names.
pub type Notes = BTreeMap<String, Note>;

/// What is noted.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Note {
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Decimal(f64),
    /// A text without control characters.
    Text(String),
}

/// Keeps a note, if it says something.
fn keep(notes: &mut Notes, name: &str, note: Note) {
    if notes.len() < MAX_NOTES {
        notes.insert(name.to_owned(), note);
    }
}

/// A text, if it says something.
fn text(text: &str) -> Option<Note> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0');
    let kept: String = text.chars().filter(|c| !c.is_control() || *c == '\n').take(MAX_TEXT).collect();
    (!kept.is_empty()).then_some(Note::Text(kept))
}
