//! `POST /api/bulk-edits` and its preview: the same done to many objects (ours).

use app::edits::{NewEdit, Picked, Preview, Previewed};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use model::changes::Difference;
use model::command::Patch;
use model::input::Input;
use model::object::ObjectKind;
use model::problem::{Field, Problem, Violation};
use model::query::Query;
use model::schema::Schema;
use schemars::JsonSchema;
use schemars::generate::SchemaGenerator;
use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::bulk_report::violations_of;
use super::links::class_of;
use super::shape::{self, Fields};
use super::view::Asked;
use super::write::Text;
use super::{answer, filter, processes};
use crate::AppState;
use crate::errors::Refusal;

/// Where edits begin.
pub const PATH: &str = "/api/bulk-edits";
/// Where they are tried.
pub const PREVIEW: &str = "/api/bulk-edits/preview";

/// Most ids that a body names.
const MAX_IDS: usize = 10_000;

/// What can be edited so.
pub const KINDS: [ObjectKind; 4] =
    [ObjectKind::Document, ObjectKind::Variant, ObjectKind::Asset, ObjectKind::Classification];

/// What an edit would do.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PreviewOut<'a> {
    /// How many objects it is about.
    count: u64,
    /// How many of those that were tried would differ.
    to_change: u64,
    /// How many of them would stay as they are.
    unchanged: u64,
    /// How many of them would be refused.
    refused: u64,
    /// Whether all were tried.
    is_exact: bool,
    /// How many were tried: the first 10,000 at most.
    tried: u64,
    /// Up to 20 of those that would differ or be refused.
    first: Vec<PreviewedOut<'a>>,
}

/// An object that would differ or be refused.
#[derive(Serialize, JsonSchema)]
struct PreviewedOut<'a> {
    /// Its id.
    id: &'a str,
    /// What it is called.
    title: Option<&'a str>,
    /// What would differ.
    changes: Vec<FieldOut<'a>>,
    /// Why it would be refused.
    #[schemars(schema_with = "violations")]
    violations: Value,
}

/// A field that would differ.
#[derive(Serialize, JsonSchema)]
struct FieldOut<'a> {
    /// Its path, such as `attributes.name`; `id` of what is made or deleted, `links.{type}` of what a link leads to.
    property: &'a str,
    /// The locale, of a localised value.
    locale: Option<&'a str>,
    /// What is there; null: nothing.
    #[schemars(with = "Value")]
    before: Option<&'a RawValue>,
    /// What would be there.
    #[schemars(with = "Value")]
    after: Option<&'a RawValue>,
}

fn violations(_: &mut SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({"type": "array", "items": {"$ref": "#/components/schemas/Violation"}})
}

impl<'a> PreviewOut<'a> {
    fn of(preview: &'a Preview, schema: &Schema) -> serde_json::Result<Self> {
        let Preview { count, tried, to_change, unchanged, refused, ref first } = *preview;
        let first = first.iter().map(|one| PreviewedOut::of(one, schema)).collect::<Result<_, _>>()?;
        Ok(Self { count, to_change, unchanged, refused, is_exact: tried == count, tried, first })
    }
}

impl<'a> PreviewedOut<'a> {
    fn of(previewed: &'a Previewed, schema: &Schema) -> serde_json::Result<Self> {
        let changes = previewed.changes.iter().map(|change| FieldOut::of(change, schema));
        let violations = previewed.problems.iter().map(|problem| violations_of(problem.clone()));
        Ok(Self {
            id: &previewed.code,
            title: previewed.title.as_deref(),
            changes: changes.collect::<Result<_, _>>()?,
            violations: violations.flat_map(|one| one.as_array().cloned().unwrap_or_default()).collect(),
        })
    }
}

impl<'a> FieldOut<'a> {
    fn of(change: &'a Difference, schema: &Schema) -> serde_json::Result<Self> {
        let localised = change.path.rsplit_once('.').filter(|(property, _)| {
            let attribute = property.strip_prefix("attributes.").and_then(|code| schema.attribute(code));
            attribute.is_some_and(|attribute| attribute.is_localizable)
        });
        let (property, locale) = localised.map_or((change.path.as_str(), None), |(of, locale)| (of, Some(locale)));
        let json = |side: &'a Option<String>| side.as_deref().map(serde_json::from_str).transpose();
        Ok(Self { property, locale, before: json(&change.before)?, after: json(&change.after)? })
    }
}

