//! Saleor: a dump of its database, a JSON list of `{model, pk, fields}`. It is read as a whole: rows name others by
//! number, in any order.

mod definitions;
mod objects;
mod rich_text;

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use serde_json::Value;

use crate::json::text;
use crate::{Error, Out, Source};

/// A dump.
#[derive(Debug, Clone)]
pub struct Saleor {
    /// The file.
    pub file: PathBuf,
    /// The document type that products become.
    pub document_type: String,
    /// The language of its texts.
    pub locale: String,
}

/// Models whose rows become something here, or say more about those that do.
const TAKEN: [&str; 19] = [
    "attribute.assignedproductattributevalue",
    "attribute.assignedvariantattribute",
    "attribute.assignedvariantattributevalue",
    "attribute.attribute",
    "attribute.attributeproduct",
    "attribute.attributevalue",
    "attribute.attributevariant",
    "channel.channel",
    "product.category",
    "product.collection",
    "product.collectionproduct",
    "product.product",
    "product.productchannellisting",
    "product.productmedia",
    "product.producttype",
    "product.productvariant",
    "product.productvariantchannellisting",
    "product.collectionchannellisting",
    "attribute.assignedproductattribute",
];

/// The rows of a dump, by model.
struct Dump {
    source: Saleor,
    rows: BTreeMap<String, Vec<Row>>,
    /// Where a row stands, by model and number.
    places: HashMap<(String, i64), usize>,
}

/// A row.
struct Row {
    number: i64,
    fields: Value,
}

impl Source for Saleor {
    fn run(self: Box<Self>, out: &mut Out) -> Result<(), Error> {
        let dump = Dump::read(*self)?;
        for (model, rows) in &dump.rows {
            if !TAKEN.contains(&model.as_str()) {
                out.notes.leave_out_many(
                    format!("rows of {model}: a shop's own, with no counterpart"),
                    rows.len() as u64,
                    None,
                );
            }
        }
        definitions::all(&dump, out)?;
        objects::all(&dump, out)
    }
}

impl Dump {
    fn read(source: Saleor) -> Result<Self, Error> {
        let Value::Array(all) = crate::json::read(&source.file)? else {
            return Err(Error::Unsuited(format!("{}: expected a list of rows", source.file.display())));
        };
        let mut dump = Self { source, rows: BTreeMap::new(), places: HashMap::new() };
        for mut row in all {
            let model = text(&row, "model").to_owned();
            let number = row["pk"].as_i64().unwrap_or_default();
            let rows = dump.rows.entry(model.clone()).or_default();
            dump.places.insert((model, number), rows.len());
            rows.push(Row { number, fields: row["fields"].take() });
        }
        if dump.of("product.product").is_empty() {
            return Err(Error::Unsuited(format!("{}: this dump holds no products", dump.source.file.display())));
        }
        Ok(dump)
    }

    /// All rows of a model.
    fn of(&self, model: &str) -> &[Row] {
        self.rows.get(model).map_or(&[], Vec::as_slice)
    }

    /// The fields of the row that a field names.
    fn named(&self, model: &str, fields: &Value, field: &str) -> Option<&Value> {
        let place = self.places.get(&(model.to_owned(), fields[field].as_i64()?))?;
        Some(&self.of(model)[*place].fields)
    }

    /// The rows of a model whose field names that number.
    fn naming(&self, model: &str, field: &'static str, number: i64) -> impl Iterator<Item = &Row> {
        self.of(model).iter().filter(move |row| row.fields[field].as_i64() == Some(number))
    }
}
