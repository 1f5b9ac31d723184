//! Which representation a request wants, and in which ones a body may come (v5.md 1.2).

/// A representation of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// `application/json`.
    Json,
    /// `application/x-ndjson`: what JSON prints, one object a line.
    Lines,
    /// `application/ld+json` with Hydra's words.
    Ld,
    /// `application/hal+json`: what JSON prints, with links.
    Hal,
}

impl Format {
    /// The `Content-Type` of an answer, less its charset.
    pub fn media_type(self) -> &'static str {
        self.content_type().split(';').next().unwrap_or_default()
    }

    /// The `Content-Type` of an answer.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::Lines => "application/x-ndjson; charset=utf-8",
            Self::Ld => "application/ld+json; charset=utf-8",
            Self::Hal => "application/hal+json; charset=utf-8",
        }
    }

    /// The format of that media type, in small letters.
    fn named(media_type: &str) -> Option<Self> {
        match media_type {
            "application/json" => Some(Self::Json),
            "application/x-ndjson" => Some(Self::Lines),
            "application/ld+json" => Some(Self::Ld),
            "application/hal+json" => Some(Self::Hal),
            _ => None,
        }
    }

    /// Of what is wanted alike the highest wins. `None`: meant by a wildcard.
    fn rank(named: Option<Self>) -> u8 {
        match named {
            Some(Self::Ld) => 4,
            Some(Self::Hal) => 3,
            Some(Self::Lines) => 2,
            None => 1,
            Some(Self::Json) => 0,
        }
    }
}

/// The format that an `Accept` header asks for; `None`: no range of it can be met.
///
/// The highest q wins. Where `*/*` stands beside `application/json` with the same q, it is
/// ld+json: clients with axios's default header read Hydra's words.
pub fn accepted(accept: &str) -> Option<Format> {
    if accept.trim().is_empty() {
        return Some(Format::Ld);
    }
    let ranges: Vec<(String, u16)> = accept.split(',').map(weighed).collect();
    let refused =
        |format: &Format| ranges.iter().any(|(name, quality)| *quality == 0 && Format::named(name) == Some(*format));
    let wishes = ranges.iter().filter(|(_, quality)| *quality > 0).filter_map(|(name, quality)| {
        let named = Format::named(name);
        let any = || [Format::Ld, Format::Hal, Format::Json].into_iter().find(|format| !refused(format));
        let format = if matches!(name.as_str(), "*/*" | "application/*") { any() } else { named };
        Some((*quality, Format::rank(named), format?))
    });
    wishes.max().map(|(_, _, format)| format)
}

/// Whether an `Accept` header comes from somebody who wants to look: it names HTML, and nothing else more.
pub fn prefers_html(accept: &str) -> bool {
    prefers(accept, "text/html")
}

/// Whether an `Accept` header asks for server-sent events, and for nothing else more.
pub fn prefers_events(accept: &str) -> bool {
    prefers(accept, "text/event-stream")
}

fn prefers(accept: &str, media_type: &str) -> bool {
    let ranges: Vec<_> = accept.split(',').map(weighed).collect();
    let best = ranges.iter().map(|(_, quality)| *quality).max();
    ranges.iter().any(|(name, quality)| name == media_type && *quality > 0 && Some(*quality) == best)
}

/// A media range in small letters without its parameters, and its q in thousandths.
fn weighed(range: &str) -> (String, u16) {
    let mut parts = range.split(';').map(str::trim);
    let name = parts.next().unwrap_or_default().to_ascii_lowercase();
    let quality = parts.find_map(|p| p.strip_prefix("q=").or_else(|| p.strip_prefix("Q="))).map_or(1_000, thousandths);
    (name, quality)
}

/// `0.5` → 500; what is no number counts as 1.
fn thousandths(text: &str) -> u16 {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    match (whole, format!("{fraction:0<3.3}").parse()) {
        ("0", Ok(fraction)) => fraction,
        _ => 1_000,
    }
}

