//! The writes that make objects what they were once.

use std::collections::BTreeSet;

use super::fields::ATTRIBUTES;
use super::image::difference;
use super::links::{LINK_TYPE, ORIGIN, TARGET};
use super::past::Past;
use super::revert::{codes, restored, text};
use crate::body::is_level;
use crate::command::{PutMode, PutObject, Unknown, ValueInput};
use crate::input::Input;
use crate::object::ObjectKind;
use crate::permission::Rights;
use crate::problem::{Field, Problem, Violation};
use crate::schema::{LinkType, Schema};

/// Objects by kind and code.
type Names = BTreeSet<(ObjectKind, String)>;

/// The field that names a document's or an asset's classifications.
const CLASSIFICATIONS: &str = "classifications";

/// Objects to write, and what was left out of them.
#[derive(Debug, Clone, Default)]
pub struct Drafts {
    /// The objects, the one asked for first.
    pub puts: Vec<PutObject>,
    /// What was left out.
    pub warnings: Vec<Violation>,
}

/// The objects that an image names: classifications, what it stands under, the ends of a link.
pub fn ends(kind: ObjectKind, image: &Input, schema: &Schema) -> Names {
    let mut names = Names::new();
    let placed = codes(image, CLASSIFICATIONS).value().cloned().unwrap_or_default();
    names.extend(placed.into_iter().map(|code| (ObjectKind::Classification, code)));
    let own = text(image, LINK_TYPE);
    let own = own.value().and_then(|code| schema.get::<LinkType>(code)).map(|(_, own)| own);
    let origins = own.map(|own| vec![own.origin_type]).unwrap_or_default();
    let targets = own.map(|own| vec![own.target_type]).unwrap_or_default();
    for (name, kinds) in [("parent", kind.parents()), (ORIGIN, &origins), (TARGET, &targets)] {
        let code = text(image, name);
        names.extend(code.value().into_iter().flat_map(|code| kinds.iter().map(move |kind| (*kind, code.clone()))));
    }
    names
}

