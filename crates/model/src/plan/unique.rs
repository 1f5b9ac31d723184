//! Unique attributes: one key for each value that no other object of the kind may hold.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::body::{Body, write_value};
use crate::loaded::UniqueKey;
use crate::object::{Object, ObjectKind};
use crate::problem::Field;
use crate::schema::{Definition, Schema};
use crate::value::{Stored, Value};

/// Who holds which key: as loaded, then as the commands took and gave them up.
pub(super) struct Keys<'a> {
    loaded: &'a HashMap<UniqueKey, i64>,
    touched: HashMap<UniqueKey, Held>,
}

/// Who holds a touched key.
pub(super) struct Held {
    pub was: Option<i64>,
    pub now: Option<i64>,
    /// The command that took it or gave it up last.
    pub command: usize,
}

impl<'a> Keys<'a> {
    pub fn new(loaded: &'a HashMap<UniqueKey, i64>) -> Self {
        Self { loaded, touched: HashMap::new() }
    }

    /// The object that holds a key.
    pub fn holder(&self, key: &UniqueKey) -> Option<i64> {
        self.touched.get(key).map_or_else(|| self.loaded.get(key).copied(), |held| held.now)
    }

    /// An object gives up all keys of its body.
    pub fn give_up(&mut self, command: usize, schema: &Schema, object: &Object) {
        for Taken { key, .. } in keys(schema, object.kind, &object.body) {
            let held = self.touched.entry(key).or_insert(Held { was: Some(object.id), now: None, command });
            (held.now, held.command) = (None, command);
        }
    }

    /// An object takes all keys of its body.
    pub fn take(&mut self, command: usize, schema: &Schema, object: &Object) {
        for Taken { key, .. } in keys(schema, object.kind, &object.body) {
            let was = self.loaded.get(&key).copied();
            let held = self.touched.entry(key).or_insert(Held { was, now: None, command });
            (held.now, held.command) = (Some(object.id), command);
        }
    }

    /// The keys that changed hands.
    pub fn changed(&self) -> impl Iterator<Item = (&UniqueKey, &Held)> {
        self.touched.iter().filter(|(_, held)| held.was != held.now)
    }
}

/// The keys that an object of that kind with this body holds.
pub fn unique_keys(schema: &Schema, kind: ObjectKind, body: &Body) -> BTreeSet<UniqueKey> {
    keys(schema, kind, body).map(|taken| taken.key).collect()
}

/// A key that a body takes, and the field that takes it.
pub(super) struct Taken {
    pub key: UniqueKey,
    pub field: Field,
}

/// All keys of a body, by attribute and locale.
pub(super) fn keys<'s>(schema: &'s Schema, kind: ObjectKind, body: &'s Body) -> impl Iterator<Item = Taken> {
    schema.unique_attributes().flat_map(move |attribute| keys_of(attribute, kind, body))
}

/// The keys of one attribute of a body.
pub(super) fn keys_of(attribute: &Definition, kind: ObjectKind, body: &Body) -> Vec<Taken> {
    let code = &attribute.code;
    match body.0.get(code) {
        None => Vec::new(),
        Some(Stored::Plain(value)) => {
            vec![Taken { key: key(attribute.index, kind, "", value), field: Field::Attribute(code.clone()) }]
        }
        Some(Stored::Localised(values)) => {
            let taken = |(locale, value): (&String, &Value)| Taken {
                key: key(attribute.index, kind, locale, value),
                field: Field::Localised(code.clone(), locale.clone()),
            };
            values.iter().map(taken).collect()
        }
    }
}

/// The key of one value; `attribute` is its number in the index, `locale` is "" where there is none.
pub(super) fn key(attribute: i64, kind: ObjectKind, locale: &str, value: &Value) -> UniqueKey {
    let mut text = format!("{}\0{locale}\0", kind.name());
    write_value(&mut text, value);
    let mut hash = String::with_capacity(64);
    for byte in Sha256::digest(text) {
        // Writing to a string can't fail.
        let _ = write!(hash, "{byte:02x}");
    }
    UniqueKey { field: attribute, hash }
}
