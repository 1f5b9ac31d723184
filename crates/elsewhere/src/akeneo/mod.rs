//! Akeneo: a folder of its CSV exports (`attributes.csv`, `families.csv`, `products.csv` …).
//!
//! A family becomes an attribute set of one document type; product models and products without a parent become
//! documents, the other products variants, with what a sub-model says copied to its variants. What differs by channel is
//! one attribute for each, `{attribute}-{channel}`. Definitions and models are held in memory, products are not: they
//! are read once to see what they need, and once more for documents, variants and links.

mod attribute;
mod categories;
mod columns;
mod definitions;
mod files;
mod products;
mod seen;
mod set;

use std::path::PathBuf;

use crate::{Error, Out, Source};
use products::Products;
use seen::Seen;
use set::Set;

/// A folder of exports.
#[derive(Debug, Clone)]
pub struct Akeneo {
    /// The folder.
    pub folder: PathBuf,
    /// The document type that products become.
    pub document_type: String,
    /// Whether the two characters `\n` in texts become a line break.
    pub line_breaks: bool,
}

impl Source for Akeneo {
    fn run(self: Box<Self>, out: &mut Out) -> Result<(), Error> {
        let set = Set::read(*self, &out.notes)?;
        let seen = Seen::look(&set, &out.notes)?;
        definitions::all(&set, &seen, out)?;
        categories::all(&set, out)?;
        let products = Products { set: &set, seen: &seen };
        products.assets(out)?;
        products.documents(out)?;
        products.variants(out)?;
        products.links(out)
    }
}
