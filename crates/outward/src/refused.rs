//! Why nothing was fetched, in words for whoever gave the URL.

/// What stood against a call. It doesn't tell which address a name has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The text is no URL.
    #[error("this is not a URL: {0}")]
    Url(String),
    /// A scheme that isn't called.
    #[error("only http and https are fetched, not {0}")]
    Scheme(String),
    /// The URL has a user or a password in it.
    #[error("a URL with a user name or password in it is not fetched")]
    Credentials,
    /// A port that belongs to other services than the web.
    #[error("port {0} is not fetched from: only 80, 443 and those from 1024 on are")]
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

/// A name without addresses, on its way through the client.
#[derive(Debug, thiserror::Error)]
#[error("the name is unknown")]
pub(crate) struct Unknown;

/// A name with addresses that may not be called, on its way through the client.
#[derive(Debug, thiserror::Error)]
#[error("not public")]
pub(crate) struct NotPublic;

impl From<reqwest::Error> for Refused {
    fn from(error: reqwest::Error) -> Self {
        let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
        while let Some(error) = cause {
            if error.is::<NotPublic>() {
                return Self::Forbidden;
            }
            if error.is::<Unknown>() {
                return Self::Unreachable("its name is unknown");
            }
            if error.to_string().contains("certificate") {
                return Self::Unreachable("its certificate is not valid");
            }
            cause = error.source();
        }
        if error.is_connect() { Self::Unreachable("it takes no connection") } else { Self::BrokenOff }
    }
}
