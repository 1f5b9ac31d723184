//! Opens the store and the core on it, with the one clock and the one source of randomness.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context as _;
use app::accounts::Limits;
use app::{App, Random};
use store::{Clock, Location, Store};

/// Opens a database and migrates it. Errors: it is of a newer version, or out of reach.
pub async fn store(location: &Location) -> anyhow::Result<Store> {
    Store::open(location, clock()).await.context("the database cannot be opened")
}

/// Opens the instance in it. Errors: its definitions are damaged.
pub async fn app(store: Store, limits: Limits) -> anyhow::Result<Arc<App>> {
    App::open_with(store, clock(), random(), limits).await.context("the instance cannot be opened")
}

/// The clock.
pub fn clock() -> Clock {
    #[expect(clippy::disallowed_methods, reason = "the one place that makes the clock")]
    let now = || {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
    };
    Arc::new(now)
}

fn random() -> Random {
    #[expect(clippy::disallowed_methods, reason = "the one place that makes randomness")]
    #[expect(clippy::expect_used, reason = "without randomness no secret can be made: better to end")]
    let fill = |buffer: &mut [u8]| getrandom::fill(buffer).expect("the system gives random bytes");
    Arc::new(fill)
}
