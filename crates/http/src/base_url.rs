//! Scheme and host of absolute addresses: what the operator says, else the request's own host
//! if it can only mean this machine. Any other `Host` could be anybody's invention.

use std::net::IpAddr;

use axum::http::header::HOST;
use axum::http::request::Parts;
use axum::http::uri::Authority;

use crate::Settings;
use crate::https::{Caller, Transport};

/// Without a slash at the end; empty where only a path is safe.
pub fn of(parts: &Parts, settings: &Settings) -> String {
    if let Some(url) = &settings.public_url {
        return url.clone();
    }
    let named = parts.headers.get(HOST).and_then(|host| host.to_str().ok());
    let host = named.or_else(|| parts.uri.authority().map(Authority::as_str)).unwrap_or_default();
    if !is_loopback(host) {
        return String::new();
    }
    let transport = || parts.extensions.get::<Transport>().is_some_and(|transport| transport.tls);
    let encrypted = parts.extensions.get::<Caller>().map_or_else(transport, |caller| caller.encrypted);
    format!("{}://{host}", if encrypted { "https" } else { "http" })
}

/// Whether a `Host` names this machine, with or without a port.
fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    let address = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(name);
    name.eq_ignore_ascii_case("localhost") || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hosts_of_this_machine_are_believed() {
        let cases = [
            ("localhost", true),
            ("LocalHost:8080", true),
            ("127.0.0.1:8443", true),
            ("127.9.9.9", true),
            ("[::1]:80", true),
            ("[::1]", true),
            ("pim.example.org", false),
            ("localhost.example.org", false),
            ("127.0.0.1.example.org:80", false),
            ("10.0.0.1", false),
            ("localhost:80/x", false),
            ("", false),
        ];
        for (host, expected) in cases {
            assert_eq!(is_loopback(host), expected, "{host}");
        }
    }
}