/// Tries one.
pub async fn preview(State(state): State<AppState>, asked: Asked, Text(body): Text) -> Result<Response, Refusal> {
    let wish = read(&asked, &body)?;
    let (preview, schema) = state.app.preview_edit(&asked.actor, wish).await?;
    let out = PreviewOut::of(&preview, &schema).map_err(|error| Refusal::Internal(Box::new(error)))?;
    answer::json(&out)
}

/// Begins one.
pub async fn begin(State(state): State<AppState>, asked: Asked, Text(body): Text) -> Result<Response, Refusal> {
    let wish = read(&asked, &body)?;
    let job = state.app.edit(&asked.actor, wish).await?;
    let mut response = processes::created(&state, &asked, job).await?;
    *response.status_mut() = StatusCode::ACCEPTED;
    Ok(response)
}

fn read(asked: &Asked, body: &[u8]) -> Result<NewEdit, Refusal> {
    asked.actor.rights.check_write()?;
    let mut body = Fields::of(shape::parse(body)?)?;
    let resource = body.text("resource");
    let kind = resource.value().and_then(|path| KINDS.into_iter().find(|kind| class_of(*kind).path == path));
    if kind.is_none() {
        let known = KINDS.map(|kind| class_of(kind).path).join(", ");
        let got = resource.value().map_or_else(|| "nothing".to_owned(), |path| format!("\"{path}\""));
        refuse(&mut body, "resource", "unknown_choice", format!("Expected one of {known}; got {got}."));
    }
    let (operations, expected) = (body.input("operations"), body.integer("expected"));
    if operations.value().is_none() {
        refuse(&mut body, "operations", "required", "Expected a list of operations.".to_owned());
    }
    let expected = expected.value().map(|count| u64::try_from(*count));
    if let Some(Err(_)) = expected {
        refuse(&mut body, "expected", "out_of_range", "Expected a number of objects, 0 or more.".to_owned());
    }
    let picked = pick(asked, kind.unwrap_or(ObjectKind::Document), &mut body)?;
    body.finish()?;
    let operations = operations.value().cloned().unwrap_or(Input::Null);
    Ok(NewEdit { picked, operations, expected: expected.and_then(Result::ok) })
}

/// Which documents a body picks, which says nothing else.
pub fn read_documents(asked: &Asked, body: &[u8]) -> Result<Picked, Refusal> {
    asked.actor.rights.check_write()?;
    let mut body = Fields::of(shape::parse(body)?)?;
    let picked = pick(asked, ObjectKind::Document, &mut body)?;
    body.finish()?;
    Ok(picked)
}

/// The objects that a body picks: by ids, or by filter and search. Where it says nothing, all.
fn pick(asked: &Asked, kind: ObjectKind, body: &mut Fields) -> Result<Picked, Problem> {
    let (filter, search, ids) = (body.input("filter"), body.text("search"), body.texts("ids"));
    let Patch::Value(ids) = ids else {
        let mut query = Query::all(kind, asked.actor.rights.clone());
        if let Some(filter) = filter.value() {
            query.filter = filter::of_json(kind, filter)?;
        }
        query.search = search.value().cloned();
        return Ok(Picked::Matching(Box::new(query)));
    };
    if filter.value().is_some() || search.value().is_some() {
        refuse(body, "ids", "conflict", "Expected ids, or filter and search, and got both.".to_owned());
    }
    if ids.len() > MAX_IDS {
        refuse(body, "ids", "out_of_range", format!("Expected at most {MAX_IDS} ids; got {}.", ids.len()));
    }
    Ok(Picked::Coded(kind, ids))
}

fn refuse(body: &mut Fields, name: &'static str, rule: &'static str, message: String) {
    body.violate(Violation::new(Field::Property(name), rule, message));
}
