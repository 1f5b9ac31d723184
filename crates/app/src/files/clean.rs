//! Bytes that nothing needs any more are removed: of uploads that nothing used, of assets that are gone.

use std::time::Duration;

use files::Hash;
use store::conn::Conn;
use store::idempotency::{Name, Standing};
use store::{Urgency, files as rows, report};

use crate::{App, Failure};

/// The pause between two rounds.
const PAUSE: Duration = Duration::from_hours(1);
/// Most things of one step.
const STEP: u32 = 200;
/// How long the removal of one may take: less than a claim holds, so that whoever lost it is done by then.
const ONE: Duration = Duration::from_secs(5);

impl App {
    /// Cleans again and again, for ever: a task for a server.
    pub async fn keep_cleaning(&self) {
        loop {
            match self.clean_files().await {
                Ok(0) => {}
                Ok(count) => tracing::info!(count, "files that nothing needs were removed"),
                Err(failure) => tracing::warn!(%failure, "files could not be cleaned up; the next try is in an hour"),
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Removes what nothing needs any more, unless another node is at it; how many files went.
    pub async fn clean_files(&self) -> Result<u64, Failure> {
        let name = Name { owner: "files".to_owned(), key: "clean".to_owned() };
        let (claim, standing) = self.claim_as(name, String::new()).await?;
        if standing != Standing::Claimed {
            return Ok(0);
        }
        let cleaned = tokio::select! {
            cleaned = self.clean() => cleaned,
            lost = self.hold(&claim) => Err(lost),
        };
        self.give_up(&claim).await?;
        cleaned
    }

    async fn clean(&self) -> Result<u64, Failure> {
        self.forget_uploads().await?;
        let forget = async |conn: &mut Conn<'_>| report::forget_files(conn).await;
        self.store.write(Urgency::Bulk, forget).await?;
        let mut removed = 0;
        loop {
            let mark = async |conn: &mut Conn<'_>| rows::mark(conn, STEP).await;
            self.store.write(Urgency::Bulk, mark).await?;
            let marked = self.store.read(async |conn: &mut Conn<'_>| rows::marked(conn, STEP).await).await?;
            if marked.is_empty() {
                return Ok(removed);
            }
            for hash in marked {
                self.remove(hash).await?;
                removed += 1;
            }
        }
    }

    async fn forget_uploads(&self) -> Result<(), Failure> {
        loop {
            let forget = async |conn: &mut Conn<'_>| rows::forget_uploads(conn, STEP).await;
            let forgotten = self.store.write(Urgency::Bulk, forget).await?;
            for id in &forgotten {
                self.keeping.files.incoming(id)?.remove().await?;
            }
            if forgotten.len() < STEP as usize {
                return Ok(());
            }
        }
    }

    /// Removes bytes that are marked, and then their row.
    async fn remove(&self, hash: String) -> Result<(), Failure> {
        let bytes: Hash = super::known(&hash)?;
        tokio::time::timeout(ONE, self.keeping.files.delete(&bytes))
            .await
            .map_err(|_| files::Error::Unavailable("a file could not be removed in time".to_owned()))??;
        let removed = async move |conn: &mut Conn<'_>| rows::removed(conn, &hash).await;
        Ok(self.store.write(Urgency::Bulk, removed).await?)
    }
}
