//! From names to addresses, and to connections.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use futures_util::future::BoxFuture;
use reqwest::dns::{Addrs, Name, Resolving};
use tokio::net::TcpStream;

use crate::address::may_be_called;
use crate::clock::Clock;
use crate::{Refused, Rules};

/// Finds the addresses of names.
pub trait Resolve: Send + Sync {
    /// All addresses of a name.
    fn resolve<'a>(&'a self, name: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>>;
}

/// As the system finds them.
#[derive(Debug, Clone, Copy)]
pub struct System;

impl Resolve for System {
    fn resolve<'a>(&'a self, name: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        Box::pin(async move { Ok(tokio::net::lookup_host((name, 0)).await?.map(|found| found.ip()).collect()) })
    }
}

/// Hands out only names whose addresses may all be called. What it hands out is what is then
/// connected to, so no name can mean one thing when it is checked and another afterwards.
#[derive(Clone)]
pub(crate) struct Guard {
    pub(crate) rules: Arc<Rules>,
    pub(crate) names: Arc<dyn Resolve>,
}

impl Guard {
    /// The addresses of a host, which all may be called.
    async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, Refused> {
        let found = match host.trim_start_matches('[').trim_end_matches(']').parse() {
            // An address instead of a name is looked up by nobody.
            Ok(address) => vec![address],
            Err(_) => self.names.resolve(host).await.unwrap_or_default(),
        };
        if found.is_empty() {
            return Err(Refused::Unreachable("its name is unknown"));
        }
        let fine = found.iter().all(|address| may_be_called(*address, &self.rules.allowed));
        if fine { Ok(found) } else { Err(Refused::Forbidden) }
    }

    /// A connection to the first address of a host that takes one.
    pub(crate) async fn connect(&self, host: &str, port: u16, clock: &Clock) -> Result<TcpStream, Refused> {
        for address in clock.wait(self.addresses(host)).await?? {
            if let Ok(stream) = clock.wait(TcpStream::connect((address, port))).await? {
                return Ok(stream);
            }
        }
        Err(Refused::Unreachable("it takes no connection"))
    }
}

impl reqwest::dns::Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = self.clone();
        Box::pin(async move {
            let found = guard.addresses(name.as_str()).await?;
            // The port is the URL's.
            let addresses: Addrs = Box::new(found.into_iter().map(|address| SocketAddr::new(address, 0)));
            Ok(addresses)
        })
    }
}
