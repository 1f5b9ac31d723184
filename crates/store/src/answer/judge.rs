//! What a key tells of a test: all of it, unless the key was cut.

use std::cmp::Ordering;
use std::ops::Bound;

use model::index::CUT;
use model::query::KeyTest;

/// Whether a test holds for the text of a key. `None`: what stands behind the cut decides.
pub(super) fn verdict(test: &KeyTest, key: &str) -> Option<bool> {
    let Some((shown, _)) = key.split_once(CUT) else { return Some(test.holds(key)) };
    match test {
        KeyTest::Equals(_) | KeyTest::EndsWith(_) => None,
        KeyTest::Contains(part) => shown.contains(part.as_str()).then_some(true),
        KeyTest::StartsWith(part) if shown.starts_with(part.as_str()) => Some(true),
        KeyTest::StartsWith(part) => (!part.starts_with(shown)).then_some(false),
        KeyTest::Range(from, to) => {
            let place = |bound: &str| against(shown, bound);
            match (is_above(from, place), is_below(to, place)) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            }
        }
        KeyTest::Exists => Some(true),
    }
}

/// Where a text that is longer than what is shown of it stands to another.
fn against(shown: &str, other: &str) -> Option<Ordering> {
    match other.strip_prefix(shown) {
        Some("") => Some(Ordering::Greater),
        Some(_) => None,
        None => Some(shown.cmp(other)),
    }
}

fn is_above(bound: &Bound<String>, place: impl Fn(&str) -> Option<Ordering>) -> Option<bool> {
    match bound {
        Bound::Included(bound) => place(bound).map(Ordering::is_ge),
        Bound::Excluded(bound) => place(bound).map(Ordering::is_gt),
        Bound::Unbounded => Some(true),
    }
}

fn is_below(bound: &Bound<String>, place: impl Fn(&str) -> Option<Ordering>) -> Option<bool> {
    match bound {
        Bound::Included(bound) => place(bound).map(Ordering::is_le),
        Bound::Excluded(bound) => place(bound).map(Ordering::is_lt),
        Bound::Unbounded => Some(true),
    }
}

/// The least text beyond all that begin so; `None`: there is none.
pub(super) fn after_prefix(prefix: &str) -> Option<String> {
    let mut chars: Vec<char> = prefix.chars().collect();
    while let Some(last) = chars.pop() {
        if let Some(next) = (last..=char::MAX).nth(1) {
            chars.push(next);
            return Some(chars.into_iter().collect());
        }
    }
    None
}

#[cfg(test)]
pub(super) mod tests {
    use model::index::{fold, text_key};
    use proptest::prelude::*;

    use super::*;

    pub fn text() -> impl Strategy<Value = String> {
        // Around the cut, with few letters, so that many share a beginning.
        (55_usize..66, "[ab€é]{0,8}").prop_map(|(n, tail)| fold(&("a".repeat(n) + &tail)))
    }

    pub fn test() -> impl Strategy<Value = KeyTest> {
        let bound =
            || prop_oneof![Just(Bound::Unbounded), text().prop_map(Bound::Included), text().prop_map(Bound::Excluded)];
        prop_oneof![
            (bound(), bound()).prop_map(|(from, to)| KeyTest::Range(from, to)),
            text().prop_map(KeyTest::StartsWith),
            "[ab]{0,4}".prop_map(KeyTest::StartsWith),
            "[ab€e]{0,3}".prop_map(KeyTest::Contains),
            "[ab€e]{0,3}".prop_map(KeyTest::EndsWith),
        ]
    }

    proptest! {
        #[test]
        fn a_verdict_on_a_key_is_that_on_the_text(text in text(), test in test()) {
            let verdict = verdict(&test, &text_key(&text));
            prop_assert!(verdict.is_none_or(|verdict| verdict == test.holds(&text)));
            prop_assert!(text.len() > 64 || verdict.is_some());
        }

        #[test]
        fn what_begins_so_ends_there(prefix in "[a-c€\u{d7ff}\u{10ffff}]{0,3}", text in "[a-d€\u{d7ff}\u{e000}\u{10ffff}]{0,5}") {
            let is_below = after_prefix(&prefix).is_none_or(|end| text < end);
            prop_assert_eq!(text >= prefix && is_below, text.starts_with(&prefix));
        }
    }
}
