//! Assets whose files lie behind a password.

use std::fs;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::backup::rows;
use crate::support::client::Caller;
use crate::support::db::{Engine, on_both};
use crate::support::ftpd::Ftpd;
use crate::support::instance::{Content, Instance};
use crate::support::pictures::png;
use crate::support::server::{Server, path};
use crate::support::sshd::{PASSWORD, Sshd};
use crate::support::until::until_some;
use crate::support::way::{End, Way};

/// A server that may call this machine, with a key for secrets, and that tells all it can.
async fn open(instance: Arc<Instance>, key: &str) -> Server {
    Server::start_with(instance, |command| {
        command.args(["--allow-private", "127.0.0.0/8", "--remote-patience", "2", "--log", "trace", "--allow-ftp"]);
        command.env("VITRINE_SECRET_KEY", key);
    })
    .await
}

const KEY: &str = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
const OTHER: &str = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";

async fn settled(full: &Caller, id: &str) -> Value {
    until_some(async || {
        let asset = full.get(&format!("/api/assets/{id}")).await.expect(200).json();
        (asset["metadata"]["status"] != "pending").then_some(asset)
    })
    .await
}

on_both! {
    async fn files_come_by_sftp_and_nobody_is_told_the_password(engine: Engine) {
        let instance = Arc::new(Instance::new(engine, Content::Shop).await);
        let (server, sshd) = (open(Arc::clone(&instance), KEY).await, Sshd::start().await);
        let (full, picture) = (server.as_full(), png(40, 30, 1));
        fs::write(sshd.path("one.png"), &picture).expect("room");
        let mut told = String::new();

        let one = full.post("/api/assets", json!({"id": "one", "remotePath": sshd.address("one.png")})).await.expect(201);
        let address = path(&server, &one.json()["url"]);
        assert_eq!(server.anonymous().get(&address).await.expect(200).body, picture);
        let ftpd = Ftpd::start().await;
        fs::write(ftpd.path("two.png"), &picture).expect("room");
        full.post("/api/assets", json!({"id": "two", "remotePath": ftpd.address("two.png")})).await.expect(201);
        // Waited for, and told at once.
        let missing = json!({"id": "none", "remotePath": sshd.address("none.png")});
        let refused = full.post("/api/assets", missing).await;
        told.push_str(&refused.text());
        refused.refused_at("remotePath");
        let wrong = json!({"id": "none", "remotePath": sshd.address_by(sshd.port(), &format!("{PASSWORD}-not"), "one.png")});
        let refused = full.post("/api/assets", wrong).await;
        told.push_str(&refused.text());
        refused.refused_at("remotePath");
        // Not waited for.
        let lines = [
            json!({"id": "later", "remotePath": sshd.address("one.png")}),
            json!({"id": "never", "remotePath": sshd.address("none.png")}),
        ];
        told.push_str(&full.lines("/api/assets/bulk", &lines).await.expect(200).text());
        assert_eq!(settled(&full, "later").await["metadata"]["checksum"], one.json()["metadata"]["checksum"]);
        let never = settled(&full, "never").await;
        assert_eq!((&never["metadata"]["status"], &never["metadata"]["trouble"]), (&json!("failed"), &json!("there is no such file")));
        for id in ["one", "later", "never"] {
            for what in [format!("/api/assets/{id}"), format!("/api/assets/{id}/history")] {
                told.push_str(&full.get(&what).await.expect(200).text());
            }
        }
        assert!(told.contains("sftp://ada:***@"), "history tells where from: {told}");
        let log = server.log();
        server.stop().await;
        for text in [told, log, format!("{:?}", rows::of(&instance).await)] {
            assert!(!text.contains(PASSWORD), "{text}");
        }
    }
}

on_both! {
    async fn files_come_by_ftp_over_tls(engine: Engine) {
        let instance = Arc::new(Instance::new(engine, Content::Shop).await);
        let ftpd = Ftpd::over_tls().await;
        let server = Server::start_with(instance, |command| {
            command.args(["--allow-private", "127.0.0.0/8"]).env("SSL_CERT_FILE", ftpd.certificate());
        })
        .await;
        fs::write(ftpd.path("one.png"), png(40, 30, 1)).expect("room");
        let asset = json!({"id": "one", "remotePath": ftpd.address("one.png")});
        let asset = server.as_full().post("/api/assets", asset).await.expect(201).json();
        assert_eq!((&asset["originalFilename"], &asset["metadata"]["width"]), (&json!("one.png"), &json!(40)));
    }
}

on_both! {
    async fn a_password_is_sealed_with_a_key_that_may_be_replaced(engine: Engine) {
        let instance = Arc::new(Instance::new(engine, Content::Shop).await);
        let sshd = Sshd::start().await;
        fs::write(sshd.path("one.png"), png(40, 30, 1)).expect("room");
        // Stands still, so that the servers stop before it has come.
        let stalled = async |id: &str, server: &Server| {
            let way = Way::to(sshd.port(), End::Stall, 100).await;
            let lines = [json!({"id": id, "remotePath": sshd.address_by(way.port, PASSWORD, "one.png")})];
            server.as_full().lines("/api/assets/bulk", &lines).await.expect(200);
            way
        };
        let mut server = open(Arc::clone(&instance), KEY).await;
        let way = stalled("a", &server).await;
        server.kill().await;
        drop(way);

        let server = open(Arc::clone(&instance), OTHER).await;
        let trouble = settled(&server.as_full(), "a").await["metadata"]["trouble"].clone();
        assert!(trouble.as_str().is_some_and(|text| text.contains("sealed with the key")), "{trouble}");
        assert!(server.log().contains("were sealed with the key"), "{}", server.log());
        server.stop().await;
    }
}

on_both! {
    async fn without_a_key_no_password_is_kept(engine: Engine) {
        let instance = Arc::new(Instance::untouched(engine).await);
        let sshd = Sshd::start().await;
        fs::write(sshd.path("one.png"), png(40, 30, 1)).expect("room");
        instance.make_tokens().await;
        let key = instance.folder().join("secret.key");
        let server = Server::start_with(Arc::clone(&instance), |command| {
            command.args(["--allow-private", "127.0.0.0/8"]).env_remove("VITRINE_SECRET_KEY");
        })
        .await;
        let full = server.as_full();
        let lines = [json!({"id": "a", "remotePath": sshd.address("one.png")})];
        let line = full.lines("/api/assets/bulk", &lines).await.expect(200).lines().remove(0);
        match engine {
            // Each node would make its own.
            Engine::Postgres => {
                assert!(!key.exists());
                assert!(line.to_string().contains("VITRINE_SECRET_KEY"), "{line}");
            }
            Engine::Sqlite => {
                use std::os::unix::fs::PermissionsExt as _;
                assert_eq!(fs::metadata(&key).expect("made at the first start").permissions().mode() & 0o777, 0o600);
                assert_eq!(settled(&full, "a").await["metadata"]["status"], "ready");
            }
        }
        // What comes at once isn't kept.
        full.post("/api/assets", json!({"id": "b", "remotePath": sshd.address("one.png")})).await.expect(201);
    }
}
