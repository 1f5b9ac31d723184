//! All that is kept, and the budget.

use std::sync::Arc;

use super::Position;
use super::generation::Generation;
use super::journal::{Delta, Journal};
use super::shelf::{Kept, Shelf, Shelves};
use super::thing::Thing;

/// So much of the budget the journal may take, and when it has, it gives up half of it.
const JOURNAL_PART: usize = 8;
/// A thing that would take more of the budget isn't kept.
const THING_PART: usize = 2;

/// What the engine holds under its lock.
#[derive(Default)]
pub(super) struct Held {
    /// None: nobody asked yet.
    pub journal: Option<Journal>,
    pub shelves: Shelves,
    /// Moves with each question.
    clock: u64,
    /// When the journal was cut last.
    cut: u64,
}

/// A thing, and what leads from its version to the one that is asked for.
pub(super) type Behind<T> = (<T as Thing>::Name, Arc<T>, Vec<Arc<Delta>>);

impl Held {
    /// Keeps nothing, as of this generation.
    pub fn restart(&mut self, head: Generation) -> Position {
        let version = self.journal.as_ref().map_or(0, Journal::version) + 1;
        self.journal = Some(Journal::new(head, version));
        self.shelves = Shelves::default();
        Position { version, ahead: Vec::new() }
    }

    /// About how many bytes it is.
    pub fn weight(&self) -> usize {
        self.shelves.weight() + self.journal.as_ref().map_or(0, Journal::weight)
    }

    /// Finds a thing, as of its version.
    pub fn get<T: Thing>(&mut self, name: &T::Name) -> Option<(Arc<T>, u64)> {
        self.clock += 1;
        self.shelves.get(name, self.clock)
    }

    /// Keeps a thing that is right as of a version, unless that is forgotten. Returns how many others had to go.
    pub fn put<T: Thing>(&mut self, name: T::Name, thing: Arc<T>, version: u64, budget: usize) -> usize {
        let is_known = self.journal.as_ref().is_some_and(|journal| version >= journal.oldest());
        if !is_known || thing.weight() > budget / THING_PART {
            return 0;
        }
        self.clock += 1;
        self.shelves.put(name, thing, version, self.clock);
        let over = self.weight().saturating_sub(budget);
        // With some room, so that it isn't done for each thing.
        if over > 0 { self.shelves.shrink(self.shelves.weight().saturating_sub(over) / 8 * 7) } else { 0 }
    }

    /// The version from which the journal shall reach back, if it is too long now.
    pub fn overdue(&self, budget: usize) -> Option<u64> {
        let journal = self.journal.as_ref()?;
        let most = budget / JOURNAL_PART;
        (journal.weight() > most).then(|| journal.oldest_within(most / 2))
    }

    /// The things of a kind that would be lost with the versions before this one, and were asked for lately, with the
    /// way to the newest version.
    pub fn endangered<T: Thing>(&mut self, version: u64) -> (Vec<Behind<T>>, u64) {
        let Some(journal) = &self.journal else { return (Vec::new(), 0) };
        let (newest, cut) = (journal.version(), self.cut);
        let in_danger = |kept: &Kept<T>| kept.version < version && kept.used > cut;
        let things: &Shelf<T> = T::shelf(&mut self.shelves);
        let behind = |(name, kept): (&T::Name, &Kept<T>)| {
            Some((name.clone(), kept.thing.clone(), journal.between(kept.version, newest)?))
        };
        (things.iter().filter(|(_, kept)| in_danger(kept)).filter_map(behind).collect(), newest)
    }

    /// Cuts the journal, and gives up what is older than it then is.
    pub fn cut(&mut self, version: u64) {
        if let Some(journal) = &mut self.journal {
            journal.forget_before(version);
            self.shelves.drop_before(journal.oldest());
            self.cut = self.clock;
        }
    }
}

/// The thing after these changes. `None`: it can't be told.
pub(super) fn forward<T: Thing>(thing: Arc<T>, name: &T::Name, deltas: &[Arc<Delta>]) -> Option<Arc<T>> {
    deltas.iter().try_fold(thing, |thing, delta| thing.moved(name, &delta.images))
}
