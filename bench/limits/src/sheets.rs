//! Files for imports, made of the products of `gen.py`, and what a bare parse of such a file takes.
//!
//!     sheets make FOLDER FILE.csv|FILE.xlsx N [shared]    N products; shared: strings apart, as Excel does
//!     sheets read FILE.csv|FILE.xlsx                      prints {"rows", "cells", "rows_per_second", "peak_mb"}
//!
//! Where N is more than there are products, they come again with other codes. CSV is read by the csv crate, record by record; XLSX by calamine, cell by cell: as fast as each can, all cells looked
//! at and none kept.

use std::{
    env,
    error::Error,
    fs::{self, File},
    io::{BufRead, BufReader, BufWriter},
    time::Instant,
};

use calamine::{Reader, Xlsx, open_workbook};
use rust_xlsxwriter::{Workbook, Worksheet};
use serde_json::Value;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["make", folder, file, n] => make(folder, file, n.parse()?, false),
        ["make", folder, file, n, "shared"] => make(folder, file, n.parse()?, true),
        ["read", file] => read(file),
        _ => Err("usage: sheets make FOLDER FILE N [shared] | sheets read FILE".into()),
    }
}

/// A column: an attribute, and the locale where it has several.
struct Column {
    attribute: String,
    locale: Option<String>,
}

fn columns(folder: &str) -> Result<Vec<Column>> {
    let schema: Value = serde_json::from_str(&fs::read_to_string(format!("{folder}/schema.json"))?)?;
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let mut columns = Vec::new();
    for attribute in list(&schema["attributes"]) {
        let code = attribute["code"].as_str().ok_or("an attribute without code")?;
        let of = |locale| Column { attribute: code.to_owned(), locale };
        if attribute["localised"] == true {
            let locales = list(&schema["locales"]);
            columns.extend(locales.iter().filter_map(Value::as_str).map(|locale| of(Some(locale.to_owned()))));
        } else {
            columns.push(of(None));
        }
    }
    Ok(columns)
}

fn make(folder: &str, file: &str, n: usize, shared: bool) -> Result<()> {
    let columns = columns(folder)?;
    let headings = columns.iter().map(|column| match &column.locale {
        Some(locale) => format!("{}-{locale}", column.attribute),
        None => column.attribute.clone(),
    });
    let header = ["document_code", "classification_code"].map(str::to_owned).into_iter().chain(headings).collect();
    let file_of_products = format!("{folder}/products.ndjson");
    if fs::metadata(&file_of_products)?.len() == 0 {
        return Err("no products: run gen.py".into());
    }
    let again = std::iter::repeat_with(|| File::open(&file_of_products).map(|file| BufReader::new(file).lines()));
    let products = again.flat_map(|lines| lines.into_iter().flatten()).take(n);
    let rows = products.enumerate().map(|(number, line)| Ok(cells(number, &serde_json::from_str(&line?)?, &columns)));
    let rows = std::iter::once(Ok(header)).chain(rows);
    if file.ends_with(".xlsx") { write_xlsx(file, rows, shared) } else { write_csv(file, rows) }
}

fn cells(number: usize, product: &Value, columns: &[Column]) -> Vec<String> {
    let mut cells = vec![format!("P{number:07}"), text(&product["classifications"])];
    cells.extend(columns.iter().map(|column| {
        let value = &product["attributes"][&column.attribute];
        text(column.locale.as_ref().map_or(value, |locale| &value[locale]))
    }));
    cells
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(text).collect::<Vec<_>>().join("|"),
        other => other.to_string(),
    }
}

fn write_csv(file: &str, rows: impl Iterator<Item = Result<Vec<String>>>) -> Result<()> {
    let mut out = csv::WriterBuilder::new().delimiter(b';').from_writer(BufWriter::new(File::create(file)?));
    for row in rows {
        out.write_record(row?)?;
    }
    Ok(out.flush()?)
}

fn write_xlsx(file: &str, rows: impl Iterator<Item = Result<Vec<String>>>, shared: bool) -> Result<()> {
    let mut workbook = Workbook::new();
    // A million rows have more than 4 GiB before they are packed.
    workbook.use_zip_large_file(true);
    let sheet: &mut Worksheet = match shared {
        true => workbook.add_worksheet_with_low_memory()?,
        false => workbook.add_worksheet_with_constant_memory()?,
    };
    sheet.set_name("document.product")?;
    for (number, row) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(row?) {
            if !cell.is_empty() {
                sheet.write_string(number, column, cell)?;
            }
        }
    }
    Ok(workbook.save(file)?)
}

fn read(file: &str) -> Result<()> {
    let start = Instant::now();
    let (rows, cells) = if file.ends_with(".xlsx") { read_xlsx(file)? } else { read_csv(file)? };
    let rate = rows as f64 / start.elapsed().as_secs_f64();
    let peak = peak_mb()?;
    println!("{{\"rows\":{rows},\"cells\":{cells},\"rows_per_second\":{rate:.0},\"peak_mb\":{peak}}}");
    Ok(())
}

fn read_csv(file: &str) -> Result<(u64, u64)> {
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_path(file)?;
    let (mut record, mut rows, mut cells) = (csv::StringRecord::new(), 0, 0);
    while reader.read_record(&mut record)? {
        rows += 1;
        cells += record.iter().filter(|cell| !cell.is_empty()).count() as u64;
    }
    Ok((rows, cells))
}

fn read_xlsx(file: &str) -> Result<(u64, u64)> {
    let mut workbook: Xlsx<_> = open_workbook(file)?;
    let name = workbook.sheet_names().first().cloned().ok_or("no sheet")?;
    let mut reader = workbook.worksheet_cells_reader(&name)?;
    let (mut last, mut rows, mut cells) = (None, 0, 0);
    while let Some(cell) = reader.next_cell()? {
        cells += 1;
        if last.replace(cell.get_position().0) != Some(cell.get_position().0) {
            rows += 1;
        }
    }
    Ok((rows, cells))
}

/// The most memory that this process had, as Linux counts it.
fn peak_mb() -> Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").trim().parse()?;
    Ok(kilobytes / 1024)
}
