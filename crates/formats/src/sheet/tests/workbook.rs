use super::*;

const CONTENT_TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
const RELATIONS: &str = r#"<Relationships>
    <Relationship Id="s1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>
    <Relationship Id="s2" Type="http://x/worksheet" Target="/xl/worksheets/sheet2.xml"/>
    <Relationship Id="s3" Type="http://x/worksheet" Target="./worksheets/../worksheets/sheet3.xml"/>
    <Relationship Id="c1" Type="http://x/chartsheet" Target="chartsheets/sheet1.xml"/>
    <Relationship Id="t" Type="http://x/sharedStrings" Target="sharedStrings.xml"/>
    <Relationship Id="f" Type="http://x/styles" Target="styles.xml"/>
</Relationships>"#;
const WORKBOOK: &str =
    r#"<workbook xmlns:r="http://x/r"><sheets><sheet name="One" sheetId="1" r:id="s1"/></sheets></workbook>"#;
/// Formats: 0 none, 1 a day, 2 day and time, 3 hours, 4 thirteen digits, 5 a custom day, 6 colours and texts, 7 a time.
const STYLES: &str = r#"<styleSheet><numFmts>
    <numFmt numFmtId="170" formatCode="0000000000000"/><numFmt numFmtId="171" formatCode="dd\.mm\.yyyy"/>
    <numFmt numFmtId="172" formatCode="[Red]&quot;days: &quot;0.00_d"/></numFmts>
    <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
    <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="46"/><xf numFmtId="170"/>
    <xf numFmtId="171"/><xf numFmtId="172"/><xf numFmtId="20"/></cellXfs></styleSheet>"#;
const STRINGS: &str = r#"<sst uniqueCount="99999999999999999"><si><t>one</t></si><si><r><rPr><b/></rPr><t xml:space="preserve">rich </t></r>
    <r><t>text</t></r><rPh sb="0" eb="1"><t>phonetic</t></rPh></si><si><t>a &amp; b &#233; _x000D__x005F_x000D_ _x00zz_</t></si><si/>
    <si><t>  trimmed </t></si></sst>"#;

/// A workbook of these parts, and the others as above.
fn workbook(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut all = vec![
        ("[Content_Types].xml", CONTENT_TYPES),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/styles.xml", STYLES),
        ("xl/sharedStrings.xml", STRINGS),
    ];
    for &(name, text) in parts {
        all.retain(|(known, _)| *known != name);
        all.push((name, text));
    }
    zip(&all.iter().map(|(name, text)| (*name, text.as_bytes())).collect::<Vec<_>>())
}

fn sheet(rows: &str) -> Vec<u8> {
    let text = format!(
        "<?xml version=\"1.0\"?><worksheet><dimension ref=\"ZZ9:A1\"/><sheetData>{rows}</sheetData></worksheet>"
    );
    workbook(&[("xl/worksheets/sheet1.xml", &text)])
}

/// What a cell of that XML says.
fn cell(xml: &str) -> Result<String, String> {
    let bytes =
        sheet(&format!("<row><c t=\"str\"><v>a</v></c><c t=\"str\"><v>b</v></c></row><row>{xml}<c><v>1</v></c></row>"));
    match rows("a.xlsx", bytes).remove(1) {
        Ok(row) => Ok(row.cells[0].clone()),
        Err(bad) => Err(bad.message),
    }
}

