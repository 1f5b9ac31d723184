//! The ZIP file that a workbook is, and the parts in it.

use std::{collections::HashMap, fs::File, io::BufReader};

use quick_xml::events::Event;
use zip::ZipArchive;

use super::xml::{Xml, attribute};
use crate::sheet::{Error, limits};

/// Parts by their names. These are told apart without regard to case, and some programs write them with `\`.
pub struct Package {
    zip: ZipArchive<BufReader<File>>,
    places: HashMap<String, usize>,
}

/// What a part says of another.
pub struct Relation {
    pub id: String,
    /// The last word of its type, such as `worksheet`.
    pub kind: String,
    /// The other part.
    pub part: String,
}

impl Package {
    pub fn new(zip: ZipArchive<BufReader<File>>) -> Self {
        let names = zip.file_names().enumerate();
        let places = names.filter_map(|(place, name)| Some((known(&name.ok()?), place))).collect();
        Self { zip, places }
    }

    /// A part; `None`: there is none of that name. At most so many bytes of it are read.
    pub fn part(&mut self, name: &str, most: u64) -> Result<Option<Xml<'_>>, Error> {
        let Some(&place) = self.places.get(&known(name)) else {
            return Ok(None);
        };
        let file = self.zip.by_index(place).map_err(|error| Error::damaged(name, &error))?;
        Ok(Some(Xml::new(name, file, most)))
    }

    /// What a part relates to; the package itself is called "".
    pub fn relations(&mut self, of: &str) -> Result<Vec<Relation>, Error> {
        let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
        let Some(mut xml) = self.part(&format!("{folder}/_rels/{name}.rels"), limits::ABOUT)? else {
            return Ok(Vec::new());
        };
        let mut relations = Vec::new();
        loop {
            match xml.next()? {
                Event::Start(start) if start.local_name().as_ref() == b"Relationship" => {
                    let said = |name: &[u8]| attribute(&start, name).unwrap_or_default();
                    let (kind, part) = (said(b"Type"), resolved(folder, &said(b"Target")));
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    relations.push(Relation { id: said(b"Id"), kind, part });
                }
                Event::Eof => return Ok(relations),
                _ => {}
            }
        }
    }
}

/// A name as it is looked up.
fn known(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

/// The part that a target in a folder names.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}
