//! What was sent to a webhook's receiver: the log, once more, a sample; and events by their UUID (v5.md 4.1).

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use bytes::Bytes;
use model::event::{Delivery, DeliveryFilter, DeliveryPage, DeliveryState, EventCode, Sample};
use model::problem::{Field, Problem, Violation};
use schemars::{JsonSchema, SchemaGenerator};
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::collection::Chunk;
use super::describe::one_of;
use super::filter::names::{FilterName, Takes, name};
use super::jsonld::{DELIVERY, WEBHOOK};
use super::negotiate::Format;
use super::page::Paging;
use super::read::{Id, Owner, Part};
use super::shape::{self, Fields};
use super::values::Moment;
use super::view::Asked;
use super::write::Text;
use super::{answer, etag};
use crate::AppState;
use crate::cache::fingerprint;
use crate::errors::Refusal;
use crate::params::{Params, bad};

/// Where an event is shown.
pub const EVENT: &str = "/api/events/{id}";

/// An event that is owed to a webhook, or was.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryOut<'a> {
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    iri: Option<&'a str>,
    #[serde(rename = "@type", skip_serializing_if = "Option::is_none")]
    class: Option<&'static str>,
    #[schemars(skip)]
    #[serde(rename = "_links", skip_serializing_if = "Option::is_none")]
    links: Option<Value>,
    /// Its number: later ones are larger.
    id: String,
    /// The event's UUID, which is the same at each try.
    uuid: &'a str,
    /// What happened.
    #[schemars(schema_with = "codes")]
    event: &'static str,
    /// What it happened to.
    resource: ResourceOut<'a>,
    /// How far it is.
    #[schemars(schema_with = "states")]
    state: &'static str,
    /// How often it was sent.
    tries: u32,
    /// The status of the last answer; null: there was none.
    status: Option<u16>,
    /// Why the last try failed.
    trouble: Option<&'a str>,
    /// When it was owed.
    date_created: Moment,
    /// When it was last sent.
    last_try: Option<Moment>,
    /// When it is due; null: it is over.
    next_try: Option<Moment>,
}

/// What an event happened to.
#[derive(Serialize, JsonSchema)]
struct ResourceOut<'a> {
    /// The kind of thing, such as `document`.
    r#type: &'a str,
    /// Its code.
    code: &'a str,
}

/// What became of a sample.
#[derive(Serialize, JsonSchema)]
pub struct SampleOut<'a> {
    /// What was sent.
    #[schemars(with = "Value")]
    payload: &'a RawValue,
    /// The status of the answer; null: there was none.
    status: Option<u16>,
    /// How many milliseconds it took.
    milliseconds: u64,
    /// Why it failed; null: the receiver took it.
    trouble: Option<&'a str>,
}

fn codes(_: &mut SchemaGenerator) -> schemars::Schema {
    one_of(&EventCode::ALL.iter().map(|code| code.name()).collect::<Vec<_>>())
}

fn states(_: &mut SchemaGenerator) -> schemars::Schema {
    one_of(&STATES)
}

const STATES: [&str; 3] = ["pending", "delivered", "failed"];

/// The routes. None is for an `Idempotency-Key`: what is sent once more is the same event.
pub fn router() -> Router<AppState> {
    routes().into_iter().fold(Router::new(), |router, (path, methods)| router.route(&path, methods))
}

/// Paths, and what they take.
pub fn routes() -> Vec<(String, MethodRouter<AppState>)> {
    vec![
        ("/api/webhooks/{id}/deliveries".to_owned(), get(list)),
        ("/api/webhooks/{id}/deliveries/{part}/replay".to_owned(), post(replay)),
        ("/api/webhooks/{id}/sample".to_owned(), post(sample)),
        (EVENT.to_owned(), get(event)),
    ]
}

/// The filters of the log.
pub fn filters() -> [FilterName; 2] {
    [
        name("state", Takes::Words(&STATES), "It is that far."),
        name("event", Takes::Ids, "It tells of this event, such as `document.update`."),
    ]
}

