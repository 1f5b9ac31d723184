//! Where pictures are made: as many at once as there are cores, and each by one of those who want it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use files::Hash;
use media::{Limits, Previews, Rendition};
use moka::policy::EvictionPolicy;
use moka::sync::Cache;
use tokio::sync::{Mutex, OwnedSemaphorePermit, Semaphore};

use crate::Failure;

/// Bytes of pictures that are kept in memory.
const MEMORY: u64 = 32 << 20;
/// How long they are.
const WHILE: Duration = Duration::from_mins(5);
/// Pictures that are being made, at the most: more are made than one each.
const WANTED: u64 = 10_000;

/// Makes pictures.
pub struct Studio {
    pub(super) previews: Previews,
    /// Where pictures stand that are only needed to make others of them.
    pub(super) work: PathBuf,
    pub(super) limits: Limits,
    places: Arc<Semaphore>,
    turns: Cache<Wanted, Arc<Mutex<()>>>,
    passing: Cache<Wanted, Picture>,
}

/// The file that a picture is of, and the rendition.
type Wanted = (Hash, String);

/// A picture.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The file.
    pub bytes: Bytes,
    /// Its media type.
    pub mime: String,
    /// Whether it stands for a file of which there is none.
    pub is_icon: bool,
}

impl Studio {
    /// With the programs that it finds in folders as `PATH` lists them; `work`: a folder of its own.
    pub fn new(path: &std::ffi::OsStr, work: PathBuf) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let weight = |wanted: &Wanted, picture: &Picture| {
            u32::try_from(wanted.1.len() + picture.bytes.len()).unwrap_or(u32::MAX)
        };
        let passing = Cache::builder().weigher(weight).max_capacity(MEMORY).time_to_live(WHILE);
        Self {
            previews: Previews::find(path),
            work,
            limits: Limits::default(),
            places: Arc::new(Semaphore::new(cores)),
            turns: Cache::new(WANTED),
            passing: passing.eviction_policy(EvictionPolicy::lru()).build(),
        }
    }

    /// A place to work at: there are as many as cores.
    pub(super) async fn place(&self) -> Result<Place, Failure> {
        let place = Arc::clone(&self.places).acquire_owned().await;
        Ok(Place(Arc::new(place.map_err(|error| Failure::Internal(Box::new(error)))?)))
    }

    /// Who holds it makes the picture; whoever else wants the same waits for it.
    pub(super) fn turn(&self, hash: &Hash, rendition: &Rendition) -> Arc<Mutex<()>> {
        self.turns.get_with((*hash, rendition.to_string()), Arc::default)
    }

    /// A picture that was made of late and isn't kept.
    pub(super) fn passing(&self, hash: &Hash, rendition: &Rendition) -> Option<Picture> {
        self.passing.get(&(*hash, rendition.to_string()))
    }

    /// Remembers a picture for a while.
    pub(super) fn remember(&self, hash: &Hash, rendition: &Rendition, picture: Picture) {
        self.passing.insert((*hash, rendition.to_string()), picture);
    }
}

/// A place to work at, free again once all work that was begun there has ended.
pub(super) struct Place(Arc<OwnedSemaphorePermit>);

impl Place {
    /// Work on a thread that may be long at it. It is done to its end even if nobody waits for it any more, and has the
    /// place until then.
    pub async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let place = Arc::clone(&self.0);
        let work = move || {
            let _place = place;
            work()
        };
        tokio::task::spawn_blocking(work).await.map_err(|error| Failure::Internal(Box::new(error)))?
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn work_that_nobody_waits_for_has_its_place_to_the_end() {
        let studio = Studio::new("".as_ref(), PathBuf::new());
        let all = studio.places.available_permits();
        let (begun, has_begun) = mpsc::channel();
        let (end, may_end) = mpsc::channel::<()>();
        let place = studio.place().await.unwrap();
        let waiting = tokio::spawn(async move {
            place
                .work(move || {
                    begun.send(()).unwrap();
                    Ok(may_end.recv().is_ok())
                })
                .await
        });
        tokio::task::spawn_blocking(move || has_begun.recv().unwrap()).await.unwrap();
        waiting.abort();
        assert!(waiting.await.unwrap_err().is_cancelled());
        assert_eq!(studio.places.available_permits(), all - 1);
        end.send(()).unwrap();
        drop(studio.places.acquire_many(u32::try_from(all).unwrap()).await.unwrap());
    }

    #[test]
    fn what_is_remembered_is_bounded_and_the_last_stay() {
        let studio = Studio::new("".as_ref(), PathBuf::new());
        let picture = Picture { bytes: Bytes::from(vec![0; 1 << 20]), mime: String::new(), is_icon: false };
        let (hash, format) = (Hash::of(b"a"), media::Format::Jpeg);
        for size in 1..=100 {
            studio.remember(&hash, &Rendition::within(size, size, format), picture.clone());
        }
        studio.passing.run_pending_tasks();
        assert!(studio.passing.weighted_size() <= MEMORY && studio.passing.entry_count() >= 30);
        let is_there = |size| studio.passing(&hash, &Rendition::within(size, size, format)).is_some();
        assert!(is_there(100) && is_there(75) && !is_there(1));
    }
}
