//! From an order to the few objects that a page may show, without looking at all that match.

use super::Set;
use super::cursor::{Cursor, Owned};
use super::level::{Level, Line};

/// Which part of the matching objects a page shows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window<'a> {
    /// Begin after this.
    pub after: Option<&'a Cursor>,
    /// Pass over so many.
    pub skip: usize,
    /// Show so many.
    pub take: usize,
}

/// Objects among which those of a window are, and how many stand before all of them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Narrowed {
    pub ids: Vec<u64>,
    pub before: usize,
}

/// To collect an object, with its key, costs as much as to pass by so many in an order.
const COLLECTING: usize = 6;

/// The candidates of a window on the members of `found`. `is_all`: the first column has no others.
pub(super) fn narrow(levels: &[Level], found: &Set, is_all: bool, window: Window<'_>) -> Narrowed {
    let members = usize::try_from(found.len()).unwrap_or(usize::MAX);
    let everyone = || Narrowed { ids: found.iter().collect(), before: 0 };
    let Some(line) = levels.first().and_then(Line::of) else { return everyone() };
    let jumps = is_all || window.after.is_some();
    let passed = if jumps { window.take } else { window.skip + window.take };
    let visits = passed.saturating_mul(line.len()) / members.max(1);
    if visits > members.saturating_mul(COLLECTING) {
        return everyone();
    }
    Walk { line, found, is_all, is_last: levels.len() == 1 }.candidates(window)
}

struct Walk<'a> {
    line: Line<'a>,
    found: &'a Set,
    is_all: bool,
    /// Whether ties follow the numbers, as the column does.
    is_last: bool,
}

impl Walk<'_> {
    fn candidates(&self, window: Window<'_>) -> Narrowed {
        let (from, before, sure) = match window.after.map(|cursor| (cursor.keys.first(), cursor.id)) {
            None => {
                let (place, before) = self.member(0, window.skip);
                let from = self.aligned(place);
                let back = self.count(from, place);
                (from, before - back, window.skip - before + back)
            }
            Some((Some(Some(key)), id)) => self.after(key, id),
            // After one without a key there are only others without.
            Some(_) => (self.line.len(), 0, 0),
        };
        let mut ids: Vec<u64> = Vec::new();
        let wanted = sure + window.take;
        let mut next = from;
        while ids.len() < wanted && next < self.line.len() {
            let end = (next + PART).min(self.line.len());
            for id in self.line.ids(next..end) {
                next += 1;
                if self.has(id) {
                    ids.push(id);
                    if ids.len() == wanted {
                        break;
                    }
                }
            }
        }
        if let Some(last) = ids.last().filter(|id| self.is_tied(**id)) {
            let end = self.line.group_of(*last).end.max(next);
            ids.extend(self.line.ids(next..end).filter(|id| self.has(*id)));
            next = end;
        }
        if next >= self.line.len() && ids.len() < wanted {
            ids.extend(self.found.iter().filter(|id| !self.line.has(*id)));
        }
        Narrowed { ids, before }
    }

    /// Where to begin for what follows a cursor, and how many of those there may stand before it.
    fn after(&self, key: &Owned, id: Option<u64>) -> (usize, usize, usize) {
        let key = key.as_key();
        if self.is_last && !self.line.is_long(key) {
            return (self.line.after(key, id), 0, 0);
        }
        let group = self.line.group(key);
        (group.start, 0, self.count(group.start, group.end))
    }

    /// The place of the member that so many others precede, from a place on, and how many do.
    fn member(&self, from: usize, skip: usize) -> (usize, usize) {
        if self.is_all {
            let place = (from + skip).min(self.line.len());
            return (place, place - from);
        }
        let mut before = 0;
        for (place, id) in (from..).zip(self.line.ids(from..self.line.len())) {
            if self.has(id) {
                if before == skip {
                    return (place, before);
                }
                before += 1;
            }
        }
        (self.line.len(), before)
    }

    /// The beginning of the group that stands there.
    fn aligned(&self, place: usize) -> usize {
        let first = self.line.ids(place..(place + 1).min(self.line.len())).next();
        first.filter(|id| self.is_tied(*id)).map_or(place, |id| self.line.group_of(id).start)
    }

    fn is_tied(&self, id: u64) -> bool {
        !self.is_last || self.line.is_long_at(id)
    }

    fn count(&self, from: usize, to: usize) -> usize {
        if self.is_all { to - from } else { self.line.ids(from..to).filter(|id| self.has(*id)).count() }
    }

    fn has(&self, id: u64) -> bool {
        self.is_all || self.found.contains(id)
    }
}

