//! `vitrine serve`: opens the instance, answers until told to stop, and leaves nothing half done.

use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use app::{App, Lane};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use serde_json::json;
use store::Location;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;
use tokio::task::JoinSet;
use vitrine_http::Settings;

use crate::config::{Cdn, Places, Serving};
use crate::control::Control;
use crate::listen::Listeners;
use crate::lock::{self, Lock, Turn};
use crate::output::Output;
use crate::{open, tls};

/// Who does jobs: each does one at a time.
const WORKERS: [Lane; 3] = [Lane::Urgent, Lane::Any, Lane::Any];

/// How long a stop waits for requests at work.
const LAST_REQUESTS: Duration = Duration::from_mins(1);

/// Serves until SIGTERM or SIGINT; a second one gives up requests at work.
pub async fn run(places: &Places, output: &Output, serving: &Serving) -> anyhow::Result<()> {
    serving.check()?;
    let location = places.location()?;
    let mut signals = Signals::catch()?;
    take_open_files();
    // Held to the end: nobody opens the database before it is closed here.
    let lock = match location {
        Location::Sqlite(_) => Some(hold(&places.data_dir).await?),
        Location::Postgres(_) => None,
    };
    let listeners = Listeners::bind(serving)?;
    let tls = tls::load(&places.data_dir, serving).await?;
    let store = open::store(&location).await?;
    if let Some(mebibytes) = serving.answer_memory {
        store.engine().set_budget((mebibytes as usize).saturating_mul(1024 * 1024));
    }
    let (largest, terms) = (serving.bounds.of_files(), serving.webhooks.terms());
    let keeping = open::keeping(places, largest, &serving.elsewhere, terms).await?;
    if let Some(trouble) = app::secret_trouble(&store, &keeping.seal).await? {
        tracing::warn!("{trouble}");
    }
    let app = open::app(store, keeping, serving.bounds.of_sessions()).await?;
    let (stop, stopped) = watch::channel(false);
    let mut beside = JoinSet::new();
    if lock.is_some() {
        beside.spawn(Control::bind(&places.data_dir)?.serve(Arc::clone(&app), stopped.clone()));
    }
    if let Some(daily) = serving.backup.of(places, &location) {
        let (app, stopped) = (Arc::clone(&app), stopped.clone());
        beside.spawn(async move { app.keep_backing_up(&daily, stopped).await });
    }
    {
        let (app, stopped) = (Arc::clone(&app), stopped.clone());
        beside.spawn(async move { app.keep_fetching(stopped).await });
    }
    {
        let (app, stopped) = (Arc::clone(&app), stopped.clone());
        beside.spawn(async move { app.keep_telling(stopped).await });
    }
    {
        let (app, stopped) = (Arc::clone(&app), stopped.clone());
        beside.spawn(async move { app.keep_sending(stopped).await });
    }
    {
        let (app, stopped) = (Arc::clone(&app), stopped.clone());
        beside.spawn(async move { app.keep_counting(stopped).await });
    }
    for lane in WORKERS {
        let (app, stopped) = (Arc::clone(&app), stopped.clone());
        beside.spawn(async move { app.keep_working(lane, stopped).await });
    }
    if !serving.no_plannings {
        let (app, stopped) = (Arc::clone(&app), stopped.clone());
        beside.spawn(async move { app.keep_to_plannings(stopped).await });
    }
    let chores = start_chores(&app);
    welcome(&app, serving, &listeners).await?;

    let router = vitrine_http::router(Arc::clone(&app), settings(&app, serving).await?);
    writeln!(io::stdout(), "{}", ready(output, &listeners.addresses()?)).context("the ready line cannot be printed")?;
    let connections = axum_server::Control::new();
    let served = until_stopped(listeners.serve(router, tls, &connections), &mut signals, &connections, &app).await;
    // Nobody listens where no control socket was made.
    let _ = stop.send(true);
    beside.join_all().await;
    drop(chores);
    if let Err(error) = app.accounts.flush().await {
        tracing::warn!(%error, "the last use of tokens could not be written down");
    }
    app.store().close().await;
    served
}

/// The ready line: scripts read the addresses off it.
fn ready(output: &Output, addresses: &[String]) -> String {
    if output.json {
        json!({ "listening": addresses }).to_string()
    } else {
        format!("listening on {}", addresses.join(" "))
    }
}

/// Takes all the open files that it may have: each connection is one, and many systems begin with 1,024, which a crowd
/// would use up. It goes on with what it has where that is refused.
fn take_open_files() {
    let most = getrlimit(Resource::Nofile).maximum;
    let _ = setrlimit(Resource::Nofile, Rlimit { current: most, maximum: most });
}

/// What a server does by itself, until the set is dropped.
fn start_chores(app: &Arc<App>) -> JoinSet<()> {
    let mut chores = JoinSet::new();
    let (flushing, following, forgetting, cleaning) =
        (Arc::clone(app), Arc::clone(app), Arc::clone(app), Arc::clone(app));
    chores.spawn(async move { flushing.accounts.keep_flushing().await });
    chores.spawn(async move { following.follow().await });
    chores.spawn(async move { forgetting.keep_forgetting().await });
    chores.spawn(async move { cleaning.keep_cleaning().await });
    chores
}

async fn hold(data_dir: &Path) -> anyhow::Result<Lock> {
    match lock::take(data_dir).await? {
        Turn::Ours(lock) => Ok(lock),
        Turn::Server(_) => bail!("another server is running on {}", data_dir.display()),
    }
}

async fn settings(app: &App, serving: &Serving) -> anyhow::Result<Settings> {
    let cdn_key = match serving.cdn {
        Cdn::Public => None,
        Cdn::Signed => Some(app.address_key().await?),
    };
    Ok(Settings {
        public_url: serving.public_url.clone(),
        cdn_url: serving.cdn_url.clone(),
        cdn_key,
        trusted_proxies: serving.trusted_proxy.clone(),
        cors_origins: serving.cors_origin.clone(),
        rate_limits: serving.rate_limit.clone(),
        picture_rate_limits: serving.picture_rate_limit.clone(),
        legacy_users: serving.legacy_users,
        instance: serving.instance.clone(),
        limits: serving.bounds.of_requests(),
    })
}

/// Where nobody could sign in yet: the link by which the first administrator is named.
async fn welcome(app: &App, serving: &Serving, listeners: &Listeners) -> anyhow::Result<()> {
    let Some(link) = app.offer_setup().await? else { return Ok(()) };
    let base = match &serving.public_url {
        Some(url) => url.clone(),
        None => listeners.handiest(serving.trusted_proxy.is_empty())?,
    };
    eprintln!(
        "This instance has no users yet. Name its administrator within 24 hours, at\n  \
         {base}/setup?token={}\nor with `vitrine user create --username NAME --admin`.",
        link.as_str()
    );
    Ok(())
}

/// Runs until it ends by itself or by a signal; then requests at work are finished.
async fn until_stopped(
    serving: impl Future<Output = anyhow::Result<()>>,
    signals: &mut Signals,
    connections: &axum_server::Control,
    app: &App,
) -> anyhow::Result<()> {
    tokio::pin!(serving);
    tokio::select! {
        ended = &mut serving => return ended,
        () = signals.next() => {}
    }
    tracing::info!("stopping; requests at work are finished");
    connections.graceful_shutdown(Some(LAST_REQUESTS));
    app.end_waiting();
    tokio::select! {
        ended = &mut serving => ended,
        () = signals.next() => {
            connections.shutdown();
            serving.await
        }
    }
}

/// SIGTERM and SIGINT.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    fn catch() -> io::Result<Self> {
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
