//! Documents, variants and classifications: known by their heads, printed from their sheets,
//! kept printed under their numbers.

use std::collections::HashMap;
use std::sync::Arc;

use app::Failure;
use app::items::{Family, Item};
use app::past::Stood;
use axum::response::Response;
use bytes::Bytes;
use futures_util::FutureExt;
use model::changes::Entity;
use model::command::Action;
use model::object::ObjectKind;
use model::problem::Problem;
use model::query::{Facet, Head, Heads, Query, Sheet, Sheets, Start, Subject};
use model::schema::Schema;

use super::collection::{Answering, Chunk, Collection, Printing, Reading, Served, Terms, other_family};
use super::filter::names::{self, FilterName};
use super::page::Paging;
use super::resource::{Reach, Thing};
use super::values::{Printer, Values};
use super::view::{Asked, View};
use super::{answer, etag, facets, filter, moment, order};
use crate::AppState;
use crate::cache::{Answer, AnswerKey, BodyKey, ViewKey, fingerprint};
use crate::errors::Refusal;
use crate::params::bad;

impl Thing for Sheet {
    type Kind = ObjectKind;

    fn of(item: Item<'_>) -> Option<&Self> {
        match item {
            Item::Object(own) => Some(own),
            _ => None,
        }
    }

    fn rev(&self) -> i64 {
        self.object.rev
    }
}

impl Collection for Served<Sheet> {
    fn terms(&self) -> &Terms {
        &self.terms
    }

    fn family(&self) -> Family {
        Family::Objects(self.kind)
    }

    fn filters(&self) -> Vec<FilterName> {
        names::of(self.kind)
    }

    fn has_history(&self) -> bool {
        true
    }

    fn subject(&self, id: &str) -> Option<Subject> {
        Some(Subject::Object(self.kind, id.to_owned()))
    }

    fn delete(&self, id: &str, reach: Reach) -> Result<Action, Problem> {
        Ok(Action::DeleteObject { kind: self.kind, code: id.to_owned(), recursive: reach.recursive })
    }

    fn print(&self, printer: Printer<'_>, item: Item<'_>) -> Result<Vec<u8>, Failure> {
        printer.item(self, item)
    }

    fn one<'a>(&'static self, state: &'a AppState, asked: &'a Asked, id: &'a str) -> Answering<'a> {
        self.find(state, asked, id).boxed()
    }

    fn written<'a>(&'static self, state: &'a AppState, asked: &'a Asked, entity: Entity) -> Answering<'a> {
        async move {
            let Entity::Object(object) = entity else { return Err(other_family(&entity)) };
            let schema = state.app.schema().await?;
            let mut sheets = state.app.sheets(&asked.actor.rights, self.kind, vec![object.id], &schema).await?;
            if sheets.sheets.is_empty() {
                // Deleted since: then it is shown without what else was its own.
                sheets.sheets.push(Sheet::of(object));
            }
            let sheet = &sheets.sheets[0];
            Ok(answer::send(self.answer(state, asked, &schema, sheet, &sheets.values)?, &asked.known))
        }
        .boxed()
    }

    fn page<'a>(&'static self, state: &'a AppState, asked: &'a Asked, paging: &'a Paging) -> Answering<'a> {
        async move {
            if moment::as_of(&asked.params)?.is_none() {
                return self.list(state, asked, paging).await;
            }
            let chunk = self.chunk(state, asked, paging.start(), paging.limit).await?.printed().await?;
            chunk.answer((self.terms.class, &self.terms.class.collection()), asked, paging)
        }
        .boxed()
    }

    fn chunk<'a>(&'static self, state: &'a AppState, asked: &'a Asked, start: Start, limit: u32) -> Reading<'a> {
        async move {
            if asked.params.all("facets").next().is_some() {
                return Err(bad("facets[]", "a list in pages, as it is now", "pagination=false or asOf").into());
            }
            let query = query(self.kind, asked, start, limit)?;
            if let Some(moment) = moment::as_of(&asked.params)? {
                return self.chunk_then(state, asked, &query, moment).await;
            }
            let (Heads { heads, total, next, .. }, schema) = state.app.heads(query).await?;
            let (mut bodies, missing) = self.bodies(state, asked, &schema, &heads).await?;
            let view = asked.view.clone();
            let printing = async move {
                // They aren't kept: a walk through everything would only drive out what others ask for.
                let printed = self.print_all(&view, &schema, missing).await?;
                bodies.extend(printed.into_iter().map(|(id, _, body)| (id, body)));
                Ok(in_order(&heads, bodies))
            };
            Ok(Chunk { members: printing.boxed(), total: Some(total), next })
        }
        .boxed()
    }
}

