//! The writing thread and its group commit: the jobs that are waiting share one COMMIT, and with
//! it one wait for the disk. Each has a savepoint of its own, so that a failed one harms no other;
//! no answer leaves before COMMIT has returned.

use std::path::Path;
use std::thread::{self, JoinHandle};

use super::queue::{Entrance, Queue, Taken, queue};
use super::work::Job;
use super::{Session, open};
use crate::{Clock, Error, Urgency};

/// A group is closed when nobody waits, or at so many jobs, or so many bytes.
const GROUP_JOBS: usize = 64;
const GROUP_BYTES: usize = 4 * 1024 * 1024;
/// Rows written after which the planner's statistics are looked at anew.
const OPTIMISE_AFTER: u64 = 50_000;
/// Looks at every table that grew much, and at no more than some thousand rows of each.
const OPTIMISE: &str = "PRAGMA optimize = 0x10012";

struct Writer {
    session: Session,
    clock: Clock,
    queue: Queue,
    optimised: u64,
}

/// Opens the file and starts its writing thread.
pub(super) fn start(path: &Path, clock: &Clock) -> Result<(Entrance, JoinHandle<()>), Error> {
    let (entrance, queue) = queue();
    let writer = Writer { session: open::writer(path)?, clock: clock.clone(), queue, optimised: 0 };
    let thread = thread::Builder::new()
        .name("sqlite-writer".into())
        .spawn(move || writer.serve())
        .map_err(|error| Error::Unavailable(format!("no thread to write with: {error}")))?;
    Ok((entrance, thread))
}

impl Writer {
    fn serve(mut self) {
        while let Some(first) = self.queue.first() {
            self.group(first);
            if self.queue.is_empty() && self.session.written() - self.optimised > OPTIMISE_AFTER {
                self.optimise();
            }
        }
        if self.session.written() > self.optimised {
            self.optimise();
        }
        if let Err(error) = self.session.script("PRAGMA wal_checkpoint(TRUNCATE)") {
            tracing::warn!(%error, "the log was not copied into the database; the next start does it");
        }
    }

    fn group(&mut self, first: Taken) {
        if let Err(error) = self.begin() {
            return first.job.answer(Some(error));
        }
        let mut done = Vec::new();
        let failure = self.fill(first, &mut done).and_then(|()| self.session.control("COMMIT")).err();
        if failure.is_some() {
            self.roll_back();
        }
        for job in done {
            job.answer(failure.clone());
        }
    }

    /// Runs the jobs of a group and adds them to `done`. An error: the transaction is lost, and
    /// all of them with it.
    fn fill(&mut self, first: Taken, done: &mut Vec<Box<dyn Job>>) -> Result<(), Error> {
        let (mut bytes, mut with_bulk) = (0, true);
        let mut next = Some(first);
        while let Some(Taken { mut job, urgency }) = next {
            if !job.is_abandoned() {
                let result = self.savepoint(&mut *job);
                done.push(job);
                bytes += result?;
            }
            match urgency {
                Urgency::Interactive => with_bulk = false,
                Urgency::Bulk => self.queue.bulk_done(),
            }
            let full = done.len() >= GROUP_JOBS || bytes >= GROUP_BYTES;
            next = if full { None } else { self.queue.another(with_bulk) };
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
        if self.session.in_transaction() {
            self.session.control("ROLLBACK")?;
        }
        self.session.control("BEGIN IMMEDIATE")
    }

    fn roll_back(&mut self) {
        if self.session.in_transaction()
            && let Err(error) = self.session.control("ROLLBACK")
        {
            tracing::error!(%error, "a failed transaction could not be rolled back; the next one tries again");
        }
    }

    fn optimise(&mut self) {
        self.optimised = self.session.written();
        if let Err(error) = self.session.script(OPTIMISE) {
            tracing::warn!(%error, "no new statistics for the planner");
        }
    }
}
