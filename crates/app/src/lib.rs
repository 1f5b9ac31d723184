//! What may be asked of Vitrine: one road for writes, one for reads, and accounts.
//!
//! This floor owns the retries and the order of effects: load, plan, commit, once
//! more under lock. It holds no rule of the catalogue (those are in `model`), no SQL
//! (that is in `store`) and no wire format (faces have theirs).

pub mod accounts;
pub mod apps;
pub mod backup;
mod built_ins;
mod bulk;
pub mod completeness;
mod dry_run;
pub mod edits;
mod events;
pub mod exports;
mod failure;
pub mod feed;
pub mod files;
mod frame;
pub mod impact;
pub mod imports;
pub mod intake;
pub mod items;
mod jobs;
pub mod model_file;
mod naming;
mod once;
pub mod past;
mod plannings;
mod preferences;
mod read;
mod remote;
mod schema;
mod scope;
mod sealing;
mod secret;
mod signature;
mod survey;
pub mod views;
mod webhooks;
mod write;

use std::sync::{Arc, OnceLock};

use self::files::{Keeping, Publisher};
use accounts::{Accounts, Limits};
use apps::Turns;
use items::Items;
use store::conn::Conn;
use store::{Clock, Store, Urgency};
use tokio::sync::watch;

pub use failure::Failure;
pub use jobs::{Lane, NewJob};
pub use once::{Claim, Note, Standing};
pub use remote::{Fetched, Missed};
pub use secret::{Seal, SealKey, Unsealed, trouble as secret_trouble};
pub use store::statements;
pub use write::{Mode, Options};

/// Fills a buffer with random bytes.
pub type Random = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// One node of Vitrine: shared by all requests.
pub struct App {
    /// Who may call.
    pub accounts: Accounts,
    store: Store,
    schema: schema::Holder,
    clock: Clock,
    random: Random,
    /// Moves when a job was added or cancelled here.
    jobs_changed: watch::Sender<()>,
    /// Moves when something was written here.
    written: watch::Sender<()>,
    /// Moves when webhooks are owed something more.
    owed: watch::Sender<()>,
    keeping: Keeping,
    items: OnceLock<Arc<dyn Items>>,
    publisher: OnceLock<Arc<dyn Publisher>>,
    turns: Turns,
    feed: feed::Feed,
}

impl App {
    /// The same as [`App::open_with`] and the usual limits.
    pub async fn open(store: Store, keeping: Keeping, clock: Clock, random: Random) -> Result<Arc<Self>, Failure> {
        Self::open_with(store, keeping, clock, random, Limits::default()).await
    }

    /// Reads the schema and, in a fresh instance, makes what every instance has.
    pub async fn open_with(
        store: Store,
        keeping: Keeping,
        clock: Clock,
        random: Random,
        limits: Limits,
    ) -> Result<Arc<Self>, Failure> {
        let schema = schema::Holder::open(&store).await?;
        let feed = feed::Feed::open(&store).await?;
        let accounts = Accounts::new(store.clone(), Arc::clone(&clock), Arc::clone(&random), limits);
        let app = Arc::new(Self {
            accounts,
            store,
            schema,
            clock,
            random,
            jobs_changed: watch::Sender::new(()),
            written: watch::Sender::new(()),
            owed: watch::Sender::new(()),
            keeping,
            items: OnceLock::new(),
            publisher: OnceLock::new(),
            turns: Turns::default(),
            feed,
        });
        app.make_built_ins().await?;
        if !app.store.is_shared() {
            // Whoever held a lease, or a claim, was the one process before this one.
            let free = async |conn: &mut Conn<'_>| {
                store::jobs::free(conn).await?;
                store::events::free_follower(conn).await?;
                store::events::free(conn).await?;
                store::idempotency::free(conn).await
            };
            app.store.write(Urgency::Interactive, free).await?;
        }
        Ok(app)
    }

    /// Follows other nodes' changes of the schema until the store closes. Answers never rely
    /// on it (each read confirms the revisions); it only spares the next request a reload.
    pub async fn follow(&self) {
        let mut notices = self.store.notices();
        while notices.changed().await.is_ok() {
            if let Err(failure) = self.schema.refresh(&self.store).await {
                tracing::warn!(%failure, "the schema could not be read after a notice");
            }
        }
    }

    /// Whether the store answers: one real read.
    pub async fn ping(&self) -> Result<(), Failure> {
        self.store.read(async move |conn: &mut Conn<'_>| store::definitions::revisions(conn).await).await?;
        Ok(())
    }

    /// Fills a buffer with random bytes.
    pub fn draw(&self, buffer: &mut [u8]) {
        (self.random)(buffer);
    }

    /// A word that no other node has, for a lease or a claim.
    fn word(&self) -> String {
        let mut bytes = [0; 16];
        self.draw(&mut bytes);
        format!("{:032x}", u128::from_be_bytes(bytes))
    }

    /// The time, in microseconds since 1970 UTC.
    pub fn now(&self) -> i64 {
        (self.clock)()
    }

    /// The store under this node, for start-up and shutdown.
    pub fn store(&self) -> &Store {
        &self.store
    }
}
