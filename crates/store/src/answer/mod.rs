//! The answer engine: sets and columns of objects, from which lists are answered.
//!
//! What is kept is right as of a version. A reader brings what it asks for to the moment of its own snapshot:
//! forward by the journal of what changed, or back by the rows that the snapshot still sees. So nothing
//! is ever touched but what somebody asks for, and readers never wait for each other.

mod ask;
mod atom;
mod catch_up;
mod column;
mod cursor;
mod evaluate;
mod facets;
mod filling;
mod generation;
mod ids;
mod image;
mod journal;
mod judge;
mod kept;
mod level;
mod load;
mod loading;
mod moment;
mod names;
mod narrow;
mod order;
mod page;
mod pages;
mod plan;
mod rows;
mod search;
mod select;
mod shelf;
mod slice;
mod texts;
mod thing;
mod tree;
mod verify;

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use model::schema::Schema;

pub use ask::{Answer, Numbers, ask, numbers};
pub use atom::{Atom, Axis, Key, Keys, Set};
pub use column::Column;
pub use moment::Moment;
pub use tree::Tree;
pub use verify::verify;

use crate::Error;
use crate::conn::Conn;
use crate::definitions::Revisions;
use catch_up::{Changed, News};
use image::Image;
use journal::Delta;
use kept::Held;
use loading::Loading;
use thing::Thing;

/// Who finds so often that others were quicker keeps to itself.
const TRIES: usize = 3;

/// Bytes that are kept where no budget is set,
const ROOM: usize = 48 << 20;
/// and as many more for each object.
const ROOM_OF_OBJECT: usize = 80;

/// What is kept of the database between answers.
pub struct Engine {
    /// `usize::MAX`: none is set.
    budget: AtomicUsize,
    /// The highest number of an object, or nearly.
    objects: AtomicU64,
    held: Mutex<Held>,
    loading: Arc<Loading>,
}

/// How a snapshot stands to what is kept.
struct Position {
    /// A version,
    version: u64,
    /// and what leads to it from the snapshot.
    ahead: Vec<Arc<Delta>>,
}

impl Default for Engine {
    /// One that keeps 48 MiB and 80 bytes for each object that was ever made, unless a budget is set.
    fn default() -> Self {
        Self::new(usize::MAX)
    }
}

impl Engine {
    /// One that keeps about `budget` bytes.
    pub fn new(budget: usize) -> Self {
        Self { budget: budget.into(), objects: 0.into(), held: Mutex::default(), loading: Arc::default() }
    }

    /// Keeps about `budget` bytes from now on.
    pub fn set_budget(&self, budget: usize) {
        self.budget.store(budget, Ordering::Relaxed);
    }

    /// About how many bytes are kept.
    pub fn weight(&self) -> usize {
        self.held().weight()
    }

    /// Keeps nothing of what is kept.
    pub fn forget(&self) {
        let mut held = self.held();
        if let Some(head) = held.journal.as_ref().map(|journal| journal.head().clone()) {
            held.restart(head);
        }
    }

    /// The engine as `conn`, a snapshot, sees it; `schema` is what the caller takes for the snapshot's. If it isn't,
    /// nothing is kept of what is loaded.
    pub async fn at(self: &Arc<Self>, conn: &mut Conn<'_>, schema: &Arc<Schema>) -> Result<Moment, Error> {
        let mut revisions = Revisions::of(schema);
        for _ in 0..TRIES {
            let known = self.held().journal.as_ref().map(|journal| (journal.version(), journal.head().clone()));
            let news = catch_up::news(conn, known.as_ref().map(|(_, head)| head)).await?;
            revisions = news.revisions;
            if revisions != Revisions::of(schema) {
                break;
            }
            if let Changed::Everything = news.changed {
                self.objects.store(load::highest(conn).await?, Ordering::Relaxed);
            }
            let is_newer = known.as_ref().is_some_and(|(_, head)| news.generation.includes(head));
            let images = match &news.changed {
                Changed::Objects(ids) if is_newer => Some(catch_up::images(conn, schema, ids).await?),
                _ => None,
            };
            if let Some(position) = self.take_in(known.map(|(version, _)| version), news, images) {
                self.cut();
                return Moment::at(self.clone(), position, conn, schema.clone()).await;
            }
        }
        Ok(Moment::alone(schema.clone(), revisions))
    }

    /// Takes in what a snapshot showed since the version `known`, and tells where the snapshot stands. `None`: what is
    /// known now says too little about it.
    fn take_in(&self, known: Option<u64>, news: News, images: Option<Vec<Arc<Image>>>) -> Option<Position> {
        let mut held = self.held();
        let Some(journal) = &mut held.journal else { return Some(held.restart(news.generation)) };
        let known = known?;
        let is_newest = news.generation.includes(journal.head());
        match (images, news.changed) {
            (Some(images), _) if is_newest && known >= journal.oldest() => {
                metrics::counter!("vitrine_engine_caught_up_total").increment(images.len() as u64);
                journal.append(news.generation, images);
            }
            (None, Changed::Everything) if is_newest && known == journal.version() => {
                return Some(held.restart(news.generation));
            }
            _ if is_newest => return None,
            _ => return Some(Position { version: journal.version(), ahead: journal.beyond(&news.generation)? }),
        }
        Some(Position { version: journal.version(), ahead: Vec::new() })
    }

    /// Keeps the journal short. Columns and keys that are in use are brought forward first: they are dear to load.
    fn cut(&self) {
        let Some(version) = self.held().overdue(self.budget()) else { return };
        self.rescue::<Column>(version);
        self.rescue::<Keys>(version);
        self.held().cut(version);
    }

    fn rescue<T: Thing>(&self, version: u64) {
        let (endangered, newest) = self.held().endangered::<T>(version);
        for (name, thing, deltas) in endangered {
            if let Some(thing) = kept::forward(thing, &name, &deltas) {
                self.put(name, thing, newest);
            }
        }
    }

    /// Keeps a thing that is right as of a version.
    fn put<T: Thing>(&self, name: T::Name, thing: Arc<T>, version: u64) {
        let mut held = self.held();
        let gone = held.put(name, thing, version, self.budget());
        metrics::counter!("vitrine_engine_evicted_total").increment(gone as u64);
        #[expect(clippy::cast_precision_loss, reason = "a gauge")]
        metrics::gauge!("vitrine_engine_bytes").set(held.weight() as f64);
    }

    fn budget(&self) -> usize {
        match self.budget.load(Ordering::Relaxed) {
            usize::MAX => {
                let objects = usize::try_from(self.objects.load(Ordering::Relaxed)).unwrap_or(usize::MAX);
                ROOM.saturating_add(objects.saturating_mul(ROOM_OF_OBJECT))
            }
            budget => budget,
        }
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
