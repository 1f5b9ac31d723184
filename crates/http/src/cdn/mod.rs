//! `/cdn/{instance}/{key}/{profile}/{file}` (v5.md 2.4, CDN): files and pictures of them, for anybody who knows the key.

mod address;
mod profile;
mod publisher;
mod range;
mod signature;

use app::files::Published;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use jiff::Timestamp;
use jiff::fmt::rfc2822;
use model::file::{Bytes as Stored, File};
use model::problem::{Kind, Problem};
use percent_encoding::percent_decode_str;

use crate::AppState;
use crate::cache::fingerprint;
use crate::digest::{self, QUABLE_DIGEST};
use crate::errors::Refusal;
use crate::https::Caller;
use crate::v5::answer;
use crate::v5::etag::{self, Known};

pub use address::{Addresses, Cdn, ORIGINAL, THUMBNAIL};
pub use publisher::PublicFiles;
use range::Wanted;
use signature::DAY;

/// The route, which needs no token.
pub fn router() -> Router<AppState> {
    Router::new().route(ROUTE, get(serve))
}

/// Its path.
pub const ROUTE: &str = "/cdn/{instance}/{key}/{profile}/{file}";

/// Whether a picture is asked for in a size which nobody keeps; the route is known to be [`ROUTE`].
pub fn is_free_size(uri: &Uri) -> bool {
    let profile = uri.path().split('/').nth(4).unwrap_or_default();
    percent_decode_str(profile).decode_utf8().is_ok_and(|profile| profile::is_free_size(&profile))
}

/// An address in parts.
struct Named {
    instance: String,
    key: String,
    profile: String,
    file: String,
}

async fn serve(
    State(state): State<AppState>,
    Path((instance, key, profile, file)): Path<(String, String, String, String)>,
    RawQuery(query): RawQuery,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let named = Named { instance, key, profile, file };
    let query = query.unwrap_or_default();
    let validity = Validity::of(&state, &named, &query)?;
    let found = find(&state, &named).await?;
    let Some(Published { file, updated_at }) = found else { return Err(nothing()) };
    let Some(bytes) = &file.bytes else { return Err(nothing()) };
    let is_pinned = query.split('&').any(|part| part.strip_prefix("v=") == Some(&bytes.hash));
    // What a profile makes of the same bytes changes with it.
    let is_pinned = is_pinned && (named.profile == ORIGINAL || profile::is_size(&named.profile));
    let mut shown = HeaderMap::new();
    answer::insert(&mut shown, CACHE_CONTROL, &if is_pinned { validity.pinned() } else { validity.up_to(DAY) });
    never_run(&mut shown);
    if named.profile == ORIGINAL {
        return original(&state, &headers, shown, (bytes, &file.name, updated_at)).await;
    }
    picture(&state, &headers, shown, (&file, &named, validity, caller)).await
}

/// How long an address is good.
#[derive(Clone, Copy)]
enum Validity {
    /// As long as the file is shown.
    Open,
    /// For so many seconds.
    Signed(i64),
}

impl Validity {
    /// Errors: it isn't good, whether or not there is such a file.
    fn of(state: &AppState, named: &Named, query: &str) -> Result<Self, Refusal> {
        let Some(key) = &state.settings.cdn_key else { return Ok(Self::Open) };
        let left = signature::time_left(key, &named.key, query, state.app.now());
        left.map(Self::Signed).ok_or_else(|| {
            let message = "This address is not signed, or no longer: ask the API for a new one";
            Refusal::http(StatusCode::FORBIDDEN, message)
        })
    }

    /// How the bytes may be kept, for so many seconds at most.
    fn up_to(self, seconds: i64) -> String {
        match self {
            Self::Open => format!("public, max-age={seconds}"),
            Self::Signed(left) => format!("private, max-age={}", left.min(seconds)),
        }
    }

    /// The same of bytes that never change.
    fn pinned(self) -> String {
        self.up_to(365 * DAY) + ", immutable"
    }
}

/// The file that an address names, whatever its file name says.
async fn find(state: &AppState, named: &Named) -> Result<Option<Published>, Refusal> {
    let is_key = named.key.len() == 32 && named.key.bytes().all(|byte| byte.is_ascii_hexdigit());
    if named.instance != state.settings.instance || !is_key {
        return Ok(None);
    }
    Ok(state.app.published(&named.key).await?)
}

fn nothing() -> Refusal {
    Problem::new(Kind::NotFound, "There is no such file.").into()
}

