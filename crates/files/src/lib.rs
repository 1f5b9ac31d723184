//! Keeps bytes under the hash of what they are, each once, in a folder or in a bucket of S3.
//! It knows nothing of what they mean.
//!
//! Bytes are first received into a temporary file ([`Files::receive`]), where the caller may
//! look at them, and then kept ([`Files::keep`]) or dropped. Who needs bytes and until when is
//! the caller's to know: deleting what another is just keeping is for him to prevent.

mod content;
mod error;
mod folder;
mod hash;
mod incoming;
mod location;
mod receive;
mod s3;
mod spool;

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use bytes::Bytes;
use futures_util::Stream;
use futures_util::stream::BoxStream;

pub use content::Content;
pub use error::Error;
pub use hash::{Hash, InvalidHash};
pub use incoming::Incoming;
pub use location::{Bucket, InvalidLocation, Location};
pub use receive::Received;
pub use s3::Objects;

use error::blocking;
use folder::Folder;
use s3::S3;
use spool::Spool;

/// Where files are kept. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Files {
    place: Place,
    spool: Arc<Spool>,
}

#[derive(Debug, Clone)]
enum Place {
    Folder(Folder),
    S3(S3),
}

/// One of the files that are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its address.
    pub hash: Hash,
    /// How many bytes it has.
    pub size: u64,
    /// When it came.
    pub modified: SystemTime,
}

/// A kept file that lies on this machine as long as this lives.
#[derive(Debug)]
pub struct Local(On);

#[derive(Debug)]
enum On {
    Shelf(PathBuf),
    Loan(Received),
}

impl Local {
    /// Where it lies; not to be written to.
    pub fn path(&self) -> &Path {
        match &self.0 {
            On::Shelf(path) => path,
            On::Loan(copy) => copy.path(),
        }
    }
}

impl Files {
    /// Opens what is at `location` and makes what is missing. Bytes that aren't kept yet wait
    /// in its own `incoming` if it is a folder, else in that folder of this machine. Temporary
    /// files that ended processes left there are removed.
    pub async fn open(location: &Location, incoming: &Path) -> Result<Self, Error> {
        let spool = match location {
            Location::Folder(root) => root.join("incoming"),
            Location::S3(_) => incoming.to_path_buf(),
        };
        let spool = Arc::new(blocking(move || Spool::open(spool)).await?);
        let place = match location {
            Location::Folder(root) => Place::Folder(Folder::new(root.clone(), spool.clone())),
            Location::S3(bucket) => Place::S3(S3::open(bucket.clone()).await?),
        };
        Ok(Self { place, spool })
    }

    /// Takes up to `limit` bytes, which are gone again unless they are kept.
    pub async fn receive<S, E>(&self, stream: S, limit: u64) -> Result<Received, Error>
    where
        S: Stream<Item = Result<Bytes, E>>,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let spool = self.spool.clone();
        let file = blocking(move || spool.temporary()).await?;
        receive::receive(stream, limit, file).await
    }

    /// Keeps received bytes under their hash. They are durable when this returns; bytes that
    /// were there already are there once. Whoever goes on with them need not fetch them again.
    pub async fn keep(&self, received: Received) -> Result<Local, Error> {
        match &self.place {
            Place::Folder(folder) => {
                let path = folder.path(&received.hash.place());
                folder.keep(received).await?;
                Ok(Local(On::Shelf(path)))
            }
            Place::S3(s3) => {
                s3.keep(&received).await?;
                Ok(Local(On::Loan(received.passing()?)))
            }
        }
    }

    /// How many bytes are kept under `hash`.
    pub async fn size(&self, hash: &Hash) -> Result<u64, Error> {
        match &self.place {
            Place::Folder(folder) => folder.size(&hash.place()).await,
            Place::S3(s3) => s3.size(&hash.place()).await,
        }
    }

    /// The bytes under `hash`, or those of them that `range` names.
    pub async fn read(&self, hash: &Hash, range: Option<Range<u64>>) -> Result<Content, Error> {
        self.read_at(&hash.place(), range).await
    }

    /// The file under `hash`, for programs that need one.
    pub async fn local(&self, hash: &Hash) -> Result<Local, Error> {
        match &self.place {
            Place::Folder(folder) => {
                self.size(hash).await?;
                Ok(Local(On::Shelf(folder.path(&hash.place()))))
            }
            Place::S3(_) => {
                let content = self.read(hash, None).await?;
                let copy = self.receive(content.bytes, content.size).await.map_err(Error::of_copy)?;
                if copy.hash == *hash { Ok(Local(On::Loan(copy))) } else { Err(Error::Damaged) }
            }
        }
    }

    /// Removes what is under `hash`, if anything is, and what was derived from it.
    pub async fn delete(&self, hash: &Hash) -> Result<(), Error> {
        match &self.place {
            Place::Folder(folder) => folder.delete(&hash.place()).await?,
            Place::S3(s3) => s3.delete(&hash.place()).await?,
        }
        self.forget_derived(hash).await
    }

    /// All that is kept, in no order; what comes or goes meanwhile may be in it or not.
    pub fn list(&self) -> BoxStream<'static, Result<Kept, Error>> {
        match &self.place {
            Place::Folder(folder) => folder.list(),
            Place::S3(s3) => s3.list(),
        }
    }

    /// What was derived from the bytes under `hash` and put under `name`.
    pub async fn derived(&self, hash: &Hash, name: &str) -> Result<Content, Error> {
        self.read_at(&derived_place(hash, name)?, None).await
    }

    /// Puts what was derived from the bytes under `hash`, over what had this name. It is never
    /// seen half, and may be lost: it can be derived again.
    pub async fn put_derived(&self, hash: &Hash, name: &str, bytes: Bytes) -> Result<(), Error> {
        let at = derived_place(hash, name)?;
        match &self.place {
            Place::Folder(folder) => folder.put(&at, bytes).await?,
            Place::S3(s3) => s3.put(&at, bytes).await?,
        }
        // Asked afterwards, so that nothing is left of a file that is deleted meanwhile.
        match self.size(hash).await {
            Err(Error::NotFound) => {
                self.forget_derived(hash).await?;
                Err(Error::NotFound)
            }
            other => other.map(drop),
        }
    }

    /// Removes all that was derived from the bytes under `hash`.
    pub async fn forget_derived(&self, hash: &Hash) -> Result<(), Error> {
        match &self.place {
            Place::Folder(folder) => folder.delete_below(&hash.derived_place()).await,
            Place::S3(s3) => s3.delete_below(&hash.derived_place()).await,
        }
    }

    async fn read_at(&self, place: &str, range: Option<Range<u64>>) -> Result<Content, Error> {
        match &self.place {
            Place::Folder(folder) => folder.read(place, range).await,
            Place::S3(s3) => s3.read(place, range).await,
        }
    }
}

fn derived_place(hash: &Hash, name: &str) -> Result<String, Error> {
    Ok(format!("{}/{}", hash.derived_place(), checked_name(name)?))
}

fn checked_name(name: &str) -> Result<&str, Error> {
    let fine = name.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-'));
    if fine && (1..=100).contains(&name.len()) && !name.starts_with('.') { Ok(name) } else { Err(Error::Name) }
}
