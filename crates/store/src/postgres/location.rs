//! What the URL says, and what we add to it.

use std::path::PathBuf;
use std::time::Duration;

use tokio_postgres::Config;
use tokio_postgres::config::SslMode;
use tokio_postgres_rustls::MakeRustlsConnect;

use super::tls::{self, Trust};
use crate::Error;

/// No statement of ours takes nearly as long, and nothing is awaited between two of a transaction:
/// whoever is over these has lost its node. What the URL's own `options` say goes before.
const LIMITS: &str = "-c statement_timeout=60s -c lock_timeout=20s -c idle_in_transaction_session_timeout=30s";
/// Statements of ours find rows by the keys that they are given: no join that reads whole tables, and
/// no scan where an index serves. Planned at each use, which costs a part of a millisecond: a plan kept
/// from a time when the tables were small reads all of them until the next ANALYZE (`plans.rs`: what changes then).
/// None is compiled to machine code: that takes longer than what it saves (0.4 s, for the rows of a frequent word).
/// The rows of a word are noted one by one, not page by page: else the words of all rows in those pages are looked at.
const PLANS: &str = "-c plan_cache_mode=force_custom_plan -c enable_hashjoin=off -c enable_mergejoin=off \
    -c enable_seqscan=off -c random_page_cost=1.1 -c jit=off -c work_mem=32MB";
const CONNECTING: Duration = Duration::from_secs(5);
/// A dead peer is noticed within a minute.
const ALIVE_AFTER: Duration = Duration::from_secs(30);
const ALIVE_EVERY: Duration = Duration::from_secs(10);
/// And one that doesn't even take what is sent, sooner: the kernel would try for a quarter of an hour.
const UNHEARD: Duration = Duration::from_secs(20);

/// How to connect.
pub(super) fn parse(url: &str) -> Result<(Config, MakeRustlsConnect), Error> {
    let wrong = |words: &str| Error::Location(format!("the database's URL: {words}"));
    if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
        return Err(wrong("expected postgres://user@host:port/database"));
    }
    let (base, query) = url.split_once('?').unwrap_or((url, ""));
    let (mut mode, mut root, mut others) = ("disable", None, Vec::new());
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=') {
            Some(("sslmode", value)) => mode = value,
            Some(("sslrootcert", value)) => root = Some(PathBuf::from(value)),
            _ => others.push(pair),
        }
    }
    let mut config: Config =
        format!("{base}?{}", others.join("&")).parse().map_err(|error| wrong(&format!("{error}")))?;
    let (ssl_mode, trust) = match mode {
        "disable" => (SslMode::Disable, Trust::Anybody),
        "require" => (SslMode::Require, Trust::Anybody),
        "verify-full" => (SslMode::Require, Trust::Signed(root)),
        other => return Err(wrong(&format!("sslmode is disable, require or verify-full, not {other}"))),
    };
    config.ssl_mode(ssl_mode);
    let options = format!("{LIMITS} {PLANS} {}", config.get_options().unwrap_or_default());
    config.options(options);
    if config.get_application_name().is_none() {
        config.application_name("vitrine");
    }
    config
        .connect_timeout(CONNECTING)
        .keepalives_idle(ALIVE_AFTER)
        .keepalives_interval(ALIVE_EVERY)
        .keepalives_retries(3)
        .tcp_user_timeout(UNHEARD);
    Ok((config, tls::connector(trust)?))
}
