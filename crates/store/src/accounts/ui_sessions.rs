//! Sessions of the admin UI: several of one user, beside those of API v4.

use std::collections::BTreeSet;

use model::user::{User, UserKind};

use crate::Error;
use crate::conn::{Conn, Row, Statement};
use crate::decode::{self, user_columns};

/// Most sessions of a user; one more ends the one that was used longest ago.
const MOST: i64 = 100;

/// A session, whoever's it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UiSession {
    /// What it is called; no secret.
    pub name: String,
    /// When it was opened, microseconds since 1970 UTC.
    pub created_at: i64,
    /// When it was last used, as far as that is written down.
    pub used_at: i64,
    /// Whether it was asked to last.
    pub remembered: bool,
    /// What the browser called itself.
    pub user_agent: String,
}

/// A session of an active user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UiSessionRow {
    /// The session.
    pub session: UiSession,
    /// The user's number.
    pub account: i64,
    /// The user's name.
    pub username: String,
    /// Whether they administer the instance.
    pub admin: bool,
    /// Whether it is a person or a program.
    pub kind: UserKind,
    /// Codes of their roles.
    pub roles: BTreeSet<String>,
}

const ONE: &str = concat!(
    "SELECT ",
    user_columns!(),
    ", s.name, s.created_at, s.used_at, s.remembered, s.user_agent
    FROM ui_sessions s JOIN accounts u ON u.id = s.account_id WHERE s.hash = $1 AND u.active"
);

fn session(row: &Row, first: usize) -> Result<UiSession, Error> {
    Ok(UiSession {
        name: row.text(first)?.into(),
        created_at: row.int(first + 1)?,
        used_at: row.int(first + 2)?,
        remembered: row.bool(first + 3)?,
        user_agent: row.text(first + 4)?.into(),
    })
}

/// The session of a token with this hash.
pub async fn one(conn: &mut Conn<'_>, hash: &str) -> Result<Option<UiSessionRow>, Error> {
    let rows = conn.query(ONE, &[hash.into()]).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    let User { id: account, username, admin, kind, profile, .. } = decode::user(row)?;
    Ok(Some(UiSessionRow { session: session(row, 13)?, account, username, admin, kind, roles: profile.roles }))
}

/// Opens a session, and ends those of the user that were opened before `oldest`. `false`: meanwhile the user was
/// deactivated, or has another `password`.
pub async fn open(
    conn: &mut Conn<'_>,
    (account, password): (i64, &str),
    hash: &str,
    new: &UiSession,
    oldest: i64,
) -> Result<bool, Error> {
    let sql = "SELECT id FROM accounts WHERE id = $1 AND password_hash = $2 AND active{for_update}";
    if conn.query(sql, &[account.into(), password.into()]).await?.is_empty() {
        return Ok(false);
    }
    let now = conn.now();
    let old = "DELETE FROM ui_sessions WHERE account_id = $1 AND created_at <= $2";
    let surplus = "DELETE FROM ui_sessions WHERE account_id = $1 AND hash NOT IN (
        SELECT s.hash FROM ui_sessions s WHERE s.account_id = $1 ORDER BY s.used_at DESC, s.hash LIMIT $2)";
    let add = "INSERT INTO ui_sessions (hash, name, account_id, created_at, used_at, remembered, user_agent)
               VALUES ($1, $2, $3, $4, $4, $5, $6)";
    let values = vec![
        hash.into(),
        (&new.name).into(),
        account.into(),
        now.into(),
        new.remembered.into(),
        (&new.user_agent).into(),
    ];
    conn.batch(vec![
        Statement::new("UPDATE accounts SET logged_at = $2 WHERE id = $1", vec![account.into(), now.into()]),
        Statement::new(old, vec![account.into(), oldest.into()]),
        Statement::new(surplus, vec![account.into(), (MOST - 1).into()]),
        Statement::new(add, values),
    ])
    .await?;
    Ok(true)
}

/// All of a user with the hashes of their tokens, the one that was used last first.
pub async fn all(conn: &mut Conn<'_>, account: i64) -> Result<Vec<(String, UiSession)>, Error> {
    let sql = "SELECT hash, name, created_at, used_at, remembered, user_agent FROM ui_sessions
               WHERE account_id = $1 ORDER BY used_at DESC, hash";
    let rows = conn.query(sql, &[account.into()]).await?;
    rows.iter().map(|row| Ok((row.text(0)?.to_owned(), session(row, 1)?))).collect()
}

/// Ends the one of that name. `false`: the user has none.
pub async fn end(conn: &mut Conn<'_>, account: i64, name: &str) -> Result<bool, Error> {
    let sql = "DELETE FROM ui_sessions WHERE account_id = $1 AND name = $2";
    Ok(conn.execute(sql, &[account.into(), name.into()]).await? > 0)
}

/// Ends the one whose token has this hash, if there is one.
pub async fn end_token(conn: &mut Conn<'_>, hash: &str) -> Result<(), Error> {
    conn.execute("DELETE FROM ui_sessions WHERE hash = $1", &[hash.into()]).await.map(drop)
}
