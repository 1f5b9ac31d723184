//! Parts of a column by the keys that stand in them.

use std::ops::{Bound, Range, RangeBounds};

use model::index::{CUT, MAX_KEY};
use model::query::KeyTest;

use super::judge::{after_prefix, verdict};
use super::{Column, Key, Set};

/// What keys tell of a test: those for which it holds, and those whose rows must be read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Sifted {
    pub sure: Set,
    pub doubtful: Set,
}

/// The members of `within` for whose key in this column the test holds.
pub(super) fn sift(column: &Column, test: &KeyTest, within: &Set) -> Sifted {
    let cheap =
        slices(column, test).filter(|parts| parts.iter().map(|part| part.len() as u64).sum::<u64>() < within.len());
    match cheap {
        Some(parts) => sift_slices(column, test, within, &parts),
        None => sift_each(column, test, within),
    }
}

fn sift_each(column: &Column, test: &KeyTest, within: &Set) -> Sifted {
    let (mut sure, mut doubtful) = (Vec::new(), Vec::new());
    for id in within {
        let Some(Key::Text(key)) = column.get(id) else { continue };
        match verdict(test, key) {
            Some(true) => sure.push(id),
            Some(false) => {}
            None => doubtful.push(id),
        }
    }
    Sifted { sure: in_order(sure), doubtful: in_order(doubtful) }
}

/// The first slice has all for which the test surely holds, the others those in doubt.
fn sift_slices(column: &Column, test: &KeyTest, within: &Set, parts: &[Range<usize>]) -> Sifted {
    let Some((main, others)) = parts.split_first() else { return Sifted::default() };
    let mut sifted = Sifted { sure: numbers(column, main.clone()) & within, doubtful: Set::new() };
    for id in others.iter().flat_map(|part| column.ids(part.clone())) {
        let Some(Key::Text(key)) = column.get(id) else { continue };
        match verdict(test, key) {
            Some(true) => sifted.sure.insert(id),
            Some(false) => sifted.sure.remove(id),
            None => sifted.sure.remove(id) | sifted.doubtful.insert(id),
        };
    }
    Sifted { sure: sifted.sure & within, doubtful: sifted.doubtful & within }
}

/// Where the keys stand that a test may hold for; `None`: anywhere.
fn slices(column: &Column, test: &KeyTest) -> Option<Vec<Range<usize>>> {
    let bounds: Vec<&str>;
    let main = match test {
        KeyTest::Range(from, to) => {
            bounds = [from, to].into_iter().filter_map(text).collect();
            span(column, from.as_ref().map(|key| Key::Text(key)), to.as_ref().map(|key| Key::Text(key)))
        }
        KeyTest::StartsWith(prefix) => {
            bounds = vec![prefix];
            begun(column, prefix)
        }
        KeyTest::Equals(_) | KeyTest::Contains(_) | KeyTest::EndsWith(_) | KeyTest::Exists => return None,
    };
    // Texts that were cut within an operand may stand on either side of it.
    let cuts = bounds.into_iter().flat_map(|bound| (0..bound.len().min(MAX_KEY + 1)).map(move |end| (bound, end)));
    let cuts = cuts.filter(|(bound, end)| end + MAX_CHAR > MAX_KEY && bound.is_char_boundary(*end));
    let doubtful = cuts.map(|(bound, end)| begun(column, &format!("{}{CUT}", &bound[..end])));
    Some([main].into_iter().chain(doubtful).collect())
}

/// Most bytes of a character: so much earlier than at [`MAX_KEY`] a text may have been cut.
const MAX_CHAR: usize = 4;

fn text(bound: &Bound<String>) -> Option<&str> {
    match bound {
        Bound::Included(text) | Bound::Excluded(text) => Some(text),
        Bound::Unbounded => None,
    }
}

/// Where keys stand that begin so.
pub(super) fn begun(column: &Column, prefix: &str) -> Range<usize> {
    let end = after_prefix(prefix);
    let end = end.as_deref().map_or(Bound::Unbounded, |end| Bound::Excluded(Key::Text(end)));
    span(column, Bound::Included(Key::Text(prefix)), end)
}

/// Where keys stand between these.
pub(super) fn span(column: &Column, from: Bound<Key<'_>>, to: Bound<Key<'_>>) -> Range<usize> {
    let start = match from {
        Bound::Included(key) => column.seek(key, 0),
        Bound::Excluded(key) => column.seek(key, u64::MAX),
        Bound::Unbounded => 0,
    };
    let end = match to {
        Bound::Included(key) => column.seek(key, u64::MAX),
        Bound::Excluded(key) => column.seek(key, 0),
        Bound::Unbounded => column.len(),
    };
    start..end.max(start)
}

/// The members of `within` whose key, a number, lies between these.
pub(super) fn between(column: &Column, from: Bound<i64>, to: Bound<i64>, within: &Set) -> Set {
    let part = span(column, from.map(Key::Number), to.map(Key::Number));
    if (part.len() as u64) < within.len() {
        return numbers(column, part) & within;
    }
    let is_inside = |key: Key<'_>| matches!(key, Key::Number(number) if (from, to).contains(&number));
    in_order(within.iter().filter(|id| column.get(*id).is_some_and(is_inside)))
}

/// The objects at these places.
pub(super) fn numbers(column: &Column, part: Range<usize>) -> Set {
    let mut ids: Vec<u64> = column.ids(part).collect();
    ids.sort_unstable();
    in_order(ids)
}

/// The set of numbers that come in order.
pub(super) fn in_order(ids: impl IntoIterator<Item = u64>) -> Set {
    Set::from_sorted_iter(ids).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use model::index::text_key;
    use proptest::prelude::*;

    use super::super::judge::tests;
    use super::*;

    proptest! {
        #[test]
        fn what_is_sifted_is_what_holds(
            texts in proptest::collection::btree_map(0_u64..200, tests::text(), 0..60),
            within in proptest::collection::btree_set(0_u64..200, 0..120),
            test in tests::test(),
        ) {
            let mut column = Column::default();
            for (id, text) in &texts {
                column.set(*id, Some(Key::Text(&text_key(text))));
            }
            let within: Set = within.into_iter().collect();
            let sifted = sift(&column, &test, &within);
            let texts: BTreeMap<_, _> = texts.into_iter().filter(|(id, _)| within.contains(*id)).collect();
            let of = |id: u64| test.holds(&texts[&id]);
            prop_assert!(sifted.sure.is_disjoint(&sifted.doubtful));
            prop_assert!(sifted.sure.iter().all(of));
            prop_assert!(sifted.doubtful.iter().all(|id| texts[&id].len() > MAX_KEY));
            let found = sifted.sure | sifted.doubtful.iter().filter(|id| of(*id)).collect::<Set>();
            prop_assert!(found.iter().eq(texts.keys().copied().filter(|id| of(*id))));
        }

        #[test]
        fn numbers_between_are_those_between(
            keys in proptest::collection::btree_map(0_u64..100, -9_i64..9, 0..60),
            within in proptest::collection::btree_set(0_u64..100, 0..99),
            from in -9_i64..9,
            to in -9_i64..9,
        ) {
            let mut column = Column::default();
            for (id, key) in &keys {
                column.set(*id, Some(Key::Number(*key)));
            }
            let within: Set = within.into_iter().collect();
            let found = between(&column, Bound::Included(from), Bound::Excluded(to), &within);
            let expected = keys.iter().filter(|(id, key)| (from..to).contains(*key) && within.contains(**id));
            prop_assert!(found.iter().eq(expected.map(|(id, _)| *id)));
        }
    }
}
