//! Files in a bucket of S3. What is put there shows once it is whole.

use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream::{BoxStream, StreamExt, TryStreamExt};
use object_store::aws::{AmazonS3, AmazonS3Builder, AmazonS3ConfigKey};
use object_store::buffered::BufWriter;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{
    BackoffConfig, ClientConfigKey, ClientOptions, GetOptions, GetRange, GetResult, ObjectMeta, ObjectStore,
    ObjectStoreExt, RetryConfig,
};
use tokio::io::AsyncWriteExt;

use crate::content::{self, Content};
use crate::error::blocking;
use crate::location::Bucket;
use crate::receive::Received;
use crate::{Error, Hash, Kept};

/// Larger files are sent in parts of this size, of which S3 takes 10,000.
const PART: usize = 8 * 1024 * 1024;
/// How many parts are on their way at once.
const PARTS: usize = 2;
/// For how long a connection may stand still.
const PATIENCE: Duration = Duration::from_mins(1);

#[derive(Debug, Clone)]
pub(crate) struct S3 {
    store: Arc<dyn ObjectStore>,
}

impl S3 {
    /// Connects, and looks whether the bucket answers.
    pub(crate) async fn open(bucket: Bucket) -> Result<Self, Error> {
        let name = bucket.name.clone();
        let prefix = Path::from(bucket.prefix.as_str());
        let store = Arc::new(PrefixStore::new(client(bucket)?, prefix));
        match store.list(None).next().await.transpose() {
            Ok(_) => Ok(Self { store }),
            Err(error) if error.to_string().contains("NoSuchBucket") => {
                Err(Error::Settings(format!("there is no bucket \"{name}\" of S3")))
            }
            Err(error) => Err(error.into()),
        }
    }

    pub(crate) async fn keep(&self, received: &Received) -> Result<(), Error> {
        let place = received.hash.place();
        match self.size(&place).await {
            Ok(size) if size == received.size => Ok(()),
            Ok(_) | Err(Error::NotFound) => self.upload(Path::from(place), received.path().to_owned()).await,
            Err(error) => Err(error),
        }
    }

    async fn upload(&self, at: Path, file: PathBuf) -> Result<(), Error> {
        let file = blocking(move || Ok(File::open(file)?)).await?;
        let mut writer = BufWriter::with_capacity(self.store.clone(), at, PART).with_max_concurrency(PARTS);
        if let Err(error) = send(file, &mut writer).await {
            // The failure that counts is the first; parts that are left behind show nowhere.
            let _ = writer.abort().await;
            return Err(error);
        }
        writer.shutdown().await.map_err(|error| match error.downcast::<object_store::Error>() {
            Ok(error) => error.into(),
            Err(error) => error.into(),
        })
    }

    pub(crate) async fn size(&self, place: &str) -> Result<u64, Error> {
        Ok(self.store.head(&Path::from(place)).await?.size)
    }

    pub(crate) async fn read(&self, place: &str, range: Option<Range<u64>>) -> Result<Content, Error> {
        if range.as_ref().is_some_and(Range::is_empty) {
            return Ok(nothing_of(self.size(place).await?, range));
        }
        let options = GetOptions { range: range.clone().map(GetRange::Bounded), ..GetOptions::default() };
        match self.store.get_opts(&Path::from(place), options).await {
            Ok(found) => Ok(content_of(found)),
            Err(object_store::Error::NotFound { .. }) => Err(Error::NotFound),
            Err(error) => {
                let Some(range) = range else { return Err(error.into()) };
                let size = self.size(place).await?;
                // A range beyond the end is an error of S3.
                if range.start >= size { Ok(nothing_of(size, Some(range))) } else { Err(error.into()) }
            }
        }
    }

    pub(crate) async fn put(&self, place: &str, bytes: Bytes) -> Result<(), Error> {
        self.store.put(&Path::from(place), bytes.into()).await?;
        Ok(())
    }

