//! What may be asked of the catalogue: it owns retries and the order of effects.

pub mod accounts;

use std::sync::Arc;

use model::problem::Problem;
use model::schema::Schema;
use store::{Clock, Store};

pub use store::statements;

/// Fills a buffer with secure random bytes; the binary makes it.
pub type Random = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// The catalogue, as a face sees it.
pub struct App {
    /// Who may call.
    pub accounts: accounts::Accounts,
    random: Random,
}

impl App {
    /// Over an open store.
    #[expect(clippy::unused_async, reason = "the store of definitions is still to come")]
    pub async fn open(store: Store, clock: Clock, random: Random) -> Result<Arc<Self>, Failure> {
        let accounts = accounts::Accounts::new(store, clock, random.clone());
        Ok(Arc::new(Self { accounts, random }))
    }

    /// Whether the store answers.
    pub async fn ping(&self) -> Result<(), Failure> {
        self.accounts.tokens().await.map(|_| ())
    }

    /// Fills a buffer with random bytes.
    pub fn draw(&self, buffer: &mut [u8]) {
        (self.random)(buffer);
    }

    /// The current schema.
    #[expect(clippy::unused_async, reason = "the store of definitions is still to come")]
    pub async fn schema(&self) -> Result<Arc<Schema>, Failure> {
        Ok(Arc::default())
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        Self::Internal(Box::new(error))
    }
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
