//! API tokens, which belong to no user.

use crate::Error;
use crate::conn::{Conn, Row};

/// A stored API token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRow {
    /// Its name, unique among tokens.
    pub name: String,
    /// `full` or `read`.
    pub access: String,
    /// When it was made, microseconds since 1970 UTC.
    pub created_at: i64,
    /// When it was last used, as far as that is written down.
    pub used_at: Option<i64>,
}

impl TokenRow {
    fn of(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            name: row.text(0)?.into(),
            access: row.text(1)?.into(),
            created_at: row.int(2)?,
            used_at: row.opt_int(3)?,
        })
    }
}

/// The token with this hash.
pub async fn one(conn: &mut Conn<'_>, hash: &str) -> Result<Option<TokenRow>, Error> {
    let sql = "SELECT name, access, created_at, used_at FROM tokens WHERE hash = $1";
    conn.query(sql, &[hash.into()]).await?.first().map(TokenRow::of).transpose()
}

/// All tokens, by name.
pub async fn all(conn: &mut Conn<'_>) -> Result<Vec<TokenRow>, Error> {
    let sql = "SELECT name, access, created_at, used_at FROM tokens ORDER BY name";
    conn.query(sql, &[]).await?.iter().map(TokenRow::of).collect()
}

/// Keeps a new token; when it was made. `None`: the name is taken.
pub async fn add(conn: &mut Conn<'_>, hash: &str, name: &str, access: &str) -> Result<Option<i64>, Error> {
    let sql = "INSERT INTO tokens (hash, name, access, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    let now = conn.now();
    let added = conn.execute(sql, &[hash.into(), name.into(), access.into(), now.into()]).await?;
    Ok((added == 1).then_some(now))
}

/// Ends a token. `false`: there is none of that name.
pub async fn delete(conn: &mut Conn<'_>, name: &str) -> Result<bool, Error> {
    Ok(conn.execute("DELETE FROM tokens WHERE name = $1", &[name.into()]).await? == 1)
}
