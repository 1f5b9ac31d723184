//! Check: whether what is stored keeps the rules that the database itself can't hold.

mod index;
mod relations;
mod repair;
mod walk;

use std::collections::BTreeSet;

use model::job::JobKind;
use model::schema::Schema;

use crate::Error;
use crate::conn::Conn;
use crate::progress::Progress;
use crate::{decode, definitions, jobs};

pub use repair::{Repaired, repair};

/// Findings told; the others would only fill the memory.
const MOST: usize = 1_000;

const SEARCH: &str = "SELECT rowid FROM search WHERE {matches $1} LIMIT 1";

/// Reads everything, in pages, and tells in plain words what is wrong. Empty: all is well.
/// To be run in one snapshot: between two moments it may find what is in neither.
pub async fn check(conn: &mut Conn<'_>, progress: &Progress) -> Result<Vec<String>, Error> {
    Ok(look(conn, progress).await?.findings.told())
}

/// What was seen.
struct Look {
    schema: Schema,
    findings: Findings,
}

async fn look(conn: &mut Conn<'_>, progress: &Progress) -> Result<Look, Error> {
    let mut findings = Findings::default();
    progress.tell("reading the file", 0, 0);
    if let Some(sql) = conn.dialect().integrity() {
        // A connection that has searched before remembers how the words lie on the pages. Only a search notices that
        // they don't lie so any more; SQLite's check would call it damage.
        conn.query(SEARCH, &[conn.dialect().term("any", false).into()]).await?;
        for row in conn.query(sql, &[]).await? {
            findings.add(format!("the file: {}", row.text(0)?));
        }
    }
    let schema = schema(conn, &mut findings).await?;
    findings.is_known = findings.is_empty();
    progress.tell("comparing rows", 0, 0);
    relations::check(conn, &schema, &mut findings).await?;
    walk::values(conn, &mut findings).await?;
    walk::users(conn, &mut findings).await?;
    walk::objects(conn, &schema, progress, &mut findings).await?;
    Ok(Look { schema, findings })
}

/// The definitions that can be read.
async fn schema(conn: &mut Conn<'_>, findings: &mut Findings) -> Result<Schema, Error> {
    let rows = conn.query(definitions::ALL, &[]).await?;
    let definitions: Vec<_> = rows.iter().filter_map(|row| findings.readable(decode::definition(row))).collect();
    let reshapes = definitions::reshapes(&conn.batch(vec![jobs::opened(JobKind::Reshape)]).await?.concat());
    Ok(Schema::new(0, 0, definitions).with(findings.readable(reshapes).unwrap_or_default()))
}

/// What is wrong.
#[derive(Default)]
struct Findings {
    told: Vec<String>,
    more: bool,
    /// Whether file and definitions are whole, so that what follows from them is known.
    is_known: bool,
    damaged: Damaged,
}

/// Objects of which rows that follow from their bodies aren't as they should be.
#[derive(Default)]
struct Damaged {
    values: BTreeSet<i64>,
    words: BTreeSet<i64>,
    keys: BTreeSet<i64>,
}

impl Damaged {
    fn all(&self) -> Vec<i64> {
        let all: BTreeSet<_> = self.values.iter().chain(&self.words).chain(&self.keys).copied().collect();
        all.into_iter().collect()
    }
}

impl Findings {
    fn add(&mut self, words: String) {
        if self.told.len() < MOST {
            self.told.push(words);
        } else {
            self.more = true;
        }
    }

    fn is_empty(&self) -> bool {
        self.told.is_empty()
    }

    /// A row that can't be read is a finding.
    fn readable<T>(&mut self, row: Result<T, Error>) -> Option<T> {
        row.map_err(|error| self.add(error.to_string())).ok()
    }

    fn told(mut self) -> Vec<String> {
        if self.more {
            self.told.push("and more".into());
        }
        self.told
    }
}
