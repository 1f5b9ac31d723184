//! Who calls which host, and for which file.

use std::fmt;

use ipnet::IpNet;
use reqwest::Url;

use crate::Refused;
use crate::address::may_be_called;
use crate::place::decoded;

/// An address of the kind `sftp://user:password@host:port/path`, read and checked.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) user: String,
    pub(crate) password: String,
    /// A name, or an address without brackets.
    pub(crate) host: String,
    pub(crate) port: u16,
    /// Of a file.
    pub(crate) path: String,
    /// What the host must be known by, as `SHA256:…`.
    pub(crate) fingerprint: Option<String>,
}

impl Account {
    /// Of SFTP, where paths are from the root on, unless they begin with `/~/`.
    pub(crate) fn sftp(address: &str, allowed: &[IpNet]) -> Result<Self, Refused> {
        let account = Self::of(address, 22, allowed)?;
        if account.user.is_empty() {
            return Err(Refused::Shape("expected sftp://user:password@host/path"));
        }
        match account.path.strip_prefix("/~/") {
            Some(path) => Ok(Self { path: path.to_owned(), ..account }),
            None => Ok(account),
        }
    }

    /// Of FTP, where paths begin where the user does.
    pub(crate) fn ftp(address: &str, allowed: &[IpNet]) -> Result<Self, Refused> {
        let account = Self::of(address, 21, allowed)?;
        if account.fingerprint.is_some() {
            return Err(Refused::Shape("only hosts of sftp have a fingerprint"));
        }
        let path = account.path.strip_prefix('/').map(str::to_owned).unwrap_or_default();
        if path.is_empty() {
            return Err(Refused::NotAFile);
        }
        if account.user.is_empty() {
            return Ok(Self { user: "anonymous".to_owned(), password: "anonymous@".to_owned(), path, ..account });
        }
        Ok(Self { path, ..account })
    }

    fn of(address: &str, usual: u16, allowed: &[IpNet]) -> Result<Self, Refused> {
        let url: Url = address.parse().map_err(|error| Refused::Url(format!("{error}")))?;
        let port = match url.port() {
            Some(port) if port != usual && port < 1024 => return Err(Refused::Port(port)),
            port => port.unwrap_or(usual),
        };
        let host = host(url.host_str().unwrap_or_default(), allowed)?;
        if url.fragment().is_some() {
            return Err(Refused::Shape("a \"#\" in it must be written as %23"));
        }
        let fingerprint = match url.query().map(|query| query.split_once('=')) {
            None => None,
            Some(Some(("fingerprint", text))) => Some(fingerprint(&decoded(text)?)?),
            Some(_) => return Err(Refused::Shape("after \"?\" only fingerprint=SHA256:… is known")),
        };
        let path = decoded(url.path())?;
        if path.is_empty() || path.ends_with('/') {
            return Err(Refused::NotAFile);
        }
        let password = decoded(url.password().unwrap_or_default())?;
        Ok(Self { user: decoded(url.username())?, password, host, port, path, fingerprint })
    }

    /// The host as it is known again: with its port.
    pub(crate) fn at(&self) -> String {
        if self.host.contains(':') {
            format!("[{}]:{}", self.host, self.port)
        } else {
            format!("{}:{}", self.host, self.port)
        }
    }

    /// What the file is called.
    pub(crate) fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// The path of a file beside it, where it is written until it is whole.
    pub(crate) fn beside(&self, word: &str) -> String {
        let name = self.file_name();
        format!("{}.{name}.{word}.part", &self.path[..self.path.len() - name.len()])
    }
}

/// A host in its plain form, however it was written; an address instead of a name is checked here already.
fn host(text: &str, allowed: &[IpNet]) -> Result<String, Refused> {
    let host = url::Host::parse(text).map_err(|error| Refused::Url(format!("{error}")))?;
    let address = match host {
        url::Host::Domain(name) => return Ok(name),
        url::Host::Ipv4(address) => address.into(),
        url::Host::Ipv6(address) => address.into(),
    };
    if may_be_called(address, allowed) { Ok(address.to_string()) } else { Err(Refused::Forbidden) }
}

