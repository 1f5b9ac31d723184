//! Failures become responses here and nowhere else. A handler returns a [`Refusal`];
//! the [`layer`] gives it the status and the shape of the face that was called.

pub mod v4;
pub mod v5;

use std::io;
use std::sync::Arc;

use app::Failure;
use app::accounts::SignInError;
use axum::BoxError;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, LINK, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use model::problem::{Kind, Problem};

use crate::trace::RequestId;
use crate::v5::negotiate::{Format, accepted};
use crate::v5::{answer, jsonld};
use crate::{Settings, base_url, cors, digest};

/// What a caller of the face understands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// API v4.
    V4,
    /// API v5, JSON-LD.
    V5Ld,
    /// API v5, plain JSON and HAL.
    V5Json,
}

impl Face {
    /// The face that a request is for: v5 lives under `/api`, v4 everywhere else.
    pub fn of(path: &str, headers: &HeaderMap) -> Self {
        if !path.strip_prefix("/api").is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) {
            return Self::V4;
        }
        let accept = headers.get(ACCEPT).map_or("", |accept| accept.to_str().unwrap_or_default());
        let plain = accepted(accept).map_or(accept.contains("json"), |format| format != Format::Ld);
        if plain { Self::V5Json } else { Self::V5Ld }
    }
}

/// Why a request isn't served.
#[derive(Debug)]
pub enum Refusal {
    /// The core said no.
    Problem(Problem),
    /// Our fault: the caller is told nothing but the request id.
    Internal(Box<dyn std::error::Error + Send + Sync>),
    /// Nobody known is asking.
    Unauthenticated {
        /// What was wrong.
        message: &'static str,
        /// Whether a token came that isn't valid.
        token: bool,
    },
    /// HTTP itself forbids it.
    Http {
        /// The status, alike in all faces.
        status: StatusCode,
        /// What was expected and what came.
        message: String,
        /// A header that belongs to it.
        header: Option<(HeaderName, HeaderValue)>,
    },
}

impl Refusal {
    /// No token came.
    pub fn anonymous() -> Self {
        Self::Unauthenticated { message: "Authentication is required: send Authorization: Bearer TOKEN", token: false }
    }

    /// A token came that is unknown, expired or revoked.
    pub fn bad_token() -> Self {
        Self::Unauthenticated { message: "The access token is unknown or no longer valid", token: true }
    }

    /// A session's cookie came, and the session is over.
    pub fn ended() -> Self {
        Self::Unauthenticated { message: "The session has ended: sign in again", token: false }
    }

    /// A refusal of HTTP's own, without a header.
    pub fn http(status: StatusCode, message: impl Into<String>) -> Self {
        Self::Http { status, message: message.into(), header: None }
    }

    /// Come back in so many seconds.
    pub fn later(status: StatusCode, message: impl Into<String>, seconds: u64) -> Self {
        Self::Http { status, message: message.into(), header: Some((RETRY_AFTER, seconds.into())) }
    }

    /// The query or the body cannot be understood.
    pub fn malformed(message: impl Into<String>) -> Self {
        Problem::new(Kind::Malformed, message).into()
    }

    /// The failure that made a body break off. Errors: another cause.
    pub(crate) fn of_body(error: axum::Error) -> Result<Self, BoxError> {
        // Each wrapping of a body wraps its errors once more.
        let mut error = error.into_inner();
        loop {
            match error.downcast::<axum::Error>() {
                Ok(wrapped) => error = wrapped.into_inner(),
                Err(other) => return other.downcast::<Failure>().map(|failure| Self::from(*failure)),
            }
        }
    }

    fn status(&self, face: Face) -> StatusCode {
        match self {
            Self::Problem(problem) => status(problem.kind, face),
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unauthenticated { .. } => StatusCode::UNAUTHORIZED,
            Self::Http { status, .. } => *status,
        }
    }

    fn message(&self) -> &str {
        match self {
            Self::Problem(problem) => &problem.message,
            Self::Internal(_) => "Something failed on the server; its log says what, under this request id",
            Self::Unauthenticated { message, .. } => message,
            Self::Http { message, .. } => message,
        }
    }

