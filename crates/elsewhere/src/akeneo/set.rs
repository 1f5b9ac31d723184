//! What a set defines, read as a whole.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::PathBuf;

use super::Akeneo;
use super::attribute::Attribute;
use super::columns::{self, Column};
use super::files::Stored;
use crate::table::{self, Row};
use crate::{Error, Notes, labels};

/// The file of models, and that of products.
pub const MODELS: &str = "product_models.csv";
pub const PRODUCTS: &str = "products.csv";

/// Definitions and models of a set.
pub struct Set {
    source: Akeneo,
    /// The attributes that have a counterpart, in the order of their file.
    pub attributes: Vec<Attribute>,
    places: HashMap<String, usize>,
    /// The identifier's code, which is no value.
    pub identifier: String,
    /// All channels.
    pub channels: Vec<Channel>,
    /// All currencies of channels.
    pub currencies: BTreeSet<String>,
    /// The locales of channels.
    pub data: BTreeSet<String>,
    /// The locales that have labels.
    pub labelled: BTreeSet<String>,
    /// All families.
    pub families: Vec<Row>,
    /// Families by the code of their variants.
    pub family_variants: BTreeMap<String, String>,
    /// All groups of attributes.
    pub groups: Vec<Row>,
    /// All options.
    pub options: Vec<Row>,
    known_options: HashSet<(String, String)>,
    /// All types of association.
    pub associations: Vec<Row>,
    /// Models in the order of their file.
    pub models: Vec<Row>,
    model_places: HashMap<String, usize>,
    /// The files that cells name.
    pub stored: Stored,
}

/// A channel.
pub struct Channel {
    /// Its code.
    pub code: String,
    /// Its row.
    pub row: Row,
}

impl Set {
    /// Reads all files but the products.
    pub fn read(source: Akeneo, notes: &Notes) -> Result<Self, Error> {
        let folder = source.folder.clone();
        let read = |name: &str| table::all(&folder.join(name));
        let rows = read("attributes.csv")?;
        if rows.is_empty() {
            let message = format!("{} holds no attributes.csv: it is no folder of Akeneo's exports", folder.display());
            return Err(Error::Unsuited(message));
        }
        for name in ["families.csv", MODELS, PRODUCTS, "attribute_options.csv"] {
            match folder.join(name).metadata() {
                Ok(file) if file.len() == 0 => {
                    notes.leave_out_many(format!("{name} is an empty file of 0 bytes"), 0, None);
                }
                Err(_) if name == PRODUCTS => notes.leave_out_many(format!("there is no {name}"), 0, None),
                _ => {}
            }
        }
        let identifier = rows.iter().find(|row| row.get("type") == "pim_catalog_identifier");
        let identifier = identifier.map_or("sku", |row| row.get("code")).to_owned();
        let attributes = attributes(rows, &identifier, notes);
        let channels = read("channels.csv")?;
        let channels: Vec<_> =
            channels.into_iter().map(|row| Channel { code: row.get("code").to_owned(), row }).collect();
        let all = |column: &str| -> BTreeSet<String> {
            channels.iter().flat_map(|channel| channel.row.list(column)).map(str::to_owned).collect()
        };
        let (data, currencies) = (all("locales"), all("currencies"));
        let labelled = labelled(&source.folder)?;
        let families = read("families.csv")?;
        let variants = read("family_variants.csv")?;
        let family_variants = variants.iter().map(|row| (row.get("code").to_owned(), row.get("family").to_owned()));
        let options = read("attribute_options.csv")?;
        let key = |row: &Row| (row.get("attribute").to_owned(), row.get("code").to_owned());
        let models = read(MODELS)?;
        Ok(Self {
            places: attributes.iter().enumerate().map(|(place, one)| (one.code.clone(), place)).collect(),
            model_places: models.iter().enumerate().map(|(place, row)| (row.get("code").to_owned(), place)).collect(),
            known_options: options.iter().map(key).collect(),
            family_variants: family_variants.collect(),
            groups: read("attribute_groups.csv")?,
            associations: read("association_types.csv")?,
            stored: Stored::read(&folder)?,
            attributes,
            identifier,
            channels,
            currencies,
            data,
            labelled,
            families,
            options,
            models,
            source,
        })
    }

