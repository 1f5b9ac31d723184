//! A way to somebody else's server that ends before it should.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// How it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The connection is cut.
    Cut,
    /// Nothing is passed on any more.
    Stall,
}

/// The way; it ends when dropped.
pub struct Way {
    pub port: u16,
    task: JoinHandle<()>,
}

impl Way {
    /// To a port of this machine, until so many bytes have been passed on, either way.
    pub async fn to(target: u16, end: End, after: u64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let left = Arc::new(AtomicU64::new(after));
        let task = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                if let Ok(server) = TcpStream::connect(("127.0.0.1", target)).await {
                    tokio::spawn(pass(Arc::clone(&left), end, client, server));
                }
            }
        });
        Self { port, task }
    }
}

impl Drop for Way {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn pass(left: Arc<AtomicU64>, end: End, mut client: TcpStream, mut server: TcpStream) {
    let (mut there, mut back) = (vec![0; 1 << 14], vec![0; 1 << 14]);
    loop {
        let (to, bytes) = tokio::select! {
            read = client.read(&mut there) => {
                let Ok(length @ 1..) = read else { return };
                (&mut server, &there[..length])
            }
            read = server.read(&mut back) => {
                let Ok(length @ 1..) = read else { return };
                (&mut client, &back[..length])
            }
        };
        let known = left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(bytes.len() as u64));
        if known.is_err() {
            match end {
                End::Cut => return,
                End::Stall => std::future::pending().await,
            }
        }
        if to.write_all(bytes).await.is_err() {
            return;
        }
    }
}
