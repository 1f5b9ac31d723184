//! `/api/variants` (v5.md 2.3).

use model::body::Body;
use model::command::{Action, PutObject};
use model::inheritance;
use model::object::ObjectKind;
use model::problem::{Field, Problem};
use model::query::Sheet;
use model::schema::LinkType;
use schemars::JsonSchema;
use serde::Serialize;

use super::assets;
use super::describe::schema_of;
use super::jsonld::{ATTRIBUTE_SET, Class, DOCUMENT, Reference, VARIANT};
use super::links::{LinkFrom, LinkTo};
use super::resource::{Resource, Wish};
use super::shape::Fields;
use super::values::{Attributes, Printer, Stamps};
use super::view::View;

/// The resource.
pub struct Variants;

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct VariantOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// Its internal number, which API v4 calls `id`.
    legacy_id: i64,
    /// The document that it is a variation of.
    document: Option<Reference<'a>>,
    /// The attribute set of its document: it shows the values of the attributes that variants have in there.
    attribute_set: Option<Reference<'a>>,
    /// Whether it is in use.
    is_active: bool,
    /// Its place among its siblings.
    sequence: i64,
    /// Its own values by attribute; with `inherited=true` those of its document too.
    attributes: Attributes<'a>,
    /// A preview of its first asset.
    main_asset_thumbnail_url: Option<String>,
    /// Its links to assets, at most 100.
    asset_links: Vec<LinkTo<'a>>,
    /// Its links to documents and variants, at most 100.
    document_links: Vec<LinkTo<'a>>,
    /// Links to it, at most 100.
    parent_links: Vec<LinkFrom<'a>>,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

impl Resource for Variants {
    type Thing = Sheet;

    const CLASS: Class = VARIANT;
    const KIND: ObjectKind = ObjectKind::Variant;
    const OWNER: &'static str = "document.id";
    const REQUIRED: &'static [&'static str] = &["id", "document"];
    const FIXED: &'static [&'static str] = &["id", "document"];

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (code, body_code) = body.code(wish.id);
        Ok(Action::PutObject(PutObject {
            body_code,
            parent: body.reference("document", DOCUMENT, Field::Parent),
            attribute_set: body.reference("attributeSet", ATTRIBUTE_SET, Field::Property("attributeSet.id")),
            active: body.switch("isActive"),
            sequence: body.integer("sequence"),
            values: body.values(),
            ..PutObject::new(Self::KIND, code, wish.mode)
        }))
    }

    fn printed() -> schemars::Schema {
        schema_of::<VariantOut<'_>>()
    }

    fn print(printer: Printer<'_>, sheet: &Sheet) -> serde_json::Result<Vec<u8>> {
        let object = &*sheet.object;
        let seen = printer.view.inherited.then(|| seen(printer, sheet));
        let document = sheet.ancestors.first();
        let set = document.and_then(|document| document.set);
        let attributes = printer
            .attributes(seen.as_ref().unwrap_or(&object.body))
            .within(object.kind, set)
            .linked(object, &sheet.links);
        let attributes = match document.filter(|_| printer.view.inherited) {
            Some(document) => attributes.inherited(document, &sheet.beside),
            None => attributes,
        };
        serde_json::to_vec(&VariantOut {
            this: printer.reference(VARIANT, object.code.as_str()),
            legacy_id: object.id,
            document: object.parent.as_ref().map(|parent| printer.reference(DOCUMENT, parent.code.as_str())),
            attribute_set: printer.set(set),
            is_active: object.active,
            sequence: object.sequence,
            attributes,
            main_asset_thumbnail_url: assets::thumbnail(printer, sheet),
            asset_links: LinkTo::all(printer, &sheet.links, &[ObjectKind::Asset]),
            document_links: LinkTo::all(printer, &sheet.links, &LinkType::ORIGINS),
            parent_links: LinkFrom::all(printer, &sheet.leading, &LinkType::ORIGINS),
            stamps: Stamps::new(&object.created, &object.updated),
        })
    }

    /// Inherited values are the document's words.
    fn shows_others(view: &View) -> bool {
        view.inherited
    }
}

fn seen(printer: Printer<'_>, sheet: &Sheet) -> Body {
    let own = &sheet.object.body;
    let whole = match sheet.ancestors.first() {
        Some(document) => &inheritance::inherited(own, &document.body, printer.schema),
        None => own,
    };
    inheritance::with_fallbacks(whole, printer.schema)
}
