//! `vitrine undo`: what a job did is undone.

use std::sync::Arc;

use app::{App, Failure};
use clap::Args;
use model::permission::{Actor, Origin, Rights};
use serde::{Deserialize, Serialize};
use store::progress::Progress;

use super::{Answer, import, job};

/// What to undo.
#[derive(Debug, Clone, Args, Serialize, Deserialize)]
pub struct UndoOrder {
    /// The number of the job, or its id in the API
    #[arg(value_name = "JOB", value_parser = job::number)]
    job: i64,
    /// Write nothing, and show what would change
    #[arg(long)]
    dry_run: bool,
}

impl UndoOrder {
    /// Does it on an open instance.
    pub async fn carry_out(self, app: &Arc<App>, progress: &Progress) -> Result<Answer, Failure> {
        let actor = Actor::program("cli", Rights::FULL, Origin::Cli);
        let id = app.undo_job(&actor, self.job, self.dry_run).await?;
        let ended = job::follow(app, id, progress).await?;
        import::told(app, &ended, self.dry_run).await
    }
}
