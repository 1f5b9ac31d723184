//! `/articles/orphelins`: documents in no classification (v4.md 5.7).

use std::sync::Arc;

use app::Failure;
use axum::extract::State;
use axum::response::Response;
use futures_util::FutureExt;
use model::object::ObjectKind;
use model::query::{Condition, Filter, Heads, Query, Sort, SortBy, Start};
use serde_json::json;

use super::asked::Asked;
use super::printer::printing;
use super::rows::{Fetch, Offset, Rows, Shape};
use crate::AppState;
use crate::errors::Refusal;

/// Lists them: E2.
pub async fn list(State(state): State<AppState>, asked: Asked) -> Result<Response, Refusal> {
    let offset = Offset::read(&asked)?;
    let culture = asked.culture()?;
    let reading = Arc::new(Reading { state, asked, culture });
    let fetch: Fetch = Box::new(move |start, limit| {
        let reading = Arc::clone(&reading);
        async move { reading.rows(start, limit).await }.boxed()
    });
    offset.walk(Shape::Pageless, fetch).await
}

struct Reading {
    state: AppState,
    asked: Asked,
    culture: String,
}

impl Reading {
    async fn rows(&self, start: Start, limit: u32) -> Result<Rows, Failure> {
        let rights = &self.asked.actor.rights;
        let query = Query {
            filter: Filter::Is(Condition::Orphan),
            order: vec![Sort { by: SortBy::Number, descending: false }],
            start,
            limit,
            ..Query::all(ObjectKind::Document, rights.clone())
        };
        let (Heads { heads, total, next, .. }, schema) = self.state.app.heads(query).await?;
        let mut found = self.state.app.objects(rights, heads.iter().map(|head| head.id).collect(), &schema).await?;
        found.sheets.sort_unstable_by_key(|sheet| sheet.object.id);
        let rows = printing(&self.asked, &self.culture, &found.values, |printer| {
            let row = |sheet: &model::query::Sheet| {
                let object = &sheet.object;
                json!({"id": object.id, "code": object.code, "active": object.active, "name": printer.name(object)})
                    .to_string()
            };
            found.sheets.iter().map(row).collect()
        });
        Ok(Rows { printed: rows, total, next })
    }
}
