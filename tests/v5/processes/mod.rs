mod cancel;
mod get;
mod list;

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::Value;

use crate::support::client::Caller;
use crate::support::instance::Instance;
use crate::support::until::until_some;

/// Now, in microseconds since 1970 UTC.
fn now() -> i64 {
    #[expect(clippy::disallowed_methods, reason = "jobs are due by the server's clock")]
    let now = SystemTime::now();
    i64::try_from(now.duration_since(UNIX_EPOCH).expect("a clock").as_micros()).expect("this century")
}

/// A job as it may stand in the database: its number, then columns and what they hold.
async fn put_job(instance: &Instance, number: i64, columns: &[(&str, String)]) {
    let others = [("id", number.to_string()), ("attempts", "0".into()), ("checkpoint", "''".into())];
    let usual = [
        ("payload", "''"),
        ("done", "0"),
        ("total", "0"),
        ("created_at", "0"),
        ("created_by", "'erp'"),
        ("kind", "'import'"),
    ];
    let usual = usual.into_iter().chain([("state", "'open'"), ("due_at", "0"), ("lease", "''")]);
    let usual = usual.filter(|(name, _)| columns.iter().all(|(given, _)| given != name));
    let usual = usual.map(|(name, value)| (name, value.to_owned()));
    let (names, values): (Vec<_>, Vec<_>) = others.into_iter().chain(usual).chain(columns.iter().cloned()).unzip();
    instance.tamper(&format!("INSERT INTO jobs ({}) VALUES ({})", names.join(", "), values.join(", "))).await;
}

/// The address of the job of that number.
fn path(number: i64) -> String {
    format!("/api/processes/00000000-0000-8000-8000-{number:012x}")
}

/// Asks for a job until it is as `wanted`.
async fn seen(caller: &Caller, number: i64, wanted: impl Fn(&Value) -> bool) -> Value {
    until_some(async || Some(caller.get(&path(number)).await.expect(200).json()).filter(&wanted)).await
}
