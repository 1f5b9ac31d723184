//! Categories, collections, pictures, products and variants.

use std::path::PathBuf;

use serde_json::{Map, Value, json};

use super::definitions::{ALT_TEXT, COLLECTIONS, code_of, kind, price_of};
use super::rich_text::html;
use super::{Dump, Row};
use crate::google_taxonomy::NAME;
use crate::item::{id, ids};
use crate::json::{is_on, text};
use crate::{Bytes, Error, File, Item, Notes, Out, inside, labels};

/// Gives away all objects.
pub fn all(dump: &Dump, out: &mut Out) -> Result<(), Error> {
    classifications(dump, out)?;
    assets(dump, out)?;
    for row in dump.of("product.product") {
        let item = document(dump, row, out);
        out.item(item)?;
    }
    let notes = out.notes.clone();
    out.items(dump.of("product.productvariant").iter().filter_map(|row| variant(dump, row, &notes)))
}

fn classifications(dump: &Dump, out: &mut Out) -> Result<(), Error> {
    let locale = &dump.source.locale;
    let mut rows: Vec<&Row> = dump.of("product.category").iter().collect();
    rows.sort_by_key(|row| row.fields["level"].as_i64());
    for row in rows {
        let parent =
            dump.named("product.category", &row.fields, "parent").map_or("root", |parent| text(parent, "slug"));
        let body = json!({
            "id": text(&row.fields, "slug"), "parent": id(parent),
            "attributes": {NAME: labels::one(locale, text(&row.fields, "name"))},
        });
        out.item(Item::new("classifications", body, "product.category"))?;
    }
    if !dump.of("product.collection").is_empty() {
        let catalog = json!({"id": COLLECTIONS, "name": "Collections", "objectType": "document"});
        out.item(Item::new("catalogs", catalog, "product.collection").ensured())?;
    }
    out.items(dump.of("product.collection").iter().map(|row| {
        let body = json!({
            "id": text(&row.fields, "slug"), "parent": id(&format!("root_{COLLECTIONS}")), "catalogs": [id(COLLECTIONS)],
            "attributes": {NAME: labels::one(locale, text(&row.fields, "name"))},
        });
        Item::new("classifications", body, "product.collection")
    }))
}

/// Pictures are known by their paths, as far as they lie beside the dump.
fn assets(dump: &Dump, out: &mut Out) -> Result<(), Error> {
    for row in dump.of("product.productmedia") {
        let path = text(&row.fields, "image");
        let alt = Some(text(&row.fields, "alt")).filter(|alt| !alt.is_empty());
        let values: Map<_, _> = alt.into_iter().map(|alt| (ALT_TEXT.to_owned(), json!(alt))).collect();
        let file = picture(dump, path);
        if file.is_none() {
            out.notes.leave_out("pictures that don't lie beside the dump: their assets have no file", path);
        }
        let name = path.rsplit('/').next().unwrap_or(path).to_owned();
        let file = file.map(|path| File { name, bytes: Bytes::Path(path) });
        out.item(
            Item::new("assets", json!({"id": path, "attributes": values}), "product.productmedia").with_file(file),
        )?;
    }
    Ok(())
}

/// `products/apple-drink_60641056.png` lies there, or as `placeholders/saleor-apple-drink.png`.
fn picture(dump: &Dump, path: &str) -> Option<PathBuf> {
    let folder = dump.source.file.parent()?;
    let name = path.rsplit('/').next()?;
    let (stem, ending) = name.rsplit_once('.')?;
    let plain = stem.rsplit_once('_').map_or(stem, |(plain, _)| plain).replace('_', "-");
    let drawn = || inside::file(&folder.join("placeholders"), &format!("saleor-{plain}.{ending}"));
    inside::file(&folder.join("products"), name).or_else(drawn)
}

fn document(dump: &Dump, row: &Row, out: &Out) -> Item {
    let fields = &row.fields;
    let slug = text(fields, "slug");
    let mut values = Map::new();
    let mut localized = |code: &str, text: Option<String>| {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            values.insert(code.to_owned(), labels::one(&dump.source.locale, &text));
        }
    };
    localized("name", Some(text(fields, "name").to_owned()));
    localized("description", html(&fields["description"], &out.notes, slug));
    localized("seo_title", Some(text(fields, "seo_title").to_owned()));
    localized("seo_description", Some(text(fields, "seo_description").to_owned()));
    values.extend(weight(fields));
    let mut pictures: Vec<&Row> = dump.naming("product.productmedia", "product", row.number).collect();
    pictures.sort_by_key(|media| media.fields["sort_order"].as_i64());
    if !pictures.is_empty() {
        values.insert("pictures".to_owned(), ids(pictures.iter().map(|media| text(&media.fields, "image"))));
    }
    let assigned = dump.naming("attribute.assignedproductattributevalue", "product", row.number);
    values.extend(choices(dump, assigned.map(|row| &row.fields), (&out.notes, slug)));
    let category = dump.named("product.category", fields, "category");
    let collections = dump.naming("product.collectionproduct", "product", row.number);
    let collections = collections.filter_map(|row| dump.named("product.collection", &row.fields, "collection"));
    let places = category.into_iter().chain(collections).map(|place| text(place, "slug"));
    let mut listings = dump.naming("product.productchannellisting", "product", row.number);
    let mut body = json!({
        "id": slug, "documentType": id(&dump.source.document_type), "classifications": ids(places),
        "isActive": listings.any(|listing| is_on(&listing.fields, "is_published")), "attributes": values,
    });
    if let Some(kind) = dump.named("product.producttype", fields, "product_type") {
        body["attributeSet"] = id(text(kind, "slug"));
    }
    Item::new("documents", body, "product.product")
}

