//! What a file notes of itself in EXIF, IPTC and XMP ([`File::about`]), as values of attributes that name it as a source.

use crate::attribute::{AttributeType, Form};
use crate::file::File;
use crate::input::Input;
use crate::value::Value;

/// Most sources that an attribute names.
pub const MAX_SOURCES: usize = 10;

/// Whether it names a note as an asset's `metadata` does: `exif:` or `iptc:` with a name, `xmp:` with prefix and name.
pub fn is_source(text: &str) -> bool {
    let is_name = |name: &str| {
        (1..=100).contains(&name.len()) && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
    };
    match text.split_once(':') {
        Some(("exif" | "iptc", name)) => is_name(name),
        Some(("xmp", name)) => name.split_once(':').is_some_and(|(prefix, name)| is_name(prefix) && is_name(name)),
        _ => false,
    }
}

/// Whether notes can be values of that type.
pub fn suits(kind: AttributeType) -> bool {
    use AttributeType::{Boolean, Date, Datetime, Decimal, Integer};
    kind.is_text() || kind.is_list() || matches!(kind, Integer | Decimal | Boolean | Date | Datetime)
}

/// The notes of one file.
#[derive(Debug)]
pub struct Notes(Input);

impl Notes {
    /// Those of a file; `None`: nothing is known of what it says.
    pub fn of(file: &File) -> Option<Self> {
        Input::parse(file.about.as_deref()?).ok().map(Self)
    }

    /// The text of a note, or a number as it is written.
    pub fn get(&self, source: &str) -> Option<&str> {
        let (scheme, name) = source.split_once(':')?;
        match self.0.get(scheme)?.get(name)? {
            Input::Text(text) | Input::Number(text) => Some(text),
            _ => None,
        }
    }

    /// A note as a value of an attribute without a list. `None`: there is no such note, or it makes no valid value.
    pub fn value(&self, source: &str, form: Form<'_>) -> Option<Value> {
        let note = self.get(source)?;
        let text = match form.kind {
            AttributeType::Text => note.lines().map(str::trim).collect::<Vec<_>>().join(" "),
            AttributeType::Html => escaped(note),
            AttributeType::Date => iso(note),
            AttributeType::Datetime => iso(note) + self.offset(source).unwrap_or_default(),
            AttributeType::Boolean => truth(note)?.to_owned(),
            _ => note.to_owned(),
        };
        // One that is empty clears, where it is written.
        let input = Some(Input::Text(text)).filter(|input| !input.clears())?;
        let value = form.read(&input).ok()?;
        form.check(&value).is_ok().then_some(value)
    }

    /// How far from UTC the clock was set, which EXIF notes apart from the time.
    fn offset(&self, source: &str) -> Option<&str> {
        let which = source.strip_prefix("exif:DateTime")?;
        let offset = self.get(&format!("exif:OffsetTime{which}"))?;
        let is_offset = |offset: &&str| matches!(offset.as_bytes(), [b'+' | b'-', h, i, b':', m, n] if [h, i, m, n].iter().all(|b| b.is_ascii_digit()));
        Some(offset).filter(is_offset)
    }
}

/// A day as ISO 8601 writes it: EXIF has `2020:01:02`, IPTC `20200102`.
fn iso(note: &str) -> String {
    if note.len() == 8 && note.bytes().all(|byte| byte.is_ascii_digit()) {
        return format!("{}-{}-{}", &note[..4], &note[4..6], &note[6..]);
    }
    let has_colon = |at: usize| note.as_bytes().get(at) == Some(&b':');
    if has_colon(4) && has_colon(7) { note.replacen(':', "-", 2) } else { note.to_owned() }
}

fn escaped(note: &str) -> String {
    html_escape::encode_double_quoted_attribute(note).replace('\n', "<br>")
}

/// XMP writes `True`. A number says no such thing.
fn truth(note: &str) -> Option<&'static str> {
    ["true", "false"].into_iter().find(|word| note.eq_ignore_ascii_case(word))
}
