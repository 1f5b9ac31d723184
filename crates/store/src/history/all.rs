//! What happened to all things: lines of history, the newest first, as far as they are asked for.

use model::changes::Recorded;
use model::permission::Access;
use model::query::{HistoryQuery, Span, Start};

use super::lines;
use crate::changes::{INDEX, columns};
use crate::conn::{Conn, Statement, Value};
use crate::{Error, page, round};

/// Lines are counted up to here: beyond, it would cost as much as there is history.
pub const MOST_COUNTED: u64 = 10_000;

/// Some lines of history.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    /// The newest first.
    pub lines: Vec<Recorded>,
    /// How many there are; `None`: more than [`MOST_COUNTED`].
    pub total: Option<u64>,
    /// The key of the last one, if more follow.
    pub next: Option<String>,
}

/// The key under which the lines after that one begin.
pub fn key(line: &Recorded) -> String {
    page::key(&[&line.at.to_string(), &line.cursor.seq.to_string()])
}

/// What is asked for; of `ids`, if there are any, alone.
pub async fn page(conn: &mut Conn<'_>, query: &HistoryQuery, ids: Vec<i64>) -> Result<Lines, Error> {
    let mut asked = Asked::of(query, ids);
    let counted = format!(
        "SELECT count(*) FROM (SELECT 1 FROM changes c WHERE {} LIMIT {}) t",
        asked.conditions(),
        MOST_COUNTED + 1
    );
    let counted = Statement::new(counted, asked.params.clone());
    let sql = format!(
        concat!("SELECT ", columns!(), " FROM changes c WHERE {} ORDER BY {} LIMIT {} OFFSET {}"),
        asked.after(&query.start),
        asked.order(),
        asked.param((i64::from(query.limit) + 1).into()),
        asked.param(page::offset(&query.start, query.limit).into()),
    );
    let [rows, total] = round::run(conn, [Some(Statement::new(sql, asked.params)), Some(counted)]).await?;
    let (mut lines, total) = (lines(&rows)?, page::total(&total)?);
    let more = lines.len() > query.limit as usize;
    lines.truncate(query.limit as usize);
    let next = lines.last().filter(|_| more).map(key);
    Ok(Lines { lines, total: Some(total).filter(|total| *total <= MOST_COUNTED), next })
}

/// The conditions of a question, and what they compare with.
struct Asked {
    conditions: Vec<String>,
    params: Vec<Value>,
    /// Whether an index has the lines of one thing or one job, by their numbers: moments follow these there.
    by_number: bool,
}

impl Asked {
    fn of(query: &HistoryQuery, ids: Vec<i64>) -> Self {
        let by_number = query.job.is_some() || query.subject.is_some();
        let mut asked = Self { conditions: vec![format!("c.kind <> '{INDEX}'")], params: Vec::new(), by_number };
        if query.rights.access == Access::Read {
            // Who may only read knows some of them, and no index says which those were.
            asked.conditions.push("c.kind <> 'key_value'".to_owned());
        }
        let operations = query.operations.iter().map(|op| op.name().to_owned()).collect();
        let texts = [
            ("c.actor", query.by.clone()),
            ("c.kind", query.kinds.clone()),
            ("c.origin", query.origins.clone()),
            ("c.op", operations),
        ];
        for (column, texts) in texts {
            asked.one_of(column, texts);
        }
        if let Some(job) = query.job {
            asked.compare("c.job_id", "=", job);
        }
        if query.subject.is_some() {
            let ids = asked.param(ids.into());
            asked.conditions.push(format!("c.object_id {{in {ids}}}"));
        }
        for Span { from, to } in &query.at {
            for (sign, moment) in [(">=", from), ("<", to)] {
                if let Some(moment) = moment {
                    asked.compare("c.at", sign, *moment);
                }
            }
        }
        asked
    }

    /// One text is compared as such: then an index has what is found in order.
    fn one_of(&mut self, column: &str, mut texts: Vec<String>) {
        let condition = match texts.len() {
            0 => return,
            1 => format!("{column} = {}", self.param(texts.remove(0).into())),
            _ => format!("{column} {{in {}}}", self.param(texts.into())),
        };
        self.conditions.push(condition);
    }

    fn compare(&mut self, column: &str, sign: &str, number: i64) {
        let number = self.param(number.into());
        self.conditions.push(format!("{column} {sign} {number}"));
    }

    /// Adds a parameter; its name.
    fn param(&mut self, value: Value) -> String {
        self.params.push(value);
        format!("${}", self.params.len())
    }

    fn conditions(&self) -> String {
        self.conditions.join(" AND ")
    }

    /// The conditions of all that comes after the key of a page.
    fn after(&mut self, start: &Start) -> String {
        let [at, seq] = page::after(start);
        if seq.is_empty() {
            return self.conditions();
        }
        let (at, seq) = (page::number(at), page::number(seq));
        let after = if self.by_number {
            format!("c.seq < {}", self.param(seq.into()))
        } else {
            format!("(c.at, c.seq) < ({}, {})", self.param(at.into()), self.param(seq.into()))
        };
        format!("{} AND {after}", self.conditions())
    }

    fn order(&self) -> &'static str {
        if self.by_number { "c.seq DESC" } else { "c.at DESC, c.seq DESC" }
    }
}
