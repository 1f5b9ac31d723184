//! How many statements a task has had the database run.

use std::cell::Cell;
use std::future::Future;

tokio::task_local! {
    static COUNT: Cell<u64>;
}

/// Awaits `future` and tells how many statements its reads and writes ran, those of a failed or
/// repeated attempt too. A statement over many rows counts once.
pub async fn counted<F: Future>(future: F) -> (F::Output, u64) {
    let run = async {
        let output = future.await;
        (output, COUNT.with(Cell::get))
    };
    COUNT.scope(Cell::new(0), run).await
}

/// Adds to the calling task's count, if it has one: what another task ran for this one.
pub fn add(statements: u64) {
    // Most tasks of the store's own (migrations, blocks of numbers) are counted by nobody.
    let _ = COUNT.try_with(|count| count.set(count.get() + statements));
}
