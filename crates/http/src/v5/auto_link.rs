//! `POST /api/assets/auto-link`: links assets to the products that the names of their files tell (ours).

use app::files::{AutoLink, AutoLinked, Example, Tally};
use axum::extract::State;
use axum::response::Response;
use model::object::ObjectKind;
use model::problem::{Field, Problem};
use model::query::{MAX_LIMIT, Start};
use schemars::JsonSchema;
use schemars::generate::SchemaGenerator;
use serde::Serialize;
use serde_json::Value;

use super::bulk_report::violations_of;
use super::jsonld::{ASSET, LINK_TYPE};
use super::links::LINKS;
use super::shape::{self, Fields};
use super::view::Asked;
use super::write::{Text, spelled};
use super::{answer, filter, objects, written};
use crate::AppState;
use crate::errors::Refusal;

/// What its path ends with.
pub const NAME: &str = "auto-link";

/// What a query string may say beside filters.
const OTHERS: [&str; 4] = ["dryRun", "filter", "order", "search"];

/// What became of assets.
#[derive(Serialize, JsonSchema)]
pub struct AutoLinkOut<'a> {
    /// How many assets were looked at.
    assets: u64,
    /// Those whose file name is of the pattern.
    matched: u64,
    /// Of these: those that are linked now, or whose link was moved to its position.
    linked: u64,
    /// Those that were linked so already.
    unchanged: u64,
    /// Those whose product doesn't exist.
    unknown: u64,
    /// Those whose link was refused.
    refused: u64,
    /// Those whose file name is not of the pattern, or that have no file.
    unmatched: u64,
    /// Up to 100 of each.
    examples: ExamplesOut<'a>,
}

#[derive(Serialize, JsonSchema)]
struct ExamplesOut<'a> {
    linked: Vec<ExampleOut<'a>>,
    unchanged: Vec<ExampleOut<'a>>,
    unknown: Vec<ExampleOut<'a>>,
    refused: Vec<ExampleOut<'a>>,
    unmatched: Vec<ExampleOut<'a>>,
}

/// An asset.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct ExampleOut<'a> {
    /// Its id.
    asset: &'a str,
    /// The name of its file.
    original_filename: Option<&'a str>,
    /// The id of the document or variant that the name tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<&'a str>,
    /// The place of its link, or the one that the name tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    sequence: Option<i64>,
    /// Why its link was refused.
    #[schemars(schema_with = "violations")]
    #[serde(skip_serializing_if = "Option::is_none")]
    violations: Option<Value>,
}

fn violations(_: &mut SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({"type": "array", "items": {"$ref": "#/components/schemas/Violation"}})
}

impl<'a> AutoLinkOut<'a> {
    fn of(told: &'a AutoLinked) -> Self {
        let AutoLinked { linked, unchanged, unknown, unmatched, refused } = told;
        let matched = linked.count + unchanged.count + unknown.count + refused.count;
        let examples = |tally: &'a Tally| tally.examples.iter().map(ExampleOut::of).collect();
        Self {
            assets: matched + unmatched.count,
            matched,
            linked: linked.count,
            unchanged: unchanged.count,
            unknown: unknown.count,
            refused: refused.count,
            unmatched: unmatched.count,
            examples: ExamplesOut {
                linked: examples(linked),
                unchanged: examples(unchanged),
                unknown: examples(unknown),
                refused: examples(refused),
                unmatched: examples(unmatched),
            },
        }
    }
}

impl<'a> ExampleOut<'a> {
    fn of(example: &'a Example) -> Self {
        let problem = example.problem.as_ref();
        Self {
            asset: &example.asset,
            original_filename: example.file_name.as_deref(),
            origin: example.product.as_deref(),
            sequence: example.sequence,
            violations: problem.map(|problem| violations_of(spelled(&LINKS.terms, problem.clone()))),
        }
    }
}

/// Links those that the query string finds.
pub async fn auto_link(State(state): State<AppState>, asked: Asked, Text(body): Text) -> Result<Response, Refusal> {
    asked.actor.rights.check_write()?;
    filter::check_known(ObjectKind::Asset, &asked.params, &OTHERS)?;
    let mut body = Fields::of(shape::parse(&body)?)?;
    let pattern = body.text("pattern").value().cloned().unwrap_or_default();
    let link_type = body.reference("linkType", LINK_TYPE, Field::LinkType).value().cloned();
    let dry_run = written::dry_run(&asked.params, &mut body)?;
    body.finish()?;
    let missing = || Problem::at(Field::Property("linkType"), "required", "Expected the id of a link type.");
    let link_type = link_type.ok_or_else(missing)?;
    let assets = objects::query(ObjectKind::Asset, &asked, Start::Page(1), MAX_LIMIT)?;
    let told = state.app.auto_link(&asked.actor, &AutoLink { assets, pattern, link_type, dry_run }).await?;
    answer::json(&AutoLinkOut::of(&told))
}

/// The address.
pub fn path() -> String {
    format!("{}/{NAME}", ASSET.collection())
}
