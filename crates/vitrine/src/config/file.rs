//! The settings file: its values become the defaults of the flags of the same name. So there is one definition
//! and one parser for flag, variable and file.

use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::builder::Resettable;
use clap::{Arg, ArgAction};
use toml::de::{DeTable, DeValue};

/// The file that is read where none is named.
const USUAL: &str = "vitrine.toml";

/// A settings file.
pub struct File {
    /// Where it is.
    pub path: PathBuf,
    pub(super) text: String,
}

impl File {
    /// Reads the named file, or the usual one if it is there. Errors: it can't be read.
    pub fn read(named: Option<&Path>) -> anyhow::Result<Option<Self>> {
        let path = named.unwrap_or(Path::new(USUAL));
        if named.is_none() && !path.exists() {
            return Ok(None);
        }
        let text = fs::read_to_string(path);
        let text = text.with_context(|| format!("the settings file {} cannot be read", path.display()))?;
        Ok(Some(Self { path: path.to_owned(), text }))
    }

    /// Makes its values the defaults of the flags of the same name, wherever those stand; and the names that it has.
    /// Errors: it is no TOML, names what is no setting, or has a value that the flag wouldn't take.
    pub fn fill(&self, command: clap::Command) -> anyhow::Result<(clap::Command, BTreeSet<String>)> {
        let table = DeTable::parse(&self.text);
        let table = table.with_context(|| format!("the settings file {} is not TOML", self.path.display()))?;
        let (mut command, mut names) = (command, BTreeSet::new());
        for (name, value) in table.get_ref() {
            let Some(setting) = setting(&command, name.get_ref()) else {
                bail!("{}: \"{}\" is no setting; `vitrine config` prints all", self.place(name.span()), name.get_ref());
            };
            let values = values(value.get_ref());
            let values = values.and_then(|values| taken(setting, &values).map(|()| values));
            let values = values.map_err(|why| anyhow::anyhow!("{}: {why}", self.place(value.span())))?;
            command = with_default(command, name.get_ref(), &values);
            names.insert(name.get_ref().to_string());
        }
        Ok((command, names))
    }

    fn place(&self, span: Range<usize>) -> String {
        let line = self.text.bytes().take(span.start).filter(|byte| *byte == b'\n').count() + 1;
        format!("{}, line {line}", self.path.display())
    }
}

/// What can be set: flags that a variable sets too.
pub fn is_setting(arg: &Arg) -> bool {
    arg.get_env().is_some() && arg.get_id() != "config"
}

fn setting<'a>(command: &'a clap::Command, name: &str) -> Option<&'a Arg> {
    let mut own = command.get_arguments();
    let named = |arg: &&Arg| arg.get_long() == Some(name) && is_setting(arg);
    own.find(named).or_else(|| command.get_subcommands().find_map(|sub| setting(sub, name)))
}

fn with_default(mut command: clap::Command, name: &str, values: &[String]) -> clap::Command {
    let id = name.replace('-', "_");
    if command.get_arguments().any(|arg| arg.get_long() == Some(name) && is_setting(arg)) {
        command = command.mut_arg(&id, |arg| arg.default_values(values.to_vec()));
    }
    let under: Vec<_> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    under.into_iter().fold(command, |command, sub| command.mut_subcommand(sub, |sub| with_default(sub, name, values)))
}

/// The value as it would stand after the flag.
fn values(value: &DeValue<'_>) -> Result<Vec<String>, String> {
    match value {
        DeValue::String(text) => Ok(vec![text.to_string()]),
        DeValue::Boolean(flag) => Ok(vec![flag.to_string()]),
        DeValue::Integer(number) => {
            let decimal = i64::from_str_radix(number.as_str(), number.radix());
            Ok(vec![decimal.map_err(|error| error.to_string())?.to_string()])
        }
        DeValue::Array(items) => {
            let items = items.iter().map(|item| values(item.get_ref()));
            Ok(items.collect::<Result<Vec<_>, _>>()?.concat())
        }
        other => {
            Err(format!("expected a text, a whole number, true or false, or a list of them; got {}", other.type_str()))
        }
    }
}

/// Whether the flag would take these values. Errors: what it says of them.
fn taken(setting: &Arg, values: &[String]) -> Result<(), String> {
    let mut arg = setting.clone().env(Resettable::<clap::builder::OsStr>::Reset).required(false);
    if matches!(arg.get_action(), ArgAction::SetTrue) {
        arg = arg.action(ArgAction::Set).num_args(1);
    }
    let flag = setting.get_long().unwrap_or_default();
    let line = values.iter().map(|value| format!("--{flag}={value}"));
    let alone = clap::Command::new("vitrine").no_binary_name(true).arg(arg);
    let told = alone.try_get_matches_from(line).map_err(|error| error.render().to_string());
    // What follows is the usage of this one-flag command.
    told.map(drop).map_err(|text| text.trim_start_matches("error: ").lines().next().unwrap_or_default().to_owned())
}
