//! Migrations: numbered files, forward only, each in a transaction of its own.

use crate::conn::Conn;
use crate::{Error, Store, Urgency};

struct Migration {
    version: i64,
    name: &'static str,
    sql: &'static str,
}

/// A file never changes once it was released, and only adds: nodes of two versions may run side by side.
const MIGRATIONS: &[Migration] = &[
    Migration { version: 1, name: "init", sql: include_str!("migrations/0001_init.sql") },
    Migration { version: 2, name: "accounts", sql: include_str!("migrations/0002_accounts.sql") },
    Migration { version: 3, name: "index", sql: include_str!("migrations/0003_index.sql") },
    Migration { version: 4, name: "states", sql: include_str!("migrations/0004_states.sql") },
    Migration { version: 5, name: "links", sql: include_str!("migrations/0005_links.sql") },
    Migration { version: 6, name: "key_values", sql: include_str!("migrations/0006_key_values.sql") },
    Migration { version: 7, name: "jobs", sql: include_str!("migrations/0007_jobs.sql") },
    Migration { version: 8, name: "users", sql: include_str!("migrations/0008_users.sql") },
    Migration { version: 9, name: "history", sql: include_str!("migrations/0009_history.sql") },
    Migration { version: 10, name: "idempotency", sql: include_str!("migrations/0010_idempotency.sql") },
    Migration { version: 11, name: "setup", sql: include_str!("migrations/0011_setup.sql") },
    Migration { version: 12, name: "files", sql: include_str!("migrations/0012_files.sql") },
    Migration { version: 13, name: "secrets", sql: include_str!("migrations/0013_secrets.sql") },
    Migration { version: 14, name: "job_notes", sql: include_str!("migrations/0014_job_notes.sql") },
    Migration { version: 15, name: "flows", sql: include_str!("migrations/0015_flows.sql") },
    Migration { version: 17, name: "remote", sql: include_str!("migrations/0017_remote.sql") },
    Migration { version: 18, name: "planned_runs", sql: include_str!("migrations/0018_planned_runs.sql") },
    Migration { version: 19, name: "history_of_all", sql: include_str!("migrations/0019_history_of_all.sql") },
    Migration { version: 20, name: "epochs", sql: include_str!("migrations/0020_epochs.sql") },
    Migration { version: 21, name: "events", sql: include_str!("migrations/0021_events.sql") },
    Migration { version: 22, name: "apps", sql: include_str!("migrations/0022_apps.sql") },
    Migration { version: 23, name: "ui", sql: include_str!("migrations/0023_ui.sql") },
    Migration { version: 24, name: "bulk_edits", sql: include_str!("migrations/0024_bulk_edits.sql") },
    Migration { version: 25, name: "job_kin", sql: include_str!("migrations/0025_job_kin.sql") },
];

/// Brings the database up to this program's version.
pub(crate) async fn migrate(store: &Store) -> Result<(), Error> {
    let known = known();
    let found = store.write(Urgency::Interactive, async |conn: &mut Conn<'_>| found(conn).await).await?;
    if found > known {
        return Err(Error::Newer { found, known });
    }
    for migration in MIGRATIONS.iter().filter(|migration| migration.version > found) {
        store.write(Urgency::Interactive, async |conn: &mut Conn<'_>| apply(conn, migration).await).await?;
    }
    Ok(())
}

/// The newest migration of this program.
pub(crate) fn known() -> i64 {
    MIGRATIONS.last().map_or(0, |migration| migration.version)
}

/// Brings the database up to that version, in a transaction that is already open.
pub(crate) async fn up_to(conn: &mut Conn<'_>, version: i64) -> Result<(), Error> {
    let found = found(conn).await?;
    for migration in MIGRATIONS.iter().filter(|migration| migration.version > found && migration.version <= version) {
        apply(conn, migration).await?;
    }
    Ok(())
}

/// The newest migration that was applied; 0 if none was.
pub(crate) async fn found(conn: &mut Conn<'_>) -> Result<i64, Error> {
    let table =
        "CREATE TABLE IF NOT EXISTS migrations (version {id}, name {text} NOT NULL, applied_at BIGINT NOT NULL)";
    lock(conn).await?;
    conn.execute(table, &[]).await?;
    newest(conn).await
}

async fn apply(conn: &mut Conn<'_>, migration: &Migration) -> Result<(), Error> {
    lock(conn).await?;
    // Another node may have done it since.
    if newest(conn).await? >= migration.version {
        return Ok(());
    }
    conn.script(migration.sql).await?;
    let params = [migration.version.into(), migration.name.into(), conn.now().into()];
    conn.execute("INSERT INTO migrations (version, name, applied_at) VALUES ($1, $2, $3)", &params).await?;
    tracing::info!(version = migration.version, name = migration.name, "migrated the database");
    Ok(())
}

async fn lock(conn: &mut Conn<'_>) -> Result<(), Error> {
    if let Some(lock) = conn.dialect().lock_migrations() {
        conn.script(lock).await?;
    }
    Ok(())
}

async fn newest(conn: &mut Conn<'_>) -> Result<i64, Error> {
    let rows = conn.query("SELECT COALESCE(MAX(version), 0) FROM migrations", &[]).await?;
    rows.first().map_or(Ok(0), |row| row.int(0))
}
