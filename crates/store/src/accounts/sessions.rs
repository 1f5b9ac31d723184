//! What users' sign-ins begot: access tokens and refresh tokens.

use std::collections::BTreeSet;

use model::user::{User, UserKind};

use crate::Error;
use crate::conn::{Conn, Row, Statement, Value};
use crate::decode::{self, user_columns};

/// A session of an active user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
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
    /// The locale chosen at sign-in.
    pub lang: String,
    /// When the access token was made, microseconds since 1970 UTC.
    pub created_at: i64,
    /// When it was last used, as far as that is written down.
    pub used_at: i64,
}

impl SessionRow {
    fn of(user: User, lang: String, created_at: i64, used_at: i64) -> Self {
        let User { id: account, username, admin, kind, profile, .. } = user;
        Self { account, username, admin, kind, roles: profile.roles, lang, created_at, used_at }
    }
}

/// The hashes of new tokens.
#[derive(Debug, Clone)]
pub struct NewTokens {
    /// Of the access token.
    pub access: String,
    /// Of the refresh token, if one is wanted.
    pub refresh: Option<String>,
}

/// What all tokens of one sign-in have in common.
#[derive(Debug, Clone)]
pub struct Family {
    /// The user's number.
    pub account: i64,
    /// The family's name, drawn at random.
    pub name: String,
    /// The locale chosen at sign-in.
    pub lang: String,
}

const ONE: &str = concat!(
    "SELECT ",
    user_columns!(),
    ", s.lang, s.created_at, s.used_at FROM sessions s JOIN accounts u ON u.id = s.account_id
    WHERE s.hash = $1 AND u.active"
);

const HOLD: &str = concat!("SELECT ", user_columns!(), " FROM accounts u WHERE u.id = $1 AND u.active{for_update}");

/// The session of this access token.
pub async fn one(conn: &mut Conn<'_>, access: &str) -> Result<Option<SessionRow>, Error> {
    let rows = conn.query(ONE, &[access.into()]).await?;
    let read = |row: &Row| Ok(SessionRow::of(decode::user(row)?, row.text(13)?.into(), row.int(14)?, row.int(15)?));
    rows.first().map(read).transpose()
}

/// Opens the one session that a user has, in place of the earlier ones. `false`: meanwhile the
/// user was deactivated, or has another `password`.
pub async fn open(conn: &mut Conn<'_>, family: &Family, password: &str, new: &NewTokens) -> Result<bool, Error> {
    let sql = "SELECT id FROM accounts WHERE id = $1 AND password_hash = $2 AND active{for_update}";
    if conn.query(sql, &[family.account.into(), password.into()]).await?.is_empty() {
        return Ok(false);
    }
    end_all(conn, family.account).await?;
    let now = conn.now();
    let logged = "UPDATE accounts SET logged_at = $2 WHERE id = $1";
    let mut statements = vec![Statement::new(logged, vec![family.account.into(), now.into()])];
    statements.extend(add(family, new, now));
    conn.batch(statements).await?;
    Ok(true)
}

/// Takes a refresh token made after `oldest` and gives new tokens for it. A token that was taken
/// before was stolen by somebody: then nothing of its family lives on. `None`: no new tokens.
pub async fn refresh(
    conn: &mut Conn<'_>,
    refresh: &str,
    oldest: i64,
    new: &NewTokens,
) -> Result<Option<SessionRow>, Error> {
    let sql = "SELECT account_id FROM refresh_tokens WHERE hash = $1";
    let rows = conn.query(sql, &[refresh.into()]).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    let account = row.int(0)?;
    let rows = conn.query(HOLD, &[account.into()]).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    let user = decode::user(row)?;

    let sql = "UPDATE refresh_tokens SET used = true WHERE hash = $1 AND NOT used AND created_at > $2
               RETURNING family, lang";
    let rows = conn.query(sql, &[refresh.into(), oldest.into()]).await?;
    let Some(row) = rows.first() else {
        end_replayed(conn, refresh).await?;
        return Ok(None);
    };
    let family = Family { account, name: row.text(0)?.into(), lang: row.text(1)?.into() };
    let now = conn.now();
    let mut statements = vec![
        delete_family("DELETE FROM sessions WHERE account_id = $1 AND family = $2", &family),
        Statement::new(
            "DELETE FROM refresh_tokens WHERE account_id = $1 AND created_at <= $2",
            vec![account.into(), oldest.into()],
        ),
    ];
    statements.extend(add(&family, new, now));
    conn.batch(statements).await?;
    Ok(Some(SessionRow::of(user, family.lang, now, now)))
}

