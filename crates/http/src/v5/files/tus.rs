//! Files that come piece by piece: tus 1.0 with creation and termination.

use app::files::NewUpload;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use model::problem::{Field, Kind, Problem};

use super::super::answer;
use super::super::jsonld::FILE;
use super::super::read::Id;
use super::super::view::Asked;
use crate::AppState;
use crate::errors::Refusal;
use crate::form;

const VERSION: &str = "1.0.0";
const TUS_RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const TUS_VERSION: HeaderName = HeaderName::from_static("tus-version");
const TUS_EXTENSION: HeaderName = HeaderName::from_static("tus-extension");
const UPLOAD_LENGTH: HeaderName = HeaderName::from_static("upload-length");
const UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const UPLOAD_METADATA: HeaderName = HeaderName::from_static("upload-metadata");

/// What a piece comes as.
const PIECE: &str = "application/offset+octet-stream";

/// Whether a request speaks tus.
pub fn is_meant(headers: &HeaderMap) -> bool {
    headers.contains_key(TUS_RESUMABLE) || headers.contains_key(UPLOAD_LENGTH)
}

/// The header of every answer.
pub fn version() -> [(HeaderName, HeaderValue); 1] {
    [(TUS_RESUMABLE, HeaderValue::from_static(VERSION))]
}

/// Errors: 412 for another version.
fn check_version(headers: &HeaderMap) -> Result<(), Refusal> {
    match headers.get(TUS_RESUMABLE) {
        Some(named) if named == VERSION => Ok(()),
        _ => Err(Refusal::Http {
            status: StatusCode::PRECONDITION_FAILED,
            message: format!("Expected Tus-Resumable: {VERSION}"),
            header: Some((TUS_VERSION, HeaderValue::from_static(VERSION))),
        }),
    }
}

/// What `OPTIONS` tells of this server.
pub fn abilities() -> [(HeaderName, HeaderValue); 3] {
    [
        (TUS_RESUMABLE, HeaderValue::from_static(VERSION)),
        (TUS_VERSION, HeaderValue::from_static(VERSION)),
        (TUS_EXTENSION, HeaderValue::from_static("creation,termination")),
    ]
}

/// Makes room for a file.
pub async fn create(state: &AppState, asked: &Asked, headers: &HeaderMap, body: Body) -> Result<Response, Refusal> {
    check_version(headers)?;
    let size = number(headers, &UPLOAD_LENGTH)?;
    let said = metadata(headers)?;
    let of = |name: &str| said.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    let name = of("filename").or_else(|| of("name")).unwrap_or_default();
    let new = NewUpload { file_type: of("fileType"), name };
    let upload = state.app.begin_upload(&asked.actor, new, size).await?;
    let bytes = crate::limits::read(body).await?;
    if !bytes.is_empty() {
        return Err(Refusal::malformed("Expected an empty body: the bytes are sent by PATCH"));
    }
    if size == 0 {
        state.app.look_at_upload(&upload.id).await?;
    }
    let mut response = (StatusCode::CREATED, version()).into_response();
    answer::insert(response.headers_mut(), LOCATION, &format!("{}{}", asked.base, FILE.iri(&upload.id)));
    Ok(response)
}

/// Tells how much is there.
pub async fn head(State(state): State<AppState>, asked: Asked, Id(id): Id) -> Result<Response, Refusal> {
    asked.actor.rights.check_write()?;
    let (upload, length) = state.app.look_at_upload(&id).await?;
    let more = [
        (UPLOAD_OFFSET, length.into()),
        (UPLOAD_LENGTH, upload.size.into()),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((version(), more).into_response())
}

/// Takes a piece.
pub async fn append(
    State(state): State<AppState>,
    asked: Asked,
    Id(id): Id,
    request: Request,
) -> Result<Response, Refusal> {
    let (parts, body) = request.into_parts();
    check_version(&parts.headers)?;
    if parts.headers.get(CONTENT_TYPE).is_none_or(|named| named != PIECE) {
        return Err(Refusal::http(StatusCode::UNSUPPORTED_MEDIA_TYPE, format!("Expected Content-Type {PIECE}")));
    }
    let offset = number(&parts.headers, &UPLOAD_OFFSET)?;
    let length = state.app.add_piece(&asked.actor, &id, offset, form::bytes_of(body)).await?;
    Ok((StatusCode::NO_CONTENT, version(), [(UPLOAD_OFFSET, HeaderValue::from(length))]).into_response())
}

fn number(headers: &HeaderMap, name: &HeaderName) -> Result<u64, Refusal> {
    let text = headers.get(name).map_or("", |value| value.to_str().unwrap_or_default());
    text.parse().map_err(|_| Refusal::malformed(format!("Expected a whole number in {name}; got \"{text}\"")))
}

/// What is said of a file: names, and values in base64.
fn metadata(headers: &HeaderMap) -> Result<Vec<(String, String)>, Problem> {
    let text = headers.get(UPLOAD_METADATA).map_or("", |value| value.to_str().unwrap_or_default());
    let pairs = text.split(',').map(str::trim).filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once(' ').unwrap_or((pair, ""));
            let value = BASE64_STANDARD.decode(value.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
            let wrong = || {
                let message =
                    format!("Expected pairs of a name and a text in base64 in {UPLOAD_METADATA}; got \"{pair}\".");
                Problem {
                    kind: Kind::Malformed,
                    ..Problem::at(Field::Property("Upload-Metadata"), "wrong_type", message)
                }
            };
            Ok((name.to_owned(), value.ok_or_else(wrong)?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_is_read() {
        let mut headers = HeaderMap::new();
        headers.insert(
            UPLOAD_METADATA,
            HeaderValue::from_static("filename ZXTDqS5qcGc=, is_confidential,fileType YXNzZXQ="),
        );
        let read = metadata(&headers).unwrap();
        let expected = [("filename", "eté.jpg"), ("is_confidential", ""), ("fileType", "asset")];
        assert_eq!(read, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
        headers.insert(UPLOAD_METADATA, HeaderValue::from_static("filename ???"));
        assert!(metadata(&headers).is_err());
    }
}
