//! Products: the rows of one handle.

use std::path::PathBuf;

use crate::Error;
use crate::table::{self, Row};

/// The rows of one handle; the first says what the product is.
pub struct Product {
    /// The file that they are in.
    pub file: String,
    /// The rows, never none.
    pub rows: Vec<Row>,
}

/// An option of a product: its name, and its values by row.
const OPTIONS: [(&str, &str); 3] =
    [("Option1 Name", "Option1 Value"), ("Option2 Name", "Option2 Value"), ("Option3 Name", "Option3 Value")];

/// What a product without options has as its only one.
const NO_OPTION: (&str, &str) = ("Title", "Default Title");

impl Product {
    /// Its handle.
    pub fn handle(&self) -> &str {
        self.first().get("Handle")
    }

    /// The row that says what it is.
    pub fn first(&self) -> &Row {
        &self.rows[0]
    }

    /// Where a row stands.
    pub fn place(&self, row: &Row) -> String {
        format!("{}, line {}", self.file, row.line)
    }

    /// The names of its options, with the columns of their values.
    pub fn options(&self) -> Vec<(&str, &'static str)> {
        let named = OPTIONS.iter().map(|(name, value)| (self.first().get(name), *value));
        named.filter(|(name, _)| !name.is_empty()).collect()
    }

    /// The rows of its variants; none: it has no options.
    pub fn variants(&self) -> Vec<&Row> {
        let rows: Vec<_> = self.rows.iter().filter(|row| !row.get("Option1 Value").is_empty()).collect();
        let only = (self.first().get("Option1 Name"), self.first().get("Option1 Value"));
        if rows.len() <= 1 && (rows.is_empty() || only == NO_OPTION) { Vec::new() } else { rows }
    }

    /// The code of a variant: its article number, or its options.
    pub fn code_of(&self, variant: &Row) -> String {
        match variant.get("Variant SKU").trim() {
            "" => {
                let options = self.options();
                let values =
                    options.iter().map(|(_, column)| variant.get(column).trim()).filter(|value| !value.is_empty());
                std::iter::once(self.handle()).chain(values).collect::<Vec<_>>().join("/")
            }
            sku => sku.to_owned(),
        }
    }

    /// Its pictures in order: each address once, with its row.
    pub fn pictures(&self) -> Vec<(&str, &Row)> {
        let mut pictures: Vec<(&str, &Row)> = Vec::new();
        for column in ["Image Src", "Variant Image"] {
            for row in &self.rows {
                let address = row.get(column);
                if !address.is_empty() && pictures.iter().all(|(other, _)| *other != address) {
                    pictures.push((address, row));
                }
            }
        }
        pictures
    }
}

/// The products of files, one after the other.
pub fn each(files: &[PathBuf], mut take: impl FnMut(Product) -> Result<(), Error>) -> Result<(), Error> {
    for path in files {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut rows: Vec<Row> = Vec::new();
        table::each(path, |row| {
            if row.get("Handle").is_empty() {
                return Err(Error::malformed(path, row.line, "expected a Handle"));
            }
            if rows.first().is_some_and(|first| first.get("Handle") != row.get("Handle")) {
                take(Product { file: file.clone(), rows: std::mem::take(&mut rows) })?;
            }
            rows.push(row);
            Ok(())
        })?;
        if !rows.is_empty() {
            take(Product { file, rows })?;
        }
    }
    Ok(())
}
