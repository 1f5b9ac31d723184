//! UTF-8 on its way into another encoding.

use std::io::{self, Write};

use encoding_rs::{CoderResult, Encoder, EncoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes that are encoded at a time.
const PIECE: usize = 4 * 1024;

/// Writes text, which comes in pieces that are cut anywhere, in an encoding.
pub struct Encoded<W> {
    out: W,
    code: Code,
    /// What is there of a character that isn't whole yet.
    rest: Vec<u8>,
}

enum Code {
    /// It stays as it is.
    Utf8,
    /// The bytes of a unit.
    Utf16(fn(u16) -> [u8; 2]),
    Other(Box<Encoder>),
}

impl<W: Write> Encoded<W> {
    pub fn new(out: W, encoding: &'static Encoding) -> Self {
        let code = if encoding == UTF_8 {
            Code::Utf8
        } else if encoding == UTF_16LE {
            Code::Utf16(u16::to_le_bytes)
        } else if encoding == UTF_16BE {
            Code::Utf16(u16::to_be_bytes)
        } else {
            Code::Other(Box::new(encoding.new_encoder()))
        };
        Self { out, code, rest: Vec::new() }
    }

    /// What is written to. Some encodings have something to say at the end.
    pub fn finish(mut self) -> io::Result<W> {
        self.code.write("", true, &mut self.out)?;
        self.out.flush()?;
        Ok(self.out)
    }
}

impl<W: Write> Write for Encoded<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Self { out, code, rest } = self;
        if matches!(code, Code::Utf8) {
            return out.write(bytes);
        }
        rest.extend_from_slice(bytes);
        // All of it is text: nothing but its end may be cut.
        let whole = std::str::from_utf8(rest).map_or_else(|cut| cut.valid_up_to(), str::len);
        let text = std::str::from_utf8(&rest[..whole]).map_err(io::Error::other)?;
        code.write(text, false, out)?;
        rest.drain(..whole);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Code {
    fn write(&mut self, mut text: &str, last: bool, out: &mut impl Write) -> io::Result<()> {
        match self {
            Self::Utf8 => out.write_all(text.as_bytes()),
            Self::Utf16(bytes) => out.write_all(&text.encode_utf16().flat_map(*bytes).collect::<Vec<u8>>()),
            Self::Other(encoder) => {
                let mut piece = [0; PIECE];
                loop {
                    let (result, read, written, _) = encoder.encode_from_utf8(text, &mut piece, last);
                    out.write_all(&piece[..written])?;
                    text = &text[read..];
                    if result == CoderResult::InputEmpty {
                        return Ok(());
                    }
                }
            }
        }
    }
}

/// The first character of a text that an encoding hasn't got.
pub fn lacking(encoding: &'static Encoding, text: &str) -> Option<char> {
    // That of UTF-16 is UTF-8 too.
    if encoding.output_encoding() == UTF_8 || text.is_ascii() {
        return None;
    }
    let (mut encoder, mut text, mut piece) = (encoding.new_encoder(), text, [0; PIECE]);
    loop {
        let (result, read, _) = encoder.encode_from_utf8_without_replacement(text, &mut piece, true);
        text = &text[read..];
        match result {
            EncoderResult::InputEmpty => return None,
            EncoderResult::OutputFull => {}
            EncoderResult::Unmappable(character) => return Some(character),
        }
    }
}
