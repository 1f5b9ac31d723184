//! Texts of one JSON value a line (NDJSON).

use std::io::{self, BufRead, BufReader, Read};

/// Most bytes of a line.
pub const LONGEST: u64 = 4 << 20;

/// Reads line by line; empty lines are passed over.
pub struct Lines<R> {
    /// `None`: it can't be read any further.
    reader: Option<BufReader<R>>,
    line: u64,
}

/// Why there is no line.
#[derive(Debug, thiserror::Error)]
pub enum Unread {
    /// It is too long; those after it can be read.
    #[error("a line may have {LONGEST} bytes")]
    TooLong,
    /// The rest is lost.
    #[error(transparent)]
    Lost(#[from] io::Error),
}

impl<R: Read> Lines<R> {
    /// The lines of a text.
    pub fn of(text: R) -> Self {
        Self { reader: Some(BufReader::with_capacity(64 << 10, text)), line: 0 }
    }

    /// The number of the line that was read last, from 1; those that were passed over count.
    pub fn number(&self) -> u64 {
        self.line
    }

    fn read(&mut self) -> io::Result<Option<Result<Vec<u8>, Unread>>> {
        let Some(reader) = &mut self.reader else { return Ok(None) };
        loop {
            let mut line = Vec::new();
            if reader.by_ref().take(LONGEST + 1).read_until(b'\n', &mut line)? == 0 {
                return Ok(None);
            }
            self.line += 1;
            if line.len() as u64 > LONGEST && line.last() != Some(&b'\n') {
                reader.skip_until(b'\n')?;
                return Ok(Some(Err(Unread::TooLong)));
            }
            line.truncate(line.trim_ascii_end().len());
            if !line.is_empty() {
                return Ok(Some(Ok(line)));
            }
        }
    }
}

impl<R: Read> Iterator for Lines<R> {
    type Item = Result<Vec<u8>, Unread>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().unwrap_or_else(|error| {
            self.reader = None;
            Some(Err(error.into()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_one_by_one_and_long_ones_are_refused() {
        let longest = usize::try_from(LONGEST).unwrap();
        let text = format!("a\n\n  \r\n{}\n{}\nb\r\n{}", "x".repeat(longest), "y".repeat(3 * longest), "last");
        let mut lines = Lines::of(text.as_bytes());
        let mut told = Vec::new();
        while let Some(line) = lines.next() {
            told.push((lines.number(), line.map(|line| line.len()).map_err(|unread| unread.to_string())));
        }
        let too_long = Err(format!("a line may have {LONGEST} bytes"));
        assert_eq!(told, [(1, Ok(1)), (4, Ok(longest)), (5, too_long), (6, Ok(1)), (7, Ok(4))]);
    }

    #[test]
    fn what_is_lost_is_told_once() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("gone"))
            }
        }
        let read: Vec<_> =
            Lines::of(b"a\n".chain(Broken)).map(|line| line.map_err(|unread| unread.to_string())).collect();
        assert_eq!(read, [Ok(b"a".to_vec()), Err("gone".to_owned())]);
    }
}
