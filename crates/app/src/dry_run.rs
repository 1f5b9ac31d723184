//! A dry run over many chunks: what earlier lines would have made stands in a temporary
//! file and is laid over what later lines load.

use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::Arc;

use model::changes::{Changeset, Committed, Outcome};
use model::key_value::KeyValue;
use model::loaded::{Loaded, Refs, UniqueKey};
use model::object::{Object, ObjectKind};
use model::plan;
use model::schema::{PredefinedValue, Schema};
use model::user::User;
use store::conn::Conn;
use store::load::{Lock, load};

use crate::write::Batch;
use crate::{App, Failure};

type Key = (ObjectKind, String);

/// What the chunks before would have written.
pub(crate) struct Shadow {
    file: File,
    length: u64,
    /// Where an object stands in the file; `None`: deleted.
    objects: HashMap<Key, Option<(u64, usize)>>,
    by_parent: HashMap<i64, Vec<Key>>,
    values: HashMap<(String, String), Option<Arc<PredefinedValue>>>,
    key_values: HashMap<String, Option<Arc<KeyValue>>>,
    users: HashMap<String, Arc<User>>,
    unique: HashMap<UniqueKey, Option<i64>>,
    schema: Option<Arc<Schema>>,
}

impl App {
    /// Plans a chunk as if those before it had been written.
    pub(crate) async fn plan_in_shadow(&self, batch: Batch, shadow: &mut Shadow) -> Result<Vec<Outcome>, Failure> {
        let schema = match &shadow.schema {
            Some(schema) => Arc::clone(schema),
            None => self.schema().await?,
        };
        let mut refs = plan::refs(&batch.commands, &schema);
        let laid_over = shadow.extend(&mut refs).map_err(broken)?;
        let ids = self.store.ids(refs.ids).await?;
        let mut loaded =
            self.store.snapshot(async move |conn: &mut Conn<'_>| load(conn, &refs, ids, Lock::None).await).await?;
        shadow.lay_over(&mut loaded, laid_over).map_err(broken)?;
        let plan = self.plan(batch, loaded, Arc::clone(&schema)).await?;
        shadow.keep(&schema, &plan.changeset).map_err(broken)?;
        Ok(plan.outcomes)
    }
}

fn broken(error: io::Error) -> Failure {
    Failure::Internal(Box::new(error))
}

impl Shadow {
    pub(crate) fn new() -> io::Result<Self> {
        Ok(Self {
            file: tempfile::tempfile()?,
            length: 0,
            objects: HashMap::new(),
            by_parent: HashMap::new(),
            values: HashMap::new(),
            key_values: HashMap::new(),
            users: HashMap::new(),
            unique: HashMap::new(),
            schema: None,
        })
    }

    /// The definitions as the chunks before would leave them; `None`: there was none.
    pub(crate) fn schema(&self) -> Option<Arc<Schema>> {
        self.schema.clone()
    }

    /// The shadow's objects that the refs name, and their ancestors; those that only the
    /// database has are added to the refs.
    fn extend(&mut self, refs: &mut Refs) -> io::Result<HashMap<Key, Option<Arc<Object>>>> {
        let mut found = HashMap::new();
        let mut open: Vec<Key> = refs.objects.iter().chain(&refs.children).cloned().collect();
        while let Some(key) = open.pop() {
            if found.contains_key(&key) {
                continue;
            }
            let Some(spot) = self.objects.get(&key).copied() else { continue };
            let object = spot.map(|spot| self.read(spot)).transpose()?;
            if let Some((object, parent)) = object.as_ref().and_then(|o| Some((o, o.parent.as_ref()?))) {
                for kind in object.kind.parents() {
                    let above = (*kind, parent.code.clone());
                    refs.objects.insert(above.clone());
                    open.push(above);
                }
            }
            found.insert(key, object);
        }
        Ok(found)
    }

