//! Who may call: API tokens, users and their sessions.

use model::permission::Actor;

use crate::Failure;

/// Tokens, users and sessions.
pub struct Accounts;

impl Accounts {
    /// Who holds this token, if it is live.
    #[expect(clippy::unused_async, reason = "the store is still to come")]
    pub async fn actor(&self, _token: &str) -> Result<Option<Actor>, Failure> {
        Ok(None)
    }
}
