//! Pictures of files: made when they are first wanted, as many at once as there are cores, and kept beside the file.

use std::io::Write as _;
use std::path::PathBuf;

use bytes::Bytes;
use files::Hash;
use futures_util::TryStreamExt as _;
use media::{Class, Format, Limits, MAX_HEAD, Previews, Rendered, Rendition, Unrenderable, icon, sniff};
use model::file::File;
use model::schema::{ImageFormat, ImageProfile, Transformation};
use tempfile::NamedTempFile;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::look;
use crate::{App, Failure};

/// Most bytes of a picture that is read back.
const LARGEST: u64 = 256 << 20;

/// Makes pictures.
pub struct Studio {
    previews: Previews,
    places: Semaphore,
    /// Where pictures stand that are only needed to make others of them.
    work: PathBuf,
    pub(super) limits: Limits,
}

/// A picture.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The file.
    pub bytes: Bytes,
    /// Its media type.
    pub mime: String,
    /// Whether it stands for a file of which there is none.
    pub is_icon: bool,
}

impl Studio {
    /// With the programs that it finds in folders as `PATH` lists them; `work`: a folder of its own.
    pub fn new(path: &std::ffi::OsStr, work: PathBuf) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self { previews: Previews::find(path), places: Semaphore::new(cores), work, limits: Limits::default() }
    }

    /// A place to work at: there are as many as cores.
    pub(super) async fn place(&self) -> Result<SemaphorePermit<'_>, Failure> {
        self.places.acquire().await.map_err(|error| Failure::Internal(Box::new(error)))
    }
}

/// The rendition that a profile asks for; `wanted`: the format that the address names.
pub fn by_profile(profile: &ImageProfile, wanted: Format) -> Rendition {
    Rendition {
        transformation: match profile.transformation {
            Transformation::Fit => media::Transformation::Fit,
            Transformation::Fill => media::Transformation::Fill,
            Transformation::Crop => media::Transformation::Crop,
        },
        width: profile.width,
        height: profile.height,
        format: match profile.format {
            ImageFormat::Jpg => Format::Jpeg,
            ImageFormat::Png => Format::Png,
            ImageFormat::Webp => Format::Webp,
            ImageFormat::Original => wanted,
        },
        background: media::colour(&profile.background).unwrap_or([255; 3]),
        quality: profile.quality,
    }
}

impl App {
    /// A picture of a file, or the icon that stands for it. `is_kept`: whether it is wanted often, and so kept.
    pub async fn picture(&self, file: &File, rendition: Rendition, is_kept: bool) -> Result<Picture, Failure> {
        // What was tried in vain costs as much again.
        let Some(bytes) = file.bytes.as_ref().filter(|_| file.trouble.is_none()) else {
            return self.icon(file, rendition).await;
        };
        let hash = super::known(&bytes.hash)?;
        if let Some(known) = self.derived(&hash, &rendition.to_string()).await? {
            return Ok(known);
        }
        let _place = self.keeping.studio.place().await?;
        // Whoever was here before may have wanted the same.
        if let Some(known) = self.derived(&hash, &rendition.to_string()).await? {
            return Ok(known);
        }
        match self.made(&hash, file, rendition).await? {
            Ok(rendered) => self.keep_picture(&hash, &rendition, rendered, is_kept).await,
            Err(_) => self.icon(file, rendition).await,
        }
    }

    /// Why there is no picture of a file that was just kept. What it takes to find out is kept.
    pub(super) async fn try_picture(&self, file: &File) -> Result<Option<String>, Failure> {
        let Some(bytes) = file.bytes.as_ref().filter(|bytes| {
            let should_show = file.pixels.is_some() || self.keeping.studio.previews.serve(&bytes.mime);
            should_show && file.trouble.is_none()
        }) else {
            return Ok(None);
        };
        // That of the first look at it, on every list.
        let (hash, rendition) =
            (super::known(&bytes.hash)?, Rendition::within(600, 600, Format::for_pages(&bytes.mime)));
        if self.derived(&hash, &rendition.to_string()).await?.is_some() {
            return Ok(None);
        }
        let _place = self.keeping.studio.place().await?;
        match self.made(&hash, file, rendition).await? {
            Ok(rendered) => {
                self.keep_picture(&hash, &rendition, rendered, true).await?;
                Ok(None)
            }
            Err(fault) => Ok(Some(fault.to_string())),
        }
    }

