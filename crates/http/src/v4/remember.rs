//! The cookie that keeps a refresh token (v4.md 3.1).

use std::time::Duration;

use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderName};

use crate::https::Caller;
use crate::{Settings, cookie};

const NAME: &str = "quable-remember-me";

/// The refresh token of the cookie.
pub fn cookie(headers: &HeaderMap) -> Option<&str> {
    cookie::read(headers, NAME)
}

/// Makes the cookie as this connection can bear it.
#[derive(Clone, Copy)]
pub struct Cookies<'a> {
    pub caller: Caller,
    pub settings: &'a Settings,
    /// How long a refresh token lasts.
    pub life: Duration,
}

impl Cookies<'_> {
    /// Keeps `token` as long as it can be good.
    pub fn set(self, token: &str) -> [(HeaderName, String); 1] {
        self.header(token, self.life.as_secs())
    }

    /// Lets go of it.
    pub fn clear(self) -> [(HeaderName, String); 1] {
        self.header("", 0)
    }

    fn header(self, value: &str, max_age: u64) -> [(HeaderName, String); 1] {
        // Browsers take `None` only together with `Secure`.
        let foreign = self.caller.encrypted && !self.settings.cors_origins.is_empty();
        let same_site = if foreign { "None" } else { "Lax" };
        let secure = if self.caller.encrypted { "; Secure" } else { "" };
        [(SET_COOKIE, format!("{NAME}={value}; Path=/; Max-Age={max_age}; HttpOnly{secure}; SameSite={same_site}"))]
    }
}
