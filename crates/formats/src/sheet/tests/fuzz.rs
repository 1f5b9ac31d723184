//! Any bytes: nothing panics, and everything ends.

use proptest::prelude::*;

use super::*;

/// Reads all there is.
fn exhaust(name: &str, bytes: &[u8]) {
    let Ok(mut book) = book(name, bytes) else { return };
    for sheet in 0..book.sheets().len() {
        let Ok(rows) = book.rows(sheet) else { continue };
        let mut fatal = false;
        for row in rows {
            assert!(!fatal, "something follows what is fatal");
            fatal = row.is_err_and(|bad| bad.fatal);
        }
    }
}

fn sample() -> Vec<u8> {
    let rows: Vec<_> = (0..20).map(|row| vec![row.to_string(), "café".to_owned(), "x".repeat(row)]).collect();
    written(&Writing { format: Format::Xlsx, ..Writing::default() }, &["a", "b", "c"], &rows).unwrap()
}

/// Parts of a workbook that mean something, in any order.
fn markup() -> impl Strategy<Value = String> {
    let pieces = [
        "<row>",
        "<row r=\"2\">",
        "</row>",
        "<c>",
        "<c r=\"B2\" t=\"s\">",
        "<c s=\"1\">",
        "<c t=\"e\">",
        "<c t=\"d\"/>",
        "</c>",
        "<v>",
        "</v>",
        "<is>",
        "</is>",
        "<t>",
        "</t>",
        "<f>",
        "</f>",
        "<rPh>",
        "1",
        "1e999",
        "-",
        "_xD83D_",
        "&amp;",
        "&#0;",
        "&x;",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "</sheetData>",
        "<",
        ">",
        "\"",
        "é",
        "<?x ?>",
        "<!DOCTYPE x>",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes(bytes: Vec<u8>, name in "[a-z]{0,2}(\\.(csv|xlsx|ndjson|zip|txt))?") {
        exhaust(&name, &bytes);
    }

    #[test]
    fn any_text(text in "[a;,\t|\"'\r\n\0= é]{0,60}") {
        exhaust("a.csv", text.as_bytes());
        exhaust("a.ndjson", text.as_bytes());
    }

    #[test]
    fn any_bytes_after_a_mark(mark in prop::sample::select(vec![&b"\xff\xfe"[..], b"\xfe\xff", b"\xef\xbb\xbf", b"PK\x03\x04", b"PK\x05\x06"]), bytes: Vec<u8>) {
        exhaust("a", &[mark, bytes.as_slice()].concat());
    }

    #[test]
    fn any_markup(markup in markup()) {
        let sheet = format!("<worksheet><sheetData>{markup}");
        let relations = br#"<Relationships><Relationship Id="a" Type="/worksheet" Target="s.xml"/><Relationship Id="t" Type="/sharedStrings" Target="t.xml"/></Relationships>"#;
        exhaust("a.xlsx", &zip(&[
            ("[Content_Types].xml", b""),
            ("xl/workbook.xml", br#"<workbook><sheets><sheet name="One" r:id="a"/></sheets></workbook>"#),
            ("xl/_rels/workbook.xml.rels", relations),
            ("xl/s.xml", sheet.as_bytes()),
            ("xl/t.xml", format!("<sst><si>{markup}").as_bytes()),
        ]));
    }

    #[test]
    fn a_workbook_with_other_bytes(places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8), cut: prop::sample::Index) {
        let mut bytes = sample();
        for (place, byte) in places {
            *place.get_mut(&mut bytes) = byte;
        }
        exhaust("a.xlsx", &bytes);
        bytes.truncate(cut.index(bytes.len()));
        exhaust("a.xlsx", &bytes);
    }
}