#[test]
fn cells_are_texts() {
    for (xml, expected) in [
        // Digits.
        ("<c><v>4006381333931</v></c>", "4006381333931"),
        ("<c t=\"n\"><v>4.006381333931E12</v></c>", "4006381333931"),
        ("<c><v>1.23E+12</v></c>", "1230000000000"),
        ("<c><v>12345678901234567890</v></c>", "12345678901234567890"),
        ("<c><v>0.1</v></c>", "0.1"),
        ("<c><v>0.30000000000000004</v></c>", "0.3"),
        ("<c><v>19.989999999999998</v></c>", "19.99"),
        ("<c><v>-1.5E-3</v></c>", "-0.0015"),
        ("<c><v>-7</v></c>", "-7"),
        ("<c><v>0.0</v></c>", "0"),
        ("<c><v>123456.789</v></c>", "123456.789"),
        ("<c s=\"4\"><v>400638133393</v></c>", "0400638133393"),
        ("<c s=\"4\"><v>1.5</v></c>", "1.5"),
        ("<c s=\"6\"><v>1.5</v></c>", "1.5"),
        ("<c s=\"99\"><v>1.5</v></c>", "1.5"),
        // Days and times.
        ("<c s=\"1\"><v>46356</v></c>", "2026-11-30"),
        ("<c s=\"5\"><v>46356</v></c>", "2026-11-30"),
        ("<c s=\"2\"><v>46356.34375</v></c>", "2026-11-30T08:15:00"),
        ("<c s=\"2\"><v>46356.347222222219</v></c>", "2026-11-30T08:20:00"),
        ("<c s=\"2\"><v>46356</v></c>", "2026-11-30"),
        ("<c s=\"1\"><v>1</v></c>", "1900-01-01"),
        ("<c s=\"1\"><v>61</v></c>", "1900-03-01"),
        ("<c s=\"7\"><v>0.5</v></c>", "12:00:00"),
        ("<c s=\"3\"><v>1.5</v></c>", "36:00:00"),
        ("<c s=\"1\"><v>-3</v></c>", "-3"),
        ("<c s=\"1\"><v>99999999</v></c>", "99999999"),
        ("<c t=\"d\"><v>2026-11-30T08:15:00</v></c>", "2026-11-30T08:15:00"),
        ("<c t=\"d\"><v>2026-11-30T00:00:00.000Z</v></c>", "2026-11-30"),
        // Booleans.
        ("<c t=\"b\"><v>1</v></c>", "true"),
        ("<c t=\"b\"><v>0</v></c>", "false"),
        // Strings.
        ("<c t=\"s\"><v>0</v></c>", "one"),
        ("<c t=\"s\"><v>1</v></c>", "rich text"),
        ("<c t=\"s\"><v>2</v></c>", "a & b é \r_x000D_ _x00zz_"),
        ("<c t=\"s\"><v>3</v></c>", ""),
        ("<c t=\"s\"><v>4</v></c>", "trimmed"),
        ("<c t=\"inlineStr\"><is><t>in &lt;line&gt;</t></is></c>", "in <line>"),
        ("<c t=\"inlineStr\"><is><r><t>in</t></r><r><t>line</t></r></is></c>", "inline"),
        ("<c t=\"inlineStr\"><is><t xml:space=\"preserve\"> 0012 </t></is></c>", " 0012 "),
        ("<c t=\"inlineStr\"><is><t><![CDATA[<b>]]></t></is></c>", "<b>"),
        ("<c t=\"inlineStr\"><is><t>_xD83D__xDE00_ _xDE00_</t></is></c>", "😀 \u{fffd}"),
        // Formulas, by what came out.
        ("<c><f>1+1</f><v>2</v></c>", "2"),
        ("<c t=\"str\"><f>A1&amp;\"x\"</f><v>'=x</v></c>", "'=x"),
        ("<c><f>1+1</f></c>", ""),
        ("<c/>", ""),
        ("<c s=\"4\"/>", ""),
    ] {
        assert_eq!(cell(xml).as_deref(), Ok(expected), "{xml}");
    }
}

#[test]
fn cells_without_a_value_are_told() {
    for (xml, expected) in [
        ("<c t=\"e\"><v>#N/A</v></c>", "#N/A is an error of the spreadsheet, not a value"),
        ("<c t=\"e\"><v>#SPILL!</v></c>", "#SPILL! is an error of the spreadsheet, not a value"),
        ("<c t=\"b\"><v>maybe</v></c>", "\"maybe\" is no boolean"),
        ("<c t=\"s\"><v>5</v></c>", "its text is missing in the workbook"),
        ("<c t=\"s\"><v>x</v></c>", "its text is missing in the workbook"),
        ("<c t=\"str\"><v>_x0000_</v></c>", "a NUL character, which no text has"),
        ("<c r=\"ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ2\" t=\"str\"><v>x</v></c>", "it stands behind column 16384"),
    ] {
        assert_eq!(cell(xml), Err(expected.to_owned()), "{xml}");
    }
}

