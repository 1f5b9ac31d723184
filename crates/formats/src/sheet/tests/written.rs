use encoding_rs::WINDOWS_1252;

use super::*;

fn text(writing: &Writing, header: &[&str], rows: &[Vec<&str>]) -> String {
    String::from_utf8(written(writing, header, rows).unwrap()).unwrap()
}

#[test]
fn csv_is_written() {
    let rows = [
        vec!["4006381333931", "a;b", "say \"hi\""],
        vec!["=1+2", "@x", "two\nlines"],
        vec!["-5", "-5.25", "-x"],
        vec!["+33", "\tx", "'=y"],
        vec!["", "", "x,y"],
    ];
    let expected = "a;b;c\n4006381333931;\"a;b\";\"say \"\"hi\"\"\"\n'=1+2;'@x;\"two\nlines\"\n-5;-5.25;'-x\n'+33;'\tx;''=y\n;;x,y\n";
    assert_eq!(text(&Writing::default(), &["a", "b", "c"], &rows), expected);
    let writing = Writing { separator: ',', bom: true, ..Writing::default() };
    assert_eq!(text(&writing, &["a", "=b"], &[vec!["x,y", "z"]]), "\u{feff}a,'=b\n\"x,y\",z\n");
}

#[test]
fn csv_is_written_in_the_encoding_that_is_asked_for() {
    let encoding = Some("windows-1252".to_owned());
    let western = Writing { quote: '\'', encoding, bom: true, ..Writing::default() };
    let bytes = written(&western, &["prix", "nom"], &[vec!["5 €", "l'été; \"chaud\""]]).unwrap();
    assert_eq!(bytes, WINDOWS_1252.encode("prix;nom\n5 €;'l''été; \"chaud\"'\n").0.into_owned());
    let error = written(&western, &["prix"], &[vec!["5"], vec!["靴"]]).unwrap_err().to_string();
    assert_eq!(error, "row 3 has '靴' in column 1, which windows-1252 hasn't got: write UTF-8");
    let unknown = Writing { encoding: Some("latin".to_owned()), ..Writing::default() };
    assert!(matches!(written::<&str>(&unknown, &[], &[]), Err(Error::Encoding(name)) if name == "latin"));

    // Cut wherever the buffer is full.
    let long = format!("x{}", "é靴😀".repeat(20_000));
    for encoding in ["utf-8", "utf-16le", "utf-16be"] {
        let writing = Writing { encoding: Some(encoding.to_owned()), bom: true, ..Writing::default() };
        let bytes = written(&writing, &["a", "b"], &[vec![long.as_str(), "="]]).unwrap();
        assert_eq!(cells("a.csv", bytes)[1], [long.as_str(), "="], "{encoding}");
    }
    let writing = Writing { encoding: Some("gb18030".to_owned()), ..Writing::default() };
    let reading = Reading { encoding: writing.encoding.clone(), ..Reading::default() };
    let bytes = written(&writing, &["a", "b"], &[vec![long.as_str(), "b"]]).unwrap();
    let mut book = open(file(&bytes), "a.csv", &reading).unwrap();
    assert_eq!(rows_of(&mut book, 0)[1].as_ref().unwrap().cells, [long.as_str(), "b"]);
}

#[test]
fn lines_are_written() {
    let writing = Writing { format: Format::Lines, ..Writing::default() };
    assert_eq!(text(&writing, &["ignored"], &[vec!["{\"a\":\"=1\"}"], vec!["[]"]]), "{\"a\":\"=1\"}\n[]\n");
}

#[test]
fn a_separator_must_be_one() {
    for separator in ['"', '\n', '\r', '\0', 'é'] {
        let writing = Writing { separator, ..Writing::default() };
        assert!(matches!(written::<&str>(&writing, &[], &[]), Err(Error::Separator(told)) if told == separator));
    }
}

fn workbook(sheet: &str) -> Writing {
    Writing { format: Format::Xlsx, sheet: sheet.to_owned(), ..Writing::default() }
}

#[test]
fn a_workbook_holds_texts() {
    let rows = [vec!["4006381333931", "=1+2", "'=x"], vec!["", "", " 007 "]];
    let bytes = written(&workbook("Documents"), &["a", "b", "c"], &rows).unwrap();
    let mut book = book("x", &bytes).unwrap();
    assert_eq!(book.sheets()[0].name, "Documents");
    let found: Vec<_> = rows_of(&mut book, 0).into_iter().map(|row| row.unwrap().cells).collect();
    assert_eq!(found[1..], rows);
}

#[test]
fn a_sheet_has_a_name_that_excel_takes() {
    for (name, expected) in [
        ("", "Sheet1"),
        ("''", "Sheet1"),
        ("a/b:c*d?e[f]g\\h", "a_b_c_d_e_f_g_h"),
        ("a name that is longer than thirty-one characters", "a name that is longer than thir"),
        ("'quoted'", "quoted"),
    ] {
        let bytes = written::<&str>(&workbook(name), &["a"], &[]).unwrap();
        assert_eq!(book("x", &bytes).unwrap().sheets()[0].name, expected);
    }
}

#[test]
fn what_a_workbook_cannot_hold_is_told() {
    let long = "é".repeat(32_768);
    let error = written(&workbook("x"), &["a", "b"], &[vec!["1", "2"], vec!["1", &long]]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "row 3 has 32768 characters in column 2, and a workbook takes 32767 in a cell: write CSV"
    );
    assert!(written(&workbook("x"), &["a"], &[vec![&long[2..]]]).is_ok());
    let wide = vec!["x"; 16_385];
    let error = written(&workbook("x"), &wide, &[vec![""; 0]]).unwrap_err().to_string();
    assert_eq!(error, "it holds too many columns for a workbook: 16384 at most");
}

/// What a part of it may come to have decides, from a megabyte of cells on in tests.
#[test]
fn a_workbook_that_may_come_to_four_gigabytes_says_that_it_needs_zip64() {
    let cell = "x".repeat(10_000);
    for (rows, version) in [(100, 20), (110, 45)] {
        let bytes = written(&workbook("x"), &["a"], &vec![vec![cell.as_str()]; rows]).unwrap();
        assert_eq!(u16::from_le_bytes([bytes[4], bytes[5]]), version, "{rows} rows");
        assert_eq!(cells("a.xlsx", bytes).len(), rows + 1);
    }
}

/// Slow, and for the sake of one edge; so with few cells.
#[test]
fn rows_that_a_sheet_does_not_take_go_to_another() {
    let mut writer = writer(Cursor::new(Vec::new()), &workbook("documents")).unwrap();
    writer.header(&["code"]).unwrap();
    for number in 1..=1_048_577 {
        writer
            .row(&[if number % 100_000 == 0 || number > 1_048_574 { number.to_string() } else { String::new() }])
            .unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    let mut book = book("x", &bytes).unwrap();
    let names: Vec<_> = book.sheets().iter().map(|sheet| sheet.name.clone()).collect();
    assert_eq!(names, ["documents", "documents (2)"]);
    let last = rows_of(&mut book, 0).pop().unwrap().unwrap();
    assert_eq!((last.line, last.cells), (1_048_576, vec!["1048575".to_owned()]));
    let next: Vec<_> = rows_of(&mut book, 1).into_iter().map(|row| row.unwrap().cells.concat()).collect();
    assert_eq!(next, ["code", "1048576", "1048577"]);
}
