//! PostgreSQL: a pool of clients. A unit of work is awaited on one of them; what it sends together
//! goes in one round trip.

mod listen;
mod location;
mod plans;
mod session;
mod tls;
mod value;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod, Runtime};
use tokio::sync::watch;
use tokio_postgres::Config;
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::conn::{Conn, Engine as Connection};
use crate::dialect::{Dialect, Texts};
use crate::{Clock, Error, Report};

use listen::Listener;
use plans::Plans;
use session::Mode;
pub(crate) use session::Session;

/// Clients of one node; the server's `max_connections` is shared by all nodes.
const CLIENTS: usize = 16;
/// How long a free client, or a new connection, is waited for.
const PATIENCE: Duration = Duration::from_secs(5);
/// A transaction that lost to another is run again, up to so often and so long.
const ATTEMPTS: u32 = 6;
const INSISTENCE: Duration = Duration::from_secs(5);
/// The first pause before that, at most; it doubles each time.
const PAUSE: Duration = Duration::from_millis(10);

/// Runs `work` in one transaction, by a client of its own, and without hearing of other nodes.
pub(crate) async fn alone<T, W>(url: &str, clock: &Clock, work: W) -> Result<T, Error>
where
    W: AsyncFnOnce(&mut Conn<'_>) -> Result<T, Error>,
{
    let (config, tls) = location::parse(url)?;
    let texts = Arc::new(std::sync::Mutex::new(Texts::new(Dialect::Postgres)));
    let session = Session::new(pool(config, tls, 1)?.get().await?, texts, Mode::Write);
    transaction(Ok(session), clock, work).await.0.result
}

fn pool(config: Config, tls: MakeRustlsConnect, clients: usize) -> Result<Pool, Error> {
    let manager = Manager::from_config(config, tls, ManagerConfig { recycling_method: RecyclingMethod::Fast });
    Pool::builder(manager)
        .max_size(clients)
        .wait_timeout(Some(PATIENCE))
        .create_timeout(Some(PATIENCE))
        .runtime(Runtime::Tokio1)
        .build()
        .map_err(|error| Error::Location(format!("no pool of clients: {error}")))
}

/// Runs `work` in one transaction. Also tells whether the other nodes shall hear of it.
async fn transaction<T, W>(session: Result<Session, Error>, clock: &Clock, work: W) -> (Report<T>, bool)
where
    W: AsyncFnOnce(&mut Conn<'_>) -> Result<T, Error>,
{
    let mut session = match session {
        Ok(session) => session,
        Err(error) => return (Report::failed(error), false),
    };
    let mut conn = Conn::new(Connection::Postgres(&mut session), clock);
    let result = work(&mut conn).await;
    let result = conn.verdict(result);
    let state = conn.state;
    let result = match result {
        Ok(value) => session.commit().await.map(|()| value),
        Err(error) => Err(error),
    };
    let notify = state.notify && result.is_ok();
    (Report { result, statements: state.statements }, notify)
}

/// The pool, and the connection that hears of the other nodes.
pub(crate) struct Engine {
    pool: Pool,
    texts: Arc<std::sync::Mutex<Texts>>,
    listener: Listener,
    plans: Arc<Plans>,
    retries: AtomicU32,
}

impl Engine {
    /// Makes the pool and finds out whether the server answers. Waits while another has the database for itself alone.
    pub async fn open(url: &str, notice: Arc<watch::Sender<u64>>) -> Result<Self, Error> {
        let (config, tls) = location::parse(url)?;
        let pool = pool(config.clone(), tls.clone(), CLIENTS)?;
        drop(pool.get().await?);
        let plans = Arc::new(Plans::default());
        let mut listener = Listener::start(config, tls, notice, Arc::clone(&plans));
        listener.attend().await;
        let texts = Arc::new(std::sync::Mutex::new(Texts::new(Dialect::Postgres)));
        Ok(Self { pool, texts, listener, plans, retries: AtomicU32::new(0) })
    }

    /// Runs `work` on a client, in one snapshot if asked for.
    pub async fn read<T, W>(&self, clock: &Clock, work: W, snapshot: bool) -> Report<T>
    where
        W: AsyncFnOnce(&mut Conn<'_>) -> Result<T, Error>,
    {
        let mut session = match self
            .session(if snapshot { Mode::Snapshot { keeps_plans: self.plans.are_kept() } } else { Mode::Single })
            .await
        {
            Ok(session) => session,
            Err(error) => return Report::failed(error),
        };
        let mut conn = Conn::new(Connection::Postgres(&mut session), clock);
        let result = work(&mut conn).await;
        Report { result: conn.verdict(result), statements: conn.state.statements }
    }

    /// Runs `work` in a transaction, again if it lost to another one.
    pub async fn write<T, W>(&self, clock: &Clock, work: W) -> Report<T>
    where
        W: AsyncFnOnce(&mut Conn<'_>) -> Result<T, Error> + Clone,
    {
        let (started, mut attempt, mut statements) = (Instant::now(), 1, 0);
        loop {
            let (mut report, notify) = transaction(self.session(Mode::Write).await, clock, work.clone()).await;
            if notify {
                self.listener.tell();
            }
            statements += report.statements;
            if !matches!(report.result, Err(Error::Busy(_))) || attempt >= ATTEMPTS || started.elapsed() > INSISTENCE {
                report.statements = statements;
                return report;
            }
            tokio::time::sleep(self.pause(attempt)).await;
            attempt += 1;
        }
    }

    async fn session(&self, mode: Mode) -> Result<Session, Error> {
        Ok(Session::new(self.pool.get().await?, self.texts.clone(), mode))
    }

    /// A part of the doubling pause that differs from that of the others who retry now: the parts
    /// follow the golden ratio, which spreads any number of them evenly.
    fn pause(&self, attempt: u32) -> Duration {
        let part = self.retries.fetch_add(1, Ordering::Relaxed).wrapping_add(std::process::id());
        let part = part.wrapping_mul(0x9E37_79B9);
        (PAUSE * (1 << attempt)).mul_f64(f64::from(part) / f64::from(u32::MAX))
    }

    /// Lends no more clients; those lent are closed when they come back.
    pub fn close(&self) {
        self.listener.stop();
        self.pool.close();
    }
}
