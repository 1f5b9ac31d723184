//! What an instance signs with.

use crate::Error;
use crate::conn::Conn;

const AGREE: &str = "INSERT INTO secrets (purpose, value) VALUES ($1, $2)
    ON CONFLICT (purpose) DO UPDATE SET value = secrets.value RETURNING value";

/// The secret for a purpose: where there is none yet, the one that was `drawn`. Of several nodes that come at once all
/// are told the same.
pub async fn agree(conn: &mut Conn<'_>, purpose: &str, drawn: &str) -> Result<String, Error> {
    match conn.query(AGREE, &[purpose.into(), drawn.into()]).await?.first() {
        Some(row) => row.text(0).map(str::to_owned),
        None => Err(Error::Bug("a secret was neither found nor kept".to_owned())),
    }
}
