//! What the columns of a file become.

use model::index::fold;
use serde_json::{Value, json};

use super::Shopify;
use crate::item::{id, object};
use crate::labels;

/// A column that becomes an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name in the header.
    pub name: String,
    /// The code of the attribute.
    pub code: String,
    /// What its values are.
    pub kind: &'static str,
    /// Whether they are texts in the language of the file.
    pub is_localized: bool,
    /// Whether each variant has its own.
    pub is_of_variants: bool,
}

/// The columns that aren't attributes: what a row is, options, pictures, tags.
const OTHERS: [&str; 11] = [
    "Handle",
    "Published",
    "Tags",
    "Type",
    "Image Src",
    "Image Position",
    "Image Alt Text",
    "Variant Image",
    "Variant Weight Unit",
    "Option Name",
    "Option Value",
];

/// Columns whose values aren't plain texts, or whose names say less than their codes: name, code, type, localised.
const KNOWN: [(&str, &str, &str, bool); 13] = [
    ("Title", "title", "text", true),
    ("Body (HTML)", "body", "html", true),
    ("SEO Title", "seo_title", "text", true),
    ("SEO Description", "seo_description", "multiline", true),
    ("Variant SKU", "sku", "text", false),
    ("Variant Barcode", "barcode", "text", false),
    ("Variant Grams", "weight", "measure", false),
    ("Variant Price", "price", "price", false),
    ("Variant Compare At Price", "compare_at_price", "price", false),
    ("Variant Inventory Qty", "inventory_quantity", "integer", false),
    ("Variant Requires Shipping", "requires_shipping", "boolean", false),
    ("Variant Taxable", "taxable", "boolean", false),
    ("Gift Card", "gift_card", "boolean", false),
];

/// Most characters of a code; what is put before one needs some too.
const LONGEST: usize = 80;

/// The attributes that a header asks for.
pub fn of(names: &[String]) -> Vec<Column> {
    let plain = names.iter().filter(|name| !OTHERS.contains(&name.as_str()) && !is_option(name));
    plain.map(|name| column(name)).collect()
}

fn is_option(name: &str) -> bool {
    name.starts_with("Option") && (name.ends_with(" Name") || name.ends_with(" Value"))
}

fn column(name: &str) -> Column {
    let known = KNOWN.iter().find(|(known, ..)| *known == name);
    let (code, kind, is_localized) = match known {
        Some((_, code, kind, is_localized)) => ((*code).to_owned(), *kind, *is_localized),
        None => (slug(name.strip_prefix("Variant ").unwrap_or(name)), "text", false),
    };
    Column { name: name.to_owned(), code, kind, is_localized, is_of_variants: name.starts_with("Variant ") }
}

/// A name as a code: `Google Shopping / Age Group` is `google_shopping_age_group`, `Größe` is `grosse`. Letters of other
/// scripts are written by their numbers, so that two names don't become one.
pub fn slug(name: &str) -> String {
    let folded = fold(name);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(spelled);
    let code = match words.collect::<Vec<_>>().join("_") {
        nothing if nothing.is_empty() => spelled(name),
        code => code,
    };
    code.chars().take(LONGEST).collect()
}

/// A word in letters that codes may have.
fn spelled(word: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c.to_string() } else { format!("u{:x}", u32::from(c)) };
    word.chars().map(letter).collect()
}

impl Column {
    /// The body of its attribute.
    pub fn body(&self, source: &Shopify) -> Value {
        let mut body = object([("measureFamily", (self.kind == "measure").then(|| id("Weight")))]);
        body.extend(object([
            ("id", Some(json!(self.code))),
            ("objectType", Some(json!("document"))),
            ("documentType", Some(id(&source.document_type))),
            ("type", Some(json!(self.kind))),
            ("name", Some(labels::one(&source.locale, &self.name))),
            ("isLocalizable", Some(json!(self.is_localized))),
            ("isInherited", Some(json!(true))),
            ("constraints", (self.kind == "price").then(|| json!({"currencies": [source.currency]}))),
        ]));
        body.into()
    }

    /// A cell as it is sent.
    pub fn value(&self, cell: &str, source: &Shopify) -> Value {
        let value = match (self.kind, cell) {
            ("boolean", "true" | "TRUE") => json!(true),
            ("boolean", "false" | "FALSE") => json!(false),
            ("price", amount) => json!([{"amount": amount, "currency": source.currency}]),
            ("measure", grams) => json!({"value": grams, "unit": "GRAM"}),
            (_, text) => json!(text),
        };
        if self.is_localized { json!({ source.locale.as_str(): value }) } else { value }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_any_script_are_codes_of_their_own() {
        assert_eq!(["Größe", "T-Shirts & Tops", "Цвет 2"].map(slug), ["grosse", "t_shirts_tops", "u446u432u435u442_2"]);
        let names = ["色", "サイズ", "カラー", "素材", "★", "☆"];
        let codes: std::collections::BTreeSet<_> = names.iter().map(|name| slug(name)).collect();
        assert_eq!(codes.len(), names.len(), "{codes:?}");
        for code in codes.into_iter().chain([slug(&"素材".repeat(100))]) {
            assert!((1..=LONGEST).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric()), "{code}");
        }
    }

    #[test]
    fn columns_become_attributes_by_their_names() {
        let names = [
            "Handle",
            "Title",
            "Option1 Name",
            "Option1 Value",
            "Variant Price",
            "Variant Tax Code",
            "Cost per item",
            "Google Shopping / Age Group",
        ];
        let columns = of(&names.map(str::to_owned));
        let told: Vec<_> = columns.iter().map(|one| (one.code.as_str(), one.kind, one.is_of_variants)).collect();
        assert_eq!(
            told,
            [
                ("title", "text", false),
                ("price", "price", true),
                ("tax_code", "text", true),
                ("cost_per_item", "text", false),
                ("google_shopping_age_group", "text", false),
            ]
        );
    }
}
