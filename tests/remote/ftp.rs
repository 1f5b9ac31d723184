//! FTP, in the clear where that is allowed.

use std::fs;

use outward::Rules;

use super::{fetched, loopback, noise, put};
use crate::support::app::Instance;
use crate::support::db::on_both;
use crate::support::ftpd::Ftpd;
use crate::support::sshd::PASSWORD;
use crate::support::way::{End, Way};

fn in_the_clear() -> Rules {
    Rules { plain_ftp: true, ..loopback() }
}

on_both! {
    async fn files_come_and_go(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let (app, ftpd) = (instance.node_calling(in_the_clear(), 3_000_000).await, Ftpd::start().await);
        // Line ends of all kinds stay.
        let bytes = [b"a\nb\r\nc\r".to_vec(), noise(2_999_000)].concat();
        fs::create_dir(ftpd.path("in")).unwrap();
        fs::write(ftpd.path("in/a b.csv"), &bytes).unwrap();
        fs::write(ftpd.path("large"), noise(3_000_001)).unwrap();
        assert_eq!(fetched(&app, &ftpd.address("in/a%20b.csv")).await, Ok(("a b.csv".to_owned(), bytes.clone())));
        put(&app, &ftpd.address("new.csv"), &bytes).await.unwrap();
        assert_eq!(fs::read(ftpd.path("new.csv")).unwrap(), bytes);
        put(&app, &ftpd.address("new.csv"), b"less").await.unwrap();
        put(&app, &ftpd.address("in/"), b"named").await.unwrap();
        assert_eq!(fs::read(ftpd.path("new.csv")).unwrap(), b"less");
        assert_eq!(fs::read(ftpd.path("in/a name.csv")).unwrap(), b"named");

        let wrong = ftpd.address_by(ftpd.port(), "wrong-password", "new.csv");
        for (address, why) in [
            (ftpd.address("large"), "3000000 bytes"),
            (ftpd.address("none"), "no such file"),
            (ftpd.address("in"), "no such file"),
            (wrong.clone(), "neither this user nor this password"),
        ] {
            let told = fetched(&app, &address).await.expect_err(&address);
            assert!(told.contains(why) && !told.contains("pass-word") && !told.contains("wrong"), "{address}: {told}");
        }
        for (address, why) in [(wrong, "neither this user"), (ftpd.address("none/x"), "may not do this")] {
            let told = put(&app, &address, b"x").await.expect_err(&address);
            assert!(told.contains(why), "{address}: {told}");
        }
        assert_eq!((fs::read_dir(ftpd.path("")).unwrap().count(), instance.waiting()), (3, 0));
    }
}

on_both! {
    async fn what_can_be_read_on_the_way_is_not_sent_unasked(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node_calling(loopback(), 1_000).await;
        let ftpd = Ftpd::start().await;
        fs::write(ftpd.path("x"), "x").unwrap();
        let told = fetched(&app, &ftpd.address("x")).await.expect_err("in the clear");
        assert!(told.contains("--allow-ftp"), "{told}");
        // A host that doesn't speak TLS, and one whose certificate nobody knows.
        let told = fetched(&app, &ftpd.address("x").replace("ftp:", "ftps:")).await.expect_err("no TLS");
        assert!(told.contains("fails"), "{told}");
        let ftpd = Ftpd::over_tls().await;
        fs::write(ftpd.path("x"), "x").unwrap();
        let told = fetched(&app, &ftpd.address("x")).await.expect_err("an unknown certificate");
        assert!(told.contains("certificate"), "{told}");
    }
}

on_both! {
    async fn a_connection_that_ends_too_early_leaves_nothing(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let (app, ftpd) = (instance.node_calling(in_the_clear(), 1_000_000).await, Ftpd::start().await);
        fs::write(ftpd.path("x"), "before").unwrap();
        for after in [0, 60, 120] {
            for (end, expected) in [(End::Cut, "broke off"), (End::Stall, "too slow")] {
                let way = Way::to(ftpd.port(), end, after).await;
                let address = ftpd.address_by(way.port, PASSWORD, "x");
                let told = fetched(&app, &address).await.expect_err("it ended");
                assert!(told.contains(expected), "{end:?} after {after}: {told}");
                let told = put(&app, &address, b"after").await.expect_err("it ended");
                assert!(told.contains(expected), "{end:?} after {after}: {told}");
            }
        }
        assert_eq!((fs::read(ftpd.path("x")).unwrap(), instance.waiting()), (b"before".to_vec(), 0));
    }
}
