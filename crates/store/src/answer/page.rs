//! The keys of neighbouring objects, packed.

use super::atom::Key;

/// Numbers of objects that share a page.
pub(super) const IDS: u64 = 1_024;
const WORDS: usize = 16;
const BITS: usize = 64;

/// The keys of up to [`IDS`] objects, by the last digits of their numbers.
#[derive(Debug, Clone)]
pub(super) struct Page {
    present: [u64; WORDS],
    keys: Packed,
}

/// Keys in a row.
#[derive(Debug, Clone)]
pub(super) enum Packed {
    Numbers(Vec<i64>),
    /// One text, and where each key ends in it.
    Texts(String, Vec<u32>),
}

impl Page {
    /// A page for keys such as this one.
    pub fn new(like: Key<'_>) -> Self {
        Self { present: [0; WORDS], keys: Packed::new(like) }
    }

    /// The key of the object with these last digits.
    pub fn get(&self, slot: usize) -> Option<Key<'_>> {
        self.has(slot).then(|| self.keys.get(self.rank(slot)))
    }

    /// Gives, changes or, with `None`, takes a key.
    pub fn set(&mut self, slot: usize, key: Option<Key<'_>>) {
        let (at, had) = (self.rank(slot), self.has(slot));
        let bit = 1 << (slot % BITS);
        match key {
            Some(key) => {
                self.present[slot / BITS] |= bit;
                self.keys.put(at, had, key);
            }
            None if had => {
                self.present[slot / BITS] &= !bit;
                self.keys.remove(at);
            }
            None => {}
        }
    }

    pub fn is_empty(&self) -> bool {
        self.present.iter().all(|word| *word == 0)
    }

    fn has(&self, slot: usize) -> bool {
        self.present[slot / BITS] >> (slot % BITS) & 1 == 1
    }

    /// How many keys stand before this one.
    fn rank(&self, slot: usize) -> usize {
        let before: u32 = self.present[..slot / BITS].iter().map(|word| word.count_ones()).sum();
        let here = self.present[slot / BITS] & ((1 << (slot % BITS)) - 1);
        (before + here.count_ones()) as usize
    }
}

impl Packed {
    /// None yet, but for keys such as this one.
    pub fn new(like: Key<'_>) -> Self {
        match like {
            Key::Number(_) => Self::Numbers(Vec::new()),
            Key::Text(_) => Self::Texts(String::new(), Vec::new()),
        }
    }

    pub fn get(&self, at: usize) -> Key<'_> {
        match self {
            Self::Numbers(numbers) => Key::Number(numbers[at]),
            Self::Texts(text, ends) => Key::Text(&text[start(ends, at)..ends[at] as usize]),
        }
    }

    /// Puts a key there, before the one that stands there or in its place.
    pub fn put(&mut self, at: usize, replaces: bool, key: Key<'_>) {
        match (self, key) {
            (Self::Numbers(numbers), Key::Number(number)) if replaces => numbers[at] = number,
            (Self::Numbers(numbers), Key::Number(number)) => numbers.insert(at, number),
            (Self::Texts(text, ends), Key::Text(key)) => {
                if !replaces {
                    ends.insert(at, length(start(ends, at)));
                }
                replace(text, ends, at, key);
            }
            // One kind an axis: there is nothing to compare such a key with.
            _ => {}
        }
    }

    fn remove(&mut self, at: usize) {
        match self {
            Self::Numbers(numbers) => drop(numbers.remove(at)),
            Self::Texts(text, ends) => {
                replace(text, ends, at, "");
                ends.remove(at);
            }
        }
    }
}

fn start(ends: &[u32], at: usize) -> usize {
    at.checked_sub(1).map_or(0, |before| ends[before] as usize)
}

fn replace(text: &mut String, ends: &mut [u32], at: usize, key: &str) {
    let (from, to) = (start(ends, at), ends[at] as usize);
    text.replace_range(from..to, key);
    let (old, new) = (length(to - from), length(key.len()));
    for end in &mut ends[at..] {
        *end = *end - old + new;
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a thousand keys of at most a few kilobytes")]
fn length(bytes: usize) -> u32 {
    bytes as u32
}
