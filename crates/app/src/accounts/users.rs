//! Users, who sign in by name and password.

use std::sync::Arc;

use model::command::{Action, Command, Patch};
use model::permission::Rights;
use model::problem::Problem;
use model::query::Resource;
use model::user::{PasswordHash, User, UserPage, UserQuery, password};
use store::accounts::users;
use store::conn::Conn;

use super::Accounts;
use crate::{App, Failure};

impl App {
    /// One user. Errors: `NotFound`.
    pub async fn user(&self, rights: &Rights, id: i64) -> Result<Arc<User>, Failure> {
        rights.check_read(&Resource::Users)?;
        let found = self.store.read(async move |conn: &mut Conn<'_>| users::one(conn, id).await).await?;
        Ok(Arc::new(found.ok_or_else(|| Problem::not_found("user", &id.to_string()))?))
    }

    /// Whether there are users.
    pub async fn has_users(&self) -> Result<bool, Failure> {
        Ok(self.store.read(async |conn: &mut Conn<'_>| users::any(conn).await).await?)
    }

    /// One page of users.
    pub async fn users(&self, query: &UserQuery) -> Result<UserPage, Failure> {
        query.rights.check_read(&Resource::Users)?;
        let all = self.store.read(async |conn: &mut Conn<'_>| users::all(conn).await).await?;
        Ok(query.answer(all))
    }
}

impl Accounts {
    /// Hashes the new passwords of these commands; the plan refuses those that are none.
    pub(crate) async fn hash_passwords(&self, commands: &mut [Command]) -> Result<(), Failure> {
        for command in commands {
            if let Action::PutUser(put) = &mut command.action
                && let Patch::Value(new) = &mut put.password
                && password::check(&new.text).is_ok()
            {
                new.hash = PasswordHash(self.passwords.hash(new.text.clone(), &self.random).await?);
            }
        }
        Ok(())
    }
}