fn variant(dump: &Dump, row: &Row, notes: &Notes) -> Option<Item> {
    let fields = &row.fields;
    let document = text(dump.named("product.product", fields, "product")?, "slug");
    let mut values = Map::new();
    let name = text(fields, "name");
    if !name.is_empty() {
        values.insert("variant_name".to_owned(), labels::one(&dump.source.locale, name));
    }
    values.extend(weight(fields));
    let assigned = dump.naming("attribute.assignedvariantattribute", "variant", row.number);
    let assigned =
        assigned.flat_map(|row| dump.naming("attribute.assignedvariantattributevalue", "assignment", row.number));
    values.extend(choices(dump, assigned.map(|row| &row.fields), (notes, document)));
    for listing in dump.naming("product.productvariantchannellisting", "variant", row.number) {
        let Some(channel) = dump.named("channel.channel", &listing.fields, "channel") else { continue };
        for (field, code) in [("price_amount", "price"), ("cost_price_amount", "cost_price")] {
            let amount = text(&listing.fields, field);
            if !amount.is_empty() {
                let price = json!([{"amount": amount, "currency": listing.fields["currency"]}]);
                values.insert(price_of(code, channel), price);
            }
        }
    }
    let sku = text(fields, "sku");
    let code = if sku.is_empty() { format!("{document}/{}", row.number) } else { sku.to_owned() };
    let mut body = json!({"id": code, "document": id(document), "attributes": values});
    if let Some(order) = fields["sort_order"].as_i64() {
        body["sequence"] = json!(order + 1);
    }
    Some(Item::new("variants", body, "product.productvariant"))
}

/// `1000.0:g` is 1,000 grams.
fn weight(fields: &Value) -> Option<(String, Value)> {
    let (number, unit) = fields["weight"].as_str()?.split_once(':')?;
    let unit = match unit {
        "g" => "GRAM",
        "kg" => "KILOGRAM",
        "lb" => "POUND",
        "oz" => "OUNCE",
        _ => return None,
    };
    Some(("weight".to_owned(), json!({"value": number, "unit": unit})))
}

/// The values that assignments name, by attribute.
fn choices<'a>(
    dump: &'a Dump,
    assigned: impl Iterator<Item = &'a Value>,
    (notes, owned_by): (&Notes, &str),
) -> Map<String, Value> {
    let mut values = Map::new();
    for value in assigned.filter_map(|row| dump.named("attribute.attributevalue", row, "value")) {
        let owner =
            dump.of("attribute.attribute").iter().find(|owner| value["attribute"].as_i64() == Some(owner.number));
        let Some((owner, kind)) = owner.and_then(|owner| Some((owner, kind(owner)?))) else { continue };
        let code = code_of(&owner.fields);
        match kind {
            "select" => _ = values.insert(code, json!(text(value, "slug"))),
            "multiselect" => {
                let codes = values.entry(code).or_insert_with(|| json!([]));
                codes.as_array_mut().into_iter().for_each(|codes| codes.push(json!(text(value, "slug"))));
            }
            "boolean" => _ = values.insert(code, value["boolean"].clone()),
            "decimal" => _ = values.insert(code, json!(text(value, "name"))),
            // The name is cut.
            "text" => {
                let whole = [text(value, "plain_text"), text(value, "name")].into_iter().find(|text| !text.is_empty());
                values.insert(code, json!(whole));
            }
            "datetime" => _ = values.insert(code, value["date_time"].clone()),
            // Of a day it is midnight.
            "date" => _ = values.insert(code, json!(text(value, "date_time").split('T').next())),
            "html" => {
                if let Some(html) = html(&value["rich_text"], notes, owned_by) {
                    values.insert(code, labels::one(&dump.source.locale, &html));
                }
            }
            _ => {}
        }
    }
    values
}
