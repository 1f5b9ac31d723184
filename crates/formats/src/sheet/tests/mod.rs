mod catalogue;
mod csv;
mod encoding;
mod fuzz;
mod lines;
mod round_trip;
mod workbook;
mod written;
mod zipped;

use std::{
    fs::File,
    io::{Cursor, Seek, Write},
};

use zip::{ZipWriter, write::SimpleFileOptions};

use super::{BadRow, Book, Error, Format, Reading, Row, Writing, open, writer};

fn file(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file.rewind().unwrap();
    file
}

fn book(name: &str, bytes: &[u8]) -> Result<Book, Error> {
    open(file(bytes), name, &Reading::default())
}

/// All rows of a sheet, and what is bad.
fn rows_of(book: &mut Book, sheet: usize) -> Vec<Result<Row, BadRow>> {
    book.rows(sheet).unwrap().collect()
}

/// All rows of the first sheet, and what is bad.
fn rows(name: &str, bytes: impl AsRef<[u8]>) -> Vec<Result<Row, BadRow>> {
    rows_of(&mut book(name, bytes.as_ref()).unwrap(), 0)
}

/// The cells of all rows of the first sheet. Panics where one is bad.
fn cells(name: &str, bytes: impl AsRef<[u8]>) -> Vec<Vec<String>> {
    rows(name, bytes).into_iter().map(|row| row.unwrap().cells).collect()
}

/// What is bad in the first sheet, as it is told.
fn told(name: &str, bytes: impl AsRef<[u8]>) -> Vec<String> {
    rows(name, bytes).into_iter().filter_map(|row| row.err().map(|bad| bad.to_string())).collect()
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// What a writer makes of a header and rows.
fn written<S: AsRef<str>>(writing: &Writing, header: &[&str], rows: &[Vec<S>]) -> Result<Vec<u8>, Error> {
    let mut writer = writer(Cursor::new(Vec::new()), writing)?;
    writer.header(header)?;
    for row in rows {
        writer.row(row)?;
    }
    Ok(writer.finish()?.into_inner())
}
