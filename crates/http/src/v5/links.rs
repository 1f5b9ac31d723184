//! `/api/links` (v5.md 2.6), and links inside what they lead from and to.

use std::sync::Arc;

use model::command::{Action, PutMode, PutObject};
use model::object::{Object, ObjectKind};
use model::problem::{Field, Problem};
use model::query::{MAX_EMBEDDED, Sheet};
use model::schema::LinkType;
use schemars::JsonSchema;
use serde::Serialize;

use super::collection::Served;
use super::describe::schema_of;
use super::jsonld::{ASSET, CLASSIFICATION, Class, DOCUMENT, LINK, LINK_TYPE, Reference, VARIANT};
use super::resource::{Resource, Wish};
use super::shape::Fields;
use super::values::{Attributes, Printer, Stamps};

/// The resource.
pub struct Links;

/// The same as a value.
pub static LINKS: Served<Sheet> = Served::of::<Links>();

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct LinkOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// Its type, which says between what it may lead.
    link_type: Reference<'a>,
    /// What it leads from.
    origin: Option<Reference<'a>>,
    /// What it leads to.
    target: Option<Reference<'a>>,
    /// What kind of thing it leads from.
    #[schemars(schema_with = "super::link_types::origins")]
    origin_type: Option<ObjectKind>,
    /// What kind of thing it leads to.
    #[schemars(schema_with = "super::link_types::targets")]
    target_type: Option<ObjectKind>,
    /// Its place among the links of its type from its origin, from 1; left out of a new one: last.
    sequence: i64,
    /// Its values by attribute; what has no value is absent.
    attributes: Attributes<'a>,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

/// A link inside what it leads from.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LinkTo<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// Its type.
    link_type: Reference<'a>,
    /// Its place among the links of its type.
    sequence: i64,
    /// What it leads to.
    target: Option<Reference<'a>>,
    /// Its values by attribute.
    attributes: Attributes<'a>,
}

/// A link inside what it leads to.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LinkFrom<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// Its type.
    link_type: Reference<'a>,
    /// Its place among the links of its type from its origin.
    sequence: i64,
    /// What it leads from.
    origin: Option<Reference<'a>>,
    /// Its values by attribute.
    attributes: Attributes<'a>,
}

impl Resource for Links {
    type Thing = Sheet;

    const CLASS: Class = LINK;
    const KIND: ObjectKind = ObjectKind::Link;
    const OWNER: &'static str = "origin.id";
    const REQUIRED: &'static [&'static str] = &["linkType", "origin", "target"];
    const FIXED: &'static [&'static str] = &["linkType", "origin", "target"];

    /// A new one has no id yet: where a body names one, bulk looks for it.
    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (named, _) = body.code(wish.id);
        let code = if wish.mode == PutMode::Create { String::new() } else { named };
        Ok(Action::PutObject(PutObject {
            link_type: body.reference("linkType", LINK_TYPE, Field::LinkType),
            parent: body.reference_to("origin", &[DOCUMENT, VARIANT], Field::Parent),
            target: body.reference_to("target", &[DOCUMENT, ASSET, VARIANT], Field::Target),
            sequence: body.integer("sequence"),
            values: body.values(),
            ..PutObject::new(Self::KIND, code, wish.mode)
        }))
    }

    fn printed() -> schemars::Schema {
        schema_of::<LinkOut<'_>>()
    }

    fn print(printer: Printer<'_>, sheet: &Sheet) -> serde_json::Result<Vec<u8>> {
        let link = &*sheet.object;
        let own = printer.schema.link_type(link);
        serde_json::to_vec(&LinkOut {
            this: printer.reference(LINK, link.code.as_str()),
            link_type: printer.reference(LINK_TYPE, printer.schema.code_of(link.type_id)),
            origin: origin(printer, link),
            target: target(printer, link),
            origin_type: own.map(|own| own.origin_type),
            target_type: own.map(|own| own.target_type),
            sequence: link.sequence,
            attributes: printer.attributes(&link.body),
            stamps: Stamps::new(&link.created, &link.updated),
        })
    }
}

/// What the wire calls objects of a kind.
pub fn class_of(kind: ObjectKind) -> Class {
    match kind {
        ObjectKind::Document => DOCUMENT,
        ObjectKind::Variant => VARIANT,
        ObjectKind::Asset => ASSET,
        ObjectKind::Classification => CLASSIFICATION,
        ObjectKind::Link => LINK,
    }
}

fn origin<'a>(printer: Printer<'a>, link: &'a Object) -> Option<Reference<'a>> {
    Some(printer.reference(class_of(printer.schema.link_type(link)?.origin_type), link.parent.as_ref()?.code.as_str()))
}

fn target<'a>(printer: Printer<'a>, link: &'a Object) -> Option<Reference<'a>> {
    Some(printer.reference(class_of(printer.schema.link_type(link)?.target_type), link.target.as_ref()?.code.as_str()))
}

/// The first links whose types `wanted` takes, those of the first types before others.
fn first<'a>(
    printer: Printer<'a>,
    links: &'a [Arc<Object>],
    wanted: impl Fn(&LinkType) -> bool,
) -> impl Iterator<Item = &'a Object> {
    let is_wanted = |link: &&Object| printer.schema.link_type(link).is_some_and(&wanted);
    let mut found: Vec<_> = links.iter().map(|link| &**link).filter(is_wanted).take(MAX_EMBEDDED).collect();
    found.sort_by_key(|link| printer.schema.link_place(link));
    found.into_iter()
}

impl<'a> LinkTo<'a> {
    /// The links to those kinds.
    pub fn all(printer: Printer<'a>, links: &'a [Arc<Object>], kinds: &[ObjectKind]) -> Vec<Self> {
        let links = first(printer, links, |own| kinds.contains(&own.target_type));
        let part = |link: &'a Object| Self {
            this: printer.reference(LINK, link.code.as_str()),
            link_type: printer.reference(LINK_TYPE, printer.schema.code_of(link.type_id)),
            sequence: link.sequence,
            target: target(printer, link),
            attributes: printer.attributes(&link.body),
        };
        links.map(part).collect()
    }
}

impl<'a> LinkFrom<'a> {
    /// The links from those kinds.
    pub fn all(printer: Printer<'a>, links: &'a [Arc<Object>], kinds: &[ObjectKind]) -> Vec<Self> {
        let links = first(printer, links, |own| kinds.contains(&own.origin_type));
        let part = |link: &'a Object| Self {
            this: printer.reference(LINK, link.code.as_str()),
            link_type: printer.reference(LINK_TYPE, printer.schema.code_of(link.type_id)),
            sequence: link.sequence,
            origin: origin(printer, link),
            attributes: printer.attributes(&link.body),
        };
        links.map(part).collect()
    }
}
