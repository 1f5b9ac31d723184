//! A line of history as it is told: field by field.

use std::collections::BTreeMap;

use crate::address::veiled;
use crate::body::{is_level, sendable};
use crate::changes::Change;
use crate::input::Input;

/// One field of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Where: a name, and what is below it, such as `attributes`, the attribute's code and a locale.
    pub path: Vec<String>,
    /// What it was, in the form in which it may be sent; `None`: nothing.
    pub before: Option<Input>,
    /// What it became.
    pub after: Option<Input>,
}

/// The fields of a change; of a creation none, as it stores none. `None`: it can't be read.
pub fn told(change: &Change) -> Option<Vec<Told>> {
    let read = |json: &Option<String>| json.as_deref().map_or(Some(Input::Null), |json| Input::parse(json).ok());
    fields(&read(&change.before)?, &read(&change.after)?)
}

/// The fields of a creation, from what the object was then.
pub fn begun(image: &Input) -> Option<Vec<Told>> {
    fields(&Input::Null, image)
}

/// The fields in which two images of a thing differ. `None`: one can't be read.
pub fn between(before: &Input, after: &Input) -> Option<Vec<Told>> {
    let mut fields = fields(before, after)?;
    fields.retain(|told| told.before != told.after);
    Some(fields)
}

fn fields(before: &Input, after: &Input) -> Option<Vec<Told>> {
    let mut fields = BTreeMap::new();
    flatten(&mut fields, &mut Vec::new(), before, |told| &mut told.before)?;
    flatten(&mut fields, &mut Vec::new(), after, |told| &mut told.after)?;
    Some(fields.into_values().collect())
}

/// Puts the leaves of an image on one side of the fields.
fn flatten(
    fields: &mut BTreeMap<Vec<String>, Told>,
    path: &mut Vec<String>,
    image: &Input,
    side: fn(&mut Told) -> &mut Option<Input>,
) -> Option<()> {
    match image {
        Input::Null if path.is_empty() => {}
        Input::Map(pairs) if path.is_empty() || is_level(pairs) => {
            for (name, below) in pairs {
                path.push(name.clone());
                flatten(fields, path, below, side)?;
                path.pop();
            }
        }
        leaf => {
            let new = || Told { path: path.clone(), before: None, after: None };
            let told = fields.entry(path.clone()).or_insert_with(new);
            *side(told) = Some(shown(sendable(leaf)?)).filter(|leaf| *leaf != Input::Null);
        }
    }
    Some(())
}

/// What is told to others: no sealed secret.
fn shown(input: Input) -> Input {
    match input {
        Input::Text(text) => Input::Text(veiled(&text).into_owned()),
        Input::List(items) => Input::List(items.into_iter().map(shown).collect()),
        Input::Map(pairs) => Input::Map(pairs.into_iter().map(|(name, below)| (name, shown(below))).collect()),
        plain => plain,
    }
}
