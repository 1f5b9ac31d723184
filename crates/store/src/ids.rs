//! Numbers for what is to be made, from blocks that were reserved and committed beforehand: one that
//! was given out can't come back after a crash. Gaps are fine.

use std::ops::Range;

use tokio::sync::Mutex;

use crate::conn::Conn;
use crate::{Error, Store, Urgency};

const BLOCK: i64 = 10_000;

/// What is left of the block.
#[derive(Default)]
pub(crate) struct Ids(Mutex<Range<i64>>);

impl Ids {
    /// `count` consecutive numbers.
    pub async fn draw(&self, store: &Store, count: u32) -> Result<Range<i64>, Error> {
        let count = i64::from(count);
        // Held while a block is reserved: all who come meanwhile need it.
        let mut left = self.0.lock().await;
        if left.end - left.start < count {
            *left = reserve(store, count.max(BLOCK)).await?;
        }
        let drawn = left.start..left.start + count;
        left.start = drawn.end;
        Ok(drawn)
    }
}

async fn reserve(store: &Store, count: i64) -> Result<Range<i64>, Error> {
    let end = store
        .write(Urgency::Own, async move |conn: &mut Conn<'_>| {
            let sql = "UPDATE sequences SET next = next + $1 WHERE name = 'ids' RETURNING next";
            let rows = conn.query(sql, &[count.into()]).await?;
            rows.first().ok_or_else(|| Error::Bug("there is no sequence \"ids\"".into()))?.int(0)
        })
        .await?;
    Ok(end - count..end)
}
