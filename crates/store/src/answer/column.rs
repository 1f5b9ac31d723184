//! Where objects stand along an axis: the key of each, and all of them in order of (key, number).

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use super::atom::Key;
use super::order::Order;
use super::page::{IDS, Packed, Page};

/// Keys by object and objects by key. A clone shares all but a list of pointers with it, and copies what
/// it changes: about 10 kB a change.
#[derive(Debug, Clone, Default)]
pub struct Column {
    keys: Pages,
    order: Order,
}

impl Column {
    /// How many objects have a key.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether none has.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The key of an object.
    pub fn get(&self, id: u64) -> Option<Key<'_>> {
        self.keys.get(id)
    }

    /// The place in the order of the first at or after (key, id): how many stand before.
    pub fn seek(&self, key: Key<'_>, id: u64) -> usize {
        self.order.seek(|other| self.keys.compare(other, key, id))
    }

    /// The objects at these places of the order.
    pub fn ids(&self, range: Range<usize>) -> impl DoubleEndedIterator<Item = u64> {
        self.order.ids(range)
    }

    /// About how many bytes it is.
    pub fn weight(&self) -> usize {
        // 8 in the order and 8 or 4 in a page, which its bits and pointers raise a little.
        self.len() * 18 + self.keys.text
    }

    /// Gives, changes or, with `None`, takes the key of an object. Keys are of one kind.
    pub fn set(&mut self, id: u64, key: Option<Key<'_>>) {
        let Self { keys, order } = self;
        let old = keys.get(id);
        if old == key {
            return;
        }
        if let Some(old) = old {
            order.remove(|other| keys.compare(other, old, id));
        }
        keys.set(id, key);
        if let Some(key) = key {
            order.insert(id, |other| keys.compare(other, key, id));
        }
    }
}

/// A column in the making: keys as they come, sorted by key and number.
pub(super) struct Filling {
    ids: Vec<u64>,
    keys: Packed,
}

impl Filling {
    /// For keys such as this one.
    pub fn new(like: Key<'_>) -> Self {
        Self { ids: Vec::new(), keys: Packed::new(like) }
    }

    /// Adds a key; of several of an object the first counts.
    pub fn add(&mut self, id: u64, key: Key<'_>) {
        self.keys.put(self.ids.len(), false, key);
        self.ids.push(id);
    }

    /// All of them.
    pub fn done(self) -> Column {
        // In order of the numbers each key is the last of its page: nothing has to give way.
        let mut firsts: Vec<_> = (0..self.ids.len()).collect();
        firsts.sort_by_key(|at| self.ids[*at]);
        firsts.dedup_by_key(|at| self.ids[*at]);
        let mut keys = Pages::default();
        for at in &firsts {
            keys.set(self.ids[*at], Some(self.keys.get(*at)));
        }
        firsts.sort_unstable();
        let ids: Vec<_> = firsts.into_iter().map(|at| self.ids[at]).collect();
        Column { keys, order: Order::of(&ids) }
    }
}

/// The keys of all objects.
#[derive(Debug, Clone, Default)]
struct Pages {
    /// By the first digits of the objects' numbers; none is empty.
    pages: Vec<(u64, Arc<Page>)>,
    /// Bytes of all texts.
    text: usize,
}

impl Pages {
    fn get(&self, id: u64) -> Option<Key<'_>> {
        let at = self.find(id).ok()?;
        self.pages[at].1.get(slot(id))
    }

    fn set(&mut self, id: u64, key: Option<Key<'_>>) {
        let old = self.get(id).map_or(0, size);
        let at = match (self.find(id), key) {
            (Ok(at), _) => at,
            (Err(at), Some(key)) => {
                self.pages.insert(at, (id / IDS, Arc::new(Page::new(key))));
                at
            }
            (Err(_), None) => return,
        };
        let page = Arc::make_mut(&mut self.pages[at].1);
        page.set(slot(id), key);
        if page.is_empty() {
            self.pages.remove(at);
        }
        self.text = self.text - old + key.map_or(0, size);
    }

    fn find(&self, id: u64) -> Result<usize, usize> {
        self.pages.binary_search_by_key(&(id / IDS), |(number, _)| *number)
    }

    /// Where one that has a key stands relative to (key, id).
    fn compare(&self, other: u64, key: Key<'_>, id: u64) -> Ordering {
        self.get(other).cmp(&Some(key)).then(other.cmp(&id))
    }
}

