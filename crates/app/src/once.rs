//! Writes that are carried out once, however often their caller asks: they name each by a key.
//!
//! Whoever carries one out has a claim on it, as a job is had on lease, and renews it meanwhile. That it is done is
//! noted in the transaction of the write, on condition that the claim still holds; so of several at it, one writes. The
//! answer is kept once it is known. If nobody lives to keep it, the note tells the next who asks what was done.

use std::sync::Arc;
use std::time::Duration;

use model::changes::Outcome;
use model::permission::Actor;
use store::conn::Conn;
use store::idempotency::{self, LEASE, Name};
use store::{Error, Urgency};

use crate::{App, Failure};

pub use store::idempotency::{Claim, Standing};

/// A claim is renewed three times before it would end.
const BEAT: Duration = Duration::from_micros(LEASE.unsigned_abs() / 4);
/// The pause between two looks for what is too old.
const PAUSE: Duration = Duration::from_mins(10);
/// Most requests that are forgotten in one transaction.
const FORGOTTEN: u32 = 500;

type Receipt = dyn Fn(&[Outcome]) -> String + Send + Sync;

/// What is to be written down with a write, of the request that wants it.
#[derive(Clone)]
pub struct Note {
    claim: Arc<Claim>,
    receipt: Arc<Receipt>,
}

impl Note {
    /// `receipt` tells from the outcomes what the answer can be made from again.
    pub fn new(claim: &Arc<Claim>, receipt: impl Fn(&[Outcome]) -> String + Send + Sync + 'static) -> Self {
        Self { claim: Arc::clone(claim), receipt: Arc::new(receipt) }
    }

    pub(crate) async fn write(&self, conn: &mut Conn<'_>, outcomes: &[Outcome]) -> Result<(), Error> {
        idempotency::written(conn, &self.claim, &(self.receipt)(outcomes)).await
    }
}

impl App {
    /// Claims a request that its caller named by `key`, and tells how it stands. `request` tells it from others.
    pub async fn claim(&self, actor: &Actor, key: &str, request: String) -> Result<(Arc<Claim>, Standing), Failure> {
        let owner = match actor.account {
            Some(account) => format!("user {account}"),
            None => format!("token {}", actor.name),
        };
        self.claim_as(Name { owner, key: key.to_owned() }, request).await
    }

    /// The same under any name.
    pub(crate) async fn claim_as(&self, name: Name, request: String) -> Result<(Arc<Claim>, Standing), Failure> {
        let claim = Arc::new(Claim { name, word: self.word() });
        let ours = Arc::clone(&claim);
        let ask = async move |conn: &mut Conn<'_>| idempotency::claim(conn, &ours, &request).await;
        let standing = self.store.write(Urgency::Interactive, ask).await?;
        Ok((claim, standing))
    }

    /// Renews a claim for as long as it is polled, or until it is lost.
    pub async fn hold(&self, claim: &Arc<Claim>) -> Failure {
        loop {
            tokio::time::sleep(BEAT).await;
            let ours = Arc::clone(claim);
            let renew = async move |conn: &mut Conn<'_>| idempotency::renew(conn, &ours).await;
            match self.store.write(Urgency::Interactive, renew).await {
                Err(error) if !error.is_unavailable() => return error.into(),
                _ => {}
            }
        }
    }

    /// Keeps the answer of a request for those who ask again.
    pub async fn keep_answer(&self, claim: &Arc<Claim>, answer: String) -> Result<(), Failure> {
        let ours = Arc::clone(claim);
        let keep = async move |conn: &mut Conn<'_>| idempotency::answered(conn, &ours, &answer).await;
        Ok(self.store.write(Urgency::Interactive, keep).await?)
    }

    /// Gives up a claim without an answer: the next who asks may have it.
    pub async fn give_up(&self, claim: &Arc<Claim>) -> Result<(), Failure> {
        let ours = Arc::clone(claim);
        let give_up = async move |conn: &mut Conn<'_>| idempotency::give_up(conn, &ours).await;
        Ok(self.store.write(Urgency::Interactive, give_up).await?)
    }

    /// Forgets requests that came too long ago, in small steps; how many.
    pub async fn forget_requests(&self) -> Result<u64, Failure> {
        let mut forgotten = 0;
        loop {
            let purge = async |conn: &mut Conn<'_>| idempotency::purge(conn, FORGOTTEN).await;
            let step = self.store.write(Urgency::Bulk, purge).await?;
            forgotten += step;
            if step < u64::from(FORGOTTEN) {
                return Ok(forgotten);
            }
        }
    }

    /// The same again and again, for ever: a task for a server.
    pub async fn keep_forgetting(&self) {
        loop {
            if let Err(error) = self.forget_requests().await {
                tracing::warn!(%error, "old requests could not be forgotten; the next try is soon");
            }
            if let Err(error) = self.forget_jobs().await {
                tracing::warn!(%error, "old jobs could not be forgotten; the next try is soon");
            }
            if let Err(error) = self.forget_events().await {
                tracing::warn!(%error, "old events could not be forgotten; the next try is soon");
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}
