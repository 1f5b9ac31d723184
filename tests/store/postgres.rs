//! What only a server can do to a unit of work: refuse it for now, let it lose, go away.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use store::conn::Conn;
use store::{Error, Location, Store, Urgency};
use tokio::sync::Barrier;

use crate::support::db::{Database, Engine, clock};

const RAISE: &str = "UPDATE sequences SET next = next + 1 WHERE name = $1";

/// A write that the server answers with this code, and how often it was tried.
async fn refused(store: &Store, code: &str) -> (Error, u32) {
    let sql = format!("DO $$ BEGIN RAISE 'so I say' USING ERRCODE = '{code}'; END $$");
    let tries = Arc::new(AtomicU32::new(0));
    let count = tries.clone();
    let work = async move |conn: &mut Conn<'_>| {
        count.fetch_add(1, Ordering::Relaxed);
        conn.execute(&sql, &[]).await
    };
    let error = store.write(Urgency::Interactive, work).await.unwrap_err();
    (error, tries.load(Ordering::Relaxed))
}

async fn sequence(store: &Store, name: &'static str) -> i64 {
    let sql = "SELECT next FROM sequences WHERE name = $1";
    let rows = store.read(async move |conn: &mut Conn<'_>| conn.query(sql, &[name.into()]).await).await.unwrap();
    rows[0].int(0).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_servers_codes_say_what_to_do() {
    let database = Database::fresh(Engine::Postgres).await;
    let store = database.store().await;
    for code in ["40001", "40P01", "55P03"] {
        let (error, tries) = refused(&store, code).await;
        assert!(
            matches!(error, Error::Busy(_)) && error.is_unavailable() && tries == 6,
            "{code}: {error:?}, {tries} tries"
        );
    }
    for (code, expected) in [
        ("23505", "no longer so"),
        ("23503", "no longer so"),
        ("53100", "the disk is full"),
        ("53200", "unavailable"),
        ("57014", "unavailable"),
        ("57P01", "unavailable"),
        ("25006", "unavailable"),
        ("22012", "the database failed"),
    ] {
        let (error, tries) = refused(&store, code).await;
        assert!(error.to_string().starts_with(expected) && tries == 1, "{code}: {error}, {tries} tries");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_loser_of_a_deadlock_is_run_again() {
    let database = Database::fresh(Engine::Postgres).await;
    let store = database.store().await;
    let make = "INSERT INTO sequences (name, next) VALUES ('a', 0), ('b', 0)";
    store.write(Urgency::Interactive, async move |conn: &mut Conn<'_>| conn.execute(make, &[]).await).await.unwrap();
    let (both, tries) = (Arc::new(Barrier::new(2)), Arc::new(AtomicU32::new(0)));
    let raise = |first: &'static str, second: &'static str| {
        let (store, both, tries) = (store.clone(), both.clone(), tries.clone());
        let work = async move |conn: &mut Conn<'_>| {
            conn.execute(RAISE, &[first.into()]).await?;
            if tries.fetch_add(1, Ordering::Relaxed) < 2 {
                both.wait().await;
            }
            conn.execute(RAISE, &[second.into()]).await
        };
        tokio::spawn(async move { store.write(Urgency::Interactive, work).await })
    };
    let (one, two) = (raise("a", "b"), raise("b", "a"));
    one.await.unwrap().unwrap();
    two.await.unwrap().unwrap();
    assert_eq!((sequence(&store, "a").await, sequence(&store, "b").await), (2, 2));
    assert_eq!(tries.load(Ordering::Relaxed), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn whether_a_lost_commit_was_done_is_not_known_and_the_next_one_works() {
    let database = Database::fresh(Engine::Postgres).await;
    let (store, killer) = (database.store().await, Arc::new(database.client().await));
    let cut = async move |conn: &mut Conn<'_>| {
        conn.execute(RAISE, &["ids".into()]).await?;
        let pid = conn.query("SELECT pg_backend_pid()", &[]).await?[0].int(0)?;
        killer.execute("SELECT pg_terminate_backend($1, 10000)", &[&i32::try_from(pid).unwrap()]).await.unwrap();
        // The next that is sent is COMMIT, whose answer never comes.
        Ok(())
    };
    let before = sequence(&store, "ids").await;
    let lost = store.write(Urgency::Interactive, cut).await;
    assert!(matches!(&lost, Err(error @ Error::Unknown(_)) if error.is_unavailable()), "{lost:?}");
    assert_eq!(sequence(&store, "ids").await, before);
    store
        .write(Urgency::Interactive, async |conn: &mut Conn<'_>| conn.execute(RAISE, &["ids".into()]).await)
        .await
        .unwrap();
    assert_eq!(sequence(&store, "ids").await, before + 1);
}

/// The limits that its connections are under: the URL's own go before ours.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_waits_for_ever() {
    let database = Database::fresh(Engine::Postgres).await;
    let Location::Postgres(url) = database.location() else { unreachable!() };
    let sql = "SELECT current_setting('statement_timeout'), current_setting('lock_timeout'), \
               current_setting('idle_in_transaction_session_timeout'), current_setting('application_name')";
    for (parameters, expected) in [
        ("", ["1min", "20s", "30s", "vitrine"]),
        ("?options=-c%20statement_timeout%3D7s&application_name=it", ["7s", "20s", "30s", "it"]),
    ] {
        let store = Store::open(&Location::Postgres(format!("{url}{parameters}")), clock()).await.unwrap();
        let rows = store.read(async move |conn: &mut Conn<'_>| conn.query(sql, &[]).await).await.unwrap();
        assert_eq!(rows[0].values(), expected.map(Into::into));
    }
}

async fn encrypted(database: &Database, parameters: &str) -> Result<bool, Error> {
    let Location::Postgres(url) = database.location() else { unreachable!() };
    let store = Store::open(&Location::Postgres(format!("{url}?{parameters}")), clock()).await?;
    let sql = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
    store.read(async move |conn: &mut Conn<'_>| conn.query(sql, &[]).await?[0].bool(0)).await
}

/// Needs the server of `tests/postgres.sh`, whose certificate is its own authority.
#[tokio::test(flavor = "multi_thread")]
async fn the_url_says_how_the_way_is_secured() {
    let database = Database::fresh(Engine::Postgres).await;
    let server = "SELECT current_setting('ssl'), current_setting('data_directory')";
    let server = database.client().await.query_one(server, &[]).await.unwrap();
    let (on, folder): (String, String) = (server.get(0), server.get(1));
    assert_eq!(on, "on", "this server has no certificate: use the one of `tests/postgres.sh start`");
    let own = format!("sslrootcert={folder}/server.crt");
    assert!(!encrypted(&database, "").await.unwrap());
    assert!(!encrypted(&database, "sslmode=disable&application_name=it").await.unwrap());
    assert!(encrypted(&database, "sslmode=require").await.unwrap());
    assert!(encrypted(&database, &format!("sslmode=verify-full&{own}")).await.unwrap());
    // No authority of the system has signed it.
    let unknown = encrypted(&database, "sslmode=verify-full").await;
    assert!(unknown.is_err(), "{unknown:?}");
    for wrong in ["sslmode=verify-ca", "sslmode=verify-full&sslrootcert=/nowhere", "colour=red"] {
        assert!(matches!(encrypted(&database, wrong).await, Err(Error::Location(_))), "{wrong}");
    }
}
