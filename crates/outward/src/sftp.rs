//! Files of SFTP.

use std::fs;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use russh::client::{AuthResult, Config, Handle, KeyboardInteractiveAuthResponse as Asked, connect_stream};
use russh::{Disconnect, MethodKind};
use russh_sftp::client::error::Error;
use russh_sftp::client::fs::File;
use russh_sftp::client::{Config as SftpConfig, RawSftpSession, SftpSession};
use russh_sftp::extensions::HardlinkExtension;
use russh_sftp::protocol::{OpenFlags, Packet, StatusCode};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::account::Account;
use crate::body::{CHUNK, body, check_size};
use crate::clock::Clock;
use crate::host_keys::{Check, HostKeys};
use crate::resolve::Guard;
use crate::{Download, Limits, Refused};

/// Renames over what is there, which the plain rename of SFTP doesn't.
const REPLACE: &str = "posix-rename@openssh.com";

/// How much longer the libraries wait than we do.
const MOMENT: Duration = Duration::from_secs(1);

/// Somebody who is logged in.
struct Session {
    ssh: Handle<Check>,
    sftp: SftpSession,
    clock: Clock,
    idle: u64,
}

/// A file on its way here.
pub(crate) async fn get(
    guard: &Guard,
    account: &Account,
    limits: Limits,
    hosts: Arc<dyn HostKeys>,
) -> Result<Download, Refused> {
    let session = Session::open(guard, account, limits, hosts).await?;
    let clock = session.clock;
    let found = clock.wait(session.sftp.metadata(&account.path)).await??;
    if found.is_dir() {
        return Err(Refused::NotAFile);
    }
    let length = found.size;
    check_size(length.unwrap_or_default(), limits)?;
    let file = clock.wait(session.sftp.open(&account.path)).await??;
    let end = |file: File| {
        async move {
            drop(file);
            session.close().await
        }
        .boxed()
    };
    Ok(Download {
        content_type: None,
        file_name: Some(account.file_name().to_owned()),
        length,
        body: body(file, length, limits, clock, Box::new(end)),
    })
}

/// Puts a file there: beside its place, until it is whole.
pub(crate) async fn put(
    guard: &Guard,
    account: &Account,
    source: fs::File,
    word: &str,
    limits: Limits,
    hosts: Arc<dyn HostKeys>,
) -> Result<(), Refused> {
    let session = Session::open(guard, account, limits, hosts).await?;
    let beside = account.beside(word);
    let written = match session.write(source, &beside).await {
        Ok(()) => session.replace(&beside, &account.path).await,
        Err(refused) => Err(refused),
    };
    if written.is_err() {
        // The failure that counts is the first.
        let _ = session.clock.wait(session.sftp.remove_file(&beside)).await;
    }
    written?;
    session.close().await
}

impl Session {
    async fn open(guard: &Guard, account: &Account, limits: Limits, hosts: Arc<dyn HostKeys>) -> Result<Self, Refused> {
        let clock = Clock::of(limits);
        let stream = guard.connect(&account.host, account.port, &clock).await?;
        let check = Check::of(account, hosts);
        // Ends what goes on beside, once nobody here waits for it any more.
        let config = Config { inactivity_timeout: Some(limits.idle + MOMENT), ..Config::default() };
        let mut ssh = clock.wait(connect_stream(Arc::new(config), stream, check)).await??;
        clock.wait(log_in(&mut ssh, account)).await??;
        let idle = (limits.idle + MOMENT).as_secs();
        let config = SftpConfig { request_timeout_secs: idle, ..SftpConfig::default() };
        let channel = clock.wait(sftp_channel(&ssh)).await??;
        let sftp = clock.wait(SftpSession::new_with_config(channel.into_stream(), config)).await??;
        Ok(Self { ssh, sftp, clock, idle })
    }

