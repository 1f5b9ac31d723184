//! An item in its frame, which says what it is: `{"resource": "attributes", "item": {…}}`; or that it shall go: `"delete"`
//! instead of `"item"`, with the item or its id.

use model::input::Input;

use crate::items::Verb;

/// What a line looks like, in words.
pub(crate) const EXPECTED: &str = "{\"resource\": …, \"item\": {…}}";

const DELETE: Verb = Verb::Delete { recursive: false, force: false };

/// An item that was in a frame.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Framed {
    /// The name of its resource.
    pub resource: String,
    /// What it says.
    pub item: Input,
    /// What is to be done with it.
    pub verb: Verb,
}

impl Framed {
    /// Reads one; `put`: what is done with what isn't to be deleted. `Err`: the line has no frame.
    pub fn of(line: Input, put: Verb) -> Result<Self, Input> {
        let resource = line.get("resource").and_then(Input::text).map(str::to_owned);
        let (resource, item, verb) = match (resource, line.get("item"), line.get("delete")) {
            (Some(resource), Some(item), None) => (resource, item.clone(), put),
            (Some(resource), None, Some(Input::Text(id))) => (resource, named(id), DELETE),
            (Some(resource), None, Some(item)) => (resource, item.clone(), DELETE),
            _ => return Err(line),
        };
        Ok(Self { resource, item, verb })
    }
}

fn named(id: &str) -> Input {
    Input::Map(vec![("id".to_owned(), Input::Text(id.to_owned()))])
}

/// An item in its frame, without a line end; `verb`: `item` or `delete`.
pub(crate) fn frame(resource: &str, verb: &str, item: &[u8]) -> Vec<u8> {
    let mut line = format!("{{\"resource\":\"{resource}\",\"{verb}\":").into_bytes();
    line.extend_from_slice(item);
    line.push(b'}');
    line
}

#[cfg(test)]
mod tests {
    use model::command::PutMode;

    use super::*;

    const PUT: Verb = Verb::Put { mode: PutMode::Upsert, force: false };

    fn read(line: &str) -> Result<Framed, Input> {
        Framed::of(Input::parse(line).unwrap(), PUT)
    }

    #[test]
    fn what_is_framed_is_read_again() {
        let framed =
            |verb, item: &str| Ok(Framed { resource: "tags".to_owned(), item: Input::parse(item).unwrap(), verb });
        let item = r#"{"id":"new"}"#;
        for (name, verb) in [("item", PUT), ("delete", DELETE)] {
            let line = String::from_utf8(frame("tags", name, item.as_bytes())).unwrap();
            assert_eq!(read(&line), framed(verb, item));
        }
        assert_eq!(read(r#"{"delete": "new", "resource": "tags"}"#), framed(DELETE, item));
    }

    #[test]
    fn what_has_no_frame_comes_back() {
        for line in
            ["1", "{}", r#"{"id":"x"}"#, r#"{"resource":"tags"}"#, r#"{"resource":1,"item":{}}"#, r#"{"item":{}}"#]
        {
            assert_eq!(read(line), Err(Input::parse(line).unwrap()), "{line}");
        }
        assert!(read(r#"{"resource":"tags","item":{},"delete":{}}"#).is_err(), "one or the other");
    }
}
