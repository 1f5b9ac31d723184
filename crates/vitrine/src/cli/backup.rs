//! `vitrine backup`: the database as one file.

use std::path::PathBuf;
use std::sync::Arc;

use app::backup::unheard;
use app::{App, Failure};
use clap::Args;
use serde::{Deserialize, Serialize};

use super::Answer;

/// What to back up, and where to.
#[derive(Debug, Clone, Args, Serialize, Deserialize)]
pub struct BackupOrder {
    /// The archive to write, such as shop.tar; on a machine with a running server that server writes it
    #[arg(value_name = "FILE", value_parser = absolute)]
    file: PathBuf,
    /// Replace the file if there is one
    #[arg(long)]
    force: bool,
    /// Leave the files of assets out (there are none yet)
    #[arg(long)]
    without_files: bool,
}

impl BackupOrder {
    /// Does it on an open instance.
    pub async fn carry_out(self, app: &Arc<App>) -> Result<Answer, Failure> {
        let taken = app.back_up(&self.file, self.force, unheard()).await?;
        Ok(Answer::of(format!("{}: {} rows, {} bytes\n", self.file.display(), taken.rows, taken.bytes)))
    }
}

/// The server that carries it out may stand in another folder.
fn absolute(path: &str) -> Result<PathBuf, String> {
    std::path::absolute(path).map_err(|error| error.to_string())
}
