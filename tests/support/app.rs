//! The core on a database of its own, with a clock that the test turns.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use app::accounts::Limits;
use app::{App, Failure, Mode, Options, Random};
use model::command::{Action, Command, NewPassword, Patch, PutMode, PutUser, UserName};
use model::permission::{Actor, Origin, Rights};
use store::{Clock, Store};

use super::db::{Database, Engine};

/// An instance: its nodes share the database and the clock.
pub struct Instance {
    pub database: Database,
    now: Arc<AtomicI64>,
}

impl Instance {
    pub async fn fresh(engine: Engine) -> Self {
        let now = Arc::new(AtomicI64::new(1_790_000_000_000_000));
        Self { database: Database::fresh(engine).await, now }
    }

    /// A node. SQLite bears one at a time.
    pub async fn node(&self) -> Arc<App> {
        self.node_with(Limits::default()).await
    }

    /// A node with limits of its own.
    pub async fn node_with(&self, limits: Limits) -> Arc<App> {
        let store = self.store().await;
        App::open_with(store, self.clock(), random(), limits).await.unwrap()
    }

    /// The database behind the nodes' backs.
    pub async fn store(&self) -> Store {
        Store::open(&self.database.location(), self.clock()).await.unwrap()
    }

    /// Lets seconds pass.
    pub fn pass(&self, seconds: i64) {
        self.now.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }

    fn clock(&self) -> Clock {
        let now = Arc::clone(&self.now);
        Arc::new(move || now.load(Ordering::Relaxed))
    }
}

/// A new user who may sign in.
pub fn active_user(username: &str, password: &str) -> PutUser {
    PutUser { active: Patch::Value(true), ..user_with(username, PutMode::Create, password) }
}

/// A user with another password.
pub fn user_with(username: &str, mode: PutMode, password: &str) -> PutUser {
    let password = Patch::Value(NewPassword::of(password.into()));
    PutUser { password, ..PutUser::new(UserName::Name(username.into()), mode) }
}

/// Writes a user as the command line does.
pub async fn write_user(app: &App, put: PutUser) -> Result<(), Failure> {
    let actor = Actor::program("cli", Rights::FULL, Origin::Cli);
    let command = Command { action: Action::PutUser(Box::new(put)), expect: None };
    let outcomes = app.write(&actor, vec![command], Options::of(Mode::AllOrNothing)).await?;
    outcomes.into_iter().try_for_each(|outcome| outcome.map(drop).map_err(Failure::from))
}

/// Random enough for what no test guesses.
pub fn random() -> Random {
    Arc::new(|buffer| {
        for chunk in buffer.chunks_mut(8) {
            let bits = RandomState::new().hash_one(0).to_le_bytes();
            chunk.copy_from_slice(&bits[..chunk.len()]);
        }
    })
}
