//! One process at a time works on a data folder: it holds `serve.lock`, and the kernel
//! gives the lock back however that process ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, bail};
use tokio::net::UnixStream;

use crate::control;
use crate::private::private_folder;

/// How long to wait for a command that holds the lock, or a server that starts or stops.
const PATIENCE: Duration = Duration::from_secs(10);
const BETWEEN_TRIES: Duration = Duration::from_millis(20);

/// The held lock; dropped, the folder is free.
pub struct Lock {
    _file: File,
}

/// Whose turn it is.
pub enum Turn {
    /// This process's.
    Ours(Lock),
    /// A running server's, which listens here.
    Server(UnixStream),
}

/// Takes the folder, or finds the server that has it. Makes the folder where there is none.
/// Errors: the holder neither answers nor ends within ten seconds.
pub async fn take(data_dir: &Path) -> anyhow::Result<Turn> {
    private_folder(data_dir)?;
    let path = data_dir.join("serve.lock");
    let file = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(&path);
    let file = file.with_context(|| format!("{} cannot be opened", path.display()))?;
    match tokio::time::timeout(PATIENCE, wait(file, data_dir)).await {
        Ok(turn) => turn,
        Err(_) => bail!("another process holds {} and does not answer", path.display()),
    }
}

async fn wait(file: File, data_dir: &Path) -> anyhow::Result<Turn> {
    let mut tries = tokio::time::interval(BETWEEN_TRIES);
    loop {
        tries.tick().await;
        match file.try_lock() {
            Ok(()) => return Ok(Turn::Ours(Lock { _file: file })),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) => return Err(error).context("the data folder cannot be locked"),
        }
        if let Ok(server) = UnixStream::connect(control::path(data_dir)).await {
            return Ok(Turn::Server(server));
        }
    }
}
