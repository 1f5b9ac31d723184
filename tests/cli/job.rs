use serde_json::{Value, json};

use super::{alone_and_beside, on};
use crate::support::db::on_both;

/// Where nobody is at it, and nobody will be for long.
const WAITS: &str = "INSERT INTO jobs (id, kind, state, due_at, lease, attempts, done, total, created_at, created_by,
        payload, checkpoint, subject)
    VALUES (9001, 'import', 'open', (SELECT COALESCE(MAX(applied_at), 0) FROM migrations) + 500000000, '', 0, 0, 0, 0,
        'erp', '', '', 'lamps.csv')";

on_both! {
    /// Beside a server or without one: the list, what happened, the end.
    async fn list_log_and_cancel(engine: Engine) {
        for (instance, _server) in alone_and_beside(engine).await {
            on(&instance, &["token", "list"]).await.done();
            instance.tamper(WAITS).await;
            let listed = on(&instance, &["job", "list", "--open"]).await.done();
            let lines: Vec<Vec<&str>> = listed.lines().map(|line| line.split_whitespace().collect()).collect();
            assert_eq!(lines[0], ["NUMBER", "TYPE", "STATUS", "DONE", "LEFT", "CREATED", "ENDED", "SUBJECT"]);
            assert_eq!(lines[1], ["9001", "import", "pending", "0", "-", "1970-01-01T00:00:00Z", "-", "lamps.csv"]);
            let listed = on(&instance, &["job", "list", "--json"]).await.done();
            let listed: Value = serde_json::from_str(&listed).unwrap();
            assert_eq!(listed["jobs"][0]["id"], "00000000-0000-8000-8000-000000002329", "{listed}");

            assert_eq!(on(&instance, &["job", "log", "9001"]).await.done(), "");
            assert_eq!(on(&instance, &["job", "cancel", "00000000-0000-8000-8000-000000002329"]).await.done(), "");
            let log = on(&instance, &["job", "log", "9001"]).await.done();
            assert!(log.ends_with("  to be ended before its time, says cli\n"), "{log}");
            assert_eq!(on(&instance, &["job", "list", "--open"]).await.done().lines().count(), 1);
            assert!(on(&instance, &["job", "list"]).await.done().contains(" cancelled "));
            let over = on(&instance, &["job", "cancel", "9001"]).await.refused(1);
            assert!(over.contains("over already"), "{over}");
            assert!(on(&instance, &["job", "log", "9002"]).await.refused(1).contains("process"));
            on(&instance, &["job", "log", "lamps"]).await.refused(2);
        }
    }

    /// Who waits learns how it ended, by the exit code too.
    async fn wait(engine: Engine) {
        for (instance, _server) in alone_and_beside(engine).await {
            on(&instance, &["token", "list"]).await.done();
            instance.tamper(WAITS).await;
            instance.tamper("UPDATE jobs SET state = 'done', ended_at = 1").await;
            let waited: Value = serde_json::from_str(&on(&instance, &["job", "wait", "9001", "--json", "--quiet"]).await.done()).unwrap();
            assert_eq!(waited["jobs"][0]["status"], json!("finished"), "{waited}");
            // It is due now, and a program's of another version.
            instance.tamper("UPDATE jobs SET state = 'open', ended_at = NULL, due_at = 0, attempts = 9, kind = 'unknown'").await;
            let failed = on(&instance, &["job", "wait", "9001"]).await;
            assert_eq!(failed.code, Some(1), "{}", failed.out);
            assert!(failed.err.contains("knows no jobs of the kind \"unknown\""), "{}", failed.err);
            on(&instance, &["job", "wait", "9002"]).await.refused(1);
        }
    }
}
