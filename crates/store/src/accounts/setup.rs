//! Links with which an instance without users is given its first one.

use crate::Error;
use crate::conn::Conn;

/// Keeps a new link, and forgets those whose time is over.
pub async fn add(conn: &mut Conn<'_>, hash: &str, expires_at: i64) -> Result<(), Error> {
    let now = conn.now();
    conn.execute("DELETE FROM setup_links WHERE expires_at <= $1", &[now.into()]).await?;
    keep(conn, hash, expires_at).await
}

/// Until when a link is good; `None`: there is none of that hash, or its time is over.
pub async fn good_until(conn: &mut Conn<'_>, hash: &str) -> Result<Option<i64>, Error> {
    let now = conn.now();
    let sql = "SELECT expires_at FROM setup_links WHERE hash = $1 AND expires_at > $2";
    conn.query(sql, &[hash.into(), now.into()]).await?.first().map(|row| row.int(0)).transpose()
}

/// Takes all links away, if one of that hash is good; of several who do so, one succeeds. Until when it was good.
pub async fn claim(conn: &mut Conn<'_>, hash: &str) -> Result<Option<i64>, Error> {
    let until = good_until(conn, hash).await?;
    if until.is_none() || conn.execute("DELETE FROM setup_links WHERE hash = $1", &[hash.into()]).await? == 0 {
        return Ok(None);
    }
    conn.execute("DELETE FROM setup_links", &[]).await?;
    Ok(until)
}

/// Keeps a link.
pub async fn keep(conn: &mut Conn<'_>, hash: &str, expires_at: i64) -> Result<(), Error> {
    let sql = "INSERT INTO setup_links (hash, expires_at) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    conn.execute(sql, &[hash.into(), expires_at.into()]).await.map(drop)
}
