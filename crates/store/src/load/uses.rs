//! Where definitions and predefined values are used, as the index tells.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use model::index::slots;
use model::loaded::Use;
use model::schema::{Attribute, Definition, DefinitionKind, DocumentType, Schema, Workflow};

use super::ENOUGH;
use crate::conn::{Conn, Statement};
use crate::{Error, definitions};

const OF_TYPE: &str = "SELECT id FROM objects WHERE type_id = $1 ORDER BY id LIMIT $2";

const OF_SET: &str = "SELECT id FROM objects WHERE set_id = $1 ORDER BY id LIMIT $2";

const IN_FIELDS: &str = "SELECT DISTINCT object_id FROM value_index WHERE field {in $1} LIMIT $2";

const OF_KEY: &str = "SELECT DISTINCT object_id FROM value_index WHERE field {in $1} AND key = $2 LIMIT $3";

const AT_START: &str = "SELECT id FROM objects WHERE type_id = $1 AND kind = 'document'
    AND id NOT IN (SELECT object_id FROM value_index WHERE field = $2 AND key {in $3}) ORDER BY id LIMIT $4";

/// The numbers of the objects of each use, in order, up to one more than may be used.
pub(super) async fn find(conn: &mut Conn<'_>, uses: &BTreeSet<Use>) -> Result<BTreeMap<Use, Vec<i64>>, Error> {
    if uses.is_empty() {
        return Ok(BTreeMap::new());
    }
    let schema = definitions::schema(conn).await?;
    let statements = uses.iter().map(|what| holders(what, &schema, ENOUGH)).collect();
    let found = conn.batch(statements).await?;
    let ids = found.iter().map(|rows| rows.iter().map(|row| row.int(0)).collect::<Result<BTreeSet<_>, _>>());
    uses.iter().cloned().zip(ids).map(|(what, ids)| Ok((what, Vec::from_iter(ids?)))).collect()
}

/// Objects of one kind that use something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Their kind.
    pub kind: String,
    /// How many there are.
    pub count: u64,
    /// The codes of the first.
    pub examples: Vec<String>,
}

/// All that use something, by kind, with so many examples of each.
pub async fn held(conn: &mut Conn<'_>, what: &Use, schema: &Schema, examples: usize) -> Result<Vec<Held>, Error> {
    counted(conn, &holders(what, schema, i64::MAX), examples).await
}

const LINKED: &str = "SELECT l.id FROM objects l WHERE l.kind = 'link' AND l.type_id <> $1 AND (
        l.parent_id IN (SELECT o.id FROM objects o WHERE o.type_id = $1)
        OR l.target_id IN (SELECT o.id FROM objects o WHERE o.type_id = $1))";

/// The links that go with all objects that follow a definition.
pub async fn linked(conn: &mut Conn<'_>, type_id: i64, examples: usize) -> Result<Vec<Held>, Error> {
    counted(conn, &Statement::new(LINKED, vec![type_id.into()]), examples).await
}

/// The objects whose numbers a statement finds, by kind.
async fn counted(conn: &mut Conn<'_>, found: &Statement, examples: usize) -> Result<Vec<Held>, Error> {
    let Statement { sql, params, .. } = found;
    let counts =
        format!("SELECT o.kind, count(*) FROM objects o WHERE o.id IN ({sql}) GROUP BY o.kind ORDER BY o.kind");
    let codes = format!(
        "SELECT o.code FROM objects o WHERE o.kind = ${} AND o.id IN ({sql}) ORDER BY o.id LIMIT {examples}",
        params.len() + 1
    );
    let mut all = Vec::new();
    for row in conn.query(&counts, params).await? {
        let kind = row.text(0)?.to_owned();
        let named = conn.query(&codes, &[params.as_slice(), &[(&kind).into()][..]].concat()).await?;
        let examples = named.iter().map(|row| Ok(row.text(0)?.to_owned())).collect::<Result<_, Error>>()?;
        all.push(Held { count: row.int(1)?.unsigned_abs(), kind, examples });
    }
    Ok(all)
}

fn holders(what: &Use, schema: &Schema, limit: i64) -> Statement {
    match what {
        Use::Type(id) => Statement::new(OF_TYPE, vec![(*id).into(), limit.into()]),
        Use::Set(id) => Statement::new(OF_SET, vec![(*id).into(), limit.into()]),
        Use::Attribute(code) => Statement::new(IN_FIELDS, vec![fields(schema, code).into(), limit.into()]),
        Use::Tag(code) => Statement::new(IN_FIELDS, vec![tag(schema, code).into(), limit.into()]),
        Use::Locale(code) => Statement::new(IN_FIELDS, vec![localised(schema, code).into(), limit.into()]),
        Use::Value(attribute, code) => {
            Statement::new(OF_KEY, vec![fields(schema, attribute).into(), code.into(), limit.into()])
        }
        Use::Workflow(code) => Statement::new(IN_FIELDS, vec![field(schema, code).into(), limit.into()]),
        Use::Node(workflow, node) => {
            Statement::new(OF_KEY, vec![field(schema, workflow).into(), node.into(), limit.into()])
        }
        Use::Start(workflow, node) => at_start(schema, workflow, node, limit),
    }
}

/// All fields of an attribute.
fn fields(schema: &Schema, code: &str) -> Vec<i64> {
    let attribute = schema.definition(DefinitionKind::Attribute, code);
    attribute.map_or_else(Vec::new, |attribute| slots(schema).map(|slot| attribute.field(slot)).collect())
}

/// The field of a tag.
fn tag(schema: &Schema, code: &str) -> Vec<i64> {
    schema.definition(DefinitionKind::Tag, code).map(|tag| tag.field(0)).into_iter().collect()
}

/// The field of a workflow.
fn field(schema: &Schema, code: &str) -> Vec<i64> {
    schema.definition(DefinitionKind::Workflow, code).map(|workflow| workflow.field(0)).into_iter().collect()
}

/// The documents that the index shows at no other node.
fn at_start(schema: &Schema, code: &str, node: &str, limit: i64) -> Statement {
    let workflow = schema.get::<Workflow>(code).map(|(_, workflow)| workflow);
    let of_type = workflow.and_then(|workflow| schema.get::<DocumentType>(&workflow.document_type));
    let others: Vec<_> = workflow.iter().flat_map(|workflow| workflow.others(node)).map(str::to_owned).collect();
    let field = field(schema, code).first().copied().unwrap_or_default();
    let type_id = of_type.map_or(0, |(id, _)| id);
    Statement::new(AT_START, vec![type_id.into(), field.into(), others.into(), limit.into()])
}

/// The fields of all localised attributes in a locale.
fn localised(schema: &Schema, code: &str) -> Vec<i64> {
    let is_localised = |found: &&Arc<Definition>| found.says::<Attribute>().is_some_and(|own| own.is_localizable);
    let attributes = schema.all(DefinitionKind::Attribute).filter(is_localised);
    schema.locale(code).map_or_else(Vec::new, |locale| attributes.map(|a| a.field(locale.slot)).collect())
}
