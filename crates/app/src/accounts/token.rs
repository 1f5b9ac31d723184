//! Bearer tokens: made of random bits, shown once, kept as hashes.

use std::fmt::{self, Write};

use ring::digest::{SHA256, digest};

use crate::Random;

/// A secret that names its holder. It can't be printed by mistake.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// 160 bits as 40 upper-case hex characters: an API token.
    pub(super) fn of_api(random: &Random) -> Self {
        let mut bits = [0; 20];
        random(&mut bits);
        Self(hex(&bits).to_ascii_uppercase())
    }

    /// 128 bits as 32 lower-case hex characters: an access or a refresh token of a user.
    pub(super) fn of_user(random: &Random) -> Self {
        let mut bits = [0; 16];
        random(&mut bits);
        Self(hex(&bits))
    }

    /// 256 bits as 64 lower-case hex characters: a session of the admin UI, for a cookie.
    pub(super) fn of_ui(random: &Random) -> Self {
        let mut bits = [0; 32];
        random(&mut bits);
        Self(hex(&bits))
    }

    /// One that its holder sent.
    pub(super) fn known(text: &str) -> Self {
        Self(text.into())
    }

    /// The secret itself, to be shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn hash(&self) -> Hash {
        Hash::of(&self.0)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(***)")
    }
}

/// What kind of token a text looks like, which says where it would be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Api,
    User,
    /// Of a cookie: no bearer's.
    Ui,
}

impl Shape {
    /// `None`: no token of ours, whatever is stored.
    pub fn of(text: &str) -> Option<Self> {
        let all = |legal: fn(u8) -> bool| text.bytes().all(legal);
        match text.len() {
            40 if all(|b| matches!(b, b'0'..=b'9' | b'A'..=b'F')) => Some(Self::Api),
            32 if all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) => Some(Self::User),
            64 if all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) => Some(Self::Ui),
            _ => None,
        }
    }
}

/// The SHA-256 of a token. Tokens have too many bits for a slower hash to add anything, and
/// looking one up by its hash tells nothing by the time it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Hash([u8; 32]);

impl Hash {
    pub fn of(token: &str) -> Self {
        let mut hash = [0; 32];
        hash.copy_from_slice(digest(&SHA256, token.as_bytes()).as_ref());
        Self(hash)
    }

    /// One that was stored; `None`: it is none.
    pub fn read(text: &str) -> Option<Self> {
        let mut hash = [0; 32];
        for (byte, digits) in hash.iter_mut().zip(text.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
        }
        (text.len() == 64).then_some(Self(hash))
    }

    /// As it is stored: 64 lower-case hex characters.
    pub fn text(self) -> String {
        hex(&self.0)
    }
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        // Writing to a String can't fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn tokens_have_their_shapes() {
        let random: Random = Arc::new(|buffer| buffer.fill(0xab));
        assert_eq!(Token::of_api(&random).as_str(), "AB".repeat(20));
        assert_eq!(Token::of_user(&random).as_str(), "ab".repeat(16));
        assert_eq!(Shape::of(&"AB".repeat(20)), Some(Shape::Api));
        assert_eq!(Shape::of(&"ab".repeat(16)), Some(Shape::User));
        assert_eq!(Token::of_ui(&random).as_str(), "ab".repeat(32));
        assert_eq!(Shape::of(&"ab".repeat(32)), Some(Shape::Ui));
        for wrong in ["", "AB", &"ab".repeat(20), &"AB".repeat(16), &"é".repeat(16)] {
            assert_eq!(Shape::of(wrong), None, "{wrong}");
        }
        assert_eq!(format!("{:?}", Token::of_api(&random)), "Token(***)");
    }

    #[test]
    fn a_hash_is_sha_256() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Hash::of("").text(), empty);
        assert_eq!(Hash::read(empty), Some(Hash::of("")));
        assert_eq!(Hash::read("e3"), None);
    }
}