/// The write that makes an object that is there what it was, whole or in the attributes named (`name`, `name.fr_FR`).
/// `there`: of the objects that it named, those that are there now. Errors: it has no such attribute.
pub fn put_back(
    (then, was): (&Past<'_>, i64),
    (now, is): (&Past<'_>, i64),
    only: &[String],
    rights: &Rights,
    there: &Names,
) -> Result<Option<Drafts>, Problem> {
    let (Some(before), Some(after), Some((kind, code))) = (then.image(was), now.image(is), now.name(is)) else {
        return Ok(None);
    };
    let schema = now.schema;
    let mut back = Drafts::default();
    let Input::Map(mut fields) = difference(before, after) else { return Ok(None) };
    let is_known = |code: &str| rights.sees_attribute(code) && schema.attribute(code).is_some();
    let wanted: Vec<(&str, Option<&str>)> = only.iter().map(|name| part(name)).collect();
    if let Some((unknown, _)) = wanted.iter().find(|(code, _)| !is_known(code)) {
        let field = Field::Attribute((*unknown).to_owned());
        return Err(Problem::at(field, "unknown_attribute", format!("There is no attribute \"{unknown}\".")));
    }
    let is_wanted = |code: &str, locale: Option<&str>| {
        let named =
            |(of, part): &(&str, Option<&str>)| *of == code && (part.is_none() || locale.is_none() || *part == locale);
        rights.sees_attribute(code) && (wanted.is_empty() || wanted.iter().any(named))
    };
    fields.retain(|(name, _)| name == ATTRIBUTES || wanted.is_empty());
    for (_, values) in fields.iter_mut().filter(|(name, _)| name == ATTRIBUTES) {
        keep_values(values, &is_wanted, schema, &mut back.warnings);
    }
    back.leave_out(&mut fields, there);
    let Some(mut put) = restored(kind, code, PutMode::Update, &Input::Map(fields)) else { return Ok(None) };
    put.unknown = Unknown::Warn;
    let (held, holds) = (then.linked_values(was), now.linked_values(is));
    for code in held.keys().chain(holds.keys().filter(|code| !held.contains_key(*code))) {
        if is_wanted(code, None) && held.get(code) != holds.get(code) {
            let targets = held.get(code).map(Vec::as_slice).unwrap_or_default();
            put.values.push(((*code).to_owned(), ValueInput::Whole(list(targets))));
        }
    }
    back.puts.push(put);
    Ok(Some(back))
}

/// An attribute's code, and a locale.
fn part(name: &str) -> (&str, Option<&str>) {
    name.split_once('.').map_or((name, None), |(code, locale)| (code, Some(locale)))
}

/// Of the values to put back, those that are wanted; what is in a locale that is gone can't be.
fn keep_values(
    values: &mut Input,
    is_wanted: &dyn Fn(&str, Option<&str>) -> bool,
    schema: &Schema,
    warnings: &mut Vec<Violation>,
) {
    let Input::Map(values) = values else { return };
    values.retain_mut(|(code, value)| match value {
        Input::Map(texts) if is_level(texts) => {
            texts.retain(|(locale, _)| is_wanted(code, Some(locale)));
            leave_out_locales(code, texts, schema, warnings);
            !texts.is_empty()
        }
        _ => is_wanted(code, None),
    });
}

fn leave_out_locales(code: &str, texts: &mut Vec<(String, Input)>, schema: &Schema, warnings: &mut Vec<Violation>) {
    texts.retain(|(locale, _)| {
        let is_there = schema.locale(locale).is_some();
        if !is_there {
            let field = Field::Localised(code.to_owned(), locale.clone());
            warnings.push(Violation::new(
                field,
                "unknown_locale",
                format!("There is no locale \"{locale}\" any more."),
            ));
        }
        is_there
    });
}

/// Codes of things, as they are sent.
pub(super) fn list(codes: &[String]) -> Input {
    let named = |code: &String| Input::Map(vec![("id".to_owned(), Input::Text(code.clone()))]);
    Input::List(codes.iter().map(named).collect())
}

/// The writes that bring back an object that is gone, and after it those of `with`: what went with it. `there`: of the
/// objects that they name, those that are there now. `None`: it wasn't there then.
pub fn bring_back(then: &Past<'_>, id: i64, with: &[i64], there: &Names) -> Option<Drafts> {
    let mut back = Drafts::default();
    let mut there = there.clone();
    for (place, id) in [id].into_iter().chain(in_order(then, with)).enumerate() {
        let (kind, code) = then.name(id)?;
        let Input::Map(mut image) = then.image(id)?.clone() else { return None };
        for (_, values) in image.iter_mut().filter(|(name, _)| name == ATTRIBUTES) {
            keep_values(values, &|_, _| true, then.schema, &mut back.warnings);
        }
        back.leave_out(&mut image, &there);
        let image = Input::Map(image);
        let missing = ends(kind, &image, then.schema).into_iter().find(|end| !there.contains(end));
        if let (true, Some((of, missing))) = (place > 0, missing) {
            let message =
                format!("The {} \"{code}\" stays away: there is no {} \"{missing}\".", kind.name(), of.name());
            back.warnings.push(Violation::new(Field::Property("links"), "gone", message));
            continue;
        }
        let mut put = restored(kind, code, PutMode::Create, &image)?;
        put.unknown = Unknown::Warn;
        there.insert((kind, code.to_owned()));
        back.puts.push(put);
    }
    Some(back)
}

/// Each after what it stands under, links last.
fn in_order(then: &Past<'_>, ids: &[i64]) -> Vec<i64> {
    let mut objects: Vec<_> = ids.iter().filter_map(|id| then.object(*id)).collect();
    objects.sort_by_cached_key(|object| {
        let is_link = object.kind == ObjectKind::Link;
        (is_link, then.above(object.id).count(), object.type_id, object.sequence, object.id)
    });
    objects.into_iter().map(|object| object.id).collect()
}

impl Drafts {
    /// Leaves out classifications that are gone.
    fn leave_out(&mut self, fields: &mut [(String, Input)], there: &Names) {
        let placed = fields.iter_mut().filter(|(name, _)| name == CLASSIFICATIONS);
        for (_, input) in placed {
            let Input::List(items) = input else { continue };
            items.retain(|item| {
                let code = item.text().unwrap_or_default().to_owned();
                let name = (ObjectKind::Classification, code);
                let is_there = there.contains(&name);
                if !is_there {
                    let message = format!("There is no classification \"{}\" any more.", name.1);
                    self.warnings.push(Violation::new(Field::Property(CLASSIFICATIONS), "gone", message));
                }
                is_there
            });
        }
    }
}
