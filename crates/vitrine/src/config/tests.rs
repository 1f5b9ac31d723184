use std::net::SocketAddr;

use clap::{CommandFactory as _, FromArgMatches as _};

use super::{Command, CommandLine, Misuse, Places, Secret, Serving, with_file};

/// Reads a command line under a settings file.
fn read(file: &str, arguments: &[&str]) -> Result<CommandLine, String> {
    let command = with_file(CommandLine::command(), file).map_err(|error| format!("{error:#}"))?;
    let line = ["vitrine"].iter().chain(arguments);
    let matches = command.try_get_matches_from(line).map_err(|error| error.to_string())?;
    CommandLine::from_arg_matches(&matches).map_err(|error| error.to_string())
}

fn serving(file: &str, arguments: &[&str]) -> Serving {
    match read(file, arguments).unwrap().command {
        Command::Serve(serving) => *serving,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_command_line_is_sound() {
    CommandLine::command().debug_assert();
}

#[test]
fn a_flag_counts_before_the_file_and_the_file_before_the_default() {
    let file = "listen = \"127.0.0.1:1\"\ndata-dir = \"from-file\"\ntrusted-proxy = [\"10.0.0.0/8\", \"127.0.0.1\"]";
    let from_file = serving(file, &["serve"]);
    assert_eq!(from_file.listen, SocketAddr::from(([127, 0, 0, 1], 1)));
    assert_eq!(from_file.trusted_proxy.len(), 2);
    assert_eq!(from_file.instance, "vitrine");
    let flag = serving(file, &["serve", "--listen", "127.0.0.1:2", "--trusted-proxy", "10.1.0.0/16"]);
    assert_eq!(flag.listen, SocketAddr::from(([127, 0, 0, 1], 2)));
    assert_eq!(flag.trusted_proxy.len(), 1);
}

#[test]
fn the_places_stand_before_or_after_the_command() {
    for arguments in [["--data-dir", "x", "check"], ["demo", "--data-dir", "x"]] {
        assert_eq!(read("data-dir = \"y\"", &arguments).unwrap().places.data_dir.to_str(), Some("x"));
    }
    assert_eq!(read("data-dir = \"y\"", &["token", "list"]).unwrap().places.data_dir.to_str(), Some("y"));
}

#[test]
fn mistakes_in_the_file_are_named() {
    for (file, named) in [
        ("lisen = \"x\"", "\"lisen\""),
        ("version = \"x\"", "\"version\""),
        ("listen = 8443", "integer"),
        ("listen", "TOML"),
    ] {
        let error = read(file, &["check"]).unwrap_err();
        assert!(error.contains(named), "{file}: {error}");
    }
    assert!(read("listen = \"nowhere\"", &["serve"]).unwrap_err().contains("--listen"));
}

#[test]
fn a_secret_is_never_printed() {
    let line = read("database-url = \"postgres://u:hush@h/d\"", &["check"]).unwrap();
    assert!(!format!("{line:?}").contains("hush"));
    let help = read("database-url = \"postgres://u:hush@h/d\"", &["--help"]).unwrap_err();
    assert!(!help.contains("hush") && help.contains("--database-url"), "{help}");
}

#[test]
fn only_postgres_urls_name_another_database() {
    let location = |url: Option<&str>| {
        let database_url = url.map(|url| Secret(url.to_owned()));
        Places { data_dir: "d".into(), database_url }.location()
    };
    assert!(matches!(location(None), Ok(store::Location::Sqlite(path)) if path.ends_with("d/vitrine.db")));
    assert!(matches!(location(Some("postgres://h/d")), Ok(store::Location::Postgres(_))));
    assert!(location(Some("mysql://u:hush@h/d")).unwrap_err().is::<Misuse>());
}

#[test]
fn plain_http_stays_on_this_machine() {
    let check = |arguments: &[&str]| serving("", &[&["serve"], arguments].concat()).check();
    assert!(check(&["--http", "127.0.0.1:0"]).is_ok());
    assert!(check(&["--http", "[::1]:0"]).is_ok());
    assert!(check(&["--http", "0.0.0.0:80"]).unwrap_err().is::<Misuse>());
    assert!(check(&["--http", "0.0.0.0:80", "--trusted-proxy", "10.0.0.0/8"]).is_ok());
    assert!(check(&["--tls-cert", "c.pem"]).unwrap_err().is::<Misuse>());
}

#[test]
fn the_public_url_is_scheme_and_host() {
    let public = |url: &str| serving("", &["serve", "--public-url", url]).public_url;
    assert_eq!(public("https://pim.example.org:8443/").as_deref(), Some("https://pim.example.org:8443"));
    for wrong in ["pim.example.org", "https://", "https://pim.example.org/base", "ftp://pim.example.org"] {
        let refused = read("", &["serve", "--public-url", wrong]).unwrap_err();
        assert!(refused.contains("https://pim.example.org"), "{refused}");
    }
}
