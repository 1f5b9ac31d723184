//! A call as those see it whom Vitrine calls.

use std::collections::HashMap;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader};
use tokio::net::TcpStream;

/// A call that came.
#[derive(Debug, Clone)]
pub struct Call {
    pub method: String,
    /// With its query.
    pub path: String,
    /// By their names in small letters.
    pub headers: HashMap<String, String>,
    /// As it came.
    pub body: String,
}

impl Call {
    /// A header, or "".
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// The body.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

/// The next call on a connection; `None`: there is none.
pub async fn read(stream: &mut BufReader<TcpStream>) -> Option<Call> {
    let mut first = String::new();
    stream.read_line(&mut first).await.ok()?;
    let mut words = first.split_whitespace();
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = HashMap::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await.ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        headers.insert(name.to_ascii_lowercase(), value.to_owned());
    }
    let length = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    Some(Call { method, path, headers, body: String::from_utf8(body).ok()? })
}
