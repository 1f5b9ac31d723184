//! What webhooks are sent, when, how often and in which order; receivers that fail, hang, redirect and lie.

mod load;
mod log;
mod nodes;
mod off;
mod order;
mod sample;
mod sending;
mod trouble;
