//! Settings: a flag counts first, then its `VITRINE_…` variable, then `vitrine.toml`, then the default.

mod bounds;
mod daily;

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::Context as _;
use clap::error::ErrorKind;
use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};
use store::Location;

use crate::cli::Order;
pub use bounds::Bounds;
use daily::DailyBackup;

/// A product catalogue with the Quable API
#[derive(Debug, Parser)]
#[command(
    name = "vitrine",
    version,
    after_help = "Every setting is also read from vitrine.toml (or the file named by VITRINE_CONFIG), under its flag's name."
)]
pub struct CommandLine {
    /// Where the instance lies.
    #[command(flatten)]
    pub places: Places,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Answer the API until SIGTERM or SIGINT
    Serve(Box<Serving>),
    /// Fill an instance that nobody uses yet from the archive of a backup; no server may run on it
    Restore {
        /// The archive
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// What a running server can do as well.
    #[command(flatten)]
    Order(Order),
}

/// Where an instance lies; every command takes these.
#[derive(Debug, Clone, Args)]
pub struct Places {
    /// Folder of the database, the certificate and the control socket
    #[arg(long, global = true, value_name = "DIR", env = "VITRINE_DATA_DIR", default_value = "./vitrine-data")]
    pub data_dir: PathBuf,
    /// Address of a PostgreSQL database; without it SQLite in the data folder
    #[arg(long, global = true, value_name = "postgres://USER:PASSWORD@HOST/NAME", env = "VITRINE_DATABASE_URL")]
    #[arg(hide_env_values = true, hide_default_value = true)]
    pub database_url: Option<Secret>,
}

impl Places {
    /// The database. Errors: a URL of another kind.
    pub fn location(&self) -> anyhow::Result<Location> {
        match &self.database_url {
            None => Ok(Location::Sqlite(self.data_dir.join("vitrine.db"))),
            Some(Secret(url)) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
                Ok(Location::Postgres(url.clone()))
            }
            Some(_) => Err(Misuse::of("--database-url should begin with postgres://; leave it out for SQLite")),
        }
    }
}

/// How to serve.
#[derive(Debug, Clone, Args)]
pub struct Serving {
    /// Address of HTTPS; port 0 takes a free one
    #[arg(long, value_name = "ADDR", env = "VITRINE_LISTEN", default_value = "127.0.0.1:8443")]
    pub listen: SocketAddr,
    /// Address of plain HTTP: a loopback one, unless --trusted-proxy is given
    #[arg(long, value_name = "ADDR", env = "VITRINE_HTTP")]
    pub http: Option<SocketAddr>,
    /// The address that clients see, for links in answers
    #[arg(long, value_name = "URL", env = "VITRINE_PUBLIC_URL", value_parser = origin)]
    pub public_url: Option<String>,
    /// Certificate chain in PEM; without it one is made and kept in the data folder
    #[arg(long, value_name = "FILE", env = "VITRINE_TLS_CERT")]
    pub tls_cert: Option<PathBuf>,
    /// Its private key in PEM
    #[arg(long, value_name = "FILE", env = "VITRINE_TLS_KEY")]
    pub tls_key: Option<PathBuf>,
    /// Network of a proxy that may speak plain HTTP to --http; may be repeated
    #[arg(long, value_name = "CIDR", env = "VITRINE_TRUSTED_PROXY", value_delimiter = ',')]
    pub trusted_proxy: Vec<vitrine_http::Network>,
    /// Origin whose web pages may call with credentials; none: any may, without; may be repeated
    #[arg(long, value_name = "ORIGIN", env = "VITRINE_CORS_ORIGIN", value_delimiter = ',')]
    pub cors_origin: Vec<String>,
    /// Calls that each token may make in a time, such as 6000/10m,300000/24h; none: no limit; may be repeated
    #[arg(long, value_name = "CALLS/TIME", env = "VITRINE_RATE_LIMIT", value_delimiter = ',')]
    pub rate_limit: Vec<vitrine_http::RateLimit>,
    /// Bring back /users and /users/groups of API v4, for administrators
    #[arg(long, env = "VITRINE_LEGACY_USERS")]
    pub legacy_users: bool,
    /// Memory in MiB for what lists are answered from; without it 48 and 8 for each 100,000 objects
    #[arg(long, value_name = "MIB", env = "VITRINE_ANSWER_MEMORY")]
    pub answer_memory: Option<u32>,
    /// Name of this instance
    #[arg(long, value_name = "NAME", env = "VITRINE_INSTANCE", default_value = "vitrine")]
    pub instance: String,
    /// What to log, such as info or warn,store=debug
    #[arg(long, value_name = "FILTER", env = "VITRINE_LOG", default_value = "info,tokio_postgres=warn")]
    pub log: String,
    /// Shape of the log on stderr
    #[arg(long, env = "VITRINE_LOG_FORMAT", value_enum, default_value_t = LogFormat::Text)]
    pub log_format: LogFormat,
    /// When backups are taken.
    #[command(flatten)]
    pub backup: DailyBackup,
    /// How much is borne.
    #[command(flatten)]
    pub bounds: Bounds,
}

