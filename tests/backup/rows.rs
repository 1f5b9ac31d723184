//! All rows of a database, in one form for both engines.

use std::collections::BTreeMap;

use rusqlite::{Connection, OpenFlags};

use crate::support::db::{Database, Engine};
use crate::support::history;
use crate::support::instance::Instance;
use store::Location;

/// Rows by table, each as one text, sorted.
pub type Rows = BTreeMap<String, Vec<String>>;

/// Every table and its columns, with how to read them; `None`: what the engines, or two databases, don't share.
async fn tables() -> Vec<(String, String)> {
    let model = Database::fresh(Engine::Sqlite).await;
    let Location::Sqlite(path) = model.location() else { unreachable!() };
    let columns = "SELECT t.name, c.name, c.type FROM sqlite_master t, pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE 'search_%' ORDER BY t.name, c.cid";
    let file = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let mut statement = file.prepare(columns).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows {
        let (table, column, kind): (String, String, String) = row.unwrap();
        let text = if kind == "BOOLEAN" {
            format!("CASE WHEN {column} THEN 'yes' ELSE 'no' END")
        } else {
            format!("COALESCE(CAST({column} AS text), '-')")
        };
        let is_own = matches!(
            (table.as_str(), column.as_str()),
            ("changes", "tx")
                | ("jobs", "lease")
                | ("revisions", "labels")
                | ("migrations", "applied_at")
                | ("idempotency", "word" | "due_at")
                // Only the rows' numbers: one engine keeps no words (`check` compares them).
                | ("search", _)
        );
        let columns = tables.entry(table).or_default();
        if !is_own {
            columns.push(text);
        }
    }
    tables.insert("search".to_owned(), vec!["CAST(rowid AS text)".to_owned()]);
    tables.into_iter().map(|(table, columns)| (table, columns.join(" || '|' || "))).collect()
}

/// What isn't carried, and epochs, to which a restore adds.
const OWN: [&str; 11] = [
    "sessions",
    "refresh_tokens",
    "ui_sessions",
    "setup_links",
    "secrets",
    "epochs",
    "deliveries",
    "events",
    "event_follower",
    "event_updates",
    "job_ends",
];

/// All rows of an instance but its own.
pub async fn of(instance: &Instance) -> Rows {
    let mut rows = Rows::new();
    for (table, columns) in tables().await {
        if !OWN.contains(&table.as_str()) {
            let mut found = history::texts_in(instance, &format!("SELECT {columns} FROM {table}")).await;
            found.sort_unstable();
            rows.insert(table, found);
        }
    }
    rows
}

/// They are the same, table by table.
#[track_caller]
pub fn assert_same(one: &Rows, other: &Rows) {
    assert!(one.keys().eq(other.keys()));
    for (table, rows) in one {
        let missing: Vec<_> = rows.iter().filter(|row| other[table].binary_search(row).is_err()).take(3).collect();
        let stray: Vec<_> = other[table].iter().filter(|row| rows.binary_search(row).is_err()).take(3).collect();
        assert!(rows == &other[table], "{table}: only here {missing:#?}, only there {stray:#?}");
    }
}
