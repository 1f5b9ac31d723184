//! The core on a database of its own, with a clock that the test turns.

use std::hash::{BuildHasher, RandomState};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use app::accounts::Limits;
use app::files::{Keeping, LARGEST, Studio};
use app::{App, Failure, Mode, Options, Random, Seal, SealKey};
use files::Files;
use model::command::{Action, Command, NewPassword, Patch, PutMode, PutUser, UserName};
use model::event::Terms;
use model::permission::{Actor, Origin, Rights};
use outward::{Client, Rules, System};
use store::{Clock, Store};
use tempfile::TempDir;

use super::db::{Database, Engine};

/// An instance: its nodes share the database and the clock.
pub struct Instance {
    pub database: Database,
    files: TempDir,
    now: Arc<AtomicI64>,
}

impl Instance {
    pub async fn fresh(engine: Engine) -> Self {
        let now = Arc::new(AtomicI64::new(1_790_000_000_000_000));
        Self { database: Database::fresh(engine).await, files: TempDir::new().unwrap(), now }
    }

    /// A node. SQLite bears one at a time.
    pub async fn node(&self) -> Arc<App> {
        self.node_with(Limits::default()).await
    }

    /// A node with limits of its own.
    pub async fn node_with(&self, limits: Limits) -> Arc<App> {
        let store = self.store().await;
        App::open_with(store, keeping(self.files.path()).await, self.clock(), random(), limits).await.unwrap()
    }

    /// A node that may fetch and put files elsewhere, also without TLS call others, and is soon out of patience.
    pub async fn node_calling(&self, rules: Rules, largest: u64) -> Arc<App> {
        let keeping = keeping(self.files.path()).await;
        let outward = Client::new(rules, Arc::new(System)).unwrap();
        let terms = Terms { allows_http: true, ..Terms::default() };
        let keeping = Keeping { outward, largest, patience: Duration::from_secs(2), terms, ..keeping };
        App::open(self.store().await, keeping, self.clock(), random()).await.unwrap()
    }

    /// How many files wait on it that aren't kept.
    pub fn waiting(&self) -> usize {
        std::fs::read_dir(self.files.path().join("files/incoming")).unwrap().count()
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

/// Where files are kept, in a folder; nobody else's are fetched.
pub async fn keeping(folder: &Path) -> Keeping {
    let files = Files::open(&files::Location::Folder(folder.join("files")), folder).await.unwrap();
    let studio = Studio::new("".as_ref(), folder.to_owned());
    // Which TLS it speaks is the program's to say; another test may have said so.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let outward = Client::new(Rules::default(), Arc::new(System)).unwrap();
    let seal = Seal::new(vec![SealKey::of([7; 32]).unwrap()]);
    let (patience, terms) = (Duration::from_secs(30), Terms::default());
    Keeping { files, outward, studio, seal, patience, largest: LARGEST, terms }
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

/// A fresh instance with a node whose one user, ada, signs in with `correct horse`.
pub async fn with_ada(engine: Engine) -> (Instance, Arc<App>) {
    let instance = Instance::fresh(engine).await;
    let app = instance.node().await;
    write_user(&app, active_user("ada", "correct horse")).await.unwrap();
    (instance, app)
}
