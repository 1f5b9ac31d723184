//! What a file is: by how it begins, and by its name only where that leaves a choice.

mod text;

use std::io::Read as _;

use flate2::read::GzDecoder;
use infer::MatcherType;

/// How many bytes from the beginning tell it.
pub const MAX_HEAD: usize = 4096;

/// How gzip begins, and with it a packed drawing.
pub(crate) const GZIP: [u8; 2] = [0x1F, 0x8B];

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// Its media type.
    pub mime: &'static str,
    /// How names of such files end, without the dot; empty if nothing is known.
    pub extension: &'static str,
    /// What it is to people.
    pub class: Class,
}

impl Default for Kind {
    fn default() -> Self {
        Self::new("application/octet-stream", "", Class::Other)
    }
}

/// What a file is to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Pixels.
    Picture,
    /// Shapes.
    Vector,
    /// Pages, tables, slides.
    Document,
    /// Moving pictures.
    Video,
    /// Sound.
    Audio,
    /// Plain text, source text, markup.
    Text,
    /// Files in a file.
    Archive,
    /// Anything else.
    Other,
}

impl Class {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::Picture, Self::Vector, Self::Document, Self::Video, Self::Audio, Self::Text, Self::Archive, Self::Other];
}

/// What a browser only shows, whatever the file says. All else (SVG, HTML and XML run scripts, PDF has a viewer that
/// does) is handed out as an attachment. To be sent with `X-Content-Type-Options: nosniff`.
const INLINE: [&str; 8] = [
    "image/jpeg",
    "image/png",
    "image/gif",
    "image/webp",
    "image/avif",
    "image/bmp",
    "image/vnd.microsoft.icon",
    "text/plain",
];

impl Kind {
    pub(crate) const SVG: Self = Self::new("image/svg+xml", "svg", Class::Vector);

    const fn new(mime: &'static str, extension: &'static str, class: Class) -> Self {
        Self { mime, extension, class }
    }
}

/// Whether a browser may show bytes of this type as a page of this site: a closed list of types.
pub fn is_safe_inline(mime: &str) -> bool {
    INLINE.contains(&mime)
}

/// What the file is that begins so (with [`MAX_HEAD`] bytes, or all that it has) and has this name. What comes after so
/// many isn't looked at.
///
/// The name refines what the bytes leave open (which text, which archive); it never makes a picture of something
/// else, and text that a browser could run is never taken for plain text.
pub fn sniff(head: &[u8], name: &str) -> Kind {
    let head = &head[..head.len().min(MAX_HEAD)];
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
    let found = infer::get(head).filter(|found| !matches!(found.matcher_type(), MatcherType::Text));
    match found.map(|found| (found.mime_type(), found)) {
        Some(("application/gzip", _)) if holds_drawing(head) => Kind::new(Kind::SVG.mime, "svgz", Class::Vector),
        // What browsers call it.
        Some(("image/apng", _)) => Kind::new("image/png", "png", Class::Picture),
        Some(("application/octet-stream", _)) => Kind::default(),
        Some((mime, found)) => {
            refined(Kind::new(mime, found.extension(), class(mime, found.matcher_type())), &extension)
        }
        // BigTIFF, which the library doesn't know.
        None if head.starts_with(b"II\x2B\0") || head.starts_with(b"MM\0\x2B") => {
            Kind::new("image/tiff", "tif", Class::Picture)
        }
        None if extension == "tga" && is_targa(head) => Kind::new("image/x-tga", "tga", Class::Picture),
        None => text::sniff(head, &extension).unwrap_or_default(),
    }
}

fn class(mime: &str, matched: MatcherType) -> Class {
    match (mime, matched) {
        ("application/pdf" | "application/rtf" | "application/postscript" | "application/x-ole-storage", _)
        | (_, MatcherType::Doc | MatcherType::Book) => Class::Document,
        ("image/vnd.dwg", _) => Class::Vector,
        (_, MatcherType::Image) => Class::Picture,
        (_, MatcherType::Video) => Class::Video,
        (_, MatcherType::Audio) => Class::Audio,
        (
            "application/x-shockwave-flash"
            | "application/vnd.sqlite3"
            | "application/x-nintendo-nes-rom"
            | "application/x-google-chrome-extension"
            | "application/dicom",
            _,
        ) => Class::Other,
        (_, MatcherType::Archive) => Class::Archive,
        _ => Class::Other,
    }
}

