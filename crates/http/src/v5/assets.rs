//! `/api/assets` (v5.md 2.4): what is said of a file.

use std::collections::BTreeMap;

use model::command::{Action, FileWish, Patch, PutObject};
use model::file::{File, Status};
use model::inheritance;
use model::object::ObjectKind;
use model::problem::{Field, Problem, Violation};
use model::query::Sheet;
use schemars::JsonSchema;
use schemars::generate::SchemaGenerator;
use serde::Serialize;

use super::collection::Served;
use super::describe::{one_of, schema_of};
use super::jsonld::{ASSET, CLASSIFICATION, Class, Reference};
use super::links::LinkFrom;
use super::resource::{Resource, Wish};
use super::shape::Fields;
use super::values::{Attributes, Printer, Stamps};
use crate::cdn::{Addresses, THUMBNAIL};

/// The resource.
pub struct Assets;

/// The same as a value.
pub static ASSETS: Served<Sheet> = Served::of::<Assets>();

/// The attribute that `name` is taken from.
const NAME: &str = model::object::ASSET_NAME;

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
    metadata: Option<MetadataOut<'a>>,
    /// The address of its file.
    url: Option<String>,
    /// The name of its file.
    original_filename: Option<&'a str>,
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

/// A file.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct MetadataOut<'a> {
    /// `pending`: still to be fetched, `ready`, or `failed`: it couldn't be fetched, or not be read as the picture that
    /// it should be; `trouble` says which.
    #[schemars(schema_with = "statuses")]
    status: &'static str,
    /// Why it couldn't be fetched, or why there is no picture of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    trouble: Option<&'a str>,
    /// Its media type, by its content.
    #[serde(skip_serializing_if = "Option::is_none")]
    mime_type: Option<&'a str>,
    /// Its bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<u64>,
    /// Pixels across, as it is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    /// Pixels down.
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
    /// What its name ends with.
    #[serde(skip_serializing_if = "Option::is_none")]
    extension: Option<String>,
    /// `sha256:` and the hash of its bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    checksum: Option<String>,
    /// What its bytes say of themselves: `colorSpace`, `frames`, `exif`, `iptc`, `xmp`.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    about: Option<serde_json::Map<String, serde_json::Value>>,
}

fn statuses(_: &mut SchemaGenerator) -> schemars::Schema {
    one_of(&Status::ALL.map(Status::name))
}

impl<'a> MetadataOut<'a> {
    fn of(file: &'a File) -> Self {
        let ending = |name: &str| name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
        let bytes = file.bytes.as_ref();
        Self {
            status: file.status.name(),
            trouble: file.trouble.as_deref(),
            mime_type: bytes.map(|bytes| bytes.mime.as_str()),
            size: bytes.map(|bytes| bytes.size),
            width: file.pixels.map(|pixels| pixels.0),
            height: file.pixels.map(|pixels| pixels.1),
            extension: ending(&file.name),
            checksum: bytes.map(|bytes| format!("sha256:{}", bytes.hash)),
            about: file.about.as_deref().and_then(|about| serde_json::from_str(about).ok()),
        }
    }
}

impl Resource for Assets {
    type Thing = Sheet;

    const CLASS: Class = ASSET;
    const KIND: ObjectKind = ObjectKind::Asset;
    const REQUIRED: &'static [&'static str] = &["id"];
    const FIXED: &'static [&'static str] = &["id"];
    const WRITE_ONLY: &'static [(&'static str, &'static str)] = &[
        ("classification", "The main classification."),
        (
            "remotePath",
            "The address that its file is fetched from: `https://…`, `sftp://user:password@host/path`, `ftps://…`, or a bucket or folder that the operator allows.",
        ),
        ("fileId", "The id of an upload (`POST /api/files`) that is its file."),
    ];

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (code, body_code) = body.code(wish.id);
        let put = PutObject {
            body_code,
            classifications: body.references("classifications", CLASSIFICATION, Field::Classifications),
            classification: body.reference("classification", CLASSIFICATION, Field::Classification),
            file: file(body),
            active: body.switch("isActive"),
            values: body.values(),
            ..PutObject::new(Self::KIND, code, wish.mode)
        };
        Ok(Action::PutObject(put))
    }

    fn printed() -> schemars::Schema {
        schema_of::<AssetOut<'_>>()
    }

    fn print(printer: Printer<'_>, sheet: &Sheet) -> serde_json::Result<Vec<u8>> {
        let object = &*sheet.object;
        let filled = printer.view.inherited.then(|| inheritance::with_fallbacks(&object.body, printer.schema));
        let body = filled.as_ref().unwrap_or(&object.body);
        let file = File::of(body);
        let addresses = file.as_ref().and_then(|file| Addresses::of(&printer.view.cdn, file));
        let addresses = addresses.as_ref();
        let thumbnail = addresses.map(|addresses| addresses.picture(THUMBNAIL));
        let links = |kind| LinkFrom::all(printer, &sheet.leading, &[kind]);
        serde_json::to_vec(&AssetOut {
            this: printer.reference(ASSET, object.code.as_str()),
            legacy_id: object.id,
            name: printer.text(body, NAME).unwrap_or_else(|| object.code.clone()),
            is_active: object.active,
            metadata: file.as_ref().map(MetadataOut::of),
            url: addresses.map(Addresses::original),
            original_filename: file.as_ref().map(|file| file.name.as_str()),
            thumbnail_url: thumbnail.clone(),
            preview_url: thumbnail,
            thumbnails: addresses.into_iter().flat_map(|addresses| addresses.all(printer.schema)).collect(),
            classifications: printer.references(CLASSIFICATION, object.placements.iter().map(|p| p.code.as_str())),
            attributes: printer.attributes(body),
            document_links: links(ObjectKind::Document),
            variant_links: links(ObjectKind::Variant),
            stamps: Stamps::new(&object.created, &object.updated),
        })
    }
}

/// The file that a body wants: an upload's, or what lies at an address. Null of one doesn't stand against the other.
fn file(body: &mut Fields) -> Patch<FileWish> {
    let wishes = (body.text("fileId").map(FileWish::Upload), body.text("remotePath").map(FileWish::Remote));
    if let (Patch::Value(_), Patch::Value(_)) = &wishes {
        let message = "Expected fileId or remotePath, and got both.";
        body.violate(Violation::new(Field::Remote, "conflict", message));
    }
    match wishes {
        (Patch::Absent, remote) | (Patch::Null, remote @ Patch::Value(_)) => remote,
        (upload, _) => upload,
    }
}

/// The address of a small picture of the first asset in use that something is linked to.
pub fn thumbnail(printer: Printer<'_>, sheet: &Sheet) -> Option<String> {
    let asset = sheet.main_asset.as_ref()?;
    let file = File::of(&asset.body)?;
    Some(Addresses::of(&printer.view.cdn, &file)?.picture(THUMBNAIL))
}
