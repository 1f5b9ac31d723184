//! Lists of objects as they stood at a moment.

use std::sync::Arc;

use model::object::ObjectKind;
use model::permission::Rights;
use model::problem::{Kind, Problem};
use model::query::{Query, Resource, Sheet, Sheets, Start, Wanted};
use model::schema::Schema;
use store::conn::Conn;
use store::history::then::{self, Known};
use store::values;

use super::{past, printed};
use crate::read::derive;
use crate::scope::hides;
use crate::{App, Failure};

/// Objects that are seen as they stood at once.
const CHUNK: usize = 200;

/// Times that objects are looked at for one answer.
const ROUNDS: usize = 20;

/// Some objects as they stood.
#[derive(Debug, Default)]
pub struct Stood {
    /// By their codes of today, deleted ones by their last.
    pub sheets: Sheets,
    /// The key of the last one, if more may follow.
    pub next: Option<String>,
}

impl App {
    /// A page of the objects that were there at a moment (microseconds since 1970 UTC), as they stood. Up to 4,000 are
    /// looked at: then a page may be short, and go on. Errors: `Malformed` for what can't be asked of the past (see
    /// [`Wanted::of`]), and for a page other than the first without a cursor.
    pub async fn stood(&self, query: &Query, moment: i64) -> Result<(Stood, Arc<Schema>), Failure> {
        query.rights.check_read(&Resource::Objects(query.kind))?;
        let schema = self.schema().await?;
        let wanted = Wanted::of(query, &schema)?;
        let mut after = begin(&query.start)?;
        let (limit, mut stood) = (query.limit as usize, Stood::default());
        if limit == 0 {
            return Ok((stood, schema));
        }
        // The first look is made for a page of which all is wanted.
        let mut most = (limit + 1).min(CHUNK);
        for _ in 0..ROUNDS {
            let known = self.known((query.kind, moment), after.clone(), most).await?;
            let is_last = known.len() < most;
            let mut found = self.seen_then(&query.rights, query.kind, moment, &known, &schema).await?;
            found.sheets.retain(|sheet| wanted.has(sheet, &schema));
            stood.sheets.sheets.append(&mut found.sheets);
            stood.sheets.values.extend(found.values);
            if stood.sheets.sheets.len() > limit {
                stood.sheets.sheets.truncate(limit);
                let last = stood.sheets.sheets.last().map(|last| last.object.id);
                // It may stand in what was looked at before.
                let place = known.iter().find(|one| Some(one.id) == last).map(Known::key);
                stood.next = Some(place.unwrap_or(after));
                return Ok((stood, schema));
            }
            stood.next = known.last().filter(|_| !is_last).map(Known::key);
            let Some(next) = &stood.next else { break };
            (after, most) = (next.clone(), CHUNK);
        }
        Ok((stood, schema))
    }

    async fn known(&self, of: (ObjectKind, i64), after: String, most: usize) -> Result<Vec<Known>, Failure> {
        Ok(self.store.read(async move |conn: &mut Conn<'_>| then::known(conn, of, &after, most).await).await?)
    }

    /// Those of these objects that were there, as they stood and as far as they exist for the reader.
    async fn seen_then(
        &self,
        rights: &Rights,
        kind: ObjectKind,
        moment: i64,
        known: &[Known],
        schema: &Arc<Schema>,
    ) -> Result<Sheets, Failure> {
        let mut ids: Vec<i64> = known.iter().map(|one| one.id).collect();
        if let Some(scope) = rights.scope.as_ref().filter(|scope| hides(scope, kind)) {
            let existing = self.existing(rights, scope, schema, ids.iter().copied().collect()).await?;
            ids.retain(|id| existing.contains(id));
        }
        let asked = ids.clone();
        let read = async move |conn: &mut Conn<'_>| then::traces(conn, &asked, moment).await;
        let traces = self.store.snapshot(read).await?;
        let past = past(schema, &traces)?;
        let mut sheets: Vec<Sheet> = ids.iter().filter_map(|id| past.sheet(*id)).collect();
        for sheet in &mut sheets {
            derive(sheet, schema, rights);
        }
        let values = self.named_values(values::named_by(sheets.iter().flat_map(printed), schema)).await?;
        let mut found = Sheets { sheets, values };
        if let Some(scope) = &rights.scope {
            self.reduce(rights, scope, &mut found, &ids).await?;
        }
        Ok(found)
    }
}

/// The key after which a list of the past begins.
fn begin(start: &Start) -> Result<String, Problem> {
    let got = match start {
        Start::After(key) => return Ok(key.clone()),
        Start::Page(1) | Start::Offset(0) => return Ok(String::new()),
        Start::Page(page) => format!("page {page}"),
        Start::Offset(passed) => format!("an offset of {passed}"),
    };
    let message = format!("With asOf, expected a cursor from a next link; got {got}.");
    Err(Problem::new(Kind::Malformed, message))
}
