//! `/api/import-profiles` (v5.md 4.2).

use std::io::Cursor;

use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use formats::sheet::{self, Writing};
use model::command::{Action, DefinitionFields, ImportProfileFields, PutDefinition};
use model::flow::Columns;
use model::problem::Problem;
use model::schema::{Definition, DefinitionKind, EmptyCell, ImportProfile, LineAction, Missing, Notation};
use schemars::generate::SchemaGenerator;
use schemars::{JsonSchema, json_schema};
use serde::Serialize;

use super::collection::Served;
use super::definitions::mismatch;
use super::describe::{one_of, schema_of};
use super::jsonld::{Class, IMPORT_PROFILE, Reference};
use super::made;
use super::profile_layout::{self, LayoutOut};
use super::read::Owner;
use super::resource::{Resource, Wish};
use super::shape::Fields;
use super::values::{Printer, Stamps};
use super::view::Asked;
use crate::AppState;
use crate::errors::Refusal;

/// The resource.
pub struct ImportProfiles;

/// The same as a value.
pub static IMPORT_PROFILES: Served<Definition> = Served::of::<ImportProfiles>();

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct ImportProfileOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    #[serde(flatten)]
    layout: LayoutOut<'a>,
    #[serde(flatten)]
    rules: RulesOut,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

/// What the lines of a file may do.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RulesOut {
    /// Whether a cell without content leaves what is stored, or erases it.
    #[schemars(schema_with = "empty_cells")]
    empty_cell: EmptyCell,
    /// What a line does.
    #[schemars(schema_with = "actions")]
    action: LineAction,
    /// What is made on the way where lines name it: `values` of lists, `classifications`.
    #[schemars(schema_with = "missing")]
    create_missing: Vec<Missing>,
    /// Whether values of lists and classifications may be named by their labels too.
    match_labels: bool,
    /// Most of the things, in percent, that one import may delete or clear a value of, 20 if nothing is said; null: all.
    loss_limit: Option<u8>,
}

impl RulesOut {
    /// Those of a profile.
    pub fn of(profile: &ImportProfile) -> Self {
        Self {
            empty_cell: profile.empty_cell,
            action: profile.action,
            create_missing: profile.creates(),
            match_labels: profile.matches_labels,
            loss_limit: profile.loss_limit,
        }
    }
}

/// What a body says of one.
pub fn read(body: &mut Fields) -> ImportProfileFields {
    ImportProfileFields {
        layout: profile_layout::read(body),
        empty_cell: body.text("emptyCell"),
        action: body.text("action"),
        create_missing: body.texts("createMissing"),
        matches_labels: body.switch("matchLabels"),
        loss_limit: body.integer("lossLimit"),
    }
}

impl Resource for ImportProfiles {
    type Thing = Definition;

    const CLASS: Class = IMPORT_PROFILE;
    const KIND: DefinitionKind = DefinitionKind::ImportProfile;
    const REQUIRED: &'static [&'static str] = &["name", "model"];

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (code, body_code) = profile_layout::code(wish, body);
        let fields = DefinitionFields::ImportProfile(Box::new(read(body)));
        Ok(Action::PutDefinition(PutDefinition { code, mode: wish.mode, body_code, fields }))
    }

    fn printed() -> schemars::Schema {
        schema_of::<ImportProfileOut<'_>>()
    }

    fn print(printer: Printer<'_>, definition: &Definition) -> serde_json::Result<Vec<u8>> {
        let profile: &ImportProfile = definition.says().ok_or_else(|| mismatch(definition))?;
        serde_json::to_vec(&ImportProfileOut {
            this: printer.reference(IMPORT_PROFILE, definition.code.as_str()),
            layout: LayoutOut::of(&profile.layout)?,
            rules: RulesOut::of(profile),
            stamps: Stamps::new(&definition.created, &definition.updated),
        })
    }
}

/// Where the template of a profile is.
pub const TEMPLATE: &str = "/api/import-profiles/{id}/template";

/// An empty file of a profile: its header as CSV in UTF-8, with the mark by which spreadsheets know that.
pub async fn template(State(state): State<AppState>, _: Asked, Owner(id): Owner) -> Result<Response, Refusal> {
    let schema = state.app.schema().await?;
    let kind = DefinitionKind::ImportProfile;
    let definition = schema.definition(kind, &id).ok_or_else(|| Problem::not_found(kind.words(), &id))?;
    let profile: &ImportProfile = definition.says().ok_or_else(|| Refusal::Internal(Box::new(mismatch(definition))))?;
    let header = Columns::template(profile, &schema).map_err(Problem::invalid)?;
    let file = csv(&header, &profile.layout.notation).map_err(|error| Problem::conflict(format!("{error}.")))?;
    let name = format!("{}.csv", profile.layout.model.file_name());
    let mut headers = made::headers(&name, file.len() as u64);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(made::content_type(&name)));
    Ok((headers, file).into_response())
}

fn csv(header: &[String], notation: &Notation) -> Result<Vec<u8>, sheet::Error> {
    let separator = notation.separator.unwrap_or(Notation::SEPARATOR);
    let quote = notation.enclosure.unwrap_or(Notation::ENCLOSURE);
    let writing = Writing { separator, quote, bom: true, ..Writing::default() };
    let mut out = sheet::writer(Cursor::new(Vec::new()), &writing)?;
    out.row(header)?;
    Ok(out.finish()?.into_inner())
}

fn empty_cells(_: &mut SchemaGenerator) -> schemars::Schema {
    one_of(&EmptyCell::ALL.iter().map(|one| one.name()).collect::<Vec<_>>())
}

fn actions(_: &mut SchemaGenerator) -> schemars::Schema {
    one_of(&LineAction::ALL.iter().map(|one| one.name()).collect::<Vec<_>>())
}

fn missing(_: &mut SchemaGenerator) -> schemars::Schema {
    let words = Missing::ALL.iter().map(|one| one.name()).collect::<Vec<_>>();
    json_schema!({"type": "array", "items": one_of(&words)})
}
