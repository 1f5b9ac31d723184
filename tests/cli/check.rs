use super::{alone_and_beside, on};
use crate::support::db::{Engine, on_both};

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
