//! What the checklist leaves open, and clients meet all the same.

mod assets;
mod channels;
mod documents;
mod errors;
mod lists;
mod structure;
