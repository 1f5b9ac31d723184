//! Public addresses of files and of pictures of them: `{cdn}/{instance}/{key}/{profile}/{file}` (v5.md 2.4, CDN).

use std::fmt;

use media::Format;
use model::file::{Bytes, File};
use model::schema::{DefinitionKind, ImageFormat, ImageProfile, Schema};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::signature::Signer;
use crate::Settings;

/// The profile of the bytes as they were sent.
pub const ORIGINAL: &str = "original";

/// The profile of small pictures.
pub const THUMBNAIL: &str = "600x600";

/// What a segment of a path shows as it is.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// How public addresses are made. Its `Display` tells those that are made alike from others.
#[derive(Debug, Clone, Default)]
pub struct Cdn {
    /// What they begin with, up to the instance.
    base: String,
    /// `None`: they are open to anybody.
    signer: Option<Signer>,
}

impl Cdn {
    /// As addresses are made at a moment; `base`: scheme and host that clients see, or empty.
    pub fn at(base: &str, settings: &Settings, now: i64) -> Self {
        let before = settings.cdn_url.clone().unwrap_or_else(|| format!("{base}/cdn"));
        Self {
            base: format!("{before}/{}", settings.instance),
            signer: settings.cdn_key.as_ref().map(|key| Signer::at(key, now)),
        }
    }
}

impl fmt::Display for Cdn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.base, self.signer.as_ref().map_or(0, Signer::expires))
    }
}

/// The addresses of one file.
pub struct Addresses<'a> {
    cdn: &'a Cdn,
    file: &'a File,
    bytes: &'a Bytes,
    /// What they end with: of a file that is signed all are signed alike.
    query: String,
}

impl<'a> Addresses<'a> {
    /// Those of a file. `None`: its bytes aren't there.
    pub fn of(cdn: &'a Cdn, file: &'a File) -> Option<Self> {
        let bytes = file.bytes.as_ref()?;
        let query = cdn.signer.as_ref().map(|signer| format!("?{}", signer.query(&file.key))).unwrap_or_default();
        Some(Self { cdn, file, bytes, query })
    }

    /// That of the file itself.
    pub fn original(&self) -> String {
        self.at(ORIGINAL, &self.file.name)
    }

    /// That of a picture by a profile, in the format of the file where it is one for pages.
    pub fn picture(&self, profile: &str) -> String {
        self.picture_in(profile, Format::for_pages(&self.bytes.mime).extension())
    }

    /// The same in that format.
    pub fn picture_in(&self, profile: &str, extension: &str) -> String {
        let name = self.file.name.to_lowercase();
        let name = match name.rsplit_once('.') {
            Some((stem, ending)) if !stem.is_empty() => format!("{stem}-{ending}"),
            _ => name,
        };
        self.at(profile, &format!("{name}.{extension}"))
    }

    /// That by each profile, by its code.
    pub fn all(&self, schema: &Schema) -> Vec<(String, String)> {
        let named = schema.all(DefinitionKind::ImageProfile).filter_map(|own| Some((&own.code, own.says()?)));
        let named = named.map(|(code, profile): (_, &ImageProfile)| (code.as_str(), profile.format));
        let all = [(ORIGINAL, ImageFormat::Original), (THUMBNAIL, ImageFormat::Original)].into_iter().chain(named);
        let mut all: Vec<_> = all.map(|(code, format)| (code.to_owned(), self.by(code, format))).collect();
        all.sort();
        all.dedup_by(|a, b| a.0 == b.0);
        all
    }

    fn by(&self, code: &str, format: ImageFormat) -> String {
        match format {
            _ if code == ORIGINAL => self.original(),
            ImageFormat::Original => self.picture(code),
            format => self.picture_in(code, format.name()),
        }
    }

    fn at(&self, profile: &str, name: &str) -> String {
        format!("{}/{}/{}/{}{}", self.cdn.base, self.file.key, escaped(profile), escaped(name), self.query)
    }
}

/// As a segment of a path, or a name in a header.
pub fn escaped(part: &str) -> String {
    utf8_percent_encode(part, SEGMENT).to_string()
}

#[cfg(test)]
mod tests {
    use model::file::Status;

    use super::*;

    fn file(name: &str, mime: &str) -> File {
        File {
            key: "7f3a".to_owned(),
            name: name.to_owned(),
            status: Status::Ready,
            bytes: Some(Bytes { hash: String::new(), size: 1, mime: mime.to_owned() }),
            pixels: None,
            trouble: None,
            source: None,
            about: None,
        }
    }

    #[test]
    fn names_are_as_the_specification_has_them() {
        let cases = [
            ("skirt_y_01.jpg", "image/jpeg", "original/skirt_y_01.jpg", "600x600/skirt_y_01-jpg.jpg"),
            ("LSB_1.png", "image/png", "original/LSB_1.png", "600x600/lsb_1-png.png"),
            ("Spec sheet.pdf", "application/pdf", "original/Spec%20sheet.pdf", "600x600/spec%20sheet-pdf.png"),
            ("noend", "text/plain", "original/noend", "600x600/noend.png"),
            (".jpg", "image/jpeg", "original/.jpg", "600x600/.jpg.jpg"),
            ("a/b?#é.gif", "image/gif", "original/a%2Fb%3F%23%C3%A9.gif", "600x600/a%2Fb%3F%23%C3%A9-gif.webp"),
        ];
        let cdn = Cdn { base: "/cdn/acme".to_owned(), signer: None };
        for (name, mime, original, thumbnail) in cases {
            let file = file(name, mime);
            let addresses = Addresses::of(&cdn, &file).unwrap();
            assert_eq!(addresses.original(), format!("/cdn/acme/7f3a/{original}"));
            assert_eq!(addresses.picture(THUMBNAIL), format!("/cdn/acme/7f3a/{thumbnail}"));
        }
    }
}
