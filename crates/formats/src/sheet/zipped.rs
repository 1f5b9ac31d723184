//! ZIP files: a workbook is one, and others hold several files with sheets.

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek},
};

use zip::ZipArchive;

use super::{
    Error, Format, Reading, Rows, SheetName,
    book::{Origin, text_rows},
    limits,
    rows::Source,
    sniff,
    xlsx::Workbook,
};

/// What a ZIP file is.
pub enum Opened {
    Workbook(Workbook),
    Zipped(Zipped),
}

/// A ZIP file with files that have sheets.
pub struct Zipped {
    zip: ZipArchive<BufReader<File>>,
    sheets: Vec<Sheet>,
    /// The workbook that was read last, and its place. One is open at a time.
    workbook: Option<(usize, Workbook)>,
}

struct Sheet {
    name: SheetName,
    /// The file in the ZIP file.
    place: usize,
    /// The sheet, where that is a workbook.
    within: usize,
}

/// Looks what it is.
pub fn open(mut file: File) -> Result<Opened, Error> {
    file.rewind()?;
    let zip = archive(file)?;
    let is_workbook = zip.file_names().flatten().any(|name| name.eq_ignore_ascii_case("[Content_Types].xml"));
    if is_workbook {
        return Workbook::new(zip).map(Opened::Workbook);
    }
    Zipped::new(zip).map(Opened::Zipped)
}

fn archive(file: File) -> Result<ZipArchive<BufReader<File>>, Error> {
    let zip = ZipArchive::new(BufReader::new(file)).map_err(|error| Error::damaged("the ZIP file", &error))?;
    if zip.len() > limits::ENTRIES {
        return Err(Error::TooMuch { what: "too many files", most: limits::ENTRIES as u64 });
    }
    Ok(zip)
}

impl Zipped {
    fn new(zip: ZipArchive<BufReader<File>>) -> Result<Self, Error> {
        let mut zipped = Self { zip, sheets: Vec::new(), workbook: None };
        let names: Vec<_> = zipped.zip.file_names().map(|name| name.map(std::borrow::Cow::into_owned)).collect();
        for (place, name) in names.into_iter().enumerate() {
            let name = name.map_err(|error| Error::damaged("the ZIP file", &error))?;
            match Some(name.as_str()).filter(|name| is_sheet(name)).and_then(sniff::format_of_name) {
                Some(Format::Xlsx) => zipped.add_workbook(place, &name)?,
                Some(format) => {
                    let name = SheetName { name: stem(&name).to_owned(), format };
                    zipped.sheets.push(Sheet { name, place, within: 0 });
                }
                None => {}
            }
        }
        if zipped.sheets.is_empty() {
            return Err(Error::NoSheet { expected: "file that ends in .csv, .xlsx or .ndjson" });
        }
        Ok(zipped)
    }

    /// Adds the sheets of a workbook. Where it has but one, that goes by the name of the file.
    fn add_workbook(&mut self, place: usize, name: &str) -> Result<(), Error> {
        let workbook = self.workbook(place)?;
        let mut names: Vec<String> = workbook.names().map(str::to_owned).collect();
        if let [only] = names.as_mut_slice() {
            stem(name).clone_into(only);
        }
        let sheets = names.into_iter().enumerate().map(|(within, name)| {
            let name = SheetName { name, format: Format::Xlsx };
            Sheet { name, place, within }
        });
        self.sheets.extend(sheets);
        Ok(())
    }

    pub fn sheets(&self) -> Vec<SheetName> {
        self.sheets.iter().map(|sheet| sheet.name.clone()).collect()
    }

    /// The rows of a sheet.
    pub fn rows(&mut self, sheet: usize, reading: &Reading) -> Result<Rows<'_>, Error> {
        let Sheet { place, within, ref name } = self.sheets[sheet];
        if name.format == Format::Xlsx {
            let rows = self.workbook(place)?.rows(within)?;
            return Ok(Rows::new(Source::Workbook(Box::new(rows)), true));
        }
        let format = name.format;
        text_rows(Origin::Zipped(&mut self.zip, place), format, reading)
    }

    /// The workbook at that place. It is copied to a temporary file, since it is read here and there.
    fn workbook(&mut self, place: usize) -> Result<&mut Workbook, Error> {
        let known = self.workbook.take().filter(|(known, _)| *known == place);
        let workbook = match known {
            Some((_, workbook)) => workbook,
            None => Workbook::new(archive(self.copy(place)?)?)?,
        };
        Ok(&mut self.workbook.insert((place, workbook)).1)
    }

    fn copy(&mut self, place: usize) -> Result<File, Error> {
        let entry = self.zip.by_index(place).map_err(|error| Error::damaged("the ZIP file", &error))?;
        let mut copy = tempfile::tempfile()?;
        if io::copy(&mut entry.take(limits::INNER + 1), &mut copy)? > limits::INNER {
            return Err(Error::TooMuch { what: "a workbook with too many bytes", most: limits::INNER });
        }
        copy.rewind()?;
        Ok(copy)
    }
}

/// Leaves out what systems put there for themselves.
fn is_sheet(name: &str) -> bool {
    let is_hidden = |step: &str| step.starts_with('.') && !matches!(step, "." | "..");
    !name.split(['/', '\\']).any(|step| is_hidden(step) || step == "__MACOSX")
}

/// A file's name without folders and ending.
pub fn stem(name: &str) -> &str {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}
