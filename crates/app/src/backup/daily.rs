//! The daily backup: taken by one node, at its time or as soon after as somebody runs, and the oldest go.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::PathBuf;
use std::time::{Duration, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::civil::{DateTime, Time};
use store::conn::Conn;
use store::idempotency::{Name, Standing};
use store::progress::Progress;
use tokio::sync::watch;

use super::BackupError;
use super::take::PARTIAL;
use crate::{App, Failure};

/// What begins and what ends the name of a daily backup; between them stands when it was due.
const NAME: (&str, &str) = ("vitrine-", ".tar");
const WHEN: &str = "%Y%m%dT%H%MZ";
/// In microseconds.
const MINUTE: i64 = 60_000_000;
const DAY: i64 = 24 * 60 * MINUTE;
/// How often the clock is looked at.
const LOOK: Duration = Duration::from_secs(20);
/// The pause after a failure: whoever must make room needs some time.
const PAUSE: Duration = Duration::from_mins(5);
/// Whose claims these are: no caller is called so.
const OWNER: &str = "server";

/// When backups are taken, where they lie, and how many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Daily {
    /// The folder, for these alone.
    pub folder: PathBuf,
    /// How many are kept; at least one.
    pub keep: usize,
    /// When, in UTC.
    pub at: Time,
    /// Whether the files of assets are in them.
    pub with_files: bool,
}

impl Daily {
    /// The last time that one was due, by the clock.
    fn due(&self, now: i64) -> Option<Timestamp> {
        let minutes = i64::from(self.at.hour()) * 60 + i64::from(self.at.minute());
        let since = (now - minutes * MINUTE).rem_euclid(DAY);
        Timestamp::from_microsecond(now - since).ok()
    }

    /// The file of the backup that was due then.
    fn file(&self, due: Timestamp) -> PathBuf {
        self.folder.join(format!("{}{}{}", NAME.0, due.strftime(WHEN), NAME.1))
    }

    /// The daily backups that are there, the oldest first; those with a further ending of their names.
    fn files(&self, ending: &str) -> io::Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let due = name.strip_suffix(ending).and_then(|name| name.strip_suffix(NAME.1)?.strip_prefix(NAME.0));
            if due.is_some_and(|due| DateTime::strptime(WHEN, due).is_ok()) {
                files.push(path);
            }
        }
        files.sort_unstable();
        Ok(files)
    }

    /// Makes the folder, for its owner alone, and removes what a killed server left in it.
    fn make_room(&self) -> io::Result<()> {
        DirBuilder::new().recursive(true).mode(0o700).create(&self.folder)?;
        self.files(PARTIAL)?.iter().try_for_each(fs::remove_file)
    }

    /// Removes all but the newest.
    fn rotate(&self) -> io::Result<()> {
        let files = self.files("")?;
        let old = files.len().saturating_sub(self.keep.max(1));
        files[..old].iter().try_for_each(fs::remove_file)
    }
}

/// What became of the backup that was due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    /// It lies there.
    Taken(PathBuf),
    /// It was taken before, or none was due since the database was made.
    Settled,
    /// Another node is at it, or this one was told to stop.
    Open,
}

impl App {
    /// Takes backups as they fall due until `stopped` says so: a task for a server.
    pub async fn keep_backing_up(&self, daily: &Daily, mut stopped: watch::Receiver<bool>) {
        tell_last(daily);
        let mut settled = None;
        loop {
            let due = daily.due((self.clock)());
            let mut pause = LOOK;
            if due != settled {
                match self.back_up_if_due(daily, &stopped).await {
                    Ok(Due::Taken(_) | Due::Settled) => settled = due,
                    Ok(Due::Open) => {}
                    Err(failure) => {
                        metrics::counter!("vitrine_backup_failures_total").increment(1);
                        tracing::error!(
                            why = failure.with_causes(),
                            "the daily backup failed; it is tried again in 5 minutes"
                        );
                        pause = PAUSE;
                    }
                }
            }
            tokio::select! {
                _ = stopped.wait_for(|stopped| *stopped) => return,
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// Takes the backup that is due, if one is and nobody else has taken it or is at it.
    pub async fn back_up_if_due(&self, daily: &Daily, stopped: &watch::Receiver<bool>) -> Result<Due, Failure> {
        let born = self.store.read(async |conn: &mut Conn<'_>| store::backup::born(conn).await).await?;
        let Some(due) = daily.due((self.clock)()).filter(|due| due.as_microsecond() > born) else {
            return Ok(Due::Settled);
        };
        let name = Name { owner: OWNER.to_owned(), key: format!("backup {due}") };
        let (claim, standing) = self.claim_as(name, String::new()).await?;
        match standing {
            Standing::Claimed => {}
            Standing::Answered(_) => return Ok(Due::Settled),
            _ => return Ok(Due::Open),
        }
        let taken = tokio::select! {
            taken = self.back_up_daily(daily, due, stopped.clone()) => taken,
            failure = self.hold(&claim) => Err(failure),
        };
        match taken {
            Ok(file) => {
                self.keep_answer(&claim, file.display().to_string()).await?;
                Ok(Due::Taken(file))
            }
            Err(failure) => {
                // If nobody can be told, the claim ends by itself.
                let _ = self.give_up(&claim).await;
                if *stopped.borrow() { Ok(Due::Open) } else { Err(failure) }
            }
        }
    }

    async fn back_up_daily(
        &self,
        daily: &Daily,
        due: Timestamp,
        stopped: watch::Receiver<bool>,
    ) -> Result<PathBuf, Failure> {
        let failed = |error| BackupError::Write(daily.folder.clone(), error);
        daily.make_room().map_err(failed)?;
        let file = daily.file(due);
        let taken =
            self.back_up(&file, (true, daily.with_files), Progress::untold(), move || *stopped.borrow()).await?;
        daily.rotate().map_err(failed)?;
        tell_last(daily);
        tracing::info!(file = %file.display(), rows = taken.rows, bytes = taken.bytes, "the daily backup is taken");
        Ok(file)
    }
}

/// Tells the metrics when the newest backup was finished.
fn tell_last(daily: &Daily) {
    let newest = daily.files("").ok().and_then(|files| files.last().cloned());
    let finished = newest.and_then(|file| file.metadata().ok()?.modified().ok());
    let since = finished.and_then(|at| at.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    metrics::gauge!("vitrine_backup_last_timestamp").set(since.as_secs_f64().floor());
}
