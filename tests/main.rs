//! The program from outside.

mod app;
mod store;
mod support;
