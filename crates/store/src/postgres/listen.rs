//! A connection of its own on which the nodes tell each other that something was committed, and which says for as long as it
//! lasts that somebody is at work on the database.
//!
//! A NOTIFY inside the committing transaction would make commits wait for one another, the disk
//! included (an eighth of the speed at 16 clients, measured). So it is sent after COMMIT, one for
//! all commits meanwhile; what a dying node left unsaid is made good by looking now and then.

use std::future::poll_fn;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio::time::interval;
use tokio_postgres::{AsyncMessage, Client, Config, Connection, Socket};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::plans::Plans;
use crate::Error;
use crate::dialect::SERVE_SHARED;

/// Before connecting again, at first and at most.
const PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// How often the others are taken to have said something.
const LOOK_EVERY: Duration = Duration::from_secs(30);

/// The task that listens, until this is dropped.
pub(super) struct Listener {
    task: JoinHandle<()>,
    committed: Arc<Notify>,
    attended: watch::Receiver<bool>,
}

impl Listener {
    pub fn start(
        mut config: Config,
        tls: MakeRustlsConnect,
        notice: Arc<watch::Sender<u64>>,
        plans: Arc<Plans>,
    ) -> Self {
        let name = config.get_application_name().unwrap_or_default().to_owned() + " notices";
        config.application_name(name);
        let committed = Arc::new(Notify::new());
        let (attending, attended) = watch::channel(false);
        let nodes = Nodes { committed: committed.clone(), attending, notice, plans };
        Self { task: tokio::spawn(async move { nodes.stay_connected(&config, &tls).await }), committed, attended }
    }

    /// Waits until nobody has the database for itself alone; from then on nobody gets it so.
    pub async fn attend(&mut self) {
        // It ends with this alone.
        let _ = self.attended.wait_for(|attended| *attended).await;
    }

    /// Lets the other nodes know, soon.
    pub fn tell(&self) {
        self.committed.notify_one();
    }

    pub fn stop(&self) {
        self.task.abort();
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.stop();
    }
}

struct Nodes {
    committed: Arc<Notify>,
    attending: watch::Sender<bool>,
    notice: Arc<watch::Sender<u64>>,
    plans: Arc<Plans>,
}

impl Nodes {
    async fn stay_connected(&self, config: &Config, tls: &MakeRustlsConnect) {
        let mut pause = PAUSE;
        loop {
            let error = match config.connect(tls.clone()).await {
                Ok((client, connection)) => {
                    pause = PAUSE;
                    tokio::select! {
                        error = self.listen(connection) => error,
                        Err(error) = self.talk(&client) => error.into(),
                    }
                }
                Err(error) => error.into(),
            };
            tracing::warn!(%error, "no notices from other nodes until connected again");
            tokio::time::sleep(pause).await;
            pause = LONGEST_PAUSE.min(pause * 2);
        }
    }

    /// Listens until that is no longer possible, and returns why.
    async fn listen<S>(&self, mut connection: Connection<Socket, S>) -> Error
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        loop {
            match poll_fn(|context| connection.poll_message(context)).await {
                Some(Ok(AsyncMessage::Notification(_))) => self.heard(),
                Some(Ok(_)) => {}
                Some(Err(error)) => return error.into(),
                None => return Error::Unavailable("the connection was closed".into()),
            }
        }
    }

    async fn talk(&self, client: &Client) -> Result<(), tokio_postgres::Error> {
        // A restore may be long.
        client.batch_execute("SET statement_timeout = 0; SET lock_timeout = 0").await?;
        client.batch_execute(SERVE_SHARED).await?;
        self.attending.send_replace(true);
        // What was not said or not heard until now; our own words come back to us.
        client.batch_execute("LISTEN vitrine; NOTIFY vitrine").await?;
        self.plans.look(client).await?;
        let mut looks = interval(LOOK_EVERY);
        looks.tick().await;
        loop {
            tokio::select! {
                () = self.committed.notified() => client.batch_execute("NOTIFY vitrine").await?,
                _ = looks.tick() => {
                    self.heard();
                    self.plans.look(client).await?;
                }
            }
        }
    }

    fn heard(&self) {
        self.notice.send_modify(|count| *count += 1);
    }
}
