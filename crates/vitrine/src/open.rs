//! Opens the store and the core on it, with the one clock and the one source of randomness.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context as _;
use app::accounts::Limits;
use app::files::{Keeping, Studio};
use app::{App, Random};
use files::Files;
use model::event::Terms;
use outward::{Client, System};
use store::{Clock, Location, Store};

use crate::config::{Elsewhere, Places};
use crate::secret_key;

/// Opens a database and migrates it. Errors: it is of a newer version, or out of reach.
pub async fn store(location: &Location) -> anyhow::Result<Store> {
    Store::open(location, clock()).await.context("the database cannot be opened")
}

/// Opens the instance in it. Errors: its definitions are damaged.
pub async fn app(store: Store, keeping: Keeping, limits: Limits) -> anyhow::Result<Arc<App>> {
    let app =
        App::open_with(store, keeping, clock(), random(), limits).await.context("the instance cannot be opened")?;
    app.speak(Arc::new(vitrine_http::V5));
    Ok(app)
}

/// Opens the folder or the bucket of files.
pub async fn files(places: &Places) -> anyhow::Result<Files> {
    let files = Files::open(&places.files(), &places.data_dir.join("incoming")).await;
    files.with_context(|| format!("the files at {} cannot be opened", places.files()))
}

/// Opens where files are kept; `elsewhere`: where else they may be fetched from and put; `terms`: of webhooks.
pub async fn keeping(places: &Places, largest: u64, elsewhere: &Elsewhere, terms: Terms) -> anyhow::Result<Keeping> {
    let files = files(places).await?;
    let work = places.data_dir.join("work");
    std::fs::create_dir_all(&work).with_context(|| format!("{} cannot be made", work.display()))?;
    let studio = Studio::new(&std::env::var_os("PATH").unwrap_or_default(), work);
    let outward = Client::new(elsewhere.rules(&places.data_dir)?, Arc::new(System));
    let outward = outward.context("the client for other machines cannot be made")?;
    let seal = secret_key::load(places, &random())?;
    Ok(Keeping { files, outward, studio, largest, patience: elsewhere.patience(), seal, terms })
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

/// The source of randomness.
pub fn random() -> Random {
    #[expect(clippy::disallowed_methods, reason = "the one place that makes randomness")]
    #[expect(clippy::expect_used, reason = "without randomness no secret can be made: better to end")]
    let fill = |buffer: &mut [u8]| getrandom::fill(buffer).expect("the system gives random bytes");
    Arc::new(fill)
}
