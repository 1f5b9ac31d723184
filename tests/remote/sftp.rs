//! SFTP, by the `sshd` that partners have too.

use std::fs;

use store::Urgency;
use store::conn::Conn;

use super::{fetched, loopback, noise, put};
use crate::support::app::Instance;
use crate::support::db::on_both;
use crate::support::sshd::{PASSWORD, Sshd, USER};
use crate::support::way::{End, Way};

const AMPLE: u64 = 64 << 20;

on_both! {
    async fn files_come_and_go(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let (app, sshd) = (instance.node_calling(loopback(), AMPLE).await, Sshd::start().await);
        let bytes = noise(3_000_000);
        fs::write(sshd.path("a b.csv"), &bytes).unwrap();
        fs::write(sshd.path("nothing"), "").unwrap();
        let there = sshd.address("a%20b.csv");
        assert_eq!(fetched(&app, &there).await, Ok(("a b.csv".to_owned(), bytes.clone())));
        assert_eq!(fetched(&app, &sshd.address("nothing")).await, Ok(("nothing".to_owned(), Vec::new())));
        assert_eq!(instance.waiting(), 0);

        put(&app, &sshd.address("new.csv"), &bytes).await.unwrap();
        assert_eq!(fs::read(sshd.path("new.csv")).unwrap(), bytes);
        put(&app, &there, b"less").await.unwrap();
        assert_eq!(fs::read(sshd.path("a b.csv")).unwrap(), b"less", "it is replaced");
        put(&app, &sshd.address(""), b"named").await.unwrap();
        assert_eq!(fs::read(sshd.path("a name.csv")).unwrap(), b"named", "a folder takes it under its name");
        assert_eq!(sshd.names(), ["a b.csv", "a name.csv", "new.csv", "nothing"]);

        // As it is kept.
        let sealed = app.seal_address(&there).await.ok().unwrap();
        assert!(!sealed.contains(PASSWORD), "{sealed}");
        assert_eq!(fetched(&app, &sealed).await.unwrap().1, b"less");
    }
}

on_both! {
    async fn what_can_not_be_had_is_told_without_the_password(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let (app, sshd) = (instance.node_calling(loopback(), 1_000).await, Sshd::start().await);
        fs::write(sshd.path("large"), noise(1_001)).unwrap();
        fs::write(sshd.path("most"), noise(1_000)).unwrap();
        fs::create_dir(sshd.path("folder")).unwrap();
        fetched(&app, &sshd.address("most")).await.unwrap();
        let wrong = sshd.address_by(sshd.port(), "wrong-password", "most");
        for (address, expected) in [
            (sshd.address("large"), "1000 bytes"),
            (sshd.address("missing"), "no such file"),
            (sshd.address("folder"), "a folder"),
            (sshd.address("folder/"), "a folder"),
            (wrong.clone(), "neither this user nor this password"),
            (sshd.address("most").replace(USER, "eve"), "neither this user nor this password"),
            (sshd.address("most").replace(PASSWORD, "***"), "send the password"),
        ] {
            let told = fetched(&app, &address).await.expect_err(&address);
            assert!(told.contains(expected) && !told.contains("pass-word") && !told.contains("wrong"), "{address}: {told}");
        }
        for (address, expected) in [
            (wrong, "neither this user nor this password"),
            (sshd.address("missing/x"), "no such file"),
            (sshd.address("folder"), "fails"),
        ] {
            let told = put(&app, &address, b"x").await.expect_err(&address);
            assert!(told.contains(expected), "{address}: {told}");
        }
        assert_eq!((sshd.names(), instance.waiting()), (vec!["folder".into(), "large".into(), "most".into()], 0));
        app.store().close().await;
        let closed = instance.node().await;
        let told = fetched(&closed, &sshd.address("most")).await.expect_err("not allowed");
        assert!(told.contains("not public"), "{told}");
    }
}

on_both! {
    async fn a_host_is_known_again_by_its_key(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let (app, sshd) = (instance.node_calling(loopback(), AMPLE).await, Sshd::start().await);
        fs::write(sshd.path("x"), "1").unwrap();
        let first = sshd.fingerprint();
        fetched(&app, &sshd.address("x")).await.unwrap();
        fetched(&app, &sshd.address("x")).await.unwrap();

        let sshd = sshd.with_another_key().await;
        fs::write(sshd.path("x"), "2").unwrap();
        let second = sshd.fingerprint();
        for told in [
            fetched(&app, &sshd.address("x")).await.expect_err("another key"),
            put(&app, &sshd.address("y"), b"secret").await.expect_err("another key"),
        ] {
            assert!(told.contains(&first) && told.contains(&second) && told.contains("somebody"), "{told}");
        }
        assert_eq!(sshd.names(), ["x"]);
        assert!(!sshd.log().contains("password"), "no password was sent: {}", sshd.log());
        // Who knows the new key may say so; who expects another isn't deceived.
        let said = |key: &str| format!("{}?fingerprint={key}", sshd.address("x"));
        assert_eq!(fetched(&app, &said(&second)).await.unwrap().1, b"2");
        fetched(&app, &said(&first)).await.expect_err("the old key");
        fetched(&app, &sshd.address("x")).await.expect_err("it is still known by the old one");
        app.store().close().await;

        // What one node has seen, another knows.
        let other = instance.node_calling(loopback(), AMPLE).await;
        let told = fetched(&other, &sshd.address("x")).await.expect_err("another key");
        assert!(told.contains(&first), "{told}");
        let forget = async |conn: &mut Conn<'_>| conn.execute("DELETE FROM host_keys", &[]).await;
        other.store().write(Urgency::Interactive, forget).await.unwrap();
        assert_eq!(fetched(&other, &sshd.address("x")).await.unwrap().1, b"2");
    }
}

on_both! {
    async fn a_connection_that_ends_too_early_leaves_nothing(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let (app, sshd) = (instance.node_calling(loopback(), AMPLE).await, Sshd::start().await);
        let bytes = noise(2_000_000);
        fs::write(sshd.path("x"), &bytes).unwrap();
        // At the greeting, among keys, at the login, and within the file.
        for after in [0, 10, 2_000, 500_000, 1_500_000] {
            for (end, expected) in [(End::Cut, "broke off"), (End::Stall, "too slow")] {
                if end == End::Stall && ![0, 500_000].contains(&after) {
                    continue;
                }
                let way = Way::to(sshd.port(), end, after).await;
                let address = |name| sshd.address_by(way.port, PASSWORD, name);
                let told = fetched(&app, &address("x")).await.expect_err("it ended");
                assert!(told.contains(expected), "{end:?} after {after}: {told}");
                let way = Way::to(sshd.port(), end, after).await;
                let address = sshd.address_by(way.port, PASSWORD, "x");
                let told = put(&app, &address, &noise(2_100_000)).await.expect_err("it ended");
                assert!(told.contains(expected), "{end:?} after {after}: {told}");
                assert_eq!((fs::read(sshd.path("x")).unwrap() == bytes, instance.waiting()), (true, 0));
            }
        }
        assert_eq!(fetched(&app, &sshd.address("x")).await.unwrap().1, bytes);
    }
}
