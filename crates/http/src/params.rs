//! The parameters of a query string, as written and as meant.

use std::borrow::Cow;

use model::problem::{Kind, Problem};
use percent_encoding::percent_decode_str;

/// Decoded parameters in the order given. Names that nobody asks for are ignored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Params(Vec<(String, String)>);

impl Params {
    /// Reads a query string; bytes that are not UTF-8 become U+FFFD. Errors: `Malformed` for
    /// U+0000, which no stored text holds and PostgreSQL cannot even be asked for.
    pub fn parse(query: &str) -> Result<Self, Problem> {
        let parts = query.split('&').filter(|part| !part.is_empty());
        let value_of = |part: &str| decoded(part.split_once('=').map_or("", |(_, value)| value));
        let pairs: Vec<_> = parts.map(|part| (name_of(part), value_of(part))).collect();
        match pairs.iter().find(|(_, value)| value.contains('\0')) {
            Some((name, value)) => Err(bad(name, "text without U+0000", value)),
            None => Ok(Self(pairs)),
        }
    }

    /// Decoded ones.
    pub fn of(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// The last value of that name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The values of `name`, `name[]` and `name[0]`, `name[1]`…
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| is_item_of(key, name)).map(|(_, value)| value.as_str())
    }

    /// All of them, decoded.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// A whole number; absent: `default`. Errors: `Malformed`.
    pub fn number(&self, name: &str, default: u64) -> Result<u64, Problem> {
        let Some(text) = self.get(name) else { return Ok(default) };
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        // More digits than fit are a very large number, not a mistake.
        if digits { Ok(text.parse().unwrap_or(u64::MAX)) } else { Err(bad(name, "a whole number", text)) }
    }

    /// A switch; absent: `default`. Errors: `Malformed` if it is neither 1, 0, true nor false.
    pub fn switch(&self, name: &str, default: bool) -> Result<bool, Problem> {
        match self.get(name) {
            None => Ok(default),
            Some("1" | "true") => Ok(true),
            Some("0" | "false") => Ok(false),
            Some(other) => Err(bad(name, "true, false, 1 or 0", other)),
        }
    }
}

fn is_item_of(key: &str, name: &str) -> bool {
    let Some(rest) = key.strip_prefix(name) else { return false };
    let index = rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    rest.is_empty() || index.is_some_and(|index| index.bytes().all(|b| b.is_ascii_digit()))
}

/// The decoded name of one `name=value` part of a query string.
pub fn name_of(part: &str) -> String {
    decoded(part.split_once('=').map_or(part, |(name, _)| name))
}

fn decoded(text: &str) -> String {
    let spaced = if text.contains('+') { Cow::Owned(text.replace('+', " ")) } else { Cow::Borrowed(text) };
    percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
}

/// A parameter that cannot be understood.
pub fn bad(name: &str, expected: &str, got: &str) -> Problem {
    let shown: String = got.chars().take(60).collect();
    Problem::new(Kind::Malformed, format!("Query parameter {name}: expected {expected}; got \"{shown}\"."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeats_brackets_and_escapes_are_understood() {
        let params = Params::parse("a=1&a=2&b%5B%5D=x+y&b[1]=%C3%A9&bc=no&&c").unwrap();
        assert_eq!(params.get("a"), Some("2"));
        assert_eq!(params.all("a").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(params.all("b").collect::<Vec<_>>(), ["x y", "é"]);
        assert_eq!(params.get("c"), Some(""));
        assert_eq!(params.get("d"), None);
    }

    #[test]
    fn what_cannot_be_stored_is_refused() {
        assert_eq!(Params::parse("id=a%00").unwrap_err().kind, Kind::Malformed);
    }

    #[test]
    fn switches_refuse_other_words() {
        let params = Params::parse("on=1&off=false&odd=maybe").unwrap();
        assert_eq!(params.switch("on", false), Ok(true));
        assert_eq!(params.switch("off", true), Ok(false));
        assert_eq!(params.switch("absent", true), Ok(true));
        let problem = params.switch("odd", true).unwrap_err();
        assert_eq!(problem.kind, Kind::Malformed);
        assert!(problem.message.contains("odd") && problem.message.contains("maybe"), "{}", problem.message);
    }
}
