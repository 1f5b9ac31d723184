//! The envelopes of API v4 (v4.md 2).

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use model::problem::{Field, Violation};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::errors::{Refusal, v4};

/// What every body is.
pub const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=utf-8");

/// What stands in a path or a query as it is (RFC 3986, unreserved).
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A segment of a path, or a value of a query.
pub fn escaped(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}

/// One object or tree: E4.
pub fn response(body: &impl Serialize) -> Result<Response, Refusal> {
    one("response", body)
}

/// One object, old style: E3.
pub fn data(body: &impl Serialize) -> Result<Response, Refusal> {
    one("data", body)
}

fn one(name: &str, body: &impl Serialize) -> Result<Response, Refusal> {
    let body = serde_json::to_string(body).map_err(|error| Refusal::Internal(Box::new(error)))?;
    Ok(json(StatusCode::OK, format!("{{\"success\":true,\"{name}\":{body}}}")))
}

/// A finished JSON text.
pub fn json(status: StatusCode, body: String) -> Response {
    (status, [(CONTENT_TYPE, JSON)], Body::from(body)).into_response()
}

/// What a write tells: E5.
pub struct Written {
    /// 201 or 200.
    pub is_new: bool,
    /// The path from the resource on, without the prefix: `/documents/bar`.
    pub location: String,
    /// What stands between `success` and `location`, in order.
    pub told: Vec<(&'static str, Value)>,
    /// What was let pass.
    pub warnings: Vec<String>,
}

impl Written {
    /// The answer. `base`: what absolute addresses begin with.
    pub fn answer(self, base: &str) -> Response {
        let mut body = Map::new();
        body.insert("success".to_owned(), true.into());
        body.extend(self.told.into_iter().map(|(name, value)| (name.to_owned(), value)));
        body.insert("location".to_owned(), self.location.as_str().into());
        body.insert("warnings".to_owned(), self.warnings.into());
        let status = if self.is_new { StatusCode::CREATED } else { StatusCode::OK };
        let mut response = json(status, Value::Object(body).to_string());
        if let Some(location) = HeaderValue::try_from(format!("{base}{}", self.location)).ok().filter(|_| self.is_new) {
            response.headers_mut().insert(LOCATION, location);
        }
        response
    }
}

/// Warnings of the core in v4's words.
pub fn warnings(warnings: &[Violation]) -> Vec<String> {
    let told = |warning: &Violation| match (&warning.field, warning.rule) {
        (Field::Attribute(code), "unknown_attribute" | "not_available") => format!("Unknown attribute: {code}"),
        (field, _) => format!("{}: {}", v4::field(field), warning.message),
    };
    warnings.iter().map(told).collect()
}
