//! Where objects stand along an axis: the key of each, and all of them in order of (key, number).

use std::ops::Range;

use super::atom::Key;
use super::order::Order;
use super::pages::Pages;

/// Keys by object and objects by key. A clone shares all but a list of pointers with it, and copies what
/// it changes: about 10 kB a change.
#[derive(Debug, Clone, Default)]
pub struct Column {
    keys: Pages,
    order: Order,
}

impl Column {
    pub(super) fn of(keys: Pages, order: Order) -> Self {
        Self { keys, order }
    }

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

    /// At most how many keys differ, if that is known.
    pub(super) fn names(&self) -> Option<usize> {
        self.keys.names()
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
        self.order.weight() + self.keys.weight()
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
        let like = key.and_then(|key| order.first(|other| keys.compare(other, key, 0)));
        keys.set(id, key, like);
        if let Some(key) = key {
            order.insert(id, |other| keys.compare(other, key, id));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::super::filling::Filling;
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
    fn goes_on_when_it_runs_out_of_names() {
        let key = |id: u64| format!("{:05}", if id < 1_000 { id / 2 } else { id });
        let mut filling = Filling::new(Key::Text(""));
        (0..1_000).for_each(|id| filling.add(id, Key::Text(&key(id))));
        let mut column = filling.done();
        let lean = column.weight();
        (1_000..67_000).for_each(|id| column.set(id, Some(Key::Text(&key(id)))));
        assert!(lean < 1_000 * 12, "{lean} bytes for 500 names");
        assert!((0..67_000).all(|id| column.get(id) == Some(Key::Text(&key(id)))));
        assert!(column.ids(0..column.len()).eq(0..67_000));
    }

    #[test]
    fn holds_numbers_of_any_length() {
        let mut column = Column::default();
        for id in [7, 1 << 40, 3, u64::from(u32::MAX), 1 << 33] {
            column.set(id, Some(Key::Number(0)));
        }
        assert!(column.ids(0..5).eq([3, 7, u64::from(u32::MAX), 1 << 33, 1 << 40]));
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
        assert!(column.is_empty() && column.weight() == 0);
    }
}
