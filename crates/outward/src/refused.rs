//! Why nothing was fetched, in words for whoever gave the URL.

/// What stood against a call. It doesn't tell which address a name has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The text is no URL.
    #[error("this is not a URL: {0}")]
    Url(String),
    /// A scheme that isn't called.
    #[error("files are reached by https, http, sftp, ftps, ftp, s3 and folder, not by {0}")]
    Scheme(String),
    /// The URL has a user or a password in it.
    #[error("a URL with a user name or password in it is not fetched")]
    Credentials,
    /// It is written otherwise than such an address is.
    #[error("this is not the address of a file: {0}")]
    Shape(&'static str),
    /// The operator hasn't named what it is in.
    #[error("the operator has not allowed this {0} ({1})")]
    NotAllowed(&'static str, &'static str),
    /// The file is a folder, or something else.
    #[error("there is no file of this name, but a folder or the like")]
    NotAFile,
    /// There is no such file.
    #[error("there is no such file")]
    Missing,
    /// The host takes the login, but doesn't let it do this.
    #[error("this user may not do this there")]
    Denied,
    /// The host doesn't take the login.
    #[error("the host takes neither this user nor this password")]
    Login,
    /// The host shows another key than it should.
    #[error(
        "the host {host} shows another key ({shown}) than the one that it is known by ({known}): somebody may be in \
         between. If its key was changed, the address may say so: ?fingerprint={shown}"
    )]
    HostKey {
        /// Name and port.
        host: String,
        /// The fingerprint that is expected.
        known: String,
        /// The one that came.
        shown: String,
    },
    /// Something else went wrong there.
    #[error("the host fails: {0}")]
    Failed(String),
    /// Something went wrong here.
    #[error("the file can't be read or kept here just now: {0}")]
    Ours(String),
    /// A port that belongs to other services.
    #[error("port {0} is not called: only the usual one of its kind and those from 1024 on are")]
    Port(u16),
    /// An address that isn't public and not allowed.
    #[error("this host is not fetched from: its address is not public")]
    Forbidden,
    /// The host wasn't found, or doesn't talk.
    #[error("the host can't be reached: {0}")]
    Unreachable(&'static str),
    /// An answer that brings nothing.
    #[error("the host answered with status {0}")]
    Status(u16),
    /// An address to go on at that leads nowhere.
    #[error("the host redirects to what is not a URL")]
    Redirect,
    /// From one address to another without end.
    #[error("the host redirects more than {0} times")]
    TooManyRedirects(usize),
    /// From an address that is encrypted to one that isn't.
    #[error("the host redirects from https to http")]
    Downgrade,
    /// Bytes that would have to be unpacked.
    #[error("the host sends packed bytes ({0}), which were not asked for")]
    Packed(String),
    /// More bytes than are taken.
    #[error("more than {limit} bytes")]
    TooLarge {
        /// How many are taken.
        limit: u64,
    },
    /// It takes too long, or stands still.
    #[error("the host is too slow")]
    TooSlow,
    /// The connection ended before the bytes did.
    #[error("the connection broke off")]
    BrokenOff,
}

impl Refused {
    /// Whether the host would rather be asked again in a moment.
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Status(429 | 502 | 503 | 504))
    }

    /// Whether the same call would be refused again, until somebody changes the address or what it leads to. To repeat
    /// a wrong password may even lock its user out.
    pub fn is_lasting(&self) -> bool {
        match self {
            Self::Url(_)
            | Self::Scheme(_)
            | Self::Credentials
            | Self::Shape(_)
            | Self::NotAllowed(..)
            | Self::NotAFile
            | Self::Denied
            | Self::Login
            | Self::HostKey { .. }
            | Self::Port(_)
            | Self::Forbidden
            | Self::Redirect
            | Self::TooManyRedirects(_)
            | Self::Downgrade
            | Self::Packed(_)
            | Self::TooLarge { .. } => true,
            Self::Status(status) => matches!(status, 401 | 403 | 410),
            // A file may be late, or just be replaced.
            Self::Missing
            | Self::Failed(_)
            | Self::Ours(_)
            | Self::Unreachable(_)
            | Self::TooSlow
            | Self::BrokenOff => false,
        }
    }
}

impl From<reqwest::Error> for Refused {
    fn from(error: reqwest::Error) -> Self {
        let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
        while let Some(error) = cause {
            if let Some(refused) = error.downcast_ref::<Self>() {
                return refused.clone();
            }
            if error.to_string().contains("certificate") {
                return Self::Unreachable("its certificate is not valid");
            }
            cause = error.source();
        }
        if error.is_connect() { Self::Unreachable("it takes no connection") } else { Self::BrokenOff }
    }
}
