//! API v4, as its clients see it. Numbers are those of the conformance checklist in v4.md 19.

mod across;
pub mod conformance;
mod details;
pub mod sessions;
mod users;
