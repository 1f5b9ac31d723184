//! Files that commands write: each has its name once it is whole, and what stood there before stays until then.

use std::fs::{self, File, Permissions};
use std::io::{self, ErrorKind, Read};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use tempfile::Builder;

/// Writes all that there is to be read to a path. Who may read a file that stood there may read this one; what is no
/// file, such as a pipe, is written into.
pub fn write_whole(mut from: impl Read, path: &Path) -> io::Result<()> {
    let before = match fs::metadata(path) {
        Ok(there) if !there.is_file() => return io::copy(&mut from, &mut File::create(path)?).map(drop),
        Ok(there) => Some(there.permissions()),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    // A link stays one: what it leads to is replaced.
    let path = if before.is_some() { fs::canonicalize(path)? } else { path.to_owned() };
    let folder = path.parent().unwrap_or(Path::new("/"));
    let mut builder = Builder::new();
    builder.prefix(".vitrine-").suffix(".part").permissions(Permissions::from_mode(0o666));
    let mut part = builder.tempfile_in(folder)?;
    if let Some(before) = before {
        part.as_file().set_permissions(before)?;
    }
    io::copy(&mut from, &mut part)?;
    part.as_file().sync_all()?;
    part.persist(&path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{FileTypeExt as _, symlink};
    use std::os::unix::net::UnixListener;

    use super::*;

    /// The disk is full after some bytes.
    struct Broken;

    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(ErrorKind::StorageFull.into())
        }
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn what_stood_there_is_replaced_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("lamps.csv"), folder.path().join("newest.csv"));
        write_whole(&b"one"[..], &path).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"one");
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        symlink(&path, &link).unwrap();
        write_whole(&b"two"[..], &link).unwrap();
        assert_eq!((fs::read(&path).unwrap().as_slice(), mode(&path)), (&b"two"[..], 0o640));
        assert!(link.is_symlink());

        let error = write_whole((&b"half"[..]).chain(Broken), &path).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::StorageFull);
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left beside");
    }

    #[test]
    fn what_is_no_file_is_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("socket");
        let _listener = UnixListener::bind(&path).unwrap();
        write_whole(&b"one"[..], &path).unwrap_err();
        assert!(fs::metadata(&path).unwrap().file_type().is_socket());
        write_whole(&b"one"[..], folder.path()).unwrap_err();
        write_whole(&b"one"[..], &folder.path().join("nowhere/lamps.csv")).unwrap_err();
    }
}