    /// The document type that products become.
    pub fn document_type(&self) -> &str {
        &self.source.document_type
    }

    /// Whether `\n` in texts becomes a line break.
    pub fn breaks_lines(&self) -> bool {
        self.source.line_breaks
    }

    /// A file of the set.
    pub fn file(&self, name: &str) -> PathBuf {
        self.source.folder.join(name)
    }

    /// Reads the products, row by row.
    pub fn products(&self, mut take: impl FnMut(&Row, &[Column]) -> Result<(), Error>) -> Result<(), Error> {
        let mut columns = None;
        table::each(&self.file(PRODUCTS), |row| {
            take(&row, columns.get_or_insert_with(|| columns::of(row.header(), self)))
        })
    }

    /// The columns of models; none if there are no models.
    pub fn model_columns(&self) -> Vec<Column> {
        self.models.first().map_or_else(Vec::new, |row| columns::of(row.header(), self))
    }

    /// The attribute of that code, if it has a counterpart.
    pub fn attribute(&self, code: &str) -> Option<&Attribute> {
        self.places.get(code).map(|place| &self.attributes[*place])
    }

    /// The model of exactly that code.
    pub fn model(&self, code: &str) -> Option<&Row> {
        self.model_places.get(code).map(|place| &self.models[*place])
    }

    /// A model whose code differs in letter case alone.
    pub fn near_model(&self, code: &str) -> Option<&str> {
        let lower = code.to_lowercase();
        self.models.iter().map(|row| row.get("code")).find(|other| other.to_lowercase() == lower)
    }

    /// Whether there is an option of that code.
    pub fn has_option(&self, attribute: &str, code: &str) -> bool {
        self.known_options.contains(&(attribute.to_owned(), code.to_owned()))
    }

    /// Whether there is a group of that code.
    pub fn has_group(&self, code: &str) -> bool {
        self.groups.iter().any(|row| row.get("code") == code)
    }

    /// Whether there is a channel of that code.
    pub fn has_channel(&self, code: &str) -> bool {
        self.channels.iter().any(|channel| channel.code == code)
    }

    /// The locales of data, in order.
    pub fn locales(&self) -> impl Iterator<Item = &str> {
        self.data.iter().map(String::as_str)
    }

    /// A locale for texts that have none: they are codes and English words.
    pub fn locale(&self) -> &str {
        let english = self.locales().find(|locale| locale.starts_with("en_"));
        english.or_else(|| self.locales().next()).or(self.labelled.first().map(String::as_str)).unwrap_or("en_GB")
    }
}

fn attributes(rows: Vec<Row>, identifier: &str, notes: &Notes) -> Vec<Attribute> {
    let mut attributes = Vec::new();
    for row in rows.into_iter().filter(|row| row.get("code") != identifier) {
        if !row.get("validation_regexp").is_empty() {
            let reason = "rules of values that are patterns (validation_regexp): not taken over";
            notes.leave_out(reason, format!("attributes.csv, line {}: {}", row.line, row.get("code")));
        }
        let (kind, place) =
            (row.get("type").to_owned(), format!("attributes.csv, line {}: {}", row.line, row.get("code")));
        match Attribute::of(row) {
            Some(attribute) => attributes.push(attribute),
            None => notes.leave_out(format!("attributes of the type {kind}: there is no counterpart"), place),
        }
    }
    attributes
}

/// The locales of labels in all files.
fn labelled(folder: &std::path::Path) -> Result<BTreeSet<String>, Error> {
    let mut all = BTreeSet::new();
    for name in [
        "attributes",
        "attribute_groups",
        "attribute_options",
        "association_types",
        "categories",
        "channels",
        "families",
    ] {
        if let Some(header) = table::header(&folder.join(name).with_extension("csv"))? {
            all.extend(labels::locales(header.names()).map(str::to_owned));
        }
    }
    Ok(all)
}
