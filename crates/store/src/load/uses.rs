//! Where definitions and predefined values are used: a walk over the objects that may hold them.

use std::collections::{BTreeMap, BTreeSet};

use model::body::write_text;
use model::loaded::{MAX_USES, Use};
use model::object::Object;
use model::value::{Stored, Value};

use super::ENOUGH;
use crate::Error;
use crate::conn::{self, Conn};
use crate::decode::{self, object_columns};
use crate::gather::Gathered;

const OF_TYPES: &str = concat!(
    "SELECT ",
    object_columns!(),
    " FROM objects o WHERE o.id > $1 AND o.type_id {in $2} ORDER BY o.id LIMIT $3"
);

const HOLDING: &str = concat!(
    "SELECT ",
    object_columns!(),
    " FROM objects o WHERE o.id > $1 AND o.body LIKE $2 ESCAPE '!' ORDER BY o.id LIMIT $3"
);

/// The numbers of the objects of each use, in order, up to one more than [`MAX_USES`]; the objects join `found`.
pub(super) async fn scan(
    conn: &mut Conn<'_>,
    uses: &BTreeSet<Use>,
    found: &mut Gathered,
) -> Result<BTreeMap<Use, Vec<i64>>, Error> {
    let (types, contents): (Vec<_>, Vec<_>) = uses.iter().partition(|what| matches!(what, Use::Type(_)));
    let mut holders: BTreeMap<_, _> = uses.iter().map(|what| (what.clone(), Vec::new())).collect();
    walk(conn, OF_TYPES, types, |open| type_ids(open).into(), found, &mut holders).await?;
    walk(conn, HOLDING, contents, |open| pattern(open).into(), found, &mut holders).await?;
    Ok(holders)
}

/// Pages through the candidates of the `open` uses, and drops each use once it has enough.
async fn walk(
    conn: &mut Conn<'_>,
    sql: &str,
    mut open: Vec<&Use>,
    question: impl Fn(&[&Use]) -> conn::Value,
    found: &mut Gathered,
    holders: &mut BTreeMap<Use, Vec<i64>>,
) -> Result<(), Error> {
    let mut after = i64::MIN;
    while !open.is_empty() {
        let rows = conn.query(sql, &[after.into(), question(&open), ENOUGH.into()]).await?;
        for row in &rows {
            let object = decode::object(row)?;
            after = object.id;
            let held: Vec<_> = open.iter().copied().filter(|what| holds(&object, what)).collect();
            for what in &held {
                holders.entry((*what).clone()).or_default().push(object.id);
            }
            if !held.is_empty() {
                found.insert(object);
            }
        }
        if rows.len() <= MAX_USES {
            break;
        }
        open.retain(|what| holders.get(what).is_none_or(|ids| ids.len() <= MAX_USES));
    }
    Ok(())
}

fn type_ids(uses: &[&Use]) -> Vec<i64> {
    uses.iter().filter_map(|what| if let Use::Type(id) = what { Some(*id) } else { None }).collect()
}

/// The narrowest pattern that every body with one of these uses is like; others may be too.
fn pattern(uses: &[&Use]) -> String {
    let keys: BTreeSet<_> = uses.iter().filter_map(|what| key(what)).collect();
    let (Some(key), 1) = (keys.first(), keys.len()) else { return "%".into() };
    match uses {
        [Use::Value(_, code)] => format!("%{}:%{}%", quoted(key), quoted(code)),
        _ => format!("%{}:%", quoted(key)),
    }
}

fn key(what: &Use) -> Option<&str> {
    match what {
        Use::Attribute(code) | Use::Value(code, _) | Use::Locale(code) => Some(code),
        Use::Type(_) => None,
    }
}

/// As it stands in a body, for LIKE.
fn quoted(text: &str) -> String {
    let mut json = String::new();
    write_text(&mut json, text);
    json.chars().flat_map(|c| matches!(c, '!' | '%' | '_').then_some('!').into_iter().chain([c])).collect()
}

fn holds(object: &Object, what: &Use) -> bool {
    match what {
        Use::Attribute(code) => object.body.0.contains_key(code),
        Use::Value(attribute, code) => match object.body.0.get(attribute) {
            Some(Stored::Plain(value)) => names(value, code),
            Some(Stored::Localised(map)) => map.values().any(|value| names(value, code)),
            None => false,
        },
        Use::Locale(code) => {
            object.body.0.values().any(|stored| matches!(stored, Stored::Localised(map) if map.contains_key(code)))
        }
        Use::Type(id) => object.type_id == *id,
    }
}

fn names(value: &Value, code: &str) -> bool {
    match value {
        Value::Text(text) => text == code,
        Value::Codes(codes) => codes.iter().any(|held| held == code),
        Value::Number(_) | Value::Bool(_) => false,
    }
}
