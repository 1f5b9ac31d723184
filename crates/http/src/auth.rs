//! A token becomes an [`Actor`]; a handler that doesn't ask for one cannot write.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use model::permission::{Actor, Origin};

use crate::AppState;
use crate::errors::{Face, Refusal};
use crate::rate::Meter;

/// Whoever asks, known by a Bearer token.
#[derive(Debug, Clone)]
pub struct Authed(pub Actor);

impl FromRequestParts<AppState> for Authed {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refusal> {
        let token = bearer(&parts.headers).ok_or_else(Refusal::anonymous)?;
        let mut actor = state.app.accounts.actor(token).await?.ok_or_else(Refusal::bad_token)?;
        if let Some(meter) = parts.extensions.get::<Meter>() {
            meter.call(token)?;
        }
        actor.origin = match Face::of(parts.uri.path(), &parts.headers) {
            Face::V4 => Origin::V4,
            Face::V5Ld | Face::V5Json => Origin::V5,
        };
        Ok(Self(actor))
    }
}

/// The token of `Authorization: Bearer TOKEN`. The scheme may be in any case and followed by a colon.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    const SCHEME: &str = "bearer";
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?.trim();
    let (scheme, rest) = value.split_at_checked(SCHEME.len())?;
    let token = rest.trim_start_matches([':', ' ', '\t']);
    (scheme.eq_ignore_ascii_case(SCHEME) && token.len() < rest.len() && !token.is_empty()).then_some(token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bearer_spellings() {
        let cases = [
            ("Bearer abc", Some("abc")),
            ("bearer   abc ", Some("abc")),
            ("BEARER: abc", Some("abc")),
            ("Bearer:abc", Some("abc")),
            ("Bearerabc", None),
            ("Bearer", None),
            ("Bearer ", None),
            ("Basic abc", None),
            ("abc", None),
            ("", None),
        ];
        for (value, token) in cases {
            let headers = HeaderMap::from_iter([(AUTHORIZATION, value.parse().unwrap())]);
            assert_eq!(bearer(&headers), token, "{value:?}");
        }
    }
}
