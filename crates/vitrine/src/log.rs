//! The log: to stderr, as lines for people or as JSON.

use std::io;

use tracing_subscriber::EnvFilter;

use crate::config::{Command, LogFormat, Misuse};

/// Starts the log of this process. Errors: a filter that can't be read.
pub fn start(command: &Command) -> anyhow::Result<()> {
    let (filter, format) = match command {
        Command::Serve(serving) => (serving.log.as_str(), serving.log_format),
        Command::Restore { .. } | Command::Order(_) | Command::Config { .. } | Command::Completions { .. } => {
            ("warn", LogFormat::Text)
        }
    };
    // The library of FTP would tell passwords.
    let filter = EnvFilter::try_new(format!("{filter},suppaftp=info"))
        .map_err(|error| Misuse::of(format!("--log should be a filter such as info or warn,store=debug: {error}")))?;
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    match format {
        LogFormat::Text => log.with_ansi(io::IsTerminal::is_terminal(&io::stderr())).init(),
        LogFormat::Json => log.json().init(),
    }
    Ok(())
}
