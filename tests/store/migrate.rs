//! Migrations: forward only, and by one node at a time.

use store::conn::Conn;
use store::{Error, Store, Urgency};

use crate::support::db::{Database, clock, on_both};

on_both! {
    async fn opening_again_migrates_nothing(engine: Engine) {
        let database = Database::empty(engine).await;
        let mut applied = Vec::new();
        for _ in 0..2 {
            let store = database.store().await;
            let rows = store
                .read(async |conn: &mut Conn<'_>| conn.query("SELECT version, name, applied_at FROM migrations ORDER BY version", &[]).await)
                .await
                .unwrap();
            applied.push(rows);
            store.close().await;
        }
        assert!(applied[0].len() >= 2);
        assert_eq!(applied[0], applied[1]);
    }

    async fn a_newer_database_is_refused(engine: Engine) {
        let database = Database::empty(engine).await;
        let store = database.store().await;
        let newer = "INSERT INTO migrations (version, name, applied_at) VALUES (9999, 'future', 0)";
        store.write(Urgency::Interactive, async |conn: &mut Conn<'_>| conn.execute(newer, &[]).await).await.unwrap();
        store.close().await;
        let refused = Store::open(&database.location(), clock()).await.err();
        assert!(matches!(refused, Some(Error::Newer { found: 9999, known }) if known < 9999), "{refused:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nodes_that_start_at_once_migrate_once() {
    let database = Database::empty(crate::support::db::Engine::Postgres).await;
    let (one, two, three) = tokio::join!(database.store(), database.store(), database.store());
    for store in [one, two, three] {
        let count = "SELECT COUNT(*), COUNT(DISTINCT version) FROM migrations";
        let rows = store.read(async |conn: &mut Conn<'_>| conn.query(count, &[]).await).await.unwrap();
        assert_eq!(rows[0].int(0).unwrap(), rows[0].int(1).unwrap());
    }
}
