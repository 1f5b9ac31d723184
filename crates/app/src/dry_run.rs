//! A dry run over many chunks: what earlier lines would have made is noted outside of memory, and laid over what later
//! lines load.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;
use std::sync::Arc;

use model::changes::{Changeset, Committed, Op, Outcome, Plan};
use model::key_value::KeyValue;
use model::loaded::{Loaded, Refs, UniqueKey};
use model::object::{Object, ObjectKind};
use model::plan;
use model::schema::{PredefinedValue, Schema};
use model::user::User;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::Error;
use store::conn::Conn;
use store::load::{Lock, load};
use store::scratch::Scratch;

use crate::write::Batch;
use crate::{App, Failure};

type Key = (ObjectKind, String);

/// Things by their codes; `None`: it is gone.
pub(crate) type Things<T> = BTreeMap<String, Option<Arc<T>>>;

/// What the chunks before would have written.
pub(crate) struct Shadow {
    notes: Scratch,
    /// They are few, and no hash of a password comes to lie in notes.
    users: HashMap<String, Arc<User>>,
    schema: Option<Arc<Schema>>,
}

/// What is noted of a thing.
enum Noted<T> {
    /// Nothing: it is as the database says.
    Nothing,
    /// That it is gone.
    Gone,
    /// How it would be.
    There(Arc<T>),
}

impl<T> Noted<T> {
    /// Lays it over what was loaded.
    fn lay<K: Eq + Hash>(self, over: &mut HashMap<K, Arc<T>>, key: K) {
        match self {
            Self::There(thing) => _ = over.insert(key, thing),
            Self::Gone => _ = over.remove(&key),
            Self::Nothing => {}
        }
    }
}

/// What a note is of; its first byte.
#[derive(Clone, Copy)]
#[repr(u8)]
enum Of {
    /// An object: its kind and code.
    Object = b'o',
    /// That an object was put below another: that one's number, then the object's kind and code.
    Below = b'b',
    /// A predefined value: its attribute and code.
    Value = b'v',
    /// A key-value: its key.
    Pair = b'p',
    /// The holder of a unique key: its field and hash.
    Unique = b'u',
}

/// The key of a note, or its beginning: each part ends with a zero, which is part of no code.
fn key(of: Of, parts: &[&str]) -> Vec<u8> {
    let mut key = vec![of as u8];
    for part in parts {
        key.extend_from_slice(part.as_bytes());
        key.push(0);
    }
    key
}

/// The last parts of a key, after so many.
fn parts(key: &[u8], after: usize) -> impl Iterator<Item = &str> {
    key[1..].split(|byte| *byte == 0).skip(after).filter_map(|part| std::str::from_utf8(part).ok())
}

fn of_object((kind, code): &Key) -> Vec<u8> {
    key(Of::Object, &[kind.name(), code])
}

fn of_unique(unique: &UniqueKey) -> Vec<u8> {
    key(Of::Unique, &[&unique.field.to_string(), &unique.hash])
}

fn broken(error: &serde_json::Error) -> Error {
    Error::Bug(format!("a note can't be kept: {error}"))
}

/// Notes a thing, or that it is gone.
fn put<T: Serialize>(notes: &mut Scratch, key: &[u8], thing: Option<&T>) -> Result<(), Error> {
    let value = thing.map_or(Ok(Vec::new()), serde_json::to_vec);
    notes.put(key, &value.map_err(|error| broken(&error))?)
}

impl App {
    /// Plans a chunk as if those before it had been written.
    pub(crate) async fn plan_in_shadow(&self, batch: Batch, shadow: &mut Shadow) -> Result<Vec<Outcome>, Failure> {
        Ok(self.foresee(batch, shadow).await?.outcomes)
    }

    /// The same, with what would be written.
    pub(crate) async fn foresee(&self, batch: Batch, shadow: &mut Shadow) -> Result<Plan, Failure> {
        let schema = match &shadow.schema {
            Some(schema) => Arc::clone(schema),
            None => self.schema().await?,
        };
        let mut refs = plan::refs(&batch.commands, &schema);
        let objects = shadow.extend(&mut refs)?;
        let ids = self.store.ids(refs.ids).await?;
        let refs = Arc::new(refs);
        let wanted = Arc::clone(&refs);
        let mut loaded =
            self.store.snapshot(async move |conn: &mut Conn<'_>| load(conn, &wanted, ids, Lock::None).await).await?;
        shadow.lay_over(&mut loaded, &refs, objects)?;
        let plan = self.plan(batch, loaded, Arc::clone(&schema)).await?;
        shadow.keep(&schema, &plan.changeset)?;
        Ok(plan)
    }
}

impl Shadow {
    pub(crate) fn new() -> Result<Self, Error> {
        Ok(Self { notes: Scratch::new()?, users: HashMap::new(), schema: None })
    }

    /// The definitions as the chunks before would leave them; `None`: there was none.
    pub(crate) fn schema(&self) -> Option<Arc<Schema>> {
        self.schema.clone()
    }

