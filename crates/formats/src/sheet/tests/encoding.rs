use encoding_rs::{SHIFT_JIS, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::*;

const TEXT: &str = "code;name\n1;Café « Straße »\n2;prix\n";

fn utf_16(text: &str, bytes: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

fn texts(rows: Vec<Vec<String>>) -> String {
    rows.into_iter().map(|row| row.join(";") + "\n").collect()
}

#[test]
fn encodings_are_found_out() {
    let marked = format!("\u{feff}{TEXT}");
    for (encoding, bytes) in [
        ("utf-8", TEXT.as_bytes().to_vec()),
        ("utf-8 with a mark", marked.as_bytes().to_vec()),
        ("utf-16le", utf_16(TEXT, u16::to_le_bytes)),
        ("utf-16be", utf_16(TEXT, u16::to_be_bytes)),
        ("utf-16le with a mark", utf_16(&marked, u16::to_le_bytes)),
        ("utf-16be with a mark", utf_16(&marked, u16::to_be_bytes)),
        ("windows-1252", WINDOWS_1252.encode(TEXT).0.into_owned()),
    ] {
        assert_eq!(texts(cells("a.csv", bytes)), TEXT, "{encoding}");
    }
}

#[test]
fn the_first_character_beyond_ascii_decides_wherever_it_is() {
    for piece in [65_000, 65_534, 65_535, 65_536, 200_000] {
        let text = format!("a;b\n1;{}\n2;{}é", "x".repeat(100), "y".repeat(piece));
        let expected = format!("a;b\n1;{}\n2;{}é\n", "x".repeat(100), "y".repeat(piece));
        assert_eq!(texts(cells("a.csv", &text)), expected, "utf-8, {piece}");
        assert_eq!(texts(cells("a.csv", WINDOWS_1252.encode(&text).0)), expected, "windows-1252, {piece}");
    }
}

#[test]
fn an_encoding_may_be_named() {
    let text = "a;b\n1;日本\n";
    for encoding in [SHIFT_JIS, encoding_rs::UTF_8, encoding_rs::GBK] {
        let reading = Reading { encoding: Some(encoding.name().to_owned()), ..Reading::default() };
        let mut book = open(file(&encoding.encode(text).0), "a.csv", &reading).unwrap();
        let rows = rows_of(&mut book, 0).into_iter().map(|row| row.unwrap().cells).collect();
        assert_eq!(texts(rows), text, "{}", encoding.name());
    }
    for (encoding, bytes) in
        [(UTF_16LE, utf_16("a;日\n", u16::to_le_bytes)), (UTF_16BE, utf_16("a;日\n", u16::to_be_bytes))]
    {
        let reading = Reading { encoding: Some(encoding.name().to_owned()), ..Reading::default() };
        let mut book = open(file(&bytes), "a.csv", &reading).unwrap();
        assert_eq!(rows_of(&mut book, 0)[0].as_ref().unwrap().cells, ["a", "日"]);
    }
}

#[test]
fn what_does_not_follow_the_encoding_is_told_and_the_rest_read() {
    let mut bytes = "a;b\nü;1\n".as_bytes().to_vec();
    bytes.extend_from_slice(b"2;\xff\xfe\n3;4\n");
    // Its first character beyond ASCII is of UTF-8, so it is.
    let bad = rows("a.csv", &bytes);
    assert_eq!(bad.len(), 4);
    let told = bad[2].as_ref().unwrap_err();
    assert_eq!((told.line, told.column, told.fatal), (3, Some(1), false));
    assert_eq!(told.message, "bytes that are no text in the encoding of the file");
    // Half a character of UTF-16.
    let mut bytes = utf_16("a;b\n1;2\n", u16::to_le_bytes);
    bytes.extend([0, 0xd8]);
    bytes.extend(utf_16("x;3\n4;5\n", u16::to_le_bytes));
    let lines = rows("a.csv", &bytes).iter().map(Result::is_ok).collect::<Vec<_>>();
    assert_eq!(lines, [true, true, false, true]);
}
