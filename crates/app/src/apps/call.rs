//! Calls to apps: signed, and with the headers that apps expect (v5.md 4.4).

use std::time::Duration;

use bytes::Bytes;
use model::problem::{Field, Problem};
use model::schema::{App as Spec, signed};
use outward::{Call, HeaderMap, HeaderName, HeaderValue, Limits, Method, Reply};

use super::found;
use super::turns::Turn;
use crate::remote::Missed;
use crate::{App, Failure, signature};

/// How long an app may take to answer.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// Most bytes of an answer: 1 MiB.
const SIZE: u64 = 1 << 20;

/// An app that is called, and whose turn it is.
pub(super) struct Called {
    /// Its number.
    pub id: i64,
    /// What it says.
    pub app: Spec,
    secret: String,
    _turn: Turn,
}

/// What is said to an app.
pub(super) struct Said<'a> {
    pub method: Method,
    /// What follows its own address.
    pub rest: &'a str,
    /// JSON; "" of a GET.
    pub body: String,
    /// How long it may take.
    pub patience: Duration,
}

impl Said<'_> {
    /// A body in JSON, posted.
    pub fn post<'a>(rest: &'a str, body: &serde_json::Value) -> Said<'a> {
        Said { method: Method::POST, rest, body: body.to_string(), patience: PATIENCE }
    }
}

impl App {
    /// The app of that code, once it is its turn. Errors: `NotFound`; it is not active; it has no secret, or one that was
    /// sealed with another key.
    pub(super) async fn called(&self, code: &str) -> Result<Called, Failure> {
        let schema = self.schema().await?;
        let (definition, app) = found(&schema, code)?;
        if !app.is_active {
            return Err(Problem::conflict(format!("The app \"{code}\" is not active.")).into());
        }
        let secret = self.secret_of(app)?;
        let turn = self.turns.take(definition.id).await?;
        Ok(Called { id: definition.id, app: app.clone(), secret, _turn: turn })
    }

    /// What calls to it are signed with.
    pub(super) fn secret_of(&self, app: &Spec) -> Result<String, Failure> {
        if app.secret.is_empty() {
            let message = "The app has no secret to sign calls with: have a new one drawn.";
            return Err(Problem::conflict(message).into());
        }
        let opened = self.keeping.seal.open(Spec::SECRET, &app.secret).map_err(Missed::from);
        opened.map_err(|missed| missed.at(Field::Property("secret")))
    }

    /// Says something to an app; its answer, whatever that is.
    pub(super) async fn say(&self, called: &Called, instance: &str, said: Said<'_>) -> Result<Reply, Missed> {
        let Said { method, rest, body, patience } = said;
        let url = called.app.address(rest);
        let timestamp = self.now().div_euclid(1_000_000);
        let signature = signature::of_call(&called.secret, method.as_str(), &signed(&url), timestamp, body.as_bytes());
        let headers = headers(instance, timestamp, &signature, !body.is_empty()).map_err(Missed::Failed)?;
        let limits = Limits { idle: patience, total: patience, size: SIZE };
        let call = Call { method, url, headers, body: Bytes::from(body) };
        Ok(self.keeping.outward.call(call, limits).await?)
    }
}

fn headers(instance: &str, timestamp: i64, signature: &str, says: bool) -> Result<HeaderMap, Failure> {
    let mut headers = HeaderMap::new();
    for (name, value) in [
        ("accept", "application/json, text/html"),
        ("client-id", "Quable"),
        ("referer", instance),
        ("x-timestamp", &timestamp.to_string()),
        ("x-signature", signature),
    ] {
        let value = HeaderValue::from_bytes(value.as_bytes()).map_err(|error| Failure::Internal(Box::new(error)))?;
        headers.insert(HeaderName::from_static(name), value);
    }
    if says {
        headers.insert(HeaderName::from_static("content-type"), HeaderValue::from_static("application/json"));
    }
    Ok(headers)
}
