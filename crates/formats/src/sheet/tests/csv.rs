use super::*;

/// The rows of a text, as `line: cell|cell`, and what is bad in it.
fn shown(text: &str) -> Vec<String> {
    let show = |row: Result<Row, BadRow>| match row {
        Ok(row) => format!("{}: {}", row.line, row.cells.join("|")),
        Err(bad) => bad.to_string(),
    };
    rows("a.csv", text).into_iter().map(show).collect()
}

#[test]
fn cells_are_set_apart() {
    for (text, expected) in [
        ("a;b\n1;2\n", &["1: a|b", "2: 1|2"][..]),
        ("a,b\n1,2\n", &["1: a|b", "2: 1|2"]),
        ("a\tb\n1\t2\n", &["1: a|b", "2: 1|2"]),
        ("a|b\n1|2", &["1: a|b", "2: 1|2"]),
        // Commas of decimals, and of sentences.
        ("a;b\n1,5;2,5\n3,1;4\n", &["1: a|b", "2: 1,5|2,5", "3: 3,1|4"]),
        ("name\nred, with a lid\ngreen, blue; or so\n", &["1: name", "2: red, with a lid", "3: green, blue; or so"]),
        ("a,b", &["1: a|b"]),
        ("\"a;x\",b,c\n1,2,3", &["1: a;x|b|c", "2: 1|2|3"]),
        ("sep=|\na|b\n1|2", &["2: a|b", "3: 1|2"]),
        // Quotes: doubled, with separators, around nothing, within a cell, after one, and single ones.
        ("a;b\n\"say \"\"hi\"\"\";\"x;y\"\n\"\";2", &["1: a|b", "2: say \"hi\"|x;y", "3: |2"]),
        ("a;b\n5\" tube;\"in\"ch", &["1: a|b", "2: 5\" tube|inch"]),
        ("'a','b'\n'it''s','x,y'", &["1: a|b", "2: it's|x,y"]),
        ("a;b\n'x';'y'", &["1: a|b", "2: 'x'|'y'"]),
        // Spaces belong to cells.
        ("a; b\n 1 ;2 ", &["1: a| b", "2:  1 |2 "]),
    ] {
        assert_eq!(shown(text), expected, "{text:?}");
    }
}

#[test]
fn lines_are_counted_as_an_editor_does() {
    for (text, expected) in [
        ("a;b\r\n1;2\r\n3;4\r\n", &["1: a|b", "2: 1|2", "3: 3|4"][..]),
        ("a;b\r1;2\r3;4", &["1: a|b", "2: 1|2", "3: 3|4"]),
        // Breaks within quotes.
        ("a;b\n\"x\ny\r\nz\";2\n3;4", &["1: a|b", "2: x\ny\r\nz|2", "5: 3|4"]),
        ("a;b\n\"\n\n\";2\n\n3;4", &["1: a|b", "2: \n\n|2", "6: 3|4"]),
        // Lines without text.
        ("\n\r\na;b\n\n\n1;2\n;\n   \n\" \"; \n3;4\n\n", &["3: a|b", "6: 1|2", "10: 3|4"]),
    ] {
        assert_eq!(shown(text), expected, "{text:?}");
    }
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    for (text, expected) in [
        ("a;b;c\n1;2\n3;4;5", &["1: a|b|c", "line 2: 2 cells, and the header has 3", "3: 3|4|5"][..]),
        ("a;b\n1;2;3\n4;5;;", &["1: a|b", "line 2: cell 3 stands under no heading: the header has 2", "3: 4|5"]),
        // Headings that are empty count where others follow.
        ("a;;c;;\n1;2;3;;\n", &["1: a||c", "2: 1|2|3"]),
        (
            "a;b\n1;2\n3;\"open\n4;5\n6;7\n",
            &["1: a|b", "2: 1|2", "line 3: a quote is opened and never closed: all that follows is in it"],
        ),
        ("a;\"b", &["line 1: a quote is opened and never closed: all that follows is in it"]),
        ("a;b\n1;\"2\"\"", &["1: a|b", "line 2: a quote is opened and never closed: all that follows is in it"]),
        ("a;b\n1;\"2\"", &["1: a|b", "2: 1|2"]),
        ("a;b\n1;x\0y\n2;3", &["1: a|b", "line 2: a NUL character, which no text has", "3: 2|3"]),
    ] {
        assert_eq!(shown(text), expected, "{text:?}");
    }
}

