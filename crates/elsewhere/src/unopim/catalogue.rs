//! Definitions and categories.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::Data;
use super::attributes::Attribute;
use crate::google_taxonomy::NAME;
use crate::item::{id, ids};
use crate::json::{is_on, list, members, text};
use crate::{Error, Item, Out, labels, measures};

/// The attribute that holds what a category is about.
const DESCRIPTION: &str = "classification_description";
/// The attribute of an asset's name.
pub const ASSET_NAME: &str = "asset_name";
/// The upper levels of the sheet.
const TAB: &str = "sheet";
const CATEGORY: &str = "sheet_attributes";

/// Gives away all definitions.
pub fn definitions(data: &Data, out: &mut Out) -> Result<(), Error> {
    let codes = |name: &str| list(&data.channels, name).iter().filter_map(Value::as_str).map(str::to_owned).collect();
    let locales: BTreeSet<String> = codes("locales");
    out.items(labels::items(&locales, &BTreeSet::new(), "channels.json"))?;
    let type_of = &data.source.document_type;
    let name = labels::one(data.locale(), "Product");
    out.item(Item::new("document-types", json!({"id": type_of, "name": name, "hasVariants": true}), "products"))?;
    units(data, out)?;
    groups(data, out)?;
    let own = |code: &str, kind: &str, of: &str| json!({"id": code, "objectType": of, "type": kind, "isLocalizable": of == "classification"});
    let names = [
        own(NAME, "text", "classification"),
        own(DESCRIPTION, "html", "classification"),
        own(ASSET_NAME, "text", "asset"),
    ];
    out.items(names.map(|body| Item::new("attributes", body, "categories.json").ensured()))?;
    for attribute in &data.attributes {
        let mut of =
            json!({"id": attribute.code, "objectType": "document", "documentType": id(type_of), "isInherited": true});
        if let Some(group) = &attribute.group {
            of["section"] = id(group);
        }
        out.item(Item::new("attributes", attribute.body(of, &data.channels["currencies"]), "attributes.json"))?;
    }
    out.item(Item::new("document-types", json!({"id": type_of, "titleAttribute": id("name")}), "attributes.json"))?;
    sets(data, out)?;
    indicators(data, out)?;
    associations(data, out)
}

fn units(data: &Data, out: &mut Out) -> Result<(), Error> {
    let mut done = BTreeSet::new();
    for (family, unit) in data.attributes.iter().filter_map(|attribute| attribute.measurement.as_ref()) {
        if done.insert(family) {
            out.item(Item::new("measure-families", measures::body(family, unit, data.locale()).0, "attributes.json"))?;
        }
    }
    Ok(())
}

fn groups(data: &Data, out: &mut Out) -> Result<(), Error> {
    let sheet = id(&data.source.document_type);
    let named = list(&data.definitions, "groups").iter();
    let mut all: Vec<(String, Value)> =
        named.map(|group| (text(group, "code").to_owned(), group["labels"].clone())).collect();
    for code in data.attributes.iter().filter_map(|attribute| attribute.group.as_ref()) {
        if all.iter().all(|(known, _)| known != code) {
            all.push((code.clone(), labels::one(data.locale(), code)));
        }
    }
    let upper = [(TAB, 1, None, "Product"), (CATEGORY, 2, Some(TAB), "Attributes")];
    out.items(upper.map(|(code, level, parent, name)| {
        let body = json!({"id": code, "level": level, "parent": parent.map(id), "documentType": sheet, "name": labels::one(data.locale(), name)});
        Item::new("attribute-groups", body, "attributes.json")
    }))?;
    out.items(all.into_iter().map(|(code, name)| {
        let body = json!({"id": code, "level": 3, "parent": id(CATEGORY), "documentType": sheet, "name": name});
        Item::new("attribute-groups", body, "attributes.json")
    }))
}

/// The attributes of a family that are there.
fn held<'a>(family: &'a Value, data: &'a Data) -> impl Iterator<Item = &'a str> {
    let all = members(family, "groups").flat_map(|(_, codes)| codes.as_array().into_iter().flatten());
    // Its picture is the first of the gallery.
    let codes = all.filter_map(Value::as_str).map(|code| if code == "image" { "gallery" } else { code });
    let mut done = BTreeSet::new();
    codes.filter(|code| data.attribute(code).is_some()).filter(move |code| done.insert(*code))
}

