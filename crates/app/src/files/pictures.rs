//! Pictures of files: made when they are first wanted, and kept beside the file if others will want them too.

use std::io::Write as _;

use bytes::Bytes;
use files::{Hash, Local};
use futures_util::TryStreamExt as _;
use media::{Class, Format, MAX_HEAD, Rendered, Rendition, Unrenderable, icon, sniff};
use model::file::{self, File};
use model::schema::{ImageFormat, ImageProfile, Transformation};
use tempfile::NamedTempFile;

use super::look;
use super::studio::{Picture, Place, Studio};
use crate::{App, Failure};

/// Most bytes of a picture that is read back.
const LARGEST: u64 = 256 << 20;

/// What a picture is made of: the hash of its bytes, what is known of them, and where they lie, if they do so here.
type Original<'a> = (&'a Hash, &'a File, Option<Local>);

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
    /// A picture that is there already; `None`: it is still to be made. `is_kept`: whether it is wanted often, and so kept.
    pub async fn picture_at_hand(
        &self,
        bytes: &file::Bytes,
        rendition: &Rendition,
        is_kept: bool,
    ) -> Result<Option<Picture>, Failure> {
        self.at_hand(&super::known(&bytes.hash)?, rendition, is_kept).await
    }

    async fn at_hand(&self, hash: &Hash, rendition: &Rendition, is_kept: bool) -> Result<Option<Picture>, Failure> {
        if is_kept {
            self.derived(hash, &rendition.to_string()).await
        } else {
            Ok(self.keeping.studio.passing(hash, rendition))
        }
    }

    /// Makes a picture of a file, or the icon that stands for it, unless somebody else is just at it.
    pub async fn make_picture(&self, file: &File, rendition: Rendition, is_kept: bool) -> Result<Picture, Failure> {
        let Some(bytes) = &file.bytes else { return Err(files::Error::NotFound.into()) };
        let hash = super::known(&bytes.hash)?;
        let turn = self.keeping.studio.turn(&hash, &rendition);
        let _turn = turn.lock().await;
        if let Some(known) = self.at_hand(&hash, &rendition, is_kept).await? {
            return Ok(known);
        }
        let place = self.keeping.studio.place().await?;
        if file.trouble.is_some() {
            // What was tried in vain costs as much again.
            return self.icon(&place, (&hash, file), rendition).await;
        }
        metrics::counter!("vitrine_pictures_made_total").increment(1);
        match self.made(&place, (&hash, file, None), rendition).await? {
            Ok(rendered) => self.keep_picture(&hash, &rendition, rendered, is_kept).await,
            Err(_) => self.icon(&place, (&hash, file), rendition).await,
        }
    }

    /// Why there is no picture of a file that was just kept, and lies here. What it takes to find out is kept.
    pub(super) async fn try_picture(&self, file: &File, local: Local) -> Result<Option<String>, Failure> {
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
        let place = self.keeping.studio.place().await?;
        match self.made(&place, (&hash, file, Some(local)), rendition).await? {
            Ok(rendered) => {
                self.keep_picture(&hash, &rendition, rendered, true).await?;
                Ok(None)
            }
            // No fault of its own: it is tried again when it is wanted.
            Err(Unrenderable::Unreadable(_)) => Ok(None),
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
        let picture = Picture { bytes: rendered.bytes.into(), mime: rendered.mime.to_owned(), is_icon: false };
        if is_kept {
            self.keeping.files.put_derived(hash, &rendition.to_string(), picture.bytes.clone()).await?;
        } else {
            self.keeping.studio.remember(hash, rendition, picture.clone());
        }
        Ok(picture)
    }

    /// Makes a picture, of a smaller one where that is as good.
    async fn made(
        &self,
        place: &Place,
        of: Original<'_>,
        rendition: Rendition,
    ) -> Result<Result<Rendered, Unrenderable>, Failure> {
        let (hash, file, _) = of;
        let step = |whole| Some((media::step_for(whole, look::frames(file), &rendition)?, whole));
        let Some((step, whole)) = file.pixels.and_then(step) else { return self.rendered(place, of, rendition).await };
        let of_step = media::step(step);
        let bytes = match self.derived(hash, &of_step.to_string()).await? {
            Some(known) => known.bytes,
            None => match self.rendered(place, of, of_step).await? {
                Ok(made) => self.keep_picture(hash, &of_step, made, true).await?.bytes,
                Err(fault) => return Ok(Err(fault)),
            },
        };
        let (folder, limits) = (self.keeping.studio.work.clone(), self.keeping.studio.limits);
        let work = move || {
            let mut smaller = NamedTempFile::new_in(folder)?;
            smaller.write_all(&bytes)?;
            Ok(media::render_step(smaller.path(), whole, &rendition, &limits))
        };
        place.work(work).await
    }

    /// Makes a picture of the file itself, or of the preview that another program makes of it.
    async fn rendered(
        &self,
        place: &Place,
        (hash, file, local): Original<'_>,
        rendition: Rendition,
    ) -> Result<Result<Rendered, Unrenderable>, Failure> {
        let local = match local {
            Some(local) => local,
            None => self.keeping.files.local(hash).await?,
        };
        let Studio { previews, work, limits, .. } = &self.keeping.studio;
        let (previews, work, limits, name) = (previews.clone(), work.clone(), *limits, file.name.clone());
        place.work(move || Ok(previews.render((local.path(), &name), &rendition, &work, &limits))).await
    }

    /// What a file is to people.
    async fn class_of(&self, hash: &Hash, name: &str) -> Result<Class, Failure> {
        let head = self.keeping.files.read(hash, Some(0..MAX_HEAD as u64)).await?;
        let head: Vec<Bytes> = head.bytes.try_collect().await?;
        Ok(sniff(&head.concat(), name).class)
    }

    async fn icon(
        &self,
        place: &Place,
        (hash, file): (&Hash, &File),
        rendition: Rendition,
    ) -> Result<Picture, Failure> {
        let (class, limits) = (self.class_of(hash, &file.name).await?, self.keeping.studio.limits);
        let drawn = place.work(move || Ok(icon(class, &rendition, &limits))).await?;
        let drawn = drawn.map_err(|error| Failure::Internal(Box::new(error)))?;
        Ok(Picture { bytes: drawn.bytes.into(), mime: drawn.mime.to_owned(), is_icon: true })
    }
}
