//! What an instance signs with, and which keys seal its secrets.

use crate::Error;
use crate::conn::Conn;

const AGREE: &str = "INSERT INTO secrets (purpose, value) VALUES ($1, $2)
    ON CONFLICT (purpose) DO UPDATE SET value = secrets.value RETURNING value";

const NOTE: &str = "INSERT INTO sealing_keys (id, used_at) VALUES ($1, $2)
    ON CONFLICT (id) DO UPDATE SET used_at = excluded.used_at";

const LAST: &str = "SELECT id FROM sealing_keys ORDER BY used_at DESC, id LIMIT 1";

/// The secret for a purpose: where there is none yet, the one that was `drawn`. Of several nodes that come at once all
/// are told the same.
pub async fn agree(conn: &mut Conn<'_>, purpose: &str, drawn: &str) -> Result<String, Error> {
    match conn.query(AGREE, &[purpose.into(), drawn.into()]).await?.first() {
        Some(row) => row.text(0).map(str::to_owned),
        None => Err(Error::Bug("a secret was neither found nor kept".to_owned())),
    }
}

/// Notes that secrets are sealed with the key of this name from now on.
pub async fn note_key(conn: &mut Conn<'_>, id: &str, now: i64) -> Result<(), Error> {
    conn.execute(NOTE, &[id.into(), now.into()]).await.map(drop)
}

/// The name of the key that was put to use last; `None`: nothing was ever sealed.
pub async fn last_key(conn: &mut Conn<'_>) -> Result<Option<String>, Error> {
    conn.query(LAST, &[]).await?.first().map(|row| row.text(0).map(str::to_owned)).transpose()
}
