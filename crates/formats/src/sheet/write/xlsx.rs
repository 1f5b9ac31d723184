//! A workbook: all cells are texts, so no digit of a GTIN is lost and nothing is a formula.

use std::io::{self, Write};

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use crate::sheet::{Error, limits};

/// Characters of a sheet's name that Excel takes, and those that it doesn't.
const NAME: usize = 31;
const FORBIDDEN: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];

/// Bytes of cells from which on a part of the workbook may come to have 4 GiB, as a byte takes up to seven and the markup
/// counts too. Such a file needs ZIP64, which not every program reads.
const LARGE: u64 = if cfg!(test) { 1 << 20 } else { 512 << 20 };
/// Bytes of the markup of a cell, at most.
const MARKUP: u64 = 80;

pub struct Xlsx<W> {
    out: W,
    workbook: Workbook,
    name: String,
    header: Vec<String>,
    sheets: usize,
    /// The next row of the sheet.
    row: u32,
    /// All rows until now.
    rows: u64,
    /// Bytes of all cells until now.
    bytes: u64,
}

impl<W: Write + Send> Xlsx<W> {
    pub fn new(out: W, name: &str) -> Result<Self, Error> {
        let (workbook, name) = (Workbook::new(), name.to_owned());
        let mut xlsx = Self { out, workbook, name, header: Vec::new(), sheets: 0, row: 0, rows: 0, bytes: 0 };
        xlsx.begin()?;
        Ok(xlsx)
    }

    pub fn header(&mut self, cells: &[&str]) -> Result<(), Error> {
        self.header = cells.iter().map(|&cell| cell.to_owned()).collect();
        self.write(cells)
    }

    pub fn row<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<(), Error> {
        if self.row == limits::ROWS {
            self.begin()?;
            let header = std::mem::take(&mut self.header);
            self.write(&header)?;
            self.header = header;
        }
        self.write(cells)
    }

    /// A new sheet.
    fn begin(&mut self) -> Result<(), Error> {
        self.sheets += 1;
        self.row = 0;
        let sheet = self.workbook.add_worksheet_with_constant_memory().map_err(failed)?;
        sheet.set_name(sheet_name(&self.name, self.sheets)).map_err(failed)?;
        Ok(())
    }

    fn write<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<(), Error> {
        self.rows += 1;
        if cells.len() > limits::COLUMNS {
            return Err(Error::TooMuch { what: "too many columns for a workbook", most: limits::COLUMNS as u64 });
        }
        let sheet = self.workbook.worksheet_from_index(self.sheets - 1).map_err(failed)?;
        for (column, cell) in cells.iter().map(AsRef::as_ref).enumerate().filter(|(_, cell)| !cell.is_empty()) {
            fits(cell, self.rows, column + 1)?;
            write(sheet, self.row, column, cell)?;
            self.bytes += cell.len() as u64 + MARKUP;
        }
        self.row += 1;
        Ok(())
    }

    pub fn finish(mut self) -> Result<W, Error> {
        self.workbook.use_zip_large_file(self.bytes > LARGE);
        self.workbook.save_to_writer(&mut self.out).map_err(failed)?;
        self.out.flush()?;
        Ok(self.out)
    }
}

fn write(sheet: &mut Worksheet, row: u32, column: usize, cell: &str) -> Result<(), Error> {
    let column = u16::try_from(column).map_err(io::Error::other)?;
    sheet.write_string(row, column, cell).map_err(failed)?;
    Ok(())
}

fn fits(cell: &str, row: u64, column: usize) -> Result<(), Error> {
    let most = limits::CELL;
    if cell.len() <= most {
        return Ok(());
    }
    match cell.encode_utf16().count() {
        characters if characters > most => Err(Error::LongCell { row, column, characters, most }),
        _ => Ok(()),
    }
}

fn failed(error: XlsxError) -> Error {
    match error {
        XlsxError::IoError(error) => error.into(),
        error => io::Error::other(error).into(),
    }
}

/// A name that Excel takes, with its number from the second sheet on.
fn sheet_name(name: &str, number: usize) -> String {
    let end = if number > 1 { format!(" ({number})") } else { String::new() };
    let clean =
        |character: char| if FORBIDDEN.contains(&character) || character.is_control() { '_' } else { character };
    let (mut kept, mut left) = (String::new(), NAME - end.len());
    for character in name.trim_matches('\'').chars().map(clean) {
        left = match left.checked_sub(character.len_utf16()) {
            Some(left) => left,
            None => break,
        };
        kept.push(character);
    }
    match kept.trim_end_matches('\'') {
        "" => format!("Sheet{number}"),
        kept => format!("{kept}{end}"),
    }
}
