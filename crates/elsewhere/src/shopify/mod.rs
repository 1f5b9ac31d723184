//! Shopify: CSV files of products. A handle becomes a document, its rows with options variants; the type becomes an
//! attribute set and a classification, tags and options values of lists, pictures assets that are fetched later.

mod columns;
mod product;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::PathBuf;

use serde_json::{Map, Value, json};

use crate::google_taxonomy::NAME;
use crate::item::{id, ids};
use crate::table::{self, Row};
use crate::{Bytes, Error, File, Item, Out, Source, labels, measures};
use columns::{Column, slug};
use product::Product;

/// Files of products.
#[derive(Debug, Clone)]
pub struct Shopify {
    /// The files.
    pub files: Vec<PathBuf>,
    /// The document type that products become.
    pub document_type: String,
    /// The language of their texts.
    pub locale: String,
    /// The currency of their prices, which the files don't tell.
    pub currency: String,
}

/// The classification above those of types.
const ABOVE: &str = "shopify";
const TAGS: &str = "tags_of_shop";
const PICTURES: &str = "pictures";
const PICTURES_OF_VARIANTS: &str = "pictures-variant";
const ALT_TEXT: &str = "alt_text";

/// What products ask for.
#[derive(Default)]
struct Seen {
    columns: Vec<Column>,
    /// Attributes of options, by code: the name, and the values in the order in which they come.
    options: BTreeMap<String, (String, Vec<String>)>,
    tags: BTreeSet<String>,
    types: BTreeSet<String>,
}

impl Source for Shopify {
    fn run(self: Box<Self>, out: &mut Out) -> Result<(), Error> {
        let seen = self.look()?;
        out.notes.leave_out_many(
            format!("the currency of prices, which the files don't tell: taken as {}", self.currency),
            0,
            None,
        );
        self.definitions(&seen, out)?;
        self.values(&seen, out)?;
        self.classifications(&seen, out)?;
        self.assets(out)?;
        product::each(&self.files, |product| out.item(self.document(&product, &seen)))?;
        product::each(&self.files, |product| self.variants(&product, &seen, out))
    }
}

impl Shopify {
    fn look(&self) -> Result<Seen, Error> {
        let mut seen = Seen::default();
        for file in &self.files {
            let Some(header) = table::header(file)? else {
                return Err(Error::Unsuited(format!("{} is not there, or an empty file of 0 bytes", file.display())));
            };
            if !header.names().iter().any(|name| name == "Handle") {
                return Err(Error::Unsuited(format!(
                    "{} has no column Handle: it is no file of products",
                    file.display()
                )));
            }
            let new = columns::of(header.names()).into_iter().filter(|column| !seen.columns.contains(column));
            let new: Vec<_> = new.collect();
            seen.columns.extend(new);
        }
        product::each(&self.files, |product| {
            seen.tags.extend(tags(product.first()).map(str::to_owned));
            seen.types.extend(Some(product.first().get("Type")).filter(|kind| !kind.is_empty()).map(str::to_owned));
            let rows = product.variants();
            for (name, column) in product.options().into_iter().filter(|_| !rows.is_empty()) {
                let (_, values) =
                    seen.options.entry(option_code(name)).or_insert_with(|| (name.to_owned(), Vec::new()));
                for value in rows.iter().map(|row| row.get(column).trim()).filter(|value| !value.is_empty()) {
                    if !values.iter().any(|known| known == value) {
                        values.push(value.to_owned());
                    }
                }
            }
            Ok(())
        })?;
        Ok(seen)
    }

    fn definitions(&self, seen: &Seen, out: &mut Out) -> Result<(), Error> {
        let locale = BTreeSet::from([self.locale.clone()]);
        out.items(labels::items(&locale, &BTreeSet::new(), "header"))?;
        let of_type = id(&self.document_type);
        let name = labels::one(&self.locale, "Product");
        out.item(Item::new(
            "document-types",
            json!({"id": self.document_type, "name": name, "hasVariants": true}),
            "header",
        ))?;
        let (weights, _) = measures::body("Weight", "GRAM", &self.locale);
        out.item(Item::new("measure-families", weights, "header"))?;
        let own = |code: &str, name: &str, kind: &str, of: &str| {
            let mut body = json!({"id": code, "name": labels::one(&self.locale, name), "type": kind, "objectType": of});
            if ["document", "variant"].contains(&of) {
                body["documentType"] = of_type.clone();
            }
            Item::new("attributes", body, "header")
        };
        out.item(
            Item::new(
                "attributes",
                json!({"id": NAME, "objectType": "classification", "type": "text", "isLocalizable": true}),
                "header",
            )
            .ensured(),
        )?;
        out.item(own(ALT_TEXT, "Alt text", "text", "asset").ensured())?;
        out.items(seen.columns.iter().map(|column| Item::new("attributes", column.body(self), "header")))?;
        out.items([own(TAGS, "Tags", "multiselect", "document"), own(PICTURES, "Pictures", "media", "document")])?;
        out.item(own(PICTURES_OF_VARIANTS, "Pictures (variants)", "media", "variant"))?;
        out.items(seen.options.iter().map(|(code, (name, _))| own(code, name, "select", "variant")))?;
        let title = json!({"id": self.document_type, "titleAttribute": id("title")});
        out.item(Item::new("document-types", title, "header"))?;
        let held: Vec<_> = seen.columns.iter().map(|column| column.code.as_str()).chain([TAGS, PICTURES]).collect();
        let of_variants: Vec<_> = seen.options.keys().map(String::as_str).chain([PICTURES_OF_VARIANTS]).collect();
        out.items(seen.types.iter().map(|kind| {
            let body = json!({
                "id": slug(kind), "name": labels::one(&self.locale, kind), "documentType": of_type,
                "attributes": ids(held.iter().copied()), "variantAttributes": ids(of_variants.iter().copied()),
            });
            Item::new("attributes-sets", body, "Type")
        }))
    }