impl Serving {
    /// Errors: plain HTTP that the whole network could reach; a certificate without its key.
    pub fn check(&self) -> anyhow::Result<()> {
        if self.tls_cert.is_some() != self.tls_key.is_some() {
            return Err(Misuse::of("--tls-cert and --tls-key should be given together"));
        }
        let Some(address) = self.http else { return Ok(()) };
        if address.ip().is_loopback() || !self.trusted_proxy.is_empty() {
            return Ok(());
        }
        Err(Misuse::of(format!(
            "--http should be a loopback address such as 127.0.0.1:8080; got {address}. \
             Behind a proxy that speaks HTTPS, name its network with --trusted-proxy"
        )))
    }
}

/// Scheme, host and port of a URL.
fn origin(url: &str) -> Result<String, String> {
    let origin = url.trim_end_matches('/');
    let authority = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
    match authority {
        Some(authority) if !authority.is_empty() && !authority.contains(['/', '?', '#', '@']) => Ok(origin.to_owned()),
        _ => Err("expected scheme and host such as https://pim.example.org".to_owned()),
    }
}

/// Shape of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Json,
}

/// A text that is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl FromStr for Secret {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

/// The program was used wrongly: exit code 2.
#[derive(Debug)]
pub struct Misuse(String);

impl Misuse {
    /// Wrong use, in words.
    pub fn of(message: impl Into<String>) -> anyhow::Error {
        Self(message.into()).into()
    }
}

impl fmt::Display for Misuse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Misuse {}

/// Reads the settings of this process; ends it where they are wrong (2) or help was asked for (0).
pub fn parse() -> CommandLine {
    let mut command = CommandLine::command();
    match read_file().and_then(|text| with_file(command.clone(), &text)) {
        Ok(filled) => command = filled,
        Err(error) => command.error(ErrorKind::InvalidValue, format!("{error:#}")).exit(),
    }
    let matches = command.get_matches();
    CommandLine::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
}

/// The text of the settings file; empty where none was named and none is there.
fn read_file() -> anyhow::Result<String> {
    let named = std::env::var_os("VITRINE_CONFIG").map(PathBuf::from);
    let path = named.as_deref().unwrap_or(Path::new("vitrine.toml"));
    if named.is_none() && !path.exists() {
        return Ok(String::new());
    }
    std::fs::read_to_string(path).with_context(|| format!("the settings file {} cannot be read", path.display()))
}

/// Makes the file's values the defaults of the flags of the same name.
fn with_file(mut command: clap::Command, text: &str) -> anyhow::Result<clap::Command> {
    let table: toml::Table = text.parse().context("the settings file is not TOML")?;
    for (name, value) in table {
        let values = values(&name, value)?;
        if has(&command, &name) {
            command = command.mut_arg(id(&name), |arg| arg.default_values(values));
        } else if command.find_subcommand("serve").is_some_and(|serve| has(serve, &name)) {
            command =
                command.mut_subcommand("serve", |serve| serve.mut_arg(id(&name), |arg| arg.default_values(values)));
        } else {
            anyhow::bail!("the settings file names \"{name}\", which is no setting");
        }
    }
    Ok(command)
}

fn has(command: &clap::Command, name: &str) -> bool {
    command.get_arguments().any(|arg| arg.get_long() == Some(name) && arg.get_env().is_some())
}

fn id(flag: &str) -> String {
    flag.replace('-', "_")
}

fn values(name: &str, value: toml::Value) -> anyhow::Result<Vec<String>> {
    match value {
        toml::Value::String(text) => Ok(vec![text]),
        toml::Value::Array(items) => {
            items.into_iter().map(|item| values(name, item)).collect::<Result<Vec<_>, _>>().map(|v| v.concat())
        }
        other => anyhow::bail!("\"{name}\" in the settings file should be a text; got {}", other.type_str()),
    }
}

#[cfg(test)]
mod tests;
