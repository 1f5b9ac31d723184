use std::net::SocketAddr;

use clap::CommandFactory as _;

use super::{Command, CommandLine, File, Misuse, Places, Secret, Serving, read_with};

/// Reads a command line under a settings file.
fn read(file: &str, arguments: &[&str]) -> Result<CommandLine, String> {
    let file = File { path: "vitrine.toml".into(), text: file.to_owned() };
    let line: Vec<_> = ["vitrine"].iter().chain(arguments).map(Into::into).collect();
    read_with(&line, Some(&file)).map_err(|error| error.to_string())
}

fn in_force(file: &str, arguments: &[&str]) -> String {
    match read(file, &[&["config"], arguments].concat()).unwrap().command {
        Command::Config { in_force, .. } => in_force.unwrap().to_string(),
        other => panic!("{other:?}"),
    }
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
        ("\n\nlisen = \"x\"", "vitrine.toml, line 3: \"lisen\" is no setting"),
        ("version = \"x\"", "vitrine.toml, line 1: \"version\" is no setting"),
        ("config = \"x\"", "vitrine.toml, line 1: \"config\" is no setting"),
        ("json = true", "vitrine.toml, line 1: \"json\" is no setting"),
        ("# ports\nlisten = 8443", "vitrine.toml, line 2: invalid value '8443' for '--listen <ADDR>': invalid socket"),
        (
            "listen = 1.5",
            "vitrine.toml, line 1: expected a text, a whole number, true or false, or a list of them; got float",
        ),
        ("[serve]\nlisten = 1", "vitrine.toml, line 1: \"serve\" is no setting"),
        ("max-time = 0", "vitrine.toml, line 1: invalid value '0' for '--max-time <SECONDS>'"),
        ("max-time = -1", "vitrine.toml, line 1: invalid value '-1' for '--max-time <SECONDS>'"),
        ("legacy-users = \"perhaps\"", "vitrine.toml, line 1: invalid value 'perhaps'"),
        ("cdn = \"open\"", "vitrine.toml, line 1: invalid value 'open' for '--cdn <CDN>'"),
        ("picture-rate-limit = \"9\"", "vitrine.toml, line 1: invalid value '9' for '--picture-rate-limit"),
        ("log-format = \"xml\"", "vitrine.toml, line 1: invalid value 'xml' for '--log-format"),
        ("listen", "vitrine.toml is not TOML: TOML parse error at line 1"),
        ("listen = \"a\"\nlisten = \"b\"", "line 2"),
    ] {
        let error = read(file, &["check"]).unwrap_err();
        assert!(error.contains(named), "{file}: {error}");
    }
}

#[test]
fn values_in_the_file_have_the_types_of_toml() {
    let file = "max-time = 0x10\nlegacy-users = true\nanswer-memory = \"12\"\ntrusted-proxy = \"10.0.0.0/8\"";
    let serving = serving(file, &["serve"]);
    assert!(serving.legacy_users);
    assert_eq!((serving.answer_memory, serving.trusted_proxy.len()), (Some(12), 1));
    assert!(!self::serving("legacy-users = false", &["serve"]).legacy_users);
}

#[test]
fn what_is_in_force_says_where_it_comes_from_and_is_a_settings_file() {
    let file =
        "instance = \"shop \\\"one\\\"\"\ndatabase-url = \"postgres://u:hush@h/d?password=hush\"\nlegacy-users = true";
    let printed = in_force(file, &["--trusted-proxy", "10.0.0.0/8", "--trusted-proxy", "10.1.0.0/16"]);
    for line in [
        "data-dir = \"./vitrine-data\"  # default",
        "database-url = \"postgres://u:***@h/d?***\"  # vitrine.toml",
        "instance = \"shop \\\"one\\\"\"  # vitrine.toml",
        "legacy-users = true  # vitrine.toml",
        "trusted-proxy = [\"10.0.0.0/8\", \"10.1.0.0/16\"]  # --trusted-proxy",
        "# http =  # not set",
    ] {
        assert!(printed.lines().any(|printed| printed == line), "{line}\n{printed}");
    }
    assert!(!printed.contains("hush"), "{printed}");
    let settings = |printed: &str| -> Vec<String> {
        let set = printed.lines().filter(|line| !line.starts_with('#'));
        set.map(|line| line.split("  # ").next().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(settings(&in_force(&printed, &[])), settings(&printed));
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
        Places { data_dir: "d".into(), database_url, files_url: None, secret_key: None, config: None }.location()
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
