//! Lines of JSON: items as API v5 takes them. One may say what it is, `{"resource": …, "item": {…}}`, and that it shall
//! be deleted, `{"resource": …, "delete": "code"}`.

use model::command::PutMode;
use model::flow::Target;
use model::input::Input;
use model::problem::{Kind, Problem};
use model::schema::Schema;

use crate::items::{Items, Verb};
use crate::jobs::{About, Entry};

const PUT: Verb = Verb::Put { mode: PutMode::Upsert, force: false };
const DELETE: Verb = Verb::Delete { recursive: false, force: false };

/// What a line asks for.
pub(super) fn entry(
    items: &dyn Items,
    target: Option<&Target>,
    schema: &Schema,
    mut about: About,
    cells: &[String],
) -> Entry {
    let line = cells.first().map_or("", String::as_str);
    let read = read(line, target).and_then(|(resource, item, verb)| {
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

fn read(line: &str, target: Option<&Target>) -> Result<(String, Input, Verb), Problem> {
    let input = Input::parse(line).map_err(|error| Problem::new(Kind::Malformed, format!("No JSON: {error}.")))?;
    let text = |name: &str| input.get(name).and_then(Input::text).map(str::to_owned);
    match (text("resource"), input.get("item"), input.get("delete")) {
        (Some(resource), Some(item), None) => Ok((resource, item.clone(), PUT)),
        (Some(resource), None, Some(Input::Text(id))) => Ok((resource, named(id), DELETE)),
        (Some(resource), None, Some(item)) => Ok((resource, item.clone(), DELETE)),
        _ => {
            let unknown = "The line doesn't say what it is: {\"resource\": \"documents\", \"item\": {…}}.";
            let target = target.ok_or_else(|| Problem::new(Kind::Malformed, unknown))?;
            Ok((target.resource().to_owned(), input, PUT))
        }
    }
}

fn named(id: &str) -> Input {
    Input::Map(vec![("id".to_owned(), Input::Text(id.to_owned()))])
}
