//! Google's product taxonomy: a file for each language, `id - A > B > C` a line. Languages are joined by the ids, which
//! become the codes, `google-{id}`; what one of the files lacks has no name in its language.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use crate::item::id;
use crate::{Error, Item, Out, Source, labels};

/// Files of several languages.
#[derive(Debug, Clone)]
pub struct GoogleTaxonomy {
    /// The files; where they disagree on what stands above a category, the first that has it counts.
    pub files: Vec<PathBuf>,
    /// The catalog whose tree the categories become.
    pub catalog: String,
}

/// A category.
#[derive(Debug)]
struct Category {
    parent: Option<u32>,
    depth: usize,
    names: Map<String, Value>,
    origin: String,
}

impl Source for GoogleTaxonomy {
    fn run(self: Box<Self>, out: &mut Out) -> Result<(), Error> {
        let mut all: BTreeMap<u32, Category> = BTreeMap::new();
        let mut locales = BTreeSet::new();
        for file in &self.files {
            let locale = locale_of(file)?;
            read(file, &locale, &mut all, out)?;
            locales.insert(locale);
        }
        out.items(labels::items(&locales, &BTreeSet::new(), "taxonomy"))?;
        catalog(&self.catalog, "Google product taxonomy", out)?;
        let mut order: Vec<_> = all.iter().collect();
        order.sort_by_key(|(number, category)| (category.depth, **number));
        for (number, category) in order {
            let parent = category.parent.map_or_else(|| format!("root_{}", self.catalog), code);
            let body = json!({
                "id": code(*number), "parent": id(&parent), "catalogs": [id(&self.catalog)],
                "attributes": {NAME: category.names},
            });
            out.item(Item::new("classifications", body, category.origin.clone()))?;
        }
        Ok(())
    }
}

/// The attribute from which classifications have their names.
pub const NAME: &str = "classification_name";

/// Gives away a catalog of documents, and the attribute of names.
pub fn catalog(code: &str, name: &str, out: &mut Out) -> Result<(), Error> {
    let attribute = json!({"id": NAME, "objectType": "classification", "type": "text", "isLocalizable": true});
    out.item(Item::new("attributes", attribute, name).ensured())?;
    out.item(Item::new("catalogs", json!({"id": code, "name": name, "objectType": "document"}), name).ensured())
}

fn code(number: u32) -> String {
    format!("google-{number}")
}

/// `taxonomy-with-ids.en-US.txt` is in `en_US`.
fn locale_of(file: &Path) -> Result<String, Error> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let is_locale = |part: &&str| {
        let mut parts = part.split(['-', '_']);
        let (language, region) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let lower = (2..=3).contains(&language.len()) && language.bytes().all(|byte| byte.is_ascii_lowercase());
        lower && region.len() == 2 && region.bytes().all(|byte| byte.is_ascii_uppercase()) && parts.next().is_none()
    };
    let found = name.split('.').find(is_locale).map(|part| part.replace('-', "_"));
    found.ok_or_else(|| {
        Error::Unsuited(format!(
            "{}: its name should tell the language, as taxonomy-with-ids.en-US.txt does",
            file.display()
        ))
    })
}

fn read(file: &Path, locale: &str, all: &mut BTreeMap<u32, Category>, out: &Out) -> Result<(), Error> {
    let text = std::fs::read_to_string(file).map_err(Error::unreadable(file))?;
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut paths: HashMap<&str, u32> = HashMap::new();
    for (line, text) in text.trim_start_matches('\u{feff}').lines().enumerate().map(|(at, line)| (at + 1, line.trim()))
    {
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        let origin = format!("{name}, line {line}");
        let Some((number, path)) = split(text) else {
            out.notes.leave_out("lines that are no category (expected: id - A > B)", origin);
            continue;
        };
        paths.insert(path, number);
        let (above, own) = path.rsplit_once(" > ").map_or((None, path), |(above, own)| (Some(above), own));
        let parent = above.and_then(|above| paths.get(above).copied());
        if above.is_some() && parent.is_none() && !all.contains_key(&number) {
            out.notes.leave_out(
                "categories whose parent stands in none of the lines before: right under the root",
                origin.clone(),
            );
        }
        let depth = parent.and_then(|parent| all.get(&parent)).map_or(0, |parent| parent.depth + 1);
        let category = all.entry(number).or_insert_with(|| Category { parent, depth, names: Map::new(), origin });
        category.names.entry(locale).or_insert_with(|| json!(own));
    }
    Ok(())
}

fn split(line: &str) -> Option<(u32, &str)> {
    let (number, path) = line.split_once(" - ")?;
    Some((number.trim().parse().ok()?, path.trim())).filter(|(_, path)| !path.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_tells_its_language() {
        let told = |name: &str| locale_of(Path::new(name)).ok();
        assert_eq!(told("x/2021-09-21.taxonomy-with-ids.en-US.txt").as_deref(), Some("en_US"));
        assert_eq!(told("taxonomy-with-ids.zh-CN.txt").as_deref(), Some("zh_CN"));
        assert_eq!(told("taxonomy.txt"), None);
    }

    #[test]
    fn a_line_is_an_id_and_a_path() {
        assert_eq!(
            split("3237 - Animals & Pet Supplies > Live Animals"),
            Some((3237, "Animals & Pet Supplies > Live Animals"))
        );
        assert_eq!(split("12 - "), None);
        assert_eq!(split("Animals - 12"), None);
    }
}
