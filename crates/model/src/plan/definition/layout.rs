//! What profiles of imports and of exports share (v5.md 4.2).

use super::{chosen, texts};
use crate::address::{is_masked, merged};
use crate::command::{LayoutFields, Patch};
use crate::flow::{DateFormat, Target};
use crate::input::Input;
use crate::plan::definition::mappings;
use crate::plan::overlay::Overlay;
use crate::plan::put::patched;
use crate::plan::step::Faults;
use crate::problem::Field;
use crate::schema::{Layout, Notation};

/// Most letters of what stands between a day and its time.
const MAX_SEPARATOR: usize = 5;
/// Most letters of the name of an encoding.
const MAX_ENCODING: usize = 40;

/// The layout after a put. `None`: a violation says why there is none.
pub(super) fn put(
    view: &Overlay<'_>,
    old: Option<&Layout>,
    fields: &LayoutFields,
    faults: &mut Faults,
) -> Option<Layout> {
    let model = model(view, old, &fields.model, faults);
    let basis = old.cloned().or_else(|| model.clone().map(Layout::of));
    let name = patched(&fields.name, old.map_or_else(String::new, |old| old.name.clone()), String::new());
    if name.is_empty() {
        faults.refuse(Field::Property("name"), "required", "A profile needs a name.");
    }
    texts::check(&name, "name", faults);
    let basis = basis?;
    let description = optional(&fields.description, basis.description, "description", faults);
    let remote_path = address(&fields.remote_path, basis.remote_path.as_deref(), faults);
    Some(Layout {
        name,
        description,
        model: model?,
        locales: locales(view, &basis.locales, &fields.locales, faults),
        notation: notation(fields, basis.notation, faults),
        remote_path,
        mappings: mappings::put(&fields.mappings, basis.mappings, faults),
    })
}

fn model(view: &Overlay<'_>, old: Option<&Layout>, given: &Patch<String>, faults: &mut Faults) -> Option<Target> {
    let old = old.map(|old| &old.model);
    let Some(name) = given.value() else {
        if old.is_none() || *given == Patch::Null {
            let what = "document.{type}, variant.{type}, asset, classification, link.{type}, predefined-value";
            let message = format!("A profile needs a model: {what}, or the name of a list such as attributes.");
            faults.refuse(Field::Property("model"), "required", message);
        }
        return old.cloned();
    };
    let Some(target) = Target::from_name(name) else {
        let shown: String = name.chars().take(60).collect();
        let message =
            format!("Expected what lines are, such as document.shoe or asset; got \"{}\".", shown.escape_debug());
        faults.refuse(Field::Property("model"), "unknown_choice", message);
        return None;
    };
    if old != Some(&target) {
        faults.violations.extend(target.check(&view.schema));
    }
    Some(target)
}

/// The locales in their order, each once.
fn locales(view: &Overlay<'_>, old: &[String], given: &Patch<Vec<String>>, faults: &mut Faults) -> Vec<String> {
    let mut locales: Vec<String> = Vec::new();
    for code in patched(given, old.to_vec(), Vec::new()) {
        if !old.contains(&code) && view.schema.locale(&code).is_none() {
            let message = format!("There is no locale \"{}\".", code.escape_debug());
            faults.refuse(Field::Property("locales"), "unknown_reference", message);
        }
        if !locales.contains(&code) {
            locales.push(code);
        }
    }
    locales
}

