//! Tokens of apps. Each belongs to one, and goes with its definition.

use model::schema::{App, DefinitionKind, Spec};

use crate::Error;
use crate::conn::{Conn, Row};

/// A stored token of an app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppTokenRow {
    /// The app's code.
    pub app: String,
    /// `full` or `read`.
    pub access: String,
    /// When it ends, in microseconds since 1970 UTC; `None`: not by itself.
    pub ends_at: Option<i64>,
}

/// An app that has taken its token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstallRow {
    /// The app's number.
    pub app_id: i64,
    /// `full` or `read`.
    pub access: String,
    /// When the token was made.
    pub created_at: i64,
    /// The name of who had the app installed.
    pub created_by: String,
}

/// A token to be kept.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// Its hash.
    pub hash: String,
    /// The app's number.
    pub app_id: i64,
    /// `full` or `read`.
    pub access: &'static str,
    /// The name of who has the app installed.
    pub by: String,
    /// When it ends unless it is taken.
    pub ends_at: i64,
}

const ONE: &str = "SELECT d.code, t.access, t.ends_at, d.body FROM app_tokens t JOIN definitions d ON d.id = t.app_id
    WHERE t.hash = $1";

const FORGET: &str = "DELETE FROM app_tokens WHERE ends_at <= $1";

// An app that was deleted meanwhile has no row.
const ADD: &str = "INSERT INTO app_tokens (hash, app_id, access, created_at, created_by, ends_at)
    SELECT $1, d.id, $2, CAST($3 AS BIGINT), $4, CAST($5 AS BIGINT) FROM definitions d WHERE d.id = $6";

// Of two that are through at once one comes first.
const HOLD: &str = "SELECT id FROM definitions WHERE id = $1{for_update}";

const TAKE: &str = "UPDATE app_tokens SET ends_at = NULL WHERE hash = $1 AND ends_at > $2";

const REPLACE: &str = "DELETE FROM app_tokens WHERE app_id = $1 AND hash <> $2 AND ends_at IS NULL";

const ALL: &str = "SELECT app_id, access, created_at, created_by FROM app_tokens WHERE ends_at IS NULL";

/// The token with this hash, whose app is active.
pub async fn one(conn: &mut Conn<'_>, hash: &str) -> Result<Option<AppTokenRow>, Error> {
    conn.query(ONE, &[hash.into()]).await?.first().and_then(|row| active(row).transpose()).transpose()
}

fn active(row: &Row) -> Result<Option<AppTokenRow>, Error> {
    let is_active = match Spec::from_json(DefinitionKind::App, row.text(3)?) {
        Some(Spec::App(App { is_active, .. })) => is_active,
        _ => false,
    };
    let token = AppTokenRow { app: row.text(0)?.into(), access: row.text(1)?.into(), ends_at: row.opt_int(2)? };
    Ok(is_active.then_some(token))
}

/// Who has taken their tokens.
pub async fn all(conn: &mut Conn<'_>) -> Result<Vec<InstallRow>, Error> {
    let install = |row: &Row| {
        let (access, created_by) = (row.text(1)?.into(), row.text(3)?.into());
        Ok(InstallRow { app_id: row.int(0)?, access, created_at: row.int(2)?, created_by })
    };
    conn.query(ALL, &[]).await?.iter().map(install).collect()
}

/// Keeps a new token, and forgets those that ended. `false`: the app is gone.
pub async fn add(conn: &mut Conn<'_>, token: &NewToken) -> Result<bool, Error> {
    let now = conn.now();
    conn.execute(FORGET, &[now.into()]).await?;
    let NewToken { hash, app_id, access, by, ends_at } = token;
    let row = [hash.into(), (*access).into(), now.into(), by.into(), (*ends_at).into(), (*app_id).into()];
    Ok(conn.execute(ADD, &row).await? == 1)
}

/// Has a token live on, in place of the one that the app had. `false`: it ended before.
pub async fn take(conn: &mut Conn<'_>, app_id: i64, hash: &str) -> Result<bool, Error> {
    let now = conn.now();
    conn.query(HOLD, &[app_id.into()]).await?;
    if conn.execute(TAKE, &[hash.into(), now.into()]).await? == 0 {
        return Ok(false);
    }
    conn.execute(REPLACE, &[app_id.into(), hash.into()]).await?;
    Ok(true)
}

/// Ends a token.
pub async fn end(conn: &mut Conn<'_>, hash: &str) -> Result<(), Error> {
    conn.execute("DELETE FROM app_tokens WHERE hash = $1", &[hash.into()]).await?;
    Ok(())
}

/// Ends all tokens of an app; whether there was any.
pub async fn end_all(conn: &mut Conn<'_>, app_id: i64) -> Result<bool, Error> {
    Ok(conn.execute("DELETE FROM app_tokens WHERE app_id = $1", &[app_id.into()]).await? > 0)
}