    /// The values of a list of which something is noted, by their codes; `None`: it is gone.
    pub(crate) fn values(&mut self, attribute: &str) -> Result<Things<PredefinedValue>, Error> {
        self.things(&key(Of::Value, &[attribute]))
    }

    /// The same of objects of a kind.
    pub(crate) fn objects(&mut self, kind: ObjectKind) -> Result<Things<Object>, Error> {
        self.things(&key(Of::Object, &[kind.name()]))
    }

    fn things<T: DeserializeOwned>(&mut self, prefix: &[u8]) -> Result<Things<T>, Error> {
        let mut things = Things::new();
        for key in self.notes.keys(prefix)? {
            let Some(code) = parts(&key, 1).next() else { continue };
            let thing = match self.noted(&key)? {
                Noted::There(thing) => Some(thing),
                Noted::Gone => None,
                Noted::Nothing => continue,
            };
            things.insert(code.to_owned(), thing);
        }
        Ok(things)
    }

    fn noted<T: DeserializeOwned>(&mut self, key: &[u8]) -> Result<Noted<T>, Error> {
        Ok(match self.notes.get(key)? {
            None => Noted::Nothing,
            Some(note) if note.is_empty() => Noted::Gone,
            Some(note) => Noted::There(Arc::new(serde_json::from_slice(&note).map_err(|error| broken(&error))?)),
        })
    }

    /// What is noted of the objects that the refs name, and of their ancestors; those that only the database has are added
    /// to the refs.
    fn extend(&mut self, refs: &mut Refs) -> Result<HashMap<Key, Noted<Object>>, Error> {
        let mut found = HashMap::new();
        let mut open: Vec<Key> = refs.objects.iter().chain(&refs.children).cloned().collect();
        while let Some(key) = open.pop() {
            if found.contains_key(&key) {
                continue;
            }
            let noted: Noted<Object> = self.noted(&of_object(&key))?;
            if let Noted::There(object) = &noted
                && let Some(parent) = &object.parent
            {
                for kind in object.kind.parents() {
                    let above = (*kind, parent.code.clone());
                    refs.objects.insert(above.clone());
                    open.push(above);
                }
            }
            found.insert(key, noted);
        }
        Ok(found)
    }

    fn lay_over(
        &mut self,
        loaded: &mut Loaded,
        refs: &Refs,
        objects: HashMap<Key, Noted<Object>>,
    ) -> Result<(), Error> {
        for (parent, children) in &mut loaded.children {
            self.leave_unnoted(children)?;
            children.extend(self.below(*parent, None)?);
        }
        for (key, noted) in objects {
            noted.lay(&mut loaded.objects, key);
        }
        self.lay_over_siblings(loaded)?;
        self.lay_over_values(loaded, refs)?;
        loaded.users.extend(self.users.iter().map(|(name, user)| (name.clone(), Arc::clone(user))));
        for code in &refs.key_values {
            self.noted::<KeyValue>(&key(Of::Pair, &[code]))?.lay(&mut loaded.key_values, code.clone());
        }
        for unique in &refs.unique {
            match self.noted::<i64>(&of_unique(unique))? {
                Noted::There(holder) => _ = loaded.unique.insert(unique.clone(), *holder),
                Noted::Gone => _ = loaded.unique.remove(unique),
                Noted::Nothing => {}
            }
        }
        Ok(())
    }

    /// The links from what is loaded.
    fn lay_over_siblings(&mut self, loaded: &mut Loaded) -> Result<(), Error> {
        for links in loaded.siblings.values_mut() {
            self.leave_unnoted(links)?;
        }
        let origins: BTreeSet<i64> = loaded.objects.values().map(|object| object.id).collect();
        for origin in origins {
            for link in self.below(origin, Some(ObjectKind::Link))? {
                loaded.siblings.entry((link.type_id, origin)).or_default().push(link);
            }
        }
        Ok(())
    }

    /// Single values, and whole lists of them.
    fn lay_over_values(&mut self, loaded: &mut Loaded, refs: &Refs) -> Result<(), Error> {
        for (attribute, code) in &refs.values {
            let noted = self.noted::<PredefinedValue>(&key(Of::Value, &[attribute, code]))?;
            noted.lay(&mut loaded.values, (attribute.clone(), code.clone()));
        }
        for attribute in &refs.lists {
            let noted = self.values(attribute)?;
            loaded.labelled.retain(|(of, _), code| of != attribute || !noted.contains_key(code.as_str()));
            for (code, value) in noted {
                match value {
                    Some(value) => loaded.add_listed(value),
                    None => _ = loaded.values.remove(&(attribute.clone(), code)),
                }
            }
        }
        Ok(())
    }

