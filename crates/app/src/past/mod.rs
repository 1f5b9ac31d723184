//! What happened to things, and objects as they stood.

mod all;
mod back;
mod delta;
mod hide;
mod then;

use std::collections::BTreeMap;
use std::sync::Arc;

use model::changes::{Op, Recorded};
use model::input::Input;
use model::object::{Object, ObjectKind};
use model::permission::Rights;
use model::plan::{self, Damaged, Past, Told};
use model::problem::{Kind, Problem};
use model::query::{Resource, Sheet, Sheets, Start, Subject};
use model::schema::Schema;
use store::conn::Conn;
use store::history::{self, Lives, Moment, Traces};
use store::values;

use crate::read::derive;
use crate::scope::hides;
use crate::{App, Failure};

pub use back::{Revert, To, Written};
pub use delta::{Delta, Differing, Move};
pub use then::Stood;

/// A page of a thing's history.
#[derive(Debug, Clone)]
pub struct History {
    /// The newest first.
    pub entries: Vec<Entry>,
    /// How many there are, on all pages; `None`: that isn't counted.
    pub total: Option<u64>,
    /// Where the next page begins, if more follow.
    pub next: Option<String>,
}

/// One change, field by field.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What and who, as it was recorded.
    pub line: Recorded,
    /// What each field was and became.
    pub fields: Vec<Told>,
}

impl App {
    /// A page of what happened to all that bore a name. Errors: `NotFound`.
    pub async fn history(
        &self,
        rights: &Rights,
        subject: &Subject,
        start: Start,
        limit: u32,
    ) -> Result<History, Failure> {
        let (lives, schema) = self.lives(rights, subject).await?;
        let (kind, ids) = (subject.kind(), lives.ids());
        let read = async move |conn: &mut Conn<'_>| history::page(conn, kind, ids.clone(), &start, limit).await;
        let (mut page, total) = self.store.snapshot(read).await?;
        let more = page.len() > limit as usize;
        page.truncate(limit as usize);
        let next = page.last().filter(|_| more).map(|last| last.cursor.seq.to_string());
        let mut entries = self.tell(page, &schema).await?;
        if let Some(scope) = &rights.scope {
            self.hide(rights, scope, &schema, &mut entries).await?;
        }
        Ok(History { entries, total: Some(total), next })
    }

    /// Lines of history, field by field.
    async fn tell(&self, lines: Vec<Recorded>, schema: &Schema) -> Result<Vec<Entry>, Failure> {
        let begun = self.begun(&lines, schema).await?;
        let mut entries = Vec::with_capacity(lines.len());
        for line in lines {
            let fields = match begun.get(&line.cursor.seq) {
                Some(image) => plan::begun(image),
                None => plan::told(&line.change),
            };
            let fields = fields.ok_or_else(|| damaged(Damaged(line.cursor.seq)))?;
            entries.push(Entry { line, fields });
        }
        Ok(entries)
    }

    /// What objects were when they were made, by the number of that change.
    async fn begun(&self, lines: &[Recorded], schema: &Schema) -> Result<BTreeMap<i64, Input>, Failure> {
        let made = |line: &&Recorded| line.change.op == Op::Create && ObjectKind::from_name(line.change.kind).is_some();
        let made: Vec<&Recorded> = lines.iter().filter(made).collect();
        let ids: Vec<i64> = made.iter().map(|line| line.change.object_id).collect();
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let read = async move |conn: &mut Conn<'_>| history::whole(conn, ids.clone()).await;
        let Traces { now, mut since, .. } = self.store.snapshot(read).await?;
        since.retain(|line| line.change.op != Op::Create);
        let traces = Traces { now, since, until: Vec::new() };
        let past = past(schema, &traces)?;
        let image = |line: &&Recorded| Some((line.cursor.seq, past.image(line.change.object_id)?.clone()));
        Ok(made.iter().filter_map(image).collect())
    }

    /// All that bore a name, as far as they exist for the reader. Errors: `NotFound` if none does.
    async fn lives(&self, rights: &Rights, subject: &Subject) -> Result<(Lives, Arc<Schema>), Failure> {
        rights.check_read(&match subject {
            Subject::Object(kind, _) => Resource::Objects(*kind),
            Subject::Definition(..) | Subject::Value { .. } => Resource::Values,
        })?;
        let asked = subject.clone();
        let (seen, mut lives) =
            self.store.snapshot(async move |conn: &mut Conn<'_>| history::lives(conn, &asked).await).await?;
        let schema = self.schema.at(seen, &self.store).await?;
        if let (Some(scope), Subject::Object(kind, code)) = (&rights.scope, subject)
            && hides(scope, *kind)
        {
            self.limit(rights, scope, (*kind, code), &schema, &mut lives).await?;
        }
        if lives.now.is_none() && lives.gone.is_empty() {
            return Err(not_found(subject).into());
        }
        Ok((lives, schema))
    }

    /// An object as it stood at a moment, microseconds since 1970 UTC. Errors: `NotFound` if it wasn't there.
    pub async fn sheets_at(
        &self,
        rights: &Rights,
        kind: ObjectKind,
        code: &str,
        moment: i64,
    ) -> Result<(Sheets, Arc<Schema>), Failure> {
        let subject = Subject::Object(kind, code.to_owned());
        let (lives, schema) = self.lives(rights, &subject).await?;
        let missing = || Problem::new(Kind::NotFound, format!("There was no {} \"{code}\" then.", kind.name()));
        let id = lives.at(moment).ok_or_else(missing)?;
        let traces = self.traces(id, Moment::At(moment)).await?;
        let mut sheet = past(&schema, &traces)?.sheet(id).ok_or_else(missing)?;
        derive(&mut sheet, &schema, rights);
        let values = self.named_values(values::named_by(printed(&sheet), &schema)).await?;
        let mut sheets = Sheets { sheets: vec![sheet], values };
        if let Some(scope) = &rights.scope {
            self.reduce(rights, scope, &mut sheets, &[id]).await?;
        }
        Ok((sheets, schema))
    }

    async fn traces(&self, id: i64, moment: Moment) -> Result<Traces, Failure> {
        Ok(self.store.snapshot(async move |conn: &mut Conn<'_>| history::traces(conn, id, moment).await).await?)
    }
}

fn past<'a>(schema: &'a Schema, traces: &'a Traces) -> Result<Past<'a>, Failure> {
    Past::of(schema, &traces.now, &traces.since, &traces.until).map_err(damaged)
}

fn damaged(damaged: Damaged) -> Failure {
    Failure::Internal(Box::new(damaged))
}

fn not_found(subject: &Subject) -> Problem {
    let what = match subject {
        Subject::Object(kind, _) => kind.name(),
        Subject::Definition(kind, _) => kind.words(),
        Subject::Value { .. } => "predefined value",
    };
    Problem::not_found(what, &subject.name())
}

/// All objects that are printed with one.
pub(crate) fn printed(sheet: &Sheet) -> impl Iterator<Item = &Object> {
    let others = sheet.children.iter().chain(&sheet.ancestors).chain(&sheet.links);
    let all = [&sheet.object].into_iter().chain(others).chain(&sheet.leading).chain(&sheet.beside);
    all.map(|object| &**object)
}
