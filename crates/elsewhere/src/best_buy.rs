//! Best Buy's open categories: one JSON list of `{id, name, path, subCategories}`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::json;

use crate::google_taxonomy::{NAME, catalog};
use crate::item::id;
use crate::{Error, Item, Out, Source, labels};

/// A file of categories.
#[derive(Debug, Clone)]
pub struct BestBuy {
    /// The file.
    pub file: PathBuf,
    /// The catalog whose tree they become.
    pub catalog: String,
}

/// The locale of their names.
const LOCALE: &str = "en_US";

#[derive(Deserialize)]
struct Category {
    id: String,
    /// One that has none is known by its id.
    name: Option<String>,
    path: Vec<Step>,
}

#[derive(Deserialize)]
struct Step {
    id: String,
}

impl Source for BestBuy {
    fn run(self: Box<Self>, out: &mut Out) -> Result<(), Error> {
        let text = std::fs::read(&self.file).map_err(Error::unreadable(&self.file))?;
        let mut all: Vec<Category> = serde_json::from_slice(&text)
            .map_err(|error| Error::malformed(&self.file, error.line() as u64, error.to_string()))?;
        out.items(labels::items(&BTreeSet::from([LOCALE.to_owned()]), &BTreeSet::new(), "categories"))?;
        catalog(&self.catalog, "Best Buy", out)?;
        let known: BTreeSet<String> = all.iter().map(|category| category.id.clone()).collect();
        // Parents first; each path ends with the category itself.
        all.sort_by_key(|category| category.path.len());
        for Category { id: code, name, path } in &all {
            let above = path.split_last().map_or(&path[..], |(_, above)| above);
            let parent = above.iter().rfind(|step| known.contains(&step.id)).map(|step| step.id.clone());
            if let Some(step) = above.last().filter(|step| parent.as_ref() != Some(&step.id)) {
                let reason = "categories whose parent isn't in the file: they stand below the next that is";
                out.notes.leave_out(reason, format!("{code} below {}", step.id));
            }
            let parent = parent.unwrap_or_else(|| format!("root_{}", self.catalog));
            let names = name.as_ref().map_or_else(|| json!({}), |name| labels::one(LOCALE, name));
            let body = json!({
                "id": code, "parent": id(&parent), "catalogs": [id(&self.catalog)],
                "attributes": {NAME: names},
            });
            out.item(Item::new("classifications", body, code.clone()))?;
        }
        Ok(())
    }
}