impl Served<Sheet> {
    async fn find(&'static self, state: &AppState, asked: &Asked, id: &str) -> Result<Response, Refusal> {
        if let Some(moment) = moment::as_of(&asked.params)? {
            return self.one_at(state, asked, id, moment).await;
        }
        let (head, schema) = state.app.head(&asked.actor.rights, self.kind, id).await?;
        if !(self.shows_others)(&asked.view) {
            let key = answer_key(asked, &schema, head.id, head.shown);
            if let Some(answer) = state.cache.answer(&key) {
                return Ok(answer::send(answer, &asked.known));
            }
            let etag = etag::of(head.rev, fingerprint(&key));
            if asked.known.has(&etag) {
                return Ok(answer::known(&etag));
            }
        }
        Ok(answer::send(self.read_one(state, asked, &schema, &head).await?, &asked.known))
    }

    async fn list(&'static self, state: &AppState, asked: &Asked, paging: &Paging) -> Result<Response, Refusal> {
        let query = Query { facets: facets::read(asked)?, ..query(self.kind, asked, paging.start(), paging.limit)? };
        let (Heads { heads, total, next, facets }, schema) = state.app.heads(query).await?;
        let seen = fingerprint(&(
            self.terms.class.path,
            (schema.rules, schema.labels, total, &next, &facets),
            heads.iter().map(|head| (head.id, head.shown)).collect::<Vec<_>>(),
            (asked.view.format, &asked.query, &asked.base, asked.view.key(&asked.actor.rights)),
        ));
        let key = AnswerKey::Page(seen);
        let kept = !(self.shows_others)(&asked.view);
        if kept {
            if let Some(answer) = state.cache.answer(&key) {
                return Ok(answer::send(answer, &asked.known));
            }
            let etag = etag::of_list(seen);
            if asked.known.has(&etag) {
                return Ok(answer::known(&etag));
            }
        }
        let members = self.members(state, asked, &schema, &heads, kept).await?;
        let seen = if kept { seen } else { fingerprint(&(seen, &members)) };
        let facets = print_facets(state, asked, &schema, &facets).await?;
        let chunk = Chunk { members, total: Some(total), next };
        let answer = answer::page(
            (self.terms.class, &self.terms.class.collection()),
            asked,
            paging,
            &chunk,
            facets.as_deref(),
            &etag::of_list(seen),
        )?;
        if kept {
            state.cache.keep_answer(key, answer.clone());
        }
        Ok(answer::send(answer, &asked.known))
    }

    async fn read_one(
        &self,
        state: &AppState,
        asked: &Asked,
        schema: &Arc<Schema>,
        head: &Head,
    ) -> Result<Answer, Refusal> {
        let Sheets { sheets, values } = state.app.sheets(&asked.actor.rights, self.kind, vec![head.id], schema).await?;
        let sheet = sheets.first().ok_or_else(|| Problem::not_found(self.kind.name(), &head.code))?;
        self.answer(state, asked, schema, sheet, &values)
    }

    /// One as it stood at a moment: nothing of it is kept, and its tag is of no revision.
    async fn one_at(&self, state: &AppState, asked: &Asked, id: &str, moment: i64) -> Result<Response, Refusal> {
        let (Sheets { sheets, values }, schema) =
            state.app.sheets_at(&asked.actor.rights, self.kind, id, moment).await?;
        let sheet = sheets.first().ok_or_else(|| Problem::not_found(self.kind.name(), id))?;
        let member = Printer { view: &asked.view, schema: &schema, values: &values }.member(self, sheet)?;
        let etag = etag::of_list(fingerprint(&(asked.view.format, &member)));
        Ok(answer::send(answer::item(self.terms.class, asked, member, &etag)?, &asked.known))
    }

    /// Some of those that were there at a moment, as they stood: nothing of them is kept.
    async fn chunk_then(
        &'static self,
        state: &AppState,
        asked: &Asked,
        query: &Query,
        moment: i64,
    ) -> Result<Chunk<Printing>, Failure> {
        let (Stood { sheets, next }, schema) = state.app.stood(query, moment).await?;
        let view = asked.view.clone();
        let printing = async move {
            let printed = self.print_all(&view, &schema, sheets).await?;
            Ok(printed.into_iter().map(|(_, _, body)| body).collect())
        };
        Ok(Chunk { members: printing.boxed(), total: None, next })
    }

    /// Prints one and, unless others show in it, keeps the answer under the numbers that were read with it.
    fn answer(
        &self,
        state: &AppState,
        asked: &Asked,
        schema: &Schema,
        sheet: &Sheet,
        values: &Values,
    ) -> Result<Answer, Refusal> {
        let printer = Printer { view: &asked.view, schema, values };
        let object = &sheet.object;
        if (self.shows_others)(&asked.view) {
            return answer::fresh(self, asked, printer, sheet, object.rev);
        }
        let key = answer_key(asked, schema, object.id, object.shown);
        let etag = etag::of(object.rev, fingerprint(&key));
        let answer = answer::item(self.terms.class, asked, printer.member(self, sheet)?, &etag)?;
        state.cache.keep_answer(key, answer.clone());
        Ok(answer)
    }

