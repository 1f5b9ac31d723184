//! Addresses of files elsewhere, which may hold a password: `sftp://user:password@host/path`. As they are kept it is
//! sealed, as they are shown there is a mask in its place, and a mask that is sent back leaves it as it was.

use std::borrow::Cow;

/// What stands in the place of a secret.
pub const MASK: &str = "***";

/// What a sealed secret begins with. Its other characters are letters, digits, `.`, `-` and `_`, so that it can stand
/// in an address.
pub const SEALED: &str = "sealed.1.";

/// Whose a password is, and what else an address says.
struct Parts<'a> {
    scheme: &'a str,
    user: &'a str,
    password: Option<&'a str>,
    /// Host and port.
    place: &'a str,
    /// Path, query and fragment.
    rest: &'a str,
}

impl<'a> Parts<'a> {
    /// Of an address that names a user.
    fn of(address: &'a str) -> Option<Self> {
        let (scheme, after) = address.split_once("://")?;
        let (authority, rest) = after.split_at(after.find(['/', '?', '#']).unwrap_or(after.len()));
        let (login, place) = authority.rsplit_once('@')?;
        let (user, password) = match login.split_once(':') {
            Some((user, password)) => (user, Some(password)),
            None => (login, None),
        };
        Some(Self { scheme, user, password, place, rest })
    }

    fn with(&self, password: Option<&str>) -> String {
        let Self { scheme, user, place, rest, .. } = self;
        match password {
            Some(password) => format!("{scheme}://{user}:{password}@{place}{rest}"),
            None => format!("{scheme}://{user}@{place}{rest}"),
        }
    }
}

/// An address without its password, and the password as it stands there.
pub fn split(address: &str) -> (String, Option<&str>) {
    match Parts::of(address) {
        Some(parts) if parts.password.is_some() => (parts.with(None), parts.password),
        _ => (address.to_owned(), None),
    }
}

/// An address with this password, if it names a user.
pub fn with_password(address: &str, password: &str) -> String {
    Parts::of(address).map_or_else(|| address.to_owned(), |parts| parts.with(Some(password)))
}

/// Whom a password is for: scheme, user, host and port.
pub fn account(address: &str) -> Option<String> {
    let Parts { scheme, user, place, .. } = Parts::of(address)?;
    Some(format!("{}://{user}@{}", scheme.to_ascii_lowercase(), place.to_ascii_lowercase()))
}

/// The scheme of an address, and the host and port it names, with a user if there is one. `None`: it has none.
pub fn scheme_and_place(address: &str) -> Option<(&str, &str)> {
    let (scheme, after) = address.split_once("://")?;
    Some((scheme, &after[..after.find(['/', '?', '#']).unwrap_or(after.len())]))
}

/// Whether it is one of the web.
pub fn is_of_web(address: &str) -> bool {
    let scheme = scheme_and_place(address).map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http"))
}

/// Where a URL leads: scheme, host and port.
pub fn origin(address: &str) -> Option<String> {
    let (scheme, place) = scheme_and_place(address)?;
    Some(format!("{scheme}://{place}").to_ascii_lowercase())
}

/// An address as it is shown.
pub fn masked(address: &str) -> String {
    match split(address) {
        (_, Some(_)) => with_password(address, MASK),
        (plain, None) => plain,
    }
}

/// Whether an address came back as it was shown.
pub fn is_masked(address: &str) -> bool {
    split(address).1 == Some(MASK)
}

/// A new address in the place of the one before: a mask leaves its password. `None`: there is none to leave, for it was
/// another's.
pub fn merged(given: &str, before: Option<&str>) -> Option<String> {
    if !is_masked(given) {
        return Some(given.to_owned());
    }
    let before = before.filter(|before| account(before) == account(given))?;
    Some(with_password(given, split(before).1?))
}

/// The address of a file: of one in that folder, if the address is a folder's (it ends with `/`). Paths of this machine
/// are written as they are, those in URLs with escapes.
pub fn of_file(address: &str, name: &str) -> String {
    if !address.contains("://") {
        return if address.ends_with('/') { format!("{address}{name}") } else { address.to_owned() };
    }
    let (path, rest) = address.split_at(address.find(['?', '#']).unwrap_or(address.len()));
    if !path.ends_with('/') {
        return address.to_owned();
    }
    let mut file = path.to_owned();
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'_' | b'-' => file.push(byte.into()),
            other => file.extend(["%", &format!("{other:02X}")]),
        }
    }
    file + rest
}

