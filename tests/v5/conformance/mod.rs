//! The conformance checklist of v5.md part 6: one test a number, named after it and what it says. A number whose
//! rule was changed says so (`n060_amended_…`), and why. `tests/conformance.py` tells which ones are missing.
//!
//! Each test asserts the status, the part of the answer that the number names, and what must not have happened.

pub mod assets;
mod attribute_sets;
mod authentication;
mod catalogs;
mod classifications;
mod completeness;
mod deletions;
mod deliveries;
mod description;
mod documents;
mod errors;
mod events;
mod filters;
mod formats;
mod imports;
mod key_values;
mod limits;
mod links;
mod pages;
mod plannings;
mod profiles;
mod users;
mod values;
mod variants;
mod webhooks;
mod workflows;
