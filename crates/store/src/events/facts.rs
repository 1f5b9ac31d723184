//! What stands around changes: a fixed number of statements for a page of them.

use std::collections::{BTreeSet, HashMap, HashSet};

use model::event::{Around, Needs, Thing, ValueName};
use model::index::slots;
use model::input::Input;
use model::object::ObjectKind;
use model::schema::{DefinitionKind, Schema};

use crate::conn::{Column, Conn, Kind, Row, Statement};
use crate::{Error, round};

const HEADS: &str =
    "SELECT o.id, o.kind, o.code, o.parent_id, o.target_id, o.type_id FROM objects o WHERE o.id {in $1}";

const GONE: &str = "SELECT c.object_id, c.kind, c.code, c.parent_id, c.target_id, c.before FROM changes c
    WHERE c.object_id {in $1} AND c.op = 'delete'";

const LINKING: &str = "SELECT o.target_id, o.parent_id FROM objects o WHERE o.target_id {in $1} LIMIT $2";

const LINKING_AFTER: &str = "SELECT o.parent_id, o.sequence, o.id FROM objects o
    WHERE o.target_id = $1 AND (o.sequence, o.id) > ($2, $3) ORDER BY o.sequence, o.id LIMIT $4";

// SQLite runs it for each row, so that its limit is one of each value there.
const HOLDING: &str = "SELECT r.id, v.object_id FROM {rows} CROSS JOIN value_index v
    WHERE v.field = r.field AND v.key = r.key LIMIT $4";

const HOLDING_COLUMNS: &[Column] = &[("id", Kind::Int), ("field", Kind::Int), ("key", Kind::Text)];

const HOLDING_AFTER: &str = "SELECT v.object_id, v.field, v.object_id FROM value_index v
    WHERE v.field {in $1} AND v.key = $2 AND (v.field, v.object_id) > ($3, $4) ORDER BY v.field, v.object_id LIMIT $5";

/// Most users of all changed things that are read at once.
const MOST_USERS: i64 = 1_000;
/// Most values whose users are looked for at once.
const MOST_VALUES: usize = 100;
/// A link stands under its origin, which may be a variant, and that under a document.
const LEVELS: usize = 3;

/// What is known of a page of changes.
pub enum Facts {
    /// All that was asked for.
    Whole(Around),
    /// More use what changed than is read at once: to be asked for fewer changes, or step by step.
    TooMany,
}

/// What these changes ask for.
pub async fn facts(conn: &mut Conn<'_>, needs: &Needs, schema: &Schema) -> Result<Facts, Error> {
    if needs.values.len() > MOST_VALUES {
        return Ok(Facts::TooMany);
    }
    let linking = (!needs.assets.is_empty()).then(|| {
        let assets: Vec<i64> = needs.assets.iter().copied().collect();
        Statement::new(LINKING, vec![assets.into(), (MOST_USERS + 1).into()])
    });
    let holding = holding(&needs.values, schema);
    let [linking, holding] = round::run(conn, [linking, holding]).await?;
    if linking.len() + holding.len() > usize::try_from(MOST_USERS).unwrap_or(usize::MAX) {
        return Ok(Facts::TooMany);
    }
    let mut users: HashMap<i64, Vec<i64>> = HashMap::new();
    for row in linking.iter().chain(&holding) {
        users.entry(row.int(0)?).or_default().push(row.int(1)?);
    }
    let things = things(conn, needs.things.iter().chain(users.values().flatten()).copied().collect(), schema).await?;
    Ok(Facts::Whole(Around { things, users }))
}

