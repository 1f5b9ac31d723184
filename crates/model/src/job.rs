//! Jobs as people see them: long work, how far it is and what became of it.

use crate::choice::choice;
use crate::permission::Rights;
use crate::query::{Span, Start};
use crate::reshape::Progress;

/// The priority of what others wait for: some node is always free for it.
pub const URGENT: i64 = 0;
/// The priority of all other jobs.
pub const USUAL: i64 = 10;

choice! {
    /// A sort of long work.
    JobKind:
    /// Makes objects follow a change of the model.
    Reshape "reshape",
    /// Writes what a file says.
    Import "import",
    /// Writes a file.
    Export "export",
    /// Takes back what another did.
    Undo "undo",
    /// Does the same to many objects.
    BulkEdit "bulk_edit"
}

impl JobKind {
    /// How soon it is taken: the lower, the sooner.
    pub fn priority(self) -> i64 {
        if self == Self::Reshape { URGENT } else { USUAL }
    }

    /// Its queue: of one queue one job is done after the other, in the order in which they were wanted. A file may need what
    /// the one before brought. "": beside any others.
    pub fn queue(self) -> &'static str {
        match self {
            Self::Import | Self::Undo | Self::BulkEdit => "import",
            Self::Reshape | Self::Export => "",
        }
    }

    /// Whether what it did can be undone as a whole: a change of the model can't, since objects follow it.
    pub fn may_be_undone(self) -> bool {
        matches!(self, Self::Import | Self::Undo | Self::BulkEdit)
    }

    /// Whether it may be given up, or ended: a change of the model that is half followed may not.
    pub fn may_fail(self) -> bool {
        self != Self::Reshape
    }
}

choice! {
    /// How far a job is.
    JobStatus:
    /// Nobody is at it: it waits for its turn, or for its next try.
    Pending "pending",
    /// A node is at it.
    Running "running",
    /// It is done.
    Finished "finished",
    /// It was given up; its trouble says why.
    Failed "failed",
    /// Somebody ended it before its time.
    Cancelled "cancelled"
}

/// A job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its number.
    pub id: i64,
    /// Which sort of work.
    pub kind: String,
    /// What it is about, in words.
    pub subject: String,
    /// How far it is.
    pub status: JobStatus,
    /// What its lines are, where it has any, such as `document.color`.
    pub target: Option<String>,
    /// The code of the profile by which it works, if there is one.
    pub profile: Option<String>,
    /// Whether it only tells what it would do.
    pub is_dry_run: bool,
    /// The number of the job that it takes back.
    pub undoes: Option<i64>,
    /// The names of the files that it reads and has made, as long as they are kept.
    pub files: Vec<String>,
    /// How far it has come.
    pub progress: Progress,
    /// How far it was when it was last taken up.
    pub taken: Option<Taken>,
    /// What it has made so far: a JSON object of its kind.
    pub result: Option<String>,
    /// What went wrong last, if it hasn't come further since.
    pub trouble: Option<String>,
    /// Who wants it to end before its time.
    pub cancelled_by: Option<String>,
    /// Who wanted it.
    pub created_by: String,
    /// When, in microseconds since 1970 UTC.
    pub created_at: i64,
    /// When it was first begun.
    pub begun_at: Option<i64>,
    /// When it was over.
    pub ended_at: Option<i64>,
}

/// What the ids of jobs begin with: a UUID of version 8, whose last part is the number.
const UUID: &str = "00000000-0000-8000-8000-";

/// The id by which programs know the job of that number: a UUID, and always the same one.
pub fn id(number: i64) -> String {
    format!("{UUID}{number:012x}")
}

/// The number of the job of that id.
pub fn number(id: &str) -> Option<i64> {
    let digits = id.strip_prefix(UUID).filter(|digits| digits.len() == 12 && !digits.starts_with('+'))?;
    i64::from_str_radix(digits, 16).ok()
}

/// Where a job was when a node took it up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// When, in microseconds since 1970 UTC.
    pub at: i64,
    /// How many steps were done then.
    pub done: i64,
}

/// How fast a job goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Steps a second, rounded.
    pub rate: i64,
    /// Seconds until it is done, if it goes on like this.
    pub seconds_left: Option<i64>,
}

