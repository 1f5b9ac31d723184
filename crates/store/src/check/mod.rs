//! Check: whether what is stored keeps the rules that the database itself can't hold.

mod index;
mod relations;
mod walk;

use model::schema::Schema;

use crate::Error;
use crate::conn::Conn;
use crate::{decode, definitions, jobs};

/// Findings told; the others would only fill the memory.
const MOST: usize = 1_000;

const SEARCH: &str = "SELECT rowid FROM search WHERE {matches $1} LIMIT 1";

/// Reads everything, in pages, and tells in plain words what is wrong. Empty: all is well.
/// To be run in one snapshot: between two moments it may find what is in neither.
pub async fn check(conn: &mut Conn<'_>) -> Result<Vec<String>, Error> {
    let mut findings = Findings::default();
    if let Some(sql) = conn.dialect().integrity() {
        // A connection that has searched before remembers how the words lie on the pages. Only a search notices that
        // they don't lie so any more; SQLite's check would call it damage.
        conn.query(SEARCH, &[conn.dialect().term("any", false).into()]).await?;
        for row in conn.query(sql, &[]).await? {
            findings.add(format!("the file: {}", row.text(0)?));
        }
    }
    let schema = schema(conn, &mut findings).await?;
    relations::check(conn, &schema, &mut findings).await?;
    walk::values(conn, &mut findings).await?;
    walk::users(conn, &mut findings).await?;
    walk::objects(conn, &schema, &mut findings).await?;
    Ok(findings.told())
}

/// The definitions that can be read.
async fn schema(conn: &mut Conn<'_>, findings: &mut Findings) -> Result<Schema, Error> {
    let rows = conn.query(definitions::ALL, &[]).await?;
    let definitions: Vec<_> = rows.iter().filter_map(|row| findings.readable(decode::definition(row))).collect();
    let reshapes = definitions::reshapes(&conn.batch(vec![jobs::opened(jobs::RESHAPE)]).await?.concat());
    Ok(Schema::new(0, 0, definitions).with(findings.readable(reshapes).unwrap_or_default()))
}

/// What is wrong.
#[derive(Default)]
struct Findings {
    told: Vec<String>,
    more: bool,
}

impl Findings {
    fn add(&mut self, words: String) {
        if self.told.len() < MOST {
            self.told.push(words);
        } else {
            self.more = true;
        }
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
