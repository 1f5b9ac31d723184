//! What a fetched file is called.

use percent_encoding::percent_decode_str;
use reqwest::Url;
use reqwest::header::HeaderValue;

/// Longer names are cut.
const LONGEST: usize = 255;

/// The name that the host gives, else the last of either path; one that says what kind of file
/// it is comes first.
pub(crate) fn of(disposition: Option<&HeaderValue>, reached: &Url, asked: &Url) -> Option<String> {
    let paths = [reached, asked].into_iter().map(|url| {
        let last = url.path_segments()?.next_back()?;
        plain(&percent_decode_str(last).decode_utf8_lossy())
    });
    let given = disposition.and_then(|value| given(&text(value.as_bytes())));
    let names: Vec<String> = std::iter::once(given).chain(paths).flatten().collect();
    names.iter().find(|name| name.contains('.')).or(names.first()).cloned()
}

/// Headers are Latin-1, but many hosts send UTF-8.
fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap_or_else(|_| bytes.iter().copied().map(char::from).collect())
}

/// The name in a `Content-Disposition`: `filename*`, else `filename`.
fn given(disposition: &str) -> Option<String> {
    let mut simple = None;
    let mut rest = disposition;
    while let Some((_, parameters)) = rest.split_once(';') {
        let Some((key, value)) = parameters.split_once('=') else { break };
        let value = value.trim_start();
        let (value, after) = if let Some(quoted) = value.strip_prefix('"') {
            unquoted(quoted)
        } else {
            let end = value.find(';').unwrap_or(value.len());
            (value[..end].trim().to_owned(), &value[end..])
        };
        match key.rsplit(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
            "filename*" => {
                if let Some(name) = extended(&value).and_then(|name| plain(&name)) {
                    return Some(name);
                }
            }
            "filename" => simple = plain(&value),
            _ => (),
        }
        rest = after;
    }
    simple
}

/// A quoted text, and what follows it.
fn unquoted(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return (value, &text[at + 1..]),
            '\\' => value.extend(characters.next().map(|(_, next)| next)),
            other => value.push(other),
        }
    }
    (value, "")
}

/// `UTF-8'en'a%20lamp.jpg`.
fn extended(value: &str) -> Option<String> {
    let (charset, rest) = value.split_once('\'')?;
    let (_, encoded) = rest.split_once('\'')?;
    let bytes: Vec<u8> = percent_decode_str(encoded).collect();
    match charset.to_ascii_lowercase().as_str() {
        "utf-8" => String::from_utf8(bytes).ok(),
        "iso-8859-1" => Some(bytes.into_iter().map(char::from).collect()),
        _ => None,
    }
}

/// A name without folders, and without what would show as something else than it is.
fn plain(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let hidden = |c: char| {
        c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let shown: String = last.chars().filter(|c| !hidden(*c)).take(LONGEST).collect();
    let trimmed = shown.trim_matches(|c: char| c.is_whitespace() || c == '.');
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(disposition: &[u8], reached: &str) -> Option<String> {
        let value = HeaderValue::from_bytes(disposition).expect("a header");
        of(Some(&value), &reached.parse().expect("a URL"), &"https://h/".parse().expect("a URL"))
    }

    #[test]
    fn the_host_may_give_a_name() {
        for (disposition, name) in [
            (&b"attachment; filename=\"a lamp.jpg\""[..], "a lamp.jpg"),
            (b"attachment; filename=lamp.jpg; size=5", "lamp.jpg"),
            (b"attachment; filename=lamp.jpg;", "lamp.jpg"),
            (b"attachment; new; filename=lamp.jpg", "lamp.jpg"),
            (b"inline;FILENAME = lamp.jpg", "lamp.jpg"),
            (b"attachment; filename=\"a \\\"b\\\"; c.jpg\"; x=y", "a \"b\"; c.jpg"),
            (b"attachment; filename=\"x.jpg\"; filename*=UTF-8''%C3%A9t%C3%A9.jpg", "\u{e9}t\u{e9}.jpg"),
            (b"attachment; filename*=iso-8859-1'fr'%E9t%E9.jpg; filename=x.jpg", "\u{e9}t\u{e9}.jpg"),
            (b"attachment; filename*=utf-16''x; filename=y.jpg", "y.jpg"),
            (b"attachment; filename=\xe9t\xe9.jpg", "\u{e9}t\u{e9}.jpg"),
            (b"attachment; filename=\xc3\xa9t\xc3\xa9.jpg", "\u{e9}t\u{e9}.jpg"),
            (b"attachment; filename=\"../../etc/passwd.txt\"", "passwd.txt"),
            (b"attachment; filename=\"C:\\\\temp\\\\lamp.jpg\"", "lamp.jpg"),
            (b"attachment; filename*=UTF-8''..%2F..%2Fx%00y%0a.jpg", "xy.jpg"),
            (b"attachment; filename*=UTF-8''gpj.%E2%80%AEexe.jpg", "gpj.exe.jpg"),
            (b"attachment; filename=\".hidden.jpg\"", "hidden.jpg"),
            (b"attachment; filename=\"unended.jpg", "unended.jpg"),
        ] {
            assert_eq!(named(disposition, "https://h/path.png").as_deref(), Some(name));
        }
    }

    #[test]
    fn else_the_path_does() {
        for disposition in [&b""[..], b"attachment", b"attachment; filename", b"attachment; filename=\"..\"", b";;;=;"]
        {
            assert_eq!(named(disposition, "https://h/a/b%20c.png?d=e.f#g").as_deref(), Some("b c.png"));
        }
        let name =
            |reached: &str, asked: &str| of(None, &reached.parse().expect("a URL"), &asked.parse().expect("a URL"));
        assert_eq!(name("https://cdn/8f3a", "https://h/lamp.jpg").as_deref(), Some("lamp.jpg"));
        assert_eq!(name("https://h/lamp.jpg", "https://short/8f3a").as_deref(), Some("lamp.jpg"));
        assert_eq!(name("https://cdn/8f3a", "https://short/x").as_deref(), Some("8f3a"));
        assert_eq!(name("https://h/", "https://h/a/"), None);
        assert_eq!(name("https://h/%2e%2e%2fetc%2fpasswd", "https://h/").as_deref(), Some("passwd"));
        let long = name(&format!("https://h/{}", "n".repeat(9_000)), "https://h/").expect("a name");
        assert_eq!(long.len(), LONGEST);
    }
}
