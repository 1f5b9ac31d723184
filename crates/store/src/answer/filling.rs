//! A column in the making: keys as they come, sorted by key and number.

use super::atom::Key;
use super::column::Column;
use super::names::Names;
use super::order::Order;
use super::page::Cell;
use super::pages::Pages;
use super::texts::Texts;

/// Names are worth their list where each stands for so many objects.
const HOLDERS: usize = 2;

/// Keys as they come.
pub(super) struct Filling {
    ids: Vec<u64>,
    keys: Keys,
}

enum Keys {
    Numbers(Vec<i64>),
    /// Each text once, and which of them stands in each place.
    Texts(Texts, Vec<u32>),
}

impl Filling {
    /// For keys such as this one.
    pub fn new(like: Key<'_>) -> Self {
        let keys = match like {
            Key::Number(_) => Keys::Numbers(Vec::new()),
            Key::Text(_) => Keys::Texts(Texts::default(), Vec::new()),
        };
        Self { ids: Vec::new(), keys }
    }

    /// Adds a key; of several of an object the first counts.
    pub fn add(&mut self, id: u64, key: Key<'_>) {
        match (&mut self.keys, key) {
            (Keys::Numbers(numbers), Key::Number(number)) => numbers.push(number),
            (Keys::Texts(texts, places), Key::Text(text)) => {
                if texts.last() != Some(text) {
                    texts.push(text);
                }
                places.push(number(texts.len() - 1));
            }
            // One sort a column.
            _ => return,
        }
        self.ids.push(id);
    }

    /// All of them.
    pub fn done(self) -> Column {
        let names = match &self.keys {
            Keys::Texts(texts, places) if texts.len() <= Names::MOST.min(places.len() / HOLDERS) => Names::of(texts),
            _ => Names::default(),
        };
        let mut firsts: Vec<u32> = (0..number(self.ids.len())).collect();
        firsts.sort_by_key(|at| self.ids[*at as usize]);
        firsts.dedup_by_key(|at| self.ids[*at as usize]);
        let is_named = !names.is_empty();
        let cells = firsts.iter().map(|at| (self.ids[*at as usize], self.keys.cell(*at as usize, is_named)));
        let keys = Pages::of(cells, names);
        firsts.sort_unstable();
        Column::of(keys, Order::of(&firsts.iter().map(|at| self.ids[*at as usize]).collect::<Vec<_>>()))
    }
}

impl Keys {
    fn cell(&self, at: usize, is_named: bool) -> Cell<'_> {
        match self {
            Self::Numbers(numbers) => Cell::Number(numbers[at]),
            Self::Texts(texts, places) => match u16::try_from(places[at]) {
                Ok(name) if is_named => Cell::Name(name),
                _ => Cell::Text(texts.get(places[at] as usize)),
            },
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "of four billion objects no column would be kept")]
fn number(place: usize) -> u32 {
    place as u32
}
