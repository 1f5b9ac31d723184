//! HTTPS only (v4.md 1.3): who came in the clear is refused, but for this machine itself and trusted proxies.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::STRICT_TRANSPORT_SECURITY;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::Settings;
use crate::errors::Refusal;

/// How a connection came in. The listener puts it into every request's extensions; without it nothing is answered.
#[derive(Debug, Clone, Copy)]
pub struct Transport {
    /// Whether this server itself ended TLS.
    pub tls: bool,
    /// The other end.
    pub peer: SocketAddr,
}

/// What the layer found out about the caller. A request extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    /// Whether the caller's end of the way is encrypted; else it is on this machine.
    pub encrypted: bool,
    /// The caller's address, as the trusted proxies tell it.
    pub address: IpAddr,
    /// Whether a proxy stands between.
    pub proxied: bool,
}

impl Caller {
    /// `None`: came in the clear from somewhere else.
    fn of(transport: Transport, headers: &HeaderMap, settings: &Settings) -> Option<Self> {
        let peer = transport.peer.ip().to_canonical();
        let trusted = |address: IpAddr| settings.trusted_proxies.iter().any(|network| network.contains(address));
        let proxied = FORWARDED.iter().any(|name| headers.contains_key(*name));
        let address = if trusted(peer) { forwarded_for(headers, trusted).unwrap_or(peer) } else { peer };
        let encrypted = transport.tls || (trusted(peer) && is_forwarded_https(headers));
        let here = settings.trusted_proxies.is_empty() && peer.is_loopback();
        (encrypted || here).then_some(Self { encrypted, address, proxied })
    }

    /// Who is counted as one caller: of IPv6 a network, as somebody has 2^64 addresses in it.
    pub fn site(&self) -> IpAddr {
        match self.address.to_canonical() {
            IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
            address @ IpAddr::V4(_) => address,
        }
    }

    /// Whether it is a program on this machine that asks, and for itself.
    pub fn is_local(&self) -> bool {
        self.address.is_loopback() && !self.proxied
    }
}

const FORWARDED: [&str; 4] = ["forwarded", "x-forwarded-for", "x-forwarded-proto", "via"];

fn is_forwarded_https(headers: &HeaderMap) -> bool {
    headers.get("x-forwarded-proto").is_some_and(|proto| proto.as_bytes().eq_ignore_ascii_case(b"https"))
}

/// The nearest address that is not a trusted proxy's own: what stands before it anybody may have written.
fn forwarded_for(headers: &HeaderMap, trusted: impl Fn(IpAddr) -> bool) -> Option<IpAddr> {
    let lines = headers.get_all("x-forwarded-for").into_iter().filter_map(|line| line.to_str().ok());
    let addresses = lines.flat_map(|line| line.split(',')).map(|address| address.trim().parse::<IpAddr>());
    let mut addresses = addresses.collect::<Vec<_>>().into_iter().rev();
    addresses.find_map(|address| match address {
        Ok(address) if trusted(address) => None,
        Ok(address) => Some(Some(address.to_canonical())),
        Err(_) => Some(None),
    })?
}

/// The layer.
pub async fn layer(State(settings): State<Arc<Settings>>, mut request: Request, next: Next) -> Response {
    let transport = request.extensions().get::<Transport>().copied();
    let Some(caller) = transport.and_then(|t| Caller::of(t, request.headers(), &settings)) else {
        return Refusal::http(StatusCode::FORBIDDEN, "Plain HTTP is refused: use HTTPS").into_response();
    };
    request.extensions_mut().insert(caller);
    let mut response = next.run(request).await;
    if caller.encrypted {
        response.headers_mut().insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caller(tls: bool, peer: &str, proxies: &[&str], headers: &[(&'static str, &'static str)]) -> Option<Caller> {
        let trusted_proxies = proxies.iter().map(|network| network.parse().unwrap()).collect();
        let settings = Settings { trusted_proxies, ..Settings::default() };
        let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        Caller::of(Transport { tls, peer: SocketAddr::new(peer.parse().unwrap(), 9) }, &headers, &settings)
    }

    #[test]
    fn plain_http_is_for_this_machine_or_a_trusted_proxy() {
        let https = ("x-forwarded-proto", "https");
        let http = ("x-forwarded-proto", "http");
        assert!(caller(true, "192.0.2.1", &[], &[]).unwrap().encrypted);
        assert!(caller(false, "192.0.2.1", &[], &[]).is_none());
        assert!(caller(false, "192.0.2.1", &[], &[https]).is_none());
        assert!(!caller(false, "127.0.0.1", &[], &[https]).unwrap().encrypted);
        assert!(caller(false, "10.0.0.2", &["10.0.0.0/8"], &[https]).unwrap().encrypted);
        assert!(caller(false, "10.0.0.2", &["10.0.0.0/8"], &[http]).is_none());
        assert!(caller(false, "10.0.0.2", &["10.0.0.0/8"], &[]).is_none());
        assert!(caller(false, "127.0.0.1", &["10.0.0.0/8"], &[https]).is_none());
    }

    #[test]
    fn the_address_is_what_the_last_trusted_proxy_saw() {
        let address = |peer, headers| caller(true, peer, &["10.0.0.0/8"], headers).unwrap().address.to_string();
        assert_eq!(address("10.0.0.2", &[("x-forwarded-for", "6.6.6.6, 192.0.2.7, 10.0.0.9")]), "192.0.2.7");
        assert_eq!(address("10.0.0.2", &[("x-forwarded-for", "6.6.6.6, nonsense")]), "10.0.0.2");
        assert_eq!(address("10.0.0.2", &[]), "10.0.0.2");
        assert_eq!(address("192.0.2.9", &[("x-forwarded-for", "6.6.6.6")]), "192.0.2.9");
    }

    #[test]
    fn one_caller_is_one_address_or_a_network_of_ipv6() {
        let site = |peer| caller(true, peer, &[], &[]).unwrap().site().to_string();
        assert_eq!(site("192.0.2.9"), "192.0.2.9");
        assert_eq!(site("::ffff:192.0.2.9"), "192.0.2.9");
        assert_eq!(site("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
    }

    #[test]
    fn local_is_who_asks_for_itself() {
        assert!(caller(false, "127.0.0.1", &[], &[]).unwrap().is_local());
        assert!(caller(true, "::1", &[], &[]).unwrap().is_local());
        assert!(!caller(false, "127.0.0.1", &[], &[("x-forwarded-for", "127.0.0.1")]).unwrap().is_local());
        assert!(!caller(true, "192.0.2.1", &[], &[]).unwrap().is_local());
    }
}
