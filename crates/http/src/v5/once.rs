//! `Idempotency-Key`: a write that its caller may repeat, as after an answer that got lost, without its being carried
//! out twice. Who repeats it is given the first answer again.

use std::sync::Arc;

use app::{Claim, Note, Standing};
use axum::body::{Body, HttpBody as _};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::CONTENT_LENGTH;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http_body_util::{BodyExt, Limited};
use model::problem::{Field, Problem, Violation};
use serde::{Deserialize, Serialize};

use super::bulk::MOST_BYTES;
use super::negotiate::Sent;
use super::write::{content, id_of};
use crate::AppState;
use crate::auth::Authed;
use crate::cache::fingerprint;
use crate::digest::QUABLE_DIGEST;
use crate::errors::{Refusal, Teller};
use crate::limits;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
const IDEMPOTENCY_REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// Most bytes of an answer that is kept.
const MOST_KEPT: u64 = 1 << 20;

/// A write that its caller named. A request extension.
#[derive(Debug, Clone)]
pub struct Once {
    /// The right to carry it out.
    pub claim: Arc<Claim>,
    /// The id of what an earlier call wrote, whose answer nobody kept.
    pub before: Option<String>,
}

impl Once {
    /// The note of a write of several things that one call asks for.
    pub fn note_of_many(&self) -> Note {
        Note::new(&self.claim, |_| Receipt::Carried.text())
    }

    /// The note of a single write.
    pub fn note(&self) -> Note {
        Note::new(&self.claim, |outcomes| {
            let written = outcomes.iter().flatten().next();
            written.map_or(Receipt::Carried, |done| Receipt::Id(id_of(&done.entity))).text()
        })
    }
}

/// Marks an answer that nobody keeps, for there is a secret in it. A response extension.
#[derive(Debug, Clone, Copy)]
pub struct ShownOnce;

/// What is written down along with a write.
#[derive(Debug, Serialize, Deserialize)]
pub enum Receipt {
    /// The id of the one thing that was written: it is shown as it is by then.
    Id(String),
    /// The answer.
    Answer(Kept),
    /// No more than that it was carried out.
    Carried,
}

impl Receipt {
    /// As it is stored.
    pub fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// An answer as it is kept.
#[derive(Debug, Serialize, Deserialize)]
pub struct Kept {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

impl Kept {
    /// `None`: it is too long.
    pub fn of(status: StatusCode, headers: &HeaderMap, body: Bytes) -> Option<Self> {
        let is_kept = |name: &HeaderName| *name != QUABLE_DIGEST && *name != CONTENT_LENGTH;
        let headers = headers.iter().filter(|(name, _)| is_kept(name));
        let headers = headers.filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned())));
        let body = String::from_utf8(body.into()).ok().filter(|body| body.len() as u64 <= MOST_KEPT)?;
        Some(Self { status: status.as_u16(), headers: headers.collect(), body })
    }

    fn response(self) -> Result<Response, Refusal> {
        let mut response = Response::builder().status(self.status);
        for (name, value) in &self.headers {
            response = response.header(name, value);
        }
        response.body(Body::from(self.body)).map_err(|error| Refusal::Internal(Box::new(error)))
    }
}

/// The layer around all routes. Who names no key, or doesn't write, passes.
pub async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let writes = [Method::POST, Method::PUT, Method::PATCH, Method::DELETE].contains(request.method());
    if !writes || !request.headers().contains_key(IDEMPOTENCY_KEY) {
        return next.run(request).await;
    }
    once(&state, request, next).await.unwrap_or_else(IntoResponse::into_response)
}

async fn once(state: &AppState, request: Request, next: Next) -> Result<Response, Refusal> {
    let (mut parts, body) = request.into_parts();
    let key = key(&parts.headers)?;
    let Authed(actor) = Authed::from_request_parts(&mut parts, state).await?;
    if content(&parts.headers).is_ok_and(|sent| sent == Sent::Lines) {
        return Err(Refusal::malformed("Idempotency-Key: expected a request of one JSON text; got lines."));
    }
    let body = limits::read(Body::new(Limited::new(body, MOST_BYTES))).await?;
    let (claim, standing) = state.app.claim(&actor, &key, print(&parts, &body)).await?;
    let before = match standing {
        Standing::Claimed => None,
        Standing::Written(receipt) => match read(&receipt)? {
            Receipt::Id(id) => Some(id),
            Receipt::Answer(kept) => {
                let response = kept.response()?;
                return Ok(replayed(settle(state, &claim, &Teller::of(&parts, &state.settings), response).await?));
            }
            Receipt::Carried => return Err(carried()),
        },
        Standing::Answered(answer) => return Ok(replayed(read::<Kept>(&answer)?.response()?)),
        Standing::Running => return Err(running()),
        Standing::Other => return Err(other(&key)),
    };
    let teller = Teller::of(&parts, &state.settings);
    let is_repeat = before.is_some();
    parts.extensions.insert(Once { claim: Arc::clone(&claim), before });
    let response = tokio::select! {
        response = next.run(Request::from_parts(parts, Body::from(body))) => response,
        failure = state.app.hold(&claim) => Refusal::from(failure).into_response(),
    };
    let response = settle(state, &claim, &teller, response).await?;
    Ok(if is_repeat { replayed(response) } else { response })
}

