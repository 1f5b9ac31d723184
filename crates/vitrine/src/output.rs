//! What a command prints: its result on stdout, what went wrong on stderr; words or, on request, JSON.

use std::fmt;
use std::fs::File;
use std::io::{self, ErrorKind, Write as _};

use clap::Args;
use serde::Serialize;
use serde_json::json;

/// How to print.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Output")]
pub struct Output {
    /// Print the result as one line of JSON; errors and progress too, on stderr
    #[arg(long, global = true)]
    pub json: bool,
    /// Show no progress
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

impl Output {
    /// Prints a result: its words, or its JSON.
    pub fn show(&self, result: &(impl Serialize + fmt::Display)) -> anyhow::Result<()> {
        let text = if self.json { format!("{}\n", serde_json::to_string(result)?) } else { result.to_string() };
        Ok(print(&text)?)
    }

    /// Prints an error.
    pub fn complain(&self, error: &str) {
        let line = if self.json { json!({ "error": error }).to_string() } else { format!("error: {error}") };
        // Nobody may listen any more; the exit code says it too.
        let _ = writeln!(io::stderr(), "{line}");
    }
}

/// Prints on stdout. A reader that left early (`| head`) has what it wanted.
pub fn print(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        printed => printed,
    }
}

/// Prints a file on stdout.
pub fn pour(mut file: File) -> io::Result<()> {
    match io::copy(&mut file, &mut io::stdout().lock()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        poured => poured.map(drop),
    }
}
