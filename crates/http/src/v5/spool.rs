//! Long bodies on their way in and out: in memory up to 1 MiB, then in a temporary file.

use std::fs::File as StdFile;
use std::io::{self, BufReader, BufWriter, Cursor, Read, Seek, Write};

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use futures_util::stream;
use http_body_util::BodyExt;
use tempfile::{SpooledData, SpooledTempFile};
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};

use crate::errors::Refusal;
use crate::limits;

const IN_MEMORY: usize = 1 << 20;
const PIECE: usize = 64 << 10;

/// Takes in a whole body. Errors: too large, cut off on its way, or no room to keep it.
pub async fn receive(mut body: Body) -> Result<Box<dyn Read + Send>, Refusal> {
    let mut held = Vec::new();
    let mut file: Option<File> = None;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(limits::read_error)?.into_data() else { continue };
        held.extend_from_slice(&data);
        if held.len() > IN_MEMORY {
            let file = match &mut file {
                Some(file) => file,
                None => file.insert(File::from_std(temporary().await?)),
            };
            file.write_all(&held).await?;
            held.clear();
        }
    }
    let Some(mut file) = file else { return Ok(Box::new(Cursor::new(held))) };
    file.write_all(&held).await?;
    file.flush().await?;
    file.rewind().await?;
    Ok(Box::new(BufReader::with_capacity(PIECE, file.into_std().await)))
}

async fn temporary() -> Result<StdFile, Refusal> {
    let made = tokio::task::spawn_blocking(tempfile::tempfile).await;
    Ok(made.map_err(io::Error::from)??)
}

/// The rest of a file.
pub fn body_of(file: StdFile) -> Body {
    Body::from_stream(stream::try_unfold(File::from_std(file), async |mut file| {
        let mut piece = BytesMut::with_capacity(PIECE);
        let read = file.read_buf(&mut piece).await?;
        Ok::<_, io::Error>((read > 0).then(|| (piece.freeze(), file)))
    }))
}

/// An answer that grows.
pub struct Outgoing(BufWriter<SpooledTempFile>);

impl Outgoing {
    /// An empty one.
    pub fn new() -> Self {
        Self(BufWriter::with_capacity(PIECE, SpooledTempFile::new(IN_MEMORY)))
    }

    /// The whole of it, if it is short.
    pub fn into_bytes(self) -> io::Result<Option<Bytes>> {
        let spooled = self.0.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok(match spooled.into_inner() {
            SpooledData::InMemory(bytes) => Some(bytes.into_inner().into()),
            SpooledData::OnDisk(_) => None,
        })
    }

    /// The whole of it.
    pub fn into_body(self) -> io::Result<Body> {
        let spooled = self.0.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok(match spooled.into_inner() {
            SpooledData::InMemory(bytes) => Body::from(bytes.into_inner()),
            SpooledData::OnDisk(mut file) => {
                file.rewind()?;
                body_of(file)
            }
        })
    }
}

impl Write for Outgoing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_goes_in_comes_out() {
        for size in [0, 5, IN_MEMORY, 3 * IN_MEMORY + 7] {
            let bytes: Vec<u8> = (0..size).map(|n| n.to_le_bytes()[0]).collect();
            let pieces: Vec<_> = bytes.chunks(10_000).map(|piece| Ok::<_, io::Error>(piece.to_vec())).collect();
            let mut read = Vec::new();
            receive(Body::from_stream(stream::iter(pieces))).await.unwrap().read_to_end(&mut read).unwrap();
            assert!(read == bytes, "{size} in");

            let mut out = Outgoing::new();
            bytes.chunks(10_000).for_each(|piece| out.write_all(piece).unwrap());
            let sent = out.into_body().unwrap().collect().await.unwrap().to_bytes();
            assert!(sent == bytes, "{size} out");
        }
    }
}