fn notation(fields: &LayoutFields, old: Notation, faults: &mut Faults) -> Notation {
    let usual = Notation::default();
    let date_format = patched(&fields.date_format, old.date_format, usual.date_format);
    if DateFormat::parse(&date_format).is_none() {
        let shown: String = date_format.chars().take(40).collect();
        let message =
            format!("Expected day, month and year once each, such as dd/MM/yyyy; got \"{}\".", shown.escape_debug());
        faults.refuse(Field::Property("dateFormat"), "bad_format", message);
    }
    let between = patched(&fields.date_time_separator, old.date_time_separator, usual.date_time_separator);
    if between.is_empty() || between.chars().count() > MAX_SEPARATOR || between.contains(|c: char| c.is_ascii_digit()) {
        let message = format!("Expected 1 to {MAX_SEPARATOR} characters that are no digits.");
        faults.refuse(Field::Property("dateTimeSeparator"), "bad_separator", message);
    }
    let new = Notation {
        extension: chosen(&fields.extension, old.extension, usual.extension, "extension", faults),
        separator: single(&fields.separator, old.separator, None, "separator", faults),
        enclosure: single(&fields.enclosure, old.enclosure, None, "enclosure", faults),
        encoding: encoding(&fields.encoding, old.encoding, faults),
        decimal_separator: one(&fields.decimal_separator, old.decimal_separator, '.', "decimalSeparator", faults),
        date_format,
        date_time_separator: between,
        multi_value_separator: one(
            &fields.multi_value_separator,
            old.multi_value_separator,
            Notation::MULTI_VALUE_SEPARATOR,
            "multiValueSeparator",
            faults,
        ),
    };
    if !['.', ','].contains(&new.decimal_separator) {
        faults.refuse(Field::Property("decimalSeparator"), "unknown_choice", "Expected \".\" or \",\".");
    }
    let several = new.multi_value_separator;
    if several.is_alphanumeric() || "\\ -+".contains(several) || several == new.decimal_separator {
        let message = "Expected a character that stands in no code, number or unit, such as \"|\".";
        faults.refuse(Field::Property("multiValueSeparator"), "bad_separator", message);
    }
    if new.separator.is_some() && new.separator == new.enclosure {
        faults.refuse(Field::Property("enclosure"), "bad_separator", "Expected another character than the separator.");
    }
    new
}

fn encoding(given: &Patch<String>, old: Option<String>, faults: &mut Faults) -> Option<String> {
    let encoding = optional(given, old, "encoding", faults);
    let is_name = |name: &str| name.len() <= MAX_ENCODING && name.bytes().all(|byte| byte.is_ascii_graphic());
    if encoding.as_deref().is_some_and(|name| !is_name(name)) {
        let message = "Expected the name of an encoding, such as utf-8, utf-16le or windows-1252.";
        faults.refuse(Field::Property("encoding"), "bad_encoding", message);
    }
    encoding
}

/// The address of a file: a masked password means the one that is stored. What another instance printed is taken, but
/// can't be reached till its password is written.
fn address(given: &Patch<String>, old: Option<&str>, faults: &mut Faults) -> Option<String> {
    const FIELD: Field = Field::Property("remotePath");
    let given = optional(given, old.map(str::to_owned), "remotePath", faults)?;
    let known = merged(&given, old);
    if known.is_none() && old.is_some() {
        let message = "The mask stands for a password, but none is known of this account: write it.";
        faults.refuse(FIELD, "masked_password", message);
    }
    let address = known.unwrap_or(given);
    if is_masked(&address) {
        faults.warn(FIELD, "masked_password", "The mask stands for a password, which has to be written once.");
    }
    Some(address)
}

/// A text that may be left out; the empty one means so.
fn optional(given: &Patch<String>, old: Option<String>, property: &'static str, faults: &mut Faults) -> Option<String> {
    let text = match given {
        Patch::Absent => old,
        Patch::Null => None,
        Patch::Value(text) => Some(text.clone()).filter(|text| !text.is_empty()),
    };
    texts::check(text.as_deref().unwrap_or_default(), property, faults);
    text
}

/// One character, or none.
fn single(
    given: &Patch<String>,
    old: Option<char>,
    default: Option<char>,
    property: &'static str,
    faults: &mut Faults,
) -> Option<char> {
    let text = match given {
        Patch::Absent => return old,
        Patch::Null => return default,
        Patch::Value(text) if text.is_empty() => return default,
        Patch::Value(text) => text,
    };
    let text = if text == "\\t" { "\t" } else { text };
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(one), None) if one != '\0' => Some(one),
        _ => {
            let message = format!("Expected one character; got {}.", Input::Text(text.to_owned()).describe());
            faults.refuse(Field::Property(property), "bad_separator", message);
            old
        }
    }
}

fn one(given: &Patch<String>, old: char, default: char, property: &'static str, faults: &mut Faults) -> char {
    single(given, Some(old), Some(default), property, faults).unwrap_or(default)
}
