//! The lines that could not be imported, as they stood: a file like the one that they came from, to be corrected and
//! imported again. Of several sheets it is a ZIP file with one file each.

use std::fs::File;
use std::io::Seek as _;

use formats::sheet::{Format, Row, Writing, pack, writer};
use model::report::Level;
use model::schema::Notation;
use store::conn::Conn;
use store::report as rows;

use super::reader::{self, Place, Source};
use super::report::Made;
use super::{Wish, blocking};
use crate::{App, Failure};

/// Numbers of lines that are read at once.
const PAGE: u32 = 10_000;

/// The lines of a sheet that failed.
struct Failed {
    place: Place,
    name: String,
    format: Format,
    lines: Vec<u64>,
}

impl App {
    /// The file of the lines of an import that failed; `None`: none did, or the file that it read is gone.
    pub async fn failed_lines(&self, job: i64) -> Result<Option<Made>, Failure> {
        let Some(payload) = self.payload(job).await? else { return Ok(None) };
        let Ok(wish) = serde_json::from_str::<Wish>(&payload) else { return Ok(None) };
        let Some(source) = self.source(job, wish.reading()).await? else { return Ok(None) };
        let named = source.clone();
        let mut failed = Vec::new();
        for (place, name, format) in blocking(move || reader::names(&named)).await? {
            let lines = self.lines_that_failed(job, &name).await?;
            if !lines.is_empty() {
                failed.push(Failed { place, name, format, lines });
            }
        }
        if failed.is_empty() {
            return Ok(None);
        }
        let notation = wish.profile.map(|profile| profile.layout.notation).unwrap_or_default();
        blocking(move || write_all(&source, &failed, &notation)).await.map(Some)
    }

    async fn lines_that_failed(&self, job: i64, sheet: &str) -> Result<Vec<u64>, Failure> {
        let mut lines: Vec<u64> = Vec::new();
        loop {
            let (sheet, after) = (sheet.to_owned(), lines.last().copied().unwrap_or_default());
            let read =
                async move |conn: &mut Conn<'_>| rows::lines_of(conn, (job, &sheet), &Level::FAILED, after, PAGE).await;
            let page = self.store.read(read).await?;
            let is_last = page.len() < PAGE as usize;
            lines.extend(page);
            if is_last {
                return Ok(lines);
            }
        }
    }
}

fn write_all(source: &Source, failed: &[Failed], notation: &Notation) -> Result<Made, Failure> {
    let mut made = Vec::with_capacity(failed.len());
    for sheet in failed {
        made.push(write(source, sheet, notation)?);
    }
    if made.len() > 1 {
        let files = made.into_iter().map(|Made { file, name }| (name, file));
        let mut file = pack(tempfile::tempfile()?, files)?;
        file.rewind()?;
        return Ok(Made { file, name: "failed.zip".to_owned() });
    }
    made.pop().ok_or_else(|| Failure::Internal("no line failed".into()))
}

/// The lines of a sheet, under its header.
fn write(source: &Source, sheet: &Failed, notation: &Notation) -> Result<Made, Failure> {
    let Failed { place: (file, place), name, format, lines } = sheet;
    let writing = Writing {
        format: *format,
        separator: notation.separator.unwrap_or(Notation::SEPARATOR),
        quote: notation.enclosure.unwrap_or(Notation::ENCLOSURE),
        // UTF-8 holds whatever the file held, and its mark says more than the profile.
        bom: true,
        sheet: name.clone(),
        ..Writing::default()
    };
    let mut out = writer(tempfile::tempfile()?, &writing)?;
    let mut book = source.open(*file)?;
    let mut rows = book.rows(*place)?;
    if *format != Format::Lines {
        let header = rows.next().and_then(Result::ok).map(|row| row.cells).unwrap_or_default();
        out.header(&header.iter().map(String::as_str).collect::<Vec<_>>())?;
    }
    let mut lines = lines.iter().peekable();
    // What can't be read can't be written either.
    for Row { line, cells } in rows.flatten() {
        while lines.next_if(|failed| **failed < line).is_some() {}
        if lines.next_if(|failed| **failed == line).is_some() {
            out.row(&cells)?;
        }
        if lines.peek().is_none() {
            break;
        }
    }
    let mut file: File = out.finish()?;
    file.rewind()?;
    // Of a workbook it may be anything, and lead out of the folder that a ZIP file is unpacked in.
    let name = name.replace(['/', '\\'], "-");
    Ok(Made { file, name: name + ending(*format) })
}

fn ending(format: Format) -> &'static str {
    match format {
        Format::Csv => ".csv",
        Format::Xlsx => ".xlsx",
        Format::Lines => ".ndjson",
    }
}
