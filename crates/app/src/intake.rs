//! Items of any resource, from wherever they come: read by the face, written through bulk in their order, and told one
//! by one what became of them.

mod summary;

use std::collections::VecDeque;
use std::fmt;
use std::io::{self, Read};
use std::iter::Fuse;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};

use bytes::Bytes;
use formats::lines::{Lines, Unread};
use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;
use model::address;
use model::changes::Outcome;
use model::command::{Action, Command, FileWish, Patch, PutMode};
use model::file::{self, File, Status};
use model::input::Input;
use model::object::ObjectKind;
use model::permission::Actor;
use model::problem::{Field, Kind, Problem, Violation};
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use crate::dry_run::Shadow;
use crate::frame::{EXPECTED, Framed};
use crate::items::{Items, Verb};
use crate::{App, Failure};

pub use summary::{Counted, Refused, Summary, Tally};

/// Files that come at once, while the items that they belong to wait for their turn.
const AT_ONCE: usize = 8;

/// An item on its way in.
#[derive(Debug)]
pub struct Sent {
    /// The name of its resource.
    pub resource: String,
    /// What it says.
    pub item: Input,
    /// What is to be done with it.
    pub verb: Verb,
    /// Whether a new object has nothing but what it says: no defaults, and any node of a workflow.
    pub is_copy: bool,
    /// The file of an asset.
    pub file: Option<SentFile>,
    /// Where it stands, such as `products.csv:12`.
    pub origin: String,
}

/// A file that comes with an asset.
pub enum SentFile {
    /// Its bytes.
    Now {
        /// What it is called.
        name: String,
        /// The SHA-256 of its bytes in hex, if it is known: then an asset that has them already isn't sent them again.
        hash: Option<String>,
        /// Brings its bytes.
        open: Opening,
    },
    /// The address that it is fetched from by a server; an asset that has a file keeps it.
    Later(String),
}

/// Brings the bytes of a file. Errors: why there are none, in words.
pub type Opening = Box<dyn FnOnce() -> BoxFuture<'static, Result<Pieces, String>> + Send>;
/// Bytes as they come.
pub type Pieces = BoxStream<'static, Result<Bytes, Box<dyn std::error::Error + Send + Sync>>>;

impl fmt::Debug for SentFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Now { name, .. } => f.debug_tuple("Now").field(name).finish(),
            Self::Later(address) => f.debug_tuple("Later").field(&address::masked(address)).finish(),
        }
    }
}

/// What became of an item.
#[derive(Debug)]
pub struct Taken {
    /// What is known of it besides.
    pub ticket: Ticket,
    /// How its command ended, in the words of its resource.
    pub outcome: Outcome,
}

/// What is known of an item before its outcome.
#[derive(Debug, Clone)]
pub struct Ticket {
    /// The name of its resource.
    pub resource: String,
    /// Where it stood.
    pub origin: String,
    /// Its id, if it could be read.
    pub id: Option<String>,
    /// The kind of failure that means that there was nothing to do.
    pub moot: Option<Kind>,
    /// What was let pass but deserves a word.
    pub warnings: Vec<Violation>,
}

impl App {
    /// Takes items in, each for itself, in constant memory; `items` may block. Dry: nothing is written, no file is
    /// fetched, and later items see what earlier ones would have made. Errors: those before it are written.
    pub async fn take_in<I, S>(
        self: &Arc<Self>,
        actor: &Actor,
        items: I,
        dry_run: bool,
        mut sink: S,
    ) -> Result<(), Failure>
    where
        I: Iterator<Item = Result<Sent, Problem>> + Send + 'static,
        S: FnMut(Taken) -> io::Result<()> + Send,
    {
        let (tell, told) = mpsc::channel();
        let speech = Arc::clone(self.items()?);
        let reading = Reading {
            app: Arc::clone(self),
            actor: actor.clone(),
            items: items.fuse(),
            ahead: VecDeque::new(),
            speech: Arc::clone(&speech),
            dry_run,
            runtime: Handle::current(),
        };
        let mut take = move |outcome: Outcome| {
            let ticket: Ticket = told.try_recv().map_err(io::Error::other)?;
            let outcome = match outcome {
                Ok(mut done) => {
                    done.warnings.splice(0..0, ticket.warnings.iter().cloned());
                    Ok(done)
                }
                Err(problem) => Err(speech.spelled(&ticket.resource, problem)),
            };
            sink(Taken { ticket, outcome })
        };
        let mut shadow = Shadow::new()?;
        let runs = Runs { reading: Arc::new(Mutex::new(reading)), ended: Arc::default(), tell };
        while !runs.ended.load(Ordering::Relaxed) {
            if dry_run {
                Box::pin(self.bulk_in_shadow(actor, runs.begin(), &mut shadow, &mut take)).await?;
            } else {
                Box::pin(self.bulk(actor, runs.begin(), &mut take)).await?;
            }
        }
        Ok(())
    }
}

