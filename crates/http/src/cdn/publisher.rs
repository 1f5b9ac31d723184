//! Public addresses for work that no request asks for. Which host clients see is for the operator to say.

use std::sync::Arc;

use app::files::Publisher;
use model::file::File;

use super::{Addresses, Cdn, ORIGINAL};
use crate::Settings;

/// Makes addresses by how this server was set up.
pub struct PublicFiles(pub Arc<Settings>);

impl Publisher for PublicFiles {
    fn address(&self, file: &File, now: i64) -> Option<String> {
        // Where a CDN is said, it takes the place of both.
        let base = self.0.public_url.as_ref().or(self.0.cdn_url.as_ref())?;
        let cdn = Cdn::at(base, &self.0, now);
        Addresses::of(&cdn, file).map(|addresses| addresses.original())
    }

    fn key<'a>(&self, address: &'a str) -> Option<&'a str> {
        let path = address.split(['?', '#']).next()?;
        let mut parts = path.rsplit('/').skip(1);
        let (profile, key, instance) = (parts.next()?, parts.next()?, parts.next()?);
        (profile == ORIGINAL && instance == self.0.instance).then_some(key)
    }

    fn base(&self) -> Option<&str> {
        self.0.public_url.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use model::file::{Bytes, Status};
    use ring::hmac::{HMAC_SHA256, Key};

    use super::*;

    fn file(bytes: bool) -> File {
        File {
            key: "7f3a".to_owned(),
            name: "a lamp?.jpg".to_owned(),
            status: if bytes { Status::Ready } else { Status::Pending },
            bytes: bytes.then(|| Bytes { hash: String::new(), size: 1, mime: "image/jpeg".to_owned() }),
            pixels: None,
            trouble: None,
            source: None,
            about: None,
        }
    }

    #[test]
    fn an_address_tells_its_key() {
        let key = Key::new(HMAC_SHA256, b"secret");
        let settings = |public_url: Option<&str>, cdn_url: Option<&str>, signed: bool| Settings {
            public_url: public_url.map(str::to_owned),
            cdn_url: cdn_url.map(str::to_owned),
            cdn_key: signed.then(|| key.clone()),
            ..Settings::default()
        };
        for (settings, begins) in [
            (settings(Some("https://pim.example.org"), None, true), "https://pim.example.org/cdn/vitrine/7f3a/"),
            (settings(None, Some("https://files.example.org"), false), "https://files.example.org/vitrine/7f3a/"),
        ] {
            let published = PublicFiles(Arc::new(settings));
            let address = published.address(&file(true), 0).unwrap();
            assert!(address.starts_with(begins), "{address}");
            assert_eq!(published.key(&address), Some("7f3a"));
            assert_eq!(published.address(&file(false), 0), None);
            for other in ["https://example.org/7f3a/lamp.jpg", "https://x/cdn/other/7f3a/original/a.jpg", "7f3a", ""] {
                assert_eq!(published.key(other), None, "{other}");
            }
        }
        let unknown = PublicFiles(Arc::new(Settings::default()));
        assert_eq!(unknown.address(&file(true), 0), None, "a path alone leads nowhere from a file");
        assert_eq!(unknown.key("http://127.0.0.1:8080/cdn/vitrine/7f3a/original/lamp.jpg?expires=1"), Some("7f3a"));
    }
}