    fn header(&self, face: Face) -> Option<(HeaderName, HeaderValue)> {
        let bearer = |v4: &'static str, v5: &'static str| {
            let value = if face == Face::V4 { v4 } else { v5 };
            Some((WWW_AUTHENTICATE, HeaderValue::from_static(value)))
        };
        match self {
            Self::Problem(problem) => match problem.kind {
                Kind::Unavailable => Some((RETRY_AFTER, HeaderValue::from_static("1"))),
                Kind::Forbidden if face == Face::V4 => Some((
                    WWW_AUTHENTICATE,
                    HeaderValue::from_static(r#"Bearer realm="quable", error="insufficient_scope""#),
                )),
                _ => None,
            },
            Self::Internal(_) => None,
            Self::Unauthenticated { token: false, .. } => bearer(r#"Bearer realm="quable""#, "Bearer"),
            Self::Unauthenticated { token: true, .. } => {
                bearer(r#"Bearer realm="quable", error="invalid_token""#, r#"Bearer error="invalid_token""#)
            }
            Self::Http { header, .. } => header.clone(),
        }
    }
}

/// The status of a kind of problem in a face.
pub fn status(kind: Kind, face: Face) -> StatusCode {
    match kind {
        Kind::Malformed => StatusCode::BAD_REQUEST,
        Kind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::NotFound => StatusCode::NOT_FOUND,
        Kind::BuiltIn if face == Face::V4 => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::Conflict | Kind::BuiltIn => StatusCode::CONFLICT,
        Kind::Forbidden if face == Face::V4 => StatusCode::UNAUTHORIZED,
        Kind::Forbidden => StatusCode::FORBIDDEN,
        Kind::Stale => StatusCode::PRECONDITION_FAILED,
        Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Problem(problem) => Self::Problem(problem),
            Failure::Internal(error) => Self::Internal(error),
        }
    }
}

/// The same words whatever was wrong, in both faces.
impl From<SignInError> for Refusal {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::Wrong => {
                Self::Unauthenticated { message: "The username or the password is wrong", token: false }
            }
            SignInError::TooMany { seconds } => {
                Self::later(StatusCode::TOO_MANY_REQUESTS, "Too many failed attempts to sign in; wait", seconds)
            }
            SignInError::Failed(failure) => failure.into(),
        }
    }
}

/// A temporary file that can't be written or read.
impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Failure::from(error).into()
    }
}

/// Bare until the [`layer`] sees it, so that no handler needs to know its face. Headers put beside it stay.
impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// Tells a caller of refusals.
#[derive(Debug, Clone)]
pub struct Teller {
    face: Face,
    id: Option<RequestId>,
    /// The scheme and host that clients see, for JSON-LD.
    base: Option<String>,
}

/// A refusal as a caller is told of it.
pub struct Told {
    /// Its status.
    pub status: StatusCode,
    /// Its headers, without those that follow from the body.
    pub headers: HeaderMap,
    /// Its body.
    pub body: String,
}

impl Teller {
    /// The one for a request.
    pub fn of(parts: &Parts, settings: &Settings) -> Self {
        let face = Face::of(parts.uri.path(), &parts.headers);
        let base = (face == Face::V5Ld).then(|| base_url::of(parts, settings));
        Self { face, id: parts.extensions.get::<RequestId>().cloned(), base }
    }

    /// Gives a refusal its shape.
    pub fn tell(&self, refusal: &Refusal) -> Told {
        let (face, id) = (self.face, self.id.as_ref());
        let (content_type, body) = match face {
            Face::V4 => ("application/json; charset=utf-8", v4::body(refusal, id)),
            Face::V5Ld => ("application/ld+json; charset=utf-8", v5::ld_body(refusal, id)),
            Face::V5Json => ("application/problem+json; charset=utf-8", v5::json_body(refusal, id)),
        };
        let mut headers: HeaderMap = refusal.header(face).into_iter().collect();
        if let Some(base) = &self.base {
            answer::insert(&mut headers, LINK, &jsonld::documentation(base));
        }
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        Told { status: refusal.status(face), headers, body: body.to_string() }
    }
}

/// The layer that gives refusals their status, headers, body and digest.
pub async fn layer(State(settings): State<Arc<Settings>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let teller = Teller::of(&parts, &settings);
    let grant = cors::Grant::of(&settings, parts.uri.path(), &parts.headers);
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let Some(refusal) = response.extensions_mut().remove::<Arc<Refusal>>() else { return response };
    if let Refusal::Internal(error) = &*refusal {
        tracing::error!(error = chain(&**error), "request failed");
    }
    let Told { status, headers: told, body } = teller.tell(&refusal);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.extend(told);
    headers.insert(CONTENT_LENGTH, body.len().into());
    headers.insert(digest::QUABLE_DIGEST, digest::of(body.as_bytes()));
    *response.body_mut() = Body::from(body);
    grant.tell(&mut response, false);
    response
}

/// An error with its causes, for the log.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

/// What is answered where there is no route.
pub fn no_route() -> Refusal {
    Refusal::http(StatusCode::NOT_FOUND, "There is nothing at this address")
}

/// What is answered where the route has no such method; axum adds `Allow`.
pub fn no_method() -> Refusal {
    Refusal::http(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed")
}
