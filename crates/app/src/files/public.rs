//! Public addresses of files: how they are made is for the face to say that serves them.

use std::sync::Arc;

use model::file::File;
use model::object::Object;

use crate::App;

/// Makes and reads public addresses.
pub trait Publisher: Send + Sync {
    /// That of a file as it was sent; `None`: its bytes aren't there, or nobody said which host clients see. `now` in microseconds since 1970 UTC.
    fn address(&self, file: &File, now: i64) -> Option<String>;

    /// The key by which a file goes at such an address, whatever its host; `None`: it is no such address.
    fn key<'a>(&self, address: &'a str) -> Option<&'a str>;

    /// Where clients see this instance, without a slash at its end; `None`: nobody said.
    fn base(&self) -> Option<&str>;
}

impl App {
    /// Gives it the face that serves files; said once, at start.
    pub fn publish(&self, publisher: Arc<dyn Publisher>) {
        // Whoever says it again says the same.
        let _ = self.publisher.set(publisher);
    }

    /// Where the file of an asset is found: its public address, or else the one that it comes from.
    pub(crate) fn addresses(&self) -> impl Fn(&Object) -> Option<String> + Send + Sync + use<> {
        let (publisher, now) = (self.publisher.get().cloned(), (self.clock)());
        move |asset| {
            let file = File::of(&asset.body)?;
            let public = publisher.as_ref().and_then(|publisher| publisher.address(&file, now));
            public.or(file.source)
        }
    }

    /// Where clients see this instance, without a slash at its end; empty where nobody said, so that only a path is safe.
    pub(crate) fn base(&self) -> &str {
        self.publisher.get().and_then(|publisher| publisher.base()).unwrap_or_default()
    }

    /// The key by which a file goes at a public address of this instance.
    pub(crate) fn key_in<'a>(&self, address: &'a str) -> Option<&'a str> {
        self.publisher.get()?.key(address)
    }
}
