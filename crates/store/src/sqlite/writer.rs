//! The writing thread and its group commit: the interactive jobs that are waiting share one COMMIT,
//! and with it one wait for the disk. Each has a savepoint of its own, so that a failed one harms no
//! other; no answer leaves before COMMIT has returned.
//!
//! A bulk job is worth a COMMIT of its own, and stands in no savepoint: each of its statements would
//! cost more the more pages it has changed since (SQLite keeps them all in memory, and walks over them).

use std::path::Path;
use std::thread::{self, JoinHandle};

use super::file::File;
use super::log::{self, Log};
use super::queue::{Entrance, Queue, Taken, queue};
use super::work::Job;
use super::{Session, open};
use crate::{Clock, Error, Urgency};

/// A group is closed when nobody waits, or at so many jobs, or so many bytes.
const GROUP_JOBS: usize = 64;
const GROUP_BYTES: usize = 4 * 1024 * 1024;

struct Writer {
    file: File,
    session: Session,
    clock: Clock,
    queue: Queue,
    log: Log,
}

/// Opens the file and starts its writing thread, and the one that copies the log.
pub(super) fn start(path: &Path, clock: &Clock) -> Result<(Entrance, [JoinHandle<()>; 2]), Error> {
    let (entrance, queue) = queue();
    let session = open::writer(path)?;
    let (log, copying) = log::start(path)?;
    let writer = Writer { file: File::at(path)?, session, clock: clock.clone(), queue, log };
    let thread = thread::Builder::new()
        .name("sqlite-writer".into())
        .spawn(move || writer.serve())
        .map_err(|error| Error::Unavailable(format!("no thread to write with: {error}")))?;
    Ok((entrance, [thread, copying]))
}

impl Writer {
    fn serve(mut self) {
        while let Some(Taken { job, urgency }) = self.queue.first() {
            match urgency {
                Urgency::Interactive | Urgency::Own => self.group(job),
                Urgency::Bulk => self.bulk(job),
            }
            self.log.copy(&mut self.session);
        }
        if let Err(error) = self.session.script("PRAGMA wal_checkpoint(TRUNCATE)") {
            tracing::warn!(%error, "the log was not copied into the database; the next start does it");
        }
    }

    fn bulk(&mut self, mut job: Box<dyn Job>) {
        let failure = if job.is_abandoned() { None } else { self.alone(&mut *job).err() };
        self.queue.bulk_done();
        job.answer(failure);
    }

    /// Runs a job in a transaction of its own. An error: that is lost.
    fn alone(&mut self, job: &mut dyn Job) -> Result<(), Error> {
        self.begin()?;
        let (succeeded, _) = job.run(&mut self.session, &self.clock);
        let committed = if succeeded { self.commit() } else { Ok(()) };
        self.roll_back();
        committed
    }

    fn group(&mut self, first: Box<dyn Job>) {
        if let Err(error) = self.begin() {
            return first.answer(Some(error));
        }
        let mut done = Vec::new();
        let failure = self.fill(first, &mut done).and_then(|()| self.commit()).err();
        self.roll_back();
        for job in done {
            job.answer(failure.clone());
        }
    }

    /// Runs the jobs of a group and adds them to `done`. An error: the transaction is lost, and
    /// all of them with it.
    fn fill(&mut self, first: Box<dyn Job>, done: &mut Vec<Box<dyn Job>>) -> Result<(), Error> {
        let (mut bytes, mut next) = (0, Some(first));
        while let Some(mut job) = next {
            if !job.is_abandoned() {
                let result = self.savepoint(&mut *job);
                done.push(job);
                bytes += result?;
            }
            let full = done.len() >= GROUP_JOBS || bytes >= GROUP_BYTES;
            next = if full { None } else { self.queue.another() };
        }
        Ok(())
    }

    /// Runs one job, and undoes what it did if it failed. Returns how many bytes it brought.
    fn savepoint(&mut self, job: &mut dyn Job) -> Result<usize, Error> {
        self.session.control("SAVEPOINT job")?;
        let (succeeded, state) = job.run(&mut self.session, &self.clock);
        if !self.session.in_transaction() {
            // A full disk, among others, makes SQLite roll back everything at once.
            let lost = || Error::Unavailable("the transaction was rolled back by another job".into());
            return Err(state.failed.unwrap_or_else(lost));
        }
        if !succeeded {
            self.session.control("ROLLBACK TO job")?;
        }
        self.session.control("RELEASE job")?;
        Ok(state.bytes)
    }

    fn begin(&mut self) -> Result<(), Error> {
        self.file.check()?;
        self.roll_back();
        self.session.control("BEGIN IMMEDIATE")
    }

    /// What was written but not synced may still be found by the next start.
    fn commit(&mut self) -> Result<(), Error> {
        self.session.control("COMMIT").map_err(|error| match error {
            Error::Unavailable(why) => Error::Unknown(why),
            error => error,
        })
    }

    /// Gives up what was not committed, if anything.
    fn roll_back(&mut self) {
        if self.session.in_transaction()
            && let Err(error) = self.session.control("ROLLBACK")
        {
            tracing::error!(%error, "a failed transaction could not be rolled back; it is tried again");
        }
    }
}
