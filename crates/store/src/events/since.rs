//! Since when webhooks are told.

use std::collections::BTreeMap;

use model::changes::{Cursor, Op, Recorded};
use model::input::Input;

use crate::Error;
use crate::changes::{columns, recorded};
use crate::conn::Conn;

const LINES: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM changes c WHERE c.object_id {in $1} AND c.kind = 'webhook' ORDER BY c.tx, c.seq"
);

/// When a webhook was last switched on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Since {
    /// By which change.
    pub cursor: Cursor,
    /// When, microseconds since 1970 UTC.
    pub at: i64,
}

/// When each of these webhooks was made or last switched on, by its number: one statement.
pub async fn since(conn: &mut Conn<'_>, webhooks: Vec<i64>) -> Result<BTreeMap<i64, Since>, Error> {
    let rows = conn.query(LINES, &[webhooks.into()]).await?;
    let lines = rows.iter().map(recorded).collect::<Result<Vec<_>, _>>()?;
    let on = lines.iter().filter(|line| switches_on(line));
    // The last one counts.
    Ok(on.map(|line| (line.change.object_id, Since { cursor: line.cursor, at: line.at })).collect())
}

fn switches_on(line: &Recorded) -> bool {
    let after = line.change.after.as_deref().and_then(|json| Input::parse(json).ok());
    line.change.op == Op::Create || after.is_some_and(|after| after.get("active") == Some(&Input::Bool(true)))
}
