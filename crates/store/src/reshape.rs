//! What a change of a definition walks over: objects by number, and rows that nobody asks for any more.

use std::collections::BTreeSet;
use std::sync::Arc;

use model::object::Object;
use model::reshape::{Leftovers, Scope};

use crate::conn::{Conn, Row, Statement, Value};
use crate::gather::{self, Gathered};
use crate::{Error, round};

const ALL: &str = "SELECT id FROM objects WHERE id > $1 ORDER BY id LIMIT $2";

// By a sum no index can be entered, so the walk stays one over the numbers.
const OF_TYPES: &str = "SELECT id FROM objects WHERE id > $1 AND type_id + 0 {in $3} ORDER BY id LIMIT $2";

// The same: those that follow lose the set.
const OF_SET: &str = "SELECT id FROM objects WHERE id > $1 AND set_id + 0 = $3 ORDER BY id LIMIT $2";

const OF_KEY: &str = "SELECT DISTINCT object_id FROM value_index
    WHERE field {in $3} AND key = $4 AND object_id > $1 ORDER BY object_id LIMIT $2";

const COUNT_ALL: &str = "SELECT count(*) FROM objects";

const COUNT_OF_TYPES: &str = "SELECT count(*) FROM objects WHERE type_id {in $1}";

const COUNT_OF_SET: &str = "SELECT count(*) FROM objects WHERE set_id = $1";

const COUNT_OF_KEY: &str = "SELECT count(DISTINCT object_id) FROM value_index WHERE field {in $1} AND key = $2";

const LAST: &str = "SELECT COALESCE(max(id), 0) FROM objects";

const SWEEP_INDEX: &str = "DELETE FROM value_index WHERE (field, key, object_id) IN (
        SELECT v.field, v.key, v.object_id FROM value_index v
        WHERE v.field BETWEEN $1 AND $2 ORDER BY v.field, v.key, v.object_id LIMIT 10000)";

const SWEEP_KEY: &str = "DELETE FROM value_index WHERE (field, key, object_id) IN (
        SELECT v.field, v.key, v.object_id FROM value_index v
        WHERE v.field BETWEEN $1 AND $2 AND v.key = $3 ORDER BY v.field, v.key, v.object_id LIMIT 10000)";

const SWEEP_UNIQUE: &str = "DELETE FROM unique_keys WHERE (field, key_hash) IN (
        SELECT u.field, u.key_hash FROM unique_keys u WHERE u.field = $1 ORDER BY u.field, u.key_hash LIMIT 10000)";

const CHANGED: &str = "SELECT DISTINCT object_id FROM changes WHERE {since $1} LIMIT $2";

/// The numbers of the next objects after one, in order.
pub async fn next(conn: &mut Conn<'_>, scope: &Scope, after: i64, limit: usize) -> Result<Vec<i64>, Error> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let (sql, more): (_, Vec<Value>) = match scope {
        Scope::All => (ALL, Vec::new()),
        Scope::Types(types) => (OF_TYPES, vec![types.clone().into()]),
        Scope::Set(set) => (OF_SET, vec![(*set).into()]),
        Scope::Key(fields, key) => (OF_KEY, vec![fields.clone().into(), key.into()]),
    };
    numbers(&conn.query(sql, &[vec![after.into(), limit.into()], more].concat()).await?)
}

/// How many objects there are to walk over, and the highest number that any object has.
pub async fn extent(conn: &mut Conn<'_>, scope: &Scope) -> Result<(i64, i64), Error> {
    let (sql, params): (_, Vec<Value>) = match scope {
        Scope::All => (COUNT_ALL, Vec::new()),
        Scope::Types(types) => (COUNT_OF_TYPES, vec![types.clone().into()]),
        Scope::Set(set) => (COUNT_OF_SET, vec![(*set).into()]),
        Scope::Key(fields, key) => (COUNT_OF_KEY, vec![fields.clone().into(), key.into()]),
    };
    let statements = [Statement::new(sql, params), Statement::new(LAST, Vec::new())].map(Option::Some);
    let [count, last] = round::run(conn, statements).await?;
    let number = |rows: &[Row]| rows.first().map_or(Ok(0), |row| row.int(0));
    Ok((number(&count)?, number(&last)?))
}

/// The objects of these numbers as they are stored, without what stands around them; those that are gone are left out.
pub async fn objects(conn: &mut Conn<'_>, ids: Vec<i64>) -> Result<Vec<Arc<Object>>, Error> {
    let [rows] = round::run(conn, [gather::by_id(ids)]).await?;
    let mut found = Gathered::default();
    found.add(&rows)?;
    Ok(found.into_all().map(Arc::new).collect())
}

/// The moment of this unit of work, for [`changed`].
pub async fn moment(conn: &mut Conn<'_>) -> Result<String, Error> {
    let rows = conn.query(conn.dialect().generation(), &[]).await?;
    rows.first().map_or(Ok(String::new()), |row| row.text(0).map(str::to_owned))
}

/// The numbers of up to `limit` things that changed since a moment.
pub async fn changed(conn: &mut Conn<'_>, since: &str, limit: i64) -> Result<BTreeSet<i64>, Error> {
    Ok(numbers(&conn.query(CHANGED, &[since.into(), limit.into()]).await?)?.into_iter().collect())
}

/// Deletes some of the rows that are left over, and tells whether any was left.
pub async fn sweep(conn: &mut Conn<'_>, leftovers: &Leftovers) -> Result<bool, Error> {
    for (first, last) in &leftovers.fields {
        let range: [Value; 2] = [(*first).into(), (*last).into()];
        let swept = match &leftovers.key {
            None => conn.execute(SWEEP_INDEX, &range).await?,
            Some(key) => conn.execute(SWEEP_KEY, &[range.as_slice(), &[key.into()]].concat()).await?,
        };
        if swept > 0 {
            return Ok(true);
        }
    }
    for field in &leftovers.unique {
        if conn.execute(SWEEP_UNIQUE, &[(*field).into()]).await? > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

fn numbers(rows: &[Row]) -> Result<Vec<i64>, Error> {
    rows.iter().map(|row| row.int(0)).collect()
}
