//! `vitrine restore`: an archive into an instance that nobody uses yet.

use std::fmt;
use std::path::Path;

use anyhow::bail;
use app::backup;
use serde::{Deserialize, Serialize};
use store::Location;

use super::Outcome;
use crate::config::Places;
use crate::lock::{self, Turn};
use crate::open;
use crate::output::Output;
use crate::progress::Shown;
use crate::secret_key;

/// What was restored.
#[derive(Debug, Serialize, Deserialize)]
pub struct Restored {
    rows: u64,
    files: u64,
    taken: String,
}

/// Restores an archive. Errors: it isn't whole, the instance is in use, or a server runs on it.
pub async fn run(places: &Places, output: &Output, file: &Path) -> anyhow::Result<()> {
    let location = places.location()?;
    let _lock = match location {
        Location::Postgres(_) => None,
        Location::Sqlite(_) => match lock::take(&places.data_dir).await? {
            Turn::Ours(lock) => Some(lock),
            Turn::Server(_) => bail!("a server is running on {}: stop it first", places.data_dir.display()),
        },
    };
    let shown = Shown::by(output);
    let files = open::files(places).await?;
    let restored = backup::restore((&location, &files), &open::clock(), file, shown.progress()).await;
    shown.end();
    let backup::Restored { rows, files, taken } = restored?;
    let (store, seal) = (open::store(&location).await?, secret_key::load(places, &open::random())?);
    let trouble = app::secret_trouble(&store, &seal).await?;
    store.close().await;
    if let Some(trouble) = trouble {
        tracing::warn!("{trouble}");
    }
    output.show(&Outcome::Restore(Restored { rows, files, taken }))
}

impl fmt::Display for Restored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} rows, {} files, as of {}", self.rows, self.files, self.taken)
    }
}
