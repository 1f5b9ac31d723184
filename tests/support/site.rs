//! Somebody else's server of files, on this machine.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Barrier;
use tokio::task::JoinHandle;

/// What it answers at a path.
#[derive(Clone)]
pub enum Page {
    /// This file.
    File(Vec<u8>),
    /// This file, once as many are asked for at a time as wait there for each other.
    Together(Arc<Barrier>, Vec<u8>),
    /// Another status, with a `Location` or without one.
    Status(u16, Option<String>),
}

type Pages = Arc<Mutex<HashMap<String, Page>>>;

/// The server; it ends when dropped.
pub struct Site {
    port: u16,
    pages: Pages,
    asked: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl Site {
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (pages, asked) = (Pages::default(), Arc::new(Mutex::new(Vec::new())));
        let (known, heard) = (Arc::clone(&pages), Arc::clone(&asked));
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, Arc::clone(&known), Arc::clone(&heard)));
            }
        });
        Self { port, pages, asked, task }
    }

    /// From now on this is answered at a path; the address of it.
    pub fn put(&self, path: &str, page: Page) -> String {
        self.pages.lock().expect("pages").insert(path.to_owned(), page);
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// How often a path was asked for.
    pub fn asked(&self, path: &str) -> usize {
        self.asked.lock().expect("paths").iter().filter(|asked| *asked == path).count()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn answer(mut stream: TcpStream, pages: Pages, asked: Arc<Mutex<Vec<String>>>) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let Ok(byte) = stream.read_u8().await else { return };
        head.push(byte);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    asked.lock().expect("paths").push(path.clone());
    let page = pages.lock().expect("pages").get(&path).cloned().unwrap_or(Page::Status(404, None));
    let file = |bytes: Vec<u8>| {
        (format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", bytes.len()), bytes)
    };
    let (answer, body) = match page {
        Page::File(bytes) => file(bytes),
        Page::Together(all, bytes) => {
            all.wait().await;
            file(bytes)
        }
        Page::Status(status, to) => {
            let to = to.map(|to| format!("Location: {to}\r\n")).unwrap_or_default();
            (format!("HTTP/1.1 {status} Status\r\n{to}Connection: close\r\nContent-Length: 0\r\n\r\n"), Vec::new())
        }
    };
    // Whoever asked may have gone.
    let _ = stream.write_all(answer.as_bytes()).await;
    let _ = stream.write_all(&body).await;
    // Until the other side ends it.
    let _ = stream.read(&mut [0]).await;
}
