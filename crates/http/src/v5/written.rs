//! What a call that writes several objects at once is answered: a result for each, the one it was about first.

use app::past::Written;
use axum::response::Response;
use model::changes::{Done, Entity};
use model::problem::Violation;
use serde::Serialize;

use super::bulk_report::ResultOut;
use super::collection::Terms;
use super::links::class_of;
use super::shape::Fields;
use super::write::{id_of, spell};
use crate::AppState;
use crate::errors::Refusal;
use crate::params::Params;

#[derive(Serialize)]
struct Results<'a> {
    results: Vec<ResultOut<'a>>,
}

/// The answer; a dry run tells what differs.
pub async fn answer(terms: &Terms, state: &AppState, written: Written, dry_run: bool) -> Result<Response, Refusal> {
    let schema = state.app.schema().await?;
    let Written { done, warnings } = written;
    let differences: Vec<_> = done.iter().map(|done| dry_run.then(|| done.differences(&schema))).collect();
    let ids: Vec<Option<String>> = done.iter().map(|done| id(done, dry_run)).collect();
    let mut results = Vec::with_capacity(done.len());
    for (index, done) in done.iter().enumerate() {
        let class = match &done.entity {
            Entity::Object(object) => Some(class_of(object.kind).name),
            _ => None,
        };
        let mut warned: Vec<Violation> = if index == 0 { warnings.clone() } else { Vec::new() };
        warned.extend_from_slice(&done.warnings);
        for violation in &mut warned {
            spell(terms, violation);
        }
        let result = ResultOut::done((index, class), ids[index].as_deref(), done.effect, &warned);
        let result = result.telling(differences[index].as_deref());
        results.push(result.map_err(|error| Refusal::Internal(Box::new(error)))?);
    }
    super::answer::json(&Results { results })
}

/// Its id; what a dry run would give a link is none.
fn id(done: &Done, dry_run: bool) -> Option<String> {
    let is_given = matches!(&done.entity, Entity::Object(object) if object.target.is_some()) && done.before.is_none();
    (!(dry_run && is_given)).then(|| id_of(&done.entity))
}

/// Whether nothing is to be written; the query rules over the body.
pub fn dry_run(params: &Params, body: &mut Fields) -> Result<bool, Refusal> {
    Ok(params.switch("dryRun", body.switch("dryRun").value().copied().unwrap_or(false))?)
}
