//! Files that lie at an address: fetched through the one way out.

use std::sync::Arc;
use std::time::Duration;

use futures_util::{StreamExt as _, stream};
use model::command::{Action, Command, Expect, FileWish, Patch, PutMode, PutObject};
use model::file::{Fact, File, Status};
use model::object::Object;
use model::permission::{Actor, Origin, Rights};
use store::conn::Conn;
use store::files as rows;
use store::idempotency::{Name, Standing};
use tokio::sync::watch;

use crate::jobs::said;
use crate::once::Claim;
use crate::remote::{Fetched, Missed, told};
use crate::write::{Mode, Options};
use crate::{App, Failure};

/// The pause between two looks for files to fetch.
const LOOK: Duration = Duration::from_secs(2);
/// Files that are looked at in one go.
const MANY: u32 = 100;
/// Files that are on their way at once: one of a slow host holds up no others.
const AT_ONCE: usize = 4;

impl App {
    /// Fetches what lies at an address, and keeps it.
    pub(super) async fn fetch(&self, address: &str) -> Result<File, Missed> {
        let Fetched { received, name } = self.fetch_remote(address).await?;
        let (bytes, looked) = self.keep(received, &name).await.map_err(told)?;
        Ok(looked.file(self.word(), name, bytes))
    }

    /// Fetches files that assets wait for, until `stopped` says so: a task for a server. Of several nodes one fetches
    /// each.
    pub async fn keep_fetching(&self, mut stopped: watch::Receiver<bool>) {
        loop {
            if let Err(failure) = self.fetch_pending(&stopped).await {
                tracing::warn!(%failure, "files could not be fetched; the next try is soon");
            }
            tokio::select! {
                _ = stopped.wait_for(|stopped| *stopped) => return,
                () = tokio::time::sleep(LOOK) => {}
            }
        }
    }

    /// Fetches what is wanted now, a few at once. Errors: the first; others are fetched all the same.
    pub async fn fetch_pending(&self, stopped: &watch::Receiver<bool>) -> Result<(), Failure> {
        let mut after = 0;
        loop {
            let waiting = self.pending(after).await?;
            let Some(last) = waiting.last() else { return Ok(()) };
            after = last.id;
            let calls: Vec<_> = waiting.iter().map(|asset| self.fetch_once(asset, stopped)).collect();
            let fetched: Vec<_> = stream::iter(calls).buffer_unordered(AT_ONCE).collect().await;
            fetched.into_iter().collect::<Result<(), Failure>>()?;
            if *stopped.borrow() {
                return Ok(());
            }
        }
    }

    /// Assets whose file is still to be fetched, in the order of their numbers.
    async fn pending(&self, after: i64) -> Result<Vec<Arc<Object>>, Failure> {
        let schema = self.schema.current();
        let find = async move |conn: &mut Conn<'_>| {
            let pending = (Fact::Status.field(), Status::Pending.name());
            let ids = rows::with_fact(conn, pending, after, MANY).await?;
            Ok(store::objects::bare(conn, ids, &schema).await?.sheets)
        };
        let sheets = self.store.snapshot(find).await?;
        let mut assets: Vec<_> = sheets.into_iter().map(|sheet| sheet.object).collect();
        assets.sort_by_key(|asset| asset.id);
        Ok(assets)
    }

    /// Fetches one, unless another node is at it. Stopped, it leaves it to whoever comes next.
    async fn fetch_once(&self, asset: &Arc<Object>, stopped: &watch::Receiver<bool>) -> Result<(), Failure> {
        if *stopped.borrow() {
            return Ok(());
        }
        let Some(file) = File::of(&asset.body) else { return Ok(()) };
        let Some(source) = file.source.clone() else { return Ok(()) };
        let name = Name { owner: "fetch".to_owned(), key: format!("{} {}", asset.id, asset.rev) };
        let (claim, standing) = self.claim_as(name, source.clone()).await?;
        if standing != Standing::Claimed {
            return Ok(());
        }
        let fetched = tokio::select! {
            fetched = self.fetch(&source) => fetched,
            lost = self.hold(&claim) => Err(Missed::Failed(lost)),
            () = said(stopped.clone()) => return self.give_up(&claim).await,
        };
        let told = match fetched {
            Ok(fetched) => fetched,
            Err(Missed::Told(trouble) | Missed::Lasting(trouble)) => {
                File { status: Status::Failed, trouble: Some(trouble), ..file }
            }
            Err(Missed::Failed(failure)) => {
                self.give_up(&claim).await?;
                return Err(failure);
            }
        };
        self.put_file(asset, told, &claim).await
    }

    /// Writes down what came of a fetch, unless the asset is another by now: then it is looked at anew.
    async fn put_file(&self, asset: &Object, file: File, claim: &Arc<Claim>) -> Result<(), Failure> {
        let mut put = PutObject::new(asset.kind, asset.code.clone(), PutMode::Update);
        put.file = Patch::Value(FileWish::Known(Box::new(file)));
        let command = Command { action: Action::PutObject(put), expect: Some(Expect::OneOf(vec![asset.rev])) };
        let actor = Actor::program(&asset.updated.by, Rights::FULL, Origin::System);
        let outcomes = self.write(&actor, vec![command], Options::of(Mode::AllOrNothing)).await;
        self.give_up(claim).await?;
        if let Some(Err(problem)) = outcomes?.into_iter().next() {
            tracing::info!(asset = asset.code, %problem, "a file was fetched in vain");
        }
        Ok(())
    }
}
