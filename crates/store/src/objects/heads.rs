//! Lists of objects that one statement answers, and the heads of a page.

use model::object::ObjectKind;
use model::query::{Expr, Head, Heads, Leaf, Question};

use super::read_head;
use crate::conn::{Row, Statement, Value};
use crate::{Error, page, round};

const BY_ID: &str = "SELECT o.id, o.code, o.rev, o.shown FROM objects o WHERE o.id {in $1}";

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

const TOTAL_OF: &str = "SELECT count(*) FROM objects p JOIN objects o ON o.parent_id = p.id
    WHERE p.kind = $1 AND p.code {in $2}";

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
    let owners = owners(question);
    let owner = owner(question.kind);
    let total = owners.map(|owners| Statement::new(TOTAL_OF, vec![owner.into(), owners.to_vec().into()]));
    [(question.limit > 0).then(|| page_of(question, owners)), total]
}

/// The answer from the rows of [`statements`].
pub(crate) fn read(question: &Question, mut rows: Vec<Row>, total: u64) -> Result<Heads, Error> {
    let more = rows.len() > question.limit as usize;
    rows.truncate(question.limit as usize);
    let next = rows.last().filter(|_| more).map(|row| key(question.kind, row)).transpose()?;
    let heads = rows.iter().map(head).collect::<Result<_, _>>()?;
    Ok(Heads { heads, total, next, facets: Vec::new() })
}

fn page_of(question: &Question, owners: Option<&[String]>) -> Statement {
    let kind = question.kind;
    let (sql, first, code): (_, Value, _) = if kind == ObjectKind::Classification {
        let [sequence, code] = page::after(&question.start);
        let sql = if owners.is_some() { BY_SEQUENCE_OF } else { BY_SEQUENCE };
        (sql, page::number(sequence).into(), code)
    } else {
        let [code] = page::after(&question.start);
        match owners {
            Some(_) => (BY_CODE_OF, owner(kind).into(), code),
            None => (BY_CODE, kind.name().into(), code),
        }
    };
    let more = i64::from(question.limit) + 1;
    let mut params = vec![first, code.into(), more.into(), page::offset(&question.start, question.limit).into()];
    params.extend(owners.map(|owners| owners.to_vec().into()));
    Statement::new(sql, params)
}

fn owners(question: &Question) -> Option<&[String]> {
    if let Expr::Is(Leaf::Parent(codes)) = &question.wanted { Some(codes) } else { None }
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
