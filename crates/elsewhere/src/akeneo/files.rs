//! The files that cells name: beside the exports, or where `files-map.csv` says (`path_in_csv`, `stored_at`).

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::Error;
use crate::table;

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
        let (root, path) = match self.map.get(cell) {
            Some(stored) => (self.folder.parent()?, stored.as_str()),
            None => (self.folder.as_path(), cell),
        };
        let path = root.join(inside(path)?);
        path.is_file().then_some(path)
    }
}

/// A path that stays below the folder.
fn inside(cell: &str) -> Option<&Path> {
    let path = Path::new(cell);
    let is_plain = |part: std::path::Component<'_>| matches!(part, std::path::Component::Normal(_));
    path.components().all(is_plain).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_leads_nowhere_else_either() {
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

    #[test]
    fn a_cell_names_no_file_outside_of_the_folder() {
        for cell in ["../secret", "/etc/passwd", "a/../../b", "./a"] {
            assert_eq!(inside(cell).is_some(), cell == "a", "{cell}");
        }
        assert_eq!(inside("files/a/b.jpg"), Some(Path::new("files/a/b.jpg")));
    }
}
