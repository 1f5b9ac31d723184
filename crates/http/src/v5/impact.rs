//! What a deletion would mean: `GET /api/{resource}/{id}/impact`, and `POST /api/documents/impact` for many (ours).

use app::impact::{Deletion, Deletions};
use axum::extract::State;
use axum::response::Response;
use model::impact::{Concern, Concerned, Impact};
use schemars::JsonSchema;
use serde::Serialize;

use super::collection::Collection;
use super::read::Owner;
use super::resource::Reach;
use super::view::Asked;
use super::write::Text;
use super::{answer, bulk_edits, history};
use crate::AppState;
use crate::errors::Refusal;

/// What that of documents ends with.
pub const MANY: &str = "/api/documents/impact";

/// What it would mean to delete a thing.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImpactOut<'a> {
    /// The thing's id.
    id: &'a str,
    /// Whether `DELETE` does it.
    is_deletable: bool,
    /// Whether it does with `force` or, where things stand below, with `recursive`.
    is_forceable: bool,
    /// Why it is refused without; null: it isn't.
    reason: Option<&'a str>,
    /// What becomes of others, if it is done at all.
    effects: Vec<EffectOut<'a>>,
}

/// What it would mean to delete some of documents.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImpactOfManyOut<'a> {
    /// How many documents there are.
    count: u64,
    /// How many of those that were looked at can be deleted.
    deletable: u64,
    /// Whether all were looked at.
    is_exact: bool,
    /// How many were looked at: the first 10,000 at most.
    tried: u64,
    /// What becomes of others.
    effects: Vec<EffectOut<'a>>,
}

/// What becomes of others.
#[derive(Serialize, JsonSchema)]
struct EffectOut<'a> {
    /// `deletes`: they go too; `clears`: they lose what refers to what goes.
    kind: &'static str,
    /// The resource that they are of.
    resource: &'a str,
    /// What connects them, such as `link`, `variants`, `value`, `classification` or `attributeSet`.
    relation: &'a str,
    /// How many.
    count: u64,
    /// The ids of up to 5 of them.
    examples: &'a [String],
}

impl<'a> EffectOut<'a> {
    fn of((concern, concerned): (&'a Concern, &'a Concerned)) -> Self {
        let Concern { fate, kind, relation } = concern;
        let Concerned { count, examples } = concerned;
        Self { kind: fate.name(), resource: history::resource_of(kind), relation, count: *count, examples }
    }
}

fn effects(impact: &Impact) -> Vec<EffectOut<'_>> {
    impact.0.iter().map(EffectOut::of).collect()
}

/// Of one thing.
pub async fn of_one(
    collection: &'static dyn Collection,
    State(state): State<AppState>,
    asked: Asked,
    Owner(id): Owner,
) -> Result<Response, Refusal> {
    let usual = collection.delete(&id, Reach { recursive: false, force: false })?;
    let forced = collection.delete(&id, Reach { recursive: true, force: true })?;
    let Deletion { refused, is_forceable, impact } = state.app.impact(&asked.actor, usual, forced).await?;
    answer::json(&ImpactOut {
        id: &id,
        is_deletable: refused.is_none(),
        is_forceable,
        reason: refused.as_ref().map(|problem| problem.message.as_str()),
        effects: effects(&impact),
    })
}

/// Of documents that a body picks.
pub async fn of_many(State(state): State<AppState>, asked: Asked, Text(body): Text) -> Result<Response, Refusal> {
    let picked = bulk_edits::read_documents(&asked, &body)?;
    let Deletions { count, tried, refused, impact } = state.app.impact_of_many(&asked.actor, picked).await?;
    answer::json(&ImpactOfManyOut {
        count,
        deletable: tried - refused,
        is_exact: tried == count,
        tried,
        effects: effects(&impact),
    })
}
