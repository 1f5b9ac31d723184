//! What may be asked of the catalogue: it owns retries and the order of effects.

pub mod accounts;

use std::sync::Arc;

use model::problem::Problem;

/// Fills a buffer with secure random bytes; the binary makes it.
pub type Random = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// The catalogue, as a face sees it.
pub struct App {
    /// Who may call.
    pub accounts: accounts::Accounts,
}

/// Why nothing was answered.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The caller can do something about it.
    #[error(transparent)]
    Problem(#[from] Problem),
    /// They can't; for the log alone.
    #[error("{0}")]
    Internal(Box<dyn std::error::Error + Send + Sync>),
}
