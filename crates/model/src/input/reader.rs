//! One pass over JSON that `serde_json` has found to be JSON. It only takes apart: what it
//! cannot be sure of, such as escapes in strings, it leaves to `serde_json`.

use serde_json::Error;
use serde_json::value::RawValue;

use super::Input;

/// The text and how far it is read.
pub(super) struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    pub fn new(raw: &'a RawValue) -> Self {
        Self { text: raw.get(), at: 0 }
    }

    /// The next value. Errors: nested deeper than `depth`, or half a surrogate pair in a string.
    pub fn value(&mut self, depth: usize) -> Result<Input, Error> {
        if depth == 0 {
            return Err(broken("nested too deeply"));
        }
        match self.peek()? {
            b'"' => self.string().map(Input::Text),
            b'[' => self.list(depth),
            b'{' => self.map(depth),
            b'n' => Ok(self.word("null", Input::Null)),
            b't' => Ok(self.word("true", Input::Bool(true))),
            b'f' => Ok(self.word("false", Input::Bool(false))),
            _ => self.number(),
        }
    }

    fn list(&mut self, depth: usize) -> Result<Input, Error> {
        let mut items = Vec::new();
        self.at += 1;
        while !self.ends(b']')? {
            items.push(self.value(depth - 1)?);
        }
        Ok(Input::List(items))
    }

    fn map(&mut self, depth: usize) -> Result<Input, Error> {
        let mut pairs = Vec::new();
        self.at += 1;
        while !self.ends(b'}')? {
            let key = self.string()?;
            self.skip(b':')?;
            pairs.push((key, self.value(depth - 1)?));
        }
        Ok(Input::Map(pairs))
    }

    /// Whether a list or map ends here; steps over its end or the comma before its next part.
    fn ends(&mut self, end: u8) -> Result<bool, Error> {
        let next = self.peek()?;
        if next == end || next == b',' {
            self.at += 1;
        }
        Ok(next == end)
    }

    fn string(&mut self) -> Result<String, Error> {
        self.skip(b'"')?;
        let rest = self.rest();
        let mut is_plain = true;
        let mut end = 0;
        loop {
            match rest.as_bytes().get(end) {
                Some(b'"') => break,
                Some(b'\\') => {
                    is_plain = false;
                    end += 2;
                }
                Some(_) => end += 1,
                None => return Err(broken("a string without end")),
            }
        }
        let inside = rest.get(..end).ok_or_else(|| broken("a string cut within a character"))?;
        let begin = self.at - 1;
        self.at += end + 1;
        if is_plain {
            return Ok(inside.to_owned());
        }
        serde_json::from_str(&self.text[begin..self.at])
    }

    fn number(&mut self) -> Result<Input, Error> {
        let is_part = |b: &u8| b.is_ascii_digit() || b"+-.eE".contains(b);
        let length = self.rest().bytes().take_while(is_part).count();
        if length == 0 {
            return Err(broken("no value"));
        }
        let number = self.rest()[..length].to_owned();
        self.at += length;
        Ok(Input::Number(number))
    }

    fn word(&mut self, word: &str, input: Input) -> Input {
        self.at += word.len();
        input
    }

    /// The next byte that is no blank.
    fn peek(&mut self) -> Result<u8, Error> {
        let blanks = self.rest().bytes().take_while(|b| matches!(b, b' ' | b'\t' | b'\r' | b'\n')).count();
        self.at += blanks;
        self.text.as_bytes().get(self.at).copied().ok_or_else(|| broken("a value without end"))
    }

    fn skip(&mut self, expected: u8) -> Result<(), Error> {
        if self.peek()? == expected {
            self.at += 1;
            return Ok(());
        }
        Err(broken("another character than expected"))
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }
}

fn broken(what: &str) -> Error {
    serde::de::Error::custom(what)
}
