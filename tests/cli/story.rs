//! docs/terminal.md and docs/import.md, tried: each command of their console blocks is run as it stands, and must print
//! what stands there.
//!
//! A `$` begins a command, `>` goes on with it; `[..]` stands for anything within a line, `...` for any lines. A
//! server runs, as in a terminal of its own, until `^C`. Ports and the database's address are those of the test.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use regex::Regex;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::time::timeout;

use crate::support::instance::program;
use crate::support::postgres::Scratch;

/// What the story calls the addresses of its servers, and its database.
const HTTPS: &str = "https://127.0.0.1:8443";
const HTTP: &str = "http://127.0.0.1:8080";
const DATABASE: &str = "postgres://vitrine:secret@localhost/vitrine";

const END: &str = "--- end of a command ";
const DEADLINE: Duration = Duration::from_mins(1);

/// A command of the story, and what it should print.
struct Turn {
    line: usize,
    command: String,
    expected: Vec<String>,
}

fn turns(story: &str) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    let mut inside = false;
    for (line, text) in (1..).zip(story.lines()) {
        match (inside, text) {
            (false, "```console") => inside = true,
            (true, "```") => inside = false,
            (true, _) => match (text.strip_prefix("$ "), text.strip_prefix("> "), turns.last_mut()) {
                (Some(command), ..) => turns.push(Turn { line, command: command.to_owned(), expected: Vec::new() }),
                (_, Some(more), Some(turn)) => turn.command.extend(["\n", more]),
                _ if text == "^C" => turns.push(Turn { line, command: text.to_owned(), expected: Vec::new() }),
                (.., Some(turn)) => turn.expected.push(text.to_owned()),
                (.., None) => panic!("line {line}: a block begins with a command"),
            },
            (false, _) => {}
        }
    }
    turns
}

fn pattern(expected: &[String]) -> Regex {
    let lines = expected.iter().map(|line| match line.as_str() {
        "..." => "(?:.*\n)*?".to_owned(),
        line => regex::escape(line).replace(&regex::escape("[..]"), ".*") + "\n",
    });
    Regex::new(&format!("^{}$", lines.collect::<String>())).unwrap()
}

/// A terminal in a folder of its own.
struct Terminal {
    folder: tempfile::TempDir,
    database: Scratch,
    shell: Child,
    keys: ChildStdin,
    screen: Lines<BufReader<ChildStdout>>,
    server: Option<(Child, Lines<BufReader<ChildStdout>>)>,
    /// The words of the story, and what they stand for.
    words: Vec<(String, String)>,
}

