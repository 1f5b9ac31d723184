//! Image profiles: how pictures are made to measure.

use serde::{Deserialize, Serialize};

use crate::choice::choice;

/// A form in which pictures are delivered (v5.md 3.14).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageProfile {
    /// Shown name.
    pub name: String,
    /// How the picture fits the size.
    pub transformation: Transformation,
    /// Pixels; `None`: as the picture has them.
    pub width: Option<u32>,
    /// Pixels; `None`: as the picture has them.
    pub height: Option<u32>,
    /// The file format.
    pub format: ImageFormat,
    /// What shows where the picture doesn't, as `#RRGGBB`.
    pub background: String,
    /// 1 to 100, of JPEG and WebP: the more, the truer and larger.
    #[serde(default = "ImageProfile::usual_quality")]
    pub quality: u8,
}

impl ImageProfile {
    /// The profiles that every instance has.
    pub const BUILT_IN: [&'static str; 2] = ["original", "600x600"];
    /// The quality where nothing is said of it.
    pub const QUALITY: u8 = 85;

    /// Whether a code reads as a size, `{width}x{height}`: pictures of any size go by such names.
    pub fn is_size(code: &str) -> bool {
        let is_number = |side: &str| !side.is_empty() && side.bytes().all(|byte| byte.is_ascii_digit());
        code.split_once('x').is_some_and(|(width, height)| is_number(width) && is_number(height))
    }

    const fn usual_quality() -> u8 {
        Self::QUALITY
    }
}

choice! {
    /// How a picture fits a size.
    Transformation:
    /// Fits in, and the rest is filled with the background.
    Fill "fill",
    /// Covers all; what stands over is cut.
    Crop "crop",
    /// Fits in.
    Fit "fit"
}

choice! {
    /// A format of pictures.
    ImageFormat:
    /// JPEG.
    Jpg "jpg",
    /// PNG.
    Png "png",
    /// WebP.
    Webp "webp",
    /// That of the file.
    Original "original"
}
