//! Bytes that nothing needs any more are removed, and no others.

use std::collections::{BTreeSet, HashMap};
use std::convert::Infallible;
use std::sync::Arc;

use app::files::{NewUpload, Upload};
use app::{App, Mode, Options};
use bytes::Bytes;
use futures_util::{TryStreamExt as _, stream};
use model::command::{Action, Command, FileWish, Patch, PutMode, PutObject};
use model::object::ObjectKind;
use model::permission::{Actor, Origin, Rights, Scope};

use crate::support::app::Instance;
use crate::support::db::on_both;

const DAY: i64 = 24 * 3_600;

fn actor() -> Actor {
    Actor::program("test", Rights::FULL, Origin::V5)
}

async fn send(app: &App, bytes: &[u8]) -> Upload {
    let pieces = stream::iter([Ok::<_, Infallible>(Bytes::copy_from_slice(bytes))]);
    let received = app.receive(pieces).await.unwrap();
    let new = NewUpload { file_type: None, name: "a.txt".to_owned() };
    app.add_file(&actor(), new, received).await.unwrap()
}

async fn write(app: &App, action: Action) -> Result<(), String> {
    let commands = vec![Command { action, expect: None }];
    let outcomes = app.write(&actor(), commands, Options::of(Mode::AllOrNothing)).await.map_err(|e| e.to_string())?;
    outcomes.into_iter().try_for_each(|outcome| outcome.map(drop).map_err(|problem| problem.message))
}

async fn put(app: &App, code: &str, upload: &Upload) -> Result<(), String> {
    let mut put = PutObject::new(ObjectKind::Asset, code, PutMode::Upsert);
    put.file = Patch::Value(FileWish::Upload(upload.id.clone()));
    write(app, Action::PutObject(put)).await
}

async fn delete(app: &App, code: &str) -> Result<(), String> {
    let code = code.to_owned();
    write(app, Action::DeleteObject { kind: ObjectKind::Asset, code, recursive: false }).await
}

/// The bytes, if they are kept.
async fn bytes(app: &App, upload: &Upload) -> Option<Vec<u8>> {
    let content = app.content(upload.hash.as_deref()?, None).await.ok()?;
    let pieces: Vec<Bytes> = content.bytes.try_collect().await.unwrap();
    Some(pieces.concat())
}

on_both! {
    async fn what_nothing_needs_goes_in_time(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        let (unused, used, replaced, gone) =
            (send(&app, b"unused").await, send(&app, b"used").await, send(&app, b"old").await, send(&app, b"gone").await);
        for (code, upload) in [("a", &used), ("b", &replaced), ("c", &gone)] {
            put(&app, code, upload).await.unwrap();
        }
        let newer = send(&app, b"new").await;
        put(&app, "b", &newer).await.unwrap();
        delete(&app, "c").await.unwrap();
        assert_eq!(app.clean_files().await.unwrap(), 0);

        instance.pass(DAY + 60);
        assert_eq!(app.clean_files().await.unwrap(), 1);
        assert_eq!(bytes(&app, &unused).await, None);
        // An upload is forgotten, its bytes are not while an asset has or had them.
        assert!(app.look_at_upload(&used.id).await.is_err());
        for (upload, expected) in [(&used, "used"), (&replaced, "old"), (&newer, "new"), (&gone, "gone")] {
            assert_eq!(bytes(&app, upload).await.as_deref(), Some(expected.as_bytes()));
        }
        instance.pass(30 * DAY);
        assert_eq!(app.clean_files().await.unwrap(), 1);
        assert_eq!(bytes(&app, &gone).await, None);
        assert_eq!(bytes(&app, &replaced).await.as_deref(), Some(&b"old"[..]));
        // What is removed may come again.
        let again = send(&app, b"unused").await;
        put(&app, "d", &again).await.unwrap();
        assert_eq!(bytes(&app, &again).await.as_deref(), Some(&b"unused"[..]));
    }

    async fn duplicates_are_told_to_those_who_may_see_them(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        let upload = send(&app, b"the same").await;
        put(&app, "a", &upload).await.unwrap();
        let nothing = Scope { nodes: Some(BTreeSet::new()), ..Scope::default() };
        let rights = Rights { scope: Some(Arc::new(nothing)), ..Rights::READ };
        assert_eq!(app.duplicates(&Rights::READ, &upload).await.unwrap(), ["a"]);
        assert_eq!(app.duplicates(&rights, &upload).await.unwrap(), Vec::<String>::new());
    }

    async fn cleaning_races_with_those_who_send_the_same(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        let contents: Vec<String> = (0..4).map(|n| format!("content {n}")).collect();
        for round in 0..6 {
            // All of it is old, and unused again.
            instance.pass(40 * DAY);
            let cleaning = {
                let app = Arc::clone(&app);
                tokio::spawn(async move { app.clean_files().await.unwrap() })
            };
            let senders = contents.iter().enumerate().map(|(n, content)| {
                let (app, content) = (Arc::clone(&app), content.clone());
                tokio::spawn(async move {
                    let upload = send(&app, content.as_bytes()).await;
                    let code = format!("asset {n}");
                    put(&app, &code, &upload).await.unwrap();
                    (code, content, upload)
                })
            });
            let mut kept = HashMap::new();
            for sender in senders.collect::<Vec<_>>() {
                let (code, content, upload) = sender.await.unwrap();
                kept.insert(code, (content, upload));
            }
            cleaning.await.unwrap();
            app.clean_files().await.unwrap();
            for (code, (content, upload)) in &kept {
                assert_eq!(bytes(&app, upload).await.as_deref(), Some(content.as_bytes()), "round {round}: {code}");
                delete(&app, code).await.unwrap();
            }
        }
    }
}
