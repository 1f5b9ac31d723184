use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::Arc;

use tokio::process::Command;

use super::run;
use crate::support::db::{Engine, on_both};
use crate::support::instance::{Instance, program};
use crate::support::server::Server;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).permissions().mode() & 0o777
}

on_both! {
    /// What is secret is for the owner alone, and the certificate is kept.
    async fn secrets_are_for_the_owner_alone(engine: Engine) {
        let instance = Arc::new(Instance::untouched(engine).await);
        let folder = instance.folder().to_owned();
        let server = Server::start(Arc::clone(&instance)).await;
        assert_eq!(mode(&folder.join("tls")), 0o700);
        assert_eq!(mode(&folder.join("tls/key.pem")), 0o600);
        if engine == Engine::Sqlite {
            assert_eq!(mode(&folder.join("control.sock")), 0o600);
            assert_eq!(mode(&folder.join("serve.lock")), 0o600);
        }
        let certificate = fs::read(folder.join("tls/cert.pem")).unwrap();
        assert!(server.stop().await.success());
        assert!(!folder.join("control.sock").exists());
        let again = Server::start(instance).await;
        assert_eq!(fs::read(folder.join("tls/cert.pem")).unwrap(), certificate);
        again.over_tls().get("/health").await.expect(200);
    }
}

/// The folder that a command makes is for its owner alone.
#[tokio::test]
async fn a_new_data_folder_is_private() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("deeper/data");
    let mut command = Command::new(program());
    command.args(["token", "list"]).env_clear().env("VITRINE_DATA_DIR", &folder);
    run(command, "").await.done();
    assert_eq!(mode(&folder), 0o700);
}
