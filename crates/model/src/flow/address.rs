//! Where files lie, as far as a password in an address is concerned.

use std::borrow::Cow;

/// What stands for a password that isn't told.
pub const MASK: &str = "***";

/// The address as it is told: without its password.
pub fn masked(address: &str) -> Cow<'_, str> {
    match parts(address) {
        Some((before, _, after)) => Cow::Owned(format!("{before}{MASK}{after}")),
        None => Cow::Borrowed(address),
    }
}

/// The password in an address, as it is written there.
pub fn password(address: &str) -> Option<&str> {
    parts(address).map(|(_, password, _)| password)
}

/// The address with another password, as it shall stand there. Without one it stays as it is.
pub fn with_password(address: &str, password: &str) -> String {
    match parts(address) {
        Some((before, _, after)) => format!("{before}{password}{after}"),
        None => address.to_owned(),
    }
}

/// The address that is meant by one that was told: a mask stands for the password that is stored.
pub fn unmasked(given: &str, stored: Option<&str>) -> String {
    match stored.filter(|stored| *given == *masked(stored)) {
        Some(stored) => stored.to_owned(),
        None => given.to_owned(),
    }
}

/// `scheme://user:`, the password, `@host/path`.
fn parts(address: &str) -> Option<(&str, &str, &str)> {
    let start = address.find("://")? + 3;
    let end = start + address[start..].find(['/', '?', '#']).unwrap_or(address.len() - start);
    let at = start + address[start..end].rfind('@')?;
    let password = start + address[start..at].find(':')? + 1;
    Some((&address[..password], &address[password..at], &address[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_told() {
        for (address, told) in [
            ("sftp://me:se:c@ret@host:22/out.csv", "sftp://me:***@host:22/out.csv"),
            ("ftp://me:@host", "ftp://me:***@host"),
            ("https://me@host/a:b@c", "https://me@host/a:b@c"),
            ("https://host:8443/in.csv?user=a:b@c", "https://host:8443/in.csv?user=a:b@c"),
            ("folder:/in/a:b@c", "folder:/in/a:b@c"),
            ("s3://bucket/key", "s3://bucket/key"),
            ("", ""),
        ] {
            assert_eq!(masked(address), told);
            assert_eq!(unmasked(told, Some(address)), address, "what was told means what is stored");
        }
        assert_eq!(unmasked("sftp://you:***@host", Some("sftp://me:secret@host")), "sftp://you:***@host");
        assert_eq!(with_password("sftp://me:x@host/a", "sealed"), "sftp://me:sealed@host/a");
        assert_eq!((password("sftp://me:x@host/a"), password("https://host/")), (Some("x"), None));
    }
}
