use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::Arc;

use formats::archive::{FORMAT, Header, Writer};
use tokio::process::Command;

use super::{back_up, furnish, place, restored, rows};
use crate::support::command::on;
use crate::support::db::{Engine, on_both};
use crate::support::history;
use crate::support::instance::{Content, Instance};
use crate::support::postgres;
use crate::support::server::Server;

fn path(file: &Path) -> &str {
    file.to_str().expect("UTF-8")
}

on_both! {
    /// A file that is there is kept, and the archive is for its owner alone.
    async fn a_file_that_exists(engine: Engine) {
        let instance = Instance::new(engine, Content::Shop).await;
        let (folder, file) = place();
        fs::write(&file, "mine").unwrap();
        let error = on(&instance, &["backup", path(&file)]).await.refused(1);
        assert!(error.contains("exists already") && error.contains("--force"), "{error}");
        assert_eq!(fs::read(&file).unwrap(), b"mine");
        instance.run(&["backup", "--force", "--without-files", path(&file)]).await;
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        let nowhere = folder.path().join("nowhere/shop.tar");
        let error = on(&instance, &["backup", path(&nowhere)]).await.refused(1);
        assert!(error.contains("nowhere/shop.tar can't be written: No such file"), "{error}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left");
    }
}

on_both! {
    /// Nothing is restored over what somebody uses, nor under a server.
    async fn an_instance_in_use(engine: Engine) {
        let source = Instance::new(engine, Content::Shop).await;
        let (_folder, file) = place();
        back_up(&source, &file).await;
        let before = rows::of(&source).await;
        let error = on(&source, &["restore", path(&file)]).await.refused(1);
        assert!(error.contains("is in use: ") && error.contains("2 tokens"), "{error}");
        rows::assert_same(&before, &rows::of(&source).await);

        // A server that was started once and never used is no obstacle; one that runs is.
        let unused = Arc::new(Instance::untouched(engine).await);
        let server = Server::start(Arc::clone(&unused)).await;
        let error = on(&unused, &["restore", path(&file)]).await.refused(1);
        assert!(error.contains("server is running on "), "{error}");
        server.anonymous().get("/health").await.expect(200);
        server.stop().await;
        unused.run(&["restore", path(&file)]).await;
        rows::assert_same(&before, &rows::of(&unused).await);
    }
}

on_both! {
    /// Damage is named, and nothing was written.
    async fn a_damaged_archive(engine: Engine) {
        let source = Instance::new(engine, Content::Shop).await;
        let (folder, file) = place();
        back_up(&source, &file).await;
        let bytes = fs::read(&file).unwrap();
        let part = bytes.chunks(512).position(|block| block.starts_with(b"tables/objects/")).unwrap() * 512 + 512;
        let bad = folder.path().join("bad.tar");
        let mut flipped = bytes.clone();
        flipped[part + 20] ^= 1;
        let target = Instance::untouched(engine).await;
        for (content, words) in [
            (flipped.as_slice(), "tables/objects/00001.ndjson.zst is damaged"),
            (&bytes[..part + 20], "cut off after"),
            (&bytes[..bytes.len() - 1024], "cut off after"),
            (b"PK", "is no backup of Vitrine"),
        ] {
            fs::write(&bad, content).unwrap();
            let error = on(&target, &["restore", path(&bad)]).await.refused(1);
            assert!(error.contains("bad.tar can't be restored") && error.contains(words), "{error}");
        }
        let error = on(&target, &["restore", path(&folder.path().join("none.tar"))]).await.refused(1);
        assert!(error.contains("none.tar") && error.contains("No such file"), "{error}");
        assert!(engine == Engine::Postgres || !target.folder().join("vitrine.db").exists());
        target.run(&["restore", path(&file)]).await;
        rows::assert_same(&rows::of(&source).await, &rows::of(&target).await);
    }
}

fn header(migration: i64, engine: &str) -> Header {
    Header {
        format: FORMAT,
        program: "9.9.9".into(),
        migration,
        engine: engine.into(),
        taken_at: 0,
        taken: String::new(),
    }
}

/// Another row, or none, in the place of one: by its table and line.
type Amend = dyn Fn(&str, u64, &str) -> Option<String>;

