//! The items of definitions, each after those that it names.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::attribute::{Attribute, Held, Kind, variants_own};
use super::seen::Seen;
use super::set::{Channel, Set};
use crate::item::{id, ids};
use crate::table::Row;
use crate::{Error, Item, Notes, Out, labels, measures};

/// The upper levels of the sheet: each group of attributes is a section.
const TAB: &str = "sheet";
const CATEGORY: &str = "sheet_attributes";

/// The attributes from which classifications and assets have their names.
pub const CATEGORY_NAME: &str = "classification_name";
pub const ASSET_NAME: &str = "asset_name";

/// Gives away all definitions and the values of lists.
pub fn all(set: &Set, seen: &Seen, out: &mut Out) -> Result<(), Error> {
    out.items(labels::items(&set.data, &set.labelled, "channels.csv"))?;
    let names: Value =
        set.locales().map(|locale| (locale.to_owned(), json!("Product"))).collect::<serde_json::Map<_, _>>().into();
    let names = if set.data.is_empty() { labels::one(set.locale(), "Product") } else { names };
    let kind = json!({"id": set.document_type(), "name": names, "hasVariants": true});
    out.item(Item::new("document-types", kind, "products"))?;
    families_of_units(set, out)?;
    groups(set, out)?;
    attributes(set, seen, out)?;
    sets(set, seen, out)?;
    titles(set, out)?;
    indicators(set, out)?;
    link_types(set, out)?;
    options(set, seen, out)
}

fn families_of_units(set: &Set, out: &mut Out) -> Result<(), Error> {
    let mut done = BTreeSet::new();
    for attribute in set.attributes.iter().filter(|attribute| attribute.kind == Kind::Measure) {
        let (name, unit) = (attribute.row.get("metric_family"), attribute.row.get("default_metric_unit"));
        if !done.insert(name.to_owned()) {
            continue;
        }
        let (body, is_known) = measures::body(name, unit, set.locale());
        if !is_known {
            let reason = format!("other units of the family {name} than {unit}: there is no factor between them");
            out.notes.leave_out(reason, place("attributes.csv", &attribute.row));
        }
        out.item(Item::new("measure-families", body, place("attributes.csv", &attribute.row)))?;
    }
    Ok(())
}

fn groups(set: &Set, out: &mut Out) -> Result<(), Error> {
    let sheet = id(set.document_type());
    let group = |code: &str, level: u8, parent: Option<&str>, name: Value| json!({"id": code, "level": level, "parent": parent.map(id), "documentType": sheet, "name": name});
    let upper = [(TAB, 1, None, "Product"), (CATEGORY, 2, Some(TAB), "Attributes")];
    out.items(upper.map(|(code, level, parent, name)| {
        let body = group(code, level, parent, labels::one(set.locale(), name));
        Item::new("attribute-groups", body, "attribute_groups.csv")
    }))?;
    for row in &set.groups {
        let code = row.get("code");
        let mut body = group(code, 3, Some(CATEGORY), labels::or_code(row, code, set.locale()));
        body["sequence"] = json!(sequence(row));
        out.item(Item::new("attribute-groups", body, place("attribute_groups.csv", row)))?;
    }
    Ok(())
}

fn attributes(set: &Set, seen: &Seen, out: &mut Out) -> Result<(), Error> {
    let name =
        |code, kind, localised| json!({"id": code, "objectType": kind, "type": "text", "isLocalizable": localised});
    let names = [name(CATEGORY_NAME, "classification", true), name(ASSET_NAME, "asset", false)];
    out.items(names.map(|body| Item::new("attributes", body, "categories.csv").ensured()))?;
    for attribute in &set.attributes {
        let at = place("attributes.csv", &attribute.row);
        for held in attribute.held(set) {
            out.item(Item::new("attributes", attribute.body(&held, set), at.clone()))?;
            if seen.variants_media.contains(&held.code) {
                out.item(Item::new("attributes", of_variants(attribute, &held, set), at.clone()))?;
            }
        }
    }
    Ok(())
}

/// The attribute by which variants hold media of their own.
fn of_variants(attribute: &Attribute, held: &Held, set: &Set) -> Value {
    let own = Held { code: variants_own(&held.code), suffix: format!("{} (variants)", held.suffix) };
    let mut body = attribute.body(&own, set);
    body["objectType"] = json!("variant");
    body["isInherited"] = json!(false);
    if let Some(members) = body.as_object_mut() {
        members.shift_remove("section");
    }
    body
}

/// The attributes of a family that have a counterpart.
fn attributes_of<'a>(family: &'a Row, set: &'a Set) -> impl Iterator<Item = &'a Attribute> {
    let mut done = BTreeSet::new();
    family.list("attributes").filter(move |code| done.insert((*code).to_owned())).filter_map(|code| set.attribute(code))
}

