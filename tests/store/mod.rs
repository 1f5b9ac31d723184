//! The store, from outside: each rule of it on both engines.

mod commit;
mod conn;
mod shop;