/// A text with masks in place of all sealed secrets in it, such as the JSON of what history keeps.
pub fn veiled(text: &str) -> Cow<'_, str> {
    let Some((mut before, mut after)) = text.split_once(SEALED) else { return Cow::Borrowed(text) };
    let mut shown = String::with_capacity(text.len());
    loop {
        shown.push_str(before);
        shown.push_str(MASK);
        after = after.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
        match after.split_once(SEALED) {
            Some(parts) => (before, after) = parts,
            None => return Cow::Owned(shown + after),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_password_is_found_where_one_is() {
        for (address, plain, password) in [
            ("sftp://u:p@h/x", "sftp://u@h/x", Some("p")),
            ("sftp://u:p@h:2222/x?fingerprint=SHA256:a@b", "sftp://u@h:2222/x?fingerprint=SHA256:a@b", Some("p")),
            ("ftp://u:p:q%2F@h", "ftp://u@h", Some("p:q%2F")),
            ("sftp://u:p@q@h/x", "sftp://u@h/x", Some("p@q")),
            ("sftp://u:@h/x", "sftp://u@h/x", Some("")),
            ("sftp://u@h/x", "sftp://u@h/x", None),
            ("https://h/a:b@2x.png", "https://h/a:b@2x.png", None),
            ("https://h?a:b@c", "https://h?a:b@c", None),
            ("s3://bucket/key", "s3://bucket/key", None),
            ("/srv/a:b@c", "/srv/a:b@c", None),
            ("", "", None),
        ] {
            assert_eq!(split(address), (plain.to_owned(), password), "{address}");
        }
    }

    #[test]
    fn what_is_shown_has_no_password() {
        assert_eq!(masked("sftp://u:p@h/x"), "sftp://u:***@h/x");
        assert_eq!(masked("sftp://u:sealed.1.ab.cd@h/x"), "sftp://u:***@h/x");
        assert_eq!(masked("sftp://u@h/x"), "sftp://u@h/x");
        assert!(is_masked("sftp://u:***@h/x") && !is_masked("sftp://u:****@h/x") && !is_masked("***"));
    }

    #[test]
    fn a_mask_leaves_the_password_of_the_same_account() {
        let before = Some("sftp://u:secret@h:22/in/a.csv?x");
        for (given, merged_address) in [
            ("sftp://u:***@h:22/in/a.csv?x", Some("sftp://u:secret@h:22/in/a.csv?x")),
            ("SFTP://u:***@H:22/out/", Some("SFTP://u:secret@H:22/out/")),
            ("sftp://u:new@h:22/in", Some("sftp://u:new@h:22/in")),
            ("sftp://u@h:22/in", Some("sftp://u@h:22/in")),
            ("https://h/x", Some("https://h/x")),
            // Else whoever may write could have it sent to himself.
            ("sftp://u:***@evil.example/in", None),
            ("sftp://u:***@h:23/in", None),
            ("sftp://v:***@h:22/in", None),
            ("ftp://u:***@h:22/in", None),
        ] {
            assert_eq!(merged(given, before).as_deref(), merged_address, "{given}");
        }
        assert_eq!(merged("sftp://u:***@h/x", None), None);
        assert_eq!(merged("sftp://u:***@h/x", Some("sftp://u@h/x")), None);
    }

    #[test]
    fn a_file_in_a_folder_has_an_address() {
        for (address, file) in [
            ("sftp://u:p@h/out/", "sftp://u:p@h/out/a%20b.csv"),
            ("sftp://u:p@h/out/?fingerprint=x/", "sftp://u:p@h/out/a%20b.csv?fingerprint=x/"),
            ("sftp://u:p@h/out/c.csv", "sftp://u:p@h/out/c.csv"),
            ("s3://bucket/", "s3://bucket/a%20b.csv"),
            ("/srv/out?/", "/srv/out?/a b.csv"),
            ("folder:/srv/out/", "folder:/srv/out/a b.csv"),
            ("folder:/srv/out", "folder:/srv/out"),
        ] {
            assert_eq!(of_file(address, "a b.csv"), file);
        }
    }

    #[test]
    fn sealed_secrets_are_veiled_wherever_they_stand() {
        let told = r#"{"a":"sftp://u:sealed.1.0a.x-Y_z@h/x","b":"sealed.1.q","c":"sealed"}"#;
        assert_eq!(veiled(told), r#"{"a":"sftp://u:***@h/x","b":"***","c":"sealed"}"#);
        assert!(matches!(veiled("nothing"), Cow::Borrowed("nothing")));
    }

    proptest! {
        #[test]
        fn no_password_is_shown(user in "[a-z]{1,5}", password in "[a-zA-Z0-9%:@.]{4,20}x", rest in "(/[a-z.@:]{0,9})?") {
            let address = format!("sftp://{user}:{password}@host:22{rest}");
            let shown = masked(&address);
            prop_assert_eq!(split(&address).1, Some(&*password));
            prop_assert_eq!(&shown, &format!("sftp://{user}:***@host:22{rest}"));
            prop_assert_eq!(merged(&shown, Some(&address)), Some(address));
        }
    }
}
