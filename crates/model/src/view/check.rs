//! What a view may say, and how much of it.

use super::{ViewBody, ViewHead};
use crate::problem::{Field, Violation};
use crate::query::MAX_ORDER;
use crate::schema::{DefinitionKind, Schema};

/// Most characters of a name.
const MAX_NAME: usize = 100;
/// Most characters of words to search for, and of what names a column.
const MAX_TEXT: usize = 300;
/// Most bytes of a filter, and of settings.
const MAX_JSON: usize = 16 << 10;
/// Most columns.
const MAX_COLUMNS: usize = 200;
/// Most roles.
const MAX_ROLES: usize = 100;
/// The widest column, in pixels.
const MAX_WIDTH: i64 = 4_000;

/// Tells all that is wrong.
pub(super) fn check(head: &ViewHead, body: &ViewBody, schema: &Schema, wrong: &mut Vec<Violation>) {
    check_name(&body.name, wrong);
    check_known(head, body, schema, wrong);
    check_sizes(head, body, wrong);
    for (index, column) in body.columns.iter().enumerate() {
        check_key(&column.key, Field::Item("columns", index, "key"), wrong);
        if let Some(width) = column.width.filter(|width| !(1..=MAX_WIDTH).contains(width)) {
            let message = format!("Expected 1 to {MAX_WIDTH} pixels, or null; got {width}.");
            wrong.push(Violation::new(Field::Item("columns", index, "width"), "bad_number", message));
        }
    }
    for (index, key) in body.order.iter().enumerate() {
        check_key(&key.by, Field::Item("order", index, "by"), wrong);
    }
}

fn check_name(name: &str, wrong: &mut Vec<Violation>) {
    const NAME: Field = Field::Property("name");
    let length = name.chars().count();
    let is_told = wrong.iter().any(|known| known.field == NAME);
    if !is_told && (length == 0 || length > MAX_NAME || name.chars().any(char::is_control)) {
        let message = format!("Expected 1 to {MAX_NAME} characters without control characters; got {length}.");
        wrong.push(Violation::new(NAME, "bad_text", message));
    }
}

fn check_known(head: &ViewHead, body: &ViewBody, schema: &Schema, wrong: &mut Vec<Violation>) {
    let roles = head.roles.iter().map(|code| (DefinitionKind::Role, code, "roles"));
    let locale = body.locale.iter().map(|code| (DefinitionKind::Locale, code, "locale"));
    for (kind, code, property) in roles.chain(locale).filter(|(kind, code, _)| schema.definition(*kind, code).is_none())
    {
        let message = format!("There is no {} \"{}\".", kind.words(), code.escape_debug());
        wrong.push(Violation::new(Field::Property(property), "unknown_reference", message));
    }
}

fn check_sizes(head: &ViewHead, body: &ViewBody, wrong: &mut Vec<Violation>) {
    let bytes = |json: &Option<String>| json.as_ref().map_or(0, String::len);
    let search = body.search.as_ref().map_or(0, |text| text.chars().count());
    let sizes = [
        ("roles", head.roles.len(), MAX_ROLES, "roles"),
        ("search", search, MAX_TEXT, "characters"),
        ("order", body.order.len(), MAX_ORDER, "keys"),
        ("columns", body.columns.len(), MAX_COLUMNS, "columns"),
        ("filter", bytes(&body.filter), MAX_JSON, "bytes of JSON"),
        ("settings", bytes(&body.settings), MAX_JSON, "bytes of JSON"),
    ];
    for (property, came, most, what) in sizes.into_iter().filter(|(_, came, most, _)| came > most) {
        let message = format!("Expected at most {most} {what}; got {came}.");
        wrong.push(Violation::new(Field::Property(property), "too_long", message));
    }
}

fn check_key(key: &str, field: Field, wrong: &mut Vec<Violation>) {
    let length = key.chars().count();
    if length == 0 || length > MAX_TEXT {
        wrong.push(Violation::new(field, "bad_text", format!("Expected 1 to {MAX_TEXT} characters; got {length}.")));
    }
}
