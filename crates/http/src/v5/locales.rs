//! `/api/locales` (v5.md 3.8).

use model::command::{Action, DefinitionFields, LocaleFields, PutDefinition};
use model::problem::{Field, Problem};
use model::schema::{Definition, DefinitionKind, Spec};
use schemars::JsonSchema;
use serde::Serialize;

use super::definitions::mismatch;
use super::describe::schema_of;
use super::jsonld::{Class, LOCALE, Reference};
use super::resource::{Resource, Wish};
use super::shape::Fields;
use super::values::{Printer, Stamps};

/// The resource.
pub struct Locales;

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct LocaleOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// Its internal number, which API v4 calls `id`.
    legacy_id: i64,
    /// Its name.
    name: &'a str,
    /// Whether values are written in it.
    is_data: bool,
    /// Whether names of definitions are written in it.
    is_interface: bool,
    /// Whether it is the default one.
    is_default: bool,
    /// The locale whose values are shown where it has none, if that is asked for.
    fallback: Option<Reference<'a>>,
    /// Whether it is in use.
    is_active: bool,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

impl Resource for Locales {
    type Thing = Definition;

    const CLASS: Class = LOCALE;
    const KIND: DefinitionKind = DefinitionKind::Locale;

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (code, body_code) = body.code(wish.id);
        let fields = DefinitionFields::Locale(LocaleFields {
            name: body.text("name"),
            is_data: body.switch("isData"),
            is_interface: body.switch("isInterface"),
            is_default: body.switch("isDefault"),
            is_active: body.switch("isActive"),
            fallback: body.reference("fallback", LOCALE, Field::Property("fallback.id")),
        });
        Ok(Action::PutDefinition(PutDefinition { code, mode: wish.mode, body_code, fields }))
    }

    fn printed() -> schemars::Schema {
        schema_of::<LocaleOut<'_>>()
    }

    fn print(printer: Printer<'_>, definition: &Definition) -> serde_json::Result<Vec<u8>> {
        let Spec::Locale(locale) = &definition.spec else { return Err(mismatch(definition)) };
        serde_json::to_vec(&LocaleOut {
            this: printer.reference(LOCALE, definition.code.as_str()),
            legacy_id: definition.id,
            name: &locale.name,
            is_data: locale.is_data,
            is_interface: locale.is_interface,
            is_default: locale.is_default,
            fallback: locale.fallback.as_ref().map(|code| printer.reference(LOCALE, code.as_str())),
            is_active: locale.is_active,
            stamps: Stamps::new(&definition.created, &definition.updated),
        })
    }
}
