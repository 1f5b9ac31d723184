//! Bytes on their way out.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::ops::Range;

use bytes::Bytes;
use futures_util::stream::{self, BoxStream, Stream, StreamExt};

use crate::Error;
use crate::error::blocking;
use crate::receive::CHUNK;

/// Kept bytes, or a range of them.
pub struct Content {
    /// How many bytes the whole has.
    pub size: u64,
    /// Which of them come: what was asked for, as far as it exists.
    pub range: Range<u64>,
    /// The bytes, read as they are asked for.
    pub bytes: BoxStream<'static, Result<Bytes, Error>>,
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Content").field("size", &self.size).field("range", &self.range).finish_non_exhaustive()
    }
}

/// The part of `wanted` that exists.
pub(crate) fn clamp(wanted: Option<Range<u64>>, size: u64) -> Range<u64> {
    let wanted = wanted.unwrap_or(0..size);
    let end = wanted.end.min(size);
    wanted.start.min(end)..end
}

/// The next `left` bytes of `file`.
pub(crate) fn of_file(file: File, left: u64) -> impl Stream<Item = Result<Bytes, Error>> + Send + 'static {
    stream::try_unfold((file, left), |(mut file, left)| async move {
        if left == 0 {
            return Ok(None);
        }
        blocking(move || {
            let size = usize::try_from(left).map_or(CHUNK, |left| left.min(CHUNK));
            let mut buffer = Vec::with_capacity(size);
            let read = (&mut file).take(size as u64).read_to_end(&mut buffer)?;
            if read == 0 {
                return Err(Error::Io(io::ErrorKind::UnexpectedEof.into()));
            }
            Ok(Some((Bytes::from(buffer), (file, left - read as u64))))
        })
        .await
    })
    .boxed()
}
