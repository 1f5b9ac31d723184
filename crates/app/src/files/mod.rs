//! Files: their bytes and their records, in the right order of effects.
//!
//! Bytes are kept before anything names them, and removed after nothing does. In between stands their row in the
//! database (`store::files`): who is about to keep bytes touches it, who relies on them finds it, in the transaction that
//! writes the record, and who removes them marks it first.

mod auto_link;
mod check;
mod clean;
mod fetch;
mod look;
mod pictures;
mod public;
mod settle;
mod studio;
mod uploads;

use std::path::Path;
use std::time::Duration;

use bytes::Bytes;
pub use files::Received;
use files::{Content, Files, Hash, Local};
use futures_util::{Stream, StreamExt as _};
use model::event::Terms;
use model::file::{self, File};
use model::problem::{Kind, Problem};
use outward::Client;
use store::conn::Conn;
use store::report::{JobFile, Role};
use store::{Urgency, files as rows};

use crate::{App, Failure, Seal};
pub use auto_link::{AutoLink, AutoLinked, Example, Tally};
pub use check::check_files;
pub(crate) use look::Looked;
pub use pictures::by_profile;
pub use public::Publisher;
pub use studio::{Picture, Studio};
pub use uploads::{NewUpload, Upload};

/// Where files are kept, and how other machines are reached.
pub struct Keeping {
    /// The bytes.
    pub files: Files,
    /// The one way out.
    pub outward: Client,
    /// How long another machine may say nothing.
    pub patience: Duration,
    /// What passwords in addresses are sealed with.
    pub seal: Seal,
    /// What makes pictures of them.
    pub studio: Studio,
    /// Most bytes of a file.
    pub largest: u64,
    /// How receivers of webhooks are called.
    pub terms: Terms,
}

/// Most bytes of a file where nothing else is said: 5 GB.
pub const LARGEST: u64 = 5 * 1_000_000_000;

/// The pause between two tries to keep bytes that are just being removed.
const MOMENT: Duration = Duration::from_millis(50);
/// How often that is tried.
const TRIES: u32 = 100;

/// A file that anybody may see.
#[derive(Debug, Clone)]
pub struct Published {
    /// What is known of it.
    pub file: File,
    /// When the asset was changed last, in microseconds since 1970 UTC.
    pub updated_at: i64,
}

impl App {
    /// Where files are kept.
    pub fn files(&self) -> &Files {
        &self.keeping.files
    }

    /// Most bytes of a file.
    pub fn largest_file(&self) -> u64 {
        self.keeping.largest
    }

