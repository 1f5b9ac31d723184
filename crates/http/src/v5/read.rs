//! `GET` of lists and of items.

use app::Failure;
use axum::body::Body;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream;
use model::query::{MAX_LIMIT, Start};
use percent_encoding::percent_decode_str;

use super::answer;
use super::page::Paging;
use super::resource::{Chunk, Resource, Thing};
use super::view::Asked;
use crate::AppState;
use crate::errors::{self, Refusal};

/// Lists members: a page, or all of them.
pub async fn list<R: Resource>(State(state): State<AppState>, asked: Asked) -> Result<Response, Refusal> {
    let paging = Paging::read(&asked.params)?;
    if paging.all { all::<R>(state, asked).await } else { R::Thing::page::<R>(&state, &asked, &paging).await }
}

/// Shows one.
pub async fn get<R: Resource>(State(state): State<AppState>, asked: Asked, Id(id): Id) -> Result<Response, Refusal> {
    R::Thing::one::<R>(&state, &asked, &id).await
}

/// The id that ends the path.
pub struct Id(pub String);

impl FromRequestParts<AppState> for Id {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _state: &AppState) -> Result<Self, Refusal> {
        let segment = parts.uri.path().rsplit('/').next().unwrap_or_default();
        match percent_decode_str(segment).decode_utf8() {
            // PostgreSQL cannot even be asked for U+0000.
            Ok(id) if !id.contains('\0') => Ok(Self(id.into_owned())),
            Ok(_) => Err(errors::no_route()),
            Err(_) => Err(Refusal::malformed(format!("The address is not UTF-8: {segment}"))),
        }
    }
}

/// All members, read and sent chunk by chunk; the digest layer spools them.
async fn all<R: Resource>(state: AppState, asked: Asked) -> Result<Response, Refusal> {
    let first = R::Thing::chunk::<R>(&state, &asked, Start::After(String::new()), MAX_LIMIT).await?;
    let headers = answer::whole(&asked, first.total);
    let walk = Walk { state, asked, begun: false, written: 0, ahead: Some(first) };
    let pieces = stream::try_unfold(walk, async |mut walk| {
        let piece = walk.piece::<R>().await?;
        Ok::<_, Failure>(piece.map(|piece| (piece, walk)))
    });
    Ok((headers, Body::from_stream(pieces)).into_response())
}

/// A walk through a list.
struct Walk {
    state: AppState,
    asked: Asked,
    begun: bool,
    written: u64,
    /// What was read and not yet sent; `None`: the end was sent.
    ahead: Option<Chunk>,
}

impl Walk {
    async fn piece<R: Resource>(&mut self) -> Result<Option<Bytes>, Failure> {
        let Some(chunk) = self.ahead.take() else { return Ok(None) };
        let format = self.asked.view.format;
        let mut out = Vec::new();
        if !self.begun {
            answer::begin(&mut out, R::CLASS, format);
            self.begun = true;
        }
        answer::members(&mut out, format, &chunk.members, self.written == 0);
        self.written += chunk.members.len() as u64;
        match chunk.next {
            Some(key) => {
                let after = Start::After(key);
                self.ahead = Some(R::Thing::chunk::<R>(&self.state, &self.asked, after, MAX_LIMIT).await?);
            }
            None => answer::end(&mut out, format, self.written, None),
        }
        Ok(Some(out.into()))
    }
}
