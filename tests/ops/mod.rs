//! What operators ask.

mod health;
mod metrics;
