use super::*;

fn shown(name: &str, text: impl AsRef<[u8]>) -> Vec<String> {
    let show = |row: Result<Row, BadRow>| match row {
        Ok(row) => format!("{}: {}", row.line, row.cells.join("|")),
        Err(bad) => bad.to_string(),
    };
    rows(name, text).into_iter().map(show).collect()
}

#[test]
fn lines_are_read_as_they_are() {
    let text = "\u{feff}{\"a\":1}\r\n\n  \r\n{\"b\": \"x;y\"}\n[]";
    assert_eq!(shown("a.ndjson", text), ["1: {\"a\":1}", "4: {\"b\": \"x;y\"}", "5: []"]);
    // By its first character, or because it is said.
    assert_eq!(shown("upload", text)[0], "1: {\"a\":1}");
    assert_eq!(book("upload", text.as_bytes()).unwrap().sheets()[0].format, Format::Lines);
    let reading = Reading { format: Some(Format::Lines), ..Reading::default() };
    let mut book = open(file(b"1\n2"), "a.csv", &reading).unwrap();
    assert_eq!(rows_of(&mut book, 0).len(), 2);
}

#[test]
fn a_line_that_is_too_long_or_no_text_is_told_and_the_rest_read() {
    let long = "x".repeat((4 << 20) + 1);
    let shown = shown("a.ndjson", format!("1\n{long}\n2\n{}\n3", &long[1..]));
    assert_eq!(shown[..3], ["1: 1", "line 2: a line may have 4194304 bytes", "3: 2"]);
    assert_eq!(shown[3].len(), 3 + (4 << 20));
    assert_eq!(shown[4], "5: 3");
    let bytes = b"\"\xc3\xa9\"\n\"\xff\"\n3";
    assert_eq!(told("a.ndjson", bytes), ["line 2: bytes that are no text in the encoding of the file"]);
}

#[test]
fn a_long_last_line_is_told_once() {
    assert_eq!(told("a.ndjson", "x".repeat(5 << 20)), ["line 1: a line may have 4194304 bytes"]);
}
