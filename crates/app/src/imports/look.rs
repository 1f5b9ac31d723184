//! The first look at a file: its sheets, the first lines of one, and what they seem to be.

use std::collections::HashSet;

use formats::sheet::{Book, Format, Written};
use model::flow::{self, Guess, Target};
use model::problem::{Field, Problem};
use model::schema::Schema;

use super::reader::{Place, Source, broken, header, names_in, unreadable, weight};
use crate::Failure;

/// Sheets whose columns are looked at; of others only the name tells what they are.
const LOOKED_AT: usize = 50;
/// Rows of the sheet that is shown, and of others, which tell what lines are.
const SAMPLES: usize = 100;
const FEW: usize = 20;
/// Their bytes.
const SAMPLES_WEIGHT: usize = 4 << 20;
/// Rows that are counted, and their bytes: who looks doesn't wait for more.
const COUNTED: u64 = 20_000;
const COUNTED_WEIGHT: usize = 32 << 20;

/// What is to be shown.
pub(super) struct Wanted {
    /// The sheet of that name; `None`: one that can be told.
    pub sheet: Option<String>,
    /// What its lines are, if that is said.
    pub model: Option<Target>,
}

/// What was seen.
pub(super) struct Looked {
    /// All sheets, and what they are.
    pub sheets: Vec<(String, Option<Target>)>,
    /// The one that is shown.
    pub sheet: String,
    /// How it lies there.
    pub format: Format,
    /// How it begins.
    pub head: Head,
    /// What its lines are.
    pub model: Option<Target>,
    /// How they could be imported; lines of JSON say it themselves.
    pub guess: Option<Guess>,
}

/// How a sheet begins.
pub(super) struct Head {
    /// The names of its columns.
    pub header: Vec<String>,
    /// Some rows.
    pub rows: Vec<Vec<String>>,
    /// How many there are; `None`: more than are counted.
    pub lines: Option<u64>,
    /// How its text is written.
    pub written: Option<Written>,
}

/// A sheet: where it is, its name, how it lies there.
type Named = (Place, String, Format);

/// Looks at a file. Blocks. Errors: `Conflict` if it can't be read, `Invalid` at `sheet`.
pub(super) fn look(source: &Source, wanted: &Wanted, schema: &Schema) -> Result<Looked, Failure> {
    let mut book = source.open(0)?;
    let names = names_in(0, &book, &mut HashSet::new());
    let is_one = names.len() == 1;
    let model_of = |(place, sheet): (usize, &Named)| {
        let said = wanted.model.as_ref().filter(|model| is_one || is_its(model, &sheet.1, schema));
        said.cloned().or_else(|| if is_one { None } else { model(&mut book, place, sheet, schema) })
    };
    let models: Vec<_> = names.iter().enumerate().map(model_of).collect();
    let shown = shown(wanted, &names, &models)?;
    let mut sheets: Vec<_> = names.iter().map(|(_, name, _)| name.clone()).zip(models).collect();
    let (_, name, format) = &names[shown];
    let head = head(&mut book, &names[shown], (SAMPLES, COUNTED))?;
    let model = wanted.model.clone().or_else(|| named(name, schema));
    let guess = if *format == Format::Lines {
        None
    } else {
        flow::guess(model.clone(), name, &head.header, &head.rows, schema)
    };
    let model = guess.as_ref().map(|guess| guess.profile.layout.model.clone()).or(model);
    sheets[shown].1.clone_from(&model);
    Ok(Looked { sheets, sheet: name.clone(), format: *format, head, model, guess })
}

/// The place of the sheet to be shown.
fn shown(wanted: &Wanted, names: &[Named], models: &[Option<Target>]) -> Result<usize, Problem> {
    if names.is_empty() {
        return Err(Problem::conflict("There is no sheet in this file."));
    }
    let Some(name) = &wanted.sheet else {
        let its = models.iter().position(|model| model.is_some() && *model == wanted.model);
        return Ok(its.or_else(|| models.iter().position(Option::is_some)).unwrap_or(0));
    };
    let place = names.iter().position(|(_, own, _)| own == name);
    place.ok_or_else(|| {
        let asked: String = name.chars().take(60).collect();
        let message = format!("There is no sheet \"{}\" in this file.", asked.escape_debug());
        Problem::at(Field::Property("sheet"), "unknown_choice", message)
    })
}

/// Whether a profile for that reads a sheet of that name: one that is called after it, or after nothing.
fn is_its(model: &Target, sheet: &str, schema: &Schema) -> bool {
    let called = named(sheet, schema).or_else(|| flow::called_after(sheet, schema));
    called.is_none_or(|called| called == *model)
}

/// What a sheet is called after, as far as there is such a thing.
fn named(sheet: &str, schema: &Schema) -> Option<Target> {
    Target::from_sheet_name(sheet, schema).filter(|target| target.check(schema).is_none())
}

/// What the lines of a sheet are; what of it can't be read is told once it is shown.
fn model(book: &mut Book, place: usize, sheet: &Named, schema: &Schema) -> Option<Target> {
    let (_, name, format) = sheet;
    let called = named(name, schema);
    if *format == Format::Lines || place >= LOOKED_AT {
        return called.or_else(|| flow::called_after(name, schema));
    }
    let head = head(book, sheet, (FEW, FEW as u64)).ok()?;
    let guess = flow::guess(called, name, &head.header, &head.rows, schema)?;
    Some(guess.profile.layout.model)
}

/// How a sheet begins: so many rows, and how many there are if they are no more than so many.
fn head(book: &mut Book, (place, name, format): &Named, (samples, counted): (usize, u64)) -> Result<Head, Failure> {
    let mut rows = book.rows(place.1).map_err(|error| unreadable(name, &error))?;
    let written = rows.written();
    let header = if *format == Format::Lines { Vec::new() } else { header(name, &mut rows)? };
    let mut head = Head { header, rows: Vec::new(), lines: None, written };
    let (mut seen, mut heavy) = (0, 0);
    for row in rows {
        if seen == counted || heavy > COUNTED_WEIGHT {
            return Ok(head);
        }
        seen += 1;
        match row {
            Err(bad) if bad.fatal => return Err(broken(name, &bad).into()),
            // Of others the import tells.
            Err(_) => {}
            Ok(row) => {
                heavy += weight(&row);
                if head.rows.len() < samples && heavy <= SAMPLES_WEIGHT {
                    head.rows.push(row.cells);
                }
            }
        }
    }
    head.lines = Some(seen);
    Ok(head)
}
