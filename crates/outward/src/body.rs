//! The bytes of a file, as they come.

use bytes::{Bytes, BytesMut};
use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream, StreamExt};
use tokio::io::{AsyncRead, AsyncReadExt};

use crate::clock::Clock;
use crate::{Limits, Refused};

/// How many bytes are read at once.
pub(crate) const CHUNK: usize = 64 * 1024;

/// How what is read ends, once it has ended.
pub(crate) type End<R> = Box<dyn FnOnce(R) -> BoxFuture<'static, Result<(), Refused>> + Send>;

/// What is read, which has `length` bytes if that is known, and must end well.
pub(crate) fn body<R: AsyncRead + Send + Unpin + 'static>(
    reader: R,
    length: Option<u64>,
    limits: Limits,
    clock: Clock,
    end: End<R>,
) -> BoxStream<'static, Result<Bytes, Refused>> {
    let limit = limits.size;
    stream::try_unfold(Some((reader, 0, end)), move |state| async move {
        let Some((mut reader, taken, end)) = state else { return Ok(None) };
        let mut buffer = BytesMut::with_capacity(CHUNK);
        let read = clock.wait(reader.read_buf(&mut buffer)).await?.map_err(|_| Refused::BrokenOff)?;
        let taken = taken + read as u64;
        if taken > limit {
            return Err(Refused::TooLarge { limit });
        }
        if read > 0 {
            return Ok(Some((buffer.freeze(), Some((reader, taken, end)))));
        }
        clock.wait(end(reader)).await??;
        if length.is_some_and(|length| taken < length) { Err(Refused::BrokenOff) } else { Ok(None) }
    })
    .boxed()
}

/// Fails if so many bytes are more than are taken.
pub(crate) fn check_size(length: u64, limits: Limits) -> Result<(), Refused> {
    if length > limits.size { Err(Refused::TooLarge { limit: limits.size }) } else { Ok(()) }
}
