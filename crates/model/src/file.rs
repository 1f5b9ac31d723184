//! The file of an asset (v5.md 2.4). What is known of it stands in the asset's body beside the values, so it is found,
//! sorted by, told in history and brought back as they are. Its bytes lie elsewhere, under their hash.

mod name_pattern;

use unicode_normalization::UnicodeNormalization as _;

use crate::attribute::{self, AttributeType, Form};
use crate::body::Body;
use crate::index;
use crate::input::Input;
use crate::query::{AttributeName, FieldRef};
use crate::value::{Stored, Value};

pub use name_pattern::{NamePattern, Named};

/// What begins the code under which a fact stands in a body: that of no attribute.
const MARK: &str = "#file.";

/// Most characters of a file's name (product.md 3).
pub const MAX_NAME: usize = 100;

/// Something known of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// The SHA-256 of its bytes.
    Hash,
    /// What it is called in public addresses.
    Key,
    /// Its name.
    Name,
    /// Its media type.
    Mime,
    /// How many bytes it has.
    Size,
    /// Pixels across, turned as it is shown.
    Width,
    /// Pixels down.
    Height,
    /// `landscape`, `portrait` or `square`.
    Orientation,
    /// How far it is: [`Status`].
    Status,
    /// Why there is no file, or no picture of it.
    Trouble,
    /// The address that it is fetched from.
    Source,
    /// What its bytes say of themselves: JSON.
    About,
}

/// How far a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It is still to be fetched.
    Pending,
    /// It is there.
    Ready,
    /// It couldn't be fetched; or its bytes are there, and can't be read as the picture that they should be.
    Failed,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// What it is called in public addresses: 32 hex digits, drawn at random, the same for all files of an asset.
    pub key: String,
    /// Its name.
    pub name: String,
    /// How far it is.
    pub status: Status,
    /// Its bytes; `None`: they aren't there.
    pub bytes: Option<Bytes>,
    /// Pixels across and down, as it is shown, of what has such.
    pub pixels: Option<(u32, u32)>,
    /// Why there is no file, or no picture of it.
    pub trouble: Option<String>,
    /// The address that it is to be fetched from, while it isn't there.
    pub source: Option<String>,
    /// What its bytes say of themselves: a JSON object.
    pub about: Option<String>,
}

/// The bytes of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bytes {
    /// Their SHA-256, 64 lower-case hex digits.
    pub hash: String,
    /// How many there are.
    pub size: u64,
    /// What they are.
    pub mime: String,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Pending, Self::Ready, Self::Failed];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Ready => "ready",
            Self::Failed => "failed",
        }
    }
}

impl Fact {
    /// All facts; the index knows each by its place, so new ones go last.
    pub const ALL: [Self; 12] = [
        Self::Hash,
        Self::Key,
        Self::Name,
        Self::Mime,
        Self::Size,
        Self::Width,
        Self::Height,
        Self::Orientation,
        Self::Status,
        Self::Trouble,
        Self::Source,
        Self::About,
    ];

    /// The code under which it stands in a body.
    pub fn code(self) -> &'static str {
        match self {
            Self::Hash => "#file.hash",
            Self::Key => "#file.key",
            Self::Name => "#file.name",
            Self::Mime => "#file.mime",
            Self::Size => "#file.size",
            Self::Width => "#file.width",
            Self::Height => "#file.height",
            Self::Orientation => "#file.orientation",
            Self::Status => "#file.status",
            Self::Trouble => "#file.trouble",
            Self::Source => "#file.source",
            Self::About => "#file.about",
        }
    }

    /// Its name in history.
    pub fn name(self) -> &'static str {
        &self.code()[MARK.len()..]
    }

    /// The fact of that code.
    pub fn from_code(code: &str) -> Option<Self> {
        // Of nearly all codes the first character tells.
        if !code.starts_with(MARK) {
            return None;
        }
        Self::ALL.into_iter().find(|fact| fact.code() == code)
    }

    /// Its API v5 name, if it is printed and may be asked for.
    pub fn property(self) -> Option<&'static str> {
        Some(match self {
            Self::Hash => "metadata.checksum",
            Self::Name => "originalFilename",
            Self::Mime => "metadata.mimeType",
            Self::Size => "metadata.size",
            Self::Width => "metadata.width",
            Self::Height => "metadata.height",
            Self::Orientation => "metadata.orientation",
            Self::Status => "metadata.status",
            Self::Key | Self::Trouble | Self::Source | Self::About => return None,
        })
    }

    /// The fact of that name.
    pub fn from_property(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fact| fact.property() == Some(name))
    }

    /// The type by which it is compared; `None`: it isn't.
    fn kind(self) -> Option<AttributeType> {
        match self {
            Self::Name => Some(AttributeType::Text),
            Self::Hash | Self::Key | Self::Mime | Self::Orientation | Self::Status => Some(AttributeType::Select),
            Self::Size | Self::Width | Self::Height => Some(AttributeType::Integer),
            Self::Trouble | Self::Source | Self::About => None,
        }
    }

    /// Its field in the index: below those of all attributes.
    pub fn field(self) -> i64 {
        index::field(-1 - self as i64, 0)
    }

    /// The field that it is filtered and sorted by.
    pub(crate) fn reference(self) -> Option<FieldRef> {
        Some(FieldRef {
            field: self.field(),
            name: AttributeName { code: self.code().to_owned(), part: None },
            attribute: Some(self.code().into()),
            locale: None,
            currency: None,
            kind: self.kind()?,
            family: None,
        })
    }

    /// The rows of the index that a value of it has.
    pub(crate) fn rows(self, stored: &Stored) -> Vec<(i64, String)> {
        let (Some(kind), Stored::Plain(value)) = (self.kind(), stored) else { return Vec::new() };
        let rows = match value {
            Value::Text(text) if kind.is_text() => vec![(0, index::text_key(&index::fold(text)))],
            value => Form::plain(kind).rows(0, value),
        };
        rows.into_iter().map(|(_, key)| (self.field(), key)).collect()
    }
}

