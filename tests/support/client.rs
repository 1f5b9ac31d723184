//! Who asks, and what came back. Every answer's digest and request id is checked on the way.

use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Certificate, Method};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// No answer takes longer, however busy the machine.
const DEADLINE: Duration = Duration::from_mins(1);

/// The media type of one object a line.
pub const NDJSON: &str = "application/x-ndjson";

/// What a body-less answer's digest is (v4.md 1.7).
pub const DIGEST_OF_NOTHING: &str = "SHA-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

/// Someone who asks one server, with the headers that go with every request.
#[derive(Clone)]
pub struct Caller {
    http: reqwest::Client,
    base: String,
    headers: HeaderMap,
}

impl Caller {
    /// Asks `base`, such as `http://127.0.0.1:4711`, without any credentials.
    pub fn new(http: reqwest::Client, base: &str) -> Self {
        Self { http, base: base.to_owned(), headers: HeaderMap::new() }
    }

    /// The same with a header more, or another value of it.
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut caller = self.clone();
        let name: HeaderName = name.parse().expect("a header's name");
        caller.headers.insert(name, HeaderValue::from_str(value).expect("a header's value"));
        caller
    }

    /// The same with this token.
    pub fn bearer(&self, token: &str) -> Self {
        self.with("authorization", &format!("Bearer {token}"))
    }

    /// The same, asking for a media type.
    pub fn accept(&self, media_type: &str) -> Self {
        self.with("accept", media_type)
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    /// An answer that is read as it comes.
    pub async fn open(&self, path: &str) -> reqwest::Response {
        let request = self.http.get(format!("{}{path}", self.base)).headers(self.headers.clone());
        request.send().await.unwrap_or_else(|error| panic!("GET {path}: {error:?}"))
    }

    pub async fn head(&self, path: &str) -> Answer {
        self.send(Method::HEAD, path, None).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(("application/json", body.to_string()))).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PUT, path, Some(("application/json", body.to_string()))).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PATCH, path, Some(("application/merge-patch+json", body.to_string()))).await
    }

    /// A bulk request in NDJSON, one line for each body.
    pub async fn lines(&self, path: &str, bodies: &[Value]) -> Answer {
        self.post_text(path, NDJSON, &ndjson(bodies)).await
    }

    /// A POST of any text.
    pub async fn post_text(&self, path: &str, content_type: &str, text: &str) -> Answer {
        self.send(Method::POST, path, Some((content_type, text.to_owned()))).await
    }

    /// Any bytes.
    pub async fn bytes(&self, method: Method, path: &str, content_type: &str, bytes: Vec<u8>) -> Answer {
        self.try_bytes(method, path, Some((content_type, bytes))).await.unwrap_or_else(|error| panic!("{error:?}"))
    }

    /// A form with texts and a file.
    pub async fn form(&self, path: &str, texts: &[(&str, &str)], file: (&str, &[u8])) -> Answer {
        let (content_type, body) = form(texts, file);
        self.bytes(Method::POST, path, &content_type, body).await
    }

    /// Any request; panics if no whole answer comes.
    pub async fn send(&self, method: Method, path: &str, body: Option<(&str, String)>) -> Answer {
        self.try_send(method, path, body).await.unwrap_or_else(|error| panic!("{error:?}"))
    }

    /// Any request. Errors: no answer, or one that was cut, as when the server is killed.
    pub async fn try_send(
        &self,
        method: Method,
        path: &str,
        body: Option<(&str, String)>,
    ) -> Result<Answer, reqwest::Error> {
        self.try_bytes(method, path, body.map(|(content_type, text)| (content_type, text.into_bytes()))).await
    }

    /// The same with any bytes.
    pub async fn try_bytes(
        &self,
        method: Method,
        path: &str,
        body: Option<(&str, Vec<u8>)>,
    ) -> Result<Answer, reqwest::Error> {
        let question = format!("{method} {path}");
        let with_body = method != Method::HEAD;
        let mut request = self.http.request(method, format!("{}{path}", self.base)).headers(self.headers.clone());
        if let Some((content_type, bytes)) = body {
            if !self.headers.contains_key("content-type") {
                request = request.header("content-type", content_type);
            }
            request = request.body(bytes);
        }
        let response = request.send().await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let answer = Answer { question, status, headers, body: response.bytes().await?.to_vec() };
        answer.check_frame(with_body);
        Ok(answer)
    }
}

