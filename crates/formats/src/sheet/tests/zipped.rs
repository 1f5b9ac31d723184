use super::*;

fn names(book: &Book) -> Vec<(&str, Format)> {
    book.sheets().iter().map(|sheet| (sheet.name.as_str(), sheet.format)).collect()
}

#[test]
fn files_are_sheets_in_any_order() {
    let of = |sheet: &str| Writing { format: Format::Xlsx, sheet: sheet.to_owned(), ..Writing::default() };
    let one = written(&of("Sheet1"), &["code"], &[vec!["x"]]).unwrap();
    let bytes = zip(&[
        ("documents.csv", b"code;name\n1;a\n"),
        ("pictures/1.jpg", b"\xff\xd8"),
        ("README.md", b"#"),
        ("inner.zip", &zip(&[("more.csv", b"a;b")])),
        ("deep/er/links.NDJSON", b"{}\n{}\n"),
        ("variants.xlsx", &one),
        ("../../etc/values.csv", b"a,b\n1,2\n3,4\n5,6\n"),
        ("__MACOSX/._documents.csv", b"\0\0"),
        (".hidden.csv", b"a"),
        ("empty.csv", b""),
        ("tab.tsv", b"a\tb\n"),
    ]);
    let mut book = book("all.zip", &bytes).unwrap();
    let (csv, lines, xlsx) = (Format::Csv, Format::Lines, Format::Xlsx);
    let expected =
        [("documents", csv), ("links", lines), ("variants", xlsx), ("values", csv), ("empty", csv), ("tab", csv)];
    assert_eq!(names(&book), expected);
    // Each as often as is asked for.
    for (sheet, count) in [(3, 4), (0, 2), (2, 2), (1, 2), (2, 2), (4, 0), (5, 1), (0, 2)] {
        assert_eq!(rows_of(&mut book, sheet).iter().filter(|row| row.is_ok()).count(), count, "{sheet}");
    }
}

#[test]
fn a_workbook_of_several_sheets_keeps_their_names() {
    let sheet = b"<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>";
    let inner = zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", br#"<workbook><sheets><sheet name="One" r:id="a"/><sheet name="Two" r:id="b"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", br#"<Relationships><Relationship Id="a" Type="/worksheet" Target="s.xml"/><Relationship Id="b" Type="/worksheet" Target="s.xml"/></Relationships>"#),
        ("xl/s.xml", sheet),
    ]);
    let mut book = book("all.zip", &zip(&[("book.xlsx", &inner), ("c.csv", b"x\n")])).unwrap();
    assert_eq!(names(&book), [("One", Format::Xlsx), ("Two", Format::Xlsx), ("c", Format::Csv)]);
    assert_eq!(rows_of(&mut book, 1)[0].as_ref().unwrap().cells, ["1"]);
}

#[test]
fn a_zip_file_without_sheets_is_told() {
    for bytes in [zip(&[]), zip(&[("a.jpg", b"x")])] {
        let error = book("a.zip", &bytes).err().unwrap().to_string();
        assert_eq!(error, "there is no file that ends in .csv, .xlsx or .ndjson in it");
    }
}

#[test]
fn a_file_that_unpacks_to_much_takes_no_memory() {
    // 256 MiB of nothing, in 256 KiB.
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("a.csv", SimpleFileOptions::default()).unwrap();
    zip.write_all(b"a;b\n").unwrap();
    let piece = vec![b' '; 1 << 20];
    for _ in 0..256 {
        zip.write_all(&piece).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20);
    let told = told("a.zip", &bytes);
    assert_eq!(told, ["line 2: more than 16384 cells or 4 MiB in one row: is a quote missing?"]);
}

#[test]
fn damage_within_is_told() {
    let mut bytes = zip(&[("a.csv", "a;b\n".repeat(100_000).as_bytes())]);
    let middle = bytes.len() / 2;
    bytes[middle - 50..middle].fill(0x55);
    let mut book = book("a.zip", &bytes).unwrap();
    // Where the rows begin to be read, or on the way.
    let told = match book.rows(0) {
        Err(_) => true,
        Ok(rows) => rows.filter_map(Result::err).any(|bad| bad.fatal),
    };
    assert!(told);
}
