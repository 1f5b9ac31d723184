//! What one request may cost: sizes, time, and how many are served at once.

mod places;

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, HttpBody as _};
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use model::problem::{Kind, Problem};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::Limits;
use crate::errors::Refusal;
use crate::settings::FOR_EACH_CORE;
use crate::{cdn, digest, form, ui, v5};

use places::Places;

/// The limits, and the places for requests at work.
pub(crate) struct Gate {
    limits: Limits,
    places: Arc<Places>,
    /// Places for files and pictures.
    pictures: Arc<Places>,
    /// Places for pictures in sizes that aren't kept: making these keeps the cores busy, and nothing else waits for it.
    free_sizes: Arc<Places>,
    /// Places for long requests, which keep the others from nothing.
    long: Semaphore,
    /// Places for those who wait for changes, most of the time without any work.
    waiting: Arc<Semaphore>,
}

impl Gate {
    pub fn new(limits: Limits) -> Self {
        Self {
            places: Places::new(limits.concurrency, limits.patience),
            pictures: Places::new(limits.concurrency, limits.patience),
            free_sizes: Places::new((limits.concurrency / FOR_EACH_CORE).max(1), limits.patience),
            long: Semaphore::new(limits.bulk_concurrency),
            waiting: Arc::new(Semaphore::new(limits.waiting)),
            limits,
        }
    }
}

/// The layer.
pub(crate) async fn layer(State(gate): State<Arc<Gate>>, request: Request, next: Next) -> Response {
    let limits = &gate.limits;
    let length = Length::of(&request);
    let body = match () {
        () if is_bulk(&request) => limits.bulk_body,
        () if brings_file(&request) => limits.file_body,
        () => limits.body,
    };
    let time = match length {
        Length::Open | Length::Elsewhere => limits.bulk_time,
        Length::Waiting => limits.time + v5::changes::LONGEST_WAIT,
        _ => limits.time,
    };
    if let Err(refusal) = check_sizes(&request, limits) {
        return refusal.into_response();
    }
    let request = bounded(request, body);
    match tokio::time::timeout(time, gate.run(request, length, next)).await {
        Ok(answer) => answer.unwrap_or_else(IntoResponse::into_response),
        Err(_) => too_slow(time).into_response(),
    }
}

impl Gate {
    /// Runs a request once there is a place for it.
    async fn run(&self, request: Request, length: Length, next: Next) -> Result<Response, Refusal> {
        match length {
            Length::None => Ok(next.run(request).await),
            Length::Short => {
                // Whoever sends slowly takes no place meanwhile.
                let request = with_body(request).await?;
                let _at_work = self.places.take().await.map_err(|_| crowded(1))?;
                Ok(next.run(request).await)
            }
            Length::Picture | Length::FreeSize => {
                let places = if length == Length::Picture { &self.pictures } else { &self.free_sizes };
                let _at_work = places.take().await.map_err(|_| crowded(1))?;
                Ok(next.run(request).await)
            }
            // How many wait for others is bounded there, and they must not keep these from calling back.
            Length::Elsewhere => Ok(next.run(with_body(request).await?).await),
            Length::Long | Length::Open => {
                let _at_work = self.long.try_acquire().map_err(|_| crowded(5))?;
                Ok(next.run(request).await)
            }
            Length::Waiting => {
                let place = Arc::clone(&self.waiting).try_acquire_owned().map_err(|_| crowded(5))?;
                let answer = next.run(request).await;
                Ok(if digest::is_event_stream(&answer) { with_place(answer, place) } else { answer })
            }
        }
    }
}

/// How long a request may be at work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Length {
    /// Not worth a place, and to be answered in any crowd.
    None,
    /// The work of a moment, and nothing to wait for.
    Short,
    /// A file or a picture to be read.
    Picture,
    /// A picture that most likely is to be made.
    FreeSize,
    /// Its body comes bit by bit, or a password is looked at.
    Long,
    /// Many things in one.
    Open,
    /// Another system is waited for.
    Elsewhere,
    /// It waits for what isn't there yet.
    Waiting,
}

impl Length {
    fn of(request: &Request) -> Self {
        let route = route(request);
        let small = match content_length(request.headers()) {
            Some(length) => length <= READ_AT_ONCE,
            None => request.body().is_end_stream(),
        };
        match route {
            "/health" | "/metrics" => Self::None,
            _ if route.starts_with(ui::HOME) => Self::None,
            cdn::ROUTE if cdn::is_free_size(request.uri()) => Self::FreeSize,
            cdn::ROUTE => Self::Picture,
            _ if v5::apps::calls::WAITING.contains(&route) => Self::Elsewhere,
            v5::changes::PATH if v5::changes::is_waiting(request) => Self::Waiting,
            _ if v5::processes::AT_ONCE.contains(&route) => Self::Open,
            _ if is_bulk(request) || is_whole_list(request) || brings_file(request) => Self::Open,
            _ if !small || looks_at_password(request) => Self::Long,
            _ => Self::Short,
        }
    }
}

