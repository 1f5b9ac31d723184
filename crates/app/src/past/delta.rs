//! What came into a catalog, left it, or changed in it between two moments.

use std::collections::BTreeSet;
use std::sync::Arc;

use model::input::Input;
use model::object::ObjectKind;
use model::permission::{Rights, Scope};
use model::plan::{self, Catalogs, Damaged, Past, Told};
use model::problem::{Kind, Problem};
use model::query::{Resource, Start};
use model::schema::{Catalog, DefinitionKind, Schema};
use store::conn::Conn;
use store::history::Traces;
use store::history::delta::{self, Last};

use super::damaged;
use super::hide::{Names, is_hidden, left};
use crate::scope::hides_objects;
use crate::{App, Failure};

/// Documents that are held against themselves at once.
const CHUNK: usize = 500;

/// Times that documents are looked at for one answer.
const ROUNDS: usize = 10;

/// Between the parts of a key; none of them holds it.
const SEPARATOR: char = ' ';

/// Some of what differs in a catalog between two moments.
#[derive(Debug, Clone)]
pub struct Delta {
    /// In the order of their last changes.
    pub documents: Vec<Differing>,
    /// The second moment, microseconds since 1970 UTC.
    pub to: i64,
    /// The key of the last one, if more may follow. It holds the second moment too.
    pub next: Option<String>,
}

/// A document that isn't in a catalog as it was.
#[derive(Debug, Clone)]
pub struct Differing {
    /// Its number.
    pub id: i64,
    /// Its code at the second moment, or at the first if it is deleted.
    pub code: String,
    /// What became of it there.
    pub moved: Move,
    /// When it changed last by the second moment.
    pub at: i64,
    /// What of it changed, if it was there at both.
    pub fields: Vec<Told>,
}

/// What became of a document in a catalog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// It came.
    Entered,
    /// It went, or was deleted.
    Left,
    /// It is another than it was.
    Changed,
}

impl Move {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Entered => "entered",
            Self::Left => "left",
            Self::Changed => "changed",
        }
    }
}

/// Two moments, and who looks.
struct Between<'a> {
    rights: &'a Rights,
    catalog: i64,
    from: i64,
    to: i64,
}

impl App {
    /// What of a catalog's documents differs between `from` and `to` (microseconds since 1970 UTC; `None`: now), each
    /// told once: what came and went in between isn't. Up to 5,000 that changed are looked at: then a page may be short,
    /// and go on. Errors: `NotFound`; `Malformed` for a second moment before the first, and for a page other than the
    /// first without a cursor.
    pub async fn delta(
        &self,
        rights: &Rights,
        catalog: &str,
        (from, to): (i64, Option<i64>),
        start: &Start,
        limit: u32,
    ) -> Result<Delta, Failure> {
        rights.check_read(&Resource::Objects(ObjectKind::Document))?;
        let schema = self.schema().await?;
        let (catalog, _) = schema
            .get::<Catalog>(catalog)
            .ok_or_else(|| Problem::not_found(DefinitionKind::Catalog.words(), catalog))?;
        let (mut after, pinned) = begin(start, from)?;
        let to = pinned.or(to).unwrap_or_else(|| self.now());
        if to < from {
            return Err(malformed("Expected a moment in to that isn't before that in from.").into());
        }
        let between = Between { rights, catalog, from, to };
        let (limit, mut found) = (limit as usize, Delta { documents: Vec::new(), to, next: None });
        if limit == 0 {
            return Ok(found);
        }
        for _ in 0..ROUNDS {
            let read = async move |conn: &mut Conn<'_>| delta::changed(conn, after, to, CHUNK).await;
            let changed = self.store.read(read).await?;
            for (last, document) in self.differing(&between, &changed, &schema).await? {
                if found.documents.len() == limit {
                    found.next = Some(key(after, to));
                    return Ok(found);
                }
                after = (last.at, last.seq);
                found.documents.push(document);
            }
            let Some(last) = changed.last().filter(|_| changed.len() == CHUNK) else { return Ok(found) };
            after = (last.at, last.seq);
        }
        found.next = Some(key(after, to));
        Ok(found)
    }

    /// Those of these documents that aren't in the catalog as they were.
    async fn differing(
        &self,
        between: &Between<'_>,
        changed: &[Last],
        schema: &Arc<Schema>,
    ) -> Result<Vec<(Last, Differing)>, Failure> {
        let (ids, from): (Vec<i64>, _) = (changed.iter().map(|last| last.id).collect(), between.from);
        let asked = ids.clone();
        let read = async move |conn: &mut Conn<'_>| delta::since(conn, asked, from).await;
        let Traces { now, since, .. } = self.store.snapshot(read).await?;
        let later: Vec<_> = since.iter().filter(|line| line.at > between.to).cloned().collect();
        let was = Past::of(schema, &now, &since, &[]).map_err(damaged)?;
        let is = Past::of(schema, &now, &later, &[]).map_err(damaged)?;
        let images = ids.iter().flat_map(|id| [was.image(*id), is.image(*id)]).flatten();
        let places: Names = images.flat_map(|image| plan::ends(ObjectKind::Document, image, schema)).collect();
        let shown = self.shown(between, ids.iter().copied().collect(), &places, schema).await?;
        let codes = places.iter().map(|(_, code)| code.clone()).collect();
        let read = async move |conn: &mut Conn<'_>| delta::bearers(conn, codes, from).await;
        let catalogs = Catalogs::of(&self.store.snapshot(read).await?, schema);
        let one = Comparison { between, schema, catalogs: &catalogs, shown: shown.as_ref() };
        let mut found = Vec::new();
        for last in changed {
            let told = one.of(*last, &was, &is).map_err(damaged)?;
            found.extend(told.map(|document| (*last, document)));
        }
        Ok(found)
    }

