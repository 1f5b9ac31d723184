//! `POST /api/imports/preview` (ours): a file is looked at before anything of it is imported.

use app::imports::{NewPreview, Preview, PreviewedFile};
use axum::extract::State;
use axum::response::Response;
use model::command::{ImportProfileFields, Patch};
use model::flow::{Standard, Target, Unused};
use model::input::Input;
use model::problem::Problem;
use schemars::JsonSchema;
use schemars::generate::SchemaGenerator;
use serde::Serialize;
use serde_json::Value;

use super::answer;
use super::import_profiles::{self, RulesOut};
use super::imports::{Source, Told};
use super::profile_layout::{MappingOut, NotationOut};
use super::shape::{self, Fields};
use super::view::Asked;
use super::write::Text;
use crate::AppState;
use crate::errors::{Refusal, v5};

/// Where files are looked at.
pub const PATH: &str = "/api/imports/preview";

/// What a file looks like.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PreviewOut<'a> {
    /// What the file is called.
    file_name: &'a str,
    /// Its bytes.
    size: u64,
    /// The sheets of a workbook or a ZIP file in their order; one of others.
    sheets: Vec<SheetOut<'a>>,
    /// The one that is shown.
    sheet: &'a str,
    /// The names of its columns; none in lines of JSON.
    header: &'a [String],
    /// Its first 50 lines, or fewer that are long, as they stand there; a line of JSON is one cell.
    rows: &'a [Vec<String>],
    /// How many lines it has; null: more than are counted at once.
    lines: Option<u64>,
    /// How it would be imported: what was said, and the rest as it was found out.
    profile: ProfileOut<'a>,
    /// The columns that nothing would be made of.
    unmapped: Vec<UnmappedOut<'a>>,
    /// Why it could not be imported so, such as a column that it needs.
    #[schemars(schema_with = "violations")]
    violations: Value,
    /// The properties that columns may be mapped to beside attributes; none where `profile.model` can't be told.
    targets: Vec<TargetOut>,
}

/// A sheet.
#[derive(Serialize, JsonSchema)]
struct SheetOut<'a> {
    /// Its name.
    name: &'a str,
    /// What its lines are, such as `document.lamp`; null: that can't be told.
    model: Option<String>,
}

/// A profile that isn't stored.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct ProfileOut<'a> {
    /// Its name.
    name: &'a str,
    /// What it is for.
    description: Option<&'a str>,
    /// What a line is, such as `document.lamp`; null: that can't be told.
    model: Option<String>,
    /// The locales whose values are taken; none: all.
    locales: &'a [String],
    #[serde(flatten)]
    notation: NotationOut<'a>,
    /// The columns and what they hold.
    mappings: Vec<MappingOut<'a>>,
    #[serde(flatten)]
    rules: RulesOut,
}

/// A column that nothing would be made of.
#[derive(Serialize, JsonSchema)]
struct UnmappedOut<'a> {
    /// Its name.
    column: &'a str,
    /// Why, such as `unknown_column`.
    rule: &'a str,
    /// The same in words.
    message: &'a str,
}

/// A property of what the lines are.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct TargetOut {
    /// `property`.
    #[serde(rename = "type")]
    kind: &'static str,
    /// Its name, which is that of its standard column.
    code: &'static str,
    /// Whether it may be said by locale.
    is_localised: bool,
    /// Whether lines are about nothing without it.
    is_required: bool,
}

fn violations(_: &mut SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({"type": "array", "items": {"$ref": "#/components/schemas/Violation"}})
}

impl<'a> PreviewOut<'a> {
    fn of(preview: &'a Preview) -> serde_json::Result<Self> {
        let sheet =
            |(name, model): &'a (String, Option<Target>)| SheetOut { name, model: model.as_ref().map(Target::name) };
        let unmapped = |unused: &'a Unused| {
            let Unused { column, rule, message } = unused;
            UnmappedOut { column, rule, message }
        };
        let layout = &preview.profile.layout;
        let profile = ProfileOut {
            name: &layout.name,
            description: layout.description.as_deref(),
            model: preview.model.as_ref().map(Target::name),
            locales: &layout.locales,
            notation: NotationOut::of(&layout.notation),
            mappings: MappingOut::all(layout)?,
            rules: RulesOut::of(&preview.profile),
        };
        Ok(Self {
            file_name: &preview.name,
            size: preview.size,
            sheets: preview.sheets.iter().map(sheet).collect(),
            sheet: &preview.sheet,
            header: &preview.header,
            rows: &preview.rows,
            lines: preview.lines,
            profile,
            unmapped: preview.unmapped.iter().map(unmapped).collect(),
            violations: v5::violations(&preview.violations),
            targets: preview.targets.iter().map(TargetOut::of).collect(),
        })
    }
}

impl TargetOut {
    fn of(standard: &Standard) -> Self {
        let Standard { name, is_localised, is_required } = *standard;
        Self { kind: "property", code: name, is_localised, is_required }
    }
}

/// Looks at a file.
pub async fn preview(State(state): State<AppState>, asked: Asked, Text(body): Text) -> Result<Response, Refusal> {
    asked.actor.rights.check_write()?;
    let mut body = Fields::of(shape::parse(&body)?)?;
    let told = Told::of(&mut body);
    let sheet = body.text("sheet").value().cloned();
    body.finish()?;
    let profile = match &told.named {
        Patch::Value(id) => Some(state.app.import_profile(id).await?),
        _ => None,
    };
    let said = told.inline.value().map(said).transpose()?.unwrap_or_default();
    let known = profile.as_ref().and_then(|(_, profile)| profile.layout.remote_path.as_ref());
    let own = said.layout.remote_path.value().or(known);
    let file = match told.file(&state, own.map(String::as_str)).await? {
        Source::Here(file) => PreviewedFile::Kept(file),
        Source::There(address) => PreviewedFile::Remote(address),
    };
    let preview = state.app.preview_import(&asked.actor, NewPreview { file, profile, said, sheet }).await?;
    answer::json(&PreviewOut::of(&preview).map_err(|error| Refusal::Internal(Box::new(error)))?)
}

/// What is said of a profile.
fn said(profile: &Input) -> Result<ImportProfileFields, Problem> {
    let mut body = Fields::of(profile.clone())?;
    let fields = import_profiles::read(&mut body);
    body.finish().map_err(|problem| problem.of_member("importProfile"))?;
    Ok(fields)
}