/// An archive with all that an archive has, except that `amend` sees each table before it is written.
fn amended(from: &Path, to: &Path, header: &Header, amend: &Amend) {
    let mut archive = formats::archive::Archive::open(from).unwrap();
    let mut writer = Writer::new(fs::File::create(to).unwrap(), header).unwrap();
    for table in archive.manifest().tables.clone() {
        writer.table(&table.name, table.columns.clone()).unwrap();
        for part in &table.parts {
            let lines = archive.lines(&table, part).unwrap();
            for (line, row) in lines.rows() {
                if let Some(row) = amend(&table.name, line, row) {
                    writer.row(&serde_json::from_str::<serde_json::Value>(&row).unwrap()).unwrap();
                }
            }
        }
    }
    writer.finish().unwrap();
}

on_both! {
    /// Whole, but not right: of a later version, of no known engine, with rows that can't be.
    async fn an_archive_that_is_wrong(engine: Engine) {
        let source = Instance::new(engine, Content::Shop).await;
        let (folder, file) = place();
        back_up(&source, &file).await;
        let known = formats::archive::Archive::open(&file).unwrap().header().migration;
        let bad = folder.path().join("bad.tar");
        let target = Instance::untouched(engine).await;
        let same = |_: &str, _: u64, row: &str| Some(row.to_owned());
        let number = |table: &str, line: u64, row: &str| {
            Some(if table == "objects" && line == 3 { row.replacen('[', "[\"one\",", 1) } else { row.to_owned() })
        };
        let word = |table: &str, line: u64, row: &str| {
            let second = table == "tokens" && line == 2;
            Some(if second { format!("{}]", row.rsplit_once(',').unwrap().0.to_owned() + ",\"now\"") } else { row.to_owned() })
        };
        let orphan = |table: &str, _: u64, row: &str| (table != "definitions").then(|| row.to_owned());
        let cases: [(i64, &str, &Amend, &str); 6] = [
            (known + 1, "sqlite", &same, "was made by version 9.9.9"),
            (known, "oracle", &same, "no engine is called \"oracle\""),
            // One before some of its columns came.
            (11, "sqlite", &same, "manifest.json can't be read: table changes isn't as version"),
            (known, "sqlite", &number, "line 3 of tables/objects/00001.ndjson.zst can't be read"),
            (known, "sqlite", &word, "line 2 of tables/tokens/00001.ndjson.zst can't be read: used_at should be an integer"),
            (known, "sqlite", &orphan, ""),
        ];
        for (version, from, amend, words) in cases {
            amended(&file, &bad, &header(version, from), amend);
            let error = on(&target, &["restore", path(&bad)]).await.refused(1);
            assert!(error.contains(words), "{error}");
            fs::remove_file(&bad).unwrap();
        }
        target.run(&["restore", path(&file)]).await;
        rows::assert_same(&rows::of(&source).await, &rows::of(&target).await);
    }
}

/// Tables of others in the same database stay as they are.
#[tokio::test(flavor = "multi_thread")]
async fn neighbours_in_the_database_are_left_alone() {
    let server = Server::shop(Engine::Sqlite).await;
    furnish(&server).await;
    let (_folder, file) = place();
    back_up(server.instance(), &file).await;
    let target = Instance::untouched(Engine::Postgres).await;
    postgres::execute(target.url().unwrap(), "CREATE TABLE theirs AS SELECT 1 AS n").await;
    target.run(&["restore", path(&file)]).await;
    assert_eq!(history::texts_in(&target, "SELECT CAST(n AS text) FROM theirs").await, ["1"]);
}

/// Any tool can look into an archive.
#[tokio::test(flavor = "multi_thread")]
async fn an_archive_is_a_tar_file() {
    let instance = Instance::new(Engine::Sqlite, Content::Shop).await;
    let (_folder, file) = place();
    back_up(&instance, &file).await;
    let listed = Command::new("tar").arg("tf").arg(&file).output().await.expect("tar");
    let listed = String::from_utf8(listed.stdout).unwrap();
    let names: Vec<_> = listed.lines().collect();
    assert_eq!((names[0], names[names.len() - 1]), ("vitrine.json", "archive.sha256"), "{listed}");
    assert!(names.contains(&"tables/objects/00001.ndjson.zst"), "{listed}");
    let again = restored(Engine::Sqlite, &file, &instance).await;
    again.run(&["check"]).await;
}
