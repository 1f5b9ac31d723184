//! `vitrine backup`: the instance as one file.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use app::backup::Taken;
use app::{App, Failure};
use clap::Args;
use serde::{Deserialize, Serialize};
use store::progress::Progress;

use super::{Answer, Outcome};

/// What to back up, and where to.
#[derive(Debug, Clone, Args, Serialize, Deserialize)]
pub struct BackupOrder {
    /// The archive to write, such as shop.tar
    #[arg(value_name = "FILE", value_parser = absolute)]
    file: PathBuf,
    /// Replace the file if there is one
    #[arg(long)]
    force: bool,
    /// Leave the files of assets out
    #[arg(long)]
    without_files: bool,
}

/// What was written.
#[derive(Debug, Serialize, Deserialize)]
pub struct Written {
    file: PathBuf,
    rows: u64,
    files: u64,
    bytes: u64,
}

impl BackupOrder {
    /// Does it on an open instance.
    pub async fn carry_out(self, app: &Arc<App>, progress: &Progress) -> Result<Answer, Failure> {
        let how = (self.force, !self.without_files);
        let Taken { rows, files, bytes } = app.back_up(&self.file, how, progress.clone(), || false).await?;
        Ok(Answer::of(Outcome::Backup(Written { file: self.file, rows, files, bytes })))
    }
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {} rows, {} files, {} bytes", self.file.display(), self.rows, self.files, self.bytes)
    }
}

/// The server that carries it out may stand in another folder.
pub fn absolute(path: &str) -> Result<PathBuf, String> {
    std::path::absolute(path).map_err(|error| error.to_string())
}