impl Job {
    /// How fast it goes, since it was last taken up; of one that is over, how fast it went. `None`: that can't be told.
    pub fn pace(&self, now: i64) -> Option<Pace> {
        const SECOND: i128 = 1_000_000;
        let Progress { done, total } = self.progress;
        let (since, before) = match (self.ended_at, self.taken) {
            (Some(_), _) => (self.begun_at?, 0),
            (None, taken) => (taken?.at, taken?.done),
        };
        let took = i128::from(self.ended_at.unwrap_or(now).saturating_sub(since));
        let made = i128::from(done.saturating_sub(before));
        if took <= 0 || made <= 0 {
            return None;
        }
        let whole = |number: i128| i64::try_from(number).unwrap_or(i64::MAX);
        let left = i128::from(total.saturating_sub(done).max(0)) * took / made / SECOND;
        let is_known = self.status == JobStatus::Running && total > 0;
        Some(Pace { rate: whole(made * SECOND / took), seconds_left: is_known.then(|| whole(left)) })
    }
}

/// A question about jobs; all conditions must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobQuery {
    /// One of these kinds; empty: any.
    pub kinds: Vec<String>,
    /// One of these targets; empty: any.
    pub targets: Vec<String>,
    /// As far as one of these; empty: any.
    pub statuses: Vec<JobStatus>,
    /// When it was wanted: in each of these.
    pub created: Vec<Span>,
    /// When it was over: in each of these.
    pub ended: Vec<Span>,
    /// In which order; ties, and all where nothing is said, the newest first.
    pub order: Vec<JobSort>,
    /// Where to begin.
    pub start: Start,
    /// Rows; 0 asks for the total alone.
    pub limit: u32,
    /// What the reader may see.
    pub rights: Rights,
}

/// One key of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JobSort {
    /// What is compared.
    pub by: JobSortBy,
    /// From the last to the first.
    pub descending: bool,
}

/// What jobs are ordered by; what isn't over yet comes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of Job")]
pub enum JobSortBy {
    Created,
    Begun,
    Ended,
    Kind,
}

/// One page of jobs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobPage {
    /// In order.
    pub jobs: Vec<Job>,
    /// How many match, on all pages.
    pub total: u64,
    /// What the next page begins after, if more follow.
    pub next: Option<String>,
}

/// Something that happened to a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobNote {
    /// When, in microseconds since 1970 UTC.
    pub at: i64,
    /// What, in words.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(status: JobStatus, (done, total): (i64, i64), begun_at: Option<i64>, ended_at: Option<i64>) -> Job {
        Job {
            id: 1,
            kind: String::new(),
            subject: String::new(),
            status,
            target: None,
            profile: None,
            is_dry_run: false,
            undoes: None,
            files: Vec::new(),
            progress: Progress { done, total },
            taken: begun_at.map(|at| Taken { at, done: 0 }),
            result: None,
            trouble: None,
            cancelled_by: None,
            created_by: String::new(),
            created_at: 0,
            begun_at,
            ended_at,
        }
    }

    #[test]
    fn a_pace_is_told_once_there_is_one() {
        let pace = |rate, seconds_left| Some(Pace { rate, seconds_left });
        let cases = [
            (job(JobStatus::Pending, (0, 0), None, None), None),
            (job(JobStatus::Running, (0, 500), Some(0), None), None),
            (job(JobStatus::Running, (100, 500), Some(0), None), pace(50, Some(8))),
            (job(JobStatus::Running, (100, 0), Some(0), None), pace(50, None)),
            (job(JobStatus::Running, (600, 500), Some(0), None), pace(300, Some(0))),
            (job(JobStatus::Finished, (500, 500), Some(0), Some(1_000_000)), pace(500, None)),
            // The clock was set back.
            (job(JobStatus::Running, (100, 500), Some(3_000_000), None), None),
        ];
        for (job, expected) in cases {
            assert_eq!(job.pace(2_000_000), expected, "{job:?}");
        }
    }

    #[test]
    fn a_pause_is_not_counted() {
        let mut resumed = job(JobStatus::Running, (400, 500), Some(0), None);
        resumed.taken = Some(Taken { at: 100_000_000, done: 300 });
        assert_eq!(resumed.pace(102_000_000), Some(Pace { rate: 50, seconds_left: Some(2) }));
    }

    #[test]
    fn ids_name_numbers() {
        assert_eq!(id(1_000), "00000000-0000-8000-8000-0000000003e8");
        assert_eq!(number(&id(1_000)), Some(1_000));
        for wrong in ["", "1000", "00000000-0000-8000-8000-+00000003e8", "00000000-0000-8000-8000-3e8", "é"] {
            assert_eq!(number(wrong), None, "{wrong}");
        }
    }
}
