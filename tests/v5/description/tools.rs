//! The programs of `tests/tools`, which `make clients` installs.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;
use tokio::time::timeout;

/// None takes longer, however busy the machine.
const DEADLINE: Duration = Duration::from_mins(15);

/// Where one of them is installed.
pub fn path(name: &str) -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target folder");
    let path = target.join("tools").join(name);
    assert!(path.exists(), "there is no {}: run `make clients`", path.display());
    path
}

/// A file of `tests/tools`.
pub fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tools").join(name)
}

/// Runs a program to its end in a folder: what it printed, or the test fails with it.
pub async fn run(program: &Path, args: &[&str], folder: &Path) -> String {
    let mut command = Command::new(program);
    command.args(args).current_dir(folder).stdin(Stdio::null()).env("NO_COLOR", "1").kill_on_drop(true);
    let output = timeout(DEADLINE, command.output()).await;
    let output = output.unwrap_or_else(|_| panic!("{} does not end", program.display())).expect("a program");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{} {args:?}: {}\n{out}\n{err}", program.display(), output.status);
    out.into_owned()
}
