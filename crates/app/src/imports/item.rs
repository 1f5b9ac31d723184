//! Lines of JSON: items as API v5 takes them, each by itself or in a frame that says what it is.

use model::command::PutMode;
use model::flow::Target;
use model::input::Input;
use model::problem::{Kind, Problem};
use model::schema::Schema;

use crate::frame::{EXPECTED, Framed};
use crate::items::{Items, Verb};
use crate::jobs::{About, Entry};

const PUT: Verb = Verb::Put { mode: PutMode::Upsert, force: false };

/// What a line asks for.
pub(super) fn entry(
    items: &dyn Items,
    target: Option<&Target>,
    schema: &Schema,
    mut about: About,
    cells: &[String],
) -> Entry {
    let line = cells.first().map_or("", String::as_str);
    let read = read(line, target).and_then(|Framed { resource, item, verb }| {
        let read = items.command(&resource, item, verb, schema);
        read.map_err(|problem| items.spelled(&resource, problem))
    });
    let command = match read {
        Ok(read) => {
            about.code = read.id.unwrap_or_default();
            about.warnings = read.warnings;
            Ok(read.command)
        }
        Err(problem) => Err(about.troubles(&problem)),
    };
    Entry { about, command }
}

/// A line without a frame is an item of the target, if there is one.
fn read(line: &str, target: Option<&Target>) -> Result<Framed, Problem> {
    let input = Input::parse(line).map_err(|error| Problem::new(Kind::Malformed, format!("No JSON: {error}.")))?;
    Framed::of(input, PUT).or_else(|item| {
        let unknown = || Problem::new(Kind::Malformed, format!("The line doesn't say what it is: {EXPECTED}."));
        Ok(Framed { resource: target.ok_or_else(unknown)?.resource().to_owned(), item, verb: PUT })
    })
}
