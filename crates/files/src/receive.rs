//! Writing down a stream of bytes, hashing on the way, in constant memory.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use ring::digest::{Context, SHA256};
use tempfile::{NamedTempFile, TempPath};

use crate::error::blocking;
use crate::{Error, Hash};

/// How many bytes are gathered before a thread is bothered with them.
pub(crate) const CHUNK: usize = 256 * 1024;

/// Bytes that have come whole and are not kept yet. Dropped, they are gone, unless they are a
/// part's: that stays until it is kept or removed.
#[derive(Debug)]
pub struct Received {
    /// Their address.
    pub hash: Hash,
    /// How many they are.
    pub size: u64,
    pub(crate) held: Held,
}

/// What holds received bytes.
#[derive(Debug)]
pub(crate) enum Held {
    Temporary(NamedTempFile),
    /// The file is locked, so that nobody appends.
    Part(File, PathBuf),
}

impl Received {
    /// Where the bytes lie, to look at.
    pub fn path(&self) -> &Path {
        self.held.path()
    }

    /// The same, kept elsewhere by now: this copy goes when it is dropped, a part's too.
    pub(crate) fn passing(self) -> Result<Self, Error> {
        let held = match self.held {
            Held::Part(file, path) => Held::Temporary(NamedTempFile::from_parts(file, TempPath::try_from_path(path)?)),
            temporary @ Held::Temporary(_) => temporary,
        };
        Ok(Self { held, ..self })
    }
}

impl Held {
    pub(crate) fn file(&self) -> &File {
        match self {
            Self::Temporary(file) => file.as_file(),
            Self::Part(file, _) => file,
        }
    }

    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::Temporary(file) => file.path(),
            Self::Part(_, path) => path,
        }
    }

    /// Lets go of the file, which has another name now.
    pub(crate) fn release(self) {
        if let Self::Temporary(mut file) = self {
            file.disable_cleanup(true);
        }
    }

    /// Removes the file, which is kept elsewhere.
    pub(crate) fn remove(self) -> io::Result<()> {
        match self {
            Self::Temporary(file) => file.close(),
            Self::Part(_, path) => std::fs::remove_file(path),
        }
    }
}

/// A temporary file that knows the hash of what was written to it.
struct Hashing {
    file: NamedTempFile,
    digest: Context,
    size: u64,
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.digest.update(&bytes[..written]);
        self.size += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Takes up to `limit` bytes into `file`.
pub(crate) async fn receive<S, E>(stream: S, limit: u64, file: NamedTempFile) -> Result<Received, Error>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let hashing = Hashing { file, digest: Context::new(&SHA256), size: 0 };
    let Hashing { file, digest, size } = pour(stream, limit, limit, hashing).await?;
    Ok(Received { hash: Hash::from_digest(&digest.finish()), size, held: Held::Temporary(file) })
}

/// Takes the bytes of a part that is whole.
pub(crate) fn of_part(mut file: File, path: PathBuf) -> Result<Received, Error> {
    let (mut digest, mut size) = (Context::new(&SHA256), 0);
    let mut buffer = vec![0; CHUNK];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok(Received { hash: Hash::from_digest(&digest.finish()), size, held: Held::Part(file, path) });
        }
        digest.update(&buffer[..read]);
        size += read as u64;
    }
}

/// Writes up to `room` bytes of `stream` to `sink`; one more is too large for the `limit`.
/// What came before the stream failed is written.
pub(crate) async fn pour<S, E, W>(stream: S, room: u64, limit: u64, mut sink: W) -> Result<W, Error>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
    W: Write + Send + 'static,
{
    let mut stream = std::pin::pin!(stream);
    let (mut waiting, mut gathered, mut left) = (Vec::new(), 0, room);
    loop {
        let next = stream.next().await;
        if let Some(Ok(bytes)) = &next {
            left = left.checked_sub(bytes.len() as u64).ok_or(Error::TooLarge { limit })?;
            gathered += bytes.len();
            waiting.push(bytes.clone());
            if gathered < CHUNK {
                continue;
            }
        }
        let chunk: Vec<Bytes> = std::mem::take(&mut waiting);
        gathered = 0;
        sink = blocking(move || {
            chunk.iter().try_for_each(|bytes| sink.write_all(bytes))?;
            Ok(sink)
        })
        .await?;
        match next {
            Some(Ok(_)) => (),
            Some(Err(error)) => return Err(Error::Source(error.into())),
            None => return Ok(sink),
        }
    }
}
