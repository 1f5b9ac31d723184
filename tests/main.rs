//! The program from outside: a real server process, HTTP in, HTTP out, on SQLite and on PostgreSQL.

mod app;
mod asking;
mod backup;
mod catalogue;
mod cli;
mod compatibility;
mod deliveries;
mod elsewhere;
mod events;
mod failure;
mod flows;
mod ops;
mod remote;
mod store;
mod support;
mod transport;
mod v4;
mod v5;
