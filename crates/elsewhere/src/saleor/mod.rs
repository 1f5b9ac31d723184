//! Saleor: a dump of its database, a JSON list of `{model, pk, fields}`. It is read as a whole: rows name others by
//! number, in any order.

mod definitions;
mod objects;
mod rich_text;

use std::cell::RefCell;
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
    /// Where the rows stand that name one in a field, by model and field; each is made when it is first asked for.
    naming: RefCell<HashMap<(String, &'static str), Places>>,
}

/// Places of rows, by the number that they name.
type Places = HashMap<i64, Vec<usize>>;

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
        let mut dump = Self { source, rows: BTreeMap::new(), places: HashMap::new(), naming: RefCell::default() };
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
        let rows = self.of(model);
        let mut naming = self.naming.borrow_mut();
        let places = naming.entry((model.to_owned(), field)).or_insert_with(|| {
            let mut places = Places::new();
            let named = rows.iter().enumerate().filter_map(|(place, row)| Some((row.fields[field].as_i64()?, place)));
            named.for_each(|(number, place)| places.entry(number).or_default().push(place));
            places
        });
        let found = places.get(&number).cloned().unwrap_or_default();
        found.into_iter().map(move |place| &rows[place])
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_of_every_kind_come_whole() {
        let row = |model: &str, number: u64, fields: Value| json!({"model": model, "pk": number, "fields": fields});
        let attribute = |number: u64, slug: &str, kind: &str| {
            row("attribute.attribute", number, json!({"slug": slug, "input_type": kind}))
        };
        let text = json!({"blocks": [{"type": "paragraph", "data": {"text": "Wash cold"}}]});
        let mut dump = vec![
            row("product.product", 7, json!({"slug": "shirt", "name": "Shirt"})),
            attribute(1, "care", "rich-text"),
            attribute(2, "made", "date"),
            attribute(3, "note", "plain-text"),
            row("attribute.attributevalue", 11, json!({"attribute": 1, "rich_text": text})),
            row("attribute.attributevalue", 12, json!({"attribute": 2, "date_time": "2026-01-02T00:00:00Z"})),
            row("attribute.attributevalue", 13, json!({"attribute": 3, "name": "Fits…", "plain_text": "Fits well"})),
        ];
        for value in [11, 12, 13] {
            let assigned = json!({"product": 7, "value": value});
            dump.push(row("attribute.assignedproductattributevalue", value, assigned));
        }
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), json!(dump).to_string()).unwrap();
        let own = |text: &str| text.to_owned();
        let source = Saleor { file: file.path().to_owned(), document_type: own("product"), locale: own("en_GB") };
        let (items, _) = crate::start(Box::new(source));
        let document = items.map(Result::unwrap).find(|item| item.resource == "documents").unwrap();
        let values: Value = serde_json::from_str(&document.body.get("attributes").unwrap().to_json()).unwrap();
        let (name, care) = (json!({"en_GB": "Shirt"}), json!({"en_GB": "<p>Wash cold</p>"}));
        assert_eq!(values, json!({"name": name, "care": care, "made": "2026-01-02", "note": "Fits well"}));
    }
}
