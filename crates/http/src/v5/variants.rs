//! `/api/variants` (v5.md 2.3).

use model::body::Body;
use model::command::{Action, PutObject};
use model::inheritance;
use model::object::ObjectKind;
use model::problem::{Field, Problem};
use model::query::Sheet;
use serde::Serialize;

use super::jsonld::{Class, DOCUMENT, Reference, VARIANT};
use super::resource::{Resource, Wish};
use super::shape::Fields;
use super::values::{Attributes, Printer, Stamps};
use super::view::View;

/// The resource.
pub struct Variants;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct VariantOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    legacy_id: i64,
    document: Option<Reference<'a>>,
    attribute_set: (),
    is_active: bool,
    sequence: i64,
    attributes: Attributes<'a>,
    main_asset_thumbnail_url: (),
    asset_links: [(); 0],
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

impl Resource for Variants {
    type Thing = Sheet;

    const CLASS: Class = VARIANT;
    const KIND: ObjectKind = ObjectKind::Variant;
    const OWNER: &'static str = "document.id";

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (code, body_code) = body.code(wish.id);
        let put = PutObject {
            body_code,
            parent: body.reference("document", DOCUMENT, Field::Parent),
            active: body.switch("isActive"),
            sequence: body.integer("sequence"),
            values: body.values(),
            ..PutObject::new(Self::KIND, code, wish.mode)
        };
        body.unsupported(&["attributeSet"]);
        Ok(Action::PutObject(put))
    }

    fn print(printer: Printer<'_>, sheet: &Sheet) -> serde_json::Result<Vec<u8>> {
        let object = &*sheet.object;
        let seen = printer.view.inherited.then(|| seen(printer, sheet));
        serde_json::to_vec(&VariantOut {
            this: printer.reference(VARIANT, object.code.as_str()),
            legacy_id: object.id,
            document: object.parent.as_ref().map(|parent| printer.reference(DOCUMENT, parent.code.as_str())),
            attribute_set: (),
            is_active: object.active,
            sequence: object.sequence,
            attributes: printer.attributes(seen.as_ref().unwrap_or(&object.body)),
            main_asset_thumbnail_url: (),
            asset_links: [],
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
