//! `UnoPim`: the data of its demo, as JSON (`attributes.json`, `families.json`, `products/*.json` …).
//!
//! A family becomes an attribute set, a configurable product a document with variants, a category field an attribute of
//! classifications, an association's field an attribute of links.

mod attributes;
mod catalogue;
mod products;

use std::path::PathBuf;

use serde_json::Value;

use crate::{Error, Out, Source, json};
use attributes::Attribute;

/// A folder of data.
#[derive(Debug, Clone)]
pub struct UnoPim {
    /// The folder.
    pub folder: PathBuf,
    /// The document type that products become.
    pub document_type: String,
}

/// All but the products, which are read file by file.
struct Data {
    source: UnoPim,
    attributes: Vec<Attribute>,
    definitions: Value,
    channels: Value,
    families: Value,
    categories: Value,
    associations: Value,
}

impl Source for UnoPim {
    fn run(self: Box<Self>, out: &mut Out) -> Result<(), Error> {
        let read = |name: &str| json::read(&self.folder.join(name));
        let definitions = read("attributes.json")?;
        let data = Data {
            attributes: Attribute::all(&definitions),
            definitions,
            channels: read("channels.json")?,
            families: read("families.json")?,
            categories: read("categories.json")?,
            associations: read("associations.json")?,
            source: *self,
        };
        for (name, why) in [
            ("passport.json", "digital product passports have no counterpart"),
            ("import-samples", "samples of its file formats, not part of its catalogue"),
        ] {
            if data.source.folder.join(name).exists() {
                out.notes.leave_out_many(format!("{name}: {why}"), 0, None);
            }
        }
        catalogue::definitions(&data, out)?;
        let products = products::Products::read(&data)?;
        products.options(out)?;
        catalogue::categories(&data, out)?;
        products.assets(out)?;
        products.documents(out)?;
        products.variants(out)?;
        products.links(out)
    }
}

impl Data {
    /// The first locale, for texts that have none.
    fn locale(&self) -> &str {
        json::list(&self.channels, "locales").first().and_then(Value::as_str).unwrap_or("en_US")
    }

    fn attribute(&self, code: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.code == code)
    }
}
