//! The limit of HTTP: answers recorded bodies by path and query and does nothing else.
//!
//!     bare PORT RECORDED.ndjson      one {"path", "type", "body"} a line, the path with its query; prints `ready`

use axum::{
    Router,
    extract::State,
    http::{HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use std::{collections::HashMap, env, error::Error, fs, sync::Arc};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Recorded = Arc<HashMap<String, (HeaderValue, Bytes)>>;

#[derive(serde::Deserialize)]
struct Line {
    path: String,
    r#type: String,
    body: String,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let [port, file] = env::args()
        .skip(1)
        .collect::<Vec<_>>()
        .try_into()
        .map_err(|_| "usage: bare PORT FILE")?;
    let app = Router::new()
        .fallback(answer)
        .with_state(Arc::new(read(&file)?));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port.parse()?)).await?;
    println!("ready");
    axum::serve(listener, app).await?;
    Ok(())
}

fn read(file: &str) -> Result<HashMap<String, (HeaderValue, Bytes)>, Box<dyn Error>> {
    let mut recorded = HashMap::new();
    for line in fs::read_to_string(file)?.lines() {
        let line: Line = serde_json::from_str(line)?;
        recorded.insert(line.path, (line.r#type.parse()?, Bytes::from(line.body)));
    }
    Ok(recorded)
}

async fn answer(State(recorded): State<Recorded>, uri: Uri) -> Response {
    let path = uri.path_and_query().map_or("", |path| path.as_str());
    match recorded.get(path) {
        Some((kind, body)) => {
            ([(header::CONTENT_TYPE, kind.clone())], body.clone()).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
