//! The program from outside.

mod store;
mod support;
