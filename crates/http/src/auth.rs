//! A token, or the cookie of a session, becomes an [`Actor`]; a handler that doesn't ask for one cannot write.

use app::Failure;
use app::accounts::Accounts;
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use model::permission::{Actor, Origin};

use crate::errors::{Face, Refusal};
use crate::https::Caller;
use crate::rate::Meter;
use crate::{AppState, Settings, cookie, same_origin};

/// Whoever asks, known by a Bearer token or, in API v5, by the admin UI's session.
#[derive(Debug, Clone)]
pub struct Authed(pub Actor);

impl FromRequestParts<AppState> for Authed {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refusal> {
        let shown = Shown::by(parts, &state.settings)?;
        let mut actor = shown.actor(&state.app.accounts).await?.ok_or_else(|| shown.refused())?;
        if let Some(meter) = parts.extensions.get::<Meter>() {
            meter.call(shown.token())?;
        }
        if let Shown::Bearer(_) = shown {
            actor.origin = match Face::of(parts.uri.path(), &parts.headers) {
                Face::V4 => Origin::V4,
                Face::V5Ld | Face::V5Json => Origin::V5,
            };
        }
        Ok(Self(actor))
    }
}

/// What a request shows for who asks.
pub enum Shown {
    /// The token of `Authorization`.
    Bearer(String),
    /// That of a session's cookie.
    Session(String),
}

impl Shown {
    /// What this request shows; `Authorization` rules. Errors: 401 for nothing, 403 for a cookie that a page of another
    /// origin may have sent.
    pub fn by(parts: &Parts, settings: &Settings) -> Result<Self, Refusal> {
        if parts.headers.contains_key(AUTHORIZATION) {
            return bearer(&parts.headers).map(|token| Self::Bearer(token.to_owned())).ok_or_else(Refusal::anonymous);
        }
        let (token, caller) = session(parts).ok_or_else(Refusal::anonymous)?;
        same_origin::check(parts, caller, settings)?;
        Ok(Self::Session(token.to_owned()))
    }

    /// Whose it is, if it is live.
    pub async fn actor(&self, accounts: &Accounts) -> Result<Option<Actor>, Failure> {
        match self {
            Self::Bearer(token) => accounts.actor(token).await,
            Self::Session(token) => accounts.ui_actor(token).await,
        }
    }

    fn token(&self) -> &str {
        let (Self::Bearer(token) | Self::Session(token)) = self;
        token
    }

    fn refused(&self) -> Refusal {
        match self {
            Self::Bearer(_) => Refusal::bad_token(),
            Self::Session(_) => Refusal::ended(),
        }
    }
}

/// Whether a request shows who asks, rightly or not.
pub fn is_shown(parts: &Parts) -> bool {
    parts.headers.contains_key(AUTHORIZATION) || session(parts).is_some()
}

/// The token of a session's cookie, which API v4 doesn't take.
fn session(parts: &Parts) -> Option<(&str, Caller)> {
    let caller = *parts.extensions.get::<Caller>()?;
    let is_v4 = Face::of(parts.uri.path(), &parts.headers) == Face::V4;
    let token = cookie::session(&parts.headers, caller).filter(|_| !is_v4)?;
    Some((token, caller))
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
