//! Files that a catalogue names: only those that lie in its folder.

use std::path::{Component, Path, PathBuf};

/// The file of that name below a folder; `None`: there is none, or the name leads elsewhere.
pub fn file(folder: &Path, name: &str) -> Option<PathBuf> {
    let is_plain = |part: Component<'_>| matches!(part, Component::Normal(_));
    let path = Path::new(name).components().all(is_plain).then(|| folder.join(name))?;
    path.is_file().then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join("own");
        std::fs::create_dir_all(own.join("a")).unwrap();
        for place in [folder.path().join("secret"), own.join("a/b.jpg")] {
            std::fs::write(place, "").unwrap();
        }
        assert_eq!(file(&own, "a/b.jpg"), Some(own.join("a/b.jpg")));
        let secret = folder.path().join("secret");
        for name in ["../secret", "a/../../secret", "./a/b.jpg", "a", "none", "", secret.to_str().unwrap()] {
            assert_eq!(file(&own, name), None, "{name}");
        }
    }
}
