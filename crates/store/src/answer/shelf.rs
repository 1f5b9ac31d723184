//! Where things stand while they are kept.

use std::collections::HashMap;
use std::sync::Arc;

use super::atom::{Keys, Set};
use super::column::Column;
use super::thing::{Thing, Written};
use super::tree::Tree;

/// Things of a kind by name.
pub(super) type Shelf<T> = HashMap<<T as Thing>::Name, Kept<T>>;

/// A thing, right as of a version.
pub(super) struct Kept<T> {
    pub thing: Arc<T>,
    pub version: u64,
    /// When it was asked for last.
    pub used: u64,
    weight: usize,
}

/// All that is kept.
#[derive(Default)]
pub(super) struct Shelves {
    pub sets: Shelf<Set>,
    pub columns: Shelf<Column>,
    pub keys: Shelf<Keys>,
    pub written: Shelf<Written>,
    pub trees: Shelf<Tree>,
    weight: usize,
}

/// Runs a piece of code on each shelf.
macro_rules! each {
    ($shelves:expr, $shelf:ident => $code:expr) => {{
        let $shelf = &mut $shelves.sets;
        $code;
        let $shelf = &mut $shelves.columns;
        $code;
        let $shelf = &mut $shelves.keys;
        $code;
        let $shelf = &mut $shelves.written;
        $code;
        let $shelf = &mut $shelves.trees;
        $code;
    }};
}

impl Shelves {
    /// About how many bytes it is.
    pub fn weight(&self) -> usize {
        self.weight
    }

    /// Finds a thing, and notes when it was asked for.
    pub fn get<T: Thing>(&mut self, name: &T::Name, now: u64) -> Option<(Arc<T>, u64)> {
        let kept = T::shelf(self).get_mut(name)?;
        kept.used = now;
        Some((kept.thing.clone(), kept.version))
    }

    /// Keeps a thing, unless it is kept as of the same or a later version.
    pub fn put<T: Thing>(&mut self, name: T::Name, thing: Arc<T>, version: u64, now: u64) {
        let things = T::shelf(self);
        if things.get(&name).is_some_and(|kept| kept.version >= version) {
            return;
        }
        let weight = thing.weight();
        let old = things.insert(name, Kept { thing, version, used: now, weight });
        self.weight = self.weight + weight - old.map_or(0, |old| old.weight);
    }

    /// Gives up what is right only as of an earlier version.
    pub fn drop_before(&mut self, version: u64) {
        self.retain(|kept_version, _| kept_version >= version);
    }

    /// Gives up what was asked for longest ago, until no more than so many bytes are kept. Returns how many things.
    pub fn shrink(&mut self, bytes: usize) -> usize {
        let mut ages = Vec::new();
        each!(self, shelf => ages.extend(shelf.values().map(|kept| (kept.used, kept.weight))));
        ages.sort_unstable();
        let (mut left, mut oldest) = (self.weight, 0);
        for (used, weight) in ages {
            if left <= bytes {
                break;
            }
            left -= weight;
            oldest = used + 1;
        }
        self.retain(|_, used| used >= oldest)
    }

    /// Keeps those for whose version and use it holds. Returns how many went.
    fn retain(&mut self, holds: impl Fn(u64, u64) -> bool) -> usize {
        let (mut weight, mut gone) = (0, 0);
        each!(self, shelf => shelf.retain(|_name, kept| {
            let stays = holds(kept.version, kept.used);
            if stays { weight += kept.weight } else { gone += 1 }
            stays
        }));
        self.weight = weight;
        gone
    }
}
