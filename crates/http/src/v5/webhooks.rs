//! `/api/webhooks` (v5.md 4.1).

use std::sync::Arc;

use model::address::MASK;
use model::command::{Action, DefinitionFields, Patch, PutDefinition, WebhookFields};
use model::event::EventCode;
use model::problem::Problem;
use model::schema::{Definition, DefinitionKind, Schema, Webhook};
use schemars::{JsonSchema, SchemaGenerator};
use serde::Serialize;

use super::definitions::mismatch;
use super::describe::schema_of;
use super::filter;
use super::jsonld::{Class, Reference, WEBHOOK};
use super::profile_layout;
use super::resource::{Resource, Wish};
use super::shape::Fields;
use super::values::{Printer, Stamps};
use crate::params::Params;

/// The resource.
pub struct Webhooks;

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct WebhookOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// Its name; several may have the same.
    name: &'a str,
    /// Where events are sent: an https URL.
    url: &'a str,
    /// Whether they are. Vitrine switches off one whose receiver fails for too long; to switch it on begins anew.
    active: bool,
    /// The events that it is told of.
    #[schemars(schema_with = "codes")]
    events: Vec<&'static str>,
    /// What is sent as `Authorization`. It is shown as `***`, which leaves it as it is when it is sent back.
    authorization: Option<&'static str>,
    /// What deliveries are signed with: `whsec_` and 24 to 64 bytes in base64, or 20 to 200 characters. It is shown as
    /// `***`, which leaves it as it is when it is sent back.
    secret: Option<&'static str>,
    /// Why Vitrine switched it off.
    disabled_reason: Option<&'a str>,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

/// The schema of events.
fn codes(_: &mut SchemaGenerator) -> schemars::Schema {
    let names: Vec<_> = EventCode::ALL.iter().map(|code| code.name()).collect();
    schemars::json_schema!({"type": "array", "items": {"type": "string", "enum": names}})
}

impl Resource for Webhooks {
    type Thing = Definition;

    const CLASS: Class = WEBHOOK;
    const KIND: DefinitionKind = DefinitionKind::Webhook;
    const REQUIRED: &'static [&'static str] = &["name", "url", "events"];

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (code, body_code) = profile_layout::code(wish, body);
        let fields = DefinitionFields::Webhook(WebhookFields {
            name: body.text("name"),
            url: body.text("url"),
            active: body.switch("active"),
            events: body.texts("events"),
            authorization: body.text("authorization"),
            secret: body.text("secret"),
            trouble: Patch::Absent,
            allows_http: false,
        });
        Ok(Action::PutDefinition(PutDefinition { code, mode: wish.mode, body_code, fields }))
    }

    fn printed() -> schemars::Schema {
        schema_of::<WebhookOut<'_>>()
    }

    fn sift(all: &mut Vec<&Arc<Definition>>, _schema: &Schema, params: &Params) -> Result<(), Problem> {
        let filters = filter::webhooks::read(params)?;
        all.retain(|definition| filters.iter().all(|filter| filter::webhooks::holds(filter, definition)));
        Ok(())
    }

    fn print(printer: Printer<'_>, definition: &Definition) -> serde_json::Result<Vec<u8>> {
        let webhook: &Webhook = definition.says().ok_or_else(|| mismatch(definition))?;
        let masked = |secret: &Option<String>| secret.is_some().then_some(MASK);
        serde_json::to_vec(&WebhookOut {
            this: printer.reference(WEBHOOK, definition.code.as_str()),
            name: &webhook.name,
            url: &webhook.url,
            active: webhook.is_active,
            events: webhook.events.iter().map(|code| code.name()).collect(),
            authorization: masked(&webhook.authorization),
            secret: masked(&webhook.secret),
            disabled_reason: webhook.trouble.as_deref(),
            stamps: Stamps::new(&definition.created, &definition.updated),
        })
    }
}
