//! Texts, and which of them a browser could run.

use super::{Class, Kind, MAX_HEAD};

/// Anywhere in a text, these make it markup to be careful with.
const HTML: [&str; 14] = [
    "<!doctype html",
    "<html",
    "<head",
    "<body",
    "<script",
    "<iframe",
    "<object",
    "<embed",
    "<img",
    "<link",
    "<meta",
    "<style",
    "<form",
    "javascript:",
];

/// By the ending of the name: text that isn't plain.
const NAMED: [(&str, &str); 14] = [
    ("csv", "text/csv"),
    ("tsv", "text/tab-separated-values"),
    ("json", "application/json"),
    ("md", "text/markdown"),
    ("html", "text/html"),
    ("htm", "text/html"),
    ("xhtml", "application/xhtml+xml"),
    ("xht", "application/xhtml+xml"),
    ("xml", "application/xml"),
    ("xsl", "application/xml"),
    ("svg", "application/xml"),
    ("css", "text/css"),
    ("js", "text/javascript"),
    ("mjs", "text/javascript"),
];

/// What text it is, if it is one.
pub fn sniff(head: &[u8], extension: &str) -> Option<Kind> {
    let text = decoded(head)?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    match first_element(text) {
        Some(name) if name == "svg" || name.ends_with(":svg") => return Some(Kind::SVG),
        _ => {}
    }
    let lower = text.to_ascii_lowercase();
    if HTML.iter().any(|mark| lower.contains(mark)) {
        return Some(Kind::new("text/html", "html", Class::Text));
    }
    if lower.starts_with("<?xml") || lower.starts_with("<!") || lower.contains("xmlns") {
        return Some(Kind::new("application/xml", "xml", Class::Text));
    }
    let named = NAMED.iter().find(|(ending, _)| *ending == extension);
    let kind = named.map(|(ending, mime)| Kind::new(mime, ending, Class::Text));
    Some(kind.unwrap_or(Kind::new("text/plain", "txt", Class::Text)))
}

/// The text, in UTF-8, UTF-16 with its mark, or an encoding of single bytes; `None`: it has controls that no text has.
fn decoded(head: &[u8]) -> Option<String> {
    let units =
        |from: fn([u8; 2]) -> u16| -> Vec<u16> { head.chunks_exact(2).map(|pair| from([pair[0], pair[1]])).collect() };
    let text = match head {
        [] => return None,
        [0xFF, 0xFE, ..] => String::from_utf16_lossy(&units(u16::from_le_bytes)),
        [0xFE, 0xFF, ..] => String::from_utf16_lossy(&units(u16::from_be_bytes)),
        _ => match std::str::from_utf8(head) {
            Ok(text) => text.to_owned(),
            // Cut within a character.
            Err(error) if error.error_len().is_none() && head.len() >= MAX_HEAD => {
                String::from_utf8_lossy(&head[..error.valid_up_to()]).into_owned()
            }
            Err(_) => head.iter().map(|byte| char::from(*byte)).collect(),
        },
    };
    let is_text = |c: char| c >= ' ' && c != '\u{7f}' || matches!(c, '\t' | '\n' | '\r' | '\u{c}');
    text.chars().all(is_text).then_some(text)
}

/// The name of the first element of what may be XML.
fn first_element(text: &str) -> Option<&str> {
    let mut rest = text;
    // Declarations, comments and the document type come before it.
    while let Some(end) = ["<?", "<!--", "<!"].iter().zip(["?>", "-->", ">"]).find_map(|(begins, ends)| {
        let inner = rest.strip_prefix(begins)?;
        // An internal subset of the document type has brackets of its own.
        let has_subset = *begins == "<!" && inner.split('>').next().is_some_and(|part| part.contains('['));
        let ends = if has_subset { "]>" } else { ends };
        Some(inner.find(ends).map_or(inner.len(), |at| at + ends.len()) + begins.len())
    }) {
        rest = rest[end..].trim_start();
    }
    let name = rest.strip_prefix('<')?;
    name.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next()
}
