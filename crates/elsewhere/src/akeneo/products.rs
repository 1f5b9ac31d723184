//! The items of assets, documents, variants and links.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::attribute::Kind;
use super::columns::{self, Column};
use super::definitions::{ASSET_NAME, place};
use super::seen::{Place, Seen};
use super::set::{MODELS, PRODUCTS, Set};
use crate::item::{id, ids};
use crate::table::Row;
use crate::{Bytes, Error, File, Item, Out};

/// Products and models of a set.
pub struct Products<'a> {
    /// The set.
    pub set: &'a Set,
    /// What its products need.
    pub seen: &'a Seen,
}

impl Products<'_> {
    /// Each file that a cell names, once; its path is the asset's code.
    pub fn assets(&self, out: &mut Out) -> Result<(), Error> {
        let mut done = HashSet::new();
        self.models(|row, columns| self.assets_of((MODELS, row), columns, &mut done, out))?;
        self.set.products(|row, columns| match Place::of(row, self.set) {
            Place::Nowhere => Ok(()),
            _ => self.assets_of((PRODUCTS, row), columns, &mut done, out),
        })
    }

    fn assets_of(
        &self,
        (file, row): (&str, &Row),
        columns: &[Column],
        done: &mut HashSet<String>,
        out: &mut Out,
    ) -> Result<(), Error> {
        for (at, column) in columns.iter().enumerate() {
            let Column::Values(slot) = column else { continue };
            let cell = row.at(at);
            if slot.kind != Kind::Media || cell.is_empty() || done.contains(cell) {
                continue;
            }
            let Some(path) = self.set.stored.find(cell) else { continue };
            done.insert(cell.to_owned());
            let name = cell.rsplit('/').next().unwrap_or(cell).to_owned();
            let body = json!({"id": cell, "attributes": {ASSET_NAME: name}});
            let asset = Item::new("assets", body, place(file, row));
            out.item(asset.with_file(Some(File { name, bytes: Bytes::Path(path) })))?;
        }
        Ok(())
    }

    /// Models, and products without a parent.
    pub fn documents(&self, out: &mut Out) -> Result<(), Error> {
        self.models(|row, columns| {
            if row.get("parent").is_empty() { self.document((MODELS, row), "code", columns, out) } else { Ok(()) }
        })?;
        self.set.products(|row, columns| match Place::of(row, self.set) {
            Place::Document => self.document((PRODUCTS, row), &self.set.identifier, columns, out),
            _ => Ok(()),
        })
    }

    fn document(&self, (file, row): (&str, &Row), key: &str, columns: &[Column], out: &mut Out) -> Result<(), Error> {
        let set = self.set;
        let family = Some(row.get("family")).filter(|family| !family.is_empty());
        let family = family.or_else(|| set.family_variants.get(row.get("family_variant")).map(String::as_str));
        let mut body = json!({
            "id": row.get(key), "isActive": is_active(row), "documentType": id(set.document_type()),
            "classifications": ids(row.list("categories")),
            "attributes": columns::values(row, columns, set, false),
        });
        match family {
            Some(family) => body["attributeSet"] = id(family),
            None => out.notes.leave_out(
                "products without a family: they have all attributes",
                format!("{}: {}", place(file, row), row.get(key)),
            ),
        }
        out.item(Item::new("documents", body, place(file, row)))
    }

    /// Products with a parent. Two levels become one: what the sub-model says and the variant doesn't is copied to it.
    pub fn variants(&self, out: &mut Out) -> Result<(), Error> {
        let set = self.set;
        let model_columns = set.model_columns();
        set.products(|row, columns| {
            let Place::Variant(model) = Place::of(row, set) else { return Ok(()) };
            let mut values = columns::values(row, columns, set, true);
            let document = match model.get("parent") {
                "" => model.get("code"),
                above => {
                    let copied = copy(columns::values(model, &model_columns, set, true), &mut values);
                    let reason = "levels of models: values of sub-models stand on their variants";
                    out.notes.leave_out_many(reason, copied, None);
                    above
                }
            };
            let body = json!({
                "id": row.get(&set.identifier), "isActive": is_active(row), "document": id(document), "attributes": values,
            });
            out.item(Item::new("variants", body, place(PRODUCTS, row)))
        })
    }

    /// Associations between documents.
    pub fn links(&self, out: &mut Out) -> Result<(), Error> {
        self.set.products(|row, columns| {
            let origin = row.get(&self.set.identifier);
            for (at, column) in columns.iter().enumerate() {
                let Column::Linked(kind) = column else { continue };
                for target in row.at(at).split(',').filter(|target| !target.is_empty()) {
                    if Place::of(row, self.set).is_document() && self.seen.is_document(target) {
                        let body = json!({"linkType": id(kind), "origin": id(origin), "target": id(target)});
                        out.item(Item::new("links", body, place(PRODUCTS, row)))?;
                    } else {
                        let reason = "associations that begin at a variant, or lead to what is no document of the set";
                        out.notes.leave_out(reason, format!("{}: {origin} {kind} {target}", place(PRODUCTS, row)));
                    }
                }
            }
            Ok(())
        })
    }

    fn models(&self, mut each: impl FnMut(&Row, &[Column]) -> Result<(), Error>) -> Result<(), Error> {
        let columns = self.set.model_columns();
        self.set.models.iter().try_for_each(|row| each(row, &columns))
    }
}

fn is_active(row: &Row) -> bool {
    row.get("enabled") != "0"
}

/// Copies what is missing, text by text; how many values it was.
fn copy(from: Map<String, Value>, to: &mut Map<String, Value>) -> u64 {
    let mut copied = 0;
    for (code, value) in from {
        match (to.get_mut(&code), value) {
            (None, value) => {
                copied += value.as_object().map_or(1, |texts| texts.len() as u64);
                to.insert(code, value);
            }
            (Some(Value::Object(own)), Value::Object(texts)) if !own.contains_key("unit") => {
                for (locale, text) in texts {
                    if !own.contains_key(&locale) {
                        own.insert(locale, text);
                        copied += 1;
                    }
                }
            }
            (Some(Value::Array(own)), Value::Array(prices)) => {
                let lacks =
                    |price: &Value, own: &[Value]| own.iter().all(|other| other["currency"] != price["currency"]);
                let lacking: Vec<_> = prices.into_iter().filter(|price| lacks(price, own)).collect();
                copied += lacking.len() as u64;
                own.extend(lacking);
            }
            _ => {}
        }
    }
    copied
}
