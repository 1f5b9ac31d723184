//! The migrated schemas of both engines are the same, as far as the engines can be: `search` is each one's own.

use std::collections::BTreeSet;

use store::conn::Conn;
use store::{Location, Store, backup};

use crate::support::db::{Database, Engine, clock};

const SQLITE: &str = "
    WITH tables AS (
        SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search%'
    )
    SELECT 'column ' || t.name || '.' || c.name || ' ' || CASE c.type WHEN 'INTEGER' THEN 'BIGINT' ELSE c.type END
           || CASE WHEN c.\"notnull\" OR c.pk > 0 THEN ' not null' ELSE '' END
    FROM tables t, pragma_table_info(t.name) c
    UNION
    SELECT 'unique ' || t.name || '(' || group_concat(c.name, ',' ORDER BY c.pk) || ')'
    FROM tables t, pragma_table_info(t.name) c WHERE c.pk > 0 GROUP BY t.name
    UNION
    SELECT CASE i.\"unique\" WHEN 1 THEN 'unique ' ELSE 'index ' END
           || t.name || '(' || group_concat(c.name, ',' ORDER BY c.seqno) || ')'
    FROM tables t, pragma_index_list(t.name) i, pragma_index_info(i.name) c GROUP BY t.name, i.name
    UNION
    SELECT 'reference ' || t.name || '.' || f.\"from\" || ' ' || f.\"table\" || '.' || f.\"to\"
    FROM tables t, pragma_foreign_key_list(t.name) f
    ORDER BY 1";

const POSTGRES: &str = "
    SELECT 'column ' || c.table_name || '.' || c.column_name || ' ' || upper(c.data_type)
           || CASE c.is_nullable WHEN 'NO' THEN ' not null' ELSE '' END
    FROM information_schema.columns c WHERE c.table_schema = 'public' AND c.table_name <> 'search'
    UNION
    SELECT CASE WHEN i.indisunique THEN 'unique ' ELSE 'index ' END
           || t.relname || '(' || string_agg(a.attname, ',' ORDER BY k.place) || ')'
    FROM pg_index i
    JOIN pg_class t ON t.oid = i.indrelid AND t.relnamespace = 'public'::regnamespace AND t.relname <> 'search'
    CROSS JOIN LATERAL unnest(i.indkey::smallint[]) WITH ORDINALITY AS k(number, place)
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number
    GROUP BY t.relname, i.indexrelid, i.indisunique
    UNION
    SELECT 'reference ' || f.conrelid::regclass || '.' || a.attname || ' ' || f.confrelid::regclass || '.' || b.attname
    FROM pg_constraint f
    JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
    JOIN pg_attribute b ON b.attrelid = f.confrelid AND b.attnum = f.confkey[1]
    WHERE f.contype = 'f'
    ORDER BY 1";

async fn facts(engine: Engine) -> Vec<String> {
    let database = Database::empty(engine).await;
    let store = database.store().await;
    let sql = match engine {
        Engine::Sqlite => SQLITE,
        Engine::Postgres => POSTGRES,
    };
    let rows = store.read(async move |conn: &mut Conn<'_>| conn.query(sql, &[]).await).await.unwrap();
    let mut facts: Vec<_> = rows.iter().map(|row| row.text(0).unwrap().to_owned()).collect();
    // Each engine has its own idea of where a dot sorts.
    facts.sort_unstable();
    facts
}

#[tokio::test(flavor = "multi_thread")]
async fn both_schemas_are_the_same() {
    let (sqlite, postgres) = (facts(Engine::Sqlite).await, facts(Engine::Postgres).await);
    for expected in
        ["column objects.code TEXT not null", "unique objects(kind,code)", "reference objects.type_id definitions.id"]
    {
        assert!(sqlite.iter().any(|fact| fact == expected), "{expected} isn't in {sqlite:#?}");
    }
    pretty(&sqlite, &postgres);
}

fn pretty(sqlite: &[String], postgres: &[String]) {
    let only =
        |of: &[String], not: &[String]| of.iter().filter(|fact| !not.contains(fact)).cloned().collect::<Vec<_>>();
    let (one, other) = (only(sqlite, postgres), only(postgres, sqlite));
    assert!(one.is_empty() && other.is_empty(), "only SQLite: {one:#?}\nonly PostgreSQL: {other:#?}");
}

/// What a backup carries is a closed list: it must know every table and every column.
#[tokio::test(flavor = "multi_thread")]
async fn a_backup_knows_every_column() {
    let mut found: Vec<_> =
        facts(Engine::Sqlite).await.into_iter().filter(|fact| fact.starts_with("column ")).collect();
    let made_anew = ["unique_keys", "value_index"];
    let left_out = ["migrations", "sessions", "refresh_tokens", "ui_sessions", "setup_links", "secrets"];
    let of_events = ["deliveries", "events", "event_follower", "event_updates", "job_ends"];
    found.retain(|fact| {
        let table = fact["column ".len()..].split('.').next().unwrap();
        [&made_anew[..], &left_out[..], &of_events[..]].iter().all(|not| !not.contains(&table))
    });
    let names = found.iter().map(|fact| fact.split(' ').nth(1).unwrap().to_owned()).collect::<BTreeSet<_>>();
    let carried = backup::tables(backup::migration()).flat_map(|table| {
        let columns = table.columns(backup::migration()).iter();
        columns.map(|(column, _)| format!("{}.{column}", table.name))
    });
    assert_eq!(carried.collect::<BTreeSet<_>>(), names);
}

/// Each migration's columns are known too: an archive of then has those.
#[tokio::test(flavor = "multi_thread")]
async fn a_backup_knows_the_columns_of_old() {
    for migration in 1..=backup::migration() {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::Sqlite(folder.path().join("vitrine.db"));
        let fill = async move |conn: &mut Conn<'_>| {
            for table in backup::tables(migration) {
                // Fails where a column isn't there yet.
                backup::insert(conn, table, migration, Vec::new()).await?;
                let columns =
                    conn.query(&format!("SELECT count(*) FROM pragma_table_info('{}')", table.name), &[]).await?;
                assert_eq!(
                    columns[0].int(0)?,
                    i64::try_from(table.columns(migration).len()).unwrap(),
                    "{} at {migration}",
                    table.name
                );
            }
            conn.execute("INSERT INTO revisions (id, rules, labels) VALUES (1, 1, 1)", &[]).await?;
            Ok(())
        };
        backup::restore(&location, &clock(), migration, fill, |_| {}).await.unwrap();
        Store::open(&location, clock()).await.unwrap().close().await;
    }
}