impl Terminal {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = Scratch::empty().await;
        let mut shell = command(folder.path(), "exec 2>&1; exec bash --norc --noprofile");
        let mut shell = shell.stdin(Stdio::piped()).spawn().unwrap();
        let (keys, screen) = (shell.stdin.take().unwrap(), BufReader::new(shell.stdout.take().unwrap()).lines());
        let words = vec![(DATABASE.to_owned(), database.url().to_owned())];
        Self { folder, database, shell, keys, screen, server: None, words }
    }

    /// Runs a command, and gives what it printed.
    async fn run(&mut self, told: &str) -> String {
        let meant = self.words.iter().fold(told.to_owned(), |text, (word, meant)| text.replace(word, meant));
        let printed = if told == "^C" {
            self.interrupt().await
        } else if told.starts_with("vitrine serve") {
            self.serve(told).await
        } else {
            self.shell(&meant).await
        };
        self.words.iter().fold(printed, |text, (word, meant)| text.replace(meant, word))
    }

    async fn shell(&mut self, command: &str) -> String {
        let line = format!("{{ {command}\n}} </dev/null; status=$?; echo \"{END}$status\"; (exit $status)\n");
        self.keys.write_all(line.as_bytes()).await.unwrap();
        let progress = Regex::new(
            r"^(reading|comparing|checking|writing|restoring|backing up|import|undo|export)[a-z ]*(: \d+( of \d+ \(\d+ %\))?)?$",
        )
        .unwrap();
        let mut printed = String::new();
        loop {
            let line =
                timeout(DEADLINE, self.screen.next_line()).await.unwrap_or_else(|_| panic!("{command}: {printed}"));
            let line = line.unwrap().unwrap_or_else(|| panic!("the shell ended at {command}: {printed}"));
            // What a command prints may end without a line end.
            if let Some((rest, _)) = line.split_once(END) {
                return if rest.is_empty() { printed } else { printed + rest + "\n" };
            }
            // On a busy machine a command may take its five seconds.
            if !progress.is_match(&line) {
                printed.extend([line.as_str(), "\n"]);
            }
        }
    }

    /// Starts a server on free ports and waits until it is ready.
    async fn serve(&mut self, told: &str) -> String {
        let line = told.replace("127.0.0.1:8080", "127.0.0.1:0").replace(DATABASE, self.database.url());
        let mut child = command(self.folder.path(), &format!("exec 2>&1; exec {line}"));
        let mut child = child.env("VITRINE_LISTEN", "127.0.0.1:0").spawn().unwrap();
        let mut screen = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut printed = String::new();
        loop {
            let line = timeout(DEADLINE, screen.next_line()).await.unwrap_or_else(|_| panic!("{told}: {printed}"));
            let line = line.unwrap().unwrap_or_else(|| panic!("the server ended: {printed}"));
            printed.extend([line.as_str(), "\n"]);
            if let Some(addresses) = line.strip_prefix("listening on ") {
                let mut addresses = addresses.split(' ').map(str::to_owned);
                self.words.truncate(1);
                self.words.extend([HTTPS, HTTP].map(str::to_owned).into_iter().zip(&mut addresses));
                self.server = Some((child, screen));
                return printed;
            }
        }
    }

    async fn interrupt(&mut self) -> String {
        let (mut server, mut screen) = self.server.take().expect("a server to stop");
        let id = server.id().expect("it runs").to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().await.unwrap().success());
        let mut printed = String::new();
        while let Some(line) = timeout(DEADLINE, screen.next_line()).await.expect("it ends").unwrap() {
            printed.extend([line.as_str(), "\n"]);
        }
        assert!(timeout(DEADLINE, server.wait()).await.expect("it ends").unwrap().success(), "{printed}");
        printed
    }
}

/// A line of shell in the folder, with the program on its path and nothing else of the caller's settings.
fn command(folder: &Path, line: &str) -> Command {
    let place = program();
    let own = place.parent().unwrap().to_str().unwrap().to_owned();
    let path = std::env::var("PATH").unwrap_or_default();
    let mut command = Command::new("bash");
    command.args(["-c", line]).current_dir(folder).env_clear().env("PATH", format!("{own}:{path}"));
    command.env("HOME", folder).stdin(Stdio::null()).stdout(Stdio::piped()).kill_on_drop(true);
    command
}

#[tokio::test(flavor = "multi_thread")]
async fn it_happens_as_it_is_told() {
    tell("terminal.md", 20).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_import_happens_as_it_is_told() {
    tell("import.md", 10).await;
}

/// Tries a document, which has so many commands at least.
async fn tell(document: &str, least: usize) {
    let story = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(document)).unwrap();
    let mut terminal = Terminal::open().await;
    let turns = turns(&story);
    assert!(turns.len() > least, "the story was not found");
    for turn in turns {
        let printed = terminal.run(&turn.command).await;
        assert!(
            pattern(&turn.expected).is_match(&printed),
            "docs/{document}, line {}: $ {}\nprinted\n{printed}\nwhere stands\n{}",
            turn.line,
            turn.command,
            turn.expected.join("\n")
        );
    }
    assert!(terminal.server.is_none(), "a server is left running");
    terminal.shell.kill().await.unwrap();
}
