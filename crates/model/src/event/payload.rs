//! What is sent of an event (v5.md 4.1, v4.md 17.1): the same shape for all of them.

use std::collections::BTreeSet;

use jiff::Timestamp;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::Serialize;
use serde_json::value::RawValue;

use super::EventCode;
use super::draft::{Draft, Item};
use crate::body::write_text;

/// What a path segment must not hold as it is; `=` and `;` of predefined values stay.
pub const SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'/')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// An event, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its id.
    pub uuid: String,
    /// What happened.
    pub code: EventCode,
    /// When, microseconds since 1970 UTC.
    pub at: i64,
    /// Who.
    pub by: String,
    /// What it is about: `document`, `media`, `process`…
    pub resource: &'static str,
    /// Which one of these.
    pub name: String,
    /// Its number.
    pub id: i64,
    /// The payload, for [`payload`].
    pub body: String,
}

impl Event {
    /// What keeps the order of deliveries: events of one thing are sent one after the other.
    pub fn order(&self) -> String {
        format!("{}/{}", self.resource, self.id)
    }
}

/// Stands in a kept payload where the address of this instance belongs. JSON escapes it, so it is nothing else.
const BASE: &str = "\u{1}";

/// The payload of a kept body; `base` is the address of this instance, without a slash at its end.
pub fn payload(body: &str, base: &str) -> String {
    let mut quoted = String::new();
    write_text(&mut quoted, base);
    body.replace(BASE, &quoted[1..quoted.len() - 1])
}

/// What an event is about.
pub(super) fn resource(code: EventCode) -> &'static str {
    use EventCode::{
        BulkEditFinish, ClassificationCreate, ClassificationDelete, ClassificationUpdate, DocumentCreate,
        DocumentDelete, DocumentUpdate, ExportFinish, ImportFinish, LinkCreate, LinkDelete, LinkUpdate, MediaCreate,
        MediaDelete, MediaUpdate, UserCreate, UserDelete, UserUpdate, ValueCreate, ValueDelete, ValueUpdate,
        VariantCreate, VariantDelete, VariantUpdate,
    };
    match code {
        DocumentCreate | DocumentUpdate | DocumentDelete => "document",
        ClassificationCreate | ClassificationUpdate | ClassificationDelete => "classification",
        VariantCreate | VariantUpdate | VariantDelete => "variant",
        LinkCreate | LinkUpdate | LinkDelete => "link",
        ValueCreate | ValueUpdate | ValueDelete => "value",
        MediaCreate | MediaUpdate | MediaDelete => "media",
        UserCreate | UserUpdate | UserDelete => "user",
        BulkEditFinish | ImportFinish | ExportFinish => "process",
    }
}

#[derive(Serialize)]
struct Payload<'a> {
    uuid: &'a str,
    code: EventCode,
    links: [Link; 1],
    created_at: String,
    created_by: &'a str,
    resource: Resource<'a>,
}

#[derive(Serialize)]
struct Resource<'a> {
    code: &'a str,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    document_type_code: Option<&'a str>,
    links: Vec<Link>,
    locales: Locales<'a>,
    updated_items: &'a BTreeSet<Item>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    metadata: Option<Box<RawValue>>,
}

#[derive(Serialize)]
struct Locales<'a> {
    updated: &'a BTreeSet<String>,
    inherited: &'a BTreeSet<String>,
}

#[derive(Serialize)]
struct Link {
    rel: &'static str,
    href: String,
}

impl Link {
    /// To a path of this instance.
    fn at(rel: &'static str, path: &str) -> Self {
        Self { rel, href: format!("{BASE}{path}") }
    }
}

/// The payload of a draft, for [`payload`].
pub(super) fn body(draft: &Draft, uuid: &str, inherited: &BTreeSet<String>) -> String {
    let moment = Timestamp::from_microsecond(draft.at).unwrap_or_default();
    let payload = Payload {
        uuid,
        code: draft.code,
        links: [Link { rel: "self", href: format!("/events/{uuid}") }],
        created_at: moment.strftime("%Y-%m-%dT%H:%M:%S+00:00").to_string(),
        created_by: &draft.by,
        resource: Resource {
            code: &draft.name,
            r#type: resource(draft.code),
            document_type_code: draft.document_type.as_deref(),
            links: links(draft),
            locales: Locales { updated: &draft.locales, inherited },
            updated_items: &draft.items,
            status: draft.process.as_ref().map(|process| process.status.as_str()),
            metadata: draft.process.as_ref().and_then(|process| RawValue::from_string(process.metadata.clone()).ok()),
        },
    };
    // Names hold no control characters, so no text begins like an address.
    serde_json::to_string(&payload).unwrap_or_default().replace(MARK, &format!("\"{BASE}"))
}

/// [`BASE`] at the beginning of a text, as JSON writes it.
const MARK: &str = "\"\\u0001";

/// Where the thing is: in API v4 if it is there, and in v5.
fn links(draft: &Draft) -> Vec<Link> {
    let name = utf8_percent_encode(&draft.name, SEGMENT);
    let both = |v4: String, v5: &str| vec![Link::at("self", &v4), Link::at("v5", &format!("/api/{v5}/{name}"))];
    match resource(draft.code) {
        "document" => both(format!("/api_1.php/documents/{name}"), "documents"),
        "classification" => both(format!("/api_1.php/classifications/{name}"), "classifications"),
        "variant" => both(format!("/api_1.php/variants/{name}"), "variants"),
        "link" => both(format!("/api_1.php/links/{name}"), "links"),
        "media" => both(format!("/api_1.php/assets/{name}"), "assets"),
        "value" => both(value(&draft.name), "predefined-values"),
        "user" => vec![Link::at("self", &format!("/api/users/{}", draft.id))],
        _ => vec![Link::at("self", &format!("/api/processes/{name}"))],
    }
}

/// The address of a predefined value in API v4, of its id.
fn value(id: &str) -> String {
    let parts = id.strip_prefix("attribute=").and_then(|rest| rest.split_once(";code="));
    let (attribute, code) = parts.unwrap_or(("", id));
    let [attribute, code] = [attribute, code].map(|part| utf8_percent_encode(part, SEGMENT));
    format!("/api_1.php/eav-attributes/{attribute}/values/{code}")
}
