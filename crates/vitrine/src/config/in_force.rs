//! The settings in force, each with where it comes from: what `vitrine config` prints.

use std::collections::BTreeSet;
use std::fmt;

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command};
use serde::Serialize;

use super::file::{File, is_setting};

/// A setting.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Setting {
    name: String,
    /// None: it isn't set, and has no default.
    values: Option<Vec<String>>,
    source: String,
    #[serde(skip)]
    is_list: bool,
}

/// All settings. Their `Display` is a settings file.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct InForce {
    settings: Vec<Setting>,
}

impl InForce {
    /// What `config`, a command that takes all settings, was given.
    pub fn of(config: &Command, given: &ArgMatches, file: Option<(&File, &BTreeSet<String>)>) -> Self {
        let mut args: Vec<_> = config.get_arguments().filter(|arg| is_setting(arg)).collect();
        // Clap lists those that every command has last.
        args.sort_by_key(|arg| !arg.is_global_set());
        Self { settings: args.into_iter().map(|arg| Setting::of(arg, given, file)).collect() }
    }
}

impl Setting {
    fn of(arg: &Arg, given: &ArgMatches, file: Option<(&File, &BTreeSet<String>)>) -> Self {
        let (id, name) = (arg.get_id().as_str(), arg.get_long().unwrap_or_default());
        let values = given.get_raw(id).map(|raw| raw.map(|value| value.to_string_lossy().into_owned()).collect());
        let is_secret = arg.is_hide_env_values_set();
        let hide =
            |values: Vec<String>| values.into_iter().map(|one| if is_secret { masked(&one) } else { one }).collect();
        let source = match (given.value_source(id), file) {
            (Some(ValueSource::CommandLine), _) => format!("--{name}"),
            (Some(ValueSource::EnvVariable), _) => {
                arg.get_env().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
            }
            (Some(_), Some((file, names))) if names.contains(name) => file.path.display().to_string(),
            (Some(_), _) => "default".to_owned(),
            (None, _) => "not set".to_owned(),
        };
        let is_list = matches!(arg.get_action(), clap::ArgAction::Append);
        Self { name: name.to_owned(), values: values.map(hide), source, is_list }
    }
}

/// An address without what may be a password: that of the user, and all parameters.
fn masked(address: &str) -> String {
    let (place, parameters) = address.split_once('?').map_or((address, ""), |(place, _)| (place, "?***"));
    let Some((scheme, rest)) = place.split_once("://") else { return "***".to_owned() };
    match rest.rsplit_once('@') {
        None => format!("{place}{parameters}"),
        Some((login, host)) => {
            let (user, password) = login.split_once(':').map_or((login, ""), |(user, _)| (user, ":***"));
            format!("{scheme}://{user}{password}@{host}{parameters}")
        }
    }
}

impl fmt::Display for InForce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.settings.iter().try_for_each(|setting| writeln!(f, "{setting}"))
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(values) = &self.values else { return write!(f, "# {} =  # {}", self.name, self.source) };
        let texts: Vec<_> = values.iter().map(|value| toml(value)).collect();
        let value = if self.is_list { format!("[{}]", texts.join(", ")) } else { texts.concat() };
        write!(f, "{} = {value}  # {}", self.name, self.source)
    }
}

/// A value in the file's own words.
fn toml(value: &str) -> String {
    let is_bare = |number: i64| number.to_string() == value;
    if value.parse::<bool>().is_ok() || value.parse().is_ok_and(is_bare) {
        return value.to_owned();
    }
    // A text of JSON is one of TOML too.
    serde_json::Value::from(value).to_string()
}