#[test]
fn a_bad_row_leaves_the_others_alone() {
    let bytes = sheet(
        r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>2</v></c></row>
        <row r="2"><c r="A2"><v>1</v></c><c r="B2" t="e"><v>#REF!</v></c></row>
        <row r="3"><c r="A3"><v>1</v></c><c r="C3"><v>1</v></c></row>
        <row r="4"><c r="A4"><v>1</v></c></row>"#,
    );
    let rows = rows("a.xlsx", bytes);
    let bad: Vec<_> = rows.iter().filter_map(|row| row.as_ref().err()).collect();
    assert_eq!(
        bad.iter().map(|bad| (bad.line, bad.column, bad.fatal)).collect::<Vec<_>>(),
        [(2, Some(1), false), (3, Some(2), false)]
    );
    assert_eq!(rows[3].as_ref().unwrap().cells, ["1", ""]);
}

#[test]
fn what_is_not_there_is_empty() {
    let bytes = sheet(
        r#"<row r="3"><c r="A3"><v>1</v></c><c r="C3"><v>3</v></c><c r="D3" s="1"/></row><row r="4"/>
        <row r="7" spans="1:3"><c r="C7"><v>9</v></c></row>
        <row><c><v>4</v></c><c/><c><v>6</v></c></row>"#,
    );
    let rows: Vec<_> = rows("a.xlsx", bytes).into_iter().map(Result::unwrap).collect();
    assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), [3, 7, 8]);
    assert_eq!(rows.iter().map(|row| row.cells.join("|")).collect::<Vec<_>>(), ["1||3", "||9", "4||6"]);
}

#[test]
fn sheets_come_in_their_order_without_the_hidden_ones() {
    let book_xml = r#"<workbook xmlns:r="x"><workbookPr date1904="1"/><sheets>
        <sheet name="Second &amp; first" sheetId="9" r:id="s2"/><sheet name="Hidden" state="hidden" r:id="s1"/>
        <sheet name="Never" state="veryHidden" r:id="s1"/><sheet name="Chart" r:id="c1"/><sheet name="Third" r:id="s3"/>
        </sheets></workbook>"#;
    let of =
        |number| format!("<worksheet><sheetData><row><c s=\"1\"><v>{number}</v></c></row></sheetData></worksheet>");
    let bytes = workbook(&[
        ("xl/workbook.xml", book_xml),
        ("xl\\Worksheets\\Sheet2.xml", &of(44_894)),
        ("xl/worksheets/sheet3.xml", &of(0)),
    ]);
    let mut book = book("a.xlsx", &bytes).unwrap();
    let names: Vec<_> = book.sheets().iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["Second & first", "Third"]);
    // Again and in any order. Days are counted from 1904 here.
    for (sheet, expected) in [(1, "00:00:00"), (0, "2026-11-30"), (1, "00:00:00")] {
        assert_eq!(rows_of(&mut book, sheet)[0].as_ref().unwrap().cells, [expected]);
    }
}

