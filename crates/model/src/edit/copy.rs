//! Documents that an edit makes after others.

use crate::command::{Action, Command};
use crate::object::Object;
use crate::permission::Rights;
use crate::plan::{Duplicate, Past, duplicate};
use crate::query::Sheet;
use crate::schema::Schema;

/// Codes that a copy may have.
const CODES: u32 = 9;

/// The codes that a copy of the document of that code may have: the first that is free will do.
pub fn copy_codes(code: &str) -> impl Iterator<Item = String> {
    (1..=CODES).map(move |n| if n == 1 { format!("{code}-copy") } else { format!("{code}-copy-{n}") })
}

/// The command that makes another document like the one of a sheet: with its values, without its variants, and without
/// links that are no values. `None`: it can't be read.
pub fn copied(sheet: &Sheet, code: &str, schema: &Schema, rights: &Rights) -> Option<Command> {
    let objects = [&sheet.object].into_iter().chain(&sheet.links);
    let objects: Vec<Object> = objects.map(|object| Object::clone(object)).collect();
    let now = Past::of(schema, &objects, &[], &[]).ok()?;
    let wish = Duplicate { code: code.to_owned(), ..Duplicate::default() };
    let put = duplicate(&now, sheet.object.id, &wish, rights).ok()?.puts.into_iter().next()?;
    Some(Command { action: Action::PutObject(put), expect: None })
}
