//! What the admin UI remembers for users.

use crate::Error;
use crate::conn::Conn;

/// All of a user, by name: name and JSON.
pub async fn all(conn: &mut Conn<'_>, account: i64) -> Result<Vec<(String, String)>, Error> {
    let sql = "SELECT name, value FROM preferences WHERE account_id = $1 ORDER BY name";
    let rows = conn.query(sql, &[account.into()]).await?;
    rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned()))).collect()
}

/// Keeps one in place of what had that name. `false`: the user has `most` others.
pub async fn put(conn: &mut Conn<'_>, account: i64, name: &str, value: &str, most: usize) -> Result<bool, Error> {
    // So that several at once are counted one after the other.
    conn.query("SELECT id FROM accounts WHERE id = $1{for_update}", &[account.into()]).await?;
    let sql = "SELECT count(*) FROM preferences WHERE account_id = $1 AND name <> $2";
    let rows = conn.query(sql, &[account.into(), name.into()]).await?;
    let others = rows.first().map_or(Ok(0), |row| row.int(0))?;
    if usize::try_from(others).is_ok_and(|others| others >= most) {
        return Ok(false);
    }
    let sql = "INSERT INTO preferences (account_id, name, value) VALUES ($1, $2, $3)
               ON CONFLICT (account_id, name) DO UPDATE SET value = excluded.value";
    conn.execute(sql, &[account.into(), name.into(), value.into()]).await?;
    Ok(true)
}

/// Forgets one, if it is there.
pub async fn delete(conn: &mut Conn<'_>, account: i64, name: &str) -> Result<(), Error> {
    let sql = "DELETE FROM preferences WHERE account_id = $1 AND name = $2";
    conn.execute(sql, &[account.into(), name.into()]).await.map(drop)
}
