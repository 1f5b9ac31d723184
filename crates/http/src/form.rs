//! Bodies with a file: `multipart/form-data`, also where the header says otherwise (v5.md 2.5), or the bare bytes.

use app::Failure;
use axum::body::Body;
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt, stream};
use http_body_util::BodyExt;
use model::problem::{Field, Problem};
use multer::Multipart;
use percent_encoding::percent_decode_str;

use crate::AppState;
use crate::errors::Refusal;
use crate::limits;

/// The part that is the file.
const FILE: &str = "file";
/// Most bytes of another part.
const MOST_TEXT: usize = 64 << 10;
/// Most parts.
const MOST_PARTS: usize = 200;
/// Most bytes of a boundary's line: 70 of its own, dashes and the line's end.
const MOST_BOUNDARY: usize = 78;

/// A form that was read.
pub struct Form {
    /// Its texts, by name.
    pub texts: Vec<(String, String)>,
    /// The file as it came.
    pub file: app::files::Received,
    /// The name under which it was sent.
    pub file_name: String,
}

/// Whether a body says that it is a form.
pub fn is_form(headers: &HeaderMap) -> bool {
    content_type(headers).trim_start().to_ascii_lowercase().starts_with("multipart/form-data")
}

fn content_type(headers: &HeaderMap) -> &str {
    headers.get(CONTENT_TYPE).map_or("", |value| value.to_str().unwrap_or_default())
}

/// The name that the `Content-Disposition` of a body without a form gives it: `filename*` in UTF-8, else `filename`.
pub fn file_name(headers: &HeaderMap) -> Option<String> {
    let disposition = String::from_utf8_lossy(headers.get(CONTENT_DISPOSITION)?.as_bytes());
    let said = parameters(&disposition);
    let of = |name: &str| said.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str());
    let extended = of("filename*").and_then(|value| {
        let (charset, value) = value.split_once('\'')?;
        let (_, name) = value.split_once('\'').filter(|_| charset.eq_ignore_ascii_case("utf-8"))?;
        Some(percent_decode_str(name).decode_utf8().ok()?.into_owned())
    });
    extended.or_else(|| of("filename").map(str::to_owned)).filter(|name| !name.is_empty())
}

/// The parameters behind a header's first word; a value in quotes is read without them.
fn parameters(header: &str) -> Vec<(String, String)> {
    let (mut parts, mut quoted, mut escaped) = (vec![String::new()], false, false);
    for c in header.chars() {
        match c {
            '\\' if quoted && !escaped => escaped = true,
            '"' if !escaped => quoted = !quoted,
            ';' if !quoted => parts.push(String::new()),
            _ => {
                parts.last_mut().into_iter().for_each(|part| part.push(c));
                escaped = false;
            }
        }
    }
    let parameter = |part: &String| part.split_once('=').map(|(name, value)| (name.trim().into(), value.trim().into()));
    parts.iter().skip(1).filter_map(parameter).collect()
}

/// Reads a form. Its file is received on the way. Errors: it is none, or without a file.
pub async fn read(state: &AppState, headers: &HeaderMap, body: Body) -> Result<Form, Refusal> {
    let mut bytes = Box::pin(bytes_of(body));
    let begun = begin(&mut bytes).await?;
    let named = multer::parse_boundary(content_type(headers)).ok();
    let boundary = named.or_else(|| first_line(&begun)).ok_or_else(|| {
        Refusal::malformed("Expected a body of multipart/form-data with a part \"file\"; got one without a boundary")
    })?;
    let whole = stream::iter([Ok(begun)]).chain(bytes);
    read_parts(state, Multipart::new(whole, boundary)).await
}

async fn read_parts(state: &AppState, mut parts: Multipart<'_>) -> Result<Form, Refusal> {
    let (mut texts, mut file) = (Vec::new(), None);
    let mut count = 0;
    while let Some(mut part) = parts.next_field().await.map_err(broken)? {
        count += 1;
        if count > MOST_PARTS {
            return Err(Refusal::malformed(format!("Expected at most {MOST_PARTS} parts")));
        }
        let name = part.name().unwrap_or_default().to_owned();
        if name == FILE {
            if file.is_some() {
                return Err(Refusal::malformed("Expected one part \"file\", and got two"));
            }
            let file_name = part.file_name().unwrap_or_default().to_owned();
            let bytes = part.map(|piece| piece.map_err(of_part));
            file = Some((file_name, state.app.receive(bytes).await?));
            continue;
        }
        let mut text = Vec::new();
        while let Some(piece) = part.chunk().await.map_err(broken)? {
            text.extend_from_slice(&piece);
            if text.len() > MOST_TEXT {
                return Err(Refusal::malformed(format!("The part \"{name}\" may have {MOST_TEXT} bytes")));
            }
        }
        let text = String::from_utf8(text)
            .map_err(|_| Refusal::malformed(format!("The part \"{name}\" should be text in UTF-8")))?;
        texts.push((name, text));
    }
    let missing = || Problem::at(Field::Property(FILE), "required", "Expected a part \"file\" with the bytes.");
    let (file_name, file) = file.ok_or_else(missing)?;
    Ok(Form { texts, file, file_name })
}

