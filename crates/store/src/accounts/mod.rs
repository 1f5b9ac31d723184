//! Who may call. Tokens come in hashed: 64 lower-case hex characters of SHA-256.
//!
//! Whatever changes a user's sessions locks the user's row first, so that two sign-ins, or a
//! sign-in and a deactivation, come one after the other.

pub mod apps;
pub mod sessions;
pub mod setup;
pub mod tokens;
pub mod ui_sessions;
pub mod users;

use crate::Error;
use crate::conn::{Column, Conn, Kind, Statement};

/// When tokens were last used: their hashes and the moments.
#[derive(Debug, Clone, Default)]
pub struct Uses {
    /// Of access tokens.
    pub sessions: Vec<(String, i64)>,
    /// Of sessions of the admin UI.
    pub ui_sessions: Vec<(String, i64)>,
    /// Of API tokens, and those of apps.
    pub tokens: Vec<(String, i64)>,
}

/// Writes down when tokens were last used; no date goes back.
pub async fn note_uses(conn: &mut Conn<'_>, uses: &Uses) -> Result<(), Error> {
    const COLUMNS: &[Column] = &[("hash", Kind::Text), ("at", Kind::Int)];
    let rows = |uses: &[(String, i64)]| uses.iter().map(|(hash, at)| vec![hash.into(), (*at).into()]).collect();
    let sessions = "UPDATE sessions SET used_at = r.at FROM {rows}
                    WHERE sessions.hash = r.hash AND sessions.used_at < r.at";
    let ui_sessions = "UPDATE ui_sessions SET used_at = r.at FROM {rows}
                       WHERE ui_sessions.hash = r.hash AND ui_sessions.used_at < r.at";
    let tokens = "UPDATE tokens SET used_at = r.at FROM {rows}
                  WHERE tokens.hash = r.hash AND (tokens.used_at IS NULL OR tokens.used_at < r.at)";
    let apps = "UPDATE app_tokens SET used_at = r.at FROM {rows}
                WHERE app_tokens.hash = r.hash AND (app_tokens.used_at IS NULL OR app_tokens.used_at < r.at)";
    let statements = vec![
        Statement::over(sessions, COLUMNS, rows(&uses.sessions)),
        Statement::over(ui_sessions, COLUMNS, rows(&uses.ui_sessions)),
        Statement::over(tokens, COLUMNS, rows(&uses.tokens)),
        Statement::over(apps, COLUMNS, rows(&uses.tokens)),
    ];
    conn.batch(statements).await?;
    Ok(())
}
