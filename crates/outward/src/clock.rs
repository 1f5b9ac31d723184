//! How long a call may take.

use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use crate::{Limits, Refused};

/// What is left of the time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock {
    idle: Duration,
    end: Instant,
}

impl Clock {
    pub(crate) fn of(limits: Limits) -> Self {
        Self { idle: limits.idle, end: Instant::now() + limits.total }
    }

    /// What comes of `work`, unless it stands still or all of the time is over.
    pub(crate) async fn wait<T>(&self, work: impl Future<Output = T>) -> Result<T, Refused> {
        let end = self.end.min(Instant::now() + self.idle);
        timeout_at(end, work).await.map_err(|_| Refused::TooSlow)
    }
}
