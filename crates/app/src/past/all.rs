//! What happened to everything: by anybody, or as steps of one job.

use std::sync::Arc;

use model::changes::Recorded;
use model::object::ObjectKind;
use model::permission::{Rights, Scope};
use model::problem::{Kind, Problem};
use model::query::{HistoryQuery, MAX_LIMIT, Resource, Start};
use model::schema::Schema;
use store::conn::Conn;
use store::definitions;
use store::history::all::{self, Lines, MOST_COUNTED};

use super::{Entry, History};
use crate::scope::hides;
use crate::{App, Failure};

/// Times that lines are read for one page of somebody who doesn't see them all.
const ROUNDS: usize = 10;

impl App {
    /// A page of what happened, the newest first, as far as it exists for the reader. To find that out of those who see a
    /// part of the catalogue, up to 10,000 lines are looked at: then a page may be short, and go on. Errors: `Malformed`
    /// for a page so far behind that a cursor must lead there.
    pub async fn history_of_all(&self, mut query: HistoryQuery) -> Result<History, Failure> {
        query.rights.check_read(&Resource::Values)?;
        check_start(&query)?;
        let ids = match &query.subject {
            Some(subject) => match self.lives(&query.rights, subject).await {
                Ok((lives, _)) => lives.ids(),
                Err(Failure::Problem(problem)) if problem.kind == Kind::NotFound => Vec::new(),
                Err(failure) => return Err(failure),
            },
            None => Vec::new(),
        };
        let Some(scope) = query.rights.scope.clone() else {
            let (Lines { mut lines, total, next }, schema) = self.lines(&query, &ids).await?;
            lines.retain(|line| query.rights.sees_change(line.change.kind, &line.change.code));
            return Ok(History { entries: self.tell(lines, &schema).await?, total, next });
        };
        let wanted = query.limit as usize;
        let mut found = History { entries: Vec::new(), total: None, next: None };
        if wanted == 0 {
            return Ok(found);
        }
        query.limit = MAX_LIMIT;
        for _ in 0..ROUNDS {
            let (lines, schema) = self.lines(&query, &ids).await?;
            let entries = self.tell(lines.lines, &schema).await?;
            found.entries.extend(self.left_of(&query.rights, &scope, &schema, entries).await?);
            found.next = lines.next;
            if found.entries.len() > wanted {
                found.entries.truncate(wanted);
                found.next = found.entries.last().map(|last| all::key(&last.line));
                break;
            }
            let Some(next) = &found.next else { break };
            query.start = Start::After(next.clone());
        }
        Ok(found)
    }

    /// Lines of any things, field by field, as far as they exist for the reader.
    pub async fn entries_of_all(&self, rights: &Rights, mut lines: Vec<Recorded>) -> Result<Vec<Entry>, Failure> {
        let schema = self.schema().await?;
        lines.retain(|line| rights.sees_change(line.change.kind, &line.change.code));
        let entries = self.tell(lines, &schema).await?;
        match &rights.scope {
            Some(scope) => self.left_of(rights, scope, &schema, entries).await,
            None => Ok(entries),
        }
    }

    async fn lines(&self, query: &HistoryQuery, ids: &[i64]) -> Result<(Lines, Arc<Schema>), Failure> {
        let (query, ids) = (query.clone(), ids.to_vec());
        let read = async move |conn: &mut Conn<'_>| {
            let seen = definitions::revisions(conn).await?;
            Ok((seen, all::page(conn, &query, ids).await?))
        };
        let (seen, lines) = self.store.snapshot(read).await?;
        Ok((lines, self.schema.at(seen, &self.store).await?))
    }

    /// What of entries exists for the reader: those of things that do, as far as they may be seen.
    async fn left_of(
        &self,
        rights: &Rights,
        scope: &Scope,
        schema: &Schema,
        mut entries: Vec<Entry>,
    ) -> Result<Vec<Entry>, Failure> {
        entries.retain(|Entry { line, .. }| rights.sees_change(line.change.kind, &line.change.code));
        let is_hiding =
            |entry: &Entry| ObjectKind::from_name(entry.line.change.kind).is_some_and(|kind| hides(scope, kind));
        let objects = entries.iter().filter(|entry| is_hiding(entry)).map(|entry| entry.line.change.object_id);
        let existing = self.existing(rights, scope, schema, objects.collect()).await?;
        entries.retain(|entry| !is_hiding(entry) || existing.contains(&entry.line.change.object_id));
        self.hide(rights, scope, schema, &mut entries).await?;
        Ok(entries)
    }
}

fn check_start(query: &HistoryQuery) -> Result<(), Problem> {
    let passed = match query.start {
        Start::Page(page) => u64::from(page.saturating_sub(1)) * u64::from(query.limit),
        Start::Offset(passed) => passed,
        Start::After(_) => 0,
    };
    let most = if query.rights.scope.is_some() { 0 } else { MOST_COUNTED };
    if passed <= most {
        return Ok(());
    }
    let message =
        format!("Expected a cursor from a next link beyond the first {most} entries; got a page behind {passed}.");
    Err(Problem::new(Kind::Malformed, message))
}
