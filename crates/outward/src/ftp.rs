//! Files of FTP: over TLS, or in the clear where the operator allows it.

use std::fs;
use std::sync::Arc;

use futures_util::FutureExt;
use rustls::ClientConfig;
use rustls_platform_verifier::ConfigVerifierExt;
use suppaftp::tokio::{AsyncRustlsConnector, AsyncRustlsFtpStream, AsyncRustlsStream, TransferStream};
use suppaftp::types::FileType;
use suppaftp::{FtpError, Mode};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_rustls::TlsConnector;

use crate::account::Account;
use crate::body::{CHUNK, body, check_size};
use crate::clock::Clock;
use crate::resolve::Guard;
use crate::{Download, Limits, Refused};

/// Somebody who is logged in.
struct Session {
    ftp: AsyncRustlsFtpStream,
    clock: Clock,
}

/// A file on its way here.
pub(crate) async fn get(guard: &Guard, account: &Account, is_tls: bool, limits: Limits) -> Result<Download, Refused> {
    let mut session = Session::open(guard, account, is_tls, limits).await?;
    let clock = session.clock;
    // Not every host tells sizes.
    let length = clock.wait(session.ftp.size(&account.path)).await?.ok().map(|size| size as u64);
    check_size(length.unwrap_or_default(), limits)?;
    let transfer = clock.wait(session.ftp.retr_as_stream(&account.path)).await??;
    // A connection for bytes that ends says nothing of whether they were all: that is said beside.
    let end = |transfer: TransferStream<AsyncRustlsStream>| {
        async move {
            transfer.finish().await?;
            session.close().await;
            Ok(())
        }
        .boxed()
    };
    Ok(Download {
        content_type: None,
        file_name: Some(account.file_name().to_owned()),
        length,
        body: body(transfer, length, limits, clock, Box::new(end)),
    })
}

/// Puts a file there: beside its place, until it is whole.
pub(crate) async fn put(
    guard: &Guard,
    account: &Account,
    is_tls: bool,
    source: fs::File,
    word: &str,
    limits: Limits,
) -> Result<(), Refused> {
    let mut session = Session::open(guard, account, is_tls, limits).await?;
    let beside = account.beside(word);
    let written = match session.write(source, &beside).await {
        Ok(()) => session.rename(&beside, &account.path).await,
        Err(refused) => Err(refused),
    };
    if written.is_err() {
        // The failure that counts is the first.
        let _ = session.clock.wait(session.ftp.rm(&beside)).await;
    }
    session.close().await;
    // One answer stands for "there is no such" and "you may not".
    written.map_err(|refused| if refused == Refused::Missing { Refused::Denied } else { refused })
}

impl Session {
    async fn open(guard: &Guard, account: &Account, is_tls: bool, limits: Limits) -> Result<Self, Refused> {
        let clock = Clock::of(limits);
        let stream = guard.connect(&account.host, account.port, &clock).await?;
        // All hosts know this one, where it will do.
        let mode =
            if stream.peer_addr().is_ok_and(|peer| peer.is_ipv6()) { Mode::ExtendedPassive } else { Mode::Passive };
        let mut ftp = clock.wait(AsyncRustlsFtpStream::connect_with_stream(stream)).await??;
        if is_tls {
            let config = ClientConfig::with_platform_verifier().map_err(|error| Refused::Ours(error.to_string()))?;
            let connector = AsyncRustlsConnector::from(TlsConnector::from(Arc::new(config)));
            ftp = clock.wait(ftp.into_secure(connector, &account.host)).await??;
        }
        // Bytes come from the address that was checked, whatever the host says of another.
        ftp.set_passive_nat_workaround(true);
        ftp.set_mode(mode);
        clock.wait(ftp.login(&account.user, &account.password)).await??;
        clock.wait(ftp.transfer_type(FileType::Binary)).await??;
        Ok(Self { ftp, clock })
    }

    async fn write(&mut self, source: fs::File, path: &str) -> Result<(), Refused> {
        let mut source = tokio::fs::File::from_std(source);
        let mut transfer = self.clock.wait(self.ftp.put_with_stream(path)).await??;
        let mut buffer = vec![0; CHUNK];
        loop {
            let read = source.read(&mut buffer).await.map_err(|error| Refused::Ours(error.to_string()))?;
            if read == 0 {
                return Ok(self.clock.wait(transfer.finish()).await??);
            }
            self.clock.wait(transfer.write_all(&buffer[..read])).await?.map_err(|_| Refused::BrokenOff)?;
        }
    }

    /// Gives a whole file its name; where one that is taken must be freed beforehand, it is.
    async fn rename(&mut self, from: &str, to: &str) -> Result<(), Refused> {
        let Err(error) = self.clock.wait(self.ftp.rename(from, to)).await? else { return Ok(()) };
        if self.clock.wait(self.ftp.rm(to)).await?.is_err() {
            return Err(error.into());
        }
        Ok(self.clock.wait(self.ftp.rename(from, to)).await??)
    }

    /// Says good-bye; whether the host hears of it is not of interest.
    async fn close(mut self) {
        let _ = self.clock.wait(self.ftp.quit()).await;
    }
}

impl From<FtpError> for Refused {
    fn from(error: FtpError) -> Self {
        match error {
            FtpError::ConnectionError(_) => Self::BrokenOff,
            FtpError::SecureError(why) if why.contains("certificate") => {
                Self::Unreachable("its certificate is not valid")
            }
            FtpError::SecureError(_) => Self::Failed("it doesn't speak TLS as it should".to_owned()),
            FtpError::UnexpectedResponse(answer) => match answer.status.code() {
                530 | 532 => Self::Login,
                550 => Self::Missing,
                553 => Self::Denied,
                452 | 552 => Self::Failed("there is no room left".to_owned()),
                code => Self::Failed(format!("it answers {code}")),
            },
            other => Self::Failed(other.to_string()),
        }
    }
}
