//! What a search finds, and how well it fits.

use std::collections::BTreeSet;

use model::index::{asked_words, fold};
use model::object::ObjectKind;

use super::{Thing, Truth};

/// Code, beginning of the code, words of the title, others.
const RANKS: [u8; 4] = [0, 1, 2, 3];

/// Characters of a word that a part of a name must hold at least.
const PART: usize = 3;

impl Truth {
    /// The objects of a kind that a search finds, with their ranks; without a search all.
    pub fn searched(&self, kind: ObjectKind, search: Option<&str>) -> Vec<(u8, &Thing)> {
        let text = search.map_or("", str::trim);
        if text.is_empty() {
            return self.of_kind(kind).map(|thing| (RANKS[3], thing)).collect();
        }
        let asked = asked_words(text);
        let found: Vec<_> = self.of_kind(kind).filter_map(|thing| Some((rank(thing, text, &asked)?, thing))).collect();
        if !found.is_empty() {
            return found;
        }
        if !asked.iter().any(|word| word.chars().count() >= PART) {
            return found;
        }
        let part = fold(text);
        let holds = |thing: &&Thing| thing.names.iter().any(|name| name.contains(&part));
        self.of_kind(kind).filter(holds).map(|thing| (RANKS[3], thing)).collect()
    }
}

fn rank(thing: &Thing, text: &str, asked: &[String]) -> Option<u8> {
    let code = &thing.object.code;
    if code == text {
        Some(RANKS[0])
    } else if code.starts_with(text) {
        Some(RANKS[1])
    } else if has_all(&thing.title_words, asked) {
        Some(RANKS[2])
    } else {
        has_all(&thing.words, asked).then_some(RANKS[3])
    }
}

/// Whether all are among the words, the last one as the beginning of one.
fn has_all(words: &BTreeSet<String>, asked: &[String]) -> bool {
    let Some((last, others)) = asked.split_last() else { return false };
    others.iter().all(|word| words.contains(word)) && words.iter().any(|word| word.starts_with(last.as_str()))
}
