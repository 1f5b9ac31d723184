//! The `vitrine` program: the only place where all floors meet, and the only one that
//! reads the clock and draws random numbers.

mod cli;
mod config;
mod control;
mod demo;
mod listen;
mod lock;
mod log;
mod open;
mod output;
mod private;
mod progress;
mod secret_key;
mod serve;
mod tls;
mod whole;

use std::process::ExitCode;

use config::{Command, CommandLine};
use tokio::runtime::{Builder, Runtime};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Exit codes: 0 done, 1 failed, 2 used wrongly.
fn main() -> ExitCode {
    // A second install is the only way to fail, and this is the first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let line = config::parse();
    let output = line.output.clone();
    let done = log::start(&line.command).and_then(|()| runtime()?.block_on(run(line)));
    let Err(error) = done else { return ExitCode::SUCCESS };
    output.complain(&format!("{error:#}"));
    ExitCode::from(if error.is::<config::Misuse>() { 2 } else { 1 })
}

fn runtime() -> std::io::Result<Runtime> {
    Builder::new_multi_thread().enable_all().build()
}

async fn run(line: CommandLine) -> anyhow::Result<()> {
    match line.command {
        Command::Restore { file } => cli::restore::run(&line.places, &line.output, &file).await,
        Command::Serve(serving) => serve::run(&line.places, &line.output, &serving).await,
        Command::Order(order) => cli::run(&line.places, &line.output, order).await,
        Command::Config { in_force, .. } => in_force.map_or(Ok(()), |settings| line.output.show(&settings)),
        Command::Completions { shell } => Ok(output::print(&config::completions(shell))?),
    }
}
