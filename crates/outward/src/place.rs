//! Where a file lies, or is to lie, by the address that was given.

use std::path::{Component, Path, PathBuf};

use files::Bucket;
use percent_encoding::percent_decode_str;
use reqwest::Url;

use crate::account::Account;
use crate::{Refused, Rules, target};

/// A place of files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// `https://…`, `http://…`
    Web(Url),
    /// `s3://bucket/name`: an object of one of the buckets of the rules.
    Object { bucket: usize, name: String },
    /// `sftp://user:password@host/path`
    Sftp(Account),
    /// `ftps://…`, or `ftp://…` in the clear
    Ftp { account: Account, is_tls: bool },
    /// `folder:/path`, or a path alone: what is below one of the folders of the rules.
    Folder { root: PathBuf, below: PathBuf },
}

impl Place {
    /// Reads an address. Errors: it is none, or the operator doesn't allow it.
    pub(crate) fn of(address: &str, rules: &Rules) -> Result<Self, Refused> {
        let path = address.strip_prefix("folder:").or_else(|| address.starts_with('/').then_some(address));
        if let Some(path) = path {
            return folder(Path::new(path), &rules.folders);
        }
        match address.split_once("://").map(|(scheme, rest)| (scheme.to_ascii_lowercase(), rest)) {
            Some((scheme, rest)) if scheme == "s3" => object(rest, &rules.buckets),
            Some((scheme, _)) if scheme == "sftp" => Ok(Self::Sftp(Account::sftp(address, &rules.allowed)?)),
            Some((scheme, _)) if scheme == "ftps" || scheme == "ftp" => ftp(address, scheme == "ftps", rules),
            _ => Ok(Self::Web(target::parse(address, &rules.allowed)?)),
        }
    }
}

fn ftp(address: &str, is_tls: bool, rules: &Rules) -> Result<Place, Refused> {
    let account = Account::ftp(address, &rules.allowed)?;
    if !is_tls && !rules.plain_ftp {
        return Err(Refused::NotAllowed("unencrypted connection, in which passwords can be read", "--allow-ftp"));
    }
    Ok(Place::Ftp { account, is_tls })
}

fn object(rest: &str, buckets: &[Bucket]) -> Result<Place, Refused> {
    let (bucket, name) = rest.split_once('/').unwrap_or((rest, ""));
    if bucket.contains('@') {
        return Err(Refused::Shape("the keys of S3 are the operator's to give, not the address's"));
    }
    let name = decoded(name)?;
    if !name.split('/').all(|part| !matches!(part, "" | "." | "..")) {
        return Err(Refused::Shape("expected s3://bucket/name of a file"));
    }
    let allowed = buckets.iter().position(|allowed| allowed.holds(bucket, &name));
    allowed.map(|bucket| Place::Object { bucket, name }).ok_or(Refused::NotAllowed("bucket", "--remote-bucket"))
}

fn folder(path: &Path, folders: &[PathBuf]) -> Result<Place, Refused> {
    let plain = |part| matches!(part, Component::RootDir | Component::Normal(_));
    if !path.is_absolute() || !path.components().all(plain) {
        return Err(Refused::Shape("expected folder:/path from the root on, without \"..\""));
    }
    let found = folders.iter().find_map(|root| Some((root, path.strip_prefix(root).ok()?)));
    match found {
        Some((root, below)) if below.file_name().is_some() => {
            Ok(Place::Folder { root: root.clone(), below: below.to_owned() })
        }
        Some(_) => Err(Refused::NotAFile),
        None => Err(Refused::NotAllowed("folder", "--remote-folder")),
    }
}

/// A part of an address as it is meant. Errors: characters that end lines or texts.
pub(crate) fn decoded(text: &str) -> Result<String, Refused> {
    let plain = percent_decode_str(text).decode_utf8().map_err(|_| Refused::Shape("it isn't UTF-8"))?;
    if plain.chars().any(char::is_control) {
        return Err(Refused::Shape("it has control characters"));
    }
    Ok(plain.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> Rules {
        Rules {
            buckets: vec!["s3://shop/in".parse().unwrap(), "s3://other".parse().unwrap()],
            folders: vec!["/srv/exchange".into()],
            ..Rules::default()
        }
    }

    #[test]
    fn folders_are_those_that_the_operator_names() {
        for (address, below) in [
            ("folder:/srv/exchange/a.csv", "a.csv"),
            ("/srv/exchange/in/a b.csv", "in/a b.csv"),
            ("/srv/exchange//in/./a.csv", "in/a.csv"),
        ] {
            let place = Place::Folder { root: "/srv/exchange".into(), below: below.into() };
            assert_eq!(Place::of(address, &rules()), Ok(place), "{address}");
        }
        for address in ["/etc/passwd", "folder:/srv", "/srv/exchanges/a", "/srv/exchang", "//etc/passwd"] {
            let refused = Place::of(address, &rules()).expect_err(address);
            assert_eq!(refused, Refused::NotAllowed("folder", "--remote-folder"), "{address}");
        }
        for address in ["folder:a.csv", "folder:", "/srv/exchange/../../etc/passwd", "folder:../a", "folder:///../x"] {
            assert!(matches!(Place::of(address, &rules()), Err(Refused::Shape(_))), "{address}");
        }
        for address in ["/srv/exchange", "/srv/exchange/"] {
            assert_eq!(Place::of(address, &rules()), Err(Refused::NotAFile), "{address}");
        }
        assert!(Place::of("/srv/exchange/a", &Rules::default()).is_err());
    }

    #[test]
    fn buckets_are_those_that_the_operator_names() {
        let object = |bucket, name: &str| Ok(Place::Object { bucket, name: name.into() });
        assert_eq!(Place::of("s3://shop/in/a%20b.csv", &rules()), object(0, "in/a b.csv"));
        assert_eq!(Place::of("S3://other/x", &rules()), object(1, "x"));
        for address in ["s3://shop/out/x", "s3://shop/inn/x", "s3://shop/in", "s3://else/x"] {
            let refused = Place::of(address, &rules()).expect_err(address);
            assert_eq!(refused, Refused::NotAllowed("bucket", "--remote-bucket"), "{address}");
        }
        for address in ["s3://shop", "s3://shop/", "s3://shop/in/../x", "s3://shop/in//x", "s3://k:secret@shop/in/x"] {
            let refused = Place::of(address, &rules()).expect_err(address);
            assert!(matches!(refused, Refused::Shape(_)) && !refused.to_string().contains("secret"), "{address}");
        }
    }

    #[test]
    fn ftp_in_the_clear_is_for_the_operator_to_allow() {
        let open = Rules { plain_ftp: true, ..Rules::default() };
        assert!(matches!(Place::of("FTP://u:p@h/x", &open), Ok(Place::Ftp { is_tls: false, .. })));
        assert!(matches!(Place::of("ftp://u:p@h/x", &rules()), Err(Refused::NotAllowed(_, "--allow-ftp"))));
        assert!(matches!(Place::of("ftps://u:p@h/x", &rules()), Ok(Place::Ftp { is_tls: true, .. })));
    }

    #[test]
    fn other_schemes_are_no_place() {
        for address in ["file:///etc/passwd", "gopher://h/x", "data:,x", "nowhere", "", "ssh://u:p@h/x", "scp://h/x"] {
            let refused = Place::of(address, &rules()).expect_err(address);
            assert!(matches!(refused, Refused::Scheme(_) | Refused::Url(_)), "{address}: {refused:?}");
        }
    }
}
