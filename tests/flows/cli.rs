//! The same by the command line, beside a server and without one.

use serde_json::{Value, json};

use crate::cli::alone_and_beside;
use crate::support::command::on;
use crate::support::db::on_both;
use crate::support::server::Server;

on_both! {
    async fn files_go_in_and_out_by_commands(engine: Engine) {
        for (instance, server) in alone_and_beside(engine).await {
            let write = |name: &str, text: &str| {
                let path = instance.folder().join(name);
                std::fs::write(&path, text).unwrap();
                path.to_str().expect("a path").to_owned()
            };
            let types = write("document-types.csv", "id;name-en_GB\nlamp;Lamp\n");
            let attributes = write("attributes.csv", "id;objectType;documentType;type;name-en_GB\npower;document;lamp;integer;Power\n");
            let lamps = write("document.lamp.csv", "document_code;power\na;40\nb;x\n");
            let failed = instance.folder().join("failed.csv");
            let failed = failed.to_str().expect("a path");

            let tried = on(&instance, &["import", "--quiet", "--dry-run", &types]).await.done();
            assert!(tried.contains("lamp created") && tried.contains("nothing was written"), "{tried}");
            let ran = on(&instance, &["import", "--quiet", "--json", "--failed", failed, &lamps, &attributes, &types]).await;
            assert_eq!(ran.code, Some(1), "{ran:?}");
            let told: Value = serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {ran:?}"));
            let count = &told["imported"]["count"];
            assert_eq!((&count["created"], &count["errors"]), (&json!(3), &json!(1)), "{told}");
            assert_eq!(told["imported"]["errors"][0]["column"], "power", "{told}");
            let kept = std::fs::read_to_string(failed).unwrap();
            assert_eq!(kept.trim_start_matches('\u{feff}'), "document_code;power\nb;x\n");

            let out = on(&instance, &["export", "--quiet", "document.lamp", "--format", "csv"]).await.done();
            assert!(out.contains("document_code") && out.lines().count() == 2, "{out}");
            let then = on(&instance, &["export", "--quiet", "document.lamp", "--format", "csv", "--as-of", "2001-01-01"]).await;
            assert_eq!(then.done().lines().count(), 1, "nothing was there");
            let never = on(&instance, &["export", "--quiet", "document.lamp", "--as-of", "soon"]).await;
            assert!(never.code == Some(2) && never.err.contains("a moment such as"), "{never:?}");
            let french = on(&instance, &["export", "--quiet", "document.lamp", "--locale", "fr_CH"]).await;
            assert!(french.code == Some(1) && french.err.contains("no locale \"fr_CH\""), "{french:?}");
            let kept = write("kept.csv", "what stood there before");
            on(&instance, &["export", "--quiet", "document.lamp", "--format", "csv", "--output", &kept]).await.done();
            assert_eq!(std::fs::read_to_string(&kept).unwrap(), out);
            let job = told["imported"]["job"].to_string();
            let undone = on(&instance, &["undo", "--quiet", &job]).await.done();
            assert!(undone.contains("3 deleted"), "{undone}");
            let server = match server {
                Some(server) => server,
                None => Server::start(instance).await,
            };
            drop(server);
        }
    }
}
