//! `vitrine import`: what files say is written, line by line.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::imports::{Made, NewImport};
use app::{App, Failure};
use clap::Args;
use model::job::{Job, JobStatus};
use model::permission::{Actor, Origin, Rights};
use model::problem::Problem;
use model::report::{Foreseen, Level, Trouble};
use serde::{Deserialize, Serialize};
use store::progress::Progress;

use super::backup::absolute;
use super::elsewhere::{self, How, System};
use super::{Answer, Outcome, job};
use crate::whole::write_whole;

/// Troubles and changes that are printed.
const SHOWN: usize = 20;

/// What to import, and how.
#[derive(Debug, Clone, Args, Serialize, Deserialize)]
pub struct ImportOrder {
    /// CSV, XLSX or NDJSON files, or ZIP files of them, in any order; with --from an address, a folder or files
    #[arg(value_name = "FILE", required = true, value_parser = elsewhere::place)]
    places: Vec<String>,
    /// The id or the name of the import profile to read them by; without it what they are is found out
    #[arg(long, conflicts_with = "from")]
    profile: Option<String>,
    /// Write nothing, and show what would change
    #[arg(long)]
    dry_run: bool,
    /// Percent of the lines that may delete something or clear a value (100: all)
    #[arg(long, value_name = "PERCENT", conflicts_with = "from", value_parser = clap::value_parser!(u8).range(0..=100))]
    loss_limit: Option<u8>,
    /// Write the lines that could not be imported to this file, to be corrected and imported again
    #[arg(long, value_name = "FILE", conflicts_with = "from", value_parser = absolute)]
    failed: Option<PathBuf>,
    /// The system that all of it comes from
    #[arg(long, value_enum, value_name = "SYSTEM")]
    from: Option<System>,
    /// How it is brought from there.
    #[command(flatten)]
    how: How,
}

/// What became of it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Imported {
    /// The job's number, for `vitrine undo`.
    job: i64,
    /// How far it came.
    status: JobStatus,
    /// Whether nothing was written.
    dry_run: bool,
    /// How many lines became what.
    #[serde(flatten)]
    result: serde_json::Value,
    /// The first lines that could not be imported.
    errors: Vec<ErrorRow>,
    /// The first that were, with a word.
    warned: Vec<ErrorRow>,
    /// What a dry run would change first.
    changes: Vec<ChangeRow>,
}

/// One thing that is told of a line.
#[derive(Debug, Serialize, Deserialize)]
struct ErrorRow {
    sheet: String,
    line: u64,
    column: String,
    id: String,
    value: String,
    rule: String,
    message: String,
}

/// One line that would change something.
#[derive(Debug, Serialize, Deserialize)]
struct ChangeRow {
    sheet: String,
    line: u64,
    id: String,
    effect: String,
    changes: serde_json::Value,
}

impl ImportOrder {
    /// What it needs that stands on no command line.
    pub fn secret(&self) -> anyhow::Result<Option<String>> {
        self.from.map_or(Ok(None), |from| self.how.secret(from))
    }

    /// Does it on an open instance.
    pub async fn carry_out(
        self,
        app: &Arc<App>,
        secret: Option<String>,
        progress: &Progress,
    ) -> Result<Answer, Failure> {
        if let Some(from) = self.from {
            let order = elsewhere::Order { places: self.places, from, dry_run: self.dry_run, how: self.how };
            return order.carry_out(app, secret, progress).await;
        }
        let actor = Actor::program("cli", Rights::FULL, Origin::Cli);
        let found = match &self.profile {
            Some(name) => Some(app.import_profile(name).await?),
            None => None,
        };
        let mut files = Vec::new();
        for path in &self.places {
            files.push(app.take_for_job(Path::new(path)).await?);
        }
        let (profile_code, profile) = found.unzip();
        let new = NewImport {
            files,
            remote: None,
            profile,
            profile_code,
            dry_run: self.dry_run,
            loss_limit: self.loss_limit,
        };
        let id = app.import(&actor, new).await?;
        let ended = job::follow(app, id, progress).await?;
        if let Some(path) = &self.failed {
            write_failed(app, id, path).await?;
        }
        told(app, &ended, self.dry_run).await
    }
}

