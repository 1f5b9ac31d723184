//! The distinct keys of a column, each once: objects hold their numbers.

use std::sync::Arc;

use super::texts::Texts;

/// Names that share a part: what is copied when one is added.
const PART: usize = 1_024;

/// Texts by number. A clone shares all but a list of pointers with it.
#[derive(Debug, Clone, Default)]
pub(super) struct Names(Vec<Arc<Texts>>);

impl Names {
    /// Most that there are numbers for.
    pub const MOST: usize = u16::MAX as usize + 1;

    /// The first [`Self::MOST`] of these.
    pub fn of(texts: &Texts) -> Self {
        let count = texts.len().min(Self::MOST);
        let part = |from| (from..count.min(from + PART)).map(|at| texts.get(at));
        Self((0..count).step_by(PART).map(|from| Arc::new(Texts::of(part(from)))).collect())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.last().map_or(0, |last| (self.0.len() - 1) * PART + last.len())
    }

    pub fn get(&self, number: u16) -> &str {
        let number = usize::from(number);
        self.0[number / PART].get(number % PART)
    }

    /// Adds one, and gives its number. `None`: there is none left.
    pub fn add(&mut self, name: &str) -> Option<u16> {
        if self.0.last().is_none_or(|part| part.len() == PART) {
            if self.0.len() == Self::MOST / PART {
                return None;
            }
            self.0.push(Arc::default());
        }
        let last = Arc::make_mut(self.0.last_mut()?);
        last.push(name);
        u16::try_from(self.len() - 1).ok()
    }

    /// About how many bytes they are.
    pub fn weight(&self) -> usize {
        self.0.iter().map(|part| part.weight()).sum()
    }
}
