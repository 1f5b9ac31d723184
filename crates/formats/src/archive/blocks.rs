//! Tar, as strict as can be: regular entries alone, each a block of header and whole blocks of content.
//!
//! The library's reader takes what many programs ever wrote, and passes over what it doesn't understand. Here only what
//! [`Blocks`] itself writes is right.

use std::io::{self, Read, Write};

use ring::digest::{Context, SHA256};
use tar::{EntryType, Header};

use super::Damage;

/// The unit of tar.
pub const BLOCK: usize = 512;
/// Bytes read at a time.
const PIECE: usize = 64 * 1024;
/// Two empty blocks end the archive.
pub const END: [u8; 2 * BLOCK] = [0; 2 * BLOCK];

/// The header of an entry. It tells nothing of where and by whom it was made.
fn header(name: &str, size: u64) -> io::Result<Header> {
    let mut header = Header::new_ustar();
    header.set_path(name)?;
    header.set_entry_type(EntryType::Regular);
    header.set_size(size);
    header.set_mode(0o600);
    header.set_mtime(0);
    header.set_uid(0);
    header.set_gid(0);
    header.set_cksum();
    Ok(header)
}

/// Zeros that fill the last block of `size` bytes.
fn padding(size: u64) -> &'static [u8] {
    let over = usize::try_from(size % BLOCK as u64).unwrap_or_default();
    &END[..(BLOCK - over) % BLOCK]
}

/// Writes entries, and knows the SHA-256 of all that it wrote.
pub struct Blocks<W> {
    out: W,
    sum: Context,
    pub written: u64,
}

impl<W: Write> Blocks<W> {
    pub fn new(out: W) -> Self {
        Self { out, sum: Context::new(&SHA256), written: 0 }
    }

    pub fn entry(&mut self, name: &str, content: &[u8]) -> io::Result<()> {
        let size = content.len() as u64;
        self.write(header(name, size)?.as_bytes())?;
        self.write(content)?;
        self.write(padding(size))
    }

    /// An entry of that size, read piece by piece. Errors: it is of another size.
    pub fn stream(&mut self, name: &str, size: u64, content: &mut dyn Read) -> io::Result<()> {
        self.write(header(name, size)?.as_bytes())?;
        let (mut left, mut buffer) = (size, vec![0; PIECE]);
        while left > 0 {
            let some = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            content.read_exact(&mut buffer[..some])?;
            self.write(&buffer[..some])?;
            left -= some as u64;
        }
        self.write(padding(size))
    }

    /// The sum of all entries until now.
    pub fn sum(&self) -> String {
        hex(self.sum.clone().finish().as_ref())
    }

    pub fn end(mut self) -> io::Result<(W, u64)> {
        self.write(&END)?;
        self.out.flush()?;
        Ok((self.out, self.written))
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.sum.update(bytes);
        self.written += bytes.len() as u64;
        Ok(())
    }
}

/// An entry that was found.
pub struct Entry {
    pub name: String,
    /// Where its content begins.
    pub at: u64,
    pub size: u64,
    pub sha256: String,
    /// Its content, where it was asked for.
    pub content: Vec<u8>,
    /// Of everything before it.
    before: Context,
}

impl Entry {
    /// The sum of everything before it.
    pub fn sum_before(&self) -> String {
        hex(self.before.clone().finish().as_ref())
    }
}

/// Reads entries one after the other, every byte of them.
pub struct Scan<R> {
    input: R,
    sum: Context,
    at: u64,
    last: String,
}

impl<R: Read> Scan<R> {
    pub fn new(input: R) -> Self {
        Self { input, sum: Context::new(&SHA256), at: 0, last: String::new() }
    }

    /// The next entry; `None`: the archive ends here, as it should. The content is kept where `keep` wants it.
    pub fn next(&mut self, keep: impl Fn(&str) -> bool) -> Result<Option<Entry>, Damage> {
        let before = self.sum.clone();
        let mut block = [0; BLOCK];
        self.read(&mut block)?;
        if block == END[..BLOCK] {
            self.end()?;
            return Ok(None);
        }
        let (name, size) = self.understood(&block)?;
        self.last = format!("within {name}");
        let at = self.at;
        let (sha256, content) = self.content(size, keep(&name))?;
        let mut rest = [0; BLOCK];
        let rest = &mut rest[..padding(size).len()];
        self.read(rest)?;
        if rest != padding(size) {
            return Err(self.broken());
        }
        self.last = format!("after {name}");
        Ok(Some(Entry { name, at, size, sha256, content, before }))
    }

    /// Name and size of an entry, if its header is the one that we would write.
    fn understood(&self, block: &[u8; BLOCK]) -> Result<(String, u64), Damage> {
        understood(block).ok_or_else(|| {
            let is_tar = Header::from_byte_slice(block).as_ustar().is_some();
            if self.at == BLOCK as u64 && !is_tar { Damage::Other } else { self.broken() }
        })
    }

    fn content(&mut self, size: u64, keep: bool) -> Result<(String, Vec<u8>), Damage> {
        let (mut own, mut kept, mut left) = (Context::new(&SHA256), Vec::new(), size);
        let mut buffer = vec![0; PIECE.min(usize::try_from(size).unwrap_or(PIECE))];
        while left > 0 {
            let some = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            self.read(&mut buffer[..some])?;
            own.update(&buffer[..some]);
            if keep {
                kept.extend_from_slice(&buffer[..some]);
            }
            left -= some as u64;
        }
        Ok((hex(own.finish().as_ref()), kept))
    }

    fn end(&mut self) -> Result<(), Damage> {
        let mut block = [0; BLOCK];
        self.read(&mut block)?;
        if block != END[..BLOCK] {
            return Err(self.broken());
        }
        match self.input.read(&mut [0])? {
            0 => Ok(()),
            _ => Err(Damage::Longer { at: self.at }),
        }
    }

    /// Fills the buffer.
    fn read(&mut self, buffer: &mut [u8]) -> Result<(), Damage> {
        let mut filled = 0;
        while filled < buffer.len() {
            match self.input.read(&mut buffer[filled..]) {
                Ok(0) => return Err(Damage::Truncated { at: self.at + filled as u64, after: self.place() }),
                Ok(some) => filled += some,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        self.sum.update(buffer);
        self.at += buffer.len() as u64;
        Ok(())
    }

    fn broken(&self) -> Damage {
        Damage::Frame { at: self.at - BLOCK.min(usize::try_from(self.at).unwrap_or(BLOCK)) as u64, after: self.place() }
    }

    fn place(&self) -> String {
        if self.last.is_empty() { "in its first entry".to_owned() } else { self.last.clone() }
    }
}

/// Name and size of an entry, if its header is the one that we would write.
pub fn understood(block: &[u8; BLOCK]) -> Option<(String, u64)> {
    let found = Header::from_byte_slice(block);
    let name = found.path().ok().and_then(|path| path.to_str().map(str::to_owned));
    let read = name.zip(found.size().ok());
    read.filter(|(name, size)| header(name, *size).is_ok_and(|ours| ours.as_bytes() == block))
}

/// Bytes as small hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}
