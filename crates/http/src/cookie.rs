//! Cookies: how one is read, and the one that holds a session of the admin UI.

use std::fmt::Write as _;
use std::time::Duration;

use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName};

use crate::https::Caller;

/// Over HTTPS: browsers take one so called only from this very host, with `Secure` and for all paths.
const SECURE: &str = "__Host-vitrine";
/// On this machine in the clear, where browsers take none with `Secure`.
const PLAIN: &str = "vitrine";

/// The value of a cookie.
pub fn read<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, value)| *name == wanted && !value.is_empty()).map(|(_, value)| value)
}

/// The token of a session, in the cookie that this connection may bring.
pub fn session(headers: &HeaderMap, caller: Caller) -> Option<&str> {
    read(headers, name(caller))
}

/// Keeps a session's token, for so long or until the browser ends.
pub fn keep(caller: Caller, token: &str, life: Option<Duration>) -> [(HeaderName, String); 1] {
    let secure = if caller.encrypted { "; Secure" } else { "" };
    let mut cookie = format!("{}={token}; Path=/; HttpOnly{secure}; SameSite=Strict", name(caller));
    if let Some(life) = life {
        // Writing to a string can't fail.
        let _ = write!(cookie, "; Max-Age={}", life.as_secs());
    }
    [(SET_COOKIE, cookie)]
}

/// Lets go of it.
pub fn clear(caller: Caller) -> [(HeaderName, String); 1] {
    keep(caller, "", Some(Duration::ZERO))
}

fn name(caller: Caller) -> &'static str {
    if caller.encrypted { SECURE } else { PLAIN }
}