fn sets(set: &Set, seen: &Seen, out: &mut Out) -> Result<(), Error> {
    for family in &set.families {
        let code = family.get("code");
        let held: Vec<_> =
            attributes_of(family, set).flat_map(|attribute| attribute.held(set)).map(|held| held.code).collect();
        let own: Vec<_> = seen.own_media(held.iter().map(String::as_str)).collect();
        let body = json!({
            "id": code, "name": labels::or_code(family, code, set.locale()), "documentType": id(set.document_type()),
            "attributes": ids(held.iter().map(String::as_str)),
            "variantAttributes": ids(own.iter().map(String::as_str)),
        });
        out.item(Item::new("attributes-sets", body, place("families.csv", family)))?;
    }
    Ok(())
}

/// A type has one title: the text that most families say.
fn titles(set: &Set, out: &mut Out) -> Result<(), Error> {
    let said: Vec<&str> = set.families.iter().map(|family| family.get("attribute_as_label")).collect();
    let fits = |code: &&&str| set.attribute(code).is_some_and(|one| one.kind == Kind::Text && !one.is_scopable);
    let most = said.iter().filter(fits).max_by_key(|code| (said.iter().filter(|other| other == code).count(), **code));
    let Some(title) = most else { return Ok(()) };
    for (family, own) in set.families.iter().zip(&said).filter(|(_, own)| own != &title && !own.is_empty()) {
        let reason = format!("labels of families other than {title}: a document type has one title");
        out.notes.leave_out(reason, format!("{}: {own}", place("families.csv", family)));
    }
    let body = json!({"id": set.document_type(), "titleAttribute": id(title)});
    out.item(Item::new("document-types", body, "families.csv"))
}

/// What a family requires in a channel.
fn required<'a>(family: &'a Row, channel: &'a Channel, set: &'a Set) -> impl Iterator<Item = String> + 'a {
    let attributes = family.list(&format!("requirements-{}", channel.code)).collect::<Vec<_>>();
    let known = attributes.into_iter().filter_map(|code| set.attribute(code));
    known.flat_map(move |attribute| attribute.held_in(channel, set))
}

/// An indicator for each channel: all that any family requires there.
fn indicators(set: &Set, out: &mut Out) -> Result<(), Error> {
    for channel in &set.channels {
        let needed: BTreeSet<_> = set.families.iter().flat_map(|family| required(family, channel, set)).collect();
        if needed.is_empty() {
            continue;
        }
        count_besides(set, channel, &needed, &out.notes);
        let body = json!({
            "id": format!("requirements-{}", channel.code), "documentType": id(set.document_type()),
            "name": labels::or_code(&channel.row, &channel.code, set.locale()),
            "attributes": ids(needed.iter().map(String::as_str)),
        });
        out.item(Item::new("completeness-settings", body, "families.csv"))?;
    }
    Ok(())
}

/// Notes what counts for a family though others alone require it.
fn count_besides(set: &Set, channel: &Channel, needed: &BTreeSet<String>, notes: &Notes) {
    for family in &set.families {
        let own: BTreeSet<_> = required(family, channel, set).collect();
        let held = attributes_of(family, set).flat_map(|attribute| attribute.held(set)).map(|held| held.code);
        let besides = held.filter(|code| needed.contains(code) && !own.contains(code)).count() as u64;
        if besides > 0 {
            let reason = "requirements by family: an indicator counts, within a set, what any family requires";
            let example = format!("{}, channel {}: {besides} more", place("families.csv", family), channel.code);
            notes.leave_out_many(reason, besides, Some(example));
        }
    }
}

fn link_types(set: &Set, out: &mut Out) -> Result<(), Error> {
    for row in &set.associations {
        let code = row.get("code");
        let name = labels::or_code(row, code, set.locale());
        let body = json!({"id": code, "name": name, "originType": "document", "targetType": "document"});
        out.item(Item::new("link-types", body, place("association_types.csv", row)))?;
    }
    Ok(())
}

/// The values of lists, under each attribute that theirs is held as.
fn options(set: &Set, seen: &Seen, out: &mut Out) -> Result<(), Error> {
    for row in &set.options {
        let at = place("attribute_options.csv", row);
        let Some(attribute) = set.attribute(row.get("attribute")).filter(|attribute| attribute.kind.is_list()) else {
            out.notes.leave_out("options of attributes that are no lists here", at);
            continue;
        };
        for held in attribute.held(set) {
            let body = json!({
                "attribute": id(&held.code), "code": row.get("code"), "name": labels::of(row, ""),
                "sequence": sequence(row),
            });
            out.item(Item::new("predefined-values", body, at.clone()))?;
        }
    }
    for (code, unlisted) in &seen.unlisted {
        for held in set.attribute(code).iter().flat_map(|attribute| attribute.held(set)) {
            out.items(unlisted.iter().map(|value| {
                Item::new("predefined-values", json!({"attribute": id(&held.code), "code": value}), "products.csv")
            }))?;
        }
    }
    Ok(())
}

fn sequence(row: &Row) -> i64 {
    row.get("sort_order").parse().unwrap_or(0)
}

/// Where a row stands.
pub fn place(file: &str, row: &Row) -> String {
    format!("{file}, line {}", row.line)
}
