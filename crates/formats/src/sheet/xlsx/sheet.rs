//! The rows of a worksheet.

use quick_xml::events::{BytesStart, Event};

use super::{
    number::number,
    strings::Strings,
    styles::Styles,
    xml::{Xml, attribute, push_unescaped},
};
use crate::sheet::{BadRow, Error, Row, limits};

/// What all sheets of a workbook refer to.
pub struct Shared {
    pub strings: Strings,
    pub styles: Styles,
    pub from_1904: bool,
}

/// The rows of a sheet, as far as they are there. What of a row isn't there is "", and nothing at its end.
pub struct SheetRows<'a> {
    xml: Xml<'a>,
    shared: &'a mut Shared,
    row: u32,
}

/// What a cell says of itself.
struct Head {
    column: Option<usize>,
    format: usize,
    kind: Kind,
}

enum Kind {
    Number,
    Shared,
    Text,
    Boolean,
    Date,
    Error,
}

impl<'a> SheetRows<'a> {
    pub fn new(xml: Xml<'a>, shared: &'a mut Shared) -> Self {
        Self { xml, shared, row: 0 }
    }

    /// The next row; `None`: there is none.
    pub fn next(&mut self) -> Option<Result<Row, BadRow>> {
        match self.read() {
            Ok(row) => row,
            Err(error) => Some(Err(BadRow::fatal(u64::from(self.row), error.to_string()))),
        }
    }

    fn read(&mut self) -> Result<Option<Result<Row, BadRow>>, Error> {
        let number = loop {
            match self.xml.next()? {
                Event::Start(start) if start.local_name().as_ref() == b"row" => {
                    break attribute(&start, b"r").map_or(Some(self.row + 1), |number| number.parse().ok());
                }
                Event::End(end) if end.local_name().as_ref() == b"sheetData" => return Ok(None),
                Event::Eof => return Err(self.xml.cut()),
                _ => {}
            }
        };
        match number {
            Some(number) if number > self.row && number <= limits::ROWS => self.row = number,
            _ => return Err(self.xml.damaged(&format!("what follows row {} isn't one after it", self.row))),
        }
        self.cells().map(Some)
    }

    fn cells(&mut self) -> Result<Result<Row, BadRow>, Error> {
        let line = u64::from(self.row);
        let (mut cells, mut bytes, mut problem) = (Vec::new(), 0, None);
        loop {
            let head = match self.xml.next()? {
                Event::Start(start) if start.local_name().as_ref() == b"c" => head(&start),
                Event::End(end) if end.local_name().as_ref() == b"row" => break,
                Event::Eof => return Err(self.xml.cut()),
                _ => continue,
            };
            let column = head.column.unwrap_or(cells.len());
            let text = self.cell(&head)?;
            bytes += text.as_ref().map_or(0, String::len);
            let text = text.and_then(|text| if bytes > limits::ROW { Err(too_long()) } else { Ok(text) });
            match text {
                Ok(text) if column < limits::COLUMNS => place(&mut cells, column, text),
                text => {
                    problem.get_or_insert_with(|| (column, text.err().unwrap_or_else(too_wide)));
                }
            }
        }
        Ok(match problem {
            Some((column, told)) => Err(BadRow::new(line, told).in_column(column)),
            None => Ok(Row { line, cells }),
        })
    }

    /// The text of a cell, or why it has none.
    fn cell(&mut self, head: &Head) -> Result<Result<String, String>, Error> {
        let (mut value, mut inline) = (String::new(), None);
        loop {
            match self.xml.next()? {
                Event::Start(start) => match start.local_name().as_ref() {
                    b"v" => self.xml.text(b"v", &mut value)?,
                    b"is" => inline = Some(self.xml.string(b"is")?),
                    b"f" => self.xml.skip(b"f")?,
                    _ => {}
                },
                Event::End(end) if end.local_name().as_ref() == b"c" => break,
                Event::Eof => return Err(self.xml.cut()),
                _ => {}
            }
        }
        let text = match inline {
            Some(text) => Ok(text),
            None => self.shown(value, head)?,
        };
        Ok(text.and_then(|text| {
            if text.contains('\0') { Err("a NUL character, which no text has".to_owned()) } else { Ok(text) }
        }))
    }

    fn shown(&mut self, value: String, head: &Head) -> Result<Result<String, String>, Error> {
        if value.is_empty() {
            return Ok(Ok(value));
        }
        Ok(match head.kind {
            Kind::Number => Ok(number(&value, self.shared.styles.shape(head.format), self.shared.from_1904)),
            Kind::Shared => {
                let found = value.trim().parse().ok().map(|number| self.shared.strings.get(number)).transpose()?;
                found.flatten().ok_or_else(|| "its text is missing in the workbook".to_owned())
            }
            Kind::Text => {
                let mut text = String::new();
                push_unescaped(&mut text, &value);
                Ok(text)
            }
            Kind::Boolean => match value.trim() {
                "1" | "true" | "TRUE" => Ok("true".to_owned()),
                "0" | "false" | "FALSE" => Ok("false".to_owned()),
                other => Err(format!("{other:?} is no boolean")),
            },
            Kind::Date => Ok(day(&value).unwrap_or(&value).to_owned()),
            Kind::Error => Err(format!("{value} is an error of the spreadsheet, not a value")),
        })
    }
}

/// The day of a moment, where it is midnight.
fn day(moment: &str) -> Option<&str> {
    let (day, rest) = moment.split_once("T00:00:00")?;
    rest.trim_matches(['.', '0', 'Z']).is_empty().then_some(day)
}

fn too_long() -> String {
    format!("the row holds more than {} MiB", limits::ROW >> 20)
}

fn too_wide() -> String {
    format!("it stands behind column {}", limits::COLUMNS)
}

/// Puts a text into its column. Cells at the end that hold nothing aren't there.
fn place(cells: &mut Vec<String>, column: usize, text: String) {
    if cells.len() <= column {
        cells.resize(column + 1, String::new());
    }
    cells[column] = text;
}

fn head(start: &BytesStart<'_>) -> Head {
    let mut head = Head { column: None, format: 0, kind: Kind::Number };
    for attribute in start.attributes().with_checks(false).map_while(Result::ok) {
        match attribute.key.as_ref() {
            b"r" => head.column = column(&attribute.value),
            b"s" => {
                let number = std::str::from_utf8(&attribute.value).ok().and_then(|text| text.parse().ok());
                head.format = number.unwrap_or_default();
            }
            b"t" => {
                head.kind = match attribute.value.as_ref() {
                    b"s" => Kind::Shared,
                    b"str" | b"inlineStr" => Kind::Text,
                    b"b" => Kind::Boolean,
                    b"d" => Kind::Date,
                    b"e" => Kind::Error,
                    _ => Kind::Number,
                };
            }
            _ => {}
        }
    }
    head
}

/// The column of a place such as `AB12`, counted from 0.
fn column(place: &[u8]) -> Option<usize> {
    let letters = place.iter().take_while(|byte| byte.is_ascii_alphabetic());
    let number = letters.fold(0_usize, |number, letter| {
        number.saturating_mul(26).saturating_add(usize::from(letter.to_ascii_uppercase() - b'A') + 1)
    });
    number.checked_sub(1)
}
