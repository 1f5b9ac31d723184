//! The codes in an address (v4.md 1.1).

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::AppState;
use crate::errors::Refusal;
use crate::v5::read::decoded;

/// The last segments of the path, decoded; a slash at the end doesn't count.
pub struct At<const N: usize>(pub [String; N]);

impl<const N: usize> FromRequestParts<AppState> for At<N> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _state: &AppState) -> Result<Self, Refusal> {
        let path = parts.uri.path();
        let path = path.strip_suffix('/').unwrap_or(path);
        let mut segments: Vec<_> = path.rsplit('/').take(N).map(decoded).collect::<Result<_, _>>()?;
        segments.reverse();
        // A route with so many parameters has so many segments.
        segments.try_into().map(Self).map_err(|_| crate::errors::no_route())
    }
}
