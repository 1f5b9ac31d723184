//! The keys of neighbouring objects, packed.

use super::texts::Texts;

/// Numbers of objects that share a page.
pub(super) const IDS: u64 = 1_024;
const WORDS: usize = 16;
const BITS: usize = 64;

/// The keys of up to [`IDS`] objects, by the last digits of their numbers.
#[derive(Debug, Clone)]
pub(super) struct Page {
    present: [u64; WORDS],
    cells: Cells,
}

/// A key as a page holds it; all of a page are of one sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell<'a> {
    Number(i64),
    /// The number of a name of the column.
    Name(u16),
    Text(&'a str),
}

/// Keys in a row.
#[derive(Debug, Clone)]
enum Cells {
    Numbers(Vec<i64>),
    Names(Vec<u16>),
    Texts(Texts),
}

impl Page {
    /// A page of these, in order of their digits, in as much memory as they need.
    pub fn of<'a>(cells: impl ExactSizeIterator<Item = (usize, Cell<'a>)> + Clone) -> Self {
        let mut present = [0; WORDS];
        for (slot, _) in cells.clone() {
            present[slot / BITS] |= 1 << (slot % BITS);
        }
        Self { present, cells: Cells::of(cells.map(|(_, cell)| cell)) }
    }

    /// The key of the object with these last digits.
    pub fn get(&self, slot: usize) -> Option<Cell<'_>> {
        self.has(slot).then(|| self.cells.get(self.rank(slot)))
    }

    /// Gives, changes or, with `None`, takes a key.
    pub fn set(&mut self, slot: usize, cell: Option<Cell<'_>>) {
        let (at, had) = (self.rank(slot), self.has(slot));
        let bit = 1 << (slot % BITS);
        match cell {
            Some(cell) => {
                self.present[slot / BITS] |= bit;
                self.cells.put(at, had, cell);
            }
            None if had => {
                self.present[slot / BITS] &= !bit;
                self.cells.remove(at);
            }
            None => {}
        }
    }

    /// Holds the texts from now on for which its names stand.
    pub fn spell_out<'n>(&mut self, name: impl Fn(u16) -> &'n str) {
        if let Cells::Names(names) = &self.cells {
            self.cells = Cells::Texts(Texts::of(names.iter().map(|number| name(*number))));
        }
    }

    pub fn is_empty(&self) -> bool {
        self.present.iter().all(|word| *word == 0)
    }

    /// About how many bytes it is.
    pub fn weight(&self) -> usize {
        let cells = match &self.cells {
            Cells::Numbers(numbers) => numbers.capacity() * size_of::<i64>(),
            Cells::Names(names) => names.capacity() * size_of::<u16>(),
            Cells::Texts(texts) => texts.weight(),
        };
        size_of::<Self>() + cells
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

impl Cells {
    fn of<'a>(cells: impl ExactSizeIterator<Item = Cell<'a>> + Clone) -> Self {
        let mut packed = match cells.clone().next() {
            Some(Cell::Number(_)) => Self::Numbers(Vec::with_capacity(cells.len())),
            Some(Cell::Name(_)) => Self::Names(Vec::with_capacity(cells.len())),
            _ => {
                let text = |cell| if let Cell::Text(text) = cell { text } else { "" };
                return Self::Texts(Texts::of(cells.map(text)));
            }
        };
        cells.enumerate().for_each(|(at, cell)| packed.put(at, false, cell));
        packed
    }

    fn get(&self, at: usize) -> Cell<'_> {
        match self {
            Self::Numbers(numbers) => Cell::Number(numbers[at]),
            Self::Names(names) => Cell::Name(names[at]),
            Self::Texts(texts) => Cell::Text(texts.get(at)),
        }
    }

    /// Puts a key there, before the one that stands there or in its place.
    fn put(&mut self, at: usize, replaces: bool, cell: Cell<'_>) {
        match (self, cell) {
            (Self::Numbers(numbers), Cell::Number(number)) if replaces => numbers[at] = number,
            (Self::Numbers(numbers), Cell::Number(number)) => numbers.insert(at, number),
            (Self::Names(names), Cell::Name(name)) if replaces => names[at] = name,
            (Self::Names(names), Cell::Name(name)) => names.insert(at, name),
            (Self::Texts(texts), Cell::Text(text)) if replaces => texts.replace(at, text),
            (Self::Texts(texts), Cell::Text(text)) => texts.insert(at, text),
            // One sort a page: there is nothing to compare such a key with.
            _ => {}
        }
    }

    fn remove(&mut self, at: usize) {
        match self {
            Self::Numbers(numbers) => drop(numbers.remove(at)),
            Self::Names(names) => drop(names.remove(at)),
            Self::Texts(texts) => texts.remove(at),
        }
    }
}
