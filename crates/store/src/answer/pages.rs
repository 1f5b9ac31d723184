//! The key of each object along an axis.

use std::cmp::Ordering;
use std::sync::Arc;

use super::atom::Key;
use super::names::Names;
use super::page::{Cell, IDS, Page};

/// The keys of all objects. A clone shares all but two lists of pointers with it.
#[derive(Debug, Clone, Default)]
pub(super) struct Pages {
    /// By the first digits of the objects' numbers; none is empty.
    by_digits: Vec<(u64, Arc<Page>)>,
    /// For which pages hold numbers; without any they hold the texts.
    names: Names,
    /// Bytes of all pages.
    weight: usize,
}

impl Pages {
    /// Of cells by object, in order of their numbers.
    pub fn of<'a>(cells: impl ExactSizeIterator<Item = (u64, Cell<'a>)>, names: Names) -> Self {
        let mut all = Self { names, ..Self::default() };
        let cells: Vec<_> = cells.collect();
        for of_page in cells.chunk_by(|(left, _), (right, _)| left / IDS == right / IDS) {
            let page = Page::of(of_page.iter().map(|(id, cell)| (slot(*id), *cell)));
            all.weight += page.weight();
            all.by_digits.push((of_page[0].0 / IDS, Arc::new(page)));
        }
        all
    }

    pub fn get(&self, id: u64) -> Option<Key<'_>> {
        Some(match self.cell(id)? {
            Cell::Number(number) => Key::Number(number),
            Cell::Name(name) => Key::Text(self.names.get(name)),
            Cell::Text(text) => Key::Text(text),
        })
    }

    /// At most how many keys differ, if that is known.
    pub fn names(&self) -> Option<usize> {
        (!self.names.is_empty()).then(|| self.names.len())
    }

    /// Gives, changes or, with `None`, takes the key of an object. `like`: one that may have the same.
    pub fn set(&mut self, id: u64, key: Option<Key<'_>>, like: Option<u64>) {
        let cell = key.map(|key| match key {
            Key::Number(number) => Cell::Number(number),
            Key::Text(text) => self.name(text, like).map_or(Cell::Text(text), Cell::Name),
        });
        match (self.find(id), cell) {
            (Ok(at), cell) => self.change(at, slot(id), cell),
            (Err(at), Some(cell)) => {
                let page = Page::of([(slot(id), cell)].into_iter());
                self.weight += page.weight();
                self.by_digits.insert(at, (id / IDS, Arc::new(page)));
            }
            (Err(_), None) => {}
        }
    }

    /// Where one that has a key stands relative to (key, id).
    pub fn compare(&self, other: u64, key: Key<'_>, id: u64) -> Ordering {
        self.get(other).cmp(&Some(key)).then(other.cmp(&id))
    }

    /// About how many bytes they are.
    pub fn weight(&self) -> usize {
        self.weight + self.names.weight()
    }

    fn change(&mut self, at: usize, slot: usize, cell: Option<Cell<'_>>) {
        let page = Arc::make_mut(&mut self.by_digits[at].1);
        self.weight -= page.weight();
        if matches!(cell, Some(Cell::Text(_))) {
            page.spell_out(|name| self.names.get(name));
        }
        page.set(slot, cell);
        self.weight += page.weight();
        if page.is_empty() {
            self.weight -= page.weight();
            self.by_digits.remove(at);
        }
    }

    /// The number of a name, which is added if `like` doesn't have it. `None`: none is left, or the column has no names.
    fn name(&mut self, text: &str, like: Option<u64>) -> Option<u16> {
        match like.and_then(|like| self.cell(like)) {
            Some(Cell::Name(name)) if self.names.get(name) == text => Some(name),
            _ if self.names.is_empty() => None,
            _ => self.names.add(text),
        }
    }

    fn cell(&self, id: u64) -> Option<Cell<'_>> {
        let at = self.find(id).ok()?;
        self.by_digits[at].1.get(slot(id))
    }

    fn find(&self, id: u64) -> Result<usize, usize> {
        self.by_digits.binary_search_by_key(&(id / IDS), |(number, _)| *number)
    }
}

fn slot(id: u64) -> usize {
    (id % IDS) as usize
}
