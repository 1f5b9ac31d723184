//! What became of items that a command took in, in words.

use std::fmt;
use std::sync::Arc;

use app::intake::{Counted, Refused, Summary, Taken, Tally};
use app::items::Items;
use app::{App, Failure};
use serde::{Deserialize, Serialize};
use store::progress::Progress;

use super::table::table;
use super::{Answer, Outcome};

/// Items between two looks at the progress.
const OFTEN: u64 = 100;
/// Examples of what was left out that are told in words; JSON has more.
const SHOWN: usize = 5;

/// What became of items, and what there was no place for.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct TakenIn {
    /// Whether nothing was written.
    pub dry_run: bool,
    /// What became of them.
    #[serde(flatten)]
    pub summary: Summary,
    /// What was left out, and why.
    pub left_out: Vec<LeftOut>,
}

/// What was left out for one reason.
#[derive(Debug, Serialize, Deserialize)]
pub struct LeftOut {
    /// What, and why.
    pub reason: String,
    /// How many; 0: it isn't counted.
    pub count: u64,
    /// Where, for the first of them.
    pub examples: Vec<String>,
}

impl LeftOut {
    /// As the source notes it.
    pub fn of(noted: elsewhere::LeftOut) -> Self {
        let elsewhere::LeftOut { reason, count, examples } = noted;
        Self { reason, count, examples }
    }
}

/// Counts items as they are taken in, and tells how many there were.
pub struct Counting {
    /// What became of them.
    pub summary: Summary,
    items: Arc<dyn Items>,
    progress: Progress,
    count: u64,
}

impl Counting {
    /// Of nothing yet.
    pub fn new(app: &App, progress: &Progress) -> Result<Self, Failure> {
        let items = Arc::clone(app.items()?);
        Ok(Self { summary: Summary::default(), items, progress: progress.clone(), count: 0 })
    }

    /// Counts one.
    pub fn take(&mut self, taken: Taken) {
        self.summary.take(taken, &*self.items);
        self.count += 1;
        if self.count.is_multiple_of(OFTEN) {
            self.progress.tell("importing", self.count, 0);
        }
    }
}

impl TakenIn {
    /// The end of the command: a failure if anything was refused.
    pub fn answer(self) -> Answer {
        let error = match self.summary.total().refused {
            0 => None,
            1 => Some("1 item was refused".to_owned()),
            count => Some(format!("{count} items were refused")),
        };
        Answer { result: Some(Outcome::TakenIn(self)), error }
    }
}

impl fmt::Display for TakenIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const HEADINGS: [&str; 6] = ["RESOURCE", "CREATED", "UPDATED", "UNCHANGED", "DELETED", "REFUSED"];
        let row = |Counted { resource, tally }: &Counted| {
            let Tally { created, updated, unchanged, deleted, refused } = *tally;
            let name = if resource.is_empty() { "(unreadable)" } else { resource };
            [
                name.to_owned(),
                created.to_string(),
                updated.to_string(),
                unchanged.to_string(),
                deleted.to_string(),
                refused.to_string(),
            ]
        };
        f.write_str(&table(HEADINGS, self.summary.resources.iter().map(row).collect()))?;
        told(f, "refused", &self.summary.refused, self.summary.total().refused)?;
        told(f, "with a word", &self.summary.warned, self.summary.warned.len() as u64)?;
        for LeftOut { reason, count, examples } in &self.left_out {
            let count = if *count == 0 { String::new() } else { format!("{count} × ") };
            writeln!(f, "left out: {count}{reason}")?;
            for example in examples.iter().take(SHOWN) {
                writeln!(f, "  {example}")?;
            }
        }
        if self.dry_run {
            writeln!(f, "This was a dry run: nothing was written.")?;
        }
        Ok(())
    }
}

fn told(f: &mut fmt::Formatter<'_>, label: &str, some: &[Refused], all: u64) -> fmt::Result {
    for Refused { resource, id, origin, message } in some {
        let name = id.as_deref().unwrap_or("?");
        let place = if origin.is_empty() { String::new() } else { format!(" ({origin})") };
        writeln!(f, "{label}: {resource} {name}{place}: {message}")?;
    }
    match all - some.len() as u64 {
        0 => Ok(()),
        more => writeln!(f, "{label}: {more} more"),
    }
}