impl File {
    /// That of an asset's body.
    pub fn of(body: &Body) -> Option<Self> {
        let text = |fact: Fact| match body.value(fact.code(), None)? {
            Value::Text(text) | Value::Number(text) | Value::Json(text) => Some(text.as_str()),
            _ => None,
        };
        let owned = |fact| text(fact).map(str::to_owned);
        let status = text(Fact::Status)?;
        let pixels = |fact| text(fact)?.parse().ok();
        let bytes = |hash: &str| {
            Some(Bytes { hash: hash.to_owned(), size: text(Fact::Size)?.parse().ok()?, mime: owned(Fact::Mime)? })
        };
        Some(Self {
            key: owned(Fact::Key)?,
            name: owned(Fact::Name)?,
            status: Status::ALL.into_iter().find(|known| known.name() == status)?,
            bytes: text(Fact::Hash).and_then(bytes),
            pixels: pixels(Fact::Width).zip(pixels(Fact::Height)),
            trouble: owned(Fact::Trouble),
            source: owned(Fact::Source),
            about: owned(Fact::About),
        })
    }

    /// Writes it into a body; `None`: there is no file.
    pub fn set(file: Option<&Self>, body: &mut Body) {
        for fact in Fact::ALL {
            body.set(fact.code(), None, file.and_then(|file| file.value(fact)));
        }
    }

    fn value(&self, fact: Fact) -> Option<Value> {
        let text = |text: &str| Some(Value::Text(text.to_owned()));
        let number = |number: u64| Some(Value::Number(number.to_string()));
        match fact {
            Fact::Hash => text(&self.bytes.as_ref()?.hash),
            Fact::Key => text(&self.key),
            Fact::Name => text(&self.name),
            Fact::Mime => text(&self.bytes.as_ref()?.mime),
            Fact::Size => number(self.bytes.as_ref()?.size),
            Fact::Width => number(self.pixels?.0.into()),
            Fact::Height => number(self.pixels?.1.into()),
            Fact::Orientation => text(orientation(self.pixels?)),
            Fact::Status => text(self.status.name()),
            Fact::Trouble => text(self.trouble.as_ref()?),
            Fact::Source => text(self.source.as_ref()?),
            // In the words in which it is read again: the same bytes change nothing.
            Fact::About => attribute::read_json(&Input::parse(self.about.as_ref()?).ok()?).ok(),
        }
    }
}

fn orientation((width, height): (u32, u32)) -> &'static str {
    match width.cmp(&height) {
        std::cmp::Ordering::Greater => "landscape",
        std::cmp::Ordering::Less => "portrait",
        std::cmp::Ordering::Equal => "square",
    }
}

/// The hash of the bytes that an asset's body names.
pub fn hash(body: &Body) -> Option<&str> {
    match body.value(Fact::Hash.code(), None)? {
        Value::Text(hash) => Some(hash),
        _ => None,
    }
}

/// A name for a file that is sent under this one: its last part, without what no name should hold. Errors: it is too
/// long, in words.
pub fn name(sent: &str) -> Result<String, String> {
    let name = plain_name(sent);
    let length = name.chars().count();
    if length > MAX_NAME {
        return Err(format!("The name of a file may have {MAX_NAME} characters; this one has {length}."));
    }
    Ok(name)
}

