//! What an asset has that others haven't (v5.md 2.4): a file, and classifications that it may do without.

use std::sync::Arc;

use super::metadata;
use super::overlay::Overlay;
use super::placement::placements;
use super::put::Place;
use super::step::Faults;
use crate::body::Body;
use crate::command::{FileWish, Patch, PutObject};
use crate::file::{self, Fact, File};
use crate::object::Object;
use crate::problem::{Field, Kind, Problem, Violation};
use crate::schema::{Catalog, CatalogContent};
use crate::value::Value;

/// The catalog whose number all assets carry, wherever they are placed.
pub(super) const HOME: &str = "DAM";

/// Its classifications in order.
pub(super) fn place<'a>(
    view: &Overlay<'_>,
    put: &PutObject,
    before: Option<&Arc<Object>>,
    faults: &mut Faults,
) -> Place<'a> {
    let home = view.schema.get::<Catalog>(HOME).map(|(id, _)| id);
    let placements = placements(view, put, before, CatalogContent::Asset, faults);
    Place { type_id: before.map_or(home, |before| Some(before.type_id)), placements, ..Place::default() }
}

/// The hash of the bytes that a put wants its asset to have.
pub(super) fn wanted(put: &PutObject) -> Option<&str> {
    match put.file.value()? {
        FileWish::Known(file) => Some(&file.bytes.as_ref()?.hash),
        FileWish::Back(facts) => facts.iter().find_map(|(fact, value)| match value {
            Some(Value::Text(hash)) if *fact == Fact::Hash => Some(hash.as_str()),
            _ => None,
        }),
        FileWish::Upload(_) | FileWish::Remote(_) | FileWish::Refused(_) => None,
    }
}

/// Errors: a new asset needs a file and has none.
pub(super) fn check_given(put: &PutObject, before: Option<&Arc<Object>>) -> Result<(), Problem> {
    if put.require_file && before.is_none() && put.file.value().is_none() {
        let message = "A new asset needs a file: the address that it lies at, or its bytes.";
        return Err(Problem { kind: Kind::Malformed, ..Problem::at(Field::Remote, "required", message) });
    }
    Ok(())
}

/// The body of an asset with the file that a put wants it to have.
pub(super) fn file(view: &Overlay<'_>, put: &PutObject, own: &Body, body: &mut Option<Body>, faults: &mut Faults) {
    if put.file == Patch::Absent {
        return;
    }
    let mut after = body.take().unwrap_or_else(|| own.clone());
    if let Err(violation) = set(view, put, own, &mut after) {
        faults.violations.push(violation);
    }
    *body = Some(after).filter(|after| after != own);
}

fn set(view: &Overlay<'_>, put: &PutObject, own: &Body, body: &mut Body) -> Result<(), Violation> {
    let refused = |rule, message: &str| Err(Violation::new(Field::File, rule, message));
    match put.file.value() {
        None => File::set(None, body),
        Some(FileWish::Known(file)) => {
            let key = File::of(own).map_or_else(|| file.key.clone(), |known| known.key);
            File::set(Some(&File { key, ..File::clone(file) }), body);
        }
        Some(FileWish::Back(facts)) => {
            for (fact, value) in facts {
                body.set(fact.code(), None, value.clone());
            }
        }
        Some(FileWish::Refused(violation)) => return Err(violation.clone()),
        Some(FileWish::Upload(_) | FileWish::Remote(_)) => {
            return refused("unknown_reference", "This file has not been looked for.");
        }
    }
    let is_new = file::hash(body) != file::hash(own);
    if file::hash(body).is_some_and(|hash| is_new && !view.loaded.files.contains(hash)) {
        return refused("gone", "The bytes of this file are no longer kept.");
    }
    if let Some(FileWish::Known(file)) = put.file.value().filter(|_| is_new) {
        metadata::fill(view, put, file, body);
    }
    Ok(())
}
