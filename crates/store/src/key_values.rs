//! Key-values.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use model::key_value::KeyValue;
use model::permission::Access;
use model::query::{KeyValuePage, KeyValueQuery};

use crate::Error;
use crate::conn::{Conn, Row, Statement};
use crate::decode::{self, key_value_columns};
use crate::{page, round};

const NAMED: &str = concat!("SELECT ", key_value_columns!(), " FROM key_values k WHERE k.code {in $1}");

const PAGE: &str = concat!(
    "SELECT ",
    key_value_columns!(),
    " FROM key_values k WHERE k.code > $1 AND (k.public OR $2) ORDER BY k.code LIMIT $3 OFFSET $4"
);

const TOTAL: &str = "SELECT count(*) FROM key_values k WHERE k.public OR $1";

/// The pair of that key.
pub async fn one(conn: &mut Conn<'_>, code: &str) -> Result<Option<KeyValue>, Error> {
    conn.query(NAMED, &[vec![code.to_owned()].into()]).await?.first().map(decode::key_value).transpose()
}

/// A page of those that the reader may see.
pub async fn page(conn: &mut Conn<'_>, query: &KeyValueQuery) -> Result<KeyValuePage, Error> {
    let [after] = page::after(&query.start);
    let all = query.rights.access == Access::Full;
    let offset = page::offset(&query.start, query.limit);
    let page = vec![after.into(), all.into(), (i64::from(query.limit) + 1).into(), offset.into()];
    let page = (query.limit > 0).then(|| Statement::new(PAGE, page));
    let [mut rows, total] = round::run(conn, [page, Some(Statement::new(TOTAL, vec![all.into()]))]).await?;
    let more = rows.len() > query.limit as usize;
    rows.truncate(query.limit as usize);
    let pairs = rows.iter().map(|row| decode::key_value(row).map(Arc::new)).collect::<Result<Vec<_>, _>>()?;
    let next = pairs.last().filter(|_| more).map(|pair| pair.code.clone());
    Ok(KeyValuePage { total: page::total(&total)?, next, pairs })
}

/// The pairs of these keys, for [`by_code`].
pub(crate) fn named(codes: &BTreeSet<String>) -> Option<Statement> {
    round::among(NAMED, codes.iter().cloned().collect())
}

/// Pairs by key.
pub(crate) fn by_code(rows: &[Row]) -> Result<HashMap<String, Arc<KeyValue>>, Error> {
    rows.iter().map(decode::key_value).map(|pair| pair.map(|pair| (pair.code.clone(), Arc::new(pair)))).collect()
}