/// A fingerprint as `ssh-keygen -l` prints it; the filling at its end may be there.
fn fingerprint(text: &str) -> Result<String, Refused> {
    let plain = text.trim_end_matches('=');
    let hash = plain.strip_prefix("SHA256:").unwrap_or_default();
    let is_base64 = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/');
    if hash.len() == 43 && hash.bytes().all(is_base64) {
        Ok(plain.to_owned())
    } else {
        Err(Refused::Shape("expected fingerprint=SHA256:… as `ssh-keygen -l` prints it"))
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}{}", self.user, self.at(), self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "SHA256:0123456789abcdefghijklmnopqrstuvwxyzABCDE+/";

    fn refusal(address: &str) -> Refused {
        let refused = Account::sftp(address, &[]).expect_err(address);
        assert!(!refused.to_string().contains("secret"), "{refused}");
        refused
    }

    #[test]
    fn an_address_names_host_user_and_file() {
        let of = |address: &str| Account::sftp(address, &[]).expect(address);
        let plain = of("sftp://Ada:s%3Acret%40@Files.Example.org/in/a%20b.csv");
        assert_eq!((&*plain.user, &*plain.password), ("Ada", "s:cret@"));
        assert_eq!((&*plain.at(), &*plain.path), ("files.example.org:22", "/in/a b.csv"));
        assert_eq!((plain.file_name(), &*plain.beside("w")), ("a b.csv", "/in/.a b.csv.w.part"));
        assert_eq!(format!("{plain:?}"), "Ada@files.example.org:22/in/a b.csv");
        assert_eq!(of("sftp://u:p@h:2222/~/a.csv").path, "a.csv");
        assert_eq!(of("sftp://u:p@h:2222/~/a.csv").beside("w"), ".a.csv.w.part");
        assert_eq!(of("sftp://u:p@[2606:4700::1111]/x").at(), "[2606:4700::1111]:22");
        for written in [KEY.to_owned(), format!("{KEY}="), KEY.replace('+', "%2B")] {
            assert_eq!(of(&format!("sftp://u:p@h/x?fingerprint={written}")).fingerprint.as_deref(), Some(KEY));
        }
    }

    #[test]
    fn paths_of_ftp_begin_where_the_user_does() {
        let of = |address: &str| Account::ftp(address, &[]).expect(address);
        let plain = of("ftp://Ada:secret@Files.Example.org:2121/in/a.csv");
        assert_eq!((&*plain.at(), &*plain.path, &*plain.user), ("files.example.org:2121", "in/a.csv", "Ada"));
        assert_eq!(of("ftps://u:p@h/%2Fin/a.csv").path, "/in/a.csv");
        let nobody = of("ftp://h/a.csv");
        assert_eq!((&*nobody.at(), &*nobody.user, &*nobody.password), ("h:21", "anonymous", "anonymous@"));
        for address in ["ftp://u:p@h", "ftp://u:p@h/", "ftp://u:p@h/in/", "ftps://u:p@h"] {
            assert_eq!(Account::ftp(address, &[]), Err(Refused::NotAFile), "{address}");
        }
        for address in ["ftp://u:p@h/a%0D%0ADELE%20b", "ftp://u:p%0A@h/a", "ftp://h/a?fingerprint=x", "ftp://h/a?b"] {
            assert!(matches!(Account::ftp(address, &[]), Err(Refused::Shape(_))), "{address}");
        }
        assert_eq!(Account::ftp("ftp://u:p@127.0.0.1/a", &[]), Err(Refused::Forbidden));
        assert_eq!(Account::ftp("ftps://u:p@h:990/a", &[]), Err(Refused::Port(990)));
    }

    #[test]
    fn what_is_wrong_is_said_without_the_password() {
        for address in ["sftp://h/x", "sftp://:secret@h/x", "sftp://u:secret@h/x#y", "sftp://u:secret@h/a%0Ab"] {
            assert!(matches!(refusal(address), Refused::Shape(_)), "{address}");
        }
        for address in ["sftp://u:secret@h", "sftp://u:secret@h/", "sftp://u:secret@h/in/"] {
            assert_eq!(refusal(address), Refused::NotAFile, "{address}");
        }
        for address in ["sftp://u:sec/ret@h/x", "sftp://u:secret@/x", "sftp://", "sftp://u:secret@a b/x"] {
            assert!(matches!(refusal(address), Refused::Url(_)), "{address}: {:?}", refusal(address));
        }
        for port in [0, 21, 23, 80, 443, 1023] {
            assert_eq!(refusal(&format!("sftp://u:secret@h:{port}/x")), Refused::Port(port));
        }
        for query in ["", "x=y", "fingerprint", "fingerprint=", "fingerprint=MD5:aa:bb", "fingerprint=SHA256:short"] {
            assert!(matches!(refusal(&format!("sftp://u:secret@h/x?{query}")), Refused::Shape(_)), "{query}");
        }
    }

    #[test]
    fn an_address_is_seen_however_it_is_written() {
        for host in ["127.0.0.1", "127.1", "0x7f.1", "2130706433", "%31%32%37.0.0.1", "127。0。0。1", "169.254.169.254"]
            .into_iter()
            .chain(["10.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::127.0.0.1]", "[fd00::1]", "[fe80::1]"])
        {
            assert_eq!(refusal(&format!("sftp://u:secret@{host}/x")), Refused::Forbidden, "{host}");
        }
    }
}