/// The same for a name that nobody chose: one that is too long is cut before its ending.
pub fn short_name(sent: &str) -> String {
    let name = plain_name(sent);
    let length = name.chars().count();
    if length <= MAX_NAME {
        return name;
    }
    let ending = name.rfind('.').map_or("", |dot| &name[dot..]);
    let ending = if ending.chars().count() > MAX_NAME / 2 { "" } else { ending };
    let kept = MAX_NAME - ending.chars().count();
    name.chars().take(kept).chain(ending.chars()).collect()
}

/// The name that an address ends with.
pub fn name_in(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let path = path.split_once("://").map_or(path, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    short_name(path)
}

/// Its last part, composed, without control characters and marks that turn the order of what is read.
fn plain_name(sent: &str) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_hidden = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let name: String = last.nfc().filter(|c| !c.is_control() && !is_hidden(*c)).collect();
    match name.trim() {
        "" | "." | ".." => "file".to_owned(),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> File {
        File {
            key: "0123456789abcdef0123456789abcdef".to_owned(),
            name: "Chair (front).JPG".to_owned(),
            status: Status::Ready,
            bytes: Some(Bytes { hash: "ab".repeat(32), size: 5, mime: "image/jpeg".to_owned() }),
            pixels: Some((4, 3)),
            trouble: None,
            source: None,
            about: Some(r#"{"colorSpace":"sRGB"}"#.to_owned()),
        }
    }

    #[test]
    fn a_file_comes_out_of_a_body_as_it_went_in() {
        let pending = File {
            status: Status::Pending,
            bytes: None,
            pixels: None,
            about: None,
            source: Some("https://example.org/a.jpg".to_owned()),
            trouble: Some("slow".to_owned()),
            ..file()
        };
        let mut body = Body::default();
        for file in [file(), pending] {
            File::set(Some(&file), &mut body);
            let read = Body::from_json(&body.to_json()).unwrap();
            assert_eq!(File::of(&read), Some(file));
        }
        File::set(None, &mut body);
        assert_eq!((body.clone(), File::of(&body)), (Body::default(), None));
    }

    #[test]
    fn what_its_bytes_say_is_held_as_it_is_read_again() {
        let about = Some(r#"{"colorSpace":"sRGB","colorProfile":"P3","exif":{"XResolution":72.0}}"#.to_owned());
        let mut body = Body::default();
        File::set(Some(&File { about, ..file() }), &mut body);
        assert_eq!(Body::from_json(&body.to_json()), Some(body.clone()));
        let held = File::of(&body).and_then(|file| file.about);
        assert_eq!(held.as_deref(), Some(r#"{"colorProfile":"P3","colorSpace":"sRGB","exif":{"XResolution":72}}"#));
    }

    #[test]
    fn names_are_plain() {
        let cases = [
            ("chair.jpg", "chair.jpg"),
            ("../../etc/passwd", "passwd"),
            ("C:\\pictures\\Chair 1.JPG", "Chair 1.JPG"),
            ("e\u{301}te\u{301}.png", "été.png"),
            ("invoice\u{202e}gpj.exe", "invoicegpj.exe"),
            ("a\0\n\tb", "ab"),
            ("..", "file"),
            ("", "file"),
            ("a/", "file"),
        ];
        for (sent, expected) in cases {
            assert_eq!(name(sent).as_deref(), Ok(expected), "{sent:?}");
        }
        let long = "é".repeat(120) + ".jpeg";
        assert!(name(&long).is_err());
        assert_eq!(short_name(&long), "é".repeat(95) + ".jpeg");
        assert_eq!(short_name(&("a.".to_owned() + &"b".repeat(200))).len(), 100);
    }

    #[test]
    fn addresses_end_with_a_name() {
        let cases = [
            ("https://example.org/a/b.jpg?size=big#top", "b.jpg"),
            ("https://example.org", "file"),
            ("https://example.org/", "file"),
            ("b.jpg", "b.jpg"),
        ];
        for (url, expected) in cases {
            assert_eq!(name_in(url), expected);
        }
    }

    #[test]
    fn each_fact_has_a_field_of_its_own_below_those_of_attributes() {
        let fields: std::collections::BTreeSet<_> = Fact::ALL.iter().map(|fact| fact.field()).collect();
        assert_eq!(fields.len(), Fact::ALL.len());
        assert!(fields.iter().all(|field| *field < 0));
        assert!(Fact::ALL.iter().all(|fact| Fact::from_code(fact.code()) == Some(*fact)));
    }
}