/// Places looked at in one go.
const PART: usize = 4_096;

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use model::object::ObjectKind;
    use model::query::SortKey;
    use proptest::prelude::*;

    use super::super::level::Keys;
    use super::super::{Column, Key};
    use super::*;

    type Made = BTreeMap<u64, i64>;

    fn level(keys: &Made, descending: bool) -> Level {
        let mut column = Column::default();
        for (id, key) in keys {
            column.set(*id, Some(Key::Number(*key)));
        }
        let level = Level::new(ObjectKind::Document, &SortKey::Created(descending)).expect("a level");
        Level { keys: Keys::Column(Arc::new(column)), ..level }
    }

    fn compare(levels: &[Level], left: u64, right: u64) -> Ordering {
        let keys = levels.iter().map(|level| level.compare(level.key(left).as_ref(), level.key(right).as_ref()));
        let unequal = keys.into_iter().find(|order| order.is_ne());
        unequal.unwrap_or_else(|| levels.last().map_or(Ordering::Equal, |level| level.tie(left, right)))
    }

    fn keys() -> impl Strategy<Value = Made> {
        proptest::collection::btree_map(0_u64..300, -3_i64..3, 0..250)
    }

    proptest! {
        #[test]
        fn the_window_is_among_what_is_left(
            first in (keys(), any::<bool>()),
            second in proptest::option::of((keys(), any::<bool>())),
            found in proptest::collection::btree_set(0_u64..300, 0..250),
            (skip, take) in (0_usize..300, 1_usize..40),
            is_walk in any::<bool>(),
        ) {
            let levels: Vec<_> = [Some(&first), second.as_ref()]
                .into_iter()
                .flatten()
                .map(|(keys, descending)| level(keys, *descending))
                .collect();
            let found: Set = found.into_iter().collect();
            let is_all = first.0.keys().all(|id| found.contains(*id));
            let mut sorted: Vec<u64> = found.iter().collect();
            sorted.sort_by(|left, right| compare(&levels, *left, *right));
            let last = if is_walk { sorted.get(skip).copied() } else { None };
            let cursor = last.map(|id| Cursor {
                keys: levels.iter().map(|level| level.key(id).map(Owned::from)).collect(),
                id: Some(id),
            });
            let window = Window { after: cursor.as_ref(), skip: if is_walk { 0 } else { skip }, take };
            let expected: Vec<u64> = sorted.iter().copied().skip(if last.is_some() { skip + 1 } else { window.skip }).take(take).collect();

            let walk = Line::of(&levels[0]).map(|line| Walk { line, found: &found, is_all, is_last: levels.len() == 1 });
            for mut narrowed in [narrow(&levels, &found, is_all, window), walk.unwrap().candidates(window)] {
                narrowed.ids.sort_by(|left, right| compare(&levels, *left, *right));
                narrowed.ids.retain(|id| last.is_none_or(|last| compare(&levels, last, *id).is_lt()));
                let shown = narrowed.ids.iter().copied().skip(window.skip - narrowed.before.min(window.skip));
                prop_assert_eq!(shown.take(take).collect::<Vec<_>>(), expected.clone());
            }
        }
    }
}
