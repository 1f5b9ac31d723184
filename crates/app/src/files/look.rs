//! What bytes say of themselves.

use std::path::PathBuf;

use media::{Class, Description, Notes, Unrenderable};
use model::file::{self, File, Status};
use serde::{Deserialize, Serialize};

use crate::{App, Failure};

/// What was seen of a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Looked {
    /// What it is, by its content.
    pub mime: String,
    /// Pixels across and down, as it is shown.
    pub pixels: Option<(u32, u32)>,
    /// Why there is no picture of it, though it should be one.
    pub trouble: Option<String>,
    /// What else it says: [`About`] as JSON.
    pub about: String,
}

/// What a file says of itself beside what it can be found by.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct About {
    #[serde(skip_serializing_if = "Option::is_none")]
    color_space: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    color_profile: Option<String>,
    #[serde(skip_serializing_if = "is_one")]
    frames: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pages: Option<u32>,
    #[serde(skip_serializing_if = "Notes::is_empty")]
    exif: Notes,
    #[serde(skip_serializing_if = "Notes::is_empty")]
    iptc: Notes,
    #[serde(skip_serializing_if = "Notes::is_empty")]
    xmp: Notes,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks")]
fn is_one(frames: &u32) -> bool {
    *frames <= 1
}

impl App {
    /// Looks at a file, once there is a place for it.
    pub(super) async fn look(&self, path: PathBuf, name: String) -> Result<Looked, Failure> {
        let place = self.keeping.studio.place().await?;
        let limits = self.keeping.studio.limits;
        let seen = place.work(move || Ok(media::describe(&path, &name, &limits))).await?;
        Looked::of(seen.map_err(|error| Failure::Internal(Box::new(error)))?)
    }
}

impl Looked {
    fn of(seen: Description) -> Result<Self, Failure> {
        let should_show = matches!(seen.kind.class, Class::Picture | Class::Vector);
        let is_fault = |fault: &Unrenderable| should_show && !matches!(fault, Unrenderable::NoPicture(_));
        let about = About {
            color_space: seen.colour_space,
            color_profile: seen.profile,
            frames: seen.frames,
            pages: seen.pages,
            exif: seen.exif,
            iptc: seen.iptc,
            xmp: seen.xmp,
        };
        Ok(Self {
            mime: seen.kind.mime.to_owned(),
            pixels: seen.width.zip(seen.height),
            trouble: seen.fault.filter(is_fault).map(|fault| fault.to_string()),
            about: serde_json::to_string(&about)?,
        })
    }

    /// The file that it is, under a public name drawn for it.
    pub fn file(self, key: String, name: String, bytes: file::Bytes) -> File {
        File {
            key,
            name,
            status: if self.trouble.is_some() { Status::Failed } else { Status::Ready },
            bytes: Some(bytes),
            pixels: self.pixels,
            trouble: self.trouble,
            source: None,
            about: Some(self.about).filter(|about| about != "{}"),
        }
    }
}

/// Pictures that follow each other in time, as [`About`] has it.
pub(super) fn frames(file: &File) -> u32 {
    #[derive(Deserialize)]
    struct Frames {
        frames: Option<u32>,
    }
    let said = file.about.as_deref().and_then(|about| serde_json::from_str::<Frames>(about).ok());
    said.and_then(|said| said.frames).unwrap_or(1)
}
