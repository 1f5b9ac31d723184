//! Lists of objects that one statement answers, and the heads of a page.

use model::object::ObjectKind;
use model::query::{Expr, Head, Heads, Leaf, Question};

use super::read_head;
use crate::conn::{Row, Statement, Value};
use crate::{Error, page, round};

const BY_ID: &str = "SELECT o.id, o.code, o.rev, o.shown FROM objects o WHERE o.id {in $1}";

const BY_CODE: &str = "SELECT o.id, o.code, o.rev, o.shown, o.sequence FROM objects o
    WHERE o.kind = $1 AND o.code > $2 ORDER BY o.code LIMIT $3 OFFSET $4";

// CROSS JOIN: SQLite goes from the parents.
const BY_CODE_OF: &str = "SELECT o.id, o.code, o.rev, o.shown, o.sequence FROM objects p CROSS JOIN objects o
    WHERE p.kind {in $5} AND p.code {in $6} AND o.parent_id = p.id AND o.kind = $1 AND o.code > $2
    ORDER BY o.code LIMIT $3 OFFSET $4";

/// Those of a kind by sequence and code; an index holds them alone, in this order.
macro_rules! by_sequence {
    ($kind:literal) => {
        concat!(
            "SELECT o.id, o.code, o.rev, o.shown, o.sequence FROM objects o WHERE o.kind = '",
            $kind,
            "' AND (o.sequence, o.code) > ($1, $2) ORDER BY o.sequence, o.code LIMIT $3 OFFSET $4"
        )
    };
}

const BY_SEQUENCE_OF: &str = "SELECT o.id, o.code, o.rev, o.shown, o.sequence FROM objects p CROSS JOIN objects o
    WHERE p.kind {in $5} AND p.code {in $6} AND o.parent_id = p.id AND o.kind = $7 AND (o.sequence, o.code) > ($1, $2)
    ORDER BY o.sequence, o.code LIMIT $3 OFFSET $4";

const TOTAL_OF: &str = "SELECT count(*) FROM objects p JOIN objects o ON o.parent_id = p.id
    WHERE p.kind {in $2} AND p.code {in $3} AND o.kind = $1";

/// The heads of these objects, for [`head`], in no order.
pub(crate) fn by_id(ids: Vec<i64>) -> Option<Statement> {
    round::among(BY_ID, ids)
}

/// A row of [`by_id`].
pub(crate) fn head(row: &Row) -> Result<Head, Error> {
    read_head(row, 0)
}

/// The page of a question for all objects, or all with certain parents, in the order in which they are
/// indexed, and for the latter the total.
pub(crate) fn statements(question: &Question) -> [Option<Statement>; 2] {
    let total = parents(question)
        .map(|[kinds, codes]| Statement::new(TOTAL_OF, vec![question.kind.name().into(), kinds.into(), codes.into()]));
    [(question.limit > 0).then(|| page_of(question)), total]
}

/// The answer from the rows of [`statements`].
pub(crate) fn read(question: &Question, mut rows: Vec<Row>, total: u64) -> Result<Heads, Error> {
    let more = rows.len() > question.limit as usize;
    rows.truncate(question.limit as usize);
    let next = rows.last().filter(|_| more).map(|row| key(question.kind, row)).transpose()?;
    let heads = rows.iter().map(head).collect::<Result<_, _>>()?;
    Ok(Heads { heads, total, next, facets: Vec::new() })
}

/// The statement that gives all objects of a kind by sequence and code, if they stand in that order by themselves.
fn by_sequence(kind: ObjectKind) -> Option<&'static str> {
    match kind {
        ObjectKind::Classification => Some(by_sequence!("classification")),
        ObjectKind::Link => Some(by_sequence!("link")),
        ObjectKind::Document | ObjectKind::Variant | ObjectKind::Asset => None,
    }
}

fn page_of(question: &Question) -> Statement {
    let kind = question.kind;
    let parents = parents(question);
    let (sql, first, code): (_, Value, _) = if let Some(all) = by_sequence(kind) {
        let [sequence, code] = page::after(&question.start);
        (if parents.is_some() { BY_SEQUENCE_OF } else { all }, page::number(sequence).into(), code)
    } else {
        let [code] = page::after(&question.start);
        (if parents.is_some() { BY_CODE_OF } else { BY_CODE }, kind.name().into(), code)
    };
    let more = i64::from(question.limit) + 1;
    let mut params = vec![first, code.into(), more.into(), page::offset(&question.start, question.limit).into()];
    if let Some([kinds, codes]) = parents {
        params.extend([kinds.into(), codes.into()]);
        params.extend(by_sequence(kind).map(|_| kind.name().into()));
    }
    Statement::new(sql, params)
}

/// The kinds and the codes of the parents that a question names.
fn parents(question: &Question) -> Option<[Vec<String>; 2]> {
    let Expr::Is(Leaf::Parent(codes)) = &question.wanted else { return None };
    let kinds = question.kind.parents().iter().map(|kind| kind.name().to_owned());
    Some([kinds.collect(), codes.clone()])
}

/// The sort key of a row.
fn key(kind: ObjectKind, row: &Row) -> Result<String, Error> {
    Ok(match by_sequence(kind) {
        Some(_) => page::key(&[&row.int(4)?.to_string(), row.text(1)?]),
        None => row.text(1)?.to_owned(),
    })
}
