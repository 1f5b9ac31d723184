//! The end of the time that a file has.

use std::io::{self, BufRead, Cursor, Read, Seek, SeekFrom};
use std::time::{Duration, Instant};

use crate::unrenderable::Unrenderable;

/// Bytes that a decoder is given at once: between two of them the clock is looked at.
const PIECE: usize = 64 * 1024;

/// A moment after which work on a file ends.
#[derive(Debug, Clone, Copy)]
pub struct Deadline {
    begin: Instant,
    time: Duration,
}

impl Deadline {
    /// So long from now.
    pub fn after(time: Duration) -> Self {
        Self { begin: Instant::now(), time }
    }

    /// Error: it is over.
    pub fn check(self) -> Result<(), Unrenderable> {
        if self.left().is_zero() { Err(Unrenderable::TooSlow(self.time)) } else { Ok(()) }
    }

    /// What is left of the time.
    pub fn left(self) -> Duration {
        self.time.saturating_sub(self.begin.elapsed())
    }
}

/// A file that can't be read any more when the time is over: so decoders end, whatever they are doing.
pub struct Timed<'a> {
    bytes: Cursor<&'a [u8]>,
    deadline: Deadline,
}

impl<'a> Timed<'a> {
    /// These bytes, until then.
    pub fn new(bytes: &'a [u8], deadline: Deadline) -> Self {
        Self { bytes: Cursor::new(bytes), deadline }
    }

    fn check(&self) -> io::Result<()> {
        self.deadline.check().map_err(|_| io::Error::from(io::ErrorKind::TimedOut))
    }
}

impl Read for Timed<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.check()?;
        self.bytes.read(into)
    }
}

impl BufRead for Timed<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.check()?;
        let rest = self.bytes.fill_buf()?;
        Ok(&rest[..rest.len().min(PIECE)])
    }

    fn consume(&mut self, amount: usize) {
        self.bytes.consume(amount);
    }
}

impl Seek for Timed<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_read_when_the_time_is_over() {
        let mut bytes = Vec::new();
        let over = Deadline::after(Duration::ZERO);
        assert!(Timed::new(b"bytes", over).read_to_end(&mut bytes).is_err() && bytes.is_empty());
        assert_eq!(over.check(), Err(Unrenderable::TooSlow(Duration::ZERO)));
        let later = Deadline::after(Duration::from_mins(1));
        assert_eq!(Timed::new(b"bytes", later).read_to_end(&mut bytes).ok(), Some(5));
    }
}
