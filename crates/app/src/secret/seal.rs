//! Secrets that must be read again, such as a password in an address, are encrypted wherever they are kept. Each is
//! bound to what it is for, so that it can't be moved to where somebody else would be shown it.
//!
//! The nonce is made of what is sealed (as in SIV), so the same secret for the same purpose is the same text: to write
//! it again changes nothing, and no randomness can repeat itself.

use std::fmt;
use std::str::FromStr;
use std::sync::atomic::{AtomicBool, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use model::address::{self, SEALED};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::digest::{SHA256, digest};
use ring::hmac::{self, HMAC_SHA256};

/// The bytes of a key.
const KEY: usize = 32;

/// A key: 32 bytes, written in base64.
#[derive(Clone)]
pub struct SealKey {
    id: String,
    cipher: LessSafeKey,
    nonces: hmac::Key,
}

/// The keys at hand: the first seals, each of them opens.
#[derive(Debug, Default)]
pub struct Seal {
    keys: Vec<SealKey>,
    is_noted: AtomicBool,
}

/// Why a secret can't be sealed or opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unsealed {
    /// There is no key.
    #[error("secrets can't be kept: there is no key for them (VITRINE_SECRET_KEY, or secret.key in the data folder)")]
    NoKey,
    /// It was sealed with a key that isn't at hand.
    #[error(
        "the key {0}, which isn't here: give it as VITRINE_SECRET_KEY or in secret.key of the data folder, or send the \
         passwords anew"
    )]
    OtherKey(String),
    /// It was changed, or is another's.
    #[error("this is no secret that was sealed here for this purpose")]
    Damaged,
}

impl Seal {
    /// With these keys.
    pub fn new(keys: Vec<SealKey>) -> Self {
        Self { keys, is_noted: AtomicBool::new(false) }
    }

    /// Seals a secret for a purpose.
    pub fn seal(&self, purpose: &str, secret: &str) -> Result<String, Unsealed> {
        let key = self.keys.first().ok_or(Unsealed::NoKey)?;
        let mut nonce = [0; NONCE_LEN];
        let mut context = hmac::Context::with_key(&key.nonces);
        // The lengths keep two parts from being read as two others.
        context.update(&(purpose.len() as u64).to_be_bytes());
        context.update(purpose.as_bytes());
        context.update(secret.as_bytes());
        nonce.copy_from_slice(&context.sign().as_ref()[..NONCE_LEN]);
        let mut bytes = secret.as_bytes().to_vec();
        let unique = Nonce::assume_unique_for_key(nonce);
        let sealed = key.cipher.seal_in_place_append_tag(unique, Aad::from(purpose.as_bytes()), &mut bytes);
        sealed.map_err(|_| Unsealed::Damaged)?;
        Ok(format!("{SEALED}{}.{}", key.id, URL_SAFE_NO_PAD.encode([&nonce[..], &bytes].concat())))
    }

    /// Opens what was sealed for a purpose.
    pub fn open(&self, purpose: &str, sealed: &str) -> Result<String, Unsealed> {
        let parts = sealed.strip_prefix(SEALED).and_then(|rest| rest.split_once('.'));
        let (id, text) = parts.ok_or(Unsealed::Damaged)?;
        if self.keys.is_empty() {
            return Err(Unsealed::NoKey);
        }
        let key = self.keys.iter().find(|key| key.id == id).ok_or_else(|| Unsealed::OtherKey(id.to_owned()))?;
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| Unsealed::Damaged)?;
        let (nonce, bytes) = bytes.split_first_chunk().ok_or(Unsealed::Damaged)?;
        let (nonce, mut bytes) = (Nonce::assume_unique_for_key(*nonce), bytes.to_vec());
        let opened = key.cipher.open_in_place(nonce, Aad::from(purpose.as_bytes()), &mut bytes);
        let opened = opened.map_err(|_| Unsealed::Damaged)?;
        String::from_utf8(opened.to_vec()).map_err(|_| Unsealed::Damaged)
    }

    /// An address as it is kept: its password sealed for its account. One that is sealed, or a mask, stays.
    pub fn seal_address(&self, address: &str) -> Result<String, Unsealed> {
        let (_, Some(password)) = address::split(address) else { return Ok(address.to_owned()) };
        let account = address::account(address).unwrap_or_default();
        let is_sealed = || password.starts_with(SEALED) && self.open(&account, password).is_ok();
        if address::is_masked(address) || is_sealed() {
            return Ok(address.to_owned());
        }
        Ok(address::with_password(address, &self.seal(&account, password)?))
    }

    /// An address as it is called: with its password.
    pub fn open_address(&self, address: &str) -> Result<String, Unsealed> {
        match address::split(address) {
            (_, Some(sealed)) if sealed.starts_with(SEALED) => {
                let account = address::account(address).unwrap_or_default();
                Ok(address::with_password(address, &self.open(&account, sealed)?))
            }
            _ => Ok(address.to_owned()),
        }
    }

    /// Whether the key of this name is at hand.
    pub(super) fn knows(&self, id: &str) -> bool {
        self.keys.iter().any(|key| key.id == id)
    }

    /// The name of the key that seals, unless it was noted.
    pub(super) fn to_note(&self) -> Option<&str> {
        let first = self.keys.first()?;
        (!self.is_noted.load(Ordering::Relaxed)).then_some(&*first.id)
    }

    pub(super) fn noted(&self) {
        self.is_noted.store(true, Ordering::Relaxed);
    }
}

