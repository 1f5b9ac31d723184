//! `vitrine model`: all definitions as one file, out and in.

use std::fmt;
use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;

use app::{App, Failure};
use clap::{Args, Subcommand};
use model::permission::{Actor, Origin, Rights};
use model::problem::{Kind, Problem};
use serde::{Deserialize, Serialize};
use store::progress::Progress;

use super::backup::absolute;
use super::taken::{Counting, TakenIn};
use super::{Answer, Outcome};
use crate::config::examples;

/// What to do with it.
#[derive(Debug, Clone, Subcommand, Serialize, Deserialize)]
pub enum ModelOrder {
    /// Write all definitions, predefined values and the roots of catalogs as lines of JSON
    #[command(after_help = examples::MODEL_EXPORT)]
    Export(ExportOrder),
    /// Make definitions what the lines of such a file say
    #[command(after_help = examples::MODEL_IMPORT)]
    Import(ImportOrder),
}

/// Where to write it.
#[derive(Debug, Clone, Args, Serialize, Deserialize)]
pub struct ExportOrder {
    /// The file to write; without it the lines go to stdout
    #[arg(value_name = "FILE", value_parser = absolute)]
    file: Option<PathBuf>,
    /// Replace the file if there is one
    #[arg(long, requires = "file")]
    force: bool,
}

/// What to read.
#[derive(Debug, Clone, Args, Serialize, Deserialize)]
pub struct ImportOrder {
    /// The file to read
    #[arg(value_name = "FILE", value_parser = absolute)]
    file: PathBuf,
    /// Write nothing, and tell what would be written
    #[arg(long)]
    dry_run: bool,
}

/// What was written.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Model {
    /// To a file.
    File {
        /// The file.
        file: PathBuf,
        /// How many lines it has.
        lines: u64,
    },
    /// The lines themselves.
    Text(String),
}

impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { file, lines } => writeln!(f, "{}: {lines} lines", file.display()),
            Self::Text(lines) => f.write_str(lines),
        }
    }
}

impl ModelOrder {
    /// Does it on an open instance.
    pub async fn carry_out(self, app: &Arc<App>, progress: &Progress) -> Result<Answer, Failure> {
        let actor = Actor::program("cli", Rights::FULL, Origin::Cli);
        match self {
            Self::Export(order) => Ok(Answer::of(Outcome::Model(order.carry_out(app, &actor).await?))),
            Self::Import(order) => order.carry_out(app, &actor, progress).await,
        }
    }
}

impl ExportOrder {
    async fn carry_out(self, app: &Arc<App>, actor: &Actor) -> Result<Model, Failure> {
        let Some(file) = self.file else {
            let mut text = Vec::new();
            app.write_model(actor, |line| {
                text.extend_from_slice(line);
                Ok(())
            })
            .await?;
            return Ok(Model::Text(String::from_utf8_lossy(&text).into_owned()));
        };
        let lines = app.save_model(actor, &file, self.force).await?;
        Ok(Model::File { file, lines })
    }
}

impl ImportOrder {
    async fn carry_out(self, app: &Arc<App>, actor: &Actor, progress: &Progress) -> Result<Answer, Failure> {
        let unreadable =
            |error| Problem::new(Kind::NotFound, format!("{} can't be read: {error}", self.file.display()));
        let text = File::open(&self.file).map_err(unreadable)?;
        let dry_run = self.dry_run;
        let mut counting = Counting::new(app, progress)?;
        app.take_model(actor, text, dry_run, |taken| {
            counting.take(taken);
            Ok(())
        })
        .await?;
        Ok(TakenIn { dry_run, summary: counting.summary, left_out: Vec::new() }.answer())
    }
}