    /// The printed bodies of a page, of which only the missing ones are read; `keep`: for others too.
    async fn members(
        &'static self,
        state: &AppState,
        asked: &Asked,
        schema: &Arc<Schema>,
        heads: &[Head],
        keep: bool,
    ) -> Result<Vec<Bytes>, Failure> {
        let view = asked.view.key(&asked.actor.rights);
        let (mut bodies, missing) = self.bodies(state, asked, schema, heads).await?;
        for (id, shown, body) in self.print_all(&asked.view, schema, missing).await? {
            if keep {
                state.cache.keep_body(body_key(&view, schema, id, shown), body.clone());
            }
            bodies.insert(id, body);
        }
        Ok(in_order(heads, bodies))
    }

    /// The bodies that are kept, and what the others are printed from.
    async fn bodies(
        &self,
        state: &AppState,
        asked: &Asked,
        schema: &Arc<Schema>,
        heads: &[Head],
    ) -> Result<(Bodies, Sheets), Failure> {
        let rights = &asked.actor.rights;
        let view = asked.view.key(rights);
        let kept = |head: &Head| state.cache.body(&body_key(&view, schema, head.id, head.shown));
        let mut bodies = HashMap::with_capacity(heads.len());
        if !(self.shows_others)(&asked.view) {
            bodies.extend(heads.iter().filter_map(|head| Some((head.id, kept(head)?))));
        }
        let missing: Vec<i64> = heads.iter().map(|head| head.id).filter(|id| !bodies.contains_key(id)).collect();
        let sheets = state.app.sheets(rights, self.kind, missing, schema).await?;
        Ok((bodies, sheets))
    }

    /// Bodies by number and number of changes.
    async fn print_all(
        &'static self,
        view: &View,
        schema: &Arc<Schema>,
        sheets: Sheets,
    ) -> Result<Vec<(i64, i64, Bytes)>, Failure> {
        let at_once = sheets.sheets.len() <= PRINTED_AT_ONCE;
        let (view, schema) = (view.clone(), Arc::clone(schema));
        let work = move || {
            let printer = Printer { view: &view, schema: &schema, values: &sheets.values };
            let print =
                |sheet: &Sheet| Ok((sheet.object.id, sheet.object.shown, Bytes::from(printer.member(self, sheet)?)));
            sheets.sheets.iter().map(print).collect()
        };
        if at_once {
            return work();
        }
        tokio::task::spawn_blocking(work).await.map_err(|error| Failure::Internal(Box::new(error)))?
    }
}

/// The question that a query string asks.
pub fn query(kind: ObjectKind, asked: &Asked, start: Start, limit: u32) -> Result<Query, Problem> {
    Ok(Query {
        filter: filter::read(kind, &asked.params)?,
        search: asked.params.get("search").map(str::to_owned),
        order: order::read(kind, &asked.params)?,
        start,
        limit,
        ..Query::all(kind, asked.actor.rights.clone())
    })
}

/// Facets as JSON; none if none were asked for.
async fn print_facets(
    state: &AppState,
    asked: &Asked,
    schema: &Schema,
    facets: &[Facet],
) -> Result<Option<String>, Failure> {
    if facets.is_empty() {
        return Ok(None);
    }
    let values = state.app.named_values(facets::named(facets, schema)).await?;
    let printer = Printer { view: &asked.view, schema, values: &values };
    facets::print(printer, facets).map(Some).map_err(|error| Failure::Internal(Box::new(error)))
}

fn body_key(view: &Arc<ViewKey>, schema: &Schema, id: i64, shown: i64) -> BodyKey {
    BodyKey { id, shown, rules: schema.rules, labels: schema.labels, view: Arc::clone(view) }
}

fn answer_key(asked: &Asked, schema: &Schema, id: i64, shown: i64) -> AnswerKey {
    AnswerKey::One {
        body: body_key(&asked.view.key(&asked.actor.rights), schema, id, shown),
        form: asked.view.format.content_type(),
        base: asked.base.clone(),
    }
}

/// Printed bodies by number.
type Bodies = HashMap<i64, Bytes>;

/// Those that are gone by now are left out.
fn in_order(heads: &[Head], mut bodies: Bodies) -> Vec<Bytes> {
    heads.iter().filter_map(|head| bodies.remove(&head.id)).collect()
}

/// More bodies than these are printed on a thread of their own.
const PRINTED_AT_ONCE: usize = 100;