/// An answer that keeps its place as long as it is sent.
fn with_place(answer: Response, place: OwnedSemaphorePermit) -> Response {
    let pieces = |body: Body| {
        stream::unfold((body.into_data_stream(), place), |(mut body, place)| async move {
            Some((body.next().await?, (body, place)))
        })
    };
    answer.map(|body| Body::from_stream(pieces(body)))
}

fn crowded(seconds: u64) -> Refusal {
    Refusal::later(StatusCode::SERVICE_UNAVAILABLE, "Too many requests at once; nothing was done. Try again", seconds)
}

/// Bodies up to this are read before anything is answered: where one is refused unread, the connection
/// ends, and with it the client's next request.
const READ_AT_ONCE: u64 = 64 << 10;

async fn with_body(request: Request) -> Result<Request, Refusal> {
    if !content_length(request.headers()).is_some_and(|length| (1..=READ_AT_ONCE).contains(&length)) {
        return Ok(request);
    }
    let (parts, body) = request.into_parts();
    Ok(Request::from_parts(parts, read(body).await?.into()))
}

fn route(request: &Request) -> &str {
    request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str)
}

/// Requests that write many things may be long, in bytes and in time.
fn is_bulk(request: &Request) -> bool {
    let route = route(request);
    route.ends_with("/bulk") || route.ends_with("/auto-link") || route == v5::model_file::PATH
}

/// Passwords are looked at in API v4's sessions, the admin UI's, and where users choose others for themselves.
fn looks_at_password(request: &Request) -> bool {
    let route = route(request);
    let is_v4 = !route.starts_with("/api/") && route.trim_end_matches('/').ends_with("/sessions");
    is_v4 || v5::account::LOOKS_AT_PASSWORD.contains(&(request.method().as_str(), route))
}

/// A form, or bytes that are to be a file.
fn brings_file(request: &Request) -> bool {
    let route = route(request).trim_end_matches('/');
    let is_file = route.starts_with("/api/files") || route.ends_with("/{code}/file");
    let brings = matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH);
    brings && (is_file || form::is_form(request.headers()))
}

/// A list without pages is answered once it is all there.
fn is_whole_list(request: &Request) -> bool {
    request.uri().query().is_some_and(|query| query.contains("pagination="))
}

/// A request whose body has at most `most` bytes. One that announces more is refused by whoever reads it, so without a byte
/// of it being sent, and not before it is known that there is such a route and who asks (v4.md 1, precedence).
fn bounded(request: Request, most: usize) -> Request {
    match content_length(request.headers()) {
        Some(length) if length > most as u64 => {
            request.map(|_| Body::from_stream(stream::iter([Err::<Bytes, _>(Announced { most, length })])))
        }
        _ => request.map(|inner| Body::new(Limited::new(inner, most))),
    }
}

/// A body that announced more bytes than it may have.
#[derive(Debug, thiserror::Error)]
#[error("The body may have {most} bytes, this one has {length}")]
struct Announced {
    most: usize,
    length: u64,
}

fn check_sizes(request: &Request, limits: &Limits) -> Result<(), Refusal> {
    let uri = request.uri().path_and_query().map_or(0, |uri| uri.as_str().len());
    if uri > limits.uri {
        let message = format!("The address may have {} bytes, this one has {uri}", limits.uri);
        return Err(Refusal::http(StatusCode::URI_TOO_LONG, message));
    }
    let headers: usize = request.headers().iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    if headers > limits.headers {
        let message = format!("The headers may have {} bytes, these have {headers}", limits.headers);
        return Err(Refusal::http(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, message));
    }
    Ok(())
}

fn content_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn too_slow(time: Duration) -> Refusal {
    let message = format!("No answer within {} s; a write may still have been carried out", time.as_secs());
    Refusal::later(StatusCode::SERVICE_UNAVAILABLE, message, 1)
}

/// Reads a whole body, which the layer has bounded. Errors: too large, or cut off on its way.
pub async fn read(body: Body) -> Result<Bytes, Refusal> {
    match body.collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) => Err(read_error(error)),
    }
}

/// What to answer when a body can't be read.
pub fn read_error(error: axum::Error) -> Refusal {
    Refusal::of_body(error).unwrap_or_else(|error| {
        if error.is::<Announced>() {
            return Problem::new(Kind::TooLarge, error.to_string()).into();
        }
        if error.is::<LengthLimitError>() {
            return Problem::new(Kind::TooLarge, "The body is larger than allowed here").into();
        }
        Refusal::malformed(format!("The body could not be read to its end: {error}"))
    })
}
