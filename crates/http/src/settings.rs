//! How a server was set up; the binary fills it in.

use std::net::IpAddr;
use std::str::FromStr;
use std::time::Duration;

use crate::RateLimit;

/// What an operator may choose.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Scheme and authority of absolute URLs, without a slash at the end; `None`: those of the request.
    pub public_url: Option<String>,
    /// What public addresses of files begin with, before the instance; `None`: `/cdn` on this server.
    pub cdn_url: Option<String>,
    /// What these addresses are signed with; `None`: they are open to anybody.
    pub cdn_key: Option<ring::hmac::Key>,
    /// Peers whose `X-Forwarded-*` headers are believed; where given, nobody else may use plain HTTP.
    pub trusted_proxies: Vec<Network>,
    /// Origins whose pages may call, with credentials; empty: any, without.
    pub cors_origins: Vec<String>,
    /// The instance's name.
    pub instance: String,
    /// What a request may cost.
    pub limits: Limits,
    /// How often each token may call; empty: as often as it likes.
    pub rate_limits: Vec<RateLimit>,
    /// How many pictures in sizes that aren't kept are made for each address; empty: as many as it asks for.
    pub picture_rate_limits: Vec<RateLimit>,
    /// Whether API v4 has its users (v4.md 16).
    pub legacy_users: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            public_url: None,
            cdn_url: None,
            cdn_key: None,
            trusted_proxies: Vec::new(),
            cors_origins: Vec::new(),
            instance: "vitrine".into(),
            limits: Limits::default(),
            rate_limits: Vec::new(),
            picture_rate_limits: Vec::new(),
            legacy_users: false,
        }
    }
}

/// What a request may cost.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of an ordinary body.
    pub body: usize,
    /// Bytes of the body of a bulk request.
    pub bulk_body: usize,
    /// Bytes of the body of a request that brings a file.
    pub file_body: usize,
    /// Bytes of path and query.
    pub uri: usize,
    /// Bytes of all header fields.
    pub headers: usize,
    /// Until the answer's first byte is known.
    pub time: Duration,
    /// The same for a bulk request, and for a list without pages.
    pub bulk_time: Duration,
    /// Requests at work at the same time; more wait.
    pub concurrency: usize,
    /// How long they wait.
    pub patience: Duration,
    /// The same of bulk requests and others that are long; these don't wait.
    pub bulk_concurrency: usize,
    /// Readers who wait for changes at the same time; more are told to come again.
    pub waiting: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 1 << 20,
            bulk_body: 8 << 30,
            file_body: 5_000_000_000 + (1 << 20),
            uri: 16 << 10,
            headers: 32 << 10,
            time: Duration::from_secs(30),
            bulk_time: Duration::from_hours(1),
            concurrency: concurrency(),
            patience: Duration::from_secs(5),
            bulk_concurrency: 32,
            waiting: 256,
        }
    }
}

/// So many requests at work keep a core busy, waiting for the disk and the database included.
pub const FOR_EACH_CORE: usize = 4;

/// So many requests at work use all of a machine.
fn concurrency() -> usize {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    (FOR_EACH_CORE * cores).max(8)
}

/// A range of addresses, written `10.0.0.0/8`, or one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

impl Network {
    /// Whether `address` lies in it. An IPv4 address written as IPv6 counts as IPv4.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(net), IpAddr::V4(one)) => (net.to_bits() ^ one.to_bits()).leading_zeros() >= self.prefix.into(),
            (IpAddr::V6(net), IpAddr::V6(one)) => (net.to_bits() ^ one.to_bits()).leading_zeros() >= self.prefix.into(),
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let refuse = || format!("expected an address or a range such as 10.0.0.0/8, found {text:?}");
        let (address, prefix) = text.split_once('/').map_or((text, None), |(address, prefix)| (address, Some(prefix)));
        let address: IpAddr = address.parse().map_err(|_| refuse())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.map_or(Ok(most), |prefix| prefix.parse().map_err(|_| refuse()))?;
        if prefix > most { Err(refuse()) } else { Ok(Self { address, prefix }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_holds_its_addresses() {
        let cases = [
            ("10.0.0.0/8", "10.255.1.2", true),
            ("10.0.0.0/8", "11.0.0.1", false),
            ("10.0.0.0/8", "::ffff:10.1.1.1", true),
            ("192.168.1.7", "192.168.1.7", true),
            ("192.168.1.7", "192.168.1.6", false),
            ("0.0.0.0/0", "8.8.8.8", true),
            ("0.0.0.0/0", "::1", false),
            ("fd00::/8", "fd12::1", true),
        ];
        for (network, address, inside) in cases {
            let network: Network = network.parse().unwrap();
            assert_eq!(network.contains(address.parse().unwrap()), inside, "{network:?} {address}");
        }
        for wrong in ["", "10.0.0.0/33", "10.0.0/8", "::/129", "10.0.0.0/x"] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
    }
}
