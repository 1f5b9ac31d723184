//! Files that others made, of the folder that `VITRINE_CATALOGUE` names.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::*;

fn files() -> Vec<PathBuf> {
    let Some(catalogue) = std::env::var_os("VITRINE_CATALOGUE") else {
        eprintln!("skipped: VITRINE_CATALOGUE names no catalogue");
        return Vec::new();
    };
    let (mut folders, mut files) = (vec![PathBuf::from(catalogue)], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "csv") {
                files.push(path);
            }
        }
    }
    files.sort();
    assert!(files.len() > 50, "a catalogue with CSV files");
    files
}

/// What the csv crate reads, with the separator of the header.
fn expected(bytes: &[u8]) -> Vec<Vec<String>> {
    let header = bytes.split(|&byte| byte == b'\n').next().unwrap();
    let separator = if header.contains(&b';') { b';' } else { b',' };
    let mut reader =
        ::csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(bytes);
    let rows = reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>());
    let mut rows: Vec<_> = rows.filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).collect();
    let width = rows[0].len();
    for row in &mut rows {
        row.resize(width, String::new());
    }
    rows
}

fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

/// One of the files lacks a cell.
fn read(path: &Path, bytes: &[u8]) -> Vec<Vec<String>> {
    let reading = Reading { short_rows: true, ..Reading::default() };
    let mut book = open(file(bytes), name(path), &reading).unwrap();
    rows_of(&mut book, 0).into_iter().map(|row| row.unwrap().cells).collect()
}

#[test]
fn are_read_as_the_csv_crate_reads_them() {
    for path in files() {
        let bytes = fs::read(&path).unwrap();
        if bytes.is_empty() {
            assert!(matches!(book(name(&path), &bytes), Err(Error::Empty)));
            continue;
        }
        assert_eq!(read(&path, &bytes), expected(&bytes), "{}", path.display());
    }
}

#[test]
fn come_back_from_every_format() {
    for path in files().into_iter().filter(|path| fs::metadata(path).unwrap().len() > 0) {
        let mut rows = read(&path, &fs::read(&path).unwrap());
        let header = rows.remove(0);
        let header: Vec<&str> = header.iter().map(String::as_str).collect();
        for format in [Format::Csv, Format::Xlsx] {
            let bytes = written(&Writing { format, bom: true, ..Writing::default() }, &header, &rows).unwrap();
            assert_eq!(cells("x", bytes)[1..], rows, "{}, {format:?}", path.display());
        }
    }
}
