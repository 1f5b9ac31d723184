//! Writing: rows are gathered to parts of a bounded size, packed, and written one after the other.

use std::io::{self, Read, Write};

use ring::digest::{SHA256, digest};
use serde::Serialize;

use super::blocks::{Blocks, hex};
use super::stored::file_name;
use super::{HEADER, Header, MANIFEST, Manifest, Part, SUM, TableParts, part_name};

/// Bytes of rows, unpacked, at which a part is full: what both sides hold in memory.
const FULL: usize = 4 * 1024 * 1024;
/// Of zstd: its usual one. Disks are slower.
const LEVEL: i32 = 3;

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// Rows of all tables.
    pub rows: u64,
    /// Files.
    pub files: u64,
    /// Bytes of the archive.
    pub bytes: u64,
}

/// An archive on its way.
pub struct Writer<W> {
    blocks: Blocks<W>,
    manifest: Manifest,
    /// The lines of the part that isn't full yet.
    lines: Vec<u8>,
    rows: u64,
}

impl<W: Write> Writer<W> {
    /// Begins an archive.
    pub fn new(out: W, header: &Header) -> io::Result<Self> {
        let mut blocks = Blocks::new(out);
        blocks.entry(HEADER, &pretty(header)?)?;
        Ok(Self { blocks, manifest: Manifest::default(), lines: Vec::new(), rows: 0 })
    }

    /// Begins a table; its rows follow.
    pub fn table(&mut self, name: &str, columns: Vec<String>) -> io::Result<()> {
        self.flush()?;
        self.manifest.tables.push(TableParts { name: name.to_owned(), columns, rows: 0, parts: Vec::new() });
        Ok(())
    }

    /// Adds a row to the table that was begun last.
    pub fn row(&mut self, row: &impl Serialize) -> io::Result<()> {
        if self.rows == 0
            && let Some(table) = self.manifest.tables.last()
        {
            line(&mut self.lines, &table.columns)?;
        }
        line(&mut self.lines, row)?;
        self.rows += 1;
        if self.lines.len() >= FULL { self.flush() } else { Ok(()) }
    }

    /// Adds a file, after all tables, in the order of hashes. Errors: it has another size.
    pub fn file(&mut self, hash: &str, size: u64, content: &mut dyn Read) -> io::Result<()> {
        self.flush()?;
        self.blocks.stream(&file_name(hash), size, content)?;
        self.manifest.files += 1;
        Ok(())
    }

    /// Ends the archive, and gives back what it was written to.
    pub fn finish(mut self) -> io::Result<(W, Written)> {
        self.flush()?;
        self.blocks.entry(MANIFEST, &pretty(&self.manifest)?)?;
        let sum = self.blocks.sum() + "\n";
        self.blocks.entry(SUM, sum.as_bytes())?;
        let (out, bytes) = self.blocks.end()?;
        Ok((out, Written { rows: self.manifest.rows(), files: self.manifest.files, bytes }))
    }

    fn flush(&mut self) -> io::Result<()> {
        let Some(table) = self.manifest.tables.last_mut().filter(|_| self.rows > 0) else { return Ok(()) };
        let name = part_name(&table.name, table.parts.len() + 1);
        let packed = zstd::bulk::compress(&self.lines, LEVEL)?;
        self.blocks.entry(&name, &packed)?;
        let sha256 = hex(digest(&SHA256, &packed).as_ref());
        table.parts.push(Part { name, rows: self.rows, unpacked: self.lines.len() as u64, sha256 });
        table.rows += self.rows;
        self.lines.clear();
        self.rows = 0;
        Ok(())
    }
}

fn line(lines: &mut Vec<u8>, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *lines, value)?;
    lines.push(b'\n');
    Ok(())
}

fn pretty(value: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut text = serde_json::to_vec_pretty(value)?;
    text.push(b'\n');
    Ok(text)
}
