//! Files that are sent before something uses them: whole, or piece by piece over many requests.

use bytes::Bytes;
use files::{Incoming, Received};
use futures_util::Stream;
use model::file::{self, Fact};
use model::object::ObjectKind;
use model::permission::{Actor, Rights};
use model::problem::{Field, Problem};
use model::query::{Condition, Filter, Query, Test};
use store::conn::Conn;
use store::{Urgency, files as rows};

use super::Looked;
use crate::{App, Failure};

pub use store::files::Upload;

/// What is said of a file that is sent.
#[derive(Debug, Clone)]
pub struct NewUpload {
    /// What it is for; `None`: for an asset.
    pub file_type: Option<String>,
    /// Its name as it was sent.
    pub name: String,
}

/// Assets that are told of an upload.
const MOST_DUPLICATES: u32 = 10;

/// What uploads are for (v5.md 2.5).
const FILE_TYPES: [&str; 3] = ["asset", "import", "export"];

impl NewUpload {
    /// What it is for, and its name. Errors: `Invalid`, naming what is wrong.
    fn checked(self) -> Result<(String, String), Problem> {
        let file_type = self.file_type.unwrap_or_else(|| FILE_TYPES[0].to_owned());
        if !FILE_TYPES.contains(&file_type.as_str()) {
            let message = format!("Expected one of {}; got \"{file_type}\".", FILE_TYPES.join(", "));
            return Err(Problem::at(Field::Property("fileType"), "unknown_code", message));
        }
        let name = file::name(&self.name).map_err(|why| Problem::at(Field::Property("file"), "too_long", why))?;
        Ok((file_type, name))
    }
}

impl App {
    /// Keeps a file that was sent whole.
    pub async fn add_file(&self, actor: &Actor, new: NewUpload, received: Received) -> Result<Upload, Failure> {
        actor.rights.check_write()?;
        let new = new.checked()?;
        let size = received.size;
        let kept = self.keep(received, &new.1).await?;
        self.add_upload(actor, new, size, Some(kept)).await
    }

    /// Makes room for a file of that many bytes, which come piece by piece.
    pub async fn begin_upload(&self, actor: &Actor, new: NewUpload, size: u64) -> Result<Upload, Failure> {
        actor.rights.check_write()?;
        let new = new.checked()?;
        if size > self.keeping.largest {
            return Err(files::Error::TooLarge { limit: self.keeping.largest }.into());
        }
        let upload = self.add_upload(actor, new, size, None).await?;
        self.part(&upload)?.create().await?;
        Ok(upload)
    }

    async fn add_upload(
        &self,
        actor: &Actor,
        (file_type, name): (String, String),
        size: u64,
        kept: Option<(file::Bytes, Looked)>,
    ) -> Result<Upload, Failure> {
        let upload = Upload {
            id: self.word(),
            file_type,
            name,
            mime: kept.as_ref().map(|(bytes, _)| bytes.mime.clone()).unwrap_or_default(),
            size,
            looked: kept.as_ref().map(|(_, looked)| told(looked)).transpose()?.unwrap_or_default(),
            hash: kept.map(|(bytes, _)| bytes.hash),
            created_at: (self.clock)(),
            created_by: actor.name.clone(),
        };
        let row = upload.clone();
        let add = async move |conn: &mut Conn<'_>| rows::add_upload(conn, &row).await;
        self.store.write(Urgency::Interactive, add).await?;
        Ok(upload)
    }

    /// Adds a piece that begins at `offset`; how many bytes there are then. With the last one the file is kept.
    pub async fn add_piece<S, E>(&self, actor: &Actor, id: &str, offset: u64, bytes: S) -> Result<u64, Failure>
    where
        S: Stream<Item = Result<Bytes, E>> + Send,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        actor.rights.check_write()?;
        let upload = self.find_upload(id).await?;
        if upload.hash.is_some() {
            return if offset == upload.size {
                Ok(offset)
            } else {
                Err(files::Error::Offset { length: upload.size }.into())
            };
        }
        let part = self.part(&upload)?;
        let length = part.append(offset, bytes, upload.size).await?;
        if length == upload.size {
            self.finish_upload(&upload, &part).await?;
        }
        Ok(length)
    }

    async fn finish_upload(&self, upload: &Upload, part: &Incoming) -> Result<(), Failure> {
        let (bytes, looked) = self.keep(part.finish().await?, &upload.name).await?;
        let (id, looked) = (upload.id.clone(), told(&looked)?);
        let finish =
            async move |conn: &mut Conn<'_>| rows::finish_upload(conn, &id, (&bytes.hash, &bytes.mime), &looked).await;
        if !self.store.write(Urgency::Interactive, finish).await? {
            return Err(missing(&upload.id).into());
        }
        Ok(())
    }

    /// An upload, and how many of its bytes are there. Errors: `NotFound`.
    pub async fn look_at_upload(&self, id: &str) -> Result<(Upload, u64), Failure> {
        let upload = self.find_upload(id).await?;
        let length = match upload.hash {
            Some(_) => upload.size,
            None => self.part(&upload)?.length().await?,
        };
        if upload.hash.is_none() && length == upload.size {
            // Whoever was to finish it came to an end before.
            self.finish_upload(&upload, &self.part(&upload)?).await?;
            return Ok((self.find_upload(id).await?, length));
        }
        Ok((upload, length))
    }

    /// The codes of up to ten assets that have the bytes of an upload now, as far as they exist for the reader.
    pub async fn duplicates(&self, rights: &Rights, upload: &Upload) -> Result<Vec<String>, Failure> {
        let Some(hash) = &upload.hash else { return Ok(Vec::new()) };
        let filter = Filter::Is(Condition::File { of: Fact::Hash, test: Test::Equals(vec![hash.clone()]) });
        let query = Query { filter, limit: MOST_DUPLICATES, ..Query::all(ObjectKind::Asset, rights.clone()) };
        let (heads, _) = self.heads(query).await?;
        Ok(heads.heads.into_iter().map(|head| head.code).collect())
    }

    async fn find_upload(&self, id: &str) -> Result<Upload, Failure> {
        let ids = vec![id.to_owned()];
        let found = self.store.read(async move |conn: &mut Conn<'_>| rows::uploads(conn, ids.clone()).await).await?;
        Ok(found.into_iter().next().ok_or_else(|| missing(id))?)
    }

    /// Forgets an upload. What uses its bytes keeps them. Errors: `NotFound`.
    pub async fn forget_upload(&self, actor: &Actor, id: &str) -> Result<(), Failure> {
        actor.rights.check_write()?;
        let upload = self.find_upload(id).await?;
        let id = upload.id.clone();
        self.store
            .write(Urgency::Interactive, async move |conn: &mut Conn<'_>| rows::forget_upload(conn, &id).await)
            .await?;
        Ok(self.part(&upload)?.remove().await?)
    }

    pub(super) fn part(&self, upload: &Upload) -> Result<Incoming, Failure> {
        Ok(self.keeping.files.incoming(&upload.id)?)
    }
}

fn told(looked: &Looked) -> Result<String, Failure> {
    Ok(serde_json::to_string(looked)?)
}

fn missing(id: &str) -> Problem {
    Problem::not_found("upload", id)
}
