//! `vitrine job`: long work, how far it is, and that it shall end.

use std::sync::Arc;
use std::time::Duration;

use app::{App, Failure, Lane};
use clap::Subcommand;
use model::job::{self, Job, JobKind, JobQuery, JobStatus};
use model::permission::{Actor, Origin, Rights};
use model::query::{MAX_LIMIT, Start};
use serde::{Deserialize, Serialize};
use store::progress::Progress;
use tokio::sync::watch;

use super::table::{known, moment, table};
use super::{Answer, Outcome};
use crate::config::examples;

/// How often one that is waited for is looked at.
const LOOK: Duration = Duration::from_millis(250);

/// What to do with jobs.
#[derive(Debug, Clone, Subcommand, Serialize, Deserialize)]
pub enum JobOrder {
    /// Show the last 1,000 jobs, the newest first
    #[command(after_help = examples::JOB_LIST)]
    List {
        /// Only those that wait or are at work
        #[arg(long)]
        open: bool,
    },
    /// Print what happened to a job
    #[command(after_help = examples::JOB_LOG)]
    Log {
        /// Its number, or its id in the API
        #[arg(value_parser = number)]
        id: i64,
    },
    /// Wait until a job is over, and show how far it is meanwhile
    #[command(after_help = examples::JOB_WAIT)]
    Wait {
        /// Its number, or its id in the API
        #[arg(value_parser = number)]
        id: i64,
    },
    /// Have a job end before its time; what it did stays
    #[command(after_help = examples::JOB_CANCEL)]
    Cancel {
        /// Its number, or its id in the API
        #[arg(value_parser = number)]
        id: i64,
    },
}

fn number(text: &str) -> Result<i64, String> {
    text.parse().ok().or_else(|| job::number(text)).ok_or_else(|| "a number, or an id of /api/processes".to_owned())
}

/// A job in the list.
#[derive(Debug, Serialize, Deserialize)]
pub struct JobRow {
    /// Its number.
    pub number: i64,
    /// Its id in the API.
    pub id: String,
    /// Which sort of work.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it is about.
    pub subject: String,
    /// How far it is.
    pub status: JobStatus,
    /// Steps done.
    pub done: i64,
    /// Steps in all; 0: not counted yet.
    pub total: i64,
    /// Steps a second, if that is known.
    pub rate: Option<i64>,
    /// Seconds until it is done, if that is known.
    pub seconds_left: Option<i64>,
    /// When it was wanted.
    pub created: Option<String>,
    /// When it was over.
    pub ended: Option<String>,
    /// What went wrong last.
    pub trouble: Option<String>,
}

/// Something that happened to a job.
#[derive(Debug, Serialize, Deserialize)]
pub struct NoteRow {
    /// When.
    pub at: Option<String>,
    /// What.
    pub message: String,
}

/// A job that was asked to end.
#[derive(Debug, Serialize, Deserialize)]
pub struct Cancelled {
    /// Its number.
    pub number: i64,
}

impl JobOrder {
    /// Does it on an open instance.
    pub async fn carry_out(self, app: &Arc<App>, progress: &Progress) -> Result<Answer, Failure> {
        match self {
            Self::List { open } => {
                let (page, now) = (app.jobs(listed(open)).await?, app.now());
                Ok(Answer::of(Outcome::Jobs(page.jobs.into_iter().map(|job| row(job, now)).collect())))
            }
            Self::Log { id } => {
                let notes = app.job_notes(&Rights::READ, id).await?.into_iter();
                let notes = notes.map(|note| NoteRow { at: moment(note.at), message: note.text });
                Ok(Answer::of(Outcome::Notes(notes.collect())))
            }
            Self::Wait { id } => {
                let job = follow(app, id, progress).await?;
                let error = match (job.status, &job.trouble) {
                    (JobStatus::Finished, _) => None,
                    (_, Some(trouble)) => Some(trouble.clone()),
                    (status, None) => Some(format!("the job is {}", status.name())),
                };
                Ok(Answer { result: Some(Outcome::Jobs(vec![row(job, app.now())])), error })
            }
            Self::Cancel { id } => {
                app.cancel_job(&Actor::program("cli", Rights::FULL, Origin::Cli), id).await?;
                Ok(Answer::of(Outcome::Cancelled(Cancelled { number: id })))
            }
        }
    }
}

/// Waits until a job is over, telling how far it is. Does jobs meanwhile: there may be no server.
pub async fn follow(app: &Arc<App>, id: i64, progress: &Progress) -> Result<Job, Failure> {
    let (stop, stopped) = watch::channel(false);
    let watching = async {
        let ended = watch_over(app, id, progress).await;
        stop.send_replace(true);
        ended
    };
    let (ended, ()) = tokio::join!(watching, app.keep_working(Lane::Any, stopped));
    ended
}

async fn watch_over(app: &Arc<App>, id: i64, progress: &Progress) -> Result<Job, Failure> {
    loop {
        let job = app.job(&Rights::READ, id).await?;
        let kind = JobKind::from_name(&job.kind).map_or("job", JobKind::name);
        progress.tell(kind, job.progress.done.unsigned_abs(), job.progress.total.unsigned_abs());
        if job.ended_at.is_some() {
            return Ok(job);
        }
        tokio::time::sleep(LOOK).await;
    }
}

fn listed(open: bool) -> JobQuery {
    JobQuery {
        kinds: Vec::new(),
        targets: Vec::new(),
        statuses: if open { vec![JobStatus::Pending, JobStatus::Running] } else { Vec::new() },
        created: Vec::new(),
        ended: Vec::new(),
        order: Vec::new(),
        start: Start::Page(1),
        limit: MAX_LIMIT,
        rights: Rights::READ,
    }
}

fn row(job: Job, now: i64) -> JobRow {
    let pace = job.pace(now);
    JobRow {
        number: job.id,
        id: job::id(job.id),
        rate: pace.map(|pace| pace.rate),
        seconds_left: pace.and_then(|pace| pace.seconds_left),
        kind: job.kind,
        subject: job.subject,
        status: job.status,
        done: job.progress.done,
        total: job.progress.total,
        created: moment(job.created_at),
        ended: job.ended_at.and_then(moment),
        trouble: job.trouble,
    }
}

/// The list in words.
pub fn table_of(rows: &[JobRow]) -> String {
    let cells = |row: &JobRow| {
        let progress = if row.total > 0 { format!("{}/{}", row.done, row.total) } else { row.done.to_string() };
        let left = row.seconds_left.map(|seconds| format!("{seconds} s"));
        [
            row.number.to_string(),
            row.kind.clone(),
            row.status.name().to_owned(),
            progress,
            known(left.as_deref()),
            known(row.created.as_deref()),
            known(row.ended.as_deref()),
            row.subject.clone(),
        ]
    };
    let headings = ["NUMBER", "TYPE", "STATUS", "DONE", "LEFT", "CREATED", "ENDED", "SUBJECT"];
    table(headings, rows.iter().map(cells).collect())
}

/// What happened, a line each.
pub fn log_of(notes: &[NoteRow]) -> String {
    let line = |note: &NoteRow| format!("{}  {}\n", known(note.at.as_deref()), note.message);
    notes.iter().map(line).collect()
}
