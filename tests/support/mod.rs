//! What the tests stand on.

pub mod app;
pub mod call;
pub mod client;
pub mod cluster;
pub mod command;
pub mod db;
pub mod events;
pub mod forget;
pub mod ftpd;
pub mod history;
pub mod instance;
pub mod little_app;
pub mod notes;
pub mod pages;
pub mod pictures;
pub mod postgres;
pub mod proxy;
pub mod receiver;
pub mod server;
pub mod shop;
pub mod site;
pub mod snapshot;
pub mod sshd;
pub mod until;
pub mod way;
pub mod webhooks;