    /// What was made before.
    async fn derived(&self, hash: &Hash, name: &str) -> Result<Option<Picture>, Failure> {
        let content = match self.keeping.files.derived(hash, name).await {
            Ok(content) if content.size <= LARGEST => content,
            Ok(_) | Err(files::Error::NotFound) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let pieces: Vec<Bytes> = content.bytes.try_collect().await?;
        let bytes = Bytes::from(pieces.concat());
        let mime = sniff(&bytes, "").mime.to_owned();
        Ok(Some(Picture { bytes, mime, is_icon: false }))
    }

    async fn keep_picture(
        &self,
        hash: &Hash,
        rendition: &Rendition,
        rendered: Rendered,
        is_kept: bool,
    ) -> Result<Picture, Failure> {
        let bytes = Bytes::from(rendered.bytes);
        if is_kept {
            self.keeping.files.put_derived(hash, &rendition.to_string(), bytes.clone()).await?;
        }
        Ok(Picture { bytes, mime: rendered.mime.to_owned(), is_icon: false })
    }

    /// Makes a picture, of a smaller one where that is as good.
    async fn made(
        &self,
        hash: &Hash,
        file: &File,
        rendition: Rendition,
    ) -> Result<Result<Rendered, Unrenderable>, Failure> {
        let step = |whole| Some((media::step_for(whole, look::frames(file), &rendition)?, whole));
        let Some((step, whole)) = file.pixels.and_then(step) else { return self.rendered(hash, file, rendition).await };
        let of_step = media::step(step);
        let bytes = match self.derived(hash, &of_step.to_string()).await? {
            Some(known) => known.bytes,
            None => match self.rendered(hash, file, of_step).await? {
                Ok(made) => self.keep_picture(hash, &of_step, made, true).await?.bytes,
                Err(fault) => return Ok(Err(fault)),
            },
        };
        let (work, limits) = (self.keeping.studio.work.clone(), self.keeping.studio.limits);
        blocking(move || {
            let mut smaller = NamedTempFile::new_in(work)?;
            smaller.write_all(&bytes)?;
            Ok(media::render_step(smaller.path(), whole, &rendition, &limits))
        })
        .await
    }

    /// Makes a picture of the file itself, or of the preview that another program makes of it.
    async fn rendered(
        &self,
        hash: &Hash,
        file: &File,
        rendition: Rendition,
    ) -> Result<Result<Rendered, Unrenderable>, Failure> {
        let local = self.keeping.files.local(hash).await?;
        let Studio { previews, work, limits, .. } = &self.keeping.studio;
        let (previews, work, limits, name) = (previews.clone(), work.clone(), *limits, file.name.clone());
        blocking(move || Ok(previews.render((local.path(), &name), &rendition, &work, &limits))).await
    }

    /// What a file is to people.
    async fn class_of(&self, file: &File) -> Result<Class, Failure> {
        let Some(bytes) = &file.bytes else { return Ok(Class::Other) };
        let head: Vec<Bytes> = self.content(&bytes.hash, Some(0..MAX_HEAD as u64)).await?.bytes.try_collect().await?;
        Ok(sniff(&head.concat(), &file.name).class)
    }

    async fn icon(&self, file: &File, rendition: Rendition) -> Result<Picture, Failure> {
        let (class, limits) = (self.class_of(file).await?, self.keeping.studio.limits);
        let drawn = blocking(move || Ok(icon(class, &rendition, &limits))).await?;
        let drawn = drawn.map_err(|error| Failure::Internal(Box::new(error)))?;
        Ok(Picture { bytes: drawn.bytes.into(), mime: drawn.mime.to_owned(), is_icon: true })
    }
}

/// Work on a thread that may be long at it.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Failure::Internal(Box::new(error)))?
}