/// The bytes of a body as they come. May be asked for more after the end: what was begun is read on.
pub fn bytes_of(body: Body) -> impl Stream<Item = Result<Bytes, Failed>> + Send {
    let pieces = stream::unfold(body, async |mut body| {
        loop {
            match body.frame().await? {
                Ok(frame) => {
                    if let Ok(data) = frame.into_data() {
                        return Some((Ok(data), body));
                    }
                }
                Err(error) => return Some((Err(Failed(limits::read_error(error))), body)),
            }
        }
    });
    pieces.fuse()
}

/// Why a body broke off.
#[derive(Debug)]
pub struct Failed(pub Refusal);

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the body broke off")
    }
}

impl std::error::Error for Failed {}

/// The first bytes of a body, up to where its first line must have ended.
async fn begin(bytes: &mut (impl Stream<Item = Result<Bytes, Failed>> + Unpin)) -> Result<Bytes, Refusal> {
    let mut begun = BytesMut::new();
    while begun.len() < MOST_BOUNDARY && !begun.contains(&b'\n') {
        match bytes.next().await {
            Some(piece) => begun.extend_from_slice(&piece.map_err(|failed| failed.0)?),
            None => break,
        }
    }
    Ok(begun.freeze())
}

/// The boundary that a body begins with.
fn first_line(begun: &[u8]) -> Option<String> {
    let line = begun.split(|byte| *byte == b'\n').next()?;
    let boundary = line.strip_suffix(b"\r")?.strip_prefix(b"--")?;
    let boundary = std::str::from_utf8(boundary).ok().filter(|text| (1..=70).contains(&text.len()))?;
    Some(boundary.to_owned())
}

fn broken(error: multer::Error) -> Refusal {
    match error {
        multer::Error::StreamReadFailed(error) => match error.downcast::<Failed>() {
            Ok(failed) => failed.0,
            Err(error) => Refusal::malformed(format!("The form broke off: {error}")),
        },
        error => Refusal::malformed(format!("Expected multipart/form-data: {error}")),
    }
}

/// What breaks off a file is told as what breaks off its form.
fn of_part(error: multer::Error) -> Failure {
    match broken(error) {
        Refusal::Problem(problem) => problem.into(),
        other => Failure::Internal(format!("a part could not be read: {other:?}").into()),
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[test]
    fn a_disposition_tells_a_name() {
        let cases = [
            ("attachment; filename=\"Desk lamp; 1.jpg\"", Some("Desk lamp; 1.jpg")),
            ("attachment; filename=a.jpg", Some("a.jpg")),
            (r#"attachment; FileName="a \"b\" \\c.jpg""#, Some(r#"a "b" \c.jpg"#)),
            ("attachment; filename=\"e.jpg\"; filename*=UTF-8''%C3%A9t%C3%A9.jpg", Some("été.jpg")),
            ("attachment; filename=\"e.jpg\"; filename*=UTF-8''%FF", Some("e.jpg")),
            ("attachment; filename=\"\"", None),
            ("inline", None),
            ("filename=a.jpg", None),
        ];
        for (header, expected) in cases {
            let headers = HeaderMap::from_iter([(CONTENT_DISPOSITION, header.parse().unwrap())]);
            assert_eq!(file_name(&headers).as_deref(), expected, "{header}");
        }
    }

    #[test]
    fn a_boundary_is_seen_in_the_first_line() {
        assert_eq!(first_line(b"--abc\r\nContent-Disposition: x").as_deref(), Some("abc"));
        for other in [&b"{\"a\": 1}"[..], b"--\r\n", b"--abc", b"", b"--\xff\r\n"] {
            assert_eq!(first_line(other), None);
        }
    }

    #[test]
    fn a_body_that_ends_within_its_first_line_is_read_to_its_end() {
        for text in ["", "junk"] {
            let mut bytes = Box::pin(bytes_of(Body::from(text)));
            let begun = begin(&mut bytes).now_or_never().expect("all is there");
            assert_eq!(begun.expect("no failure"), text);
            assert!(bytes.next().now_or_never().expect("all is there").is_none());
        }
    }
}
