//! Predefined values.

use std::collections::BTreeSet;
use std::sync::Arc;

use model::attribute;
use model::object::Object;
use model::query::{NamedValues, ValuePage, ValueQuery};
use model::schema::{PredefinedValue, Schema};
use model::value::Stored;

use crate::Error;
use crate::conn::{Column, Conn, Kind, Row, Statement, Value};
use crate::decode::{self, value_columns};
use crate::{page, round};

const NAMED: &str = concat!(
    "SELECT ",
    value_columns!(),
    " FROM {rows} CROSS JOIN definitions a CROSS JOIN predefined_values v
    WHERE a.kind = 'attribute' AND a.code = r.attribute AND v.attribute_id = a.id AND v.code = r.code"
);

const NAMED_COLUMNS: &[Column] = &[("attribute", Kind::Text), ("code", Kind::Text)];

const LISTS: &str = concat!(
    "SELECT ",
    value_columns!(),
    " FROM definitions a CROSS JOIN predefined_values v
    WHERE a.kind = 'attribute' AND v.attribute_id = a.id AND a.code {in $1} ORDER BY a.code, v.sequence, v.code"
);

const ONE: &str = concat!(
    "SELECT ",
    value_columns!(),
    " FROM predefined_values v JOIN definitions a ON a.id = v.attribute_id WHERE v.attribute_id = $1 AND v.code = $2"
);

const BY_ID: &str = concat!(
    "SELECT ",
    value_columns!(),
    " FROM predefined_values v JOIN definitions a ON a.id = v.attribute_id WHERE v.id = $1"
);

// The first comparison of the code says no more than the second, but an index can begin there.
const PAGE: &str = concat!(
    "SELECT ",
    value_columns!(),
    " FROM definitions a CROSS JOIN predefined_values v
    WHERE a.kind = 'attribute' AND v.attribute_id = a.id
        AND a.code >= $1 AND (a.code, v.sequence, v.code) > ($1, $2, $3)
    ORDER BY a.code, v.sequence, v.code LIMIT $4 OFFSET $5"
);

const PAGE_OF: &str = concat!(
    "SELECT ",
    value_columns!(),
    " FROM definitions a CROSS JOIN predefined_values v
    WHERE a.kind = 'attribute' AND v.attribute_id = a.id AND a.code {in $6}
        AND a.code >= $1 AND (a.code, v.sequence, v.code) > ($1, $2, $3)
    ORDER BY a.code, v.sequence, v.code LIMIT $4 OFFSET $5"
);

const TOTAL: &str = "SELECT count(*) FROM predefined_values";

const TOTAL_OF: &str = "SELECT count(*) FROM definitions a JOIN predefined_values v ON v.attribute_id = a.id
    WHERE a.kind = 'attribute' AND a.code {in $1}";

/// The value of that attribute (by number) and code.
pub async fn one(conn: &mut Conn<'_>, attribute: i64, code: &str) -> Result<Option<PredefinedValue>, Error> {
    let rows = conn.query(ONE, &[attribute.into(), code.into()]).await?;
    rows.first().map(decode::value).transpose()
}

/// The value of that number.
pub async fn by_id(conn: &mut Conn<'_>, id: i64) -> Result<Option<PredefinedValue>, Error> {
    let rows = conn.query(BY_ID, &[id.into()]).await?;
    rows.first().map(decode::value).transpose()
}

/// A page of the values of all attributes, or of those in `query.attributes`.
pub async fn page(conn: &mut Conn<'_>, query: &ValueQuery) -> Result<ValuePage, Error> {
    let [attribute, sequence, code] = page::after(&query.start);
    let more = i64::from(query.limit) + 1;
    let mut params: Vec<Value> = vec![
        attribute.into(),
        page::number(sequence).into(),
        code.into(),
        more.into(),
        page::offset(&query.start, query.limit).into(),
    ];
    let (page, total) = if query.attributes.is_empty() {
        (Statement::new(PAGE, params), Statement::new(TOTAL, Vec::new()))
    } else {
        params.push(query.attributes.clone().into());
        (Statement::new(PAGE_OF, params), Statement::new(TOTAL_OF, vec![query.attributes.clone().into()]))
    };
    let [mut rows, total] = round::run(conn, [(query.limit > 0).then_some(page), Some(total)]).await?;
    let more = rows.len() > query.limit as usize;
    rows.truncate(query.limit as usize);
    let values = rows.iter().map(|row| decode::value(row).map(Arc::new)).collect::<Result<Vec<_>, _>>()?;
    let last = values.last().filter(|_| more);
    let next = last.map(|value| page::key(&[&value.attribute, &value.sequence.to_string(), &value.code]));
    Ok(ValuePage { total: page::total(&total)?, next, values })
}

/// The values of these attributes and codes; those that don't exist are left out.
pub async fn all_named(conn: &mut Conn<'_>, keys: &BTreeSet<(String, String)>) -> Result<NamedValues, Error> {
    let [rows] = round::run(conn, [named(keys)]).await?;
    by_code(&rows)
}

/// The values of these attributes and codes, for [`by_code`].
pub(crate) fn named(keys: &BTreeSet<(String, String)>) -> Option<Statement> {
    let rows = keys.iter().map(|(attribute, code)| vec![attribute.into(), code.into()]).collect();
    round::over(NAMED, NAMED_COLUMNS, rows)
}

/// All values of these attributes in the order of their lists.
pub(crate) fn lists(attributes: &BTreeSet<String>) -> Option<Statement> {
    round::among(LISTS, attributes.iter().cloned().collect())
}

/// The predefined values that these objects name, by attribute and code.
pub fn named_by<'a>(objects: impl Iterator<Item = &'a Object>, schema: &Schema) -> BTreeSet<(String, String)> {
    let mut named = BTreeSet::new();
    for (code, stored) in objects.flat_map(|object| &object.body.0) {
        let Some(kind) = schema.attribute(code).map(|attribute| attribute.kind).filter(|kind| kind.is_list()) else {
            continue;
        };
        let values = match stored {
            Stored::Plain(value) => vec![value],
            Stored::Localised(map) => map.values().collect(),
        };
        let codes = values.into_iter().flat_map(|value| attribute::codes(value, kind));
        named.extend(codes.map(|value| (code.clone(), value.clone())));
    }
    named
}

/// Attribute and code of a row of [`named`].
pub(crate) fn key(row: &Row) -> Result<(String, String), Error> {
    Ok((row.text(1)?.to_owned(), row.text(2)?.to_owned()))
}

/// Values by attribute and code.
pub(crate) fn by_code(rows: &[Row]) -> Result<NamedValues, Error> {
    rows.iter().map(|row| Ok((key(row)?, Arc::new(decode::value(row)?)))).collect()
}