fn sets(data: &Data, out: &mut Out) -> Result<(), Error> {
    out.items(list(&data.families, "families").iter().map(|family| {
        let body = json!({
            "id": text(family, "code"), "name": family["labels"], "documentType": id(&data.source.document_type),
            "attributes": ids(held(family, data)),
        });
        Item::new("attributes-sets", body, "families.json")
    }))
}

/// What any family asks for, in each channel that counts it.
fn indicators(data: &Data, out: &mut Out) -> Result<(), Error> {
    let all = list(&data.families, "families").iter().flat_map(|family| list(family, "completeness"));
    let codes = all.filter_map(Value::as_str).map(|code| if code == "image" { "gallery" } else { code });
    let needed: BTreeSet<&str> = codes.filter(|code| data.attribute(code).is_some()).collect();
    let reason = "completeness by family: an indicator counts, within a set, what any family asks for";
    out.notes.leave_out_many(reason, 0, None);
    for channel in list(&data.families, "completeness_channels").iter().filter_map(Value::as_str) {
        let named = list(&data.channels, "channels").iter().find(|one| text(one, "code") == channel);
        let name = named.map_or_else(|| labels::one(data.locale(), channel), |one| one["names"].clone());
        let body = json!({
            "id": channel, "name": name, "documentType": id(&data.source.document_type),
            "attributes": ids(needed.iter().copied()),
        });
        out.item(Item::new("completeness-settings", body, "families.json"))?;
    }
    Ok(())
}

/// Link types, and their fields as attributes of links.
fn associations(data: &Data, out: &mut Out) -> Result<(), Error> {
    for kind in list(&data.associations, "types") {
        let code = text(kind, "code");
        let body = json!({"id": code, "name": kind["labels"], "originType": "document", "targetType": "document"});
        out.item(Item::new("link-types", body, "associations.json"))?;
        for field in list(kind, "fields") {
            let of = json!({"id": field_of(code, text(field, "code")), "objectType": "link", "linkType": id(code)});
            own_field(of, field, "associations.json", out)?;
        }
    }
    Ok(())
}

/// The code of the attribute that a field becomes.
pub fn field_of(owner: &str, field: &str) -> String {
    format!("{owner}_{field}")
}

/// An attribute that a field becomes, with its options.
fn own_field(of: Value, field: &Value, file: &'static str, out: &mut Out) -> Result<(), Error> {
    let code = text(&of, "id").to_owned();
    let attribute = Attribute::all(&json!({ "attributes": [field] })).pop();
    let Some(attribute) = attribute.filter(|attribute| attribute.kind != "media") else {
        out.notes.leave_out("pictures of categories and links: assets are linked from products alone", code);
        return Ok(());
    };
    out.item(Item::new("attributes", attribute.body(of, &Value::Null), file))?;
    out.items(attribute.options.iter().map(|option| {
        let body = json!({"attribute": id(&code), "code": text(option, "code"), "name": option["labels"]});
        Item::new("predefined-values", body, file)
    }))
}

/// Categories, which stand parents first, and their fields.
pub fn categories(data: &Data, out: &mut Out) -> Result<(), Error> {
    for field in list(&data.categories, "fields") {
        let of = json!({"id": field_of("category", text(field, "code")), "objectType": "classification"});
        own_field(of, field, "categories.json", out)?;
    }
    for node in list(&data.categories, "tree") {
        let mut values = Map::from_iter([(NAME.to_owned(), node["names"].clone())]);
        if members(node, "descriptions").next().is_some() {
            values.insert(DESCRIPTION.to_owned(), node["descriptions"].clone());
        }
        for (field, value) in members(node, "common") {
            values.insert(field_of("category", field), value.clone());
        }
        for (locale, texts) in members(node, "locale_extra") {
            for (field, value) in texts.as_object().into_iter().flatten() {
                values.entry(field_of("category", field)).or_insert_with(|| json!({}))[locale] = value.clone();
            }
        }
        let parent = Some(text(node, "parent")).filter(|parent| !parent.is_empty()).unwrap_or("root");
        let body = json!({
            "id": text(node, "code"), "parent": id(parent), "attributes": values,
            "isActive": !node["common"]["is_visible"].is_boolean() || is_on(&node["common"], "is_visible"),
        });
        out.item(Item::new("classifications", body, "categories.json"))?;
    }
    Ok(())
}
