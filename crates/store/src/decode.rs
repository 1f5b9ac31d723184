//! Rows of the catalogue as the model's values, and the columns that each is read from.

use model::body::Body;
use model::key_value::KeyValue;
use model::object::{Object, ObjectKind, ObjectRef, Stamp};
use model::schema::{Definition, DefinitionKind, PredefinedValue, Spec, State};
use model::user::{PasswordHash, User, UserKind};

use crate::Error;
use crate::conn::Row;

/// What [`object`] reads, of `objects o`.
macro_rules! object_columns {
    () => {
        "o.id, o.kind, o.code, o.type_id, o.parent_id, (SELECT p.code FROM objects p WHERE p.id = o.parent_id), \
         o.target_id, (SELECT t.code FROM objects t WHERE t.id = o.target_id), o.set_id, o.active, o.sequence, o.rev, \
         o.shown, o.created_at, o.created_by, o.updated_at, o.updated_by, o.body"
    };
}

/// What [`definition`] reads, of `definitions d`.
macro_rules! definition_columns {
    () => {
        "d.id, d.kind, d.code, d.rev, d.created_at, d.created_by, d.updated_at, d.updated_by, d.index_id, d.state, d.body"
    };
}

/// What [`value`] reads, of `predefined_values v` and its attribute, `definitions a`.
macro_rules! value_columns {
    () => {
        "v.id, a.code, v.code, v.sequence, v.active, v.rev, v.created_at, v.created_by, v.updated_at, v.updated_by, \
         v.labels"
    };
}

/// What [`key_value`] reads, of `key_values k`.
macro_rules! key_value_columns {
    () => {
        "k.id, k.code, k.protected, k.public, k.rev, k.created_at, k.created_by, k.updated_at, k.updated_by, k.value"
    };
}

/// What [`user`] reads, of `accounts u`.
macro_rules! user_columns {
    () => {
        "u.id, u.username, u.kind, u.admin, u.active, u.password_hash, u.logged_at, u.rev, u.created_at, u.created_by, \
         u.updated_at, u.updated_by, u.body"
    };
}

pub(crate) use {definition_columns, key_value_columns, object_columns, user_columns, value_columns};

/// Where the text of the body stands in the row of an object.
pub(crate) const BODY: usize = 17;

/// An object; its placements, and the types of the links from it, are still to be read.
pub(crate) fn object(row: &Row) -> Result<Object, Error> {
    let id = row.int(0)?;
    let kind = row.text(1)?;
    let damaged = |column, problem: String| Error::Damaged { table: "objects", column, id, problem };
    let other = |column, at: usize| match (row.opt_int(at)?, row.opt_text(at + 1)?) {
        (Some(id), Some(code)) => Ok(Some(ObjectRef { id, code: code.to_owned() })),
        (None, _) => Ok(None),
        (Some(other), None) => Err(damaged(column, format!("{other}, which is no object"))),
    };
    Ok(Object {
        id,
        kind: ObjectKind::from_name(kind).ok_or_else(|| damaged("kind", format!("\"{kind}\"")))?,
        code: row.text(2)?.to_owned(),
        type_id: row.int(3)?,
        parent: other("parent_id", 4)?,
        target: other("target_id", 6)?,
        set: row.opt_int(8)?,
        active: row.bool(9)?,
        sequence: row.int(10)?,
        rev: row.int(11)?,
        shown: row.int(12)?,
        created: stamp(row, 13)?,
        updated: stamp(row, 15)?,
        body: Body::from_json(row.text(BODY)?).ok_or_else(|| damaged("body", "no map of values".into()))?,
        placements: Vec::new(),
        linked: Vec::new(),
    })
}

/// A definition.
pub(crate) fn definition(row: &Row) -> Result<Definition, Error> {
    let id = row.int(0)?;
    let kind = row.text(1)?;
    let damaged = |column, problem: String| Error::Damaged { table: "definitions", column, id, problem };
    let kind = DefinitionKind::from_name(kind).ok_or_else(|| damaged("kind", format!("\"{kind}\"")))?;
    let state = row.text(9)?;
    let spec = Spec::from_json(kind, row.text(10)?);
    Ok(Definition {
        id,
        code: row.text(2)?.to_owned(),
        spec: spec.ok_or_else(|| damaged("body", format!("no {}", kind.words())))?,
        rev: row.int(3)?,
        index: row.opt_int(8)?.unwrap_or(id),
        state: State::from_name(state).ok_or_else(|| damaged("state", format!("\"{state}\"")))?,
        created: stamp(row, 4)?,
        updated: stamp(row, 6)?,
    })
}

/// A predefined value.
pub(crate) fn value(row: &Row) -> Result<PredefinedValue, Error> {
    let id = row.int(0)?;
    let labels = serde_json::from_str(row.text(10)?);
    Ok(PredefinedValue {
        id,
        attribute: row.text(1)?.to_owned(),
        code: row.text(2)?.to_owned(),
        sequence: row.int(3)?,
        active: row.bool(4)?,
        rev: row.int(5)?,
        created: stamp(row, 6)?,
        updated: stamp(row, 8)?,
        labels: labels.map_err(|error| Error::Damaged {
            table: "predefined_values",
            column: "labels",
            id,
            problem: format!("no map of texts ({error})"),
        })?,
    })
}

/// A key-value.
pub(crate) fn key_value(row: &Row) -> Result<KeyValue, Error> {
    Ok(KeyValue {
        id: row.int(0)?,
        code: row.text(1)?.to_owned(),
        protected: row.bool(2)?,
        public: row.bool(3)?,
        rev: row.int(4)?,
        created: stamp(row, 5)?,
        updated: stamp(row, 7)?,
        value: row.text(9)?.to_owned(),
    })
}

/// A user.
pub(crate) fn user(row: &Row) -> Result<User, Error> {
    let id = row.int(0)?;
    let damaged = |column, problem: String| Error::Damaged { table: "accounts", column, id, problem };
    let kind = row.text(2)?;
    Ok(User {
        id,
        username: row.text(1)?.to_owned(),
        kind: UserKind::from_name(kind).ok_or_else(|| damaged("kind", format!("\"{kind}\"")))?,
        admin: row.bool(3)?,
        active: row.bool(4)?,
        password: PasswordHash(row.text(5)?.to_owned()),
        logged_at: row.opt_int(6)?,
        rev: row.int(7)?,
        created: stamp(row, 8)?,
        updated: stamp(row, 10)?,
        profile: serde_json::from_str(row.text(12)?)
            .map_err(|error| damaged("body", format!("no profile ({error})")))?,
    })
}

fn stamp(row: &Row, at: usize) -> Result<Stamp, Error> {
    Ok(Stamp { at: row.int(at)?, by: row.text(at + 1)?.to_owned() })
}
