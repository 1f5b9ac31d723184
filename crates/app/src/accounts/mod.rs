//! Who may call: API tokens, apps, users and their sessions.
//!
//! Of a token only its SHA-256 is stored, of a password only its Argon2id hash; a token is shown
//! once, when it is made. To ask who holds a token costs one indexed read, and on SQLite none
//! while this process knows the answer. When a token was last used is kept in memory and
//! written down once a minute.

mod apps;
mod limits;
mod live;
mod password;
mod sessions;
mod setup;
mod throttle;
mod token;
mod tokens;
mod ui;
mod users;

use std::sync::Arc;
use std::time::Duration;

use model::code;
use model::permission::Actor;
use model::problem::{Field, Problem};
use store::conn::Conn;
use store::{Clock, Store, Urgency, statements};

pub use limits::Limits;
pub use sessions::{Session, SignIn, SignInError};
pub use setup::SetupError;
pub use token::Token;
pub use tokens::ApiToken;
pub(crate) use ui::own_account;
pub use ui::{OpenSession, UiSession, UiSignIn};

use crate::{Failure, Random};
use live::Live;
use password::Passwords;
use throttle::Throttle;

/// Tokens, users and sessions.
pub struct Accounts {
    store: Store,
    clock: Clock,
    random: Random,
    live: Arc<Live>,
    passwords: Passwords,
    throttle: Throttle,
    limits: Limits,
}

impl Accounts {
    pub(crate) fn new(store: Store, clock: Clock, random: Random, limits: Limits) -> Self {
        let live = Arc::new(Live::new(store.is_shared()));
        let throttle = Throttle::new(limits.sign_in_failures);
        Self { store, clock, random, live, passwords: Passwords::default(), throttle, limits }
    }

    /// How long sessions last.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// Who holds this token, if it is live; to ask is to use it. The face sets the origin.
    pub async fn actor(&self, token: &str) -> Result<Option<Actor>, Failure> {
        Ok(self.holder(token).await?.map(|holder| holder.actor()))
    }

    /// Writes down when tokens were last used; for shutdown.
    pub async fn flush(&self) -> Result<(), Failure> {
        let uses = self.live.uses();
        if !uses.is_empty() {
            let rows = live::rows(&uses);
            let note = async move |conn: &mut Conn<'_>| store::accounts::note_uses(conn, &rows).await;
            self.change(|store| async move { store.write(Urgency::Bulk, note).await }).await?;
            self.live.forget(&uses);
        }
        Ok(())
    }

    /// The same once a minute, for ever: a task for a server.
    pub async fn keep_flushing(&self) {
        const MINUTE: Duration = Duration::from_mins(1);
        loop {
            tokio::time::sleep(MINUTE).await;
            if let Err(error) = self.flush().await {
                tracing::warn!(%error, "the last use of tokens could not be written down; the next try is in a minute");
            }
        }
    }

    fn now(&self) -> i64 {
        (self.clock)()
    }

    /// Writes, and then forgets what is known of tokens.
    async fn change<T, F>(&self, write: impl FnOnce(Store) -> F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, store::Error>> + Send + 'static,
    {
        Ok(self.see_through(write(self.store.clone())).await?)
    }

    /// A write of what is known of tokens, which is forgotten then. It goes on if the caller goes away, lest what was
    /// known outlive the change.
    pub(crate) async fn see_through<T, F>(&self, write: F) -> Result<T, store::Error>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, store::Error>> + Send + 'static,
    {
        let live = Arc::clone(&self.live);
        let change = async move {
            let (result, ran) = statements::counted(write).await;
            live.forget_holders();
            (result, ran)
        };
        let (result, ran) = tokio::spawn(change).await.map_err(|error| store::Error::Bug(error.to_string()))?;
        statements::add(ran);
        result
    }
}

/// Names of tokens are as free as codes of objects. `field` is what they are called here.
fn check_name(field: &'static str, name: &str) -> Result<(), Problem> {
    code::check_object(name).map_err(|mut violation| {
        violation.field = Field::Property(field);
        Problem::invalid(vec![violation])
    })
}
