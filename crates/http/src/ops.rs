//! For whoever runs the server: whether it lives, and what it did.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

use crate::AppState;
use crate::auth::Authed;
use crate::errors::Refusal;
use crate::https::Caller;

/// The routes.
pub fn router() -> Router<AppState> {
    Router::new().route("/health", get(health)).route("/metrics", get(metrics))
}

/// Whether a request could be served now: the store is really read. It tells nothing else, as anybody may ask.
async fn health(State(state): State<AppState>) -> Result<Response, Refusal> {
    state.app.ping().await?;
    Ok(([(CONTENT_TYPE, "application/json; charset=utf-8")], r#"{"status":"ok"}"#).into_response())
}

/// The metrics, in the text format of Prometheus. Who asks from this machine needs no token; any other
/// caller needs one, and the right to read is enough: routes and counts are shown, never a code or a value.
async fn metrics(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    request: Request,
) -> Result<Response, Refusal> {
    if !caller.is_local() {
        Authed::from_request_parts(&mut request.into_parts().0, &state).await?;
    }
    let text = recorder().render();
    Ok(([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response())
}

const REQUESTS: &str = "vitrine_requests_total";
const SECONDS: &str = "vitrine_request_seconds";
const STATEMENTS: &str = "vitrine_statements_total";

/// Counts an answered request.
pub(crate) fn count(route: &str, method: &'static str, status: u16, took: Duration, statements: u64) {
    let labels = [("route", route.to_owned()), ("method", method.to_owned())];
    metrics::histogram!(SECONDS, &labels).record(took);
    metrics::counter!(STATEMENTS, &labels).increment(statements);
    let [route, method] = labels;
    metrics::counter!(REQUESTS, &[route, method, ("status", status.to_string())]).increment(1);
    sweep();
}

/// Empties the recorder's buffers from time to time, which else grow until somebody reads the metrics.
fn sweep() {
    const OFTEN: u64 = 4_096;
    static ANSWERED: AtomicU64 = AtomicU64::new(1);
    if ANSWERED.fetch_add(1, Ordering::Relaxed).is_multiple_of(OFTEN) {
        recorder().run_upkeep();
    }
}

/// The one recorder of this process, made at first use.
pub(crate) fn recorder() -> &'static PrometheusHandle {
    static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();
    RECORDER.get_or_init(|| {
        const BUCKETS: [f64; 11] = [0.000_1, 0.000_3, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0];
        let builder = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("_seconds".into()), &BUCKETS)
            .expect("there are buckets");
        let recorder = builder.build_recorder();
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            tracing::warn!("metrics are recorded elsewhere: /metrics stays empty");
        }
        metrics::describe_counter!(REQUESTS, "Requests answered");
        metrics::describe_histogram!(SECONDS, "Time until an answer's first byte was known");
        metrics::describe_counter!(STATEMENTS, "Statements that the database ran for requests");
        metrics::describe_counter!("vitrine_cache_total", "Rendered bodies and answers looked for in memory");
        metrics::describe_counter!(
            "vitrine_pictures_made_total",
            "Pictures that were not there when somebody wanted them"
        );
        metrics::describe_gauge!("vitrine_engine_bytes", "What is kept to answer lists from");
        metrics::describe_counter!("vitrine_engine_loaded_total", "Sets and columns loaded from the database");
        metrics::describe_counter!("vitrine_engine_evicted_total", "Sets and columns that went to make room");
        metrics::describe_counter!("vitrine_engine_caught_up_total", "Changed objects that were taken in");
        metrics::describe_gauge!(
            "vitrine_backup_last_timestamp",
            "When the newest daily backup was finished, in seconds since 1970"
        );
        metrics::describe_counter!("vitrine_events_total", "Events made of changes that webhooks hear of");
        metrics::describe_counter!("vitrine_webhook_delivered_total", "Events that receivers took");
        metrics::describe_counter!("vitrine_webhook_tries_failed_total", "Calls of receivers that failed");
        metrics::describe_counter!("vitrine_webhook_given_up_total", "Events that were given up");
        metrics::describe_gauge!("vitrine_webhook_waiting", "Events that are still to be sent, counted once a minute");
        metrics::describe_counter!("vitrine_backup_failures_total", "Daily backups that failed");
        handle
    })
}
