//! `/api/documents` (v5.md 2.1).

use model::command::{Action, PutObject};
use model::inheritance;
use model::object::{Object, ObjectKind};
use model::problem::{Field, Problem};
use model::query::Sheet;
use serde::Serialize;

use super::jsonld::{CLASSIFICATION, Class, DOCUMENT, DOCUMENT_TYPE, Reference, VARIANT};
use super::resource::{Resource, Wish};
use super::shape::Fields;
use super::values::{Attributes, Printer, Stamps};

/// The resource.
pub struct Documents;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DocumentOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    legacy_id: i64,
    document_type: Reference<'a>,
    attribute_set: (),
    is_active: bool,
    classifications: Vec<Reference<'a>>,
    attributes: Attributes<'a>,
    tags: [(); 0],
    workflows: [(); 0],
    completeness: [(); 0],
    main_asset_thumbnail_url: (),
    variants: Vec<VariantPart<'a>>,
    asset_links: [(); 0],
    document_links: [(); 0],
    parent_links: [(); 0],
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

/// A variant inside its document.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct VariantPart<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    is_active: bool,
    sequence: i64,
    attributes: Attributes<'a>,
}

impl Resource for Documents {
    type Thing = Sheet;

    const CLASS: Class = DOCUMENT;
    const KIND: ObjectKind = ObjectKind::Document;

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (code, body_code) = body.code(wish.id);
        let put = PutObject {
            body_code,
            document_type: body.reference("documentType", DOCUMENT_TYPE, Field::DocumentType),
            classifications: body.references("classifications", CLASSIFICATION, Field::Classifications),
            classification: body.reference("classification", CLASSIFICATION, Field::Classification),
            require_classification: wish.single,
            active: body.switch("isActive"),
            values: body.values(),
            ..PutObject::new(Self::KIND, code, wish.mode)
        };
        body.unsupported(&["attributeSet", "tags", "workflows"]);
        Ok(Action::PutObject(put))
    }

    fn print(printer: Printer<'_>, sheet: &Sheet) -> serde_json::Result<Vec<u8>> {
        let object = &*sheet.object;
        let filled = printer.view.inherited.then(|| inheritance::with_fallbacks(&object.body, printer.schema));
        serde_json::to_vec(&DocumentOut {
            this: printer.reference(DOCUMENT, object.code.as_str()),
            legacy_id: object.id,
            document_type: printer.reference(DOCUMENT_TYPE, printer.schema.code_of(object.type_id)),
            attribute_set: (),
            is_active: object.active,
            classifications: printer.references(CLASSIFICATION, object.placements.iter().map(|p| p.code.as_str())),
            attributes: printer.attributes(filled.as_ref().unwrap_or(&object.body)),
            tags: [],
            workflows: [],
            completeness: [],
            main_asset_thumbnail_url: (),
            variants: sheet.children.iter().map(|child| VariantPart::of(printer, child)).collect(),
            asset_links: [],
            document_links: [],
            parent_links: [],
            stamps: Stamps::new(&object.created, &object.updated),
        })
    }
}

impl<'a> VariantPart<'a> {
    fn of(printer: Printer<'a>, variant: &'a Object) -> Self {
        Self {
            this: printer.reference(VARIANT, variant.code.as_str()),
            is_active: variant.active,
            sequence: variant.sequence,
            attributes: printer.attributes(&variant.body),
        }
    }
}
