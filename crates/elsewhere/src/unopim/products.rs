//! Products, their pictures, variants and links.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde_json::{Map, Value, json};

use super::Data;
use super::catalogue::{ASSET_NAME, field_of};
use crate::item::{id, ids};
use crate::json::{list, members, text};
use crate::{Bytes, Error, File, Item, Out, inside};

/// The products of all files.
pub struct Products<'a> {
    data: &'a Data,
    files: Vec<PathBuf>,
    /// Codes in lists that no file says.
    unlisted: BTreeMap<String, BTreeSet<String>>,
}

impl<'a> Products<'a> {
    /// Looks through them once.
    pub fn read(data: &'a Data) -> Result<Self, Error> {
        let folder = data.source.folder.join("products");
        let entries = std::fs::read_dir(&folder).map_err(Error::unreadable(&folder))?;
        let files = entries.filter_map(|entry| Some(entry.ok()?.path()));
        let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|ending| ending == "json")).collect();
        files.sort();
        let mut products = Self { data, files, unlisted: BTreeMap::new() };
        let mut unlisted: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        products.each(|_, product| {
            let axes = list(product, "variants").iter().flat_map(|variant| members(variant, "axis"));
            for (code, value) in members(product, "common").chain(axes) {
                let Some(attribute) = data.attribute(code).filter(|attribute| attribute.is_list()) else { continue };
                let codes = value.as_array().map_or_else(|| vec![value], |codes| codes.iter().collect());
                for code in codes.into_iter().filter_map(Value::as_str) {
                    if attribute.options.iter().all(|option| text(option, "code") != code) {
                        unlisted.entry(attribute.code.clone()).or_default().insert(code.to_owned());
                    }
                }
            }
            Ok(())
        })?;
        products.unlisted = unlisted;
        Ok(products)
    }

    fn each(&self, mut take: impl FnMut(&str, &Value) -> Result<(), Error>) -> Result<(), Error> {
        for file in &self.files {
            let name = format!("products/{}", file.file_name().unwrap_or_default().to_string_lossy());
            let products = crate::json::read(file)?;
            products.as_array().into_iter().flatten().try_for_each(|product| take(&name, product))?;
        }
        Ok(())
    }

    /// The values of lists.
    pub fn options(&self, out: &mut Out) -> Result<(), Error> {
        for attribute in self.data.attributes.iter().filter(|attribute| attribute.is_list()) {
            let known = attribute.options.iter().map(|option| (text(option, "code"), option["labels"].clone()));
            let more = self.unlisted.get(&attribute.code).into_iter().flatten().map(|code| (code.as_str(), json!({})));
            out.items(known.chain(more).map(|(code, name)| {
                let body = json!({"attribute": id(&attribute.code), "code": code, "name": name});
                Item::new("predefined-values", body, "attributes.json")
            }))?;
        }
        Ok(())
    }

    /// The pictures of a product that are there.
    fn pictures(&self, product: &Value) -> Vec<(String, PathBuf)> {
        let name = text(product, "media");
        let names = [format!("{name}.webp"), format!("{name}-detail.webp")].into_iter().filter(|_| !name.is_empty());
        let folder = self.data.source.folder.join("images");
        names.filter_map(|name| Some((name.clone(), inside::file(&folder, &name)?))).collect()
    }

    /// Each picture once.
    pub fn assets(&self, out: &mut Out) -> Result<(), Error> {
        let mut done = BTreeSet::new();
        self.each(|file, product| {
            let pictures = self.pictures(product);
            if pictures.is_empty() {
                out.notes.leave_out("pictures that aren't there", format!("{file}: {}", text(product, "media")));
            }
            for (name, path) in pictures {
                if done.insert(name.clone()) {
                    let body = json!({"id": name, "attributes": {ASSET_NAME: name}});
                    let bytes = Some(File { name, bytes: Bytes::Path(path) });
                    out.item(Item::new("assets", body, file).with_file(bytes))?;
                }
            }
            Ok(())
        })
    }

    /// A document for each product.
    pub fn documents(&self, out: &mut Out) -> Result<(), Error> {
        self.each(|file, product| {
            let mut values = Map::new();
            for (code, value) in members(product, "common") {
                match self.data.attribute(code) {
                    Some(attribute) => _ = values.insert(code.to_owned(), attribute.value(value)),
                    None => out
                        .notes
                        .leave_out(format!("values of {code}: there is no such attribute"), text(product, "sku")),
                }
            }
            for (locale, texts) in members(product, "locales") {
                for (code, value) in texts.as_object().into_iter().flatten() {
                    values.entry(code.clone()).or_insert_with(|| json!({}))[locale] = value.clone();
                }
            }
            for (name, code) in [("prices", "price"), ("cost", "cost")] {
                let prices: Vec<_> = members(product, name)
                    .map(|(currency, amount)| json!({"amount": amount, "currency": currency}))
                    .collect();
                if !prices.is_empty() {
                    values.insert(code.to_owned(), prices.into());
                }
            }
            let pictures = self.pictures(product);
            if !pictures.is_empty() {
                values.insert("gallery".to_owned(), ids(pictures.iter().map(|(name, _)| name.as_str())));
            }
            let places = list(product, "categories").iter().filter_map(Value::as_str);
            let body = json!({
                "id": text(product, "sku"), "documentType": id(&self.data.source.document_type),
                "attributeSet": id(text(product, "family")), "classifications": ids(places), "attributes": values,
            });
            out.item(Item::new("documents", body, file))
        })
    }

    /// The variants of configurable products: each has its values on the axes.
    pub fn variants(&self, out: &mut Out) -> Result<(), Error> {
        self.each(|file, product| {
            let sku = text(product, "sku");
            out.items(list(product, "variants").iter().map(|variant| {
                let code = format!("{sku}-{}", text(variant, "suffix"));
                let body = json!({"id": code, "document": id(sku), "attributes": variant["axis"]});
                Item::new("variants", body, file)
            }))
        })
    }

    /// Associations, with their fields as values of links.
    pub fn links(&self, out: &mut Out) -> Result<(), Error> {
        for (origin, kinds) in members(&self.data.associations, "links") {
            for (kind, target) in
                kinds.as_object().into_iter().flatten().flat_map(|(kind, targets)| {
                    targets.as_array().into_iter().flatten().map(move |target| (kind, target))
                })
            {
                let code = target.as_str().unwrap_or_else(|| text(target, "sku"));
                let mut values = Map::new();
                for (field, value) in members(target, "data") {
                    values.insert(field_of(kind, field), value.clone());
                }
                for (locale, texts) in members(target, "locale_data") {
                    for (field, value) in texts.as_object().into_iter().flatten() {
                        values.entry(field_of(kind, field)).or_insert_with(|| json!({}))[locale] = value.clone();
                    }
                }
                let body =
                    json!({"linkType": id(kind), "origin": id(origin), "target": id(code), "attributes": values});
                out.item(Item::new("links", body, "associations.json"))?;
            }
        }
        Ok(())
    }
}
