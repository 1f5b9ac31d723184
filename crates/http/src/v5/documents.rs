//! `/api/documents` (v5.md 2.1).

use std::sync::Arc;

use model::command::{Action, PutObject};
use model::completeness::Completeness;
use model::inheritance;
use model::object::{Object, ObjectKind};
use model::problem::{Field, Problem};
use model::query::Sheet;
use model::schema::LinkType;
use schemars::JsonSchema;
use serde::Serialize;

use super::assets;
use super::collection::Served;
use super::describe::schema_of;
use super::jsonld::{ATTRIBUTE_SET, CLASSIFICATION, Class, DOCUMENT, DOCUMENT_TYPE, Reference, TAG, VARIANT, WORKFLOW};
use super::links::{LinkFrom, LinkTo};
use super::resource::{Resource, Wish};
use super::shape::Fields;
use super::values::{Attributes, Printer, Stamps};
use super::workflows::StandingOut;

/// The resource.
pub struct Documents;

/// The same as a value.
pub static DOCUMENTS: Served<Sheet> = Served::of::<Documents>();

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct DocumentOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// Its internal number, which API v4 calls `id`.
    legacy_id: i64,
    /// Its type, which says the attributes that it has.
    document_type: Reference<'a>,
    /// Its attribute set: it shows the values of the attributes in there; none: of all of its type.
    attribute_set: Option<Reference<'a>>,
    /// Whether it is in use.
    is_active: bool,
    /// Where it is classified, the main classification first.
    classifications: Vec<Reference<'a>>,
    /// Its values by attribute; what has no value is absent.
    attributes: Attributes<'a>,
    /// Its tags: those written by hand, and those that rules give, which a write can't change.
    tags: Vec<Reference<'a>>,
    /// The node at which it stands, for each workflow of its type. Another one is a transition, which must lead there.
    workflows: Vec<StandingOut<'a>>,
    /// How complete it is, in percent, by indicator and locale.
    completeness: Vec<CompletenessOut<'a>>,
    /// A preview of its first asset.
    main_asset_thumbnail_url: Option<String>,
    /// Its variants, at most 100; `/api/variants?document.id=` has all.
    variants: Vec<VariantPart<'a>>,
    /// Its links to assets, at most 100.
    asset_links: Vec<LinkTo<'a>>,
    /// Its links to documents and variants, at most 100.
    document_links: Vec<LinkTo<'a>>,
    /// Links to it, at most 100.
    parent_links: Vec<LinkFrom<'a>>,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

/// A percentage.
#[derive(Serialize, JsonSchema)]
struct CompletenessOut<'a> {
    /// The completeness setting by which it was counted.
    id: &'a str,
    /// The locale in which it was.
    locale: &'a str,
    /// How much there is of what there should be, in percent.
    value: usize,
}

/// A variant inside its document.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct VariantPart<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// Whether it is in use.
    is_active: bool,
    /// Its place among its siblings.
    sequence: i64,
    /// Its own values by attribute.
    attributes: Attributes<'a>,
}

impl Resource for Documents {
    type Thing = Sheet;

    const CLASS: Class = DOCUMENT;
    const KIND: ObjectKind = ObjectKind::Document;
    const REQUIRED: &'static [&'static str] = &["id", "documentType"];
    const FIXED: &'static [&'static str] = &["id", "documentType"];
    const WRITE_ONLY: &'static [(&'static str, &'static str)] =
        &[("classification", "The main classification; required unless `classifications` is given.")];

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (code, body_code) = body.code(wish.id);
        let put = PutObject {
            body_code,
            document_type: body.reference("documentType", DOCUMENT_TYPE, Field::DocumentType),
            attribute_set: body.reference("attributeSet", ATTRIBUTE_SET, Field::Property("attributeSet.id")),
            classifications: body.references("classifications", CLASSIFICATION, Field::Classifications),
            classification: body.reference("classification", CLASSIFICATION, Field::Classification),
            require_classification: wish.single,
            tags: body.references("tags", TAG, |n| Field::Item("tags", n, "id")),
            workflows: body.standings("workflows", WORKFLOW),
            active: body.switch("isActive"),
            values: body.values(),
            ..PutObject::new(Self::KIND, code, wish.mode)
        };
        Ok(Action::PutObject(put))
    }

    fn printed() -> schemars::Schema {
        schema_of::<DocumentOut<'_>>()
    }

    fn print(printer: Printer<'_>, sheet: &Sheet) -> serde_json::Result<Vec<u8>> {
        let object = &*sheet.object;
        let filled = printer.view.inherited.then(|| inheritance::with_fallbacks(&object.body, printer.schema));
        serde_json::to_vec(&DocumentOut {
            this: printer.reference(DOCUMENT, object.code.as_str()),
            legacy_id: object.id,
            document_type: printer.reference(DOCUMENT_TYPE, printer.schema.code_of(object.type_id)),
            attribute_set: printer.set(object.set),
            is_active: object.active,
            classifications: printer.references(CLASSIFICATION, object.placements.iter().map(|p| p.code.as_str())),
            attributes: printer
                .attributes(filled.as_ref().unwrap_or(&object.body))
                .within(object.kind, object.set)
                .linked(object, &sheet.links),
            tags: printer.references(TAG, sheet.tags.iter().map(String::as_str)),
            workflows: StandingOut::all(printer, &object.body, printer.schema.code_of(object.type_id)),
            completeness: CompletenessOut::all(printer, &sheet.completeness),
            main_asset_thumbnail_url: assets::thumbnail(printer, sheet),
            variants: sheet
                .children
                .iter()
                .map(|child| VariantPart::of(printer, child, object, &sheet.beside))
                .collect(),
            asset_links: LinkTo::all(printer, &sheet.links, &[ObjectKind::Asset]),
            document_links: LinkTo::all(printer, &sheet.links, &LinkType::ORIGINS),
            parent_links: LinkFrom::all(printer, &sheet.leading, &LinkType::ORIGINS),
            stamps: Stamps::new(&object.created, &object.updated),
        })
    }
}

impl<'a> CompletenessOut<'a> {
    fn all(printer: Printer<'a>, counted: &'a [Completeness]) -> Vec<Self> {
        let is_shown = |one: &&Completeness| printer.view.shows(&one.locale.code);
        let out = |one: &'a Completeness| Self { id: &one.indicator.code, locale: &one.locale.code, value: one.value };
        counted.iter().filter(is_shown).map(out).collect()
    }
}

impl<'a> VariantPart<'a> {
    fn of(printer: Printer<'a>, variant: &'a Object, document: &Object, links: &'a [Arc<Object>]) -> Self {
        Self {
            this: printer.reference(VARIANT, variant.code.as_str()),
            is_active: variant.active,
            sequence: variant.sequence,
            attributes: printer.attributes(&variant.body).within(variant.kind, document.set).linked(variant, links),
        }
    }
}
