//! `/api/classifications` (v5.md 2.2).

use model::command::{Action, PutObject};
use model::inheritance;
use model::object::ObjectKind;
use model::problem::{Field, Problem};
use model::query::Sheet;
use model::schema::{Catalog, CatalogContent, Labels};
use schemars::JsonSchema;
use serde::Serialize;

use super::catalogs::contents;
use super::collection::Served;
use super::describe::schema_of;
use super::jsonld::{CATALOG, CLASSIFICATION, Class, Reference};
use super::resource::{Resource, Wish};
use super::shape::Fields;
use super::values::{Attributes, Printer, Stamps};
use super::view::View;

/// The resource.
pub struct Classifications;

/// The same as a value.
pub static CLASSIFICATIONS: Served<Sheet> = Served::of::<Classifications>();

/// The attribute that `name` is taken from.
const NAME: &str = model::object::CLASSIFICATION_NAME;

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct ClassificationOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// Its internal number, which API v4 calls `id`.
    legacy_id: i64,
    /// The classification above it; none: it is a root.
    parent: Option<Reference<'a>>,
    /// The catalog that it belongs to.
    catalogs: [Reference<'a>; 1],
    /// Its name by locale: the value of its attribute `classification_name`.
    name: Labels,
    /// Its values by attribute.
    attributes: Attributes<'a>,
    /// Whether it is in use.
    is_active: bool,
    /// Its place among its siblings.
    sequence: i64,
    /// How deep it stands; a root is at 0.
    level: usize,
    /// The classifications right below it.
    children: Vec<Reference<'a>>,
    /// What it classifies.
    #[schemars(schema_with = "contents")]
    object_type: Option<CatalogContent>,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

impl Resource for Classifications {
    type Thing = Sheet;

    const CLASS: Class = CLASSIFICATION;
    const KIND: ObjectKind = ObjectKind::Classification;
    const REQUIRED: &'static [&'static str] = &["id", "parent"];

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (code, body_code) = body.code(wish.id);
        Ok(Action::PutObject(PutObject {
            body_code,
            parent: body.reference("parent", CLASSIFICATION, Field::Parent),
            catalogs: body.references("catalogs", CATALOG, |_| Field::Catalog),
            active: body.switch("isActive"),
            sequence: body.integer("sequence"),
            values: body.values(),
            ..PutObject::new(Self::KIND, code, wish.mode)
        }))
    }

    fn printed() -> schemars::Schema {
        schema_of::<ClassificationOut<'_>>()
    }

    fn print(printer: Printer<'_>, sheet: &Sheet) -> serde_json::Result<Vec<u8>> {
        let object = &*sheet.object;
        let filled = printer.view.inherited.then(|| inheritance::with_fallbacks(&object.body, printer.schema));
        let body = filled.as_ref().unwrap_or(&object.body);
        let catalog = printer.schema.code_of(object.type_id);
        serde_json::to_vec(&ClassificationOut {
            this: printer.reference(CLASSIFICATION, object.code.as_str()),
            legacy_id: object.id,
            parent: object.parent.as_ref().map(|parent| printer.reference(CLASSIFICATION, parent.code.as_str())),
            catalogs: [printer.reference(CATALOG, catalog)],
            name: printer.texts(body, NAME),
            attributes: printer.attributes(body),
            is_active: object.active,
            sequence: object.sequence,
            level: sheet.ancestors.len(),
            children: printer.references(CLASSIFICATION, sheet.children.iter().map(|child| child.code.as_str())),
            object_type: printer.schema.get::<Catalog>(catalog).map(|(_, catalog)| catalog.object_type),
            stamps: Stamps::new(&object.created, &object.updated),
        })
    }

    /// The level depends on the ancestors.
    fn shows_others(_view: &View) -> bool {
        true
    }
}