/// How a request body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// One JSON text.
    Json,
    /// One JSON object a line; only bulk takes it.
    Lines,
}

/// The kind of body that a `Content-Type` names; none counts as JSON. `None`: not readable here.
pub fn sent(content_type: Option<&str>) -> Option<Sent> {
    let name = content_type.map_or_else(|| "application/json".into(), |full| weighed(full).0);
    match name.as_str() {
        "application/json" | "application/ld+json" | "application/hal+json" | "application/merge-patch+json" => {
            Some(Sent::Json)
        }
        "application/x-ndjson" => Some(Sent::Lines),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accept_headers_choose_as_documented() {
        let cases = [
            ("", Some(Format::Ld)),
            ("*/*", Some(Format::Ld)),
            ("application/*", Some(Format::Ld)),
            ("application/ld+json", Some(Format::Ld)),
            ("application/ld+json; profile=\"x\"", Some(Format::Ld)),
            ("application/json", Some(Format::Json)),
            ("Application/JSON; charset=utf-8", Some(Format::Json)),
            ("application/json, text/plain, */*", Some(Format::Ld)),
            ("application/json, */*;q=0.8", Some(Format::Json)),
            ("application/json;q=0.5, application/ld+json;q=0.4", Some(Format::Json)),
            ("application/json, application/ld+json", Some(Format::Ld)),
            ("application/x-ndjson", Some(Format::Lines)),
            ("application/x-ndjson, */*", Some(Format::Lines)),
            ("application/hal+json", Some(Format::Hal)),
            ("application/hal+json, application/json, */*", Some(Format::Hal)),
            ("application/hal+json, application/ld+json", Some(Format::Ld)),
            ("application/hal+json;q=0.9, application/ld+json;q=0.8", Some(Format::Hal)),
            ("application/ld+json;q=0, */*", Some(Format::Hal)),
            ("application/ld+json;q=0, application/hal+json;q=0, application/*;q=0.5", Some(Format::Json)),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Some(Format::Ld)),
            ("text/csv", None),
            ("application/xml, text/*", None),
            ("application/json;q=0", None),
            ("application/json;q=0.0", None),
            ("application/json;q=0.001", Some(Format::Json)),
            ("application/json;q=strange", Some(Format::Json)),
        ];
        for (header, expected) in cases {
            assert_eq!(accepted(header), expected, "{header}");
        }
    }

    #[test]
    fn browsers_want_html() {
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        for (header, wants) in
            [(browser, true), ("Text/HTML", true), ("*/*", false), ("", false), ("text/html;q=0", false)]
        {
            assert_eq!(prefers_html(header), wants, "{header}");
        }
        assert!(!prefers_html("application/ld+json, text/html;q=0.5"));
    }

    #[test]
    fn event_streams_are_asked_for_by_name() {
        for (header, wants) in [
            ("text/event-stream", true),
            ("Text/Event-Stream; charset=utf-8, */*;q=0.1", true),
            ("*/*", false),
            ("", false),
            ("application/json, text/event-stream;q=0.5", false),
        ] {
            assert_eq!(prefers_events(header), wants, "{header}");
        }
    }

    #[test]
    fn content_types_say_how_a_body_is_read() {
        let cases = [
            (None, Some(Sent::Json)),
            (Some("application/json"), Some(Sent::Json)),
            (Some("application/json;charset=UTF-8"), Some(Sent::Json)),
            (Some("application/hal+json"), Some(Sent::Json)),
            (Some("application/merge-patch+json"), Some(Sent::Json)),
            (Some("application/x-ndjson"), Some(Sent::Lines)),
            (Some("text/plain"), None),
            (Some("application/x-www-form-urlencoded"), None),
        ];
        for (header, expected) in cases {
            assert_eq!(sent(header), expected, "{header:?}");
        }
    }
}
