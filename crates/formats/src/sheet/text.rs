//! Bytes in any encoding, read as UTF-8.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding};

/// Bytes read at a time. What they become takes up to three times as much.
const PIECE: usize = 32 * 1024;
/// Stands for what the encoding doesn't know: it occurs in no UTF-8, so whoever looks at a text finds it.
const UNKNOWN: u8 = 0xff;

/// What is told of it.
pub const NOT_TEXT: &str = "bytes that are no text in the encoding of the file";

/// Reads UTF-8, and a byte that is none wherever the bytes don't follow their encoding.
pub struct Text<R> {
    bytes: R,
    decoder: Decoder,
    input: Vec<u8>,
    /// What of the input is still to be decoded.
    left: std::ops::Range<usize>,
    output: Vec<u8>,
    /// What of the output is still to be read.
    ready: std::ops::Range<usize>,
    ended: bool,
}

impl<R: Read> Text<R> {
    /// `mark`: the bytes of the byte order mark, which are left out.
    pub fn new(mut bytes: R, encoding: &'static Encoding, mark: usize) -> io::Result<Self> {
        bytes.read_exact(&mut [0; 3][..mark])?;
        let decoder = encoding.new_decoder_without_bom_handling();
        let (input, output) = (vec![0; PIECE], vec![0; 3 * PIECE + 16]);
        Ok(Self { bytes, decoder, input, left: 0..0, output, ready: 0..0, ended: false })
    }

    /// Decodes until there is something to read, or nothing more.
    fn decode(&mut self) -> io::Result<()> {
        while self.ready.is_empty() && !self.ended {
            let mut last = false;
            if self.left.is_empty() {
                let read = read(&mut self.bytes, &mut self.input)?;
                self.left = 0..read;
                last = read == 0;
            }
            // The last byte of the output is kept for what can't be decoded.
            let room = self.output.len() - 1;
            let input = &self.input[self.left.clone()];
            let (result, read, mut written) =
                self.decoder.decode_to_utf8_without_replacement(input, &mut self.output[..room], last);
            if let DecoderResult::Malformed(..) = result {
                self.output[written] = UNKNOWN;
                written += 1;
            }
            self.ended = last && result == DecoderResult::InputEmpty;
            self.left.start += read;
            self.ready = 0..written;
        }
        Ok(())
    }
}

fn read(bytes: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match bytes.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            done => return done,
        }
    }
}

impl<R: Read> BufRead for Text<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.decode()?;
        Ok(&self.output[self.ready.clone()])
    }

    fn consume(&mut self, amount: usize) {
        self.ready.start += amount;
    }
}

impl<R: Read> Read for Text<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let some = ready.len().min(buffer.len());
        buffer[..some].copy_from_slice(&ready[..some]);
        self.consume(some);
        Ok(some)
    }
}
