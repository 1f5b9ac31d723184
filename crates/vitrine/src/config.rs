//! Settings: a flag counts first, then its `VITRINE_…` variable, then `vitrine.toml`, then the default.

mod bounds;
mod daily;
mod elsewhere;
pub mod examples;
mod file;
mod in_force;
mod webhooks;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

use clap::error::ErrorKind;
use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use store::Location;

use crate::cli::Order;
use crate::output::Output;
pub use bounds::Bounds;
use daily::DailyBackup;
pub use elsewhere::Elsewhere;
use file::File;
use in_force::InForce;
use webhooks::Webhooks;

/// A product catalogue with the Quable API
#[derive(Debug, Parser)]
#[command(name = "vitrine", version, max_term_width = 100, after_help = examples::ALL)]
pub struct CommandLine {
    /// Where the instance lies.
    #[command(flatten)]
    pub places: Places,
    /// How to print.
    #[command(flatten)]
    pub output: Output,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Answer the API until SIGTERM or SIGINT
    #[command(after_help = examples::SERVE)]
    Serve(Box<Serving>),
    /// Fill an instance that nobody uses yet from the archive of a backup; no server may run on it
    #[command(after_help = examples::RESTORE)]
    Restore {
        /// The archive
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// What a running server can do as well.
    #[command(flatten)]
    Order(Order),
    /// Print the settings in force, and where each comes from, as a settings file
    #[command(after_help = examples::CONFIG)]
    Config {
        /// All that `serve` takes.
        #[command(flatten)]
        serving: Box<Serving>,
        /// Found out when the line is read.
        #[arg(skip)]
        in_force: Option<InForce>,
    },
    /// Print a script that completes commands in a shell
    #[command(after_help = examples::COMPLETIONS)]
    Completions {
        /// The shell
        shell: Shell,
    },
}

/// Where an instance lies; every command takes these.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Instance")]
pub struct Places {
    /// Folder of the database, the certificate and the control socket
    #[arg(long, global = true, value_name = "DIR", env = "VITRINE_DATA_DIR", default_value = "./vitrine-data")]
    pub data_dir: PathBuf,
    /// Address of a PostgreSQL database; without it SQLite in the data folder
    #[arg(long, global = true, value_name = "postgres://USER:PASSWORD@HOST/NAME", env = "VITRINE_DATABASE_URL")]
    #[arg(hide_env_values = true, hide_default_value = true)]
    pub database_url: Option<Secret>,
    /// Where files lie: a folder, or a bucket of S3 with AWS_... variables; without it files/ in the data folder
    #[arg(long, global = true, value_name = "DIR|s3://BUCKET/PREFIX", env = "VITRINE_FILES_URL")]
    pub files_url: Option<files::Location>,
    /// What passwords in addresses are encrypted with: 32 bytes in base64; without it secret.key in the data folder
    #[arg(long, global = true, value_name = "KEY[,OLD-KEY]", env = "VITRINE_SECRET_KEY")]
    #[arg(hide_env_values = true, hide_default_value = true)]
    pub secret_key: Option<Secret>,
    /// File of settings, named as their flags; without it vitrine.toml, if there is one here
    #[arg(long, global = true, value_name = "FILE", env = "VITRINE_CONFIG")]
    pub config: Option<PathBuf>,
}

impl Places {
    /// Where files lie.
    pub fn files(&self) -> files::Location {
        self.files_url.clone().unwrap_or_else(|| files::Location::Folder(self.data_dir.join("files")))
    }

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
#[command(next_help_heading = "Serving")]
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
    /// The address of --instance's files, in place of /cdn on this server, such as that of a content delivery network
    #[arg(long, value_name = "URL", env = "VITRINE_CDN_URL", value_parser = address)]
    pub cdn_url: Option<String>,
    /// Whether anybody who knows such an address may use it, or only while it is signed, for a day or two
    #[arg(long, env = "VITRINE_CDN", value_enum, default_value_t = Cdn::Public)]
    pub cdn: Cdn,
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
    /// Pictures in other sizes than usual that are made for each address in a time; may be repeated
    #[arg(long, value_name = "PICTURES/TIME", env = "VITRINE_PICTURE_RATE_LIMIT", value_delimiter = ',')]
    #[arg(default_value = "600/1m")]
    pub picture_rate_limit: Vec<vitrine_http::RateLimit>,
    /// Bring back /users and /users/groups of API v4, for administrators
    #[arg(long, env = "VITRINE_LEGACY_USERS")]
    pub legacy_users: bool,
    /// Leave planned imports and exports to other servers
    #[arg(long, env = "VITRINE_NO_PLANNINGS")]
    pub no_plannings: bool,
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
    /// How receivers of events are called.
    #[command(flatten)]
    pub webhooks: Webhooks,
    /// Where files may be fetched from and put.
    #[command(flatten)]
    pub elsewhere: Elsewhere,
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

/// Scheme, host and perhaps a path of a URL.
fn address(url: &str) -> Result<String, String> {
    let url = url.trim_end_matches('/');
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    match rest {
        Some(rest) if !rest.is_empty() && !rest.contains(['?', '#', '@', ' ']) => Ok(url.to_owned()),
        _ => Err("expected an address such as https://cdn.example.org".to_owned()),
    }
}

/// Who may use the public addresses of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Cdn {
    /// Anybody, for as long as the file is shown.
    Public,
    /// Who was given one by the API on that day or the day before.
    Signed,
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

/// The script that completes commands in a shell.
pub fn completions(shell: Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut CommandLine::command(), "vitrine", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// Reads the settings of this process; ends it where they are wrong (2) or help was asked for (0).
pub fn parse() -> CommandLine {
    let arguments: Vec<_> = std::env::args_os().collect();
    read(&arguments).unwrap_or_else(|error| {
        // Nothing is known yet of how to print.
        if error.use_stderr() && arguments.iter().any(|argument| argument == "--json") {
            let text = error.render().to_string();
            Output { json: true, ..Output::default() }.complain(text.trim_start_matches("error: ").trim_end());
            std::process::exit(error.exit_code());
        }
        error.exit()
    })
}

/// Reads a command line, and the settings file that goes with it.
fn read(arguments: &[OsString]) -> Result<CommandLine, clap::Error> {
    let command = CommandLine::command();
    // Help, and what is wrong with the line itself, don't depend on a file.
    let named = command.clone().try_get_matches_from(arguments)?.get_one::<PathBuf>("config").cloned();
    let file = File::read(named.as_deref()).map_err(|error| invalid(command, &error))?;
    read_with(arguments, file.as_ref())
}

fn read_with(arguments: &[OsString], file: Option<&File>) -> Result<CommandLine, clap::Error> {
    let command = CommandLine::command();
    let (command, names) = match file {
        Some(file) => file.fill(command.clone()).map_err(|error| invalid(command, &error))?,
        None => (command, BTreeSet::new()),
    };
    let matches = command.try_get_matches_from(arguments)?;
    let mut line = CommandLine::from_arg_matches(&matches)?;
    if let (Command::Config { in_force, .. }, Some(("config", given))) = (&mut line.command, matches.subcommand()) {
        // In the order of the definition, which other defaults disturb; what is global stands among the arguments of
        // a subcommand only once the command is built.
        let mut command = CommandLine::command();
        command.build();
        let config = command.find_subcommand("config");
        *in_force = config.map(|config| InForce::of(config, given, file.map(|file| (file, &names))));
    }
    Ok(line)
}

fn invalid(mut command: clap::Command, error: &anyhow::Error) -> clap::Error {
    command.error(ErrorKind::InvalidValue, format!("{error:#}"))
}

#[cfg(test)]
mod tests;
