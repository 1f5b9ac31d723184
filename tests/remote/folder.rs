//! Folders that the operator names, and nothing beside them.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use outward::Rules;
use tempfile::TempDir;

use super::{fetched, put};
use crate::support::app::Instance;
use crate::support::db::on_both;

fn below(folder: &Path) -> Rules {
    Rules { folders: vec![folder.to_owned()], ..Rules::default() }
}

fn address(folder: &Path, name: &str) -> String {
    format!("folder:{}/{name}", folder.display())
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

on_both! {
    async fn files_come_and_go(engine: Engine) {
        let (instance, home) = (Instance::fresh(engine).await, TempDir::new().unwrap());
        let folder = home.path();
        let app = instance.node_calling(below(folder), 10).await;
        fs::create_dir(folder.join("in")).unwrap();
        fs::write(folder.join("in/a b.csv"), "0123456789").unwrap();
        fs::write(folder.join("in/large"), "0123456789+").unwrap();
        let expected = Ok(("a b.csv".to_owned(), b"0123456789".to_vec()));
        assert_eq!(fetched(&app, &address(folder, "in/a b.csv")).await, expected);
        assert_eq!(fetched(&app, &format!("{}/in/a b.csv", folder.display())).await, expected);
        for (name, why) in [("in/large", "10 bytes"), ("in", "a folder"), ("in/none", "no such file"), ("x/y", "no such file")] {
            let told = fetched(&app, &address(folder, name)).await.expect_err(name);
            assert!(told.contains(why), "{name}: {told}");
        }
        put(&app, &address(folder, "in/a b.csv"), b"more than before").await.unwrap();
        assert_eq!(fs::read(folder.join("in/a b.csv")).unwrap(), b"more than before");
        put(&app, &address(folder, "in/"), b"x").await.unwrap();
        put(&app, &address(folder, "none/x"), b"x").await.expect_err("no folder");
        put(&app, &address(folder, "in"), b"x").await.expect_err("a folder");
        assert_eq!(names(&folder.join("in")), ["a b.csv", "a name.csv", "large"]);
    }
}

on_both! {
    async fn nothing_leads_out_of_them(engine: Engine) {
        let (instance, home) = (Instance::fresh(engine).await, TempDir::new().unwrap());
        let (folder, outside) = (home.path().join("folder"), home.path().join("outside"));
        fs::create_dir(&folder).unwrap();
        fs::create_dir(&outside).unwrap();
        fs::write(outside.join("secret"), "secret").unwrap();
        fs::write(folder.join("inside"), "inside").unwrap();
        symlink(outside.join("secret"), folder.join("file")).unwrap();
        symlink("../outside/secret", folder.join("relative")).unwrap();
        symlink(&outside, folder.join("way")).unwrap();
        symlink("inside", folder.join("within")).unwrap();
        let pipe = Command::new("mkfifo").arg(folder.join("pipe")).status().unwrap();
        assert!(pipe.success());
        let app = instance.node_calling(below(&folder), 10).await;
        for name in ["file", "relative", "way/secret", "pipe", "../outside/secret", "within/../../outside/secret"] {
            fetched(&app, &address(&folder, name)).await.expect_err(name);
        }
        for name in ["way/new", "way/secret", "pipe", "../outside/new"] {
            put(&app, &address(&folder, name), b"ours").await.expect_err(name);
        }
        fetched(&app, &address(&outside, "secret")).await.expect_err("another folder");
        put(&app, &address(&outside, "new"), b"ours").await.expect_err("another folder");
        assert_eq!((names(&outside), fs::read(outside.join("secret")).unwrap()), (vec!["secret".into()], b"secret".to_vec()));
        assert_eq!(fetched(&app, &address(&folder, "within")).await.unwrap().1, b"inside");
        // What stands where a file is put is replaced, not followed.
        put(&app, &address(&folder, "within"), b"other").await.unwrap();
        assert_eq!(fs::read(folder.join("inside")).unwrap(), b"inside");
        assert_eq!(names(&folder), ["file", "inside", "pipe", "relative", "way", "within"]);
    }
}
