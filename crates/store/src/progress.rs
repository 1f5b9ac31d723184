//! How far long work is, told to whoever waits for it.

use std::fmt;
use std::sync::Arc;

/// Takes what is being done, how much of it is done, and of how much; a total of 0 isn't known.
type Listener = dyn Fn(&'static str, u64, u64) + Send + Sync;

/// Who is told. A clone tells the same.
#[derive(Clone)]
pub struct Progress(Option<Arc<Listener>>);

impl Progress {
    /// Tells this function, which should return at once: the work waits for it.
    pub fn to(listener: impl Fn(&'static str, u64, u64) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(listener)))
    }

    /// Tells nobody.
    pub fn untold() -> Self {
        Self(None)
    }

    /// So much of `total` (0: not known) is done of what `label` says, in a word or two.
    pub fn tell(&self, label: &'static str, done: u64, total: u64) {
        if let Some(listener) = &self.0 {
            listener(label, done, total);
        }
    }
}

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Progress")
    }
}
