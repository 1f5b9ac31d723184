//! Bytes of files, and what they say.
//!
//! It knows how files are laid out, and nothing of what their rows mean, of SQL or of HTTP.

pub mod archive;
pub mod lines;
pub mod sheet;
