//! All that an object says, as history keeps it: a map by field, and what takes one such map to another.

use super::fields::{of_object, of_spec};
use super::steps;
use crate::body::is_level;
use crate::input::Input;
use crate::object::Object;
use crate::schema::{Schema, Spec};

type Members = Vec<(String, Input)>;

/// All that an object says, by field.
pub(super) fn image(object: &Object, schema: &Schema) -> Input {
    let mut image = Members::new();
    for (path, leaf) in of_object(object, schema) {
        let mut json = String::new();
        leaf.keep(&mut json);
        // What was just written is JSON.
        if let Ok(input) = Input::parse(&json) {
            put(&mut image, &steps(&path).collect::<Vec<_>>(), input);
        }
    }
    Input::Map(image)
}

/// All that a definition says, by field, in the form in which it may be sent.
pub(crate) fn said(spec: &Spec) -> Input {
    let mut said = Members::new();
    for (path, leaf) in of_spec(spec) {
        // What was just written is JSON.
        if let Ok(input) = Input::parse(&leaf.to_json()) {
            put(&mut said, &steps(&path).collect::<Vec<_>>(), input);
        }
    }
    Input::Map(said)
}

fn put(level: &mut Members, path: &[&str], leaf: Input) {
    let [name, below @ ..] = path else { return };
    let place = level.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
        level.push(((*name).to_owned(), Input::Map(Members::new())));
        level.len() - 1
    });
    match &mut level[place].1 {
        Input::Map(level) if !below.is_empty() => put(level, below, leaf),
        whole => *whole = leaf,
    }
}

/// Makes of an image what it was before a change of which `before` tells.
pub(super) fn undo(image: &mut Members, before: &[(String, Input)]) {
    for (name, was) in before {
        let place = image.iter().position(|(known, _)| known == name);
        let now = place.map(|place| image.remove(place).1);
        let was = match was {
            Input::Null => continue,
            Input::Map(below) if is_level(below) => {
                let mut level = now.and_then(level).unwrap_or_default();
                undo(&mut level, below);
                if level.is_empty() {
                    continue;
                }
                Input::Map(level)
            }
            leaf => leaf.clone(),
        };
        image.push((name.clone(), was));
    }
}

fn level(input: Input) -> Option<Members> {
    match input {
        Input::Map(pairs) if is_level(&pairs) => Some(pairs),
        _ => None,
    }
}

/// What makes the second image the first: only what differs, null where the first has nothing.
pub(super) fn difference(then: &Input, now: &Input) -> Input {
    Input::Map(differing(members(then), members(now)))
}

fn differing(then: &[(String, Input)], now: &[(String, Input)]) -> Members {
    let find = |all: &'_ [(String, Input)], name: &str| all.iter().find(|(known, _)| known == name).cloned();
    let gone = now.iter().filter(|(name, _)| find(then, name).is_none());
    let mut differing = Members::new();
    for (name, _) in then.iter().chain(gone) {
        let (was, is) = (find(then, name).map(|found| found.1), find(now, name).map(|found| found.1));
        let (was_level, is_level) = (was.clone().and_then(level), is.clone().and_then(level));
        let part = match (was, is_level) {
            (was, _) if was == is => continue,
            (None, None) => Input::Null,
            (Some(leaf), None) => leaf,
            (Some(leaf), Some(_)) if was_level.is_none() => leaf,
            (_, Some(is)) => Input::Map(differing_level(was_level, &is)),
        };
        differing.push((name.clone(), part));
    }
    differing
}

fn differing_level(then: Option<Members>, now: &[(String, Input)]) -> Members {
    differing(&then.unwrap_or_default(), now)
}

fn members(image: &Input) -> &[(String, Input)] {
    match image {
        Input::Map(pairs) => pairs,
        _ => &[],
    }
}
