//! The kinds of thing that are kept, and how each follows what changes.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::sync::Arc;

use model::value::Value;

use super::atom::{Atom, Axis, Keys, Set};
use super::column::Column;
use super::image::Image;
use super::shelf::{Shelf, Shelves};
use super::tree::Tree;

/// Bytes of a set beside what its containers hold.
const SET: usize = 600;

/// Something that is kept, known by a name.
pub(super) trait Thing: Sized {
    type Name: Clone + Eq + Hash;

    fn shelf(shelves: &mut Shelves) -> &mut Shelf<Self>;

    /// About how many bytes it is.
    fn weight(&self) -> usize;

    /// It, once objects are as these images show them. Copied only if it differs. `None`: it can't be told from them.
    fn moved(self: Arc<Self>, name: &Self::Name, images: &[Arc<Image>]) -> Option<Arc<Self>>;
}

impl Thing for Set {
    type Name = Atom;

    fn shelf(shelves: &mut Shelves) -> &mut Shelf<Self> {
        &mut shelves.sets
    }

    fn weight(&self) -> usize {
        SET + self.serialized_size()
    }

    fn moved(mut self: Arc<Self>, atom: &Atom, images: &[Arc<Image>]) -> Option<Arc<Self>> {
        for image in images {
            let has = image.has(atom);
            if self.contains(image.id) == has {
                continue;
            }
            let set = Arc::make_mut(&mut self);
            if has {
                set.insert(image.id)
            } else {
                set.remove(image.id)
            };
        }
        Some(self)
    }
}

impl Thing for Column {
    type Name = Axis;

    fn shelf(shelves: &mut Shelves) -> &mut Shelf<Self> {
        &mut shelves.columns
    }

    fn weight(&self) -> usize {
        Column::weight(self)
    }

    fn moved(mut self: Arc<Self>, axis: &Axis, images: &[Arc<Image>]) -> Option<Arc<Self>> {
        for image in images {
            let key = image.key(axis);
            if self.get(image.id) != key {
                Arc::make_mut(&mut self).set(image.id, key);
            }
        }
        Some(self)
    }
}

impl Thing for Keys {
    type Name = i64;

    fn shelf(shelves: &mut Shelves) -> &mut Shelf<Self> {
        &mut shelves.keys
    }

    fn weight(&self) -> usize {
        self.iter().map(|(key, set)| key.len() + set.weight()).sum()
    }

    fn moved(mut self: Arc<Self>, field: &i64, images: &[Arc<Image>]) -> Option<Arc<Self>> {
        // Of several images of an object the last counts.
        let last: HashMap<_, _> = images.iter().map(|image| (image.id, image)).collect();
        let mut now: BTreeMap<&str, Set> = BTreeMap::new();
        for image in last.values() {
            for key in image.keys(*field) {
                now.entry(key).or_default().insert(image.id);
            }
        }
        let ids: Set = last.keys().copied().collect();
        let mut differing = Vec::new();
        for (key, set) in &*self {
            let now = now.remove(&**key);
            if now.is_some() || !set.is_disjoint(&ids) {
                let new = (&**set - &ids) | now.unwrap_or_default();
                if new != **set {
                    differing.push((key.clone(), new));
                }
            }
        }
        differing.extend(now.into_iter().map(|(key, set)| (key.into(), set)));
        if !differing.is_empty() {
            let keys = Arc::make_mut(&mut self);
            for (key, set) in differing {
                if set.is_empty() {
                    keys.remove(&key)
                } else {
                    keys.insert(key, Arc::new(set))
                };
            }
        }
        Some(self)
    }
}

/// How one that holds a key writes it.
#[derive(Debug)]
pub(super) struct Written {
    /// Who does,
    pub id: u64,
    /// and what it holds.
    pub value: Value,
}

impl Thing for Written {
    type Name = (i64, Arc<str>);

    fn shelf(shelves: &mut Shelves) -> &mut Shelf<Self> {
        &mut shelves.written
    }

    fn weight(&self) -> usize {
        // A value is about as long as its key, and the name and the shelf cost more.
        if let Value::Text(text) = &self.value { 300 + text.len() * 2 } else { 300 }
    }

    fn moved(self: Arc<Self>, _: &Self::Name, images: &[Arc<Image>]) -> Option<Arc<Self>> {
        (!images.iter().any(|image| image.id == self.id)).then_some(self)
    }
}

impl Thing for Tree {
    type Name = ();

    fn shelf(shelves: &mut Shelves) -> &mut Shelf<Self> {
        &mut shelves.trees
    }

    fn weight(&self) -> usize {
        Tree::weight(self)
    }

    fn moved(self: Arc<Self>, (): &(), images: &[Arc<Image>]) -> Option<Arc<Self>> {
        (!images.iter().any(|image| image.is_node())).then_some(self)
    }
}
