//! A way to PostgreSQL that is cut on demand.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::failure::chance::Chance;

/// When a connection is cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cut {
    Never,
    /// At one of so many messages, half before and half after it was passed on.
    OneIn(u64),
    /// Once so many COMMITs of transactions that name something have been passed on, and done, but before the last
    /// one's answer; then never again. What a server does of its own accord names other things.
    AtCommit {
        count: u64,
        of: String,
    },
}

struct Shared {
    cut: Cut,
    chance: Chance,
    cuts: u64,
}

/// The proxy; it ends when dropped.
pub struct Proxy {
    port: u16,
    shared: Arc<Mutex<Shared>>,
    task: JoinHandle<()>,
}

impl Proxy {
    /// A way to the server of this URL.
    pub async fn to(url: &str) -> Self {
        let (_, rest) = url.rsplit_once('@').expect("user@host");
        let (target, _) = rest.split_once('/').expect("host/name");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let shared = Arc::new(Mutex::new(Shared { cut: Cut::Never, chance: Chance::new(5), cuts: 0 }));
        let (ours, target) = (Arc::clone(&shared), target.to_owned());
        let task = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                if let Ok(server) = TcpStream::connect(&target).await {
                    tokio::spawn(pass(Arc::clone(&ours), client, server));
                }
            }
        });
        Self { port, shared, task }
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn set(&self, cut: Cut) {
        self.shared.lock().expect("whole").cut = cut;
    }

    /// Whether nothing is to be cut any more.
    pub fn is_whole(&self) -> bool {
        self.shared.lock().expect("whole").cut == Cut::Never
    }

    /// How many connections were cut.
    pub fn cuts(&self) -> u64 {
        self.shared.lock().expect("whole").cuts
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// What becomes of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Passed,
    /// Cut before it was sent.
    Swallowed,
    /// Cut after it was sent.
    Last,
    /// Cut once it was answered.
    Answered,
}

impl Shared {
    /// `concerned`: whether the connection's transaction has named what is waited for.
    fn judge(&mut self, message: &[u8], concerned: &mut bool) -> Fate {
        let fate = match &mut self.cut {
            Cut::Never => Fate::Passed,
            Cut::OneIn(many) => match self.chance.below(2 * *many) {
                0 => Fate::Swallowed,
                1 => Fate::Last,
                _ => Fate::Passed,
            },
            Cut::AtCommit { count, of } => {
                *concerned = *concerned && !holds(message, b"BEGIN") || holds(message, of.as_bytes());
                if !holds(message, b"COMMIT\0") || !std::mem::take(concerned) {
                    Fate::Passed
                } else if *count > 1 {
                    *count -= 1;
                    Fate::Passed
                } else {
                    self.cut = Cut::Never;
                    Fate::Answered
                }
            }
        };
        self.cuts += u64::from(fate != Fate::Passed);
        fate
    }
}

fn holds(message: &[u8], part: &[u8]) -> bool {
    message.windows(part.len()).any(|here| here == part)
}

/// Passes on both ways until one end closes, or the connection is cut.
async fn pass(shared: Arc<Mutex<Shared>>, mut client: TcpStream, mut server: TcpStream) {
    let (mut question, mut answer) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    let mut concerned = false;
    loop {
        tokio::select! {
            read = client.read(&mut question) => {
                let Ok(length @ 1..) = read else { return };
                let message = &question[..length];
                let fate = shared.lock().expect("whole").judge(message, &mut concerned);
                if fate == Fate::Swallowed || server.write_all(message).await.is_err() || fate == Fate::Last {
                    return;
                }
                if fate == Fate::Answered {
                    let _ = server.read(&mut answer).await;
                    return;
                }
            }
            read = server.read(&mut answer) => {
                let Ok(length @ 1..) = read else { return };
                if client.write_all(&answer[..length]).await.is_err() {
                    return;
                }
            }
        }
    }
}
