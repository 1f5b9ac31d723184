//! Definitions and predefined values, each after those that it names.

use std::collections::BTreeSet;

use model::input::Input;

use super::{Api, Known, code, each, item, no_list, only, pages, referred, without};
use crate::{Error, Item, Out};

/// What stands before the predefined values, with the properties that can only be said later.
const BEFORE_VALUES: [(&str, &[&str]); 11] = [
    ("locales", &["fallback"]),
    ("image-profiles", &[]),
    ("measure-families", &[]),
    ("users/groups", &[]),
    ("classification-access-profiles", &[]),
    ("attribute-access-profiles", &[]),
    ("document-types", &["titleAttribute"]),
    ("link-types", &[]),
    ("attribute-groups", &[]),
    ("attributes", &["defaultValue"]),
    ("attributes-sets", &[]),
];

/// What stands after them.
const AFTER_VALUES: [&str; 4] = ["tags", "workflows", "completeness-settings", "catalogs"];

/// What predefined values and catalogs print, but don't keep yet.
const UNKEPT: &[&str] = &["attributes"];

/// Texts by locale.
const LABELS: [&str; 2] = ["name", "description"];

/// Gives away all definitions; what objects must know of them.
pub fn all(api: &mut dyn Api, out: &mut Out) -> Result<Known, Error> {
    let mut known = Known::default();
    let mut later: Vec<Item> = Vec::new();
    for (resource, names) in BEFORE_VALUES {
        let mut all = list(api, resource, out)?;
        known.learn(resource, &all);
        order(resource, &mut all);
        for body in all {
            let origin = format!("{resource}/{}", code(&body));
            let body = forget(body, &known.locales);
            for name in names.iter().filter(|name| body.get(name).is_some_and(|value| !value.clears())) {
                let rest = only(body.clone(), |member| member == "id" || member == *name);
                later.push(item(resource, rest, origin.clone()));
            }
            out.item(item(resource, without(body, names), origin))?;
        }
        if resource == "locales" {
            out.items(later.drain(..))?;
        }
    }
    each(api, "predefined-values", out, |_, body, _| (without(forget(body.clone(), &known.locales), UNKEPT), None))?;
    out.items(later)?;
    for resource in AFTER_VALUES {
        let all = list(api, resource, out)?;
        known.learn(resource, &all);
        for body in all {
            let origin = format!("{resource}/{}", code(&body));
            let unkept = if resource == "catalogs" { UNKEPT } else { &[] };
            out.item(item(resource, without(forget(body, &known.locales), unkept), origin))?;
        }
    }
    Ok(known)
}

fn list(api: &mut dyn Api, resource: &'static str, out: &Out) -> Result<Vec<Input>, Error> {
    let all = pages::all(api, resource)?;
    if all.is_none() {
        out.notes.leave_out_many(no_list(resource), 0, None);
    }
    Ok(all.unwrap_or_default())
}

/// The default locale first, and groups from the top.
fn order(resource: &str, all: &mut [Input]) {
    let number = |body: &Input| match body.get("level") {
        Some(Input::Number(level)) => level.parse().unwrap_or(0),
        _ => 0,
    };
    match resource {
        "locales" => all.sort_by_key(|body| body.get("isDefault") != Some(&Input::Bool(true))),
        "attribute-groups" => all.sort_by_key(number),
        _ => {}
    }
}

/// The same without texts in locales that are gone.
fn forget(body: Input, locales: &BTreeSet<String>) -> Input {
    let Input::Map(members) = body else { return body };
    let members = members.into_iter().map(|(name, value)| {
        let value = match value {
            Input::Map(texts) if LABELS.contains(&name.as_str()) => {
                Input::Map(texts.into_iter().filter(|(locale, _)| locales.contains(locale)).collect())
            }
            Input::List(items) => Input::List(items.into_iter().map(|item| forget(item, locales)).collect()),
            Input::Map(_) => forget(value, locales),
            other => other,
        };
        (name, value)
    });
    Input::Map(members.collect())
}

impl Known {
    fn learn(&mut self, resource: &str, all: &[Input]) {
        let codes =
            |test: fn(&Input) -> bool| all.iter().filter(move |body| test(body)).map(|body| code(body).to_owned());
        match resource {
            "locales" => self.locales.extend(codes(|_| true)),
            "attributes" => self.linked.extend(codes(|body| {
                let kind = body.get("type").and_then(Input::text).unwrap_or_default();
                ["media", "document"].contains(&kind) && referred(body, "linkType").is_some()
            })),
            "tags" => self.by_rule.extend(codes(|body| body.get("rules").is_some_and(|rules| !rules.clears()))),
            _ => {}
        }
    }
}
