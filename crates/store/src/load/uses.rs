//! Where definitions and predefined values are used, as the index tells.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use model::index::slots;
use model::loaded::Use;
use model::schema::{Attribute, Definition, DefinitionKind, Schema};

use super::ENOUGH;
use crate::conn::{Conn, Statement};
use crate::{Error, definitions};

const OF_TYPE: &str = "SELECT id FROM objects WHERE type_id = $1 ORDER BY id LIMIT $2";

const OF_SET: &str = "SELECT id FROM objects WHERE set_id = $1 ORDER BY id LIMIT $2";

const IN_FIELDS: &str = "SELECT DISTINCT object_id FROM value_index WHERE field {in $1} LIMIT $2";

const OF_KEY: &str = "SELECT DISTINCT object_id FROM value_index WHERE field {in $1} AND key = $2 LIMIT $3";

/// The numbers of the objects of each use, in order, up to one more than may be used.
pub(super) async fn find(conn: &mut Conn<'_>, uses: &BTreeSet<Use>) -> Result<BTreeMap<Use, Vec<i64>>, Error> {
    if uses.is_empty() {
        return Ok(BTreeMap::new());
    }
    let schema = definitions::schema(conn).await?;
    let statements = uses.iter().map(|what| holders(what, &schema)).collect();
    let found = conn.batch(statements).await?;
    let ids = found.iter().map(|rows| rows.iter().map(|row| row.int(0)).collect::<Result<BTreeSet<_>, _>>());
    uses.iter().cloned().zip(ids).map(|(what, ids)| Ok((what, Vec::from_iter(ids?)))).collect()
}

fn holders(what: &Use, schema: &Schema) -> Statement {
    match what {
        Use::Type(id) => Statement::new(OF_TYPE, vec![(*id).into(), ENOUGH.into()]),
        Use::Set(id) => Statement::new(OF_SET, vec![(*id).into(), ENOUGH.into()]),
        Use::Attribute(code) => Statement::new(IN_FIELDS, vec![fields(schema, code).into(), ENOUGH.into()]),
        Use::Locale(code) => Statement::new(IN_FIELDS, vec![localised(schema, code).into(), ENOUGH.into()]),
        Use::Value(attribute, code) => {
            Statement::new(OF_KEY, vec![fields(schema, attribute).into(), code.into(), ENOUGH.into()])
        }
    }
}

/// All fields of an attribute.
fn fields(schema: &Schema, code: &str) -> Vec<i64> {
    let attribute = schema.definition(DefinitionKind::Attribute, code);
    attribute.map_or_else(Vec::new, |attribute| slots(schema).map(|slot| attribute.field(slot)).collect())
}

/// The fields of all localised attributes in a locale.
fn localised(schema: &Schema, code: &str) -> Vec<i64> {
    let is_localised = |found: &&Arc<Definition>| found.says::<Attribute>().is_some_and(|own| own.is_localizable);
    let attributes = schema.all(DefinitionKind::Attribute).filter(is_localised);
    schema.locale(code).map_or_else(Vec::new, |locale| attributes.map(|a| a.field(locale.slot)).collect())
}