/// Writes the lines that failed to a file, if any did.
async fn write_failed(app: &Arc<App>, job: i64, path: &Path) -> Result<(), Failure> {
    match app.failed_lines(job).await? {
        Some(made) => write(made, path),
        None => Ok(()),
    }
}

/// Writes a file that was made.
pub fn write(made: Made, path: &Path) -> Result<(), Failure> {
    let written = write_whole(made.file, path);
    Ok(written.map_err(|error| Problem::conflict(format!("{}: {error}", path.display())))?)
}

/// What became of a job that works through lines.
pub async fn told(app: &Arc<App>, ended: &Job, dry_run: bool) -> Result<Answer, Failure> {
    let (troubles, more) = app.troubles(ended.id, &Level::FAILED, SHOWN).await?;
    let (warned, _) = app.troubles(ended.id, &[Level::Warning], SHOWN).await?;
    let failed = !troubles.is_empty();
    let foreseen = app.foreseen(ended.id).await?;
    let imported = Imported {
        job: ended.id,
        status: ended.status,
        dry_run,
        result: serde_json::from_str(ended.result.as_deref().unwrap_or("{}")).unwrap_or_default(),
        errors: troubles.into_iter().map(ErrorRow::of).collect(),
        warned: warned.into_iter().map(ErrorRow::of).collect(),
        changes: foreseen.into_iter().take(SHOWN).map(ChangeRow::of).collect(),
    };
    let error = match (ended.status, &ended.trouble) {
        (JobStatus::Finished, _) if failed => {
            let more = if more { " and more" } else { "" };
            Some(format!("these lines{more} could not be done"))
        }
        (JobStatus::Finished, _) => None,
        (_, Some(trouble)) => Some(trouble.clone()),
        (status, None) => Some(format!("the job is {}", status.name())),
    };
    Ok(Answer { result: Some(Outcome::Imported(imported)), error })
}

impl ErrorRow {
    fn of(trouble: Trouble) -> Self {
        let Trouble { sheet, line, field, code, value, rule, message, level: _ } = trouble;
        Self { sheet, line, column: field, id: code, value, rule, message }
    }
}

impl ChangeRow {
    fn of(foreseen: Foreseen) -> Self {
        let Foreseen { sheet, line, code, effect, changes } = foreseen;
        Self { sheet, line, id: code, effect, changes: serde_json::from_str(&changes).unwrap_or_default() }
    }
}

impl fmt::Display for Imported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for ChangeRow { sheet, line, id, effect, changes } in &self.changes {
            writeln!(f, "{sheet}:{line}: {id} {effect}")?;
            for change in changes.as_array().into_iter().flatten() {
                writeln!(
                    f,
                    "    {}: {} → {}",
                    change["path"].as_str().unwrap_or(""),
                    change["before"],
                    change["after"]
                )?;
            }
        }
        for (level, rows) in [("", &self.errors), (" warning:", &self.warned)] {
            for ErrorRow { sheet, line, column, value, message, .. } in rows {
                let place = if column.is_empty() { String::new() } else { format!(" {column}={value:?}") };
                writeln!(f, "{sheet}:{line}:{level}{place} {message}")?;
            }
        }
        let count = |name: &str| self.result["count"][name].as_u64().unwrap_or_default();
        let warned = self.result["warnings"].as_u64().filter(|lines| *lines > 0);
        writeln!(
            f,
            "job {}{}: {} lines, {} created, {} updated, {} deleted, {} unchanged, {} failed{}",
            self.job,
            if self.dry_run { " (nothing was written)" } else { "" },
            count("total"),
            count("created"),
            count("updated"),
            count("deleted"),
            count("ignored"),
            count("errors"),
            warned.map(|lines| format!(", {lines} with a warning")).unwrap_or_default()
        )
    }
}