/// Ends the families of these tokens. `false`: there are none.
pub async fn end(conn: &mut Conn<'_>, access: Option<&str>, refresh: Option<&str>) -> Result<bool, Error> {
    let sql = "SELECT account_id, family, lang FROM sessions WHERE hash = $1
               UNION SELECT account_id, family, lang FROM refresh_tokens WHERE hash = $2";
    let rows = conn.query(sql, &[access.into(), refresh.into()]).await?;
    for row in &rows {
        let family = Family { account: row.int(0)?, name: row.text(1)?.into(), lang: row.text(2)?.into() };
        conn.query("SELECT id FROM accounts WHERE id = $1{for_update}", &[family.account.into()]).await?;
        end_family(conn, &family).await?;
    }
    Ok(!rows.is_empty())
}

/// Ends all sessions of a user whose row is locked.
pub(super) async fn end_all(conn: &mut Conn<'_>, account: i64) -> Result<(), Error> {
    let statement = |sql: &'static str| Statement::new(sql, vec![account.into()]);
    let sessions = statement("DELETE FROM sessions WHERE account_id = $1");
    let refresh_tokens = statement("DELETE FROM refresh_tokens WHERE account_id = $1");
    conn.batch(vec![sessions, refresh_tokens]).await?;
    Ok(())
}

async fn end_replayed(conn: &mut Conn<'_>, refresh: &str) -> Result<(), Error> {
    let sql = "SELECT account_id, family, lang FROM refresh_tokens WHERE hash = $1 AND used";
    let rows = conn.query(sql, &[refresh.into()]).await?;
    let Some(row) = rows.first() else { return Ok(()) };
    let family = Family { account: row.int(0)?, name: row.text(1)?.into(), lang: row.text(2)?.into() };
    tracing::warn!(account = family.account, "a refresh token came twice: its sessions were ended");
    end_family(conn, &family).await
}

async fn end_family(conn: &mut Conn<'_>, family: &Family) -> Result<(), Error> {
    let sessions = delete_family("DELETE FROM sessions WHERE account_id = $1 AND family = $2", family);
    let refresh_tokens = delete_family("DELETE FROM refresh_tokens WHERE account_id = $1 AND family = $2", family);
    conn.batch(vec![sessions, refresh_tokens]).await?;
    Ok(())
}

fn delete_family(sql: &'static str, family: &Family) -> Statement {
    Statement::new(sql, vec![family.account.into(), (&family.name).into()])
}

fn add(family: &Family, new: &NewTokens, now: i64) -> Vec<Statement> {
    let values = |hash: &str| -> Vec<Value> {
        vec![hash.into(), family.account.into(), (&family.name).into(), (&family.lang).into(), now.into()]
    };
    let session = "INSERT INTO sessions (hash, account_id, family, lang, created_at, used_at)
                   VALUES ($1, $2, $3, $4, $5, $5)";
    let refresh = "INSERT INTO refresh_tokens (hash, account_id, family, lang, created_at, used)
                   VALUES ($1, $2, $3, $4, $5, false)";
    let mut statements = vec![Statement::new(session, values(&new.access))];
    statements.extend(new.refresh.as_ref().map(|hash| Statement::new(refresh, values(hash))));
    statements
}
