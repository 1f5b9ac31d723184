//! A connection of its own that hears when a node committed something.

use std::future::{pending, poll_fn};
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_postgres::{AsyncMessage, Client, Config, Connection, Socket};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::Error;

/// What is listened to.
pub(super) const CHANNEL: &str = "vitrine";
/// Before connecting again, at first and at most.
const PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// The task that listens, until this is dropped.
pub(super) struct Listener(JoinHandle<()>);

impl Listener {
    pub fn start(config: Config, tls: MakeRustlsConnect, notice: Arc<watch::Sender<u64>>) -> Self {
        Self(tokio::spawn(async move { listen(&config, &tls, &notice).await }))
    }

    pub fn stop(&self) {
        self.0.abort();
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.stop();
    }
}

async fn listen(config: &Config, tls: &MakeRustlsConnect, notice: &watch::Sender<u64>) {
    let mut pause = PAUSE;
    loop {
        let error = match config.connect(tls.clone()).await {
            Ok((client, connection)) => {
                pause = PAUSE;
                hear(&client, connection, notice).await
            }
            Err(error) => error.into(),
        };
        tracing::warn!(%error, "no notices from other nodes until connected again");
        tokio::time::sleep(pause).await;
        pause = LONGEST_PAUSE.min(pause * 2);
    }
}

/// Listens until that is no longer possible, and returns why.
async fn hear<S>(client: &Client, mut connection: Connection<Socket, S>, notice: &watch::Sender<u64>) -> Error
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let moves = || notice.send_modify(|count| *count += 1);
    let hearing = async {
        loop {
            match poll_fn(|context| connection.poll_message(context)).await {
                Some(Ok(AsyncMessage::Notification(_))) => moves(),
                Some(Ok(_)) => {}
                Some(Err(error)) => return error.into(),
                None => return Error::Unavailable("the connection was closed".into()),
            }
        }
    };
    let listening = async {
        match client.batch_execute(&format!("LISTEN {CHANNEL}")).await {
            // Some may have been missed until now.
            Ok(()) => moves(),
            Err(error) => return error.into(),
        }
        pending().await
    };
    tokio::select! {
        error = hearing => error,
        error = listening => error,
    }
}