/// The key that a request bears. Errors: 400.
fn key(headers: &HeaderMap) -> Result<String, Refusal> {
    let mut named = headers.get_all(IDEMPOTENCY_KEY).iter();
    let legal = |key: &HeaderValue| {
        let text = key.to_str().ok()?;
        ((1..=255).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())).then(|| text.to_owned())
    };
    let key = named.next().and_then(legal).filter(|_| named.next().is_none());
    key.ok_or_else(|| Refusal::malformed("Idempotency-Key: expected one key of 1 to 255 visible ASCII characters."))
}

/// What tells a request from others.
fn print(parts: &Parts, body: &Bytes) -> String {
    let asked = parts.uri.path_and_query().map_or("", |uri| uri.as_str());
    BASE64_STANDARD.encode(fingerprint(&(parts.method.as_str(), asked, body)))
}

fn read<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, Refusal> {
    serde_json::from_str(text).map_err(|error| Refusal::Internal(Box::new(error)))
}

/// Keeps an answer, unless the same request could be answered otherwise before anything was written.
async fn settle(
    state: &AppState,
    claim: &Arc<Claim>,
    teller: &Teller,
    response: Response,
) -> Result<Response, Refusal> {
    let (kept, response) = kept(teller, response).await?;
    let done = match kept {
        Some(kept) => state.app.keep_answer(claim, serde_json::to_string(&kept).unwrap_or_default()).await,
        None => state.app.give_up(claim).await,
    };
    if let Err(failure) = done {
        // The claim will end by itself.
        tracing::warn!(%failure, "what became of a request could not be kept");
    }
    Ok(response)
}

async fn kept(teller: &Teller, response: Response) -> Result<(Option<Kept>, Response), Refusal> {
    if let Some(refusal) = response.extensions().get::<Arc<Refusal>>() {
        let told = teller.tell(refusal);
        let lasts = [400, 404, 409, 422].contains(&told.status.as_u16());
        let headers = response.headers().iter().chain(&told.headers).map(|(name, value)| (name.clone(), value.clone()));
        let kept = if lasts { Kept::of(told.status, &headers.collect(), told.body.into()) } else { None };
        return Ok((kept, response));
    }
    let is_secret = response.extensions().get::<ShownOnce>().is_some();
    if is_secret
        || !response.status().is_success()
        || response.body().size_hint().exact().is_none_or(|size| size > MOST_KEPT)
    {
        return Ok((None, response));
    }
    let (parts, body) = response.into_parts();
    let body = body.collect().await.map_err(|error| Refusal::Internal(Box::new(error)))?.to_bytes();
    Ok((Kept::of(parts.status, &parts.headers, body.clone()), Response::from_parts(parts, Body::from(body))))
}

fn replayed(mut response: Response) -> Response {
    response.headers_mut().insert(IDEMPOTENCY_REPLAYED, HeaderValue::from_static("true"));
    response
}

fn running() -> Refusal {
    let message = "The first request with this Idempotency-Key is still at work. Try again.";
    Refusal::later(StatusCode::CONFLICT, message, 1)
}

fn carried() -> Refusal {
    Problem::conflict("This request was carried out; its answer isn't known any more.").into()
}

fn other(key: &str) -> Refusal {
    let message = format!("This key was given to another request within 24 hours: {key}.");
    Problem::invalid(vec![Violation::new(Field::Property("Idempotency-Key"), "taken", message)]).into()
}

/// What is written down with a bulk request, in whose answer all its outcomes stand.
pub fn receipt(answer: Option<Kept>) -> String {
    answer.map_or(Receipt::Carried, Receipt::Answer).text()
}