    async fn write(&self, source: fs::File, path: &str) -> Result<(), Refused> {
        let ours = |error: io::Error| Refused::Ours(error.to_string());
        let mut source = tokio::fs::File::from_std(source);
        let flags = OpenFlags::CREATE | OpenFlags::EXCLUDE | OpenFlags::WRITE;
        let mut file = self.clock.wait(self.sftp.open_with_flags(path, flags)).await??;
        let mut buffer = vec![0; CHUNK];
        loop {
            let read = source.read(&mut buffer).await.map_err(ours)?;
            if read == 0 {
                break;
            }
            self.clock.wait(file.write_all(&buffer[..read])).await?.map_err(theirs)?;
        }
        self.clock.wait(file.flush()).await?.map_err(theirs)?;
        self.clock.wait(file.close()).await?.map_err(theirs)
    }

    /// Gives a whole file its name, whether or not another has it.
    async fn replace(&self, from: &str, to: &str) -> Result<(), Refused> {
        let channel = self.clock.wait(sftp_channel(&self.ssh)).await??;
        let raw = RawSftpSession::new(channel.into_stream());
        raw.set_timeout(self.idle);
        let known = self.clock.wait(raw.init()).await??;
        if !known.extensions.contains_key(REPLACE) {
            return self.rename(from, to).await;
        }
        // Two paths, as for a hard link.
        let paths = HardlinkExtension { oldpath: from.to_owned(), newpath: to.to_owned() };
        let paths: Result<Vec<u8>, _> = paths.try_into();
        let paths = paths.map_err(|error| Refused::Failed(error.to_string()))?;
        match self.clock.wait(raw.extended(REPLACE, paths)).await?? {
            Packet::Status(status) if status.status_code == StatusCode::Ok => Ok(()),
            Packet::Status(status) => Err(Error::Status(status).into()),
            _ => Err(Error::UnexpectedPacket.into()),
        }
    }

    /// The same where a name that is taken must be freed beforehand.
    async fn rename(&self, from: &str, to: &str) -> Result<(), Refused> {
        let Err(error) = self.clock.wait(self.sftp.rename(from, to)).await? else { return Ok(()) };
        if self.clock.wait(self.sftp.remove_file(to)).await?.is_err() {
            return Err(error.into());
        }
        Ok(self.clock.wait(self.sftp.rename(from, to)).await??)
    }

    async fn close(self) -> Result<(), Refused> {
        // All is done; whether the host hears of the end is not of interest.
        let _ = self.clock.wait(self.ssh.disconnect(Disconnect::ByApplication, "", "")).await;
        Ok(())
    }
}

async fn sftp_channel(ssh: &Handle<Check>) -> Result<russh::Channel<russh::client::Msg>, russh::Error> {
    let channel = ssh.channel_open_session().await?;
    channel.request_subsystem(true, "sftp").await?;
    Ok(channel)
}

/// By the password; where a host asks for it in its own words, by these.
async fn log_in(ssh: &mut Handle<Check>, account: &Account) -> Result<(), Refused> {
    let methods = match ssh.authenticate_password(&account.user, &account.password).await? {
        AuthResult::Success => return Ok(()),
        AuthResult::Failure { remaining_methods, .. } => remaining_methods,
    };
    if !methods.contains(&MethodKind::KeyboardInteractive) {
        return Err(Refused::Login);
    }
    let mut asked = ssh.authenticate_keyboard_interactive_start(&account.user, None::<String>).await?;
    // A host that goes on asking wants something else.
    for _ in 0..3 {
        let answers = match asked {
            Asked::Success => return Ok(()),
            Asked::InfoRequest { prompts, .. } if prompts.len() <= 1 => vec![account.password.clone(); prompts.len()],
            _ => break,
        };
        asked = ssh.authenticate_keyboard_interactive_respond(answers).await?;
    }
    Err(Refused::Login)
}

/// What went wrong there, out of its wrapping.
fn theirs(error: io::Error) -> Refused {
    error.downcast::<Error>().unwrap_or_else(Error::from).into()
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        match error {
            Error::Status(status) => match status.status_code {
                StatusCode::NoSuchFile => Self::Missing,
                StatusCode::PermissionDenied => Self::Denied,
                StatusCode::ConnectionLost | StatusCode::NoConnection => Self::BrokenOff,
                code => Self::Failed(format!("{code}")),
            },
            // The latter of what ends within the library.
            Error::IO(_) | Error::UnexpectedBehavior(_) => Self::BrokenOff,
            Error::Timeout => Self::TooSlow,
            other => Self::Failed(other.to_string()),
        }
    }
}
