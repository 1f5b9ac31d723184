//! The store, from outside: each rule of it on both engines.

mod answer;
mod changes;
mod check;
mod commit;
mod conn;
mod contention;
mod cost;
mod feed;
mod group_commit;
mod ids;
mod load;
mod migrate;
mod notices;
mod objects;
mod parity;
mod postgres;
mod repair;
mod shop;
mod values;
mod work;
