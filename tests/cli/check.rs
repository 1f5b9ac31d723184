use super::{alone_and_beside, on};
use crate::support::db::{Engine, on_both};
use crate::support::instance::{Content, Instance};
use crate::support::postgres;

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
        behind_its_back(&instance, "UPDATE definitions SET body = '{}' WHERE kind = 'locale'").await;
        let ran = on(&instance, &["check"]).await;
        assert_eq!(ran.code, Some(1), "{ran:?}");
        assert!(ran.out.contains("definitions") && !ran.out.contains("no damage"), "{ran:?}");
        assert!(ran.err.starts_with("error: ") && ran.err.contains("found"), "{ran:?}");
    }
}

async fn behind_its_back(instance: &Instance, sql: &str) {
    if let Some(url) = instance.url() {
        return postgres::execute(url, sql).await;
    }
    let file = rusqlite::Connection::open(instance.folder().join("vitrine.db")).unwrap();
    file.execute(sql, []).unwrap();
}
