//! Lists of objects, as heads.

use model::object::ObjectKind;
use model::query::{Condition, Filter, Head, Heads, Query};

use super::read_head;
use crate::Error;
use crate::conn::{Conn, Row, Statement, Value};
use crate::definitions::{Revisions, read_revisions, revisions_statement};
use crate::{page, round};

const BY_CODE: &str = "SELECT o.id, o.code, o.rev, o.shown, o.sequence FROM objects o
    WHERE o.kind = $1 AND o.code > $2 ORDER BY o.code LIMIT $3 OFFSET $4";

// What has such a parent is of the kind asked for. CROSS JOIN: SQLite goes from the parents.
const BY_CODE_OF: &str = "SELECT o.id, o.code, o.rev, o.shown, o.sequence FROM objects p CROSS JOIN objects o
    WHERE p.kind = $1 AND p.code {in $5} AND o.parent_id = p.id AND o.code > $2 ORDER BY o.code LIMIT $3 OFFSET $4";

// An index holds the classifications alone, in this order.
const BY_SEQUENCE: &str = "SELECT o.id, o.code, o.rev, o.shown, o.sequence FROM objects o
    WHERE o.kind = 'classification' AND (o.sequence, o.code) > ($1, $2)
    ORDER BY o.sequence, o.code LIMIT $3 OFFSET $4";

const BY_SEQUENCE_OF: &str = "SELECT o.id, o.code, o.rev, o.shown, o.sequence FROM objects p CROSS JOIN objects o
    WHERE p.kind = 'classification' AND p.code {in $5} AND o.parent_id = p.id AND (o.sequence, o.code) > ($1, $2)
    ORDER BY o.sequence, o.code LIMIT $3 OFFSET $4";

const TOTAL: &str = "SELECT count(*) FROM objects WHERE kind = $1";

const TOTAL_OF: &str = "SELECT count(*) FROM objects p JOIN objects o ON o.parent_id = p.id
    WHERE p.kind = $1 AND p.code {in $2}";

/// One page of a list of objects, and the revisions.
pub async fn heads(conn: &mut Conn<'_>, query: &Query) -> Result<(Revisions, Heads), Error> {
    let kind = query.kind;
    let page = (query.limit > 0).then(|| page_of(kind, query));
    let [revisions, mut rows, total] =
        round::run(conn, [Some(revisions_statement()), page, Some(total_of(kind, query))]).await?;
    let more = rows.len() > query.limit as usize;
    rows.truncate(query.limit as usize);
    let next = rows.last().filter(|_| more).map(|row| key(kind, row)).transpose()?;
    let heads = rows.iter().map(|row| read_head(row, 0)).collect::<Result<Vec<Head>, _>>()?;
    Ok((read_revisions(&revisions)?, Heads { heads, total: page::total(&total)?, next, facets: Vec::new() }))
}

fn page_of(kind: ObjectKind, query: &Query) -> Statement {
    let owners = owners(query);
    let of_owners = !owners.is_empty();
    let (sql, first, code): (_, Value, _) = if kind == ObjectKind::Classification {
        let [sequence, code] = page::after(&query.start);
        (if of_owners { BY_SEQUENCE_OF } else { BY_SEQUENCE }, page::number(sequence).into(), code)
    } else {
        let [code] = page::after(&query.start);
        if of_owners { (BY_CODE_OF, owner(kind).into(), code) } else { (BY_CODE, kind.name().into(), code) }
    };
    let more = i64::from(query.limit) + 1;
    let mut params = vec![first, code.into(), more.into(), page::offset(&query.start, query.limit).into()];
    if of_owners {
        params.push(owners.to_vec().into());
    }
    Statement::new(sql, params)
}

fn total_of(kind: ObjectKind, query: &Query) -> Statement {
    let owners = owners(query);
    if owners.is_empty() {
        Statement::new(TOTAL, vec![kind.name().into()])
    } else {
        Statement::new(TOTAL_OF, vec![owner(kind).into(), owners.to_vec().into()])
    }
}

fn owners(query: &Query) -> &[String] {
    if let Filter::Is(Condition::Parent(codes)) = &query.filter { codes } else { &[] }
}

/// The kind of what owns objects of that kind; "", which is no kind, for documents.
fn owner(kind: ObjectKind) -> &'static str {
    match kind {
        ObjectKind::Document => "",
        ObjectKind::Variant => ObjectKind::Document.name(),
        ObjectKind::Classification => ObjectKind::Classification.name(),
    }
}

/// The sort key of a row.
fn key(kind: ObjectKind, row: &Row) -> Result<String, Error> {
    Ok(match kind {
        ObjectKind::Classification => page::key(&[&row.int(4)?.to_string(), row.text(1)?]),
        ObjectKind::Document | ObjectKind::Variant => row.text(1)?.to_owned(),
    })
}
