//! Numbers of objects in an order, in chunks that copies share.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use super::ids::Ids;

/// A chunk is split when it grows beyond; then each half has half of it.
const MOST: usize = 1_024;
/// So full are chunks of an order made at once: most changes split none.
const FILL: usize = 768;

/// A list of numbers. A clone shares all chunks with it, and copies those that it changes.
#[derive(Debug, Clone, Default)]
pub(super) struct Order {
    /// None is empty.
    chunks: Vec<Chunk>,
    len: usize,
}

#[derive(Debug, Clone)]
struct Chunk {
    /// Beside the pointer, so that counting places touches no chunk.
    len: usize,
    ids: Arc<Ids>,
}

impl Chunk {
    fn new(ids: Ids) -> Self {
        Self { len: ids.len(), ids: Arc::new(ids) }
    }
}

impl Order {
    /// These, in this order.
    pub fn of(ids: &[u64]) -> Self {
        Self { chunks: ids.chunks(FILL).map(|part| Chunk::new(Ids::of(part))).collect(), len: ids.len() }
    }

    pub fn len(&self) -> usize {
        self.len
    }

    /// The place of the first that isn't `Less`: how many are. `place` tells where one stands
    /// relative to what is looked for.
    pub fn seek(&self, place: impl Fn(u64) -> Ordering) -> usize {
        let (chunk, within) = self.find(place);
        self.chunks[..chunk].iter().map(|chunk| chunk.len).sum::<usize>() + within
    }

    /// The first that isn't `Less`.
    pub fn first(&self, place: impl Fn(u64) -> Ordering) -> Option<u64> {
        let (chunk, within) = self.find(place);
        let here = self.chunks.get(chunk).and_then(|chunk| chunk.ids.get(within));
        here.or_else(|| self.chunks.get(chunk + 1)?.ids.get(0))
    }

    /// Puts `id` before the first that isn't `Less`.
    pub fn insert(&mut self, id: u64, place: impl Fn(u64) -> Ordering) {
        let (at, within) = self.find(place);
        self.len += 1;
        let Some(chunk) = self.chunks.get_mut(at) else {
            self.chunks.push(Chunk::new(Ids::of(&[id])));
            return;
        };
        let ids = Arc::make_mut(&mut chunk.ids);
        ids.insert(within, id);
        if ids.len() > MOST {
            let rest = ids.split_off(MOST / 2);
            chunk.len = ids.len();
            self.chunks.insert(at + 1, Chunk::new(rest));
        } else {
            chunk.len = ids.len();
        }
    }

    /// Takes out the first that isn't `Less`.
    pub fn remove(&mut self, place: impl Fn(u64) -> Ordering) {
        let (mut at, mut within) = self.find(place);
        if self.chunks.get(at).is_some_and(|chunk| within == chunk.len) {
            (at, within) = (at + 1, 0);
        }
        let Some(chunk) = self.chunks.get_mut(at) else { return };
        Arc::make_mut(&mut chunk.ids).remove(within);
        chunk.len -= 1;
        self.len -= 1;
        if chunk.len == 0 {
            self.chunks.remove(at);
        }
    }

    /// Those at these places.
    pub fn ids(&self, range: Range<usize>) -> impl DoubleEndedIterator<Item = u64> {
        let mut before = 0;
        let spans = self.chunks.iter().map(move |chunk| {
            let first = before;
            before += chunk.len;
            (first, chunk)
        });
        let touched: Vec<_> =
            spans.filter(|(first, chunk)| first + chunk.len > range.start && *first < range.end).collect();
        touched.into_iter().flat_map(move |(first, chunk)| {
            let from = range.start.saturating_sub(first);
            let to = chunk.len.min(range.end - first);
            (from..to).filter_map(|at| chunk.ids.get(at))
        })
    }

    /// About how many bytes it is.
    pub fn weight(&self) -> usize {
        self.chunks.iter().map(|chunk| size_of::<Chunk>() + chunk.ids.weight()).sum()
    }

    /// The chunk and the place in it of the first that isn't `Less`; where there is none, the end of the last chunk.
    fn find(&self, place: impl Fn(u64) -> Ordering) -> (usize, usize) {
        let less = |id| place(id) == Ordering::Less;
        let chunk = self.chunks.partition_point(|chunk| chunk.ids.get(0).is_some_and(less)).saturating_sub(1);
        let within = self.chunks.get(chunk).map_or(0, |chunk| chunk.ids.partition_point(less));
        (chunk, within)
    }
}
