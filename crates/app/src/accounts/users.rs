//! Users, who sign in by name and password.

use model::problem::Problem;
use store::Urgency;
use store::accounts::users;
use store::conn::Conn;

use super::tokens::taken;
use super::{Accounts, check_name, password};
use crate::Failure;

/// A user, as they may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Their name.
    pub username: String,
    /// Whether they administer the instance.
    pub admin: bool,
    /// Whether they may sign in.
    pub active: bool,
    /// When they were made, microseconds since 1970 UTC.
    pub created_at: i64,
}

impl Accounts {
    /// Makes an active user.
    pub async fn create_user(&self, username: &str, password: String, admin: bool) -> Result<(), Failure> {
        check_name("username", username)?;
        password::check(&password)?;
        let hash = self.passwords.hash(password, &self.random).await?;
        let id = self.store.ids(1).await?.start;
        let held = username.to_owned();
        let add = async move |conn: &mut Conn<'_>| users::add(conn, id, &held, &hash, admin).await;
        if self.change(|store| async move { store.write(Urgency::Interactive, add).await }).await? {
            Ok(())
        } else {
            Err(taken("username", "user", username).into())
        }
    }

    /// All users, by name.
    pub async fn users(&self) -> Result<Vec<User>, Failure> {
        let rows = self.store.read(async |conn: &mut Conn<'_>| users::all(conn).await).await?;
        let users = rows.into_iter().map(|row| User {
            username: row.username,
            admin: row.admin,
            active: row.active,
            created_at: row.created_at,
        });
        Ok(users.collect())
    }

    /// Changes a user's password; the sessions opened with the old one end.
    pub async fn set_password(&self, username: &str, password: String) -> Result<(), Failure> {
        check_name("username", username)?;
        password::check(&password)?;
        let hash = self.passwords.hash(password, &self.random).await?;
        let held = username.to_owned();
        let set = async move |conn: &mut Conn<'_>| users::set_password(conn, &held, &hash).await;
        found(self.change(|store| async move { store.write(Urgency::Interactive, set).await }).await?, username)
    }

    /// Lets a user in no more; their sessions end at once.
    pub async fn deactivate_user(&self, username: &str) -> Result<(), Failure> {
        check_name("username", username)?;
        let held = username.to_owned();
        let deactivate = async move |conn: &mut Conn<'_>| users::deactivate(conn, &held).await;
        found(self.change(|store| async move { store.write(Urgency::Interactive, deactivate).await }).await?, username)
    }
}

fn found(found: bool, username: &str) -> Result<(), Failure> {
    if found { Ok(()) } else { Err(Problem::not_found("user", username).into()) }
}
