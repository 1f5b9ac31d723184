//! Stores to try: a folder, and a bucket of the S3 server that `VITRINE_TEST_S3` names.

use std::path::PathBuf;

use bytes::Bytes;
use files::{Files, Hash, Kept, Location};
use futures_util::{Stream, TryStreamExt, stream};
use tempfile::TempDir;

/// More than any test sends, unless it is about limits.
pub const ENOUGH: u64 = 1 << 30;

/// A store of its own for each test.
pub struct Store {
    pub files: Files,
    pub location: Location,
    home: TempDir,
}

impl Store {
    pub async fn folder() -> Self {
        let home = TempDir::new().expect("a folder");
        let location = Location::Folder(home.path().join("files"));
        Self::open(location, home).await
    }

    pub async fn s3() -> Self {
        // A second install is the only way to fail.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let home = TempDir::new().expect("a folder");
        let bucket = format!("b{}", &Hash::of(home.path().as_os_str().as_encoded_bytes()).to_string()[..20]);
        let made = reqwest::Client::builder().no_proxy().build().expect("a client");
        let made = made.put(format!("{}/{bucket}", server())).send().await.expect("the S3 server answers");
        assert!(made.status().is_success(), "{made:?}");
        Self::open(in_bucket(&server(), &bucket), home).await
    }

    async fn open(location: Location, home: TempDir) -> Self {
        let files = Files::open(&location, &home.path().join("incoming")).await.expect("a store");
        Self { files, location, home }
    }

    /// As another process opens it.
    pub async fn again(&self) -> Files {
        Files::open(&self.location, &self.home.path().join("incoming")).await.expect("a store")
    }

    /// Where bytes wait that aren't kept.
    pub fn incoming(&self) -> PathBuf {
        match &self.location {
            Location::Folder(root) => root.join("incoming"),
            Location::S3(_) => self.home.path().join("incoming"),
        }
    }

    /// Asserts that no bytes wait.
    pub fn nothing_waits(&self) {
        let waiting: Vec<_> = std::fs::read_dir(self.incoming()).expect("a folder").collect();
        assert!(waiting.is_empty(), "{waiting:?}");
    }

    pub async fn keep(&self, bytes: &[u8]) -> Hash {
        let received = self.files.receive(of(bytes), ENOUGH).await.expect("received");
        let hash = received.hash;
        self.files.keep(received).await.expect("kept");
        hash
    }

    pub async fn read(&self, hash: &Hash) -> Vec<u8> {
        all(self.files.read(hash, None).await.expect("it is kept").bytes).await
    }

    pub async fn list(&self) -> Vec<Kept> {
        let mut kept: Vec<Kept> = self.files.list().try_collect().await.expect("a list");
        kept.sort_by_key(|kept| kept.hash);
        kept
    }
}

/// A location in the bucket of a server.
pub fn in_bucket(server: &str, bucket: &str) -> Location {
    let variables = [
        ("AWS_ENDPOINT_URL", server),
        ("AWS_ALLOW_HTTP", "true"),
        ("AWS_REGION", "eu-west-1"),
        ("AWS_ACCESS_KEY_ID", "test"),
        ("AWS_SECRET_ACCESS_KEY", "test"),
    ];
    let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Location::parse(&format!("s3://{bucket}/pim/files"), variables).expect("a location")
}

/// The address of the S3 server.
pub fn server() -> String {
    std::env::var("VITRINE_TEST_S3")
        .expect("VITRINE_TEST_S3 must name an S3 server: `tests/s3.sh start` starts one and prints its URL")
}

/// Bytes as they come over a network.
pub fn of(bytes: &[u8]) -> impl Stream<Item = Result<Bytes, std::io::Error>> + use<> {
    let chunks: Vec<_> = bytes.chunks(10_000).map(|chunk| Ok(Bytes::copy_from_slice(chunk))).collect();
    stream::iter(chunks)
}

pub async fn all(bytes: impl Stream<Item = Result<Bytes, files::Error>>) -> Vec<u8> {
    bytes
        .try_fold(Vec::new(), async |mut all, bytes| {
            all.extend_from_slice(&bytes);
            Ok(all)
        })
        .await
        .expect("all bytes")
}

/// Bytes that differ from place to place.
pub fn noise(size: usize) -> Vec<u8> {
    (0_u32..).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).take(size).collect()
}

/// Registers each test for both stores.
#[macro_export]
macro_rules! both {
    ($($name:ident),* $(,)?) => {
        mod folder {
            $(#[tokio::test]
            async fn $name() {
                super::$name($crate::support::Store::folder().await).await;
            })*
        }
        mod s3 {
            $(#[tokio::test]
            async fn $name() {
                super::$name($crate::support::Store::s3().await).await;
            })*
        }
    };
}