    /// Receives bytes, which are gone again unless they are kept. Errors: more than are taken; the sender's own.
    pub async fn receive<S, E>(&self, bytes: S) -> Result<Received, Failure>
    where
        S: Stream<Item = Result<Bytes, E>> + Send,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Ok(self.keeping.files.receive(bytes, self.keeping.largest).await?)
    }

    /// Looks at received bytes and keeps them, and tries whether there is a picture of them.
    pub(crate) async fn keep(&self, received: Received, name: &str) -> Result<(file::Bytes, Looked), Failure> {
        let (bytes, mut looked, local) = self.keep_untried(received, name).await?;
        let file = looked.clone().file(String::new(), name.to_owned(), bytes.clone());
        let trouble = self.try_picture(&file, local).await?;
        looked.trouble = looked.trouble.or(trouble);
        Ok((bytes, looked))
    }

    async fn keep_untried(&self, received: Received, name: &str) -> Result<(file::Bytes, Looked, Local), Failure> {
        let (hash, size) = (received.hash, received.size);
        let looked = self.look(received.path().to_owned(), name.to_owned()).await?;
        self.rely(&hash, size).await?;
        let local = self.keeping.files.keep(received).await?;
        let bytes = file::Bytes { hash: hash.to_string(), size, mime: looked.mime.clone() };
        Ok((bytes, looked, local))
    }

    /// Keeps received bytes as a file of that name, for an asset that is written next. The caller knows that there is a
    /// picture of them.
    pub async fn keep_file(&self, received: Received, name: String) -> Result<File, Failure> {
        let (bytes, looked, _) = self.keep_untried(received, &name).await?;
        Ok(looked.file(self.word(), name, bytes))
    }

    /// Keeps received bytes as a file that a job reads or makes.
    pub async fn keep_for_job(&self, received: Received, role: Role, name: &str) -> Result<JobFile, Failure> {
        let (hash, size) = (received.hash, received.size);
        self.rely(&hash, size).await?;
        self.keeping.files.keep(received).await?;
        Ok(JobFile { role, name: name.to_owned(), size, hash: hash.to_string() })
    }

    /// Keeps a file of this machine as one that a job reads.
    pub async fn take_for_job(&self, path: &Path) -> Result<JobFile, Failure> {
        let refused = |error: std::io::Error| Problem::conflict(format!("{}: {error}", path.display()));
        let file = std::fs::File::open(path).map_err(refused)?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let received = self.receive(crate::exports::pieces(file)).await?;
        self.keep_for_job(received, Role::Source, &name).await
    }

    /// The same as [`App::rely`] for a hash as it stands in a record.
    pub(crate) async fn rely_on(&self, hash: &str, size: u64) -> Result<(), Failure> {
        self.rely(&known(hash)?, size).await
    }

    /// Kept bytes as a file of this machine.
    pub(crate) async fn local_file(&self, hash: &str) -> Result<Local, Failure> {
        Ok(self.keeping.files.local(&known(hash)?).await?)
    }

    /// Says that these bytes are about to be kept; if they are just being removed, once that is over.
    async fn rely(&self, hash: &Hash, size: u64) -> Result<(), Failure> {
        for _ in 0..TRIES {
            let text = hash.to_string();
            let touch = async move |conn: &mut Conn<'_>| rows::touch(conn, &text, size).await;
            if self.store.write(Urgency::Interactive, touch).await? {
                return Ok(());
            }
            tokio::time::sleep(MOMENT).await;
        }
        Err(Problem::unavailable("The same file is just being removed. Try again.").into())
    }

    /// The file of the active asset that goes by this key in public addresses.
    pub async fn published(&self, key: &str) -> Result<Option<Published>, Failure> {
        let (field, key) = (file::Fact::Key.field(), key.to_owned());
        let schema = self.schema.current();
        let find = async move |conn: &mut Conn<'_>| {
            let found = rows::with_fact(conn, (field, &key), 0, 1).await?;
            if found.is_empty() { Ok(None) } else { Ok(store::objects::bare(conn, found, &schema).await?.sheets.pop()) }
        };
        let Some(sheet) = self.store.snapshot(find).await? else { return Ok(None) };
        let file = File::of(&sheet.object.body).filter(|file| sheet.object.active && file.bytes.is_some());
        Ok(file.map(|file| Published { file, updated_at: sheet.object.updated.at }))
    }

    /// The bytes of a file, or a part of them. Errors: they are gone.
    pub async fn content(&self, hash: &str, range: Option<std::ops::Range<u64>>) -> Result<Content, Failure> {
        Ok(self.keeping.files.read(&known(hash)?, range).await?)
    }

    /// The SHA-256 of a part of a file.
    pub async fn digest_of(&self, hash: &str, range: std::ops::Range<u64>) -> Result<[u8; 32], Failure> {
        let mut bytes = self.content(hash, Some(range)).await?.bytes;
        let mut context = ring::digest::Context::new(&ring::digest::SHA256);
        while let Some(piece) = bytes.next().await {
            context.update(&piece?);
        }
        let mut digest = [0; 32];
        digest.copy_from_slice(context.finish().as_ref());
        Ok(digest)
    }
}

/// The bytes of a hash as it stands in a record.
pub fn digest(hash: &str) -> Result<[u8; 32], Failure> {
    Ok(known(hash)?.bytes())
}

/// A hash as it stands in a record.
fn known(hash: &str) -> Result<Hash, Failure> {
    hash.parse().map_err(|error: files::InvalidHash| Failure::Internal(Box::new(error)))
}

impl From<files::Error> for Failure {
    fn from(error: files::Error) -> Self {
        match error {
            files::Error::NotFound => Problem::new(Kind::NotFound, "The bytes of this file are gone.").into(),
            files::Error::TooLarge { limit } => {
                Problem::new(Kind::TooLarge, format!("A file may have {limit} bytes; this one has more.")).into()
            }
            files::Error::Full | files::Error::Unavailable(_) => {
                tracing::warn!(%error, "files can't be kept");
                Problem::unavailable("Files cannot be kept or read just now. Try again.").into()
            }
            files::Error::Busy => Problem::conflict("Another request sends this file just now.").into(),
            files::Error::Offset { length } => {
                Problem::conflict(format!("The upload has {length} bytes; go on from there.")).into()
            }
            files::Error::Source(error) => match error.downcast::<Failure>() {
                Ok(failure) => *failure,
                Err(error) => Problem::new(Kind::Malformed, format!("The file broke off: {error}.")).into(),
            },
            error => Self::Internal(Box::new(error)),
        }
    }
}