impl SealKey {
    /// A key of these bytes, which are random.
    pub fn of(bytes: [u8; KEY]) -> Result<Self, &'static str> {
        let master = hmac::Key::new(HMAC_SHA256, &bytes);
        let derived = |purpose: &str| hmac::sign(&master, purpose.as_bytes());
        let cipher = UnboundKey::new(&CHACHA20_POLY1305, derived("vitrine seal").as_ref());
        let mut id = [0; 4];
        id.copy_from_slice(&digest(&SHA256, derived("vitrine name").as_ref()).as_ref()[..4]);
        Ok(Self {
            id: format!("{:08x}", u32::from_be_bytes(id)),
            cipher: LessSafeKey::new(cipher.map_err(|_| "this is no key")?),
            nonces: hmac::Key::new(HMAC_SHA256, derived("vitrine nonce").as_ref()),
        })
    }

    /// The text of a key of these bytes.
    pub fn text(bytes: [u8; KEY]) -> String {
        STANDARD.encode(bytes)
    }
}

impl FromStr for SealKey {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = "expected 32 random bytes in base64, such as `openssl rand -base64 32` prints";
        let bytes = STANDARD.decode(text.trim()).map_err(|_| wrong)?;
        Self::of(bytes.try_into().map_err(|_| wrong)?)
    }
}

impl fmt::Debug for SealKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SealKey").field(&self.id).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seal(keys: &[u8]) -> Seal {
        Seal::new(keys.iter().map(|byte| SealKey::of([*byte; KEY]).unwrap()).collect())
    }

    #[test]
    fn what_was_sealed_is_opened_for_its_purpose_alone() {
        let seal = seal(&[1]);
        for secret in ["", "x", "pässwörd 123!", &"long ".repeat(1_000)] {
            let sealed = seal.seal("a", secret).unwrap();
            assert!(sealed.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_".contains(&b)), "{sealed}");
            assert_eq!(seal.open("a", &sealed).as_deref(), Ok(secret));
            assert_eq!(seal.open("b", &sealed), Err(Unsealed::Damaged));
            assert_eq!(seal.seal("a", secret).unwrap(), sealed, "the same is the same");
            assert_ne!(seal.seal("b", secret).unwrap(), sealed);
        }
    }

    #[test]
    fn no_changed_character_passes() {
        let seal = seal(&[1]);
        let sealed = seal.seal("a", "secret").unwrap();
        let start = sealed.rfind('.').unwrap() + 1;
        for at in start..sealed.len() {
            let other = if sealed.as_bytes()[at] == b'A' { "E" } else { "A" };
            let mut changed = sealed.clone();
            changed.replace_range(at..=at, other);
            assert_eq!(seal.open("a", &changed), Err(Unsealed::Damaged), "at {at}");
        }
        for wrong in ["", "secret", SEALED, &sealed[..start], &sealed[..start + 10]] {
            assert!(seal.open("a", wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn keys_are_replaced_one_after_the_other() {
        let old = seal(&[1]).seal("a", "secret").unwrap();
        let both = seal(&[2, 1]);
        assert_eq!(both.open("a", &old).as_deref(), Ok("secret"));
        let new = both.seal("a", "secret").unwrap();
        assert_eq!(seal(&[2]).open("a", &new).as_deref(), Ok("secret"));
        let Err(Unsealed::OtherKey(id)) = seal(&[2]).open("a", &old) else { panic!("it has another key") };
        assert!(old.contains(&id) && seal(&[1]).knows(&id) && !seal(&[2]).knows(&id));
        assert_eq!(seal(&[]).open("a", &old), Err(Unsealed::NoKey));
        assert_eq!(seal(&[]).seal("a", "secret"), Err(Unsealed::NoKey));
    }

    #[test]
    fn addresses_are_kept_sealed() {
        let seal = seal(&[1]);
        let kept = seal.seal_address("sftp://u:p%40ss@Host/a").unwrap();
        assert!(kept.starts_with("sftp://u:sealed.1.") && kept.ends_with("@Host/a") && !kept.contains("p%40ss"));
        assert_eq!(seal.seal_address(&kept).as_deref(), Ok(&*kept));
        assert_eq!(seal.open_address(&kept).as_deref(), Ok("sftp://u:p%40ss@Host/a"));
        // The same account may have its file elsewhere; nobody else gets the password.
        let moved = kept.replace("Host/a", "host/b");
        assert_eq!(seal.open_address(&moved).as_deref(), Ok("sftp://u:p%40ss@host/b"));
        assert_eq!(seal.open_address(&kept.replace("Host", "evil")), Err(Unsealed::Damaged));
        for plain in ["https://h/x", "sftp://u@h/x", "sftp://u:***@h/x", "/srv/x"] {
            assert_eq!(seal.seal_address(plain).as_deref(), Ok(plain));
            assert_eq!(self::seal(&[]).seal_address(plain).as_deref(), Ok(plain));
        }
        // A password that looks sealed is sealed like any other.
        let strange = "sftp://u:sealed.1.00000000.AAAA@h/x";
        let kept = seal.seal_address(strange).unwrap();
        assert_ne!(kept, strange);
        assert_eq!(seal.open_address(&kept).as_deref(), Ok(strange));
    }

    #[test]
    fn keys_are_32_bytes_in_base64_and_never_shown() {
        let text = SealKey::text([7; KEY]);
        let key: SealKey = format!("{text}\n").parse().unwrap();
        assert!(!format!("{key:?}").contains(&text[..8]));
        for wrong in ["", "secret", &text[1..], &STANDARD.encode([7; 31])] {
            assert!(wrong.parse::<SealKey>().is_err(), "{wrong}");
        }
    }
}
