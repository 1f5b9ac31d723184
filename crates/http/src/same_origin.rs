//! Whether a request comes from a page of this server. A browser sends a session's cookie along with whatever asks for it,
//! so a cookie alone says who asks, but not that they meant to.

use axum::http::header::{HOST, ORIGIN};
use axum::http::request::Parts;
use axum::http::uri::Authority;
use axum::http::{HeaderName, Method, StatusCode};

use crate::Settings;
use crate::errors::Refusal;
use crate::https::Caller;

/// What a write by cookie bears: no page of another origin can send it, as CORS doesn't allow it.
const X_VITRINE_SESSION: HeaderName = HeaderName::from_static("x-vitrine-session");

/// Errors: 403 for what a page of another origin sends, and for a write that could be one's.
pub fn check(parts: &Parts, caller: Caller, settings: &Settings) -> Result<(), Refusal> {
    check_origin(parts, caller, settings)?;
    let is_safe = matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS);
    if is_safe || parts.headers.contains_key(X_VITRINE_SESSION) {
        return Ok(());
    }
    let message = "A write with the session's cookie needs the header X-Vitrine-Session: 1";
    Err(Refusal::http(StatusCode::FORBIDDEN, message))
}

/// Errors: 403 for what a page of another origin sends.
pub fn check_origin(parts: &Parts, caller: Caller, settings: &Settings) -> Result<(), Refusal> {
    let Some(origin) = parts.headers.get(ORIGIN) else { return Ok(()) };
    if origin.to_str().is_ok_and(|origin| is_ours(origin, parts, caller, settings)) {
        return Ok(());
    }
    let message = "Sessions are for pages of this server; Origin names another one. Behind a proxy set --public-url";
    Err(Refusal::http(StatusCode::FORBIDDEN, message))
}

fn is_ours(origin: &str, parts: &Parts, caller: Caller, settings: &Settings) -> bool {
    let named = parts.headers.get(HOST).and_then(|host| host.to_str().ok());
    let host = named.or_else(|| parts.uri.authority().map(Authority::as_str)).unwrap_or_default();
    let own = format!("{}://{host}", if caller.encrypted { "https" } else { "http" });
    let is_public = settings.public_url.as_ref().is_some_and(|url| url.eq_ignore_ascii_case(origin));
    is_public || (!host.is_empty() && own.eq_ignore_ascii_case(origin))
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn status(headers: &[(&str, &str)], method: Method, encrypted: bool) -> Option<StatusCode> {
        let mut request = Request::builder().method(method).uri("/api/documents").header("host", "pim.example.org");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        let caller = Caller { encrypted, address: [192, 0, 2, 1].into(), proxied: false };
        let settings = Settings { public_url: Some("https://shop.example.org".into()), ..Settings::default() };
        match check(&parts, caller, &settings) {
            Err(Refusal::Http { status, .. }) => Some(status),
            other => other.map_or_else(|error| panic!("{error:?}"), |()| None),
        }
    }

    #[test]
    fn writes_say_that_they_are_meant() {
        let meant = ("x-vitrine-session", "1");
        assert_eq!(status(&[], Method::GET, true), None);
        assert_eq!(status(&[meant], Method::POST, true), None);
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            assert_eq!(status(&[], method, true), Some(StatusCode::FORBIDDEN));
        }
    }

    #[test]
    fn other_origins_are_refused() {
        for (origin, encrypted, is_ours) in [
            ("https://pim.example.org", true, true),
            ("https://PIM.example.org", true, true),
            ("https://shop.example.org", true, true),
            ("http://pim.example.org", false, true),
            ("http://pim.example.org", true, false),
            ("https://pim.example.org:8443", true, false),
            ("https://evil.example.org", true, false),
            ("https://pim.example.org.evil.org", true, false),
            ("null", true, false),
            ("", true, false),
        ] {
            for method in [Method::GET, Method::POST] {
                let expected = (!is_ours).then_some(StatusCode::FORBIDDEN);
                let headers = [("origin", origin), ("x-vitrine-session", "1")];
                assert_eq!(status(&headers, method, encrypted), expected, "{origin}");
            }
        }
    }
}
