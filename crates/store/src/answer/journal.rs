//! What changed lately: what leads from one version of the catalogue that was kept to the next.

use std::collections::VecDeque;
use std::sync::Arc;

use super::generation::Generation;
use super::image::Image;

/// What changed from one version to the next.
pub(super) struct Delta {
    /// Objects as they were at `at`.
    pub images: Vec<Arc<Image>>,
    at: Generation,
    weight: usize,
}

/// The last versions.
pub(super) struct Journal {
    /// The newest generation that was seen.
    head: Generation,
    version: u64,
    /// What leads from the oldest version to the newest.
    deltas: VecDeque<Arc<Delta>>,
    /// A generation of the oldest version.
    first: Generation,
    weight: usize,
}

impl Journal {
    /// One that knows nothing before `head`.
    pub fn new(head: Generation, version: u64) -> Self {
        Self { first: head.clone(), head, version, deltas: VecDeque::new(), weight: 0 }
    }

    pub fn head(&self) -> &Generation {
        &self.head
    }

    pub fn version(&self) -> u64 {
        self.version
    }

    /// The oldest version from which a way leads to the newest.
    pub fn oldest(&self) -> u64 {
        self.version - self.deltas.len() as u64
    }

    /// About how many bytes it is.
    pub fn weight(&self) -> usize {
        self.weight
    }

    /// Moves to a generation that includes the newest. `images`: all objects that may have changed since, as they are there.
    pub fn append(&mut self, at: Generation, images: Vec<Arc<Image>>) {
        self.head = at.clone();
        if !images.is_empty() {
            let weight = images.iter().map(|image| image.weight()).sum();
            self.weight += weight;
            self.version += 1;
            self.deltas.push_back(Arc::new(Delta { images, at, weight }));
        }
    }

    /// What leads from a version to a later one. `None`: it is forgotten, or the other is earlier.
    pub fn between(&self, from: u64, to: u64) -> Option<Vec<Arc<Delta>>> {
        let skipped = usize::try_from(from.checked_sub(self.oldest())?).ok()?;
        let count = usize::try_from(to.checked_sub(from)?).ok()?;
        Some(self.deltas.iter().skip(skipped).take(count).cloned().collect())
    }

    /// What an older generation doesn't include of the newest version, unless that is forgotten.
    pub fn beyond(&self, generation: &Generation) -> Option<Vec<Arc<Delta>>> {
        let unseen = |delta: &&Arc<Delta>| !generation.includes(&delta.at);
        generation.includes(&self.first).then(|| self.deltas.iter().filter(unseen).cloned().collect())
    }

    /// The oldest version if it were no more than so many bytes.
    pub fn oldest_within(&self, bytes: usize) -> u64 {
        let mut weight = self.weight;
        let too_much = self.deltas.iter().take_while(|delta| {
            let over = weight > bytes;
            weight -= delta.weight;
            over
        });
        self.oldest() + too_much.count() as u64
    }

    /// Forgets how to come from versions before this one.
    pub fn forget_before(&mut self, version: u64) {
        while self.oldest() < version
            && let Some(delta) = self.deltas.pop_front()
        {
            self.weight -= delta.weight;
            self.first = delta.at.clone();
        }
    }
}
