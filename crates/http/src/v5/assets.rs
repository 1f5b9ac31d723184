//! `/api/assets` (v5.md 2.4): what is said of a file.

use std::collections::BTreeMap;

use model::command::{Action, PutObject};
use model::inheritance;
use model::object::ObjectKind;
use model::problem::{Field, Problem};
use model::query::Sheet;
use schemars::JsonSchema;
use serde::Serialize;

use super::describe::schema_of;
use super::jsonld::{ASSET, CLASSIFICATION, Class, Reference};
use super::links::LinkFrom;
use super::resource::{Resource, Wish};
use super::shape::Fields;
use super::values::{Attributes, Printer, Stamps};

/// The resource.
pub struct Assets;

/// The attribute that `name` is taken from.
const NAME: &str = "asset_name";

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct AssetOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// Its internal number, which API v4 calls `id`.
    legacy_id: i64,
    /// Its name in the default locale: the attribute `asset_name`, else its id.
    name: String,
    /// Whether it is in use.
    is_active: bool,
    /// What is known of its file.
    metadata: Option<BTreeMap<String, String>>,
    /// The address of its file.
    url: Option<String>,
    /// The name of its file.
    original_filename: Option<String>,
    /// The address of a small picture of it.
    thumbnail_url: Option<String>,
    /// The address of a picture of it.
    preview_url: Option<String>,
    /// The addresses of pictures of it by their profile.
    thumbnails: BTreeMap<String, String>,
    /// Where it is classified, the main classification first.
    classifications: Vec<Reference<'a>>,
    /// Its values by attribute; what has no value is absent.
    attributes: Attributes<'a>,
    /// Links to it from documents, at most 100; `/api/links?target.id=` has all.
    document_links: Vec<LinkFrom<'a>>,
    /// Links to it from variants, at most 100.
    variant_links: Vec<LinkFrom<'a>>,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

impl Resource for Assets {
    type Thing = Sheet;

    const CLASS: Class = ASSET;
    const KIND: ObjectKind = ObjectKind::Asset;
    const REQUIRED: &'static [&'static str] = &["id"];
    const FIXED: &'static [&'static str] = &["id"];
    const WRITE_ONLY: &'static [(&'static str, &'static str)] = &[("classification", "The main classification.")];

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (code, body_code) = body.code(wish.id);
        let put = PutObject {
            body_code,
            classifications: body.references("classifications", CLASSIFICATION, Field::Classifications),
            classification: body.reference("classification", CLASSIFICATION, Field::Classification),
            active: body.switch("isActive"),
            values: body.values(),
            ..PutObject::new(Self::KIND, code, wish.mode)
        };
        body.unsupported(&["remotePath", "fileId"]);
        Ok(Action::PutObject(put))
    }

    fn printed() -> schemars::Schema {
        schema_of::<AssetOut<'_>>()
    }

    fn print(printer: Printer<'_>, sheet: &Sheet) -> serde_json::Result<Vec<u8>> {
        let object = &*sheet.object;
        let filled = printer.view.inherited.then(|| inheritance::with_fallbacks(&object.body, printer.schema));
        let body = filled.as_ref().unwrap_or(&object.body);
        let links = |kind| LinkFrom::all(printer, &sheet.leading, &[kind]);
        serde_json::to_vec(&AssetOut {
            this: printer.reference(ASSET, object.code.as_str()),
            legacy_id: object.id,
            name: printer.text(body, NAME).unwrap_or_else(|| object.code.clone()),
            is_active: object.active,
            metadata: None,
            url: None,
            original_filename: None,
            thumbnail_url: None,
            preview_url: None,
            thumbnails: BTreeMap::new(),
            classifications: printer.references(CLASSIFICATION, object.placements.iter().map(|p| p.code.as_str())),
            attributes: printer.attributes(body),
            document_links: links(ObjectKind::Document),
            variant_links: links(ObjectKind::Variant),
            stamps: Stamps::new(&object.created, &object.updated),
        })
    }
}
