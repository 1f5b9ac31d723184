//! `GET /api/classifications/{id}/tree`: a classification and those below it, one inside the other (ours).

use std::collections::HashMap;

use app::Failure;
use axum::extract::State;
use axum::response::Response;
use model::object::ObjectKind;
use model::problem::Problem;
use model::query::{Condition, Filter, Heads, MAX_LIMIT, Query, Sheet, Sheets, Start};
use model::schema::Schema;
use serde_json::Value as Json;

use super::classifications::CLASSIFICATIONS;
use super::read::Owner;
use super::values::Printer;
use super::view::{Asked, View};
use super::{answer, etag};
use crate::AppState;
use crate::cache::fingerprint;
use crate::errors::Refusal;
use crate::params::bad;

/// Most classifications of one answer.
const MAX_NODES: u64 = 10_000;
/// Most levels below the one asked for, and as many are shown where the query names no `depth`.
const MAX_DEPTH: u64 = 100;

/// Shows one and those at most `depth` levels below. Errors: 400 for more than [`MAX_NODES`].
pub async fn tree(State(state): State<AppState>, asked: Asked, Owner(id): Owner) -> Result<Response, Refusal> {
    let depth = asked.params.number("depth", MAX_DEPTH)?.min(MAX_DEPTH);
    let missing = || Problem::not_found(ObjectKind::Classification.name(), &id);
    let (head, schema) = state.app.head(&asked.actor.rights, ObjectKind::Classification, &id).await?;
    let top = state.app.sheets(&asked.actor.rights, ObjectKind::Classification, vec![head.id], &schema).await?;
    let level = top.sheets.first().ok_or_else(missing)?.ancestors.len() as u64;
    let mut query = Query {
        filter: Filter::All(vec![
            Filter::Is(Condition::Within(vec![id.clone()])),
            Filter::Is(Condition::Level((level..=level + depth).filter_map(|at| u32::try_from(at).ok()).collect())),
        ]),
        limit: MAX_LIMIT,
        ..Query::all(ObjectKind::Classification, asked.actor.rights.clone())
    };
    let mut nodes = Nodes::default();
    loop {
        let (Heads { heads, total, next, .. }, schema) = state.app.heads(query.clone()).await?;
        if total > MAX_NODES {
            let expected = format!("a depth that shows at most {MAX_NODES} classifications");
            return Err(bad("depth", &expected, &format!("one that shows {total}")).into());
        }
        let ids = heads.iter().map(|head| head.id).collect();
        let sheets = state.app.sheets(&asked.actor.rights, ObjectKind::Classification, ids, &schema).await?;
        nodes.add(&asked.view, &schema, &sheets)?;
        let Some(next) = next else { break };
        query.start = Start::After(next);
    }
    let body = nodes.nested(head.id).ok_or_else(missing)?.to_string().into_bytes();
    let etag = etag::of(head.rev, fingerprint(&(asked.view.format, &body)));
    Ok(answer::send(answer::item(CLASSIFICATIONS.terms.class, &asked, body, &etag)?, &asked.known))
}

/// Printed classifications by number, and the numbers of those directly below.
#[derive(Default)]
struct Nodes {
    printed: HashMap<i64, Json>,
    below: HashMap<i64, Vec<i64>>,
}

impl Nodes {
    fn add(&mut self, view: &View, schema: &Schema, Sheets { sheets, values }: &Sheets) -> Result<(), Failure> {
        let printer = Printer { view, schema, values };
        for sheet @ Sheet { object, .. } in sheets {
            let member = printer.member(&CLASSIFICATIONS, sheet)?;
            let node = serde_json::from_slice(&member).map_err(|error| Failure::Internal(Box::new(error)))?;
            self.printed.insert(object.id, node);
            if let Some(parent) = &object.parent {
                self.below.entry(parent.id).or_default().push(object.id);
            }
        }
        Ok(())
    }

    /// One, with what is below as its `children`. No tree is deeper than [`MAX_DEPTH`] here.
    fn nested(&mut self, id: i64) -> Option<Json> {
        let mut node = self.printed.remove(&id)?;
        let below = self.below.remove(&id).unwrap_or_default();
        node["children"] = below.into_iter().filter_map(|child| self.nested(child)).collect();
        Some(node)
    }
}
