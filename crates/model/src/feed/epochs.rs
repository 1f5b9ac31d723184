//! Where a reader of the feed is, and where that is after the database was restored from a backup.

use std::fmt;

use crate::changes::Cursor;

/// A place in the feed of one epoch. As text it is what clients keep; they know nothing of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Mark {
    /// The number of the epoch: see [`Epoch::number`].
    pub epoch: i64,
    /// The place.
    pub at: Cursor,
}

impl Mark {
    /// Reads what it prints. `None`: it never printed that.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut number = || i64::from_str_radix(parts.next()?, 16).ok();
        let mark = Self { epoch: number()?, at: Cursor { tx: number()?, seq: number()? } };
        // One way to write each: no sign, no zeros before, nothing behind.
        (mark.to_string() == text).then_some(mark)
    }
}

/// `epoch-tx-seq`, each in hexadecimal.
impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}-{:x}-{:x}", self.epoch, self.at.tx, self.at.seq)
    }
}

/// The time between two restores. A restore keeps the numbers of changes, but not those of transactions: all that it
/// brings counts as one, the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Epoch {
    /// When it began, microseconds since 1970 UTC; later ones are larger.
    pub number: i64,
    /// Up to this number of a change the backup that ended it had all that its readers could know; 0 as long as it goes on.
    pub top: i64,
    /// By how much the number of a change was smaller, at most, than one that came before it in the feed: transactions
    /// overlap.
    pub overlap: i64,
}

/// All epochs of a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Epochs(Vec<Epoch>);

impl Epochs {
    /// At least one; the last is the one that goes on.
    pub fn of(mut all: Vec<Epoch>) -> Self {
        all.sort_unstable_by_key(|epoch| epoch.number);
        Self(all)
    }

    fn current(&self) -> i64 {
        self.0.last().map_or(0, |epoch| epoch.number)
    }

    /// The mark of a place.
    pub fn mark(&self, at: Cursor) -> Mark {
        Mark { epoch: self.current(), at }
    }

    /// Where a reader goes on who was at that mark: nothing that he hasn't seen lies before, what he has may lie behind if
    /// the database was restored since. `None`: no database that this one came from gave out such a mark.
    pub fn place(&self, mark: Mark) -> Option<Cursor> {
        if mark.epoch == self.current() {
            return Some(mark.at);
        }
        let first = self.0.first().map_or(0, |epoch| epoch.number);
        if !(first..self.current()).contains(&mark.epoch) {
            return None;
        }
        let Ok(since) = self.0.binary_search_by_key(&mark.epoch, |epoch| epoch.number) else {
            // An epoch after which an older backup was restored: where they part isn't known.
            return Some(Cursor::default());
        };
        let ended = &self.0[since..self.0.len() - 1];
        let overlap = ended[0].overlap;
        let known = if overlap > 0 { mark.at.seq - overlap - 1 } else { mark.at.seq };
        let seq = ended.iter().map(|epoch| epoch.top).fold(known, i64::min);
        Some(Cursor { tx: 0, seq: seq.max(0) })
    }
}