/// Items in runs of one resource. A chunk is planned by the definitions as they were before it, so those that it brings
/// itself would be unknown to what in it needs them.
struct Runs<I: Iterator<Item = Result<Sent, Problem>>> {
    reading: Arc<Mutex<Reading<I>>>,
    ended: Arc<AtomicBool>,
    tell: mpsc::Sender<Ticket>,
}

impl<I: Iterator<Item = Result<Sent, Problem>>> Runs<I> {
    /// The commands of the next run.
    fn begin(&self) -> impl Iterator<Item = Result<Command, Problem>> + use<I> {
        let (reading, ended, tell) = (Arc::clone(&self.reading), Arc::clone(&self.ended), self.tell.clone());
        let mut resource: Option<String> = None;
        std::iter::from_fn(move || {
            let mut reading = reading.lock().unwrap_or_else(PoisonError::into_inner);
            let Some(next) = reading.resource() else {
                ended.store(true, Ordering::Relaxed);
                return None;
            };
            if resource.get_or_insert_with(|| next.to_owned()) != next {
                return None;
            }
            let (ticket, command) = reading.command()?;
            // Only a run that has failed leaves nobody to listen.
            let _ = tell.send(ticket);
            Some(command)
        })
    }
}

/// A file on its way.
type Bringing = JoinHandle<Result<Option<FileWish>, Failure>>;

/// Items as they are read, on a thread that may block.
struct Reading<I> {
    app: Arc<App>,
    actor: Actor,
    items: Fuse<I>,
    /// Items that were taken already, and the files that come with them.
    ahead: VecDeque<(Result<Sent, Problem>, Option<Bringing>)>,
    speech: Arc<dyn Items>,
    dry_run: bool,
    runtime: Handle,
}

impl<I: Iterator<Item = Result<Sent, Problem>>> Reading<I> {
    /// The resource of the next item; "" of one that is none. `None`: there are no more.
    fn resource(&mut self) -> Option<&str> {
        self.look_ahead();
        let (sent, _) = self.ahead.front()?;
        Some(sent.as_ref().map_or("", |sent| sent.resource.as_str()))
    }

    /// The next item as a command. It is read no sooner, by the definitions that are there then.
    fn command(&mut self) -> Option<(Ticket, Result<Command, Problem>)> {
        self.look_ahead();
        Some(match self.ahead.pop_front()? {
            (Ok(sent), file) => self.read(sent, file),
            (Err(problem), _) => (Ticket::unread(), Err(problem)),
        })
    }

    /// Takes an item where none is at hand, and more behind those whose files are on their way.
    fn look_ahead(&mut self) {
        while self.ahead.len() < AT_ONCE && self.ahead.back().is_none_or(|(_, file)| file.is_some()) {
            let Some(mut next) = self.items.next() else { return };
            let file = next.as_mut().ok().and_then(|sent| self.bring(sent));
            self.ahead.push_back((next, file));
        }
    }

    /// Has the file come that an item brings, if it is to be written.
    fn bring(&self, sent: &mut Sent) -> Option<Bringing> {
        let file = sent.file.take().filter(|_| !self.dry_run)?;
        let asset = sent.item.get("id").and_then(Input::text)?.to_owned();
        let (app, actor) = (Arc::clone(&self.app), self.actor.clone());
        Some(self.runtime.spawn(async move { app.bring(&actor, &asset, file).await }))
    }

    fn read(&self, sent: Sent, file: Option<Bringing>) -> (Ticket, Result<Command, Problem>) {
        let Sent { resource, item, verb, is_copy, file: _, origin } = sent;
        let id = item.get("id").and_then(Input::text).map(str::to_owned);
        let moot = match verb {
            Verb::Put { mode: PutMode::Create, .. } => Some(Kind::Conflict),
            Verb::Delete { .. } => Some(Kind::NotFound),
            Verb::Put { .. } => None,
        };
        let schema = self.app.schema.current();
        let read = self.speech.command(&resource, item, verb, &schema);
        let mut ticket = Ticket { resource, origin, id, moot, warnings: Vec::new() };
        let command = read.map(|read| {
            ticket.id = read.id.or(ticket.id.take());
            ticket.warnings = read.warnings;
            let command = self.with_file(read.command, file, &mut ticket);
            if is_copy { copied(command) } else { command }
        });
        (ticket, command)
    }

