//! A workbook: its sheets in their order, and what they share.

use std::{fs::File, io::BufReader};

use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::{
    package::{Package, Relation},
    sheet::{Shared, SheetRows},
    strings::Strings,
    styles::Styles,
    xml::attribute,
};
use crate::sheet::{Error, limits};

/// A workbook that is read.
pub struct Workbook {
    package: Package,
    sheets: Vec<Sheet>,
    shared: Shared,
    /// The part with the strings, until they are read.
    strings: Option<String>,
}

struct Sheet {
    name: String,
    part: String,
}

impl Workbook {
    /// Reads what it says of itself.
    pub fn new(zip: ZipArchive<BufReader<File>>) -> Result<Self, Error> {
        let mut package = Package::new(zip);
        let part = package.relations("")?.into_iter().find(|relation| relation.kind == "officeDocument");
        let part = part.map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.part);
        let relations = package.relations(&part)?;
        let (sheets, from_1904) = sheets(&mut package, &part, &relations)?;
        if sheets.is_empty() {
            return Err(Error::NoSheet { expected: "visible sheet" });
        }
        let of = |kind: &str| relations.iter().find(|relation| relation.kind == kind).map(|found| found.part.clone());
        let styles = match of("styles") {
            Some(part) => Styles::read(&mut package, &part)?,
            None => Styles::default(),
        };
        let shared = Shared { strings: Strings::default(), styles, from_1904 };
        Ok(Self { package, sheets, shared, strings: of("sharedStrings") })
    }

    /// The names of its sheets.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.sheets.iter().map(|sheet| sheet.name.as_str())
    }

    /// The rows of a sheet. The first time, it reads all strings.
    pub fn rows(&mut self, sheet: usize) -> Result<SheetRows<'_>, Error> {
        if let Some(part) = &self.strings {
            if let Some(xml) = self.package.part(part, limits::STRINGS)? {
                self.shared.strings = Strings::read(xml)?;
            }
            self.strings = None;
        }
        let part = &self.sheets[sheet].part;
        match self.package.part(part, limits::PART)? {
            Some(xml) => Ok(SheetRows::new(xml, &mut self.shared)),
            None => Err(Error::damaged(part, &"it is missing")),
        }
    }
}

/// The worksheets that are visible, and whether days are counted from 1904.
fn sheets(package: &mut Package, part: &str, relations: &[Relation]) -> Result<(Vec<Sheet>, bool), Error> {
    let Some(mut xml) = package.part(part, limits::ABOUT)? else {
        return Err(Error::Other { expected: "workbook (.xlsx)" });
    };
    let (mut sheets, mut from_1904) = (Vec::new(), false);
    loop {
        match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                b"sheet" => sheets.extend(visible(&start, relations)),
                b"workbookPr" => {
                    from_1904 = matches!(attribute(&start, b"date1904").as_deref(), Some("1" | "true"));
                }
                _ => {}
            },
            Event::Eof => return Ok((sheets, from_1904)),
            _ => {}
        }
    }
}

fn visible(start: &BytesStart<'_>, relations: &[Relation]) -> Option<Sheet> {
    let is_hidden = matches!(attribute(start, b"state").as_deref(), Some("hidden" | "veryHidden"));
    let id = attribute(start, b"id")?;
    let relation = relations.iter().find(|relation| relation.id == id && relation.kind == "worksheet")?;
    let name = attribute(start, b"name").unwrap_or_default();
    (!is_hidden).then(|| Sheet { name, part: relation.part.clone() })
}