#[test]
fn prefixes_and_places_are_any() {
    let bytes = zip(&[
        ("[content_types].xml", CONTENT_TYPES.as_bytes()),
        ("_rels/.rels", br#"<Relationships><Relationship Id="a" Type="http://x/officeDocument" Target="book/main.xml"/></Relationships>"#),
        ("book/main.xml", br#"<x:workbook xmlns:x="m" xmlns:r="r"><x:sheets><x:sheet name="One" r:id="s"/></x:sheets></x:workbook>"#),
        ("book/_rels/main.xml.rels", br#"<Relationships><Relationship Id="s" Type="http://x/worksheet" Target="s.xml"/></Relationships>"#),
        ("book/s.xml", br#"<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>"#),
    ]);
    assert_eq!(cells("a.xlsx", bytes), [["1"]]);
}

#[test]
fn what_is_damaged_ends_the_reading() {
    let row = "<row r=\"1\"><c><v>1</v></c></row>";
    for (xml, expected) in [
        (format!("{row}<row r=\"1\"><c><v>1</v></c></row>"), "isn't one after it"),
        (format!("{row}<row r=\"0\"/>"), "isn't one after it"),
        (format!("{row}<row r=\"1048577\"/>"), "isn't one after it"),
        (format!("{row}<row r=\"99999999999999\"/>"), "isn't one after it"),
        (format!("{row}<row><c><v>1</sheetData></worksheet>"), "it is cut off"),
        (format!("{row}{}", "<a>".repeat(100)), "nested too deep"),
        (format!("{row}<!-- {} -->", "<c ".repeat(1 << 20)), "longer than we take"),
        (format!("{row}<row><c><v>{}</v></c></row>", "1".repeat(2 << 20)), "longer than we take"),
        (format!("{row}<row><c><is>{}</is></c></row>", "<t>long</t>".repeat(1 << 20)), "longer than we take"),
        (format!("{row}<row><c><v>&nothing;</v></c></row>"), "there is no character &nothing;"),
    ] {
        let bad = rows("a.xlsx", sheet(&xml)).pop().unwrap().unwrap_err();
        assert!(bad.fatal && bad.message.contains(expected), "{bad}");
    }
}

#[test]
fn a_row_is_bounded() {
    let cell = format!("<c t=\"str\"><v>{}</v></c>", "x".repeat(1 << 19));
    let head = "<row><c><v>1</v></c></row>";
    let bytes = sheet(&format!("{head}<row>{}</row><row><c><v>2</v></c></row>", cell.repeat(9)));
    assert_eq!(told("a.xlsx", &bytes), ["line 2: the row holds more than 4 MiB"]);
}

#[test]
fn what_is_no_workbook_is_told() {
    for (bytes, expected) in [
        (zip(&[("[Content_Types].xml", b""), ("word/document.xml", b"<w/>")]), "it is no workbook (.xlsx)"),
        (workbook(&[("xl/workbook.xml", "<workbook/>")]), "there is no visible sheet in it"),
        (workbook(&[("xl/workbook.xml", "<workbook><sheets")]), "xl/workbook.xml is damaged"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more".to_vec(),
            "it is a workbook with a password, or of Excel before 2007",
        ),
        (b"PK\x03\x04 and nothing more".to_vec(), "the ZIP file is damaged"),
        (b"code;name\n".to_vec(), "it is no workbook"),
    ] {
        let error = book("a.xlsx", &bytes).err().unwrap().to_string();
        assert!(error.starts_with(expected), "{error}");
    }
    let missing = book("a.xlsx", &workbook(&[])).unwrap().rows(0).err().unwrap().to_string();
    assert_eq!(missing, "xl/worksheets/sheet1.xml is damaged: it is missing");
}

#[test]
fn strings_beyond_memory_lie_in_a_file() {
    // 40,000 of 1 KiB, more than stay in memory; asked for one after the other and here and there.
    let text = |number: usize| format!("{number}-{}", "x".repeat(1024));
    let strings = (0..40_000).map(|number| format!("<si><t>{}</t></si>", text(number))).collect::<Vec<_>>().concat();
    let numbers: Vec<usize> = (0..40_000).step_by(7).chain((0..500).map(|number| number * 7_919 % 40_000)).collect();
    let rows =
        numbers.iter().map(|number| format!("<row><c t=\"s\"><v>{number}</v></c></row>")).collect::<Vec<_>>().concat();
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let bytes =
        workbook(&[("xl/sharedStrings.xml", &format!("<sst>{strings}</sst>")), ("xl/worksheets/sheet1.xml", &sheet)]);
    let found = cells("a.xlsx", bytes);
    assert_eq!(found.len(), numbers.len());
    assert!(found.iter().zip(&numbers).all(|(row, &number)| row[0] == text(number)));
}