    /// The command with the file that comes with it. An asset whose file can't be had comes without.
    fn with_file(&self, mut command: Command, file: Option<Bringing>, ticket: &mut Ticket) -> Command {
        let Action::PutObject(put) = &mut command.action else { return command };
        let Some(file) = file.filter(|_| put.kind == ObjectKind::Asset) else { return command };
        let brought = self.runtime.block_on(file).unwrap_or_else(|error| Err(Failure::Internal(Box::new(error))));
        match brought {
            Ok(None) => {}
            Ok(Some(wish)) => put.file = Patch::Value(wish),
            Err(failure) => {
                let message = format!("The file is missing: {}", failure.with_causes());
                ticket.warnings.push(Violation::new(Field::File, "unreachable", message));
            }
        }
        command
    }
}

impl App {
    /// Keeps the file that is sent for an asset; `None`: it has it already.
    async fn bring(&self, actor: &Actor, asset: &str, sent: SentFile) -> Result<Option<FileWish>, Failure> {
        actor.rights.check_write()?;
        let (name, hash, open) = match sent {
            SentFile::Now { name, hash, open } => (name, hash, open),
            SentFile::Later(address) => {
                let is_had = |file: File| file.bytes.is_some() || file.status == Status::Pending;
                let has = self.file_of(actor, asset).await?.is_some_and(is_had);
                return Ok((!has).then_some(FileWish::Remote(address)));
            }
        };
        let had = self.file_of(actor, asset).await?.and_then(|file| Some(file.bytes?.hash));
        if had.is_some() && had == hash {
            return Ok(None);
        }
        let pieces = open().await.map_err(|why| Problem::new(Kind::Malformed, why))?;
        let name = file::short_name(&name);
        let received = self.receive(pieces).await?;
        if had.is_some_and(|had| had == received.hash.to_string()) {
            return Ok(None);
        }
        let (bytes, looked) = self.keep(received, &name).await?;
        Ok(Some(FileWish::Known(Box::new(looked.file(self.word(), name, bytes)))))
    }

    /// The file of an asset, if there is such an asset and it has one.
    async fn file_of(&self, actor: &Actor, asset: &str) -> Result<Option<File>, Failure> {
        let (head, schema) = match self.head(&actor.rights, ObjectKind::Asset, asset).await {
            Err(Failure::Problem(problem)) if problem.kind == Kind::NotFound => return Ok(None),
            other => other?,
        };
        let found = self.objects(&actor.rights, vec![head.id], &schema).await?;
        Ok(found.sheets.first().and_then(|sheet| File::of(&sheet.object.body)))
    }
}

/// The command for what stood elsewhere as it says.
fn copied(mut command: Command) -> Command {
    if let Action::PutObject(put) = &mut command.action {
        put.takes_defaults = false;
    }
    command
}

impl Ticket {
    /// Of what could not be read at all.
    fn unread() -> Self {
        Self { resource: String::new(), origin: String::new(), id: None, moot: None, warnings: Vec::new() }
    }
}

/// The items of a text that has one a line, in its frame.
pub fn framed(text: impl Read, put: Verb) -> impl Iterator<Item = Result<Sent, Problem>> {
    let mut lines = Lines::of(text);
    std::iter::from_fn(move || {
        let line = lines.next()?;
        let sent = line.map_err(unread).and_then(|line| parse(&line)).and_then(|line| unframed(line, put));
        let number = lines.number();
        Some(match sent {
            Ok(sent) => Ok(Sent { origin: format!("line {number}"), ..sent }),
            Err(problem) => Err(problem.within(&format!("line {number}: "))),
        })
    })
}

fn unframed(line: Input, put: Verb) -> Result<Sent, Problem> {
    let other = |line: Input| {
        Problem::new(Kind::Malformed, format!("expected {EXPECTED}, or what to \"delete\"; got {}", line.describe()))
    };
    let Framed { resource, item, verb } = Framed::of(line, put).map_err(other)?;
    Ok(Sent { resource, item, verb, is_copy: false, file: None, origin: String::new() })
}

fn parse(line: &[u8]) -> Result<Input, Problem> {
    let malformed = |error: &dyn fmt::Display| Problem::new(Kind::Malformed, format!("expected JSON; {error}"));
    let text = std::str::from_utf8(line).map_err(|error| malformed(&error))?;
    Input::parse(text).map_err(|error| malformed(&error))
}

/// Why a line wasn't read, in words.
pub fn unread(unread: Unread) -> Problem {
    match unread {
        Unread::TooLong => Problem::new(Kind::TooLarge, format!("{unread}.")),
        Unread::Lost(error) => {
            tracing::error!(%error, "a text could not be read to its end");
            Problem::unavailable("The rest of the text was lost. Send it again.")
        }
    }
}
