//! The description of API v5: what it says, what tools make of it, and the page that shows it.

mod interface;
mod page;
mod schema;
pub mod tools;
mod typescript;
