//! Texts behind each other: a third of the memory that as many strings take.

/// Texts in a row.
#[derive(Debug, Clone, Default)]
pub(super) struct Texts {
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
}

impl Texts {
    /// These, in as much memory as they need.
    pub fn of<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> Self {
        let (count, bytes) = texts.clone().fold((0, 0), |(count, bytes), text| (count + 1, bytes + text.len()));
        let mut all = Self { text: String::with_capacity(bytes), ends: Vec::with_capacity(count) };
        texts.for_each(|text| all.push(text));
        all
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn get(&self, at: usize) -> &str {
        &self.text[self.start(at)..self.ends[at] as usize]
    }

    pub fn last(&self) -> Option<&str> {
        self.ends.len().checked_sub(1).map(|last| self.get(last))
    }

    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(length(self.text.len()));
    }

    pub fn insert(&mut self, at: usize, text: &str) {
        self.ends.insert(at, length(self.start(at)));
        self.replace(at, text);
    }

    pub fn replace(&mut self, at: usize, text: &str) {
        let (from, to) = (self.start(at), self.ends[at] as usize);
        self.text.replace_range(from..to, text);
        let (old, new) = (length(to - from), length(text.len()));
        for end in &mut self.ends[at..] {
            *end = *end - old + new;
        }
    }

    pub fn remove(&mut self, at: usize) {
        self.replace(at, "");
        self.ends.remove(at);
    }

    /// Of sorted texts the first that isn't before this one.
    pub fn from(&self, text: &str) -> Option<&str> {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = usize::midpoint(from, to);
            if self.get(middle) < text { from = middle + 1 } else { to = middle }
        }
        (from < self.len()).then(|| self.get(from))
    }

    /// About how many bytes they are.
    pub fn weight(&self) -> usize {
        self.text.capacity() + self.ends.capacity() * 4
    }

    fn start(&self, at: usize) -> usize {
        at.checked_sub(1).map_or(0, |before| self.ends[before] as usize)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "keys are short: four billion bytes of them are more than are kept"
)]
fn length(bytes: usize) -> u32 {
    bytes as u32
}
