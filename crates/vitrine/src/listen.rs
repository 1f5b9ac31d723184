//! The sockets: HTTPS, and plain HTTP where it was asked for.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::task::{self, Poll};
use std::time::Duration;

use anyhow::Context as _;
use axum_server::accept::NoDelayAcceptor;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use axum_server::{Control, Handle, Server};
use http::Request;
use tower::util::ServiceFn;
use tower::{Service, service_fn};
use vitrine_http::{Router, Transport};

use crate::config::Serving;

/// How long a new connection may take over its first request, so that idle ones can't fill the house.
const FIRST_REQUEST: Duration = Duration::from_secs(30);

/// Connections that may wait to be accepted, in place of the standard library's 128: those beyond are dropped without a
/// word, and their clients try again after a second. The system may allow fewer.
const BACKLOG: i32 = 4_096;

/// Bound sockets, not yet answering.
pub struct Listeners {
    https: TcpListener,
    http: Option<TcpListener>,
}

impl Listeners {
    /// Binds. Errors: an address is taken or not this machine's.
    pub fn bind(serving: &Serving) -> anyhow::Result<Self> {
        Ok(Self { https: bind(serving.listen)?, http: serving.http.map(bind).transpose()? })
    }

    /// The addresses, as in the ready line.
    pub fn addresses(&self) -> io::Result<Vec<String>> {
        let https = format!("https://{}", self.https.local_addr()?);
        let http = self.http.as_ref().map(|http| Ok(format!("http://{}", http.local_addr()?)));
        std::iter::once(Ok(https)).chain(http).collect()
    }

    /// The address to give somebody on this machine: plain HTTP if it answers them, which asks for no trust in a
    /// certificate.
    pub fn handiest(&self, plain_answers: bool) -> io::Result<String> {
        let (scheme, listener) = match &self.http {
            Some(http) if plain_answers => ("http", http),
            _ => ("https", &self.https),
        };
        let address = listener.local_addr()?;
        // All addresses are none that could be opened.
        let all = address.ip().is_unspecified();
        Ok(if all { format!("{scheme}://localhost:{}", address.port()) } else { format!("{scheme}://{address}") })
    }

    /// Answers until `control` is told to stop and the last connection has ended.
    pub async fn serve(self, router: Router, tls: RustlsConfig, control: &Control) -> anyhow::Result<()> {
        let acceptor = RustlsAcceptor::new(tls).acceptor(NoDelayAcceptor::new());
        let https = prepare(axum_server::from_tcp(self.https)?.acceptor(acceptor), control);
        let https = https.serve(connections(router.clone(), true));
        let Some(http) = self.http else { return Ok(https.await?) };
        let http = prepare(axum_server::from_tcp(http)?.acceptor(NoDelayAcceptor::new()), control);
        tokio::try_join!(https, http.serve(connections(router, false)))?;
        Ok(())
    }
}

fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let listener = TcpListener::bind(address).with_context(|| format!("{address} cannot be listened on"))?;
    rustix::net::listen(&listener, BACKLOG)?;
    Ok(listener)
}

fn prepare<A>(server: Server<SocketAddr, A>, control: &Control) -> Server<SocketAddr, A> {
    server.handle(Handle::with_control(control.clone())).first_request_timeout(FIRST_REQUEST)
}

/// A service for each connection, which tells the router by which way its requests came.
fn connections(
    router: Router,
    tls: bool,
) -> ServiceFn<impl FnMut(SocketAddr) -> Ready<Result<Connection, Infallible>> + Clone> {
    service_fn(move |peer| ready(Ok(Connection { router: router.clone(), transport: Transport { tls, peer } })))
}

#[derive(Clone)]
struct Connection {
    router: Router,
    transport: Transport,
}

impl<B> Service<Request<B>> for Connection
where
    Router: Service<Request<B>>,
{
    type Response = <Router as Service<Request<B>>>::Response;
    type Error = <Router as Service<Request<B>>>::Error;
    type Future = <Router as Service<Request<B>>>::Future;

    fn poll_ready(&mut self, context: &mut task::Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.router.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        request.extensions_mut().insert(self.transport);
        self.router.call(request)
    }
}
