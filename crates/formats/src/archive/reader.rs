//! Reading: all of it once to see that it is whole, then part by part.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufReader, Read, Seek as _, SeekFrom};
use std::path::Path;

use ring::digest::{SHA256, digest};
use serde::de::DeserializeOwned;

use super::blocks::{BLOCK, Entry, Scan, hex};
use super::stored::{Seen, StoredFiles};
use super::{Damage, FILES, FORMAT, HEADER, Header, MANIFEST, Manifest, Part, SUM, TableParts, part_name};

/// An archive that is whole.
#[derive(Debug)]
pub struct Archive {
    file: File,
    header: Header,
    manifest: Manifest,
    /// Where the content of each part begins, and its size.
    places: BTreeMap<String, (u64, u64)>,
    /// Where the first file begins.
    files_at: u64,
}

/// What is said of itself before anything else is looked at.
#[derive(serde::Deserialize)]
struct Format {
    format: u32,
}

impl Archive {
    /// Reads all of a file and finds whether it is a whole archive.
    pub fn open(path: &Path) -> Result<Self, Damage> {
        let file = File::open(path)?;
        let mut scan = Scan::new(BufReader::with_capacity(256 * 1024, file.try_clone()?));
        let first = match scan.next(|_| true) {
            Ok(Some(first)) if first.name == HEADER => first,
            Err(Damage::Truncated { at, .. }) if at < BLOCK as u64 => return Err(Damage::Other),
            Err(damage) => return Err(damage),
            Ok(_) => return Err(Damage::Other),
        };
        // The header of a later format may say more than we know.
        let Format { format } = text(&first)?;
        if format != FORMAT {
            return Err(Damage::Format { found: format, known: FORMAT });
        }
        let header = text(&first)?;
        let mut found: BTreeMap<String, Entry> = BTreeMap::new();
        let (mut last, mut files) = (String::new(), Seen::default());
        while let Some(entry) = scan.next(|name| name == MANIFEST || name == SUM)? {
            last.clone_from(&entry.name);
            if entry.name.starts_with(FILES) && !found.contains_key(MANIFEST) {
                files.add(&entry)?;
                continue;
            }
            if found.insert(entry.name.clone(), entry).is_some() || last == HEADER {
                return Err(Damage::Unexpected { name: last });
            }
        }
        let mut take = |name: &str| found.remove(name).ok_or_else(|| Damage::Missing { name: name.to_owned() });
        let (manifest, sum) = (take(MANIFEST)?, take(SUM)?);
        let is_whole = last == SUM && sum.content == format!("{}\n", sum.sum_before()).as_bytes();
        let manifest: Manifest = text(&manifest)?;
        compare(&manifest, &found)?;
        if manifest.files != files.count {
            let problem = format!("it has {} files instead of {}", files.count, manifest.files);
            return Err(Damage::Text { name: MANIFEST.to_owned(), problem });
        }
        if !is_whole {
            return Err(Damage::Whole);
        }
        let places = found.into_values().map(|entry| (entry.name, (entry.at, entry.size))).collect();
        Ok(Self { file, header, manifest, places, files_at: files.first.unwrap_or_default() })
    }

    /// Its first entry.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// What is in it.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Its files.
    pub fn files(&self) -> Result<StoredFiles, Damage> {
        Ok(StoredFiles::new(self.file.try_clone()?, self.files_at, self.manifest.files))
    }

    /// The rows of a part. Its sum is checked once more: the file may have changed since.
    pub fn lines(&mut self, table: &TableParts, part: &Part) -> Result<Lines, Damage> {
        let name = part.name.clone();
        let (at, size) = self.places.get(&name).copied().ok_or_else(|| Damage::Missing { name: name.clone() })?;
        let mut packed = Vec::new();
        self.file.seek(SeekFrom::Start(at))?;
        Read::by_ref(&mut self.file).take(size).read_to_end(&mut packed)?;
        if hex(digest(&SHA256, &packed).as_ref()) != part.sha256 {
            return Err(Damage::Part { name });
        }
        let problem = |problem: String| Damage::Text { name: name.clone(), problem };
        let room = usize::try_from(part.unpacked).map_err(|error| problem(error.to_string()))?;
        let unpacked = zstd::bulk::decompress(&packed, room).map_err(|error| problem(error.to_string()))?;
        let unpacked = String::from_utf8(unpacked).map_err(|error| problem(error.to_string()))?;
        let lines = Lines { name: part.name.clone(), text: unpacked };
        lines.check(table, part)?;
        Ok(lines)
    }
}

/// Whether the parts are those that the manifest names, whole, and no others.
fn compare(manifest: &Manifest, found: &BTreeMap<String, Entry>) -> Result<(), Damage> {
    let mut known = BTreeSet::new();
    for table in &manifest.tables {
        for (part, number) in table.parts.iter().zip(1..) {
            if part.name != part_name(&table.name, number) {
                return Err(Damage::Unexpected { name: part.name.clone() });
            }
            let entry = found.get(&part.name).ok_or_else(|| Damage::Missing { name: part.name.clone() })?;
            if entry.sha256 != part.sha256 {
                return Err(Damage::Part { name: part.name.clone() });
            }
            known.insert(&part.name);
        }
        let rows: u64 = table.parts.iter().map(|part| part.rows).sum();
        if rows != table.rows {
            let problem = format!("table {} has {} rows, its parts {rows}", table.name, table.rows);
            return Err(Damage::Text { name: MANIFEST.to_owned(), problem });
        }
    }
    match found.keys().find(|name| !known.contains(name)) {
        None => Ok(()),
        Some(stray) => Err(Damage::Unexpected { name: stray.clone() }),
    }
}

/// An entry in JSON.
fn text<T: DeserializeOwned>(entry: &Entry) -> Result<T, Damage> {
    serde_json::from_slice(&entry.content)
        .map_err(|error| Damage::Text { name: entry.name.clone(), problem: error.to_string() })
}

/// The lines of a part.
pub struct Lines {
    name: String,
    text: String,
}

impl Lines {
    /// Its rows, each with the number of its line.
    pub fn rows(&self) -> impl Iterator<Item = (u64, &str)> {
        (1..).zip(self.text.lines()).skip(1)
    }

    /// The damage that a row can't be understood.
    pub fn damaged(&self, line: u64, problem: String) -> Damage {
        Damage::Line { name: self.name.clone(), line, problem }
    }

    /// The first line names the columns, and there are as many rows as promised.
    fn check(&self, table: &TableParts, part: &Part) -> Result<(), Damage> {
        let columns = self.text.lines().next().map(serde_json::from_str::<Vec<String>>);
        if !columns.is_some_and(|columns| columns.is_ok_and(|columns| columns == table.columns)) {
            return Err(self.damaged(1, "these are not the columns of the manifest".to_owned()));
        }
        let rows = self.rows().count() as u64;
        if rows != part.rows {
            let problem = format!("it has {rows} rows instead of {}", part.rows);
            return Err(Damage::Text { name: self.name.clone(), problem });
        }
        Ok(())
    }
}
