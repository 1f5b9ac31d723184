//! Definitions: product types become attribute sets, each channel's prices an attribute.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Dump, Row};
use crate::google_taxonomy::NAME;
use crate::item::{id, ids};
use crate::json::text;
use crate::{Error, Item, Out, labels, measures};

/// The catalog of collections.
pub const COLLECTIONS: &str = "COL";
/// The attribute of an asset's alternative text.
pub const ALT_TEXT: &str = "alt_text";

/// Attributes that every product has: code, name, type, localised.
const PLAIN: [(&str, &str, &str, bool); 7] = [
    ("name", "Name", "text", true),
    ("description", "Description", "html", true),
    ("seo_title", "SEO title", "text", true),
    ("seo_description", "SEO description", "multiline", true),
    ("variant_name", "Variant name", "text", true),
    ("weight", "Weight", "measure", false),
    ("pictures", "Pictures", "media", false),
];

/// Gives away all definitions.
pub fn all(dump: &Dump, out: &mut Out) -> Result<(), Error> {
    let (locale, type_of) = (&dump.source.locale, &dump.source.document_type);
    out.items(labels::items(&BTreeSet::from([locale.clone()]), &BTreeSet::new(), "dump"))?;
    let of_type = json!({"id": type_of, "name": labels::one(locale, "Product"), "hasVariants": true});
    out.item(Item::new("document-types", of_type, "dump"))?;
    out.item(Item::new("measure-families", measures::body("Weight", "GRAM", locale).0, "dump"))?;
    let name = json!({"id": NAME, "objectType": "classification", "type": "text", "isLocalizable": true});
    let alt = json!({"id": ALT_TEXT, "objectType": "asset", "type": "text", "isLocalizable": false});
    out.items([name, alt].map(|body| Item::new("attributes", body, "dump").ensured()))?;
    let attribute = |code: &str, name: &str, kind: &str, is_localized: bool| {
        json!({
            "id": code, "objectType": "document", "documentType": id(type_of), "type": kind, "isInherited": true,
            "name": labels::one(locale, name), "isLocalizable": is_localized,
        })
    };
    for (code, name, kind, is_localized) in PLAIN {
        let mut body = attribute(code, name, kind, is_localized);
        if kind == "measure" {
            body["measureFamily"] = id("Weight");
        }
        out.item(Item::new("attributes", body, "dump"))?;
    }
    for channel in dump.of("channel.channel") {
        let currencies = json!({ "currencies": [channel.fields["currency_code"]] });
        for (code, name) in [("price", "Price"), ("cost_price", "Cost price")] {
            let own = price_of(code, &channel.fields);
            let mut body = attribute(&own, &format!("{name} ({})", text(&channel.fields, "name")), "price", false);
            body["constraints"] = currencies.clone();
            out.item(Item::new("attributes", body, "channel.channel"))?;
        }
    }
    for row in dump.of("attribute.attribute") {
        if let Some(kind) = kind(row) {
            let body = attribute(&code_of(&row.fields), text(&row.fields, "name"), kind, kind == "html");
            out.item(Item::new("attributes", body, "attribute.attribute"))?;
        } else {
            let reason = format!("attributes of the type {}: there is no counterpart", text(&row.fields, "input_type"));
            out.notes.leave_out(reason, text(&row.fields, "slug"));
        }
    }
    out.item(Item::new("document-types", json!({"id": type_of, "titleAttribute": id("name")}), "dump"))?;
    out.items(dump.of("product.producttype").iter().map(|row| set(dump, row)))?;
    values(dump, out)
}

/// The attribute of a channel's prices.
pub fn price_of(code: &str, channel: &Value) -> String {
    format!("{code}-{}", text(channel, "slug"))
}

/// The code of an attribute.
pub fn code_of(fields: &Value) -> String {
    text(fields, "slug").replace(|c: char| !c.is_ascii_alphanumeric() && c != '-', "_")
}

/// What an attribute becomes; `None`: there is no counterpart.
pub fn kind(row: &Row) -> Option<&'static str> {
    Some(match text(&row.fields, "input_type") {
        "dropdown" | "swatch" => "select",
        "multiselect" => "multiselect",
        "boolean" => "boolean",
        "numeric" => "decimal",
        "plain-text" => "text",
        "rich-text" => "html",
        "date" => "date",
        "date-time" => "datetime",
        _ => return None,
    })
}

fn set(dump: &Dump, row: &Row) -> Item {
    let own = ["attribute.attributeproduct", "attribute.attributevariant"].into_iter().flat_map(|model| {
        let rows = dump.naming(model, "product_type", row.number);
        rows.filter_map(|row| dump.named("attribute.attribute", &row.fields, "attribute")).map(code_of)
    });
    let known: BTreeSet<_> = dump
        .of("attribute.attribute")
        .iter()
        .filter(|row| kind(row).is_some())
        .map(|row| code_of(&row.fields))
        .collect();
    let channels = dump.of("channel.channel").iter();
    let prices = channels.flat_map(|channel| ["price", "cost_price"].map(|code| price_of(code, &channel.fields)));
    let plain = PLAIN.iter().map(|(code, ..)| (*code).to_owned());
    let all: BTreeSet<_> = plain.chain(prices).chain(own.filter(|code| known.contains(code))).collect();
    let body = json!({
        "id": text(&row.fields, "slug"), "name": labels::one(&dump.source.locale, text(&row.fields, "name")),
        "documentType": id(&dump.source.document_type), "attributes": ids(all.iter().map(String::as_str)),
    });
    Item::new("attributes-sets", body, "product.producttype")
}

fn values(dump: &Dump, out: &mut Out) -> Result<(), Error> {
    for row in dump.of("attribute.attributevalue") {
        let owner =
            dump.of("attribute.attribute").iter().find(|owner| row.fields["attribute"].as_i64() == Some(owner.number));
        if let Some(owner) = owner.filter(|owner| matches!(kind(owner), Some("select" | "multiselect"))) {
            let body = json!({
                "attribute": id(&code_of(&owner.fields)), "code": text(&row.fields, "slug"),
                "name": labels::one(&dump.source.locale, text(&row.fields, "name")),
            });
            out.item(Item::new("predefined-values", body, "attribute.attributevalue"))?;
        }
    }
    Ok(())
}
