//! The catalogue: its types and its rules, as values in and values out.
//!
//! Nothing here does I/O, reads a clock or knows a wire format. A face parses
//! its own shape into [`command::Command`]s; [`plan::plan`] turns them, with what
//! was loaded, into a [`changes::Changeset`] that the store commits. What may be
//! asked is a [`query::Query`]. Every rule of the catalogue is written once, here.

pub mod address;
pub mod attribute;
pub mod body;
pub mod changes;
mod choice;
pub mod code;
pub mod command;
pub mod completeness;
pub mod edit;
pub mod event;
pub mod feed;
pub mod file;
pub mod flow;
pub mod impact;
pub mod index;
pub mod inheritance;
pub mod input;
pub mod job;
pub mod key_value;
pub mod loaded;
pub mod metadata;
pub mod moment;
pub mod object;
pub mod permission;
pub mod plan;
pub mod problem;
pub mod query;
pub mod report;
pub mod reshape;
pub mod schedule;
pub mod schema;
pub mod standing;
pub mod tags;
pub mod user;
pub mod value;
pub mod view;
