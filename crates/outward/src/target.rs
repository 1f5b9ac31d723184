//! Which URLs may be called, and where a redirect leads.

use ipnet::IpNet;
use reqwest::Url;
use reqwest::header::HeaderValue;

use crate::Refused;
use crate::address::may_be_called;

/// Reads a URL that somebody gave.
pub(crate) fn parse(text: &str, allowed: &[IpNet]) -> Result<Url, Refused> {
    checked(text.parse().map_err(|error| Refused::Url(format!("{error}")))?, allowed)
}

/// Where an answer from `from` says to go on.
pub(crate) fn redirect(from: &Url, location: &HeaderValue, allowed: &[IpNet]) -> Result<Url, Refused> {
    let location = std::str::from_utf8(location.as_bytes()).map_err(|_| Refused::Redirect)?;
    let to = checked(from.join(location).map_err(|_| Refused::Redirect)?, allowed)?;
    if from.scheme() == "https" && to.scheme() != "https" {
        return Err(Refused::Downgrade);
    }
    Ok(to)
}

/// All that can be checked before a name is looked up.
fn checked(url: Url, allowed: &[IpNet]) -> Result<Url, Refused> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Refused::Scheme(url.scheme().to_owned()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Refused::Credentials);
    }
    match url.port_or_known_default() {
        Some(80 | 443 | 1024..) | None => (),
        Some(port) => return Err(Refused::Port(port)),
    }
    // An address instead of a name is looked up by nobody. The URL has its plain form, however
    // it was written.
    let host = url.host_str().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
    match host.parse() {
        Ok(address) if !may_be_called(address, allowed) => Err(Refused::Forbidden),
        _ => Ok(url),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> Refused {
        parse(text, &[]).expect_err(text)
    }

    #[test]
    fn only_plain_addresses_of_the_web() {
        for text in
            ["http://example.com", "https://example.com:8443/a?b#c", "HTTP://EXAMPLE.COM:1024", "http://8.8.8.8/"]
        {
            parse(text, &[]).expect(text);
        }
        for text in ["", "example.com/a.jpg", "/etc/passwd", "http://", "http://a b", "http://1.2.3.4.5", "http://[::1"]
        {
            assert!(matches!(refusal(text), Refused::Url(_)), "{text}");
        }
        for (text, scheme) in
            [("file:///etc/passwd", "file"), ("ftp://h/x", "ftp"), ("gopher://h:70", "gopher"), ("data:,x", "data")]
        {
            assert_eq!(refusal(text), Refused::Scheme(scheme.into()));
        }
        for text in ["http://user@example.com", "http://:secret@example.com", "https://u:p@8.8.8.8"] {
            assert_eq!(refusal(text), Refused::Credentials);
        }
        for port in [0, 1, 22, 25, 53, 81, 1023] {
            assert_eq!(refusal(&format!("http://example.com:{port}")), Refused::Port(port));
        }
    }

    #[test]
    fn an_address_is_seen_however_it_is_written() {
        for host in [
            "127.0.0.1",
            "127.1",
            "0x7f.1",
            "0x7f000001",
            "2130706433",
            "017700000001",
            "0177.0.0.1",
            "127.0.0.1.",
            "%31%32%37.0.0.1",
            "１２７.0.0.1",
            "127。0。0。1",
            "0",
            "0.0.0.0",
            "169.254.169.254",
            "0xa9fea9fe",
            "2852039166",
            "10.0.0.1",
            "192.168.1.1",
            "[::1]",
            "[::]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[0:0:0:0:0:0:0:1]",
            "[64:ff9b::127.0.0.1]",
            "[2002:7f00:1::]",
            "[fd00::1]",
            "[fe80::1]",
        ] {
            assert_eq!(refusal(&format!("http://{host}/x")), Refused::Forbidden, "{host}");
            assert_eq!(refusal(&format!("https://{host}:8443/")), Refused::Forbidden, "{host}");
        }
    }

    #[test]
    fn a_redirect_is_checked_like_what_was_given() {
        let from: Url = "https://example.com/a/b?c".parse().expect("a URL");
        let follow = |location: &str| redirect(&from, &HeaderValue::from_str(location).expect(location), &[]);
        for (location, to) in [
            ("/d", "https://example.com/d"),
            ("d", "https://example.com/a/d"),
            ("//cdn.example.com/d", "https://cdn.example.com/d"),
            ("https://8.8.8.8:8080/", "https://8.8.8.8:8080/"),
        ] {
            assert_eq!(follow(location).expect(location).as_str(), to);
        }
        for (location, refused) in [
            ("http://example.com/d", Refused::Downgrade),
            ("https://127.0.0.1/", Refused::Forbidden),
            ("//2130706433/", Refused::Forbidden),
            ("file:///etc/passwd", Refused::Scheme("file".into())),
            ("https://user:secret@example.com/", Refused::Credentials),
            ("https://example.com:22/", Refused::Port(22)),
            ("https://[", Refused::Redirect),
        ] {
            assert_eq!(follow(location).expect_err(location), refused);
        }
    }
}
