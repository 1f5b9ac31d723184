//! A power cut tears the write-ahead log at any byte: what opens is whole, and a prefix of history.

use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::sync::Arc;

use rusqlite::Connection;

use crate::failure::chance::Chance;
use crate::failure::stream::{self, Ledger};
use crate::support::db::Engine;
use crate::support::server::Server;

/// Everything that was ever done, in order, and whether all documents are whole.
fn history(folder: &Path) -> Vec<(i64, String)> {
    let connection = Connection::open(folder.join("vitrine.db")).expect("a database");
    let halves = "SELECT COUNT(*) FROM objects WHERE kind = 'document' AND
        (body ->> '$.notes' <> CAST(body ->> '$.price' AS TEXT) OR body ->> '$.notes' <> body ->> '$.name.en_GB')";
    let half_written: i64 = connection.query_row(halves, [], |row| row.get(0)).expect("a count");
    assert_eq!(half_written, 0, "documents that are half written");
    let mut statement = connection.prepare("SELECT seq, code FROM changes ORDER BY seq").expect("a statement");
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("rows");
    rows.collect::<Result<_, _>>().expect("history")
}

/// Up to where the log may be in the database already. So far it was synced before, and no power cut takes it back.
fn copied(folder: &Path) -> u64 {
    // nBackfillAttempted of SQLite's index of the log: frames, each of a page and its head, behind the head of the log.
    let mut frames = [0; 4];
    let index = File::open(folder.join("vitrine.db-shm")).expect("an index of the log");
    index.read_exact_at(&mut frames, 128).expect("a whole index");
    match u64::from(u32::from_ne_bytes(frames)) {
        0 => 0,
        frames => 32 + frames * (24 + 4_096),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn opens_whole_wherever_it_is_cut() {
    let mut server = Server::shop(Engine::Sqlite).await;
    stream::prepare(&server, 8, 1).await;
    // What comes after what somebody reads isn't copied.
    let reader = Connection::open(server.instance().folder().join("vitrine.db")).expect("a database");
    reader.execute_batch("BEGIN; SELECT COUNT(*) FROM objects").expect("a snapshot");
    let mut writers = stream::start(&server, &Arc::new(Ledger::default()), 8, 1, &[]);
    writers.acknowledged(400).await;
    server.kill().await;
    writers.end().await;
    let instance = Arc::clone(server.instance());
    let length = instance.folder().join("vitrine.db-wal").metadata().expect("a log").len();
    let copied = copied(instance.folder());
    assert!(length > copied + 100_000, "a log of {length} bytes, {copied} of them copied, is no test");
    let all = {
        let whole = instance.copy();
        history(whole.folder())
    };

    let mut chance = Chance::new(7);
    let cuts = (0..24).map(|_| chance.below(length - copied)).chain([0, 1, 31, 32, length - copied]);
    let mut cuts: Vec<u64> = cuts.map(|cut| copied + cut).collect();
    cuts.sort_unstable();
    let mut least = 0;
    for (n, cut) in cuts.into_iter().enumerate() {
        let torn = instance.copy();
        let log = File::options().write(true).open(torn.folder().join("vitrine.db-wal")).expect("a log");
        log.set_len(cut).expect("a cut");
        // Sometimes the disk leaves anything at all behind the last whole sector.
        if n % 2 == 1 {
            let rubbish: Vec<u8> = (0..5_000).map(|_| chance.byte()).collect();
            log.write_all_at(&rubbish, cut).expect("rubbish");
        }
        torn.run(&["check"]).await;
        let found = history(torn.folder());
        assert_eq!(found, all[..found.len()], "no prefix after a cut at {cut} of {length}");
        assert!(found.len() >= least, "less after a later cut, at {cut}");
        least = found.len();
    }
    assert_eq!(least, all.len(), "uncut, it is all there");
    // The last to leave copies the log: only now.
    drop(reader);
    let server = Server::start(instance).await;
    server.as_full().get("/api/documents?limit=1").await.expect(200);
}
