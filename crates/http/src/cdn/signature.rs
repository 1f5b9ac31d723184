//! Signed addresses: `?expires={seconds since 1970}&signature={of the file's key and that moment}`. One signature opens a
//! file in all its profiles and sizes, so that clients can still write another size into an address.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use ring::hmac::{self, Key};

/// In seconds.
pub const DAY: i64 = 24 * 3_600;

/// Signs addresses that hold until a moment.
#[derive(Debug, Clone)]
pub struct Signer {
    key: Key,
    /// In seconds since 1970 UTC.
    expires: i64,
}

impl Signer {
    /// For addresses that are printed now, in microseconds since 1970 UTC. They hold until the midnight after the next:
    /// 24 hours at least, and all that is printed on one day is the same.
    pub fn at(key: &Key, now: i64) -> Self {
        let today = now.div_euclid(DAY * 1_000_000);
        Self { key: key.clone(), expires: (today + 2) * DAY }
    }

    /// Until when addresses hold.
    pub fn expires(&self) -> i64 {
        self.expires
    }

    /// The query that opens the file under this key.
    pub fn query(&self, file: &str) -> String {
        let signature = hmac::sign(&self.key, message(file, self.expires).as_bytes());
        format!("expires={}&signature={}", self.expires, BASE64.encode(signature))
    }
}

/// For how many seconds more a query opens the file under this key; `None`: it doesn't.
pub fn time_left(key: &Key, file: &str, query: &str, now: i64) -> Option<i64> {
    let said = |name: &str| query.split('&').find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
    let expires: i64 = said("expires")?.parse().ok()?;
    let signature = BASE64.decode(said("signature")?).ok()?;
    hmac::verify(key, message(file, expires).as_bytes(), &signature).ok()?;
    let left = expires - now.div_euclid(1_000_000);
    (left > 0).then_some(left)
}

fn message(file: &str, expires: i64) -> String {
    format!("{file} {expires}")
}

#[cfg(test)]
mod tests {
    use ring::hmac::HMAC_SHA256;

    use super::*;

    const SECOND: i64 = 1_000_000;

    fn key(secret: &str) -> Key {
        Key::new(HMAC_SHA256, secret.as_bytes())
    }

    #[test]
    fn addresses_hold_for_one_to_two_days() {
        let day = 20_000 * DAY * SECOND;
        for (now, hours) in [(day, 48), (day + 12 * 3_600 * SECOND, 36), (day + DAY * SECOND - SECOND, 24)] {
            let query = Signer::at(&key("a"), now).query("f");
            let left = time_left(&key("a"), "f", &query, now).unwrap();
            assert_eq!(left / 3_600, hours, "{query}");
            assert_eq!(query, Signer::at(&key("a"), day).query("f"), "alike all day");
            assert_eq!(time_left(&key("a"), "f", &query, day + 2 * DAY * SECOND - SECOND), Some(1));
            assert_eq!(time_left(&key("a"), "f", &query, day + 2 * DAY * SECOND), None);
        }
        assert_ne!(Signer::at(&key("a"), day).query("f"), Signer::at(&key("a"), day - 1).query("f"));
    }

    #[test]
    fn nothing_but_the_right_signature_opens_a_file() {
        let query = Signer::at(&key("a"), 0).query("f");
        let opens = |query: &str| time_left(&key("a"), "f", query, 0).is_some();
        assert!(opens(&query) && opens(&format!("v=1&{query}&x")));
        assert_eq!(time_left(&key("b"), "f", &query, 0), None, "another instance's");
        assert_eq!(time_left(&key("a"), "g", &query, 0), None, "another file's");
        let (expires, signature) = query.split_once('&').unwrap();
        for wrong in [
            "",
            expires,
            signature,
            "expires=172800&signature=",
            &query.replace("172800", "172801"),
            &query.replace("172800", "-1"),
            &query[..query.len() - 1],
            &format!("{query}A"),
            &format!("expires=9&{query}"),
        ] {
            assert!(!opens(wrong), "{wrong}");
        }
        for place in expires.len() + "&signature=".len()..query.len() {
            let other = if query[place..].starts_with('A') { "B" } else { "A" };
            let mut changed = query.clone();
            changed.replace_range(place..=place, other);
            assert!(!opens(&changed), "{changed}");
        }
    }
}
