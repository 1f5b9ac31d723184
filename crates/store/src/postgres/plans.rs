//! Whether the server may keep the plans of what reads in a snapshot.
//!
//! A plan from a time when the tables were small may read all of a large one, so statements are planned at each
//! use (`location.rs`) until the server has statistics of large tables. A plan made by those finds rows by its keys,
//! however large or small the tables are later.

use std::sync::atomic::{AtomicBool, Ordering};

use tokio_postgres::Client;

/// The rows that ANALYZE or autovacuum last found in the smaller of the two tables by which all is found; less than 0,
/// or none, before.
const ROWS: &str = "SELECT MIN(reltuples)::float8 FROM pg_class
    WHERE oid IN (to_regclass('objects'), to_regclass('value_index'))";

/// Tables of so many rows are large.
const LARGE: f64 = 10_000.0;

/// What is known of the statistics.
#[derive(Debug, Default)]
pub(super) struct Plans(AtomicBool);

impl Plans {
    /// Looks at the statistics, until they are of large tables.
    pub async fn look(&self, client: &Client) -> Result<(), tokio_postgres::Error> {
        if !self.are_kept() {
            let rows: Option<f64> = client.query_one(ROWS, &[]).await?.get(0);
            self.0.store(rows.is_some_and(|rows| rows >= LARGE), Ordering::Relaxed);
        }
        Ok(())
    }

    /// Whether plans may be kept.
    pub fn are_kept(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