    /// What of documents and classifications exists for the reader.
    async fn shown<'a>(
        &self,
        between: &Between<'a>,
        ids: BTreeSet<i64>,
        places: &Names,
        schema: &Schema,
    ) -> Result<Option<Shown<'a>>, Failure> {
        let Some(scope) = between.rights.scope.as_deref() else { return Ok(None) };
        let (documents, places) = if hides_objects(scope) {
            (self.existing(between.rights, scope, schema, ids).await?, self.seen(between.rights, places).await?)
        } else {
            (ids, places.clone())
        };
        Ok(Some(Shown { scope, documents, places }))
    }
}

/// What exists for a reader who may not see all.
struct Shown<'a> {
    scope: &'a Scope,
    documents: BTreeSet<i64>,
    places: Names,
}

/// Holds documents of two moments against each other.
struct Comparison<'a> {
    between: &'a Between<'a>,
    schema: &'a Schema,
    catalogs: &'a Catalogs,
    shown: Option<&'a Shown<'a>>,
}

impl Comparison<'_> {
    /// `None`: it is as it was, as far as the reader knows.
    fn of(&self, last: Last, was: &Past<'_>, is: &Past<'_>) -> Result<Option<Differing>, Damaged> {
        let Last { at, seq, id } = last;
        if self.shown.is_some_and(|shown| !shown.documents.contains(&id)) {
            return Ok(None);
        }
        let [before, after] = [was, is].map(|past| past.image(id).filter(|image| self.is_in(image)));
        let (moved, fields) = match (before, after) {
            (None, None) => return Ok(None),
            (None, Some(_)) => (Move::Entered, Vec::new()),
            (Some(_), None) => (Move::Left, Vec::new()),
            (Some(before), Some(after)) => (Move::Changed, self.fields(before, after).ok_or(Damaged(seq))?),
        };
        let name = is.name(id).or_else(|| was.name(id));
        let Some((_, code)) = name.filter(|_| moved != Move::Changed || !fields.is_empty()) else { return Ok(None) };
        Ok(Some(Differing { id, code: code.to_owned(), moved, at, fields }))
    }

    /// Whether a document of that image is in the catalog.
    fn is_in(&self, image: &Input) -> bool {
        let places = plan::ends(ObjectKind::Document, image, self.schema);
        let mut seen = places.iter().filter(|place| self.shown.is_none_or(|shown| shown.places.contains(*place)));
        seen.any(|(_, code)| self.catalogs.has(code, self.between.catalog))
    }

    fn fields(&self, before: &Input, after: &Input) -> Option<Vec<Told>> {
        let mut fields = plan::between(before, after)?;
        let Some(Shown { scope, places, .. }) = self.shown else { return Some(fields) };
        fields.retain(|told| !is_hidden(told, scope));
        for told in &mut fields {
            for side in [&mut told.before, &mut told.after] {
                let kind = Some(ObjectKind::Document);
                *side = side.take().and_then(|input| left(kind, &told.path, input, self.schema, places));
            }
        }
        fields.retain(|told| told.before != told.after);
        Some(fields)
    }
}

fn key((at, seq): (i64, i64), to: i64) -> String {
    format!("{at}{SEPARATOR}{seq}{SEPARATOR}{to}")
}

/// The place after which a page begins, and the second moment if one was said before.
fn begin(start: &Start, from: i64) -> Result<((i64, i64), Option<i64>), Problem> {
    let first = ((from, i64::MAX), None);
    let key = match start {
        Start::After(key) if key.is_empty() => return Ok(first),
        Start::Page(1) | Start::Offset(0) => return Ok(first),
        Start::After(key) => key,
        Start::Page(_) | Start::Offset(_) => {
            return Err(malformed("Expected a cursor from a next link, and no number of a page."));
        }
    };
    let mut parts = key.split(SEPARATOR).map(|part| part.parse::<i64>().ok());
    match (parts.next().flatten(), parts.next().flatten(), parts.next().flatten()) {
        (Some(at), Some(seq), Some(to)) => Ok(((at, seq), Some(to))),
        _ => Err(malformed("Expected a cursor from a next link of this delta.")),
    }
}

fn malformed(message: &str) -> Problem {
    Problem::new(Kind::Malformed, message)
}
