//! The HTTP faces of the catalogue: they know shapes and status codes, no rule and no SQL.

pub mod auth;
pub mod digest;
pub mod errors;
mod settings;
pub mod trace;

use std::sync::Arc;

use app::App;

pub use settings::{Limits, Network, Settings};

/// What every handler is given.
#[derive(Clone)]
pub struct AppState {
    /// The catalogue.
    pub app: Arc<App>,
    /// How this server was set up.
    pub settings: Arc<Settings>,
}
