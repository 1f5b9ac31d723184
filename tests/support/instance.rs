//! What a server runs on: a data folder, a database on one of the engines, and two tokens.
//!
//! Each test has its own, copied from a template that the real binary filled once.

use std::ffi::OsString;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;

use rusqlite::Connection;
use store::Location;
use tempfile::TempDir;
use tokio::process::Command;

use super::command::{self, Ran};
use super::db::Engine;
use super::postgres::{self, Scratch};
use super::server::Server;
use super::shop;

/// What secrets are sealed with on PostgreSQL, where the operator gives it.
const SECRET_KEY: &str = "AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=";

/// What a template holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// What a fresh instance makes itself, and two tokens.
    Builtins,
    /// The definitions and classifications of [`shop`] too.
    Shop,
}

/// One instance; its folder and database go when it is dropped.
pub struct Instance {
    engine: Engine,
    folder: TempDir,
    database: Option<Arc<Scratch>>,
    /// Another way to the database than its own URL.
    way: Option<String>,
}

impl Instance {
    /// A new instance with that content.
    pub async fn new(engine: Engine, content: Content) -> Self {
        let template = Template::ready(engine, content).await;
        let folder = copy_of(&template.folder);
        let database = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(Arc::new(Scratch::copy_of(&template.database).await)),
        };
        Self { engine, folder, database, way: None }
    }

    /// A new instance that no program has touched.
    pub async fn untouched(engine: Engine) -> Self {
        let database = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(Arc::new(Scratch::empty().await)),
        };
        Self { engine, folder: TempDir::new().expect("a folder"), database, way: None }
    }

    /// Another node of the same instance: the same PostgreSQL database, a folder of its own.
    pub fn node(&self) -> Self {
        let database = self.database.clone().expect("only PostgreSQL serves several nodes");
        Self { engine: self.engine, folder: copy_of(self.folder.path()), database: Some(database), way: None }
    }

    /// An instance with the same database content in a copy of the folder: only for SQLite.
    pub fn copy(&self) -> Self {
        assert_eq!(self.engine, Engine::Sqlite, "a folder is the whole instance only on SQLite");
        Self { engine: self.engine, folder: copy_of(self.folder.path()), database: None, way: None }
    }

    /// A new instance that no program has touched, in this database of PostgreSQL.
    pub fn at(url: &str) -> Self {
        let folder = TempDir::new().expect("a folder");
        Self { engine: Engine::Postgres, folder, database: None, way: Some(url.to_owned()) }
    }

    /// Another node of the same instance, which reaches the database by way of this port of the loopback.
    pub fn by_way_of(&self, port: u16) -> Self {
        let url = self.url().expect("a database");
        let (before, name) = url.rsplit_once('/').expect("a name");
        let (user, _) = before.rsplit_once('@').expect("a user");
        Self { way: Some(format!("{user}@127.0.0.1:{port}/{name}")), ..self.node() }
    }

    /// The engine.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The URL of the PostgreSQL database.
    pub fn url(&self) -> Option<&str> {
        self.way.as_deref().or_else(|| self.database.as_ref().map(|database| database.url()))
    }

    /// The database.
    pub fn location(&self) -> Location {
        match self.url() {
            None => Location::Sqlite(self.folder().join("vitrine.db")),
            Some(url) => Location::Postgres(url.to_owned()),
        }
    }

    /// The token `full` or `read`, as kept beside the data.
    pub fn token(&self, access: &str) -> String {
        fs::read_to_string(self.folder().join(access)).expect("a token")
    }

    /// A command of the program on this instance, with nothing of the caller's environment but PATH, and a key for
    /// secrets on PostgreSQL.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        command.args(arguments).arg("--data-dir").arg(self.folder());
        if let Some(url) = self.url() {
            command.args(["--database-url", url]);
        }
        command.env_clear();
        if self.url().is_some() {
            command.env("VITRINE_SECRET_KEY", SECRET_KEY);
        }
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("RUST_BACKTRACE", "1");
        command.stdin(Stdio::null()).kill_on_drop(true);
        command
    }

    /// Runs a command that must succeed, and returns its standard output without the last line end.
    pub async fn run(&self, arguments: &[&str]) -> String {
        self.run_with(arguments, "").await
    }

    /// The same with a text on its standard input.
    pub async fn run_with(&self, arguments: &[&str], input: &str) -> String {
        let Ran { code, out, err } = command::run(self.command(arguments), input).await;
        assert_eq!(code, Some(0), "vitrine {arguments:?}\n{out}{err}");
        out.trim_end().to_owned()
    }

    /// Runs SQL on its database, behind the program's back.
    pub async fn tamper(&self, sql: &str) {
        match self.location() {
            Location::Sqlite(file) => Connection::open(file).expect("a database").execute_batch(sql).expect("SQL"),
            Location::Postgres(url) => postgres::execute(&url, sql).await,
        }
    }

    /// Makes the tokens `full` and `read`.
    pub async fn make_tokens(&self) {
        for access in ["full", "read"] {
            let token = self.run(&["token", "create", "--name", access, "--access", access]).await;
            fs::write(self.folder().join(access), token).expect("room for a token");
        }
    }
}