/// The bytes as they were sent, or a part of them, beside these headers. Of the file: its bytes, its name, when it changed.
pub async fn original(
    state: &AppState,
    asked: &HeaderMap,
    mut headers: HeaderMap,
    (bytes, name, updated_at): (&Stored, &str, i64),
) -> Result<Response, Refusal> {
    let etag = format!("\"{}\"", bytes.hash);
    answer::insert(&mut headers, ETAG, &etag);
    if let Ok(moment) = Timestamp::from_microsecond(updated_at) {
        answer::insert(&mut headers, LAST_MODIFIED, &moment.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string());
    }
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if Known::of(asked).has(&etag) || is_unchanged(asked, updated_at) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    let is_safe = media::is_safe_inline(&bytes.mime);
    answer::insert(&mut headers, CONTENT_TYPE, if is_safe { &bytes.mime } else { "application/octet-stream" });
    answer::insert(&mut headers, CONTENT_DISPOSITION, &disposition(is_safe, name));
    match range::wanted(asked, &etag, bytes.size) {
        Wanted::Whole => {
            let content = state.app.content(&bytes.hash, None).await?;
            headers.insert(CONTENT_LENGTH, content.size.into());
            headers.insert(QUABLE_DIGEST, digest::print(app::files::digest(&bytes.hash)?));
            Ok((headers, Body::from_stream(content.bytes)).into_response())
        }
        Wanted::Part(part) => {
            answer::insert(
                &mut headers,
                CONTENT_RANGE,
                &format!("bytes {}-{}/{}", part.start, part.end - 1, bytes.size),
            );
            headers.insert(CONTENT_LENGTH, (part.end - part.start).into());
            let digest = if part == (0..bytes.size) {
                app::files::digest(&bytes.hash)?
            } else {
                // Read twice rather than kept meanwhile: its digest goes ahead of it.
                state.app.digest_of(&bytes.hash, part.clone()).await?
            };
            headers.insert(QUABLE_DIGEST, digest::print(digest));
            let content = state.app.content(&bytes.hash, Some(part)).await?;
            Ok((StatusCode::PARTIAL_CONTENT, headers, Body::from_stream(content.bytes)).into_response())
        }
        Wanted::Nothing => {
            let message = format!("Expected a range within 0-{}", bytes.size.saturating_sub(1));
            let header = HeaderValue::try_from(format!("bytes */{}", bytes.size)).ok();
            let header = header.map(|value| (CONTENT_RANGE, value));
            Err(Refusal::Http { status: StatusCode::RANGE_NOT_SATISFIABLE, message, header })
        }
    }
}

/// Whether `If-Modified-Since` says that it is known as it is now; `If-None-Match` rules over it.
fn is_unchanged(asked: &HeaderMap, updated_at: i64) -> bool {
    let since = asked.get(IF_MODIFIED_SINCE).filter(|_| !asked.contains_key(IF_NONE_MATCH));
    let since = since.and_then(|value| rfc2822::parse(value.to_str().ok()?).ok());
    since.is_some_and(|since| updated_at.div_euclid(1_000_000) <= since.timestamp().as_second())
}

/// A picture of it.
async fn picture(
    state: &AppState,
    asked: &HeaderMap,
    mut headers: HeaderMap,
    (file, named, validity, caller): (&File, &Named, Validity, Caller),
) -> Result<Response, Refusal> {
    let schema = state.app.schema().await?;
    let Some((rendition, is_kept)) = profile::rendition(&schema, &named.profile, &named.file) else {
        return Err(nothing());
    };
    let Some(bytes) = &file.bytes else { return Err(nothing()) };
    let etag = etag::of_list(fingerprint(&(&bytes.hash, rendition.to_string())));
    answer::insert(&mut headers, ETAG, &etag);
    if Known::of(asked).has(&etag) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    let made = if let Some(made) = state.app.picture_at_hand(bytes, &rendition, is_kept).await? {
        made
    } else {
        // Those that are kept are made once.
        if !is_kept {
            count(state, caller)?;
        }
        state.app.make_picture(file, rendition, is_kept).await?
    };
    if made.is_icon {
        // A program that can draw it may be installed.
        answer::insert(&mut headers, CACHE_CONTROL, &validity.up_to(300));
        headers.remove(ETAG);
    }
    answer::insert(&mut headers, CONTENT_TYPE, &made.mime);
    Ok((headers, made.bytes).into_response())
}

/// Counts a picture that is made for a caller. Errors: 429.
fn count(state: &AppState, caller: Caller) -> Result<(), Refusal> {
    state.pictures.count(&caller.site()).map_err(|(limit, seconds)| {
        let message =
            format!("{limit} pictures of other sizes than usual were made for this address; come again in {seconds} s");
        Refusal::later(StatusCode::TOO_MANY_REQUESTS, message, seconds)
    })
}

/// Whatever is in the bytes, no browser shall run it in our name.
pub fn never_run(headers: &mut HeaderMap) {
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
}

/// That a browser keeps the file under its name.
pub fn attachment(name: &str) -> String {
    disposition(false, name)
}

fn disposition(inline: bool, name: &str) -> String {
    let how = if inline { "inline" } else { "attachment" };
    format!("{how}; filename*=UTF-8''{}", address::escaped(name))
}
