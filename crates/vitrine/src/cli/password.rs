//! Reads a password: one line of stdin, or twice from the terminal.

use std::io::{self, BufRead as _};

use anyhow::{Context as _, bail};

/// A password from stdin or, without echo, from the terminal.
pub fn read(from_stdin: bool) -> anyhow::Result<String> {
    if from_stdin {
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line).context("no password could be read from stdin")?;
        return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
    }
    let prompt = |words| {
        rpassword::prompt_password(words)
            .context("there is no terminal to ask; send the password with --password-stdin")
    };
    let password = prompt("Password: ")?;
    if prompt("The same again: ")? != password {
        bail!("the two passwords differ");
    }
    Ok(password)
}
