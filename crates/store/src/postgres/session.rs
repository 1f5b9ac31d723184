//! A client lent to one unit of work, and its transaction.

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};

use deadpool_postgres::Client;
use futures_util::FutureExt;
use futures_util::TryStreamExt;
use futures_util::future::{MaybeDone, maybe_done};
use tokio_postgres::Statement;

use super::value::{self, Param};
use crate::Error;
use crate::conn::{Answer, Call};
use crate::dialect::Texts;

const SNAPSHOT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";
const SNAPSHOT_WITH_PLANS: &str =
    "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL plan_cache_mode = force_generic_plan";

/// In what kind of transaction the statements stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Each is its own.
    Single,
    /// They see one moment.
    Snapshot {
        /// Whether they need no plan of their own at each use.
        keeps_plans: bool,
    },
    /// They write.
    Write,
}

/// Where the transaction stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// There is none.
    Outside,
    /// It begins with the first statement, in the same round trip.
    Before(&'static str),
    /// BEGIN was sent.
    Inside,
}

/// A client and its transaction, which is rolled back where nothing was committed.
pub(crate) struct Session {
    client: Client,
    texts: Arc<Mutex<Texts>>,
    stage: Stage,
}

impl Session {
    pub(super) fn new(client: Client, texts: Arc<Mutex<Texts>>, mode: Mode) -> Self {
        let stage = match mode {
            Mode::Single => Stage::Outside,
            Mode::Snapshot { keeps_plans: false } => Stage::Before(SNAPSHOT),
            Mode::Snapshot { keeps_plans: true } => Stage::Before(SNAPSHOT_WITH_PLANS),
            Mode::Write => Stage::Before("BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE"),
        };
        Self { client, texts, stage }
    }

    /// Runs the calls in order, all sent before the first answer is awaited.
    pub async fn run(&mut self, calls: &[Call<'_>]) -> Result<Vec<Answer>, Error> {
        let statements = self.prepare(calls).await?;
        let begun = self.begin().map(|sql| send(self.client.batch_execute(sql)));
        let mut sent = Vec::with_capacity(calls.len());
        for (call, statement) in calls.iter().zip(statements) {
            // PostgreSQL would do nothing for no rows.
            let skipped = call.rows.is_some_and(|rows| rows.rows.is_empty());
            sent.push(if skipped { None } else { Some(send(answer(&self.client, statement, value::params(call)?))) });
        }
        if let Some(begun) = begun {
            receive(begun).await?;
        }
        let mut answers = Vec::with_capacity(calls.len());
        for answer in sent {
            answers.push(match answer {
                Some(answer) => receive(answer).await?,
                None => Answer::default(),
            });
        }
        Ok(answers)
    }

    /// Runs statements without parameters, several in one text.
    pub async fn script(&mut self, sql: &str) -> Result<(), Error> {
        let begun = self.begin().map(|sql| send(self.client.batch_execute(sql)));
        let done = send(self.client.batch_execute(sql));
        if let Some(begun) = begun {
            receive(begun).await?;
        }
        receive(done).await
    }

    /// Commits, if anything was begun.
    pub(super) async fn commit(mut self) -> Result<(), Error> {
        if self.stage != Stage::Inside {
            return Ok(());
        }
        // Whatever it answers, the transaction ends with it.
        self.stage = Stage::Outside;
        self.client.batch_execute("COMMIT").await.map_err(|error| match error.into() {
            Error::Unavailable(why) => Error::Unknown(why),
            error => error,
        })
    }

    /// The statements, as the server knows them. Those it doesn't are all prepared in one round trip.
    async fn prepare(&self, calls: &[Call<'_>]) -> Result<Vec<Statement>, Error> {
        let mut sent = Vec::with_capacity(calls.len());
        for call in calls {
            let text = {
                let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
                texts.get(call.sql, call.rows.map(|rows| rows.columns))?
            };
            sent.push(send(async move { self.client.prepare_cached(&text).await }));
        }
        let mut statements = Vec::with_capacity(calls.len());
        for statement in sent {
            statements.push(receive(statement).await?);
        }
        Ok(statements)
    }

    /// What must be sent before the next statement.
    fn begin(&mut self) -> Option<&'static str> {
        let Stage::Before(sql) = self.stage else { return None };
        self.stage = Stage::Inside;
        Some(sql)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if self.stage == Stage::Inside {
            // Sent now, before whatever the next one to get this client sends. Nobody needs the answer.
            let _ = self.client.batch_execute("ROLLBACK").now_or_never();
        }
    }
}

/// A request under way.
type Sent<F> = Pin<Box<MaybeDone<F>>>;

/// Sends a request: that is what its first poll does. So requests arrive in the order of these calls.
fn send<F: Future>(request: F) -> Sent<F> {
    let mut request = Box::pin(maybe_done(request));
    let _ = request.as_mut().now_or_never();
    request
}

async fn receive<T, E, F>(mut sent: Sent<F>) -> Result<T, Error>
where
    F: Future<Output = Result<T, E>>,
    Error: From<E>,
{
    sent.as_mut().await;
    let result = sent.as_mut().take_output();
    Ok(result.ok_or_else(|| Error::Bug("an answer was taken twice".into()))??)
}

async fn answer(client: &Client, statement: Statement, params: Vec<Param<'_>>) -> Result<Answer, Error> {
    let mut stream = pin!(client.query_raw(&statement, params).await?);
    let mut rows = Vec::new();
    while let Some(found) = stream.try_next().await? {
        rows.push(value::row(&found)?);
    }
    Ok(Answer { rows, written: stream.rows_affected().unwrap_or(0) })
}
