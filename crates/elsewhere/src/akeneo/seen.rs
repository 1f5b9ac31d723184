//! A first look at the products: what definitions they need, and what of them has no place.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::attribute::{Kind, variants_own};
use super::columns::Column;
use super::set::{MODELS, PRODUCTS, Set};
use crate::table::Row;
use crate::{Error, Notes};

/// What was seen.
#[derive(Debug, Default)]
pub struct Seen {
    /// Media attributes that variants hold, by the code of what the attribute is held as.
    pub variants_media: BTreeSet<String>,
    /// Codes in lists that no file says, by attribute of the set.
    pub unlisted: BTreeMap<String, BTreeSet<String>>,
    /// Models that have variants.
    pub parents: HashSet<String>,
    /// The codes of documents, each as a number, if there are links to be checked.
    documents: HashSet<u64>,
}

/// What a row of products becomes.
#[derive(Debug, Clone, Copy)]
pub enum Place<'a> {
    /// A document.
    Document,
    /// A variant of the model in this row.
    Variant(&'a Row),
    /// Nothing: its model isn't there.
    Nowhere,
}

impl<'a> Place<'a> {
    /// Of a row of products.
    pub fn of(row: &Row, set: &'a Set) -> Self {
        match row.get("parent") {
            "" => Self::Document,
            parent => set.model(parent).map_or(Self::Nowhere, Self::Variant),
        }
    }

    /// Whether it is a document.
    pub fn is_document(self) -> bool {
        matches!(self, Self::Document)
    }
}

impl Seen {
    /// Looks through all products and models.
    pub fn look(set: &Set, notes: &Notes) -> Result<Self, Error> {
        let mut seen = Self::default();
        let columns = set.model_columns();
        for row in &set.models {
            seen.row((MODELS, row), &columns, !row.get("parent").is_empty(), (set, notes));
            if row.get("parent").is_empty() {
                seen.documents.insert(number(row.get("code")));
            }
        }
        set.products(|row, columns| {
            seen.product(row, columns, set, notes);
            Ok(())
        })?;
        let lone = set.models.iter().filter(|row| !row.get("parent").is_empty());
        for row in lone.filter(|row| !seen.parents.contains(row.get("code"))) {
            let place = format!("{MODELS}, line {}: {}", row.line, row.get("code"));
            notes.leave_out("sub-models without variants: nothing can hold their values", place);
        }
        Ok(seen)
    }

    fn product(&mut self, row: &Row, columns: &[Column], set: &Set, notes: &Notes) {
        let sku = row.get(&set.identifier);
        let place = Place::of(row, set);
        match place {
            Place::Document => _ = self.documents.insert(number(sku)),
            Place::Variant(model) => _ = self.parents.insert(model.get("code").to_owned()),
            Place::Nowhere => {
                let parent = row.get("parent");
                let near = set.near_model(parent).map(|near| format!("; {near} differs in letter case"));
                let words = format!("{sku} names {parent}{}", near.unwrap_or_default());
                let reason = "products whose parent is no model (letter case counts)";
                notes.leave_out(reason, format!("{PRODUCTS}, line {}: {words}", row.line));
                for (place, column) in columns.iter().enumerate() {
                    missing_file((PRODUCTS, row), (place, column), (set, notes));
                }
                return;
            }
        }
        self.row((PRODUCTS, row), columns, !place.is_document(), (set, notes));
    }

    fn row(&mut self, (file, row): (&str, &Row), columns: &[Column], nested: bool, (set, notes): (&Set, &Notes)) {
        let names = row.header().names();
        for (place, column) in columns.iter().enumerate() {
            let cell = row.at(place);
            if cell.is_empty() {
                continue;
            }
            let at = || format!("{file}, line {}: {}", row.line, names[place]);
            let is_lost = missing_file((file, row), (place, column), (set, notes));
            match column {
                Column::Values(slot) if slot.kind == Kind::Media && nested && !is_lost => {
                    self.variants_media.insert(slot.attribute.clone());
                }
                Column::Values(slot) if slot.kind.is_list() => self.list(&slot.source, slot.kind, cell, set),
                Column::Categories if nested => {
                    notes.leave_out("categories of variants and sub-models: their document is classified", at());
                }
                Column::Nothing(why) => notes.leave_out(format!("cells of the column {}: {why}", names[place]), at()),
                _ => {}
            }
        }
    }

    fn list(&mut self, attribute: &str, kind: Kind, cell: &str, set: &Set) {
        let codes: Vec<&str> = if kind == Kind::Select { vec![cell] } else { cell.split(',').collect() };
        for code in codes.into_iter().filter(|code| !set.has_option(attribute, code)) {
            self.unlisted.entry(attribute.to_owned()).or_default().insert(code.to_owned());
        }
    }

    /// Whether a document has that code.
    pub fn is_document(&self, code: &str) -> bool {
        self.documents.contains(&number(code))
    }

    /// The attributes by which variants hold media of their own, of those that `held` says.
    pub fn own_media<'a>(&'a self, held: impl Iterator<Item = &'a str>) -> impl Iterator<Item = String> {
        held.filter(|code| self.variants_media.contains(*code)).map(variants_own)
    }
}

/// Notes a cell that names a file which isn't there.
fn missing_file((file, row): (&str, &Row), (place, column): (usize, &Column), (set, notes): (&Set, &Notes)) -> bool {
    let cell = row.at(place);
    let is_named = matches!(column, Column::Values(slot) if slot.kind == Kind::Media) && !cell.is_empty();
    let is_missing = is_named && set.stored.find(cell).is_none();
    if is_missing {
        let example = format!("{file}, line {}: {} is {cell}", row.line, row.header().names()[place]);
        notes.leave_out("cells that name a file which isn't there", example);
    }
    is_missing
}

/// A code takes no more room than a number.
fn number(code: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    code.hash(&mut hasher);
    hasher.finish()
}
