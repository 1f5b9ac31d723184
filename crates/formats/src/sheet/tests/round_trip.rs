use encoding_rs::{UTF_8, WINDOWS_1252};
use proptest::prelude::*;

use super::*;

/// Texts with what is special to one format or the other.
fn text() -> impl Strategy<Value = String> {
    let special = "[=+@'\"\\-\t\r\n;,|_xé€日😀 aA0-9<>&\u{1}\u{fffe}D]{0,8}";
    prop_oneof![
        4 => special.prop_map(String::from),
        1 => "(_x[0-9A-Fa-f]{4}_|_x005F_|x|_){0,3}".prop_map(String::from),
        1 => "'?=\"[a\"]{0,2}\"".prop_map(String::from),
        1 => "-?[0-9]{1,20}(\\.[0-9]{1,5})?".prop_map(String::from),
        2 => "[^\0]{0,12}".prop_map(String::from),
    ]
}

/// A header whose last cell isn't empty, and rows that have some text.
fn table() -> impl Strategy<Value = (Vec<String>, Vec<Vec<String>>)> {
    (1_usize..6).prop_flat_map(|width| {
        let row = prop::collection::vec(text(), width)
            .prop_filter("blank", |row| !row.iter().all(|cell| cell.trim().is_empty()));
        let header = prop::collection::vec(text(), width).prop_map(|mut header| {
            header.last_mut().unwrap().push('h');
            header
        });
        (header, prop::collection::vec(row, 0..6))
    })
}

fn read(bytes: &[u8], reading: &Reading) -> Vec<Vec<String>> {
    let mut book = open(file(bytes), "x.csv", reading).unwrap();
    rows_of(&mut book, 0).into_iter().map(|row| row.unwrap().cells).collect()
}

fn both(header: Vec<String>, rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    std::iter::once(header).chain(rows).collect()
}

proptest! {
    #[test]
    fn csv((header, rows) in table(), separator in "[;,\t|: ^a]", bom: bool) {
        let separator = separator.chars().next().unwrap();
        let writing = Writing { separator, bom, ..Writing::default() };
        let bytes = written(&writing, &header.iter().map(String::as_str).collect::<Vec<_>>(), &rows).unwrap();
        let encoding = Some("utf-8".to_owned());
        let reading = Reading { format: Some(Format::Csv), separator: Some(separator), quote: Some('"'), encoding, short_rows: false };
        prop_assert_eq!(read(&bytes, &reading), both(header, rows));
    }

    #[test]
    fn csv_in_any_encoding((header, rows) in table(), encoding in 0..4, mark: bool) {
        let writing = Writing { bom: mark, ..Writing::default() };
        let bytes = written(&writing, &header.iter().map(String::as_str).collect::<Vec<_>>(), &rows).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        // Such a beginning is a mark.
        prop_assume!(mark || !text.starts_with(['\u{fffe}', '\u{feff}']));
        let (label, bytes) = match encoding {
            0 => ("utf-16le", text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            1 => ("utf-16be", text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            2 => match WINDOWS_1252.encode(&text) {
                (bytes, _, false) => ("windows-1252", bytes.into_owned()),
                _ => return Ok(()),
            },
            _ => ("utf-8", UTF_8.encode(&text).0.into_owned()),
        };
        let encoding = Some(label.to_owned());
        let reading = Reading { format: Some(Format::Csv), separator: Some(';'), quote: Some('"'), encoding, short_rows: false };
        prop_assert_eq!(read(&bytes, &reading), both(header, rows));
    }

    /// Nothing is said; headings are codes.
    #[test]
    fn csv_found_out((_, rows) in table(), separator in "[;,\t|]", bom: bool) {
        let width = rows.first().map_or(2, Vec::len);
        prop_assume!(width > 1);
        let header: Vec<String> = (0..width).map(|column| format!("code_{column}-fr_FR")).collect();
        let writing = Writing { separator: separator.chars().next().unwrap(), bom, ..Writing::default() };
        let bytes = written(&writing, &header.iter().map(String::as_str).collect::<Vec<_>>(), &rows).unwrap();
        prop_assert_eq!(read(&bytes, &Reading::default()), both(header, rows));
    }

    #[test]
    fn workbooks((header, rows) in table()) {
        let writing = Writing { format: Format::Xlsx, ..Writing::default() };
        let bytes = written(&writing, &header.iter().map(String::as_str).collect::<Vec<_>>(), &rows).unwrap();
        prop_assert_eq!(read(&bytes, &Reading::default()), both(header, rows));
    }

    /// No cell of a CSV file begins as a formula, unless it is a number.
    #[test]
    fn nothing_runs((header, rows) in table()) {
        let bytes = written(&Writing::default(), &header.iter().map(String::as_str).collect::<Vec<_>>(), &rows).unwrap();
        let mut reader = ::csv::ReaderBuilder::new().delimiter(b';').has_headers(false).flexible(true).from_reader(bytes.as_slice());
        for record in reader.records() {
            for cell in &record.unwrap() {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']) || cell.parse::<f64>().is_ok(), "{cell:?}");
            }
        }
    }
}
