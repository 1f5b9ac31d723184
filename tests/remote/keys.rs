//! The key that secrets are sealed with, at the command line and in backups.

use std::sync::Arc;

use crate::support::command;
use crate::support::db::on_both;
use crate::support::instance::{Content, Instance};

on_both! {
    async fn a_key_is_32_bytes_and_never_printed(engine: Engine) {
        let instance = Instance::new(engine, Content::Builtins).await;
        let wrong = "c2VjcmV0";
        let mut command = instance.command(&["token", "list"]);
        command.env("VITRINE_SECRET_KEY", wrong);
        let ran = command::run(command, "").await;
        assert_eq!(ran.code, Some(2), "{}", ran.err);
        assert!(ran.err.contains("32 random bytes") && !ran.err.contains(wrong), "{}", ran.err);
        let key = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
        let mut command = instance.command(&["config"]);
        command.env("VITRINE_SECRET_KEY", key);
        let ran = command::run(command, "").await;
        assert!(ran.out.contains("secret-key = \"***\"") && !ran.out.contains("AQEB"), "{}", ran.out);
    }
}

on_both! {
    /// A backup carries what is sealed, not the key.
    async fn a_restore_says_that_a_key_is_missing(engine: Engine) {
        let instance = Arc::new(Instance::new(engine, Content::Builtins).await);
        instance.tamper("INSERT INTO sealing_keys (id, used_at) VALUES ('0a1b2c3d', 1)").await;
        let archive = instance.folder().join("all.tar");
        let archive = archive.to_str().expect("a path");
        instance.run(&["backup", archive]).await;
        let other = Instance::untouched(engine).await;
        let ran = command::run(other.command(&["restore", archive]), "").await;
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        assert!(ran.err.contains("0a1b2c3d") && ran.err.contains("VITRINE_SECRET_KEY"), "{}", ran.err);
    }
}
