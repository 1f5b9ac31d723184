//! What a path of API v4 takes: its methods and its formats, both refused with 405 (v4.md 1.5).

use std::sync::Arc;

use axum::body::HttpBody;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::header::{ACCEPT, ALLOW, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::IntoResponse;
use axum::routing::MethodRouter;

use crate::AppState;
use crate::errors::Refusal;

/// The methods of a path, in the order of `Allow`.
pub struct Methods<S = AppState> {
    router: MethodRouter<S>,
    names: Vec<&'static str>,
    also: Option<&'static str>,
}

impl<S: Clone + Send + Sync + 'static> Methods<S> {
    /// None yet.
    pub fn new() -> Self {
        Self { router: MethodRouter::new(), names: Vec::new(), also: None }
    }

    /// GET, and with it HEAD.
    pub fn get<H: Handler<T, S>, T: 'static>(mut self, handler: H) -> Self {
        self.names.push("GET");
        self.router = self.router.get(handler);
        self
    }

    /// POST.
    pub fn post<H: Handler<T, S>, T: 'static>(mut self, handler: H) -> Self {
        self.names.push("POST");
        self.router = self.router.post(handler);
        self
    }

    /// PUT.
    pub fn put<H: Handler<T, S>, T: 'static>(mut self, handler: H) -> Self {
        self.names.push("PUT");
        self.router = self.router.put(handler);
        self
    }

    /// DELETE.
    pub fn delete<H: Handler<T, S>, T: 'static>(mut self, handler: H) -> Self {
        self.names.push("DELETE");
        self.router = self.router.delete(handler);
        self
    }

    /// Bodies may come in this media type besides JSON.
    pub fn also_takes(mut self, format: &'static str) -> Self {
        self.also = Some(format);
        self
    }

    /// For one spelling of the path.
    pub fn router(&self) -> MethodRouter<S> {
        let allow: Arc<str> = format!("{}, OPTIONS", self.names.join(", ")).into();
        let also = self.also;
        let wrong_format = Arc::clone(&allow);
        let check = move |request: Request, next: Next| {
            let allow = Arc::clone(&wrong_format);
            async move {
                if is_acceptable(&request, also) {
                    next.run(request).await
                } else {
                    refuse("Request format is not acceptable", &allow).into_response()
                }
            }
        };
        let wrong_method = async move || refuse("Method Not Allowed", &allow);
        self.router.clone().route_layer(from_fn(check)).fallback(wrong_method)
    }
}

/// Bodies of any media type are taken, and given.
pub const ANYTHING: &str = "*/*";

fn refuse(message: &str, allow: &str) -> Refusal {
    let header = HeaderValue::try_from(allow).ok().map(|allow| (ALLOW, allow));
    Refusal::Http { status: StatusCode::METHOD_NOT_ALLOWED, message: message.into(), header }
}

fn is_acceptable(request: &Request, also: Option<&str>) -> bool {
    let brings = matches!(*request.method(), Method::POST | Method::PUT) && !request.body().is_end_stream();
    let gives_anything = also == Some(ANYTHING) && matches!(*request.method(), Method::GET | Method::HEAD);
    (gives_anything || takes_json(request.headers()))
        && asks_for_json(request.uri().query().unwrap_or_default())
        && (!brings || is_known(request.headers(), also))
}

/// The media type of the body; JSON where none is named.
fn is_known(headers: &HeaderMap, also: Option<&str>) -> bool {
    let Some(content_type) = headers.get(CONTENT_TYPE) else { return true };
    let essence = content_type.to_str().unwrap_or_default().split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    essence == "application/json"
        || (essence.starts_with("application/") && essence.ends_with("+json"))
        || also == Some(essence.as_str())
        || also == Some(ANYTHING)
}

/// Whether `Accept` lets JSON through: the most specific range that matches decides.
fn takes_json(headers: &HeaderMap) -> bool {
    const RANGES: [&str; 3] = ["application/json", "application/*", "*/*"];
    let lines = headers.get_all(ACCEPT).into_iter().filter_map(|line| line.to_str().ok());
    let ranges: Vec<_> =
        lines.flat_map(|line| line.split(',')).map(weigh).filter(|(range, _)| !range.is_empty()).collect();
    let decides = RANGES.iter().find_map(|name| ranges.iter().find(|(range, _)| range.eq_ignore_ascii_case(name)));
    ranges.is_empty() || decides.is_some_and(|(_, weight)| *weight > 0.0)
}

/// A range of `Accept` and its weight.
fn weigh(range: &str) -> (&str, f32) {
    let mut parts = range.split(';').map(str::trim);
    let name = parts.next().unwrap_or_default();
    let weight = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
    (name, weight.and_then(|weight| weight.parse().ok()).unwrap_or(1.0))
}

/// Whether `sf_format` and `_format` are left out or ask for JSON.
fn asks_for_json(query: &str) -> bool {
    query.split('&').all(|pair| match pair.split_once('=').unwrap_or((pair, "")) {
        ("sf_format" | "_format", value) => value == "json",
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accept() {
        let cases = [
            ("", true),
            ("*/*", true),
            ("application/*", true),
            ("application/json", true),
            ("text/html, application/json;q=0.1", true),
            ("text/html, */*;q=0.01", true),
            ("text/html", false),
            ("application/xml", false),
            ("application/json;q=0", false),
            ("application/json;q=0, */*", false),
            ("application/ld+json", false),
        ];
        for (accept, fine) in cases {
            assert_eq!(takes_json(&HeaderMap::from_iter([(ACCEPT, accept.parse().unwrap())])), fine, "{accept}");
        }
        assert!(takes_json(&HeaderMap::new()));
    }

    #[test]
    fn content_types() {
        let cases = [
            ("application/json", true),
            ("Application/JSON; charset=utf-8", true),
            ("application/ld+json", true),
            ("application/x-www-form-urlencoded", true),
            ("text/plain", false),
            ("multipart/form-data; boundary=x", false),
        ];
        for (content_type, fine) in cases {
            let headers = HeaderMap::from_iter([(CONTENT_TYPE, content_type.parse().unwrap())]);
            assert_eq!(is_known(&headers, Some("application/x-www-form-urlencoded")), fine, "{content_type}");
        }
        assert!(is_known(&HeaderMap::new(), None));
    }

    #[test]
    fn format_in_the_query() {
        assert!(asks_for_json("page=1&sf_format=json"));
        assert!(!asks_for_json("page=1&sf_format=xml"));
        assert!(!asks_for_json("_format"));
    }
}