fn slot(id: u64) -> usize {
    (id % IDS) as usize
}

fn size(key: Key<'_>) -> usize {
    if let Key::Text(text) = key { text.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn sorted(keys: &BTreeMap<u64, String>) -> Vec<(&str, u64)> {
        let mut sorted: Vec<_> = keys.iter().map(|(id, key)| (key.as_str(), *id)).collect();
        sorted.sort_unstable();
        sorted
    }

    fn assert_same(column: &Column, keys: &BTreeMap<u64, String>) {
        let sorted = sorted(keys);
        assert_eq!(column.len(), sorted.len());
        assert_eq!(
            column.ids(0..column.len()).collect::<Vec<_>>(),
            sorted.iter().map(|(_, id)| *id).collect::<Vec<_>>()
        );
        assert!(sorted.iter().all(|(key, id)| column.get(*id) == Some(Key::Text(key))));
        assert_eq!(column.keys.text, keys.values().map(String::len).sum::<usize>());
    }

    fn pairs(ids: u64, keys: u32) -> impl Strategy<Value = Vec<(u64, Option<String>)>> {
        let key = proptest::option::weighted(
            0.7,
            (0..keys).prop_map(|key| "k".repeat((key % 4) as usize) + &key.to_string()),
        );
        proptest::collection::vec((0..ids, key), 0..200)
    }

    proptest! {
        #[test]
        fn is_what_a_sorted_list_is(first in pairs(3_000, 50), then in pairs(3_000, 50), from in 0_usize..200, to in 0_usize..200) {
            let mut keys: BTreeMap<_, _> = first.into_iter().filter_map(|(id, key)| Some((id, key?))).collect();
            let mut filling = Filling::new(Key::Text(""));
            for (key, id) in sorted(&keys) {
                filling.add(id, Key::Text(key));
            }
            let mut column = filling.done();
            assert_same(&column, &keys);
            let (before, kept) = (column.clone(), keys.clone());
            for (id, key) in then {
                column.set(id, key.as_deref().map(Key::Text));
                match key {
                    Some(key) => drop(keys.insert(id, key)),
                    None => drop(keys.remove(&id)),
                }
            }
            assert_same(&column, &keys);
            assert_same(&before, &kept);

            let sorted = sorted(&keys);
            let (from, to) = (from.min(sorted.len()), to.min(sorted.len()));
            let ids: Vec<_> = column.ids(from..to).collect();
            assert_eq!(ids, sorted.get(from..to).unwrap_or_default().iter().map(|(_, id)| *id).collect::<Vec<_>>());
            let backwards: Vec<_> = column.ids(from..to).rev().collect();
            assert!(backwards.iter().rev().eq(&ids));
            for (place, (key, id)) in sorted.iter().enumerate() {
                assert_eq!(column.seek(Key::Text(key), *id), place);
                assert_eq!(column.seek(Key::Text(key), 0), sorted.partition_point(|(other, _)| other < key));
            }
        }
    }

    #[test]
    fn splits_and_empties() {
        let mut column = Column::default();
        for id in 0..5_000_u64 {
            column.set(id * 7, Some(Key::Number(-(id.cast_signed()) / 3)));
        }
        let ids: Vec<_> = column.ids(0..column.len()).collect();
        let mut expected: Vec<_> = (0..5_000_u64).map(|id| (-(id.cast_signed()) / 3, id * 7)).collect();
        expected.sort_unstable();
        assert_eq!(ids, expected.iter().map(|(_, id)| *id).collect::<Vec<_>>());
        for id in 0..5_000 {
            column.set(id * 7, None);
        }
        assert!(column.is_empty() && column.keys.pages.is_empty());
    }
}
