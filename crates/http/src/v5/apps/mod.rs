//! `/api/apps` (v5.md 4.4).

pub mod calls;

use std::collections::BTreeSet;

use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::response::Response;
use model::address::SEALED;
use model::command::{Action, AppFields, DefinitionFields, PutDefinition};
use model::problem::{Field, Problem};
use model::schema::{App, AppType, Configuration, Definition, DefinitionKind, Slot, permission};
use schemars::JsonSchema;
use schemars::generate::SchemaGenerator;
use serde::Serialize;

use super::collection::Served;
use super::definitions::mismatch;
use super::describe::{one_of, schema_of};
use super::jsonld::{APP, Class, DOCUMENT_TYPE, Reference};
use super::once::ShownOnce;
use super::resource::{Resource, Wish};
use super::shape::Fields;
use super::values::{Moment, Printer, Stamps};

/// The resource.
pub struct Apps;

/// The same as a value.
pub static APPS: Served<Definition> = Served::of::<Apps>();

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct AppOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// Its name.
    name: &'a str,
    /// What it is for.
    description: Option<&'a str>,
    /// Where it is: an https URL without query and fragment.
    url: &'a str,
    /// The address or the name of its icon.
    icon: Option<&'a str>,
    /// The one type of documents that it is for, and their variants; null: all.
    document_type: Option<Reference<'a>>,
    /// Where it is shown.
    #[schemars(schema_with = "slots")]
    slots: &'a BTreeSet<Slot>,
    /// How it is spoken to: `legacy` is called in the way of former times, and not installed.
    #[serde(rename = "type")]
    #[schemars(schema_with = "types")]
    kind: AppType,
    /// How its page of settings is asked for: the browser gets it, or Vitrine posts to the app.
    #[schemars(schema_with = "configurations")]
    configuration_method: Configuration,
    /// Whether it is called, and its token works.
    is_active: bool,
    /// What its token may do: `read_access` or `full_access`; null: it isn't installed.
    permission: Option<&'static str>,
    /// When it was installed.
    date_installed: Option<Moment>,
    /// Who installed it.
    installed_by: Option<&'a str>,
    /// What calls to it are signed with. Shown once: when the app is made, or a new secret is drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<&'a str>,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

impl Resource for Apps {
    type Thing = Definition;

    const CLASS: Class = APP;
    const KIND: DefinitionKind = DefinitionKind::App;
    const REQUIRED: &'static [&'static str] = &["id", "url"];

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (code, body_code) = body.code(wish.id);
        let fields = AppFields {
            name: body.text("name"),
            description: body.text("description"),
            url: body.text("url"),
            icon: body.text("icon"),
            document_type: body.reference("documentType", DOCUMENT_TYPE, Field::DocumentType),
            slots: body.texts("slots"),
            kind: body.text("type"),
            configuration: body.text("configurationMethod"),
            active: body.switch("isActive"),
            ..AppFields::default()
        };
        let fields = DefinitionFields::App(Box::new(fields));
        Ok(Action::PutDefinition(PutDefinition { code, mode: wish.mode, body_code, fields }))
    }

    fn printed() -> schemars::Schema {
        schema_of::<AppOut<'_>>()
    }

    fn print(printer: Printer<'_>, definition: &Definition) -> serde_json::Result<Vec<u8>> {
        let app: &App = definition.says().ok_or_else(|| mismatch(definition))?;
        let install = printer.schema.install(definition.id);
        // Only one that is to be shown is open here.
        let secret = Some(app.secret.as_str()).filter(|secret| !secret.is_empty() && !secret.starts_with(SEALED));
        serde_json::to_vec(&AppOut {
            this: printer.reference(APP, definition.code.as_str()),
            name: &app.name,
            description: app.description.as_deref(),
            url: &app.url,
            icon: app.icon.as_deref(),
            document_type: app.document_type.as_deref().map(|code| printer.reference(DOCUMENT_TYPE, code)),
            slots: &app.slots,
            kind: app.kind,
            configuration_method: app.configuration,
            is_active: app.is_active,
            permission: install.map(|install| permission(install.access)),
            date_installed: install.map(|install| Moment(install.at)),
            installed_by: install.map(|install| install.by.as_str()),
            secret,
            stamps: Stamps::new(&definition.created, &definition.updated),
        })
    }
}

/// Marks an answer with a secret in it as one that nobody keeps.
pub fn shown_once(mut response: Response) -> Response {
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    response.extensions_mut().insert(ShownOnce);
    response
}

fn slots(_: &mut SchemaGenerator) -> schemars::Schema {
    let names: Vec<_> = Slot::ALL.iter().map(|slot| slot.name()).collect();
    schemars::json_schema!({"type": "array", "items": one_of(&names)})
}

fn types(_: &mut SchemaGenerator) -> schemars::Schema {
    one_of(&AppType::ALL.iter().map(|one| one.name()).collect::<Vec<_>>())
}

fn configurations(_: &mut SchemaGenerator) -> schemars::Schema {
    one_of(&Configuration::ALL.iter().map(|one| one.name()).collect::<Vec<_>>())
}
