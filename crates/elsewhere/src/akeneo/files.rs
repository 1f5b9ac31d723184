//! The files that cells name: beside the exports, or where `files-map.csv` says (`path_in_csv`, `stored_at`).

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::{Error, inside, table};

/// Where files are.
pub struct Stored {
    folder: PathBuf,
    /// From paths in cells to paths from the folder above.
    map: HashMap<String, String>,
}

impl Stored {
    /// Reads the map of a folder, if there is one.
    pub fn read(folder: &Path) -> Result<Self, Error> {
        let rows = table::all(&folder.join("files-map.csv"))?;
        let stored = rows.iter().filter(|row| !row.get("stored_at").is_empty());
        let map = stored.map(|row| (row.get("path_in_csv").to_owned(), row.get("stored_at").to_owned())).collect();
        Ok(Self { folder: folder.to_owned(), map })
    }

    /// The file that a cell names; `None`: there is none.
    pub fn find(&self, cell: &str) -> Option<PathBuf> {
        match self.map.get(cell) {
            Some(stored) => inside::file(self.folder.parent()?, stored),
            None => inside::file(&self.folder, cell),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_leads_nowhere_else() {
        let set = tempfile::tempdir().unwrap();
        let folder = set.path().join("export");
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(set.path().join("a.jpg"), "a").unwrap();
        let own = set.path().join("a.jpg");
        let map = format!("path_in_csv,stored_at\nplain,a.jpg\nabove,export/../a.jpg\nroot,{}\n", own.display());
        std::fs::write(folder.join("files-map.csv"), map).unwrap();
        let stored = Stored::read(&folder).unwrap();
        assert_eq!(["plain", "above", "root"].map(|cell| stored.find(cell)), [Some(own), None, None]);
    }
}
