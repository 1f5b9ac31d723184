//! How calls to others are signed, so that they can tell that a call is ours and was not changed.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use ring::hmac::{self, HMAC_SHA256, Key};

/// What a secret begins with whose bytes are written in base64, as Standard Webhooks have it.
const IN_BASE64: &str = "whsec_";

/// The value of `X-Signature` (v5.md 4.4): HMAC-SHA256 of `METHOD|URL|TIMESTAMP|BODY` in base64. The key is the secret as
/// it is written. `url` is the whole one; `timestamp`, in seconds since 1970 UTC, goes along as `X-Timestamp`; the body of a
/// GET is empty.
pub(crate) fn of_call(secret: &str, method: &str, url: &str, timestamp: i64, body: &[u8]) -> String {
    sign(secret.as_bytes(), &format!("{method}|{url}|{timestamp}|"), body)
}

/// The value of `webhook-signature` (Standard Webhooks): `v1,` and HMAC-SHA256 of `ID.TIMESTAMP.BODY` in base64. The key is
/// what a secret holds in base64 behind `whsec_`, else the secret as it is written. `id` goes along as `webhook-id`, and
/// `timestamp`, in seconds since 1970 UTC, as `webhook-timestamp`.
pub(crate) fn of_message(secret: &str, id: &str, timestamp: i64, body: &[u8]) -> String {
    let decoded = secret.strip_prefix(IN_BASE64).and_then(|text| BASE64.decode(text).ok());
    let key = decoded.as_deref().unwrap_or(secret.as_bytes());
    format!("v1,{}", sign(key, &format!("{id}.{timestamp}."), body))
}

fn sign(key: &[u8], head: &str, body: &[u8]) -> String {
    let mut context = hmac::Context::with_key(&Key::new(HMAC_SHA256, key));
    context.update(head.as_bytes());
    context.update(body);
    BASE64.encode(context.sign())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "a secret of some length";
    const AT: i64 = 1_700_000_000;
    const BODY: &[u8] = "{\"a\":\"é\"}".as_bytes();

    // The expected ones were reckoned by Python's hmac.

    #[test]
    fn calls_are_signed_over_all_that_is_said() {
        let post = of_call(SECRET, "POST", "https://x.example/a?b=c", AT, BODY);
        assert_eq!(post, "JI/iDyGGIovo+6919U630s+BcYb7oNUWlg60Wg/3Dh4=");
        let get = of_call(SECRET, "GET", "https://x.example/permission", AT, b"");
        assert_eq!(get, "HZ1xA7/luytjVA8T0a60OO4/UP4eBZP11+kT+cYjIjQ=");
    }

    #[test]
    fn messages_are_signed_by_what_the_secret_holds() {
        assert_eq!(of_message(SECRET, "0b0c", AT, BODY), "v1,NIPUZMpv5Qq4JtAWS1V8KUQWIjgnbotreey/AHJoeZA=");
        let secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
        assert_eq!(of_message(secret, "0b0c", AT, BODY), "v1,sunKrZRoGfIJXph13GWppzAkHlZVhpovQHf1eApJQHI=");
    }
}
