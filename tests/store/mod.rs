//! The store, from outside: each rule of it on both engines.

mod commit;
mod conn;
mod group_commit;
mod ids;
mod migrate;
mod notices;
mod parity;
mod shop;
mod work;