/// The program under test, built beside this test's own executable.
pub fn program() -> PathBuf {
    let own = std::env::current_exe().expect("a running test");
    let program = own.parent().and_then(Path::parent).expect("target/debug/deps").join("vitrine");
    assert!(program.exists(), "{} is missing: cargo build -p vitrine", program.display());
    program
}

/// A finished instance that others are copied from.
struct Template {
    folder: PathBuf,
    database: String,
}

impl Template {
    /// The template of this very program, made now if it is the first that asks.
    async fn ready(engine: Engine, content: Content) -> Self {
        let (place, print) = (templates(), fingerprint());
        fs::create_dir_all(&place).expect("a folder of templates");
        let name = format!("{print}_{engine:?}_{content:?}").to_lowercase();
        let template = Self { folder: place.join(&name), database: format!("template_{}_{name}", hash(&place)) };
        // One maker; the others, in other processes too, wait for it.
        let lock = File::create(place.join("lock")).expect("a lock file");
        lock.lock().expect("the lock");
        if !template.exists(engine).await {
            sweep(engine, &place, &print).await;
            template.make(engine, content).await;
        }
        template
    }

    async fn exists(&self, engine: Engine) -> bool {
        self.folder.exists() && (engine == Engine::Sqlite || postgres::exists(&self.database).await)
    }

    async fn make(&self, engine: Engine, content: Content) {
        let instance = Arc::new(Instance::untouched(engine).await);
        let server = Server::start(Arc::clone(&instance)).await;
        instance.make_tokens().await;
        if content == Content::Shop {
            shop::furnish(&server.as_full()).await;
        }
        server.stop().await;
        let _ = fs::remove_dir_all(&self.folder);
        let copy = TempDir::new_in(templates()).expect("a folder");
        copy_into(instance.folder(), copy.path());
        if let Some(database) = &instance.database {
            postgres::copy(database.name(), &self.database).await;
        }
        // The folder comes last and at once: it says that the template is whole.
        fs::rename(copy.keep(), &self.folder).expect("a template beside the build");
    }
}

/// Removes the templates of earlier builds.
async fn sweep(engine: Engine, place: &Path, print: &str) {
    for entry in fs::read_dir(place).expect("a folder of templates") {
        let path = entry.expect("an entry").path();
        if path.is_dir() && !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(print)) {
            fs::remove_dir_all(path).expect("an old template");
        }
    }
    if engine == Engine::Postgres {
        let ours = format!("template_{}_", hash(&place));
        postgres::drop_like(&format!("{ours}%"), &format!("{ours}{print}%")).await;
    }
}

/// Templates live beside the build, so that a clean build cleans them too.
fn templates() -> PathBuf {
    program().with_file_name("templates")
}

/// Differs for every build of the program.
fn fingerprint() -> String {
    let file = fs::metadata(program()).expect("the program");
    hash(&(file.len(), file.modified().expect("a file system with times")))
}

fn hash(value: &impl Hash) -> String {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// A copy of a data folder without what belongs to a running process.
fn copy_of(folder: &Path) -> TempDir {
    let copy = TempDir::new().expect("a folder");
    copy_into(folder, copy.path());
    copy
}

fn copy_into(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a data folder") {
        let entry = entry.expect("an entry");
        let (kind, target) = (entry.file_type().expect("a kind"), to.join(entry.file_name()));
        let own = [OsString::from("serve.lock"), OsString::from("log")].contains(&entry.file_name());
        if kind.is_dir() {
            fs::create_dir(&target).expect("a folder");
            copy_into(&entry.path(), &target);
        } else if kind.is_file() && !own {
            fs::copy(entry.path(), &target).expect("a copy");
        }
    }
}
