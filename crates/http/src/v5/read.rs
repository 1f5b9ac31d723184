//! `GET` of lists and of items.

use std::sync::Arc;

use app::Failure;
use axum::body::Body;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream;
use model::problem::Kind;
use model::query::{MAX_LIMIT, Start};
use percent_encoding::percent_decode_str;
use tokio::task::JoinHandle;

use super::collection::{Chunk, Collection, Printing};
use super::page::Paging;
use super::view::{Asked, Open};
use super::{answer, moment};
use crate::AppState;
use crate::errors::{self, Refusal};

/// Lists members: a page, or all of them.
pub async fn list(
    collection: &'static dyn Collection,
    State(state): State<AppState>,
    asked: Asked,
) -> Result<Response, Refusal> {
    if collection.objects().is_none() {
        moment::refuse(&asked.params)?;
    }
    let paging = Paging::read(collection.terms().class, &asked.params)?;
    if paging.all { all(collection, state, asked).await } else { collection.page(&state, &asked, &paging).await }
}

/// Shows one.
pub async fn get(
    collection: &'static dyn Collection,
    State(state): State<AppState>,
    asked: Asked,
    Id(id): Id,
) -> Result<Response, Refusal> {
    if collection.objects().is_none() {
        moment::refuse(&asked.params)?;
    }
    collection.one(&state, &asked, &id).await
}

/// Shows one to whoever asks. Without a token only public ones exist, and no word is said on the others.
pub async fn get_openly(
    collection: &'static dyn Collection,
    State(state): State<AppState>,
    Open { asked, is_known }: Open,
    Id(id): Id,
) -> Result<Response, Refusal> {
    match collection.one(&state, &asked, &id).await {
        Err(Refusal::Problem(problem)) if problem.kind == Kind::NotFound && !is_known => Err(Refusal::anonymous()),
        other => other,
    }
}

/// The id that ends the path.
pub struct Id(pub String);

impl FromRequestParts<AppState> for Id {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _state: &AppState) -> Result<Self, Refusal> {
        segment(parts, 0).map(Self)
    }
}

/// The id before the end of the path.
pub struct Owner(pub String);

impl FromRequestParts<AppState> for Owner {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _state: &AppState) -> Result<Self, Refusal> {
        segment(parts, 1).map(Self)
    }
}

/// The id in the middle of the path, and that of a part of it before the end.
pub struct Part {
    /// Whose part it is.
    pub owner: String,
    /// The part.
    pub id: String,
}

impl FromRequestParts<AppState> for Part {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _state: &AppState) -> Result<Self, Refusal> {
        Ok(Self { owner: segment(parts, 3)?, id: segment(parts, 1)? })
    }
}

/// A segment of the path, counted from its end.
pub fn segment(parts: &Parts, position: usize) -> Result<String, Refusal> {
    decoded(parts.uri.path().rsplit('/').nth(position).unwrap_or_default())
}

/// What a segment of a path says. Errors: 404 for what nothing can be called, 400 for what isn't UTF-8.
pub fn decoded(segment: &str) -> Result<String, Refusal> {
    match percent_decode_str(segment).decode_utf8() {
        // PostgreSQL cannot even be asked for U+0000.
        Ok(id) if !id.contains('\0') => Ok(id.into_owned()),
        Ok(_) => Err(errors::no_route()),
        Err(_) => Err(Refusal::malformed(format!("The address is not UTF-8: {segment}"))),
    }
}

/// All members, read and sent chunk by chunk; the digest layer spools them.
async fn all(collection: &'static dyn Collection, state: AppState, asked: Asked) -> Result<Response, Refusal> {
    let start = Start::After(String::new());
    let first = collection.chunk(&state, &asked, start, MAX_LIMIT).await?;
    let headers = answer::whole(&asked, first.total);
    let ahead = Some(tokio::spawn(async { Ok(first) }));
    let walk = Walk { collection, state, asked: Arc::new(asked), begun: false, written: 0, ahead };
    let pieces = stream::try_unfold(walk, async |mut walk| {
        let piece = walk.piece().await?;
        Ok::<_, Failure>(piece.map(|piece| (piece, walk)))
    });
    Ok((headers, Body::from_stream(pieces)).into_response())
}

/// A walk through a list: while one chunk is printed and sent, the next is read.
struct Walk {
    collection: &'static dyn Collection,
    state: AppState,
    asked: Arc<Asked>,
    begun: bool,
    written: u64,
    /// What is being read; `None`: the end was sent.
    ahead: Option<JoinHandle<Result<Chunk<Printing>, Failure>>>,
}

impl Walk {
    async fn piece(&mut self) -> Result<Option<Bytes>, Failure> {
        let Some(reading) = self.ahead.take() else { return Ok(None) };
        let chunk = reading.await.map_err(|error| Failure::Internal(Box::new(error)))??;
        let more = chunk.next.is_some();
        self.ahead = chunk.next.map(|key| {
            let (collection, state, asked) = (self.collection, self.state.clone(), Arc::clone(&self.asked));
            tokio::spawn(async move { collection.chunk(&state, &asked, Start::After(key), MAX_LIMIT).await })
        });
        let members = chunk.members.await?;
        let (class, format) = (self.collection.terms().class, self.asked.view.format);
        let mut out = Vec::new();
        if !self.begun {
            answer::begin(&mut out, (class, &class.collection()), format);
            self.begun = true;
        }
        answer::members(&mut out, format, &members, self.written == 0);
        self.written += members.len() as u64;
        if !more {
            answer::end(&mut out, &class.collection(), format, Some(self.written), None, None)?;
        }
        Ok(Some(out.into()))
    }
}
