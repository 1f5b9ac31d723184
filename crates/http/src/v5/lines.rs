//! The lines of an NDJSON body.

use std::io::{self, BufRead, BufReader, Read};

use model::problem::{Kind, Problem};

/// Most bytes of a line.
const LONGEST: u64 = 4 << 20;

/// Reads line by line; empty lines are passed over.
pub struct Lines<R>(Option<BufReader<R>>);

impl<R: Read> Lines<R> {
    /// The lines of a text.
    pub fn of(text: R) -> Self {
        Self(Some(BufReader::with_capacity(64 << 10, text)))
    }

    fn line(&mut self) -> io::Result<Option<Result<Vec<u8>, Problem>>> {
        let Some(reader) = &mut self.0 else { return Ok(None) };
        loop {
            let mut line = Vec::new();
            if reader.by_ref().take(LONGEST + 1).read_until(b'\n', &mut line)? == 0 {
                return Ok(None);
            }
            if line.len() as u64 > LONGEST && line.last() != Some(&b'\n') {
                reader.skip_until(b'\n')?;
                return Ok(Some(Err(Problem::new(Kind::TooLarge, format!("A line may have {LONGEST} bytes.")))));
            }
            line.truncate(line.trim_ascii_end().len());
            if !line.is_empty() {
                return Ok(Some(Ok(line)));
            }
        }
    }
}

impl<R: Read> Iterator for Lines<R> {
    type Item = Result<Vec<u8>, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        self.line().unwrap_or_else(|error| {
            tracing::error!(%error, "a spooled body could not be read back");
            self.0 = None;
            Some(Err(Problem::unavailable("The rest of the body was lost. Send it again.")))
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
        let read: Vec<_> = Lines::of(text.as_bytes()).collect();
        let told: Vec<_> =
            read.iter().map(|line| line.as_ref().map(Vec::len).map_err(|problem| problem.kind)).collect();
        assert_eq!(told, [Ok(1), Ok(longest), Err(Kind::TooLarge), Ok(1), Ok(4)]);
    }
}