/// Lists what was sent, the newest first.
async fn list(State(state): State<AppState>, asked: Asked, Owner(webhook): Owner) -> Result<Response, Refusal> {
    let paging = Paging::read(DELIVERY, &asked.params)?;
    if paging.all {
        return Err(bad("pagination", "true: deliveries come in pages", "false").into());
    }
    let filter = wanted(&asked.params)?;
    let found = state.app.deliveries(&asked.actor.rights, &webhook, filter, paging.start(), paging.limit).await?;
    let DeliveryPage { deliveries, total, next } = found;
    let address = format!("{}/deliveries", WEBHOOK.iri(&webhook));
    let print = |delivery: &Delivery| print(delivery, &address, asked.view.format).map(Bytes::from);
    let members = deliveries.iter().map(print).collect::<Result<_, _>>().map_err(internal)?;
    let chunk = Chunk { members, total: Some(total), next };
    let seen = fingerprint(&(asked.view.format, &asked.query, total, &chunk.members));
    let answer = answer::page((DELIVERY, &address), &asked, &paging, &chunk, None, &etag::of_list(seen))?;
    Ok(answer::send(answer, &asked.known))
}

fn wanted(params: &Params) -> Result<DeliveryFilter, Problem> {
    let state = |text: &str| {
        let expected = || format!("one of {}", STATES.join(", "));
        DeliveryState::from_name(text).ok_or_else(|| bad("state", &expected(), text))
    };
    let code =
        |text: &str| EventCode::from_name(text).ok_or_else(|| bad("event", "an event such as document.update", text));
    Ok(DeliveryFilter {
        states: params.all("state").map(state).collect::<Result<_, _>>()?,
        codes: params.all("event").map(code).collect::<Result<_, _>>()?,
    })
}

fn print(delivery: &Delivery, address: &str, format: Format) -> serde_json::Result<Vec<u8>> {
    let iri = format!("{address}#{}", delivery.id);
    let is_linked = format == Format::Ld;
    serde_json::to_vec(&DeliveryOut {
        iri: is_linked.then_some(&iri),
        class: is_linked.then_some(DELIVERY.name),
        links: (format == Format::Hal).then(|| json!({"self": {"href": iri}})),
        id: delivery.id.to_string(),
        uuid: &delivery.event,
        event: delivery.code.name(),
        resource: ResourceOut { r#type: &delivery.resource_type, code: &delivery.resource_code },
        state: delivery.state.name(),
        tries: delivery.tries,
        status: delivery.status,
        trouble: delivery.trouble.as_deref(),
        date_created: Moment(delivery.made_at),
        last_try: delivery.tried_at.map(Moment),
        next_try: delivery.due_at.map(Moment),
    })
}

/// Has one sent once more.
async fn replay(State(state): State<AppState>, asked: Asked, Part { owner, id }: Part) -> Result<StatusCode, Refusal> {
    asked.actor.rights.check_write()?;
    let number = id.parse().map_err(|_| Problem::not_found("delivery", &id))?;
    state.app.replay(&asked.actor, &owner, number).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends a sample at once, and tells what became of it. A body is not needed.
async fn sample(
    State(state): State<AppState>,
    asked: Asked,
    Owner(webhook): Owner,
    Text(body): Text,
) -> Result<Response, Refusal> {
    asked.actor.rights.check_write()?;
    let mut body = if body.is_empty() { Fields::default() } else { Fields::of(shape::parse(&body)?)? };
    let event = body.text("event").value().and_then(|name| code(name, &mut body));
    body.finish()?;
    let sample = state.app.send_sample(&asked.actor, &webhook, event).await?;
    answer::json(&SampleOut::of(&sample).map_err(internal)?)
}

fn code(name: &str, body: &mut Fields) -> Option<EventCode> {
    let code = EventCode::from_name(name);
    if code.is_none() {
        let shown: String = name.chars().take(60).collect();
        let message = format!("Expected an event such as document.update; got \"{}\".", shown.escape_debug());
        body.violate(Violation::new(Field::Property("event"), "unknown_event", message));
    }
    code
}

impl<'a> SampleOut<'a> {
    fn of(sample: &'a Sample) -> serde_json::Result<Self> {
        Ok(Self {
            payload: serde_json::from_str(&sample.payload)?,
            status: sample.status,
            milliseconds: sample.took,
            trouble: sample.trouble.as_deref(),
        })
    }
}

/// Shows an event of the last days as it was sent.
async fn event(State(state): State<AppState>, asked: Asked, Id(uuid): Id) -> Result<Response, Refusal> {
    let found = state.app.event(&asked.actor.rights, &uuid).await?;
    let payload = found.ok_or_else(|| Problem::not_found("event", &uuid))?;
    Ok(([(CONTENT_TYPE, Format::Json.content_type())], payload).into_response())
}

fn internal(error: serde_json::Error) -> Refusal {
    Refusal::Internal(Box::new(error))
}
