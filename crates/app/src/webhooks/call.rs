//! One call of a receiver: what is said, with which headers, and what is made of the answer.

use std::time::Duration;

use bytes::Bytes;
use model::event::{Fate, Reply};
use model::schema::Webhook;
use outward::{Call, HeaderMap, HeaderName, HeaderValue, Limits, Method};
use store::events::Owed;

use crate::remote::Missed;
use crate::{App, signature};

/// What a receiver may take. Its status says it all: of a body nothing is taken.
const LIMITS: Limits = Limits { idle: Duration::from_secs(10), total: Duration::from_secs(10), size: 0 };

/// An event on its way to a receiver.
pub(super) struct Letter<'a> {
    /// Whose it is.
    pub webhook: &'a Webhook,
    /// Of the event.
    pub uuid: &'a str,
    /// What is said, whole.
    pub payload: String,
}

impl App {
    /// Calls a receiver. Nothing of the letter is needed any more until it answers.
    pub(super) fn call(&self, letter: Letter<'_>) -> impl Future<Output = Reply> + Send + use<> {
        let (call, outward) = (self.prepared(letter), self.keeping.outward.clone());
        async move {
            match call {
                Err(trouble) => Reply::missed(trouble),
                Ok(call) => match outward.call(call, LIMITS).await {
                    Ok(reply) => Reply::of(reply.answer.status, reply.answer.retry_after),
                    Err(refused) => Reply::missed(refused.to_string()),
                },
            }
        }
    }

    /// Errors: why it can't be said, in words.
    fn prepared(&self, Letter { webhook, uuid, payload }: Letter<'_>) -> Result<Call, String> {
        let is_tls = webhook.url.get(..6).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https:"));
        if !is_tls && !self.keeping.terms.allows_http {
            return Err("receivers are called by https alone; the operator allows no other here".to_owned());
        }
        let credentials = self.credentials(webhook).map_err(|missed| match missed {
            Missed::Told(words) | Missed::Lasting(words) => words,
            Missed::Failed(failure) => failure.to_string(),
        })?;
        let seconds = self.now().div_euclid(1_000_000);
        let mut said = vec![
            ("content-type", "application/json".to_owned()),
            ("webhook-id", uuid.to_owned()),
            ("webhook-timestamp", seconds.to_string()),
        ];
        if let Some(secret) = &credentials.secret {
            let body = payload.as_bytes();
            said.push(("webhook-signature", signature::of_message(secret, uuid, seconds, body)));
            said.push(("x-timestamp", seconds.to_string()));
            said.push(("x-signature", signature::of_call(secret, "POST", &webhook.url, seconds, body)));
        }
        said.extend(credentials.authorization.map(|value| ("authorization", value)));
        let headers = headers(said).ok_or("what it is called with can't be sent as a header")?;
        Ok(Call { method: Method::POST, url: webhook.url.clone(), headers, body: Bytes::from(payload) })
    }
}

fn headers(said: Vec<(&'static str, String)>) -> Option<HeaderMap> {
    let header = |(name, text): (&'static str, String)| {
        let mut value = HeaderValue::try_from(text).ok()?;
        value.set_sensitive(name == "authorization");
        Some((HeaderName::from_static(name), value))
    };
    said.into_iter().map(header).collect()
}

/// Tells the log and the metrics what came of a delivery.
pub(super) fn said(owed: &Owed, reply: &Reply, fate: Fate) {
    let Owed { webhook, uuid, .. } = owed;
    let trouble = reply.trouble.as_deref().unwrap_or_default();
    match fate {
        Fate::Delivered => metrics::counter!("vitrine_webhook_delivered_total").increment(1),
        Fate::Again(pause) => {
            metrics::counter!("vitrine_webhook_tries_failed_total").increment(1);
            tracing::info!(webhook, uuid, trouble, ?pause, "an event was not taken; it is sent again");
        }
        Fate::Failed => {
            metrics::counter!("vitrine_webhook_tries_failed_total").increment(1);
            metrics::counter!("vitrine_webhook_given_up_total").increment(1);
            tracing::warn!(webhook, uuid, trouble, "an event was not taken, and is given up");
        }
    }
}
