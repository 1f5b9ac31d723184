//! A unit of work on its way to a thread and back.

use std::any::Any;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use tokio::sync::oneshot;

use super::Session;
use crate::conn::{Conn, Engine, State};
use crate::{Clock, Error, Report};

/// Work whose type the threads need not know.
pub(super) trait Job: Send {
    /// Whether whoever asked has gone: then it need not be begun.
    fn is_abandoned(&self) -> bool;
    /// Does the work and keeps its answer back. Returns whether it succeeded, and what it did.
    fn run(&mut self, session: &mut Session, clock: &Clock) -> (bool, State);
    /// Sends the answer, or `failure` in its place.
    fn answer(self: Box<Self>, failure: Option<Error>);
}

/// A closure, then its result, and who waits for it.
pub(super) struct Work<W, T> {
    closure: Option<W>,
    report: Report<T>,
    asked: oneshot::Sender<Report<T>>,
}

impl<W, T> Work<W, T> {
    pub fn new(work: W) -> (Self, oneshot::Receiver<Report<T>>) {
        let (asked, answer) = oneshot::channel();
        let report = Report::failed(Error::Bug("the work was never run".into()));
        (Self { closure: Some(work), report, asked }, answer)
    }
}

impl<W, T> Job for Work<W, T>
where
    T: Send,
    W: AsyncFnOnce(&mut Conn<'_>) -> Result<T, Error> + Send,
{
    fn is_abandoned(&self) -> bool {
        self.asked.is_closed()
    }

    fn run(&mut self, session: &mut Session, clock: &Clock) -> (bool, State) {
        let mut conn = Conn::new(Engine::Sqlite(session), clock);
        if let Some(work) = self.closure.take() {
            // A panic leaves the connection whole: its transaction is rolled back like any failure's.
            let result = catch_unwind(AssertUnwindSafe(|| poll_once(work(&mut conn))));
            let result = result.unwrap_or_else(|panic| Err(Error::Bug(panic_words(&*panic))));
            self.report = Report { result: conn.verdict(result), statements: conn.state.statements };
        }
        (self.report.result.is_ok(), conn.state)
    }

    fn answer(self: Box<Self>, failure: Option<Error>) {
        let report = match failure {
            Some(error) => Report { result: Err(error), statements: self.report.statements },
            None => self.report,
        };
        // Nobody may be waiting any more.
        let _ = self.asked.send(report);
    }
}

/// All that work may await is its connection, and that never keeps it waiting.
fn poll_once<T>(work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => Err(Error::Bug("a unit of work awaited something else than its connection".into())),
    }
}

fn panic_words(panic: &(dyn Any + Send)) -> String {
    let words = panic.downcast_ref::<&str>().copied();
    let words = words.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("a unit of work panicked: {}", words.unwrap_or("without words"))
}

/// Does work on the thread that asks for it.
pub(super) fn run_here<T, W>(work: W, session: &mut Session, clock: &Clock) -> Report<T>
where
    T: Send,
    W: AsyncFnOnce(&mut Conn<'_>) -> Result<T, Error> + Send,
{
    let (mut work, _answer) = Work::new(work);
    work.run(session, clock);
    work.report
}

/// Waits for the answer of work that was sent.
pub(super) async fn receive<T>(answer: oneshot::Receiver<Report<T>>) -> Report<T> {
    answer.await.unwrap_or_else(|_| Report::failed(Error::Unavailable("the database was closed meanwhile".into())))
}
