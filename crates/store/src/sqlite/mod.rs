//! SQLite: one writer, one that copies its log, and a few readers, each a thread with a connection of its own. Work is sent
//! to the thread and its answer awaited: one hop, however many statements it runs. A read outside of
//! a snapshot is a look-up or two: that is done where it is asked for, since the hop would cost more.

mod aside;
mod file;
mod here;
mod log;
mod open;
mod pace;
mod queue;
mod readers;
mod session;
mod value;
mod work;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread::JoinHandle;

use crate::conn::Conn;
use crate::{Clock, Error, Report, Urgency};

pub(crate) use aside::replace;
pub(crate) use session::Session;

use here::Here;
use queue::Entrance;
use readers::Readers;
use work::Work;

/// The threads of one database file.
pub(crate) struct Engine {
    path: PathBuf,
    clock: Clock,
    here: Here,
    readers: Readers,
    writer: Entrance,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

impl Engine {
    /// Opens the file, which is made if there is none.
    pub fn open(path: &Path, clock: &Clock) -> Result<Self, Error> {
        // The writer first: it makes the file and sets its journal mode.
        let (writer, writing) = writer::start(path, clock)?;
        let (readers, mut threads) = Readers::start(path, clock)?;
        threads.extend(writing);
        let here = Here::open(path, clock)?;
        Ok(Self { path: path.to_owned(), clock: clock.clone(), here, readers, writer, threads: Mutex::new(threads) })
    }

    /// Runs `work` on a reader, in one snapshot if asked for.
    pub async fn read<T, W>(&self, work: W, snapshot: bool) -> Report<T>
    where
        T: Send + 'static,
        W: AsyncFnOnce(&mut Conn<'_>) -> Result<T, Error> + Send + 'static,
    {
        let work = match if snapshot { Err(work) } else { self.here.run(work) } {
            Ok(report) => return report,
            Err(work) => work,
        };
        let (work, answer) = Work::new(work);
        match self.readers.send(Box::new(work), snapshot) {
            Ok(()) => work::receive(answer).await,
            Err(error) => Report::failed(error),
        }
    }

    /// Runs `work` on this thread, in one snapshot on a connection of its own.
    pub fn read_aside<T, W>(&self, work: W) -> Report<T>
    where
        T: Send,
        W: AsyncFnOnce(&mut Conn<'_>) -> Result<T, Error> + Send,
    {
        aside::snapshot(&self.path, &self.clock, work)
    }

    /// Runs `work` on the writer; the answer comes after COMMIT.
    pub async fn write<T, W>(&self, urgency: Urgency, work: W) -> Report<T>
    where
        T: Send + 'static,
        W: AsyncFnOnce(&mut Conn<'_>) -> Result<T, Error> + Send + 'static,
    {
        let (work, answer) = Work::new(work);
        match self.writer.send(Box::new(work), urgency).await {
            Ok(()) => work::receive(answer).await,
            Err(error) => Report::failed(error),
        }
    }

    /// How many objects the next bulk job should write.
    pub fn bulk_chunk(&self) -> usize {
        self.writer.bulk_chunk()
    }

    /// Takes no more work, does what was accepted, and ends the threads.
    pub async fn close(&self) {
        self.here.close();
        self.readers.close();
        self.writer.close();
        let threads = std::mem::take(&mut *self.threads.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
        let ended = tokio::task::spawn_blocking(move || threads.into_iter().try_for_each(JoinHandle::join));
        if !matches!(ended.await, Ok(Ok(()))) {
            tracing::error!("a thread of the database ended in a panic");
        }
    }
}
