//! XML of a part, event by event, with bounds on what one of them holds.

use std::{
    borrow::Cow,
    fs::File,
    io::{self, BufRead, BufReader, Read},
};

use quick_xml::{
    Reader, escape,
    events::{BytesRef, BytesStart, Event},
};
use zip::read::ZipFile;

use crate::sheet::{Error, limits};

/// Tags within tags. Worksheets have six.
const DEPTH: usize = 64;

/// A part that is read.
pub struct Xml<'a> {
    reader: Reader<Metered<BufReader<ZipFile<'a, BufReader<File>>>>>,
    buffer: Vec<u8>,
    part: String,
    depth: usize,
}

/// Counts bytes: of all there may be so many, and of one event.
struct Metered<R> {
    bytes: R,
    left: u64,
    event: usize,
}

impl<R: BufRead> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::Error::other("it is larger than we take"));
        }
        if self.event > limits::MARKUP {
            return Err(io::Error::other("a text or a tag in it is longer than we take"));
        }
        self.bytes.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(amount as u64);
        self.event += amount;
        self.bytes.consume(amount);
    }
}

impl<R: BufRead> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let some = self.fill_buf()?.read(buffer)?;
        self.consume(some);
        Ok(some)
    }
}

impl<'a> Xml<'a> {
    /// Reads at most so many bytes of the part.
    pub fn new(part: &str, file: ZipFile<'a, BufReader<File>>, most: u64) -> Self {
        let bytes = Metered { bytes: BufReader::with_capacity(64 * 1024, file), left: most, event: 0 };
        let mut reader = Reader::from_reader(bytes);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        Self { reader, buffer: Vec::new(), part: part.to_owned(), depth: 0 }
    }

    /// The next event. `Eof` at the end, again and again.
    pub fn next(&mut self) -> Result<Event<'_>, Error> {
        self.buffer.clear();
        self.reader.get_mut().event = 0;
        let event =
            self.reader.read_event_into(&mut self.buffer).map_err(|error| Error::damaged(&self.part, &error))?;
        match event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        if self.depth > DEPTH {
            return Err(Error::damaged(&self.part, &"its tags are nested too deep"));
        }
        Ok(event)
    }

    /// The text up to the end of the element that was just begun. Errors: it is longer than a cell may be.
    pub fn text(&mut self, element: &[u8], text: &mut String) -> Result<(), Error> {
        loop {
            let piece = match self.next()? {
                Event::Text(piece) => piece.xml10_content().map_err(|error| error.to_string()),
                Event::CData(piece) => piece.xml10_content().map_err(|error| error.to_string()),
                Event::GeneralRef(reference) => character(&reference).map(Cow::Owned),
                Event::End(end) if end.local_name().as_ref() == element => return Ok(()),
                Event::Eof => return Err(self.cut()),
                _ => continue,
            };
            match piece {
                Ok(piece) => text.push_str(&piece),
                Err(problem) => return Err(self.damaged(&problem)),
            }
            if text.len() > limits::MARKUP {
                return Err(self.damaged("a text in it is longer than we take"));
            }
        }
    }

    /// Passes over the element that was just begun.
    pub fn skip(&mut self, element: &[u8]) -> Result<(), Error> {
        loop {
            match self.next()? {
                Event::End(end) if end.local_name().as_ref() == element => return Ok(()),
                Event::Eof => return Err(self.cut()),
                _ => {}
            }
        }
    }

    /// The text of a string, in pieces of different styles or in one, up to the end of the element that was just
    /// begun. How it is pronounced is left out.
    pub fn string(&mut self, element: &[u8]) -> Result<String, Error> {
        let mut string = String::new();
        loop {
            match self.next()? {
                Event::Start(start) => match start.local_name().as_ref() {
                    b"t" => {
                        let keeps_space = attribute(&start, b"space").as_deref() == Some("preserve");
                        let from = string.len();
                        self.text(b"t", &mut string)?;
                        let piece = string.split_off(from);
                        let space = [' ', '\t', '\r', '\n'];
                        let piece = if keeps_space { piece.as_str() } else { piece.trim_matches(space) };
                        push_unescaped(&mut string, piece);
                    }
                    b"rPh" => self.skip(b"rPh")?,
                    _ => {}
                },
                Event::End(end) if end.local_name().as_ref() == element => return Ok(string),
                Event::Eof => return Err(self.cut()),
                _ => {}
            }
        }
    }

    /// That the part can't be understood.
    pub fn damaged(&self, problem: &str) -> Error {
        Error::damaged(&self.part, &problem)
    }

    /// That the part ends too early.
    pub fn cut(&self) -> Error {
        self.damaged("it is cut off")
    }
}

/// The attribute of that name, whatever its prefix.
pub fn attribute(start: &BytesStart<'_>, name: &[u8]) -> Option<String> {
    let mut attributes = start.attributes();
    let mut known = attributes.with_checks(false).map_while(Result::ok);
    let found = known.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let text = std::str::from_utf8(&found.value).ok()?;
    escape::unescape(text).ok().map(Cow::into_owned)
}

/// What `&amp;` or `&#233;` stands for.
fn character(reference: &BytesRef<'_>) -> Result<String, String> {
    let numbered = reference.resolve_char_ref().ok().flatten().map(String::from);
    let name = reference.decode().map_err(|error| error.to_string())?;
    let named = || escape::resolve_predefined_entity(&name).map(str::to_owned);
    numbered.or_else(named).ok_or_else(|| format!("there is no character &{name};"))
}

/// Adds a text in which `_x000D_` stands for a character that XML can't hold, in units of UTF-16.
pub fn push_unescaped(text: &mut String, mut escaped: &str) {
    let mut units = Vec::new();
    while let Some((before, unit, after)) = next_unit(escaped) {
        if !before.is_empty() {
            text.push_str(&String::from_utf16_lossy(&units));
            text.push_str(before);
            units.clear();
        }
        units.push(unit);
        escaped = after;
    }
    text.push_str(&String::from_utf16_lossy(&units));
    text.push_str(escaped);
}

/// What stands before the next `_xHHHH_`, what it says, and what follows.
fn next_unit(text: &str) -> Option<(&str, u16, &str)> {
    text.match_indices("_x").find_map(|(at, _)| {
        let digits = text.get(at + 2..at + 6)?;
        let is_hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let after = text.get(at + 6..)?.strip_prefix('_')?;
        is_hexadecimal.then(|| u16::from_str_radix(digits, 16).ok()).flatten().map(|unit| (&text[..at], unit, after))
    })
}
