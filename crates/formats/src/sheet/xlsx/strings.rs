//! The strings that a workbook keeps apart from its sheets, which name them by their number.
//!
//! They lie in blocks, the first in memory, the others in a temporary file, of which a few are kept that were asked for
//! last. Programs number strings as they come up in the rows, so neighbours are asked for together.

use std::{
    fs::File,
    io::{self, BufWriter, Read, Seek, SeekFrom, Write},
};

use quick_xml::events::Event;

use super::xml::Xml;
use crate::sheet::{Error, limits};

/// Strings of a block.
const BLOCK: usize = 16;
/// Blocks of the file that are kept. Where each would be is the rest of its number.
const KEPT: usize = 256;

/// All strings of a workbook.
#[derive(Default)]
pub struct Strings {
    count: usize,
    memory: Vec<Vec<u8>>,
    file: Option<Spilled>,
}

/// The blocks that follow those in memory.
struct Spilled {
    file: File,
    /// Where each begins, and the last one ends.
    starts: Vec<u64>,
    kept: Vec<Option<(usize, Vec<u8>)>>,
}

impl Strings {
    /// Reads them all.
    pub fn read(mut xml: Xml<'_>) -> Result<Self, Error> {
        let mut strings = Gathered::default();
        loop {
            match xml.next()? {
                Event::Start(start) if start.local_name().as_ref() == b"si" => {
                    let string = xml.string(b"si")?;
                    strings.push(&string)?;
                }
                Event::Eof => return Ok(strings.done()?),
                _ => {}
            }
        }
    }

    /// The string of that number, counted from 0.
    pub fn get(&mut self, number: usize) -> io::Result<Option<String>> {
        if number >= self.count {
            return Ok(None);
        }
        let (block, place) = (number / BLOCK, number % BLOCK);
        let bytes = match (self.memory.get(block), &mut self.file) {
            (Some(bytes), _) => bytes,
            (None, Some(file)) => file.block(block - self.memory.len())?,
            (None, None) => return Ok(None),
        };
        Ok(string(bytes, place))
    }
}

impl Spilled {
    fn block(&mut self, number: usize) -> io::Result<&[u8]> {
        let kept = &mut self.kept[number % KEPT];
        if kept.as_ref().is_none_or(|(known, _)| *known != number) {
            let (start, end) = (self.starts[number], self.starts[number + 1]);
            let mut bytes = Vec::new();
            self.file.seek(SeekFrom::Start(start))?;
            (&self.file).take(end - start).read_to_end(&mut bytes)?;
            *kept = Some((number, bytes));
        }
        Ok(kept.as_ref().map_or(&[], |(_, bytes)| bytes))
    }
}

/// A string of a block: before each stands its length.
fn string(mut block: &[u8], place: usize) -> Option<String> {
    for _ in 0..place {
        let (_, rest) = split(block)?;
        block = rest;
    }
    let (string, _) = split(block)?;
    String::from_utf8(string.to_vec()).ok()
}

fn split(block: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = block.split_first_chunk::<4>()?;
    rest.split_at_checked(u32::from_le_bytes(*length) as usize)
}

/// Strings while they are read.
#[derive(Default)]
struct Gathered {
    count: usize,
    /// The block that isn't full yet.
    block: Vec<u8>,
    memory: Vec<Vec<u8>>,
    in_memory: usize,
    file: Option<BufWriter<File>>,
    starts: Vec<u64>,
}

impl Gathered {
    fn push(&mut self, string: &str) -> io::Result<()> {
        let length = u32::try_from(string.len()).map_err(io::Error::other)?;
        self.block.extend_from_slice(&length.to_le_bytes());
        self.block.extend_from_slice(string.as_bytes());
        self.count += 1;
        if self.count.is_multiple_of(BLOCK) { self.close() } else { Ok(()) }
    }

    /// Puts the block where it belongs: into the file as soon as memory is full.
    fn close(&mut self) -> io::Result<()> {
        if self.file.is_none() && self.in_memory + self.block.len() <= limits::STRINGS_IN_MEMORY {
            self.in_memory += self.block.len();
            self.memory.push(self.block.as_slice().to_vec());
        } else {
            if self.file.is_none() {
                self.file = Some(BufWriter::new(tempfile::tempfile()?));
                self.starts.push(0);
            }
            let end = self.starts.last().copied().unwrap_or_default() + self.block.len() as u64;
            self.file.as_mut().map_or(Ok(()), |file| file.write_all(&self.block))?;
            self.starts.push(end);
        }
        self.block.clear();
        Ok(())
    }

    fn done(mut self) -> io::Result<Strings> {
        self.close()?;
        let file = self.file.map(|file| file.into_inner().map_err(io::IntoInnerError::into_error)).transpose()?;
        let file = file.map(|file| Spilled { file, starts: self.starts, kept: vec![None; KEPT] });
        Ok(Strings { count: self.count, memory: self.memory, file })
    }
}