#[test]
fn a_cell_that_is_bad_is_named() {
    let bad = rows("a.csv", "a;b\n1;x\0y\n1;2;3").into_iter().filter_map(Result::err).collect::<Vec<_>>();
    assert_eq!(bad.iter().map(|bad| (bad.column, bad.fatal)).collect::<Vec<_>>(), [(Some(1), false), (Some(2), false)]);
}

#[test]
fn without_its_header_nothing_is_read() {
    let rows = rows("a.csv", "a;\0\n1;2\n");
    assert_eq!(rows.len(), 1);
    assert!(rows[0].as_ref().unwrap_err().fatal);
}

#[test]
fn a_file_without_bytes_is_told_to_be_empty() {
    assert_eq!(book("a.csv", b"").err().unwrap().to_string(), "the file is empty");
    // Without any row: so is the sheet.
    assert_eq!(rows("a.csv", "\u{feff}\n\r\n ; \n"), []);
}

#[test]
fn a_row_is_bounded() {
    let long = "x".repeat(5 << 20);
    let shown = shown(&format!("a;b\n{long};2\n3;4\n{}\n5;6", ";".repeat(20_000)));
    let refused = |line| format!("line {line}: more than 16384 cells or 4 MiB in one row: is a quote missing?");
    assert_eq!(shown, ["1: a|b".to_owned(), refused(2), "3: 3|4".to_owned(), refused(4), "5: 5|6".to_owned()]);
    // A quote that isn't closed, in a file that is longer than a row may be.
    let text = format!("a;b\n1;2\n\"{}", "3;4\n".repeat(2 << 20));
    assert_eq!(told("a.csv", text), ["line 3: a quote is opened and never closed: all that follows is in it"]);
}

#[test]
fn what_is_asked_for_goes_before_what_is_found_out() {
    let read = |text: &str, reading: &Reading| {
        let mut book = open(file(text.as_bytes()), "a.csv", reading).unwrap();
        rows_of(&mut book, 0).into_iter().map(|row| row.unwrap().cells.join("|")).collect::<Vec<_>>()
    };
    let separated = Reading { separator: Some(','), ..Reading::default() };
    assert_eq!(read("a;b,c;d", &separated), ["a;b|c;d"]);
    let quoted = Reading { quote: Some('\''), ..Reading::default() };
    assert_eq!(read("a;b\n'x;y';\"2\"", &quoted), ["a|b", "x;y|\"2\""]);
    let odd = Reading { separator: Some('^'), ..Reading::default() };
    assert_eq!(read("a^b", &odd), ["a|b"]);
}

#[test]
fn rows_may_be_short_where_that_is_allowed() {
    let reading = Reading { short_rows: true, ..Reading::default() };
    let mut book = open(file(b"a;b;c\n1\n1;2\n1;2;3;4"), "a.csv", &reading).unwrap();
    let rows = rows_of(&mut book, 0);
    assert_eq!(rows[1].as_ref().unwrap().cells, ["1", "", ""]);
    assert_eq!(rows[2].as_ref().unwrap().cells, ["1", "2", ""]);
    assert!(rows[3].is_err());
}

#[test]
fn what_cannot_be_asked_for() {
    for (reading, expected) in [
        (Reading { separator: Some('§'), ..Reading::default() }, "'§' can't stand"),
        (Reading { separator: Some('\n'), ..Reading::default() }, "'\\n' can't stand"),
        (Reading { separator: Some('"'), ..Reading::default() }, "'\"' can't stand"),
        (Reading { encoding: Some("klingon".to_owned()), ..Reading::default() }, "\"klingon\" is no encoding"),
        (Reading { format: Some(Format::Xlsx), ..Reading::default() }, "it is no workbook"),
    ] {
        let error = open(file(b"a;b"), "a", &reading).and_then(|mut book| book.rows(0).map(drop)).unwrap_err();
        assert!(error.to_string().starts_with(expected), "{error}");
    }
}

#[test]
fn an_apostrophe_before_a_formula_goes() {
    assert_eq!(shown("a;b\n'=1+2;'-5\n''=x;'y\n-5;=1"), ["1: a|b", "2: =1+2|-5", "3: '=x|'y", "4: -5|=1"]);
    // A text that another program kept from becoming a number, one of ours, and formulas.
    let expected = ["1: a|b", "2: 0012|=\"0012\"", "3: =\"a\"&\"b\"|=\""];
    assert_eq!(shown("a;b\n=\"0012\";\"'=\"\"0012\"\"\"\n=\"a\"&\"b\";=\""), expected);
}
