//! Several files as one ZIP file.

use std::fs::File;
use std::io::{self, Seek, Write};

use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

use super::Error;

/// Writes files under their names, one after the other. Names must differ.
pub fn pack<W: Write + Seek>(out: W, files: impl IntoIterator<Item = (String, File)>) -> Result<W, Error> {
    let mut zip = ZipWriter::new(out);
    // Sizes are known only afterwards.
    let options = SimpleFileOptions::default().large_file(true);
    for (name, mut file) in files {
        zip.start_file(name, options).map_err(failed)?;
        io::copy(&mut file, &mut zip)?;
    }
    zip.finish().map_err(failed)
}

fn failed(error: ZipError) -> Error {
    match error {
        ZipError::Io(error) => error.into(),
        error => io::Error::other(error).into(),
    }
}