/// What one change asks for that has too many users: what is known with the next of them, and where those after them
/// begin; `None`: they were the last.
pub async fn users_after(
    conn: &mut Conn<'_>,
    needs: &Needs,
    after: (i64, i64),
    schema: &Schema,
) -> Result<(Around, Option<(i64, i64)>), Error> {
    let (from, more) = ([after.0.into(), after.1.into()], MOST_USERS.into());
    let asked = match (needs.assets.first(), needs.values.first()) {
        (Some(asset), _) => {
            let [sequence, id] = from;
            Some((*asset, Statement::new(LINKING_AFTER, vec![(*asset).into(), sequence, id, more])))
        }
        (None, Some(value)) => {
            let [field, id] = from;
            let params = vec![fields(&value.attribute, schema).into(), (&value.code).into(), field, id, more];
            Some((value.id, Statement::new(HOLDING_AFTER, params)))
        }
        (None, None) => None,
    };
    let Some((id, statement)) = asked else { return Ok((Around::default(), None)) };
    let [rows] = round::run(conn, [Some(statement)]).await?;
    let users = rows.iter().map(|row| row.int(0)).collect::<Result<Vec<_>, _>>()?;
    let is_full = i64::try_from(rows.len()).is_ok_and(|rows| rows == MOST_USERS);
    let last = rows.last().filter(|_| is_full).map(|row| Ok::<_, Error>((row.int(1)?, row.int(2)?))).transpose()?;
    let things = things(conn, needs.things.iter().chain(&users).copied().collect(), schema).await?;
    Ok((Around { things, users: HashMap::from([(id, users)]) }, last))
}

fn holding(values: &[ValueName], schema: &Schema) -> Option<Statement> {
    let of = |value: &ValueName| {
        let row = |field: i64| vec![value.id.into(), field.into(), (&value.code).into()];
        fields(&value.attribute, schema).into_iter().map(row).collect::<Vec<_>>()
    };
    let mut statement = round::over(HOLDING, HOLDING_COLUMNS, values.iter().flat_map(of).collect())?;
    statement.params = vec![(MOST_USERS + 1).into()];
    Some(statement)
}

/// All fields of an attribute in the index.
fn fields(attribute: &str, schema: &Schema) -> Vec<i64> {
    let definition = schema.definition(DefinitionKind::Attribute, attribute);
    definition.map_or_else(Vec::new, |attribute| slots(schema).map(|slot| attribute.field(slot)).collect())
}

/// The objects with these numbers as they are, or as they were last, and what they stand under or lead to.
pub async fn things(
    conn: &mut Conn<'_>,
    mut wanted: BTreeSet<i64>,
    schema: &Schema,
) -> Result<HashMap<i64, Thing>, Error> {
    let mut known: HashMap<i64, Thing> = HashMap::new();
    for _ in 0..LEVELS {
        let [rows] = round::run(conn, [round::among(HEADS, wanted.iter().copied().collect())]).await?;
        let found = rows.iter().map(|row| thing(row, Some(schema))).collect::<Result<Vec<_>, _>>()?;
        let there: HashSet<i64> = found.iter().map(|(id, _)| *id).collect();
        let missing = wanted.iter().filter(|id| !there.contains(id)).copied().collect();
        let [rows] = round::run(conn, [round::among(GONE, missing)]).await?;
        let gone = rows.iter().map(|row| thing(row, None)).collect::<Result<Vec<_>, _>>()?;
        let found = found.into_iter().chain(gone).filter_map(|(id, thing)| Some((id, thing?)));
        wanted.clear();
        for (id, thing) in found {
            if thing.kind != ObjectKind::Classification {
                wanted.extend([thing.parent, thing.target].into_iter().flatten());
            }
            known.insert(id, thing);
        }
        wanted.retain(|id| !known.contains_key(id));
    }
    Ok(known)
}

/// A row of [`HEADS`], or without a schema of [`GONE`]. What is no object has none.
fn thing(row: &Row, schema: Option<&Schema>) -> Result<(i64, Option<Thing>), Error> {
    let id = row.int(0)?;
    let Some(kind) = ObjectKind::from_name(row.text(1)?) else { return Ok((id, None)) };
    let of_type = match schema {
        Some(schema) => schema.code_of(row.int(5)?).to_owned(),
        None => type_before(kind, row.opt_text(5)?),
    };
    let (parent, target) = (row.opt_int(3)?, row.opt_int(4)?);
    let thing = Thing { kind, code: row.text(2)?.to_owned(), of_type, parent, target, is_there: schema.is_some() };
    Ok((id, Some(thing)))
}

/// The type that a deletion tells of.
fn type_before(kind: ObjectKind, before: Option<&str>) -> String {
    let name = if kind == ObjectKind::Link { "linkType" } else { "documentType" };
    let before = before.and_then(|json| Input::parse(json).ok());
    before.and_then(|before| Some(before.get(name)?.text()?.to_owned())).unwrap_or_default()
}
