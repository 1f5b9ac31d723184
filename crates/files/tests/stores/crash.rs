//! A process that is killed while it keeps files in a folder.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use files::{Files, Hash, Location};
use futures_util::TryStreamExt;
use tempfile::TempDir;

use crate::support::{ENOUGH, all, noise, of};

const FOLDER: &str = "VITRINE_TEST_FOLDER";

/// The process: keeps one file after the other, and says so.
#[tokio::test]
#[ignore = "run by the test below"]
async fn keeper() {
    let location: Location = std::env::var(FOLDER).expect("a folder").parse().expect("a location");
    let files = Files::open(&location, "unused".as_ref()).await.expect("a store");
    for size in 200_000.. {
        let received = files.receive(of(&noise(size)), ENOUGH).await.expect("received");
        let hash = received.hash;
        files.keep(received).await.expect("kept");
        println!("\nkept {hash}");
    }
}

#[tokio::test]
async fn what_was_kept_outlives_the_process_and_nothing_is_half() {
    let home = TempDir::new().expect("a folder");
    let mut acknowledged = BTreeSet::new();
    for round in 0..5 {
        let mut keeper = Command::new(std::env::current_exe().expect("this program"))
            .args(["stores::crash::keeper", "--exact", "--ignored", "--nocapture"])
            .env(FOLDER, home.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a process");
        let lines = BufReader::new(keeper.stdout.take().expect("its output")).lines().map_while(Result::ok);
        for line in lines.filter(|line| line.starts_with("kept ")).take(3 + round) {
            acknowledged.insert(line["kept ".len()..].parse::<Hash>().expect("a hash"));
        }
        keeper.kill().expect("killed");
        keeper.wait().expect("ended");
    }
    assert!(acknowledged.len() >= 7, "{acknowledged:?}");

    let files = Files::open(&Location::Folder(home.path().into()), "unused".as_ref()).await.expect("a store");
    assert_eq!(std::fs::read_dir(home.path().join("incoming")).expect("a folder").count(), 0);
    let kept: Vec<_> = files.list().try_collect().await.expect("a list");
    for found in &kept {
        let bytes = all(files.read(&found.hash, None).await.expect("kept").bytes).await;
        assert_eq!(Hash::of(&bytes), found.hash);
    }
    assert!(acknowledged.is_subset(&kept.iter().map(|kept| kept.hash).collect()));
}