    fn values(&self, seen: &Seen, out: &mut Out) -> Result<(), Error> {
        let value = |attribute: &str, code: &str| {
            let name = labels::one(&self.locale, code);
            Item::new("predefined-values", json!({"attribute": id(attribute), "code": code, "name": name}), "rows")
        };
        out.items(seen.tags.iter().map(|tag| value(TAGS, tag)))?;
        for (code, (_, values)) in &seen.options {
            out.items(values.iter().map(|one| value(code, one)))?;
        }
        Ok(())
    }

    fn classifications(&self, seen: &Seen, out: &mut Out) -> Result<(), Error> {
        let node = |code: &str, parent: &str, name: &str| {
            let values = json!({ NAME: labels::one(&self.locale, name) });
            Item::new("classifications", json!({"id": code, "parent": id(parent), "attributes": values}), "Type")
        };
        out.item(node(ABOVE, "root", "Shopify"))?;
        out.items(seen.types.iter().map(|kind| node(&below(kind), ABOVE, kind)))
    }

    fn assets(&self, out: &mut Out) -> Result<(), Error> {
        let mut done = HashSet::new();
        product::each(&self.files, |product| {
            for (address, row) in product.pictures() {
                let code = asset(address);
                if done.insert(code.clone()) {
                    let alt = Some(row.get("Image Alt Text")).filter(|text| !text.is_empty());
                    let values: Map<_, _> = alt.into_iter().map(|text| (ALT_TEXT.to_owned(), json!(text))).collect();
                    let name = code.rsplit('/').next().unwrap_or(&code).to_owned();
                    let file = File { name, bytes: Bytes::Later(address.to_owned()) };
                    let body = json!({"id": code, "attributes": values});
                    out.item(Item::new("assets", body, product.place(row)).with_file(Some(file)))?;
                }
            }
            Ok(())
        })
    }

    fn document(&self, product: &Product, seen: &Seen) -> Item {
        let (row, alone) = (product.first(), product.variants().is_empty());
        let mut values = self.cells(row, seen, |column| alone || !column.is_of_variants);
        let tags: Vec<_> = tags(row).collect();
        if !tags.is_empty() {
            values.insert(TAGS.to_owned(), json!(tags));
        }
        let pictures: Vec<_> = product.pictures().into_iter().map(|(address, _)| id(&asset(address))).collect();
        if !pictures.is_empty() {
            values.insert(PICTURES.to_owned(), json!(pictures));
        }
        let kind = row.get("Type");
        let place = if kind.is_empty() { ABOVE.to_owned() } else { below(kind) };
        let mut body = json!({
            "id": product.handle(), "documentType": id(&self.document_type), "classifications": [id(&place)],
            "isActive": row.get("Published").eq_ignore_ascii_case("true"), "attributes": values,
        });
        if !kind.is_empty() {
            body["attributeSet"] = id(&slug(kind));
        }
        Item::new("documents", body, product.place(row))
    }

    fn variants(&self, product: &Product, seen: &Seen, out: &mut Out) -> Result<(), Error> {
        for row in product.variants() {
            let mut values = self.cells(row, seen, |column| column.is_of_variants);
            for (name, column) in product.options() {
                values.insert(option_code(name), json!(row.get(column).trim()));
            }
            if !row.get("Variant Image").is_empty() {
                values.insert(PICTURES_OF_VARIANTS.to_owned(), json!([id(&asset(row.get("Variant Image")))]));
            }
            let body = json!({"id": product.code_of(row), "document": id(product.handle()), "attributes": values});
            out.item(Item::new("variants", body, product.place(row)))?;
        }
        Ok(())
    }

    fn cells(&self, row: &Row, seen: &Seen, of: impl Fn(&Column) -> bool) -> Map<String, Value> {
        let filled = seen.columns.iter().filter(|column| of(column) && !row.get(&column.name).is_empty());
        filled.map(|column| (column.code.clone(), column.value(row.get(&column.name), self))).collect()
    }
}

fn tags(row: &Row) -> impl Iterator<Item = &str> {
    row.list("Tags")
}

fn option_code(name: &str) -> String {
    format!("option_{}", slug(name))
}

/// The classification of a type.
fn below(kind: &str) -> String {
    format!("{ABOVE}-{}", slug(kind))
}

/// The code of the asset that lies at an address: the address without what may change about it.
fn asset(address: &str) -> String {
    let plain = address.split_once("://").map_or(address, |(_, rest)| rest);
    plain.split(['?', '#']).next().unwrap_or(plain).chars().take(255).collect()
}
