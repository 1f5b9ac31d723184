//! Objects with nothing around them, and codes alone.

use std::collections::HashMap;
use std::sync::Arc;

use model::object::ObjectKind;
use model::query::{Sheet, Sheets};
use model::schema::Schema;

use crate::Error;
use crate::conn::Conn;
use crate::gather::{self, Gathered};
use crate::{round, values};

/// The objects with these numbers, of whatever kind, in no order, and the predefined values that they name: two
/// statements at most.
pub async fn bare(conn: &mut Conn<'_>, ids: Vec<i64>, schema: &Schema) -> Result<Sheets, Error> {
    let mut objects = Gathered::default();
    let [rows] = round::run(conn, [gather::by_id(ids)]).await?;
    objects.add(&rows)?;
    let named = values::named_by(objects.all(), schema);
    let [values] = round::run(conn, [values::named(&named)]).await?;
    let sheets = objects.into_all().map(|object| Sheet::of(Arc::new(object)));
    Ok(Sheets { sheets: sheets.collect(), values: values::by_code(&values)? })
}

const PLACED: &str = "SELECT p.node_id, o.kind, o.code FROM placements p CROSS JOIN objects o
    WHERE p.node_id {in $1} AND o.id = p.object_id ORDER BY p.node_id, o.id";

/// The codes of what is placed in these classifications, by classification and kind: one statement.
pub async fn placed(conn: &mut Conn<'_>, nodes: Vec<i64>) -> Result<HashMap<(i64, ObjectKind), Vec<String>>, Error> {
    let [rows] = round::run(conn, [round::among(PLACED, nodes)]).await?;
    let mut placed: HashMap<_, Vec<String>> = HashMap::new();
    for row in &rows {
        // What is no kind of object is found by `check`.
        let Some(kind) = ObjectKind::from_name(row.text(1)?) else { continue };
        placed.entry((row.int(0)?, kind)).or_default().push(row.text(2)?.to_owned());
    }
    Ok(placed)
}
