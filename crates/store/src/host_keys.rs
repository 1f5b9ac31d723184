//! The keys by which hosts are known again.

use crate::Error;
use crate::conn::Conn;

const AGREE: &str = "INSERT INTO host_keys (host, fingerprint, seen_at) VALUES ($1, $2, $3)
    ON CONFLICT (host) DO UPDATE SET fingerprint = host_keys.fingerprint RETURNING fingerprint";

/// The fingerprint that a host is known by: where it isn't known yet, the one that it has `shown`.
pub async fn agree(conn: &mut Conn<'_>, host: &str, shown: &str, now: i64) -> Result<String, Error> {
    match conn.query(AGREE, &[host.into(), shown.into(), now.into()]).await?.first() {
        Some(row) => row.text(0).map(str::to_owned),
        None => Err(Error::Bug("a host key was neither found nor kept".to_owned())),
    }
}
