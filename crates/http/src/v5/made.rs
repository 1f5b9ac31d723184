//! Files that were made for whoever asks, on their way out.

use app::imports::Made;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};

use super::{answer, spool};
use crate::cdn;
use crate::errors::Refusal;

/// A file, to be kept and not to be shown.
pub fn send(Made { file, name }: Made) -> Result<Response, Refusal> {
    let mut headers = headers(&name, file.metadata()?.len());
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type(&name)));
    Ok((headers, spool::body_of(file)).into_response())
}

/// The headers of such a file but for its type.
pub fn headers(name: &str, size: u64) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert(CONTENT_LENGTH, size.into());
    answer::insert(&mut headers, CONTENT_DISPOSITION, &cdn::attachment(name));
    cdn::never_run(&mut headers);
    headers
}

/// By the ending of a name.
pub fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("csv") => "text/csv; charset=utf-8",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("ndjson") => "application/x-ndjson",
        Some("zip") => "application/zip",
        _ => "application/octet-stream",
    }
}
