use super::{alone_and_beside, on};
use crate::support::db::{Engine, on_both};
use crate::support::instance::{Content, Instance};
use crate::support::server::Server;
use crate::support::shop::lamp;

on_both! {
    /// A sound instance: the settings in force, and 0.
    async fn of_a_sound_instance(engine: Engine) {
        for (instance, _server) in alone_and_beside(engine).await {
            let report = on(&instance, &["check"]).await.done();
            let settings: &[&str] = match engine {
                Engine::Sqlite => &["journal_mode: wal", "synchronous: "],
                Engine::Postgres => &["fsync: on", "synchronous_commit: on"],
            };
            assert!(settings.iter().all(|setting| report.contains(setting)), "{report}");
            assert!(report.ends_with("no damage found\n"), "{report}");
        }
    }
}

on_both! {
    /// Damage, that of a definition too: it is told on stdout, and the exit code says so.
    async fn of_a_damaged_instance(engine: Engine) {
        let instance = Instance::new(engine, Content::Shop).await;
        instance.tamper("UPDATE definitions SET body = '{}' WHERE kind = 'locale'").await;
        let ran = on(&instance, &["check"]).await;
        assert_eq!(ran.code, Some(1), "{ran:?}");
        assert!(ran.out.contains("definitions") && !ran.out.contains("no damage"), "{ran:?}");
        assert!(ran.err.starts_with("error: ") && ran.err.contains("found"), "{ran:?}");
    }
}

/// All words and indexed values are gone: a repair brings them back.
const INDEX_GONE: &str = "DELETE FROM value_index; DELETE FROM search WHERE rowid >= 0";

on_both! {
    /// What follows from the rest is mended; the exit code tells of what is left.
    async fn repair(engine: Engine) {
        let instance = Instance::new(engine, Content::Shop).await;
        instance.tamper(INDEX_GONE).await;
        assert_eq!(on(&instance, &["check"]).await.code, Some(1));
        let mended = on(&instance, &["check", "--repair"]).await.done();
        assert!(mended.contains("\nmended: classification \"root\" isn't in the index"), "{mended}");
        assert!(mended.ends_with("no damage left\n"), "{mended}");
        assert!(on(&instance, &["check", "--repair"]).await.done().ends_with("no damage found\n"));
        instance.tamper("UPDATE objects SET shown = 0 WHERE code = 'root'").await;
        instance.tamper(INDEX_GONE).await;
        let ran = on(&instance, &["check", "--repair"]).await;
        assert!(ran.code == Some(1) && ran.err == "error: 1 damage found\n", "{ran:?}");
        assert!(ran.out.contains("\nmended: ") && ran.out.contains("damaged: classification \"root\" has impossible revisions"), "{ran:?}");
    }
}

/// Beside a server on SQLite a repair is refused before anything is looked at.
#[tokio::test]
async fn no_repair_beside_a_server_on_sqlite() {
    let server = Server::bare(Engine::Sqlite).await;
    let refused = on(server.instance(), &["check", "--repair"]).await.refused(1);
    assert!(refused.contains("stop it first"), "{refused}");
}

/// On PostgreSQL a server goes on meanwhile, and forgets what it kept of the damaged index.
#[tokio::test]
async fn a_repair_beside_a_server_on_postgres() {
    let server = Server::shop(Engine::Postgres).await;
    let full = server.as_full();
    for code in ["a", "b"] {
        full.post("/api/documents", lamp(code)).await.expect(201);
    }
    server.instance().tamper(INDEX_GONE).await;
    let found =
        async || full.get("/api/documents?search=bureau&limit=0").await.expect(200).json()["hydra:totalItems"].clone();
    assert_eq!(found().await, 0);
    on(server.instance(), &["check", "--repair"]).await.done();
    assert_eq!(found().await, 2);
    full.post("/api/documents", lamp("c")).await.expect(201);
    on(server.instance(), &["check"]).await.done();
}