/// Formats that are archives of a certain content, by the name.
fn refined(kind: Kind, extension: &str) -> Kind {
    const WITHIN: [(&str, &str, &str, Class); 11] = [
        (
            "application/zip",
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Class::Document,
        ),
        (
            "application/zip",
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Class::Document,
        ),
        (
            "application/zip",
            "pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Class::Document,
        ),
        ("application/zip", "odg", "application/vnd.oasis.opendocument.graphics", Class::Document),
        ("application/zip", "idml", "application/vnd.adobe.indesign-idml-package", Class::Document),
        ("application/x-ole-storage", "doc", "application/msword", Class::Document),
        ("application/x-ole-storage", "xls", "application/vnd.ms-excel", Class::Document),
        ("application/x-ole-storage", "ppt", "application/vnd.ms-powerpoint", Class::Document),
        ("application/postscript", "eps", "application/postscript", Class::Vector),
        ("application/pdf", "ai", "application/pdf", Class::Document),
        // Packed so that its beginning doesn't tell, or damaged.
        ("application/gzip", "svgz", Kind::SVG.mime, Class::Vector),
    ];
    let within = WITHIN.iter().find(|(mime, ending, ..)| *mime == kind.mime && *ending == extension);
    within.map_or(kind, |(_, ending, mime, class)| Kind::new(mime, ending, *class))
}

/// Whether a packed text is a drawing. A head that ends in the middle yields what it has.
fn holds_drawing(head: &[u8]) -> bool {
    let mut text = Vec::new();
    let _ = GzDecoder::new(head).take(MAX_HEAD as u64).read_to_end(&mut text);
    text::sniff(&text, "").is_some_and(|kind| kind == Kind::SVG)
}

/// Whether the header is one of TGA, which has no mark of its own.
fn is_targa(head: &[u8]) -> bool {
    let [_, map, kind, .., depth, _] = head.get(..18).unwrap_or_default() else { return false };
    *map <= 1 && matches!(kind, 1 | 2 | 3 | 9 | 10 | 11) && matches!(depth, 8 | 15 | 16 | 24 | 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_are_known_by_their_first_element() {
        for text in [
            "<svg/>",
            "\u{feff}<?xml version='1.0'?>\n<svg xmlns='…'>",
            "<!-- a --><!DOCTYPE svg [<!ENTITY a 'b'>]>\n<svg:svg>",
        ] {
            assert_eq!(sniff(text.as_bytes(), "x.png"), Kind::SVG, "{text}");
        }
        for text in ["<html><svg/></html>", "svg", "<?xml version='1.0'?><rss/>", "<svgs/>"] {
            assert_ne!(sniff(text.as_bytes(), "x"), Kind::SVG, "{text}");
        }
    }

    #[test]
    fn what_browsers_could_run_is_never_shown_inline() {
        for (text, name) in [
            ("<!DOCTYPE html><p>", "a.png"),
            ("\n <ScRiPt>alert(1)</script>", "a.txt"),
            ("words, then <iframe src=x>", "a.txt"),
            ("alert(1)", "a.html"),
            ("alert(1)", "a.js"),
            ("<?xml version='1.0'?><a/>", "a.txt"),
            ("<svg onload='alert(1)'/>", "a.jpg"),
            ("\u{feff}<x xmlns='http://www.w3.org/1999/xhtml'/>", "a"),
            ("%PDF-1.7\n", "a.jpg"),
        ] {
            assert!(!is_safe_inline(sniff(text.as_bytes(), name).mime), "{text}");
        }
        let wide: Vec<u8> = "\u{feff}<script>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(sniff(&wide, "a.txt").mime, "text/html");
    }

    #[test]
    fn names_only_refine() {
        let mime = |head: &[u8], name: &str| sniff(head, name).mime;
        assert_eq!(mime(b"just words", "a.jpg"), "text/plain");
        assert_eq!(mime(b"a;b\n1;2\n", "A.CSV"), "text/csv");
        assert_eq!(mime(b"\xE9t\xE9;1", "a.csv"), "text/csv");
        assert_eq!(mime(&[0, 1, 2, 3], "a.jpg"), "application/octet-stream");
        assert_eq!(mime(b"", "a.jpg"), "application/octet-stream");
        assert_eq!(mime(b"\xFF\xD8\xFF\xE0\0\x10JFIF", "a.html"), "image/jpeg");
        assert_eq!(mime(b"PK\x03\x04\x14\0\0\0\0\0", "a.zip"), "application/zip");
        assert_eq!(sniff(b"PK\x03\x04\x14\0\0\0\0\0", "a.odg").class, Class::Document);
        assert_eq!(mime(b"\x1F\x8B\x08\0", "a.svgz"), "image/svg+xml");
        assert_eq!(mime(b"\x1F\x8B\x08\0", "a.svg"), "application/gzip");
        assert_eq!(sniff(b"%PDF-1.7", "").class, Class::Document);
    }
}
