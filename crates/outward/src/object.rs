//! Files in buckets of S3 that the operator names. Where their server is, is for him to say too.

use std::path::Path;

use files::{Bucket, Error, Objects};
use futures_util::stream::{self, StreamExt};

use crate::body::check_size;
use crate::clock::Clock;
use crate::{Download, Limits, Refused};

/// A file on its way here.
pub(crate) async fn get(bucket: &Bucket, name: &str, limits: Limits) -> Result<Download, Refused> {
    let (clock, limit) = (Clock::of(limits), limits.size);
    let found = clock.wait(Objects::of(bucket.clone())?.read(name)).await??;
    check_size(found.size, limits)?;
    let body = stream::try_unfold((found.bytes, limit), move |(mut bytes, left)| async move {
        let Some(next) = clock.wait(bytes.next()).await? else { return Ok(None) };
        let next = next?;
        let left = left.checked_sub(next.len() as u64).ok_or(Refused::TooLarge { limit })?;
        Ok(Some((next, (bytes, left))))
    });
    Ok(Download {
        content_type: None,
        file_name: name.rsplit('/').next().map(str::to_owned),
        length: Some(found.size),
        body: body.boxed(),
    })
}

/// Puts a file there; it shows once it is whole.
pub(crate) async fn put(bucket: &Bucket, name: &str, file: &Path, limits: Limits) -> Result<(), Refused> {
    let objects = Objects::of(bucket.clone())?;
    let written = tokio::time::timeout(limits.total, objects.write(name, file.to_owned())).await;
    written.map_err(|_| Refused::TooSlow)?.map_err(|error| match error {
        Error::NotFound => Refused::Failed("there is no such bucket".to_owned()),
        error => error.into(),
    })
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::Missing,
            Error::Full => Self::Failed("there is no room left".to_owned()),
            Error::Settings(why) => Self::Failed(why),
            Error::Io(error) => Self::Ours(error.to_string()),
            Error::Unavailable(why)
                if ["403", "AccessDenied", "InvalidAccessKeyId"].iter().any(|word| why.contains(word)) =>
            {
                Self::Denied
            }
            // What it says may name what isn't the caller's to know.
            _ => Self::Failed("the bucket doesn't answer as it should".to_owned()),
        }
    }
}
