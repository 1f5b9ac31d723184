//! `vitrine restore`: an archive into an instance that nobody uses yet.

use std::path::Path;

use anyhow::bail;
use app::backup;
use store::Location;

use crate::config::Places;
use crate::lock::{self, Turn};
use crate::open;

/// Restores an archive. Errors: it isn't whole, the instance is in use, or a server runs on it.
pub async fn run(places: &Places, file: &Path) -> anyhow::Result<()> {
    let location = places.location()?;
    let _lock = match location {
        Location::Postgres(_) => None,
        Location::Sqlite(_) => match lock::take(&places.data_dir).await? {
            Turn::Ours(lock) => Some(lock),
            Turn::Server(_) => bail!("a server is running on {}: stop it first", places.data_dir.display()),
        },
    };
    let restored = backup::restore(&location, &open::clock(), file, backup::unheard()).await?;
    println!("{} rows, as of {}", restored.rows, restored.taken);
    Ok(())
}