    fn lay_over(&mut self, loaded: &mut Loaded, objects: HashMap<Key, Option<Arc<Object>>>) -> io::Result<()> {
        for (parent, children) in &mut loaded.children {
            for key in self.by_parent.get(parent).cloned().unwrap_or_default() {
                children.retain(|child| (child.kind, &child.code) != (key.0, &key.1));
                if let Some(Some(spot)) = self.objects.get(&key).copied() {
                    children.push(self.read(spot)?);
                }
            }
        }
        for (key, object) in objects {
            match object {
                Some(object) => loaded.objects.insert(key, object),
                None => loaded.objects.remove(&key),
            };
        }
        self.lay_over_siblings(loaded)?;
        for (key, value) in &self.values {
            match value {
                Some(value) => loaded.values.insert(key.clone(), Arc::clone(value)),
                None => loaded.values.remove(key),
            };
        }
        loaded.users.extend(self.users.iter().map(|(name, user)| (name.clone(), Arc::clone(user))));
        for (code, pair) in &self.key_values {
            match pair {
                Some(pair) => loaded.key_values.insert(code.clone(), Arc::clone(pair)),
                None => loaded.key_values.remove(code),
            };
        }
        for (key, holder) in &self.unique {
            match holder {
                Some(holder) => loaded.unique.insert(key.clone(), *holder),
                None => loaded.unique.remove(key),
            };
        }
        Ok(())
    }

    /// The links from what is loaded.
    fn lay_over_siblings(&mut self, loaded: &mut Loaded) -> io::Result<()> {
        for links in loaded.siblings.values_mut() {
            links.retain(|link| !self.objects.contains_key(&(link.kind, link.code.clone())));
        }
        for origin in loaded.objects.values().map(|object| object.id) {
            // Once each, however often it was changed.
            let keys: BTreeSet<Key> = self.by_parent.get(&origin).into_iter().flatten().cloned().collect();
            for key in keys.into_iter().filter(|(kind, _)| *kind == ObjectKind::Link) {
                let Some(Some(spot)) = self.objects.get(&key).copied() else { continue };
                let link = self.read(spot)?;
                loaded.siblings.entry((link.type_id, origin)).or_default().push(link);
            }
        }
        Ok(())
    }

    fn keep(&mut self, schema: &Arc<Schema>, changeset: &Changeset) -> io::Result<()> {
        // First: a code may be deleted and made anew in one chunk.
        self.forget_deleted(changeset);
        let changed = changeset.updates.iter().map(|update| &update.row.object);
        for object in changeset.creates.iter().map(|create| &create.row).chain(changed) {
            self.put(object)?;
        }
        for (key, _) in &changeset.unique_removed {
            self.unique.insert(key.clone(), None);
        }
        for taken in &changeset.unique_added {
            self.unique.insert(taken.row.0.clone(), Some(taken.row.1));
        }
        for value in &changeset.values {
            let value = &value.row.0;
            self.values.insert((value.attribute.clone(), value.code.clone()), Some(Arc::clone(value)));
        }
        for value in &changeset.values_deleted {
            self.values.insert((value.row.attribute.clone(), value.row.code.clone()), None);
        }
        for user in &changeset.users {
            let user = &user.row.0;
            self.users.insert(user.username.clone(), Arc::clone(user));
        }
        for pair in &changeset.key_values_deleted {
            self.key_values.insert(pair.row.code.clone(), None);
        }
        for pair in &changeset.key_values {
            let pair = &pair.row.0;
            self.key_values.insert(pair.code.clone(), Some(Arc::clone(pair)));
        }
        let committed = Committed {
            rules: schema.rules + i64::from(changeset.narrows),
            labels: schema.labels + i64::from(changeset.relabels),
            ..Committed::default()
        };
        self.schema = Some(Arc::new(plan::apply_to_schema(schema, changeset, &committed)));
        Ok(())
    }

    /// History names every deleted object, those below a deleted one too.
    fn forget_deleted(&mut self, changeset: &Changeset) {
        let gone = changeset.changes.iter().filter(|change| change.op == model::changes::Op::Delete);
        for change in gone {
            if let Some(kind) = ObjectKind::from_name(change.kind) {
                self.objects.insert((kind, change.code.clone()), None);
            }
        }
    }

    fn put(&mut self, object: &Object) -> io::Result<()> {
        let record = serde_json::to_vec(object)?;
        self.file.seek(SeekFrom::Start(self.length))?;
        self.file.write_all(&record)?;
        let key = (object.kind, object.code.clone());
        if let Some(parent) = &object.parent {
            self.by_parent.entry(parent.id).or_default().push(key.clone());
        }
        self.objects.insert(key, Some((self.length, record.len())));
        self.length += record.len() as u64;
        Ok(())
    }

    fn read(&mut self, (at, length): (u64, usize)) -> io::Result<Arc<Object>> {
        let mut record = vec![0; length];
        self.file.seek(SeekFrom::Start(at))?;
        self.file.read_exact(&mut record)?;
        Ok(Arc::new(serde_json::from_slice(&record)?))
    }
}