    pub(crate) async fn delete(&self, place: &str) -> Result<(), Error> {
        match self.store.delete(&Path::from(place)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    pub(crate) async fn delete_below(&self, place: &str) -> Result<(), Error> {
        let below = self.store.list(Some(&Path::from(place))).map_ok(|object| object.location).boxed();
        self.store.delete_stream(below).try_for_each(|_| async { Ok(()) }).await.map_err(Error::from)
    }

    /// Folder by folder of the first level, so that derived files are passed over.
    pub(crate) fn list(&self) -> BoxStream<'static, Result<Kept, Error>> {
        let (top, store) = (self.store.clone(), self.store.clone());
        futures_util::stream::once(async move { top.list_with_delimiter(None).await })
            .map_ok(|top| futures_util::stream::iter(top.common_prefixes.into_iter().map(Ok::<_, object_store::Error>)))
            .try_flatten()
            .try_filter(|folder| std::future::ready(folder.as_ref().len() == 2))
            .map_ok(move |folder| store.list(Some(&folder)))
            .try_flatten()
            .map_err(Error::from)
            .try_filter_map(|object| std::future::ready(Ok(kept(&object))))
            .boxed()
    }
}

/// Objects of a bucket that others fill or empty, under the names that they have there.
#[derive(Debug, Clone)]
pub struct Objects(S3);

impl Objects {
    /// Nothing is called yet. Errors: settings of S3 that can't be right.
    pub fn of(bucket: Bucket) -> Result<Self, Error> {
        Ok(Self(S3 { store: Arc::new(client(bucket)?) }))
    }

    /// The bytes of an object.
    pub async fn read(&self, name: &str) -> Result<Content, Error> {
        Ok(content_of(self.0.store.get(&named(name)?).await?))
    }

    /// Puts a file where an object of that name was or wasn't. It shows once it is whole.
    pub async fn write(&self, name: &str, file: PathBuf) -> Result<(), Error> {
        self.0.upload(named(name)?, file).await
    }
}

/// The name of an object as it is, where another of our own making would be encoded.
fn named(name: &str) -> Result<Path, Error> {
    Path::parse(name).map_err(|_| Error::NotFound)
}

fn content_of(found: GetResult) -> Content {
    let (size, range) = (found.meta.size, found.range.clone());
    Content { size, range, bytes: found.into_stream().map_err(Error::from).boxed() }
}

fn client(bucket: Bucket) -> Result<AmazonS3, Error> {
    let mut builder = AmazonS3Builder::new().with_retry(RetryConfig {
        backoff: BackoffConfig { max_backoff: Duration::from_secs(2), ..BackoffConfig::default() },
        max_retries: 4,
        retry_timeout: Duration::from_secs(30),
    });
    // Large files take their time.
    let mut options = ClientOptions::new().with_timeout_disabled().with_read_timeout(PATIENCE);
    for (name, value) in bucket.variables {
        match name.to_ascii_lowercase().parse() {
            Ok(AmazonS3ConfigKey::Client(key)) => options = options.with_config(key, value),
            Ok(key) => builder = builder.with_config(key, value),
            // Other programs have variables of this kind too.
            Err(_) => (),
        }
    }
    let endpoint = [AmazonS3ConfigKey::S3Endpoint, AmazonS3ConfigKey::Endpoint]
        .iter()
        .find_map(|key| builder.get_config_value(key));
    let plain = options.get_config_value(&ClientConfigKey::AllowHttp).is_some_and(|value| value == "true");
    if !plain && endpoint.is_some_and(|endpoint| endpoint.starts_with("http:")) {
        return Err(Error::Settings("AWS_ENDPOINT_URL is not encrypted, which needs AWS_ALLOW_HTTP=true".into()));
    }
    let builder = builder.with_client_options(options).with_bucket_name(bucket.name);
    builder.build().map_err(|error| Error::Settings(error.to_string()))
}

async fn send(mut file: File, writer: &mut BufWriter) -> Result<(), Error> {
    loop {
        let part;
        (file, part) = blocking(move || {
            let mut part = Vec::with_capacity(PART);
            (&mut file).take(PART as u64).read_to_end(&mut part)?;
            Ok((file, part))
        })
        .await?;
        if part.is_empty() {
            return Ok(());
        }
        writer.put(part.into()).await?;
    }
}

fn nothing_of(size: u64, range: Option<Range<u64>>) -> Content {
    Content { size, range: content::clamp(range, size), bytes: futures_util::stream::empty().boxed() }
}

fn kept(object: &ObjectMeta) -> Option<Kept> {
    let hash: Hash = object.location.filename()?.parse().ok()?;
    Some(Kept { hash, size: object.size, modified: object.last_modified.into() })
}

impl From<object_store::Error> for Error {
    fn from(error: object_store::Error) -> Self {
        if matches!(error, object_store::Error::NotFound { .. }) {
            return Self::NotFound;
        }
        // S3 has no status for a full bucket; its servers have these.
        let text = error.to_string();
        let full = ["507 Insufficient Storage", "StorageFull", "QuotaExceeded"];
        if full.iter().any(|word| text.contains(word)) { Self::Full } else { Self::Unavailable(text) }
    }
}
