//! Users.

use super::sessions;
use crate::Error;
use crate::conn::{Conn, Row, Value};

/// A stored user.
#[derive(Clone, PartialEq, Eq)]
pub struct UserRow {
    /// Their number.
    pub id: i64,
    /// Their name, unique.
    pub username: String,
    /// The hash of their password, in PHC form.
    pub password_hash: String,
    /// Whether they administer the instance.
    pub admin: bool,
    /// Whether they may sign in.
    pub active: bool,
    /// When they were made, microseconds since 1970 UTC.
    pub created_at: i64,
}

impl UserRow {
    fn of(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.int(0)?,
            username: row.text(1)?.into(),
            password_hash: row.text(2)?.into(),
            admin: row.bool(3)?,
            active: row.bool(4)?,
            created_at: row.int(5)?,
        })
    }
}

/// The user of this name.
pub async fn one(conn: &mut Conn<'_>, username: &str) -> Result<Option<UserRow>, Error> {
    let sql = "SELECT id, username, password_hash, admin, active, created_at FROM accounts WHERE username = $1";
    conn.query(sql, &[username.into()]).await?.first().map(UserRow::of).transpose()
}

/// All users, by name.
pub async fn all(conn: &mut Conn<'_>) -> Result<Vec<UserRow>, Error> {
    let sql = "SELECT id, username, password_hash, admin, active, created_at FROM accounts ORDER BY username";
    conn.query(sql, &[]).await?.iter().map(UserRow::of).collect()
}

/// Keeps a new, active user. `false`: the name is taken.
pub async fn add(conn: &mut Conn<'_>, id: i64, username: &str, password: &str, admin: bool) -> Result<bool, Error> {
    let sql = "INSERT INTO accounts (id, username, password_hash, admin, active, created_at)
               VALUES ($1, $2, $3, $4, true, $5) ON CONFLICT DO NOTHING";
    let now = conn.now();
    let values = [id.into(), username.into(), password.into(), admin.into(), now.into()];
    Ok(conn.execute(sql, &values).await? == 1)
}

/// Changes a password's hash, and ends the sessions that the old one opened. `false`: there is no such user.
pub async fn set_password(conn: &mut Conn<'_>, username: &str, password: &str) -> Result<bool, Error> {
    let sql = "UPDATE accounts SET password_hash = $2 WHERE username = $1 RETURNING id";
    change(conn, sql, &[username.into(), password.into()]).await
}

/// Lets a user in no more, at once. `false`: there is no such user.
pub async fn deactivate(conn: &mut Conn<'_>, username: &str) -> Result<bool, Error> {
    let sql = "UPDATE accounts SET active = false WHERE username = $1 RETURNING id";
    change(conn, sql, &[username.into()]).await
}

/// Runs `sql`, which changes one user, and ends all their sessions.
async fn change(conn: &mut Conn<'_>, sql: &str, values: &[Value]) -> Result<bool, Error> {
    let rows = conn.query(sql, values).await?;
    let Some(row) = rows.first() else { return Ok(false) };
    sessions::end_all(conn, row.int(0)?).await?;
    Ok(true)
}
