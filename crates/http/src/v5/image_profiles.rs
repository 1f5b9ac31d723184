//! `/api/image-profiles` (v5.md 3.14).

use model::command::{Action, DefinitionFields, ImageProfileFields, PutDefinition};
use model::problem::Problem;
use model::schema::{Definition, DefinitionKind, ImageFormat, ImageProfile, Transformation};
use schemars::JsonSchema;
use schemars::generate::SchemaGenerator;
use serde::Serialize;

use super::definitions::mismatch;
use super::describe::{one_of, schema_of};
use super::jsonld::{Class, IMAGE_PROFILE, Reference};
use super::resource::{Resource, Wish};
use super::shape::Fields;
use super::values::{Printer, Stamps};

/// The resource.
pub struct ImageProfiles;

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct ImageProfileOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// Its name.
    name: &'a str,
    /// How a picture fits the size: it fills it up with the background, is cropped, or fits in.
    #[schemars(schema_with = "transformations")]
    transformation: Transformation,
    /// Pixels, 1 to 10,000; null: as the picture has them.
    width: Option<u32>,
    /// Pixels, 1 to 10,000; null: as the picture has them.
    height: Option<u32>,
    /// The file format.
    #[schemars(schema_with = "formats")]
    format: ImageFormat,
    /// What shows where the picture doesn't, as `#RRGGBB`.
    background: &'a str,
    /// 1 to 100, of JPEG and WebP: the more, the truer and larger.
    quality: u8,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

impl Resource for ImageProfiles {
    type Thing = Definition;

    const CLASS: Class = IMAGE_PROFILE;
    const KIND: DefinitionKind = DefinitionKind::ImageProfile;

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (code, body_code) = body.code(wish.id);
        let fields = DefinitionFields::ImageProfile(ImageProfileFields {
            name: body.text("name"),
            transformation: body.text("transformation"),
            width: body.integer("width"),
            height: body.integer("height"),
            format: body.text("format"),
            background: body.text("background"),
            quality: body.integer("quality"),
        });
        Ok(Action::PutDefinition(PutDefinition { code, mode: wish.mode, body_code, fields }))
    }

    fn printed() -> schemars::Schema {
        schema_of::<ImageProfileOut<'_>>()
    }

    fn print(printer: Printer<'_>, definition: &Definition) -> serde_json::Result<Vec<u8>> {
        let profile: &ImageProfile = definition.says().ok_or_else(|| mismatch(definition))?;
        serde_json::to_vec(&ImageProfileOut {
            this: printer.reference(IMAGE_PROFILE, definition.code.as_str()),
            name: &profile.name,
            transformation: profile.transformation,
            width: profile.width,
            height: profile.height,
            format: profile.format,
            background: &profile.background,
            quality: profile.quality,
            stamps: Stamps::new(&definition.created, &definition.updated),
        })
    }
}

fn transformations(_: &mut SchemaGenerator) -> schemars::Schema {
    one_of(&Transformation::ALL.iter().map(|one| one.name()).collect::<Vec<_>>())
}

fn formats(_: &mut SchemaGenerator) -> schemars::Schema {
    one_of(&ImageFormat::ALL.iter().map(|one| one.name()).collect::<Vec<_>>())
}
