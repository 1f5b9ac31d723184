//! Filling a database that nobody uses yet, all at once: it is whole or as it was before.

use super::heavy::Heavy;
use super::tables::DERIVED;
use super::{derive, migration, names, tables};
use crate::conn::{Conn, Row};
use crate::{Clock, Error, Location, events, migrate, postgres, sqlite};

/// Who uses the database. What the program makes by itself in every instance doesn't count.
const USE: &str =
    "SELECT (SELECT count(*) FROM objects), (SELECT count(*) FROM accounts), (SELECT count(*) FROM tokens),
    EXISTS (SELECT 1 FROM changes WHERE origin <> 'system')";

/// Numbers of transactions begin anew, and with them places in the feed.
const NEW_EPOCH: &str = "INSERT INTO epochs (epoch, top, overlap)
    SELECT CASE WHEN MAX(epoch) < $1 THEN $1 ELSE MAX(epoch) + 1 END, 0, 0 FROM epochs";

/// Makes the tables as they were at a migration, has `fill` write their rows, and brings it all up to today.
/// `told` hears of objects that were put into the index. Errors: [`Error::Location`] where the database is in use; whatever
/// the error, nothing has changed.
pub async fn restore<W, P>(location: &Location, clock: &Clock, migration: i64, fill: W, told: P) -> Result<(), Error>
where
    W: AsyncFnOnce(&mut Conn<'_>) -> Result<(), Error> + Send + 'static,
    P: FnMut(u64) + Send + 'static,
{
    let work = async move |conn: &mut Conn<'_>| {
        take_alone(conn).await?;
        check_unused(conn).await?;
        clear(conn).await?;
        fill_up(conn, migration, fill, told).await
    };
    let (location, clock) = (location.clone(), clock.clone());
    let handle = tokio::runtime::Handle::current();
    // The work reads files between its statements.
    let filling = tokio::task::spawn_blocking(move || match &location {
        Location::Sqlite(path) => sqlite::replace(path, &clock, work),
        Location::Postgres(url) => handle.block_on(postgres::alone(url, &clock, work)),
    });
    filling.await.map_err(|error| Error::Bug(error.to_string()))?
}

async fn fill_up<W, P>(conn: &mut Conn<'_>, from: i64, fill: W, told: P) -> Result<(), Error>
where
    W: AsyncFnOnce(&mut Conn<'_>) -> Result<(), Error>,
    P: FnMut(u64),
{
    migrate::up_to(conn, from).await?;
    let heavy = Heavy::lift(conn, tables(from).map(|table| table.name)).await?;
    for table in tables(from) {
        // What migrations wrote is in the archive as well.
        conn.execute(&format!("DELETE FROM {}", table.name), &[]).await?;
    }
    fill(conn).await?;
    heavy.lower(conn).await?;
    migrate::up_to(conn, migration()).await?;
    let heavy = Heavy::lift(conn, DERIVED.into_iter()).await?;
    derive::derive(conn, told).await?;
    heavy.lower(conn).await?;
    settle(conn).await
}

/// What a fill leaves to be said.
async fn settle(conn: &mut Conn<'_>) -> Result<(), Error> {
    if let Some(sql) = conn.dialect().continue_numbers() {
        conn.script(sql).await?;
    }
    events::begin_anew(conn).await?;
    // What clients were shown after the backup has numbers that are given out anew. No `ETag` of then is one of now.
    let now = conn.now();
    conn.execute("UPDATE revisions SET labels = CASE WHEN labels < $1 THEN $1 ELSE labels + 1 END", &[now.into()])
        .await?;
    conn.execute(NEW_EPOCH, &[now.into()]).await?;
    let Some(sql) = conn.dialect().broken_references() else { return Ok(()) };
    match conn.query(sql, &[]).await?.first() {
        None => Ok(()),
        Some(row) => Err(Error::Archive(format!("{} refers to what isn't in the archive", row.text(0)?))),
    }
}

/// Errors: a server is at work on the database.
async fn take_alone(conn: &mut Conn<'_>) -> Result<(), Error> {
    let Some(sql) = conn.dialect().be_alone() else { return Ok(()) };
    conn.script(sql).await.map_err(|error| match error {
        Error::Busy(_) => Error::Location("a server is running on this database: stop all of them first".into()),
        error => error,
    })
}

/// Errors: somebody uses the database.
pub(crate) async fn check_unused(conn: &mut Conn<'_>) -> Result<(), Error> {
    let found = existing(conn).await?;
    if found.is_empty() {
        return Ok(());
    }
    if found.iter().any(|name| name == "migrations") {
        let (found, known) = (migrate::found(conn).await?, migration());
        if found > known {
            return Err(Error::Newer { found, known });
        }
    }
    if !["objects", "accounts", "tokens", "changes"].iter().all(|name| found.iter().any(|found| found == name)) {
        return Ok(());
    }
    let rows = conn.query(USE, &[]).await?;
    let Some(row) = rows.first() else { return Ok(()) };
    let (accounts, tokens, is_written) = (row.int(1)?, row.int(2)?, row.bool(3)?);
    if accounts == 0 && tokens == 0 && !is_written {
        return Ok(());
    }
    let objects = row.int(0)?;
    Err(Error::Location(format!(
        "the instance is in use: {objects} objects, {accounts} users, {tokens} tokens. Restore into a new data folder or an \
         empty database, or move this one away first"
    )))
}

/// Drops the tables of an instance that nobody uses.
async fn clear(conn: &mut Conn<'_>) -> Result<(), Error> {
    let found = existing(conn).await?;
    if !found.is_empty() {
        conn.script(&format!("DROP TABLE {}", found.join(", "))).await?;
    }
    Ok(())
}

/// Which of our tables there are.
async fn existing(conn: &mut Conn<'_>) -> Result<Vec<String>, Error> {
    let rows = conn.query(conn.dialect().table_names(), &[]).await?;
    let found = rows.iter().map(|row: &Row| row.text(0)).collect::<Result<Vec<_>, _>>()?;
    Ok(names().filter(|name| found.contains(name)).map(str::to_owned).collect())
}