/// A whole answer.
#[derive(Clone)]
pub struct Answer {
    question: String,
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    /// This very status, or the test fails and says what was asked and what came.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}: {}", self.question, self.text());
        self
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{}: {e}: {}", self.question, self.text()))
    }

    /// The body as NDJSON.
    #[track_caller]
    pub fn lines(&self) -> Vec<Value> {
        let parse =
            |line: &str| serde_json::from_str(line).unwrap_or_else(|e| panic!("{}: {e}: {line}", self.question));
        self.text().lines().map(parse).collect()
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A header; "" where it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a header in ASCII"))
    }

    /// All lines of a header, joined.
    pub fn all(&self, name: &str) -> String {
        let lines = self.headers.get_all(name).iter().map(|value| value.to_str().expect("a header in ASCII"));
        lines.collect::<Vec<_>>().join(", ")
    }

    /// The violations of a 422, as (propertyPath, message), in order.
    #[track_caller]
    pub fn violations(&self) -> Vec<(String, String)> {
        let json = self.json();
        let text = |v: &Value, key: &str| v[key].as_str().unwrap_or_else(|| panic!("{key} in {json}")).to_owned();
        let violations = json["violations"].as_array().unwrap_or_else(|| panic!("no violations: {json}"));
        violations.iter().map(|v| (text(v, "propertyPath"), text(v, "message"))).collect()
    }

    /// A 422 whose only violation is at `path`.
    #[track_caller]
    pub fn refused_at(self, path: &str) -> Self {
        let answer = self.expect(422);
        let paths: Vec<String> = answer.violations().into_iter().map(|(path, _)| path).collect();
        assert_eq!(paths, [path], "{}", answer.text());
        answer
    }

    /// What holds of every answer: its digest is that of its body, and it has a request id.
    fn check_frame(&self, with_body: bool) {
        let digest = self.header("quable-digest");
        if with_body && self.header("content-encoding").is_empty() {
            assert_eq!(digest, digest_of(&self.body), "{} {}: {}", self.question, self.status, self.text());
        }
        assert!(digest.starts_with("SHA-256="), "{} {}: {:?}", self.question, self.status, self.headers);
        assert!(!self.header("x-request-id").is_empty(), "{} {}: {:?}", self.question, self.status, self.headers);
    }
}

/// A form with texts and a file: its media type and its bytes.
pub fn form(texts: &[(&str, &str)], (name, bytes): (&str, &[u8])) -> (String, Vec<u8>) {
    const BOUNDARY: &str = "----vitrine-test-3f9a";
    let mut body = Vec::new();
    for (field, text) in texts {
        let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{text}\r\n");
        body.extend_from_slice(head.as_bytes());
    }
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(bytes);
    body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    (format!("multipart/form-data; boundary={BOUNDARY}"), body)
}

/// One object a line.
pub fn ndjson<'a>(bodies: impl IntoIterator<Item = &'a Value>) -> String {
    bodies.into_iter().fold(String::new(), |text, body| text + &body.to_string() + "\n")
}

/// The digest that a body must be sent with.
pub fn digest_of(body: &[u8]) -> String {
    format!("SHA-256={}", BASE64_STANDARD.encode(Sha256::digest(body)))
}

/// An HTTP client of the tests: no redirects, a deadline, and trust in the certificate given, if any.
pub fn http_client(certificate: Option<&[u8]>) -> reqwest::Client {
    // Fails when another test of this process was first: then it is installed.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let roots = certificate.map(|pem| Certificate::from_pem(pem).expect("a certificate"));
    reqwest::Client::builder()
        .timeout(DEADLINE)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .tls_certs_only(roots)
        .build()
        .expect("a client")
}