    /// Takes away those of which something is noted.
    fn leave_unnoted(&mut self, objects: &mut Vec<Arc<Object>>) -> Result<(), Error> {
        let mut left = Vec::with_capacity(objects.len());
        for object in objects.drain(..) {
            if self.notes.get(&key(Of::Object, &[object.kind.name(), &object.code]))?.is_none() {
                left.push(object);
            }
        }
        *objects = left;
        Ok(())
    }

    /// Objects, of that kind alone if one is said, that would stand below the one of that number.
    fn below(&mut self, parent: i64, kind: Option<ObjectKind>) -> Result<Vec<Arc<Object>>, Error> {
        let number = parent.to_string();
        let prefix = match kind {
            Some(kind) => key(Of::Below, &[&number, kind.name()]),
            None => key(Of::Below, &[&number]),
        };
        let mut objects = Vec::new();
        for noted in self.notes.keys(&prefix)? {
            let own: Vec<&str> = parts(&noted, 1).take(2).collect();
            // It may stand elsewhere by now.
            if let Noted::There(object) = self.noted::<Object>(&key(Of::Object, &own))?
                && object.parent.as_ref().is_some_and(|above| above.id == parent)
            {
                objects.push(object);
            }
        }
        Ok(objects)
    }

    fn keep(&mut self, schema: &Arc<Schema>, changeset: &Changeset) -> Result<(), Error> {
        self.notes.all(|notes| {
            keep_objects(notes, changeset)?;
            keep_others(notes, changeset)
        })?;
        for user in &changeset.users {
            let user = &user.row.0;
            self.users.insert(user.username.clone(), Arc::clone(user));
        }
        let committed = Committed {
            rules: schema.rules + i64::from(changeset.narrows),
            labels: schema.labels + i64::from(changeset.relabels),
            ..Committed::default()
        };
        self.schema = Some(Arc::new(plan::apply_to_schema(schema, changeset, &committed)));
        Ok(())
    }
}

fn keep_objects(notes: &mut Scratch, changeset: &Changeset) -> Result<(), Error> {
    // First: a code may be deleted and made anew in one chunk. History names every deleted object, those below a deleted
    // one too.
    for gone in changeset.changes.iter().filter(|change| change.op == Op::Delete) {
        if let Some(kind) = ObjectKind::from_name(gone.kind) {
            put::<Object>(notes, &key(Of::Object, &[kind.name(), &gone.code]), None)?;
        }
    }
    let changed = changeset.updates.iter().map(|update| &update.row.object);
    for object in changeset.creates.iter().map(|create| &create.row).chain(changed) {
        let own = [object.kind.name(), &object.code];
        put(notes, &key(Of::Object, &own), Some(object.as_ref()))?;
        if let Some(parent) = &object.parent {
            notes.put(&key(Of::Below, &[&parent.id.to_string(), own[0], own[1]]), &[])?;
        }
    }
    Ok(())
}

fn keep_others(notes: &mut Scratch, changeset: &Changeset) -> Result<(), Error> {
    for (unique, _) in &changeset.unique_removed {
        put::<i64>(notes, &of_unique(unique), None)?;
    }
    for taken in &changeset.unique_added {
        put(notes, &of_unique(&taken.row.0), Some(&taken.row.1))?;
    }
    for value in &changeset.values {
        let value = value.row.0.as_ref();
        put(notes, &key(Of::Value, &[&value.attribute, &value.code]), Some(value))?;
    }
    for value in &changeset.values_deleted {
        put::<PredefinedValue>(notes, &key(Of::Value, &[&value.row.attribute, &value.row.code]), None)?;
    }
    for pair in &changeset.key_values_deleted {
        put::<KeyValue>(notes, &key(Of::Pair, &[&pair.row.code]), None)?;
    }
    for pair in &changeset.key_values {
        put(notes, &key(Of::Pair, &[&pair.row.0.code]), Some(pair.row.0.as_ref()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_begins_like_that_of_another_thing() {
        let (one, twelve) = (key(Of::Below, &["1"]), key(Of::Below, &["12", "variant", "a-1"]));
        assert!(!twelve.starts_with(&one) && twelve.starts_with(&key(Of::Below, &["12"])));
        assert_eq!(parts(&twelve, 1).take(2).collect::<Vec<_>>(), ["variant", "a-1"]);
        assert_ne!(key(Of::Value, &["ab", "c"]), key(Of::Value, &["a", "bc"]));
    }

    #[test]
    fn what_is_gone_is_told_from_what_is_unknown() {
        let mut shadow = Shadow::new().unwrap();
        put(&mut shadow.notes, b"there", Some(&7_i64)).unwrap();
        put::<i64>(&mut shadow.notes, b"gone", None).unwrap();
        assert!(matches!(shadow.noted::<i64>(b"there").unwrap(), Noted::There(seven) if *seven == 7));
        assert!(matches!(shadow.noted::<i64>(b"gone").unwrap(), Noted::Gone));
        assert!(matches!(shadow.noted::<i64>(b"other").unwrap(), Noted::Nothing));
    }
}
