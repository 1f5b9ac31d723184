//! Pictures into files. Nothing is written but pixels: no place, no camera, no names.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder as _};
use webp::{AnimEncoder, AnimFrame, PixelLayout, WebPConfig};

use crate::deadline::Deadline;
use crate::decode::Codec;
use crate::motion::Frame;
use crate::picture::Picture;
use crate::rendition::Format;
use crate::unrenderable::Unrenderable;

/// Longest side of WebP.
const MAX_WEBP: u32 = 16_383;
/// Longest side of JPEG.
const MAX_JPEG: u32 = 65_535;

/// What a picture is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Jpeg,
    Png,
    Webp,
}

impl Encoding {
    /// What the format comes to, for a picture from such a file.
    pub fn of(format: Format, codec: Codec, picture: &Picture) -> Self {
        match (format, codec) {
            (Format::Jpeg, _) | (Format::Original, Codec::Jpeg) => Self::Jpeg,
            (Format::Webp, _) | (Format::Original, Codec::Webp) => Self::Webp,
            (Format::Png | Format::Original, _) => Self::Png,
            (Format::Compact, _) if picture.is_opaque() => Self::Jpeg,
            (Format::Compact, _) => Self::Webp,
        }
    }

    /// Its media type.
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
        }
    }
}

/// One picture.
pub fn still(picture: &Picture, encoding: Encoding, quality: u8) -> Result<Vec<u8>, Unrenderable> {
    let Picture { width, height, pixels, .. } = picture;
    let layout = if picture.has_alpha { ExtendedColorType::Rgba8 } else { ExtendedColorType::Rgb8 };
    let mut bytes = Vec::new();
    match encoding {
        Encoding::Jpeg => {
            check_length(picture, MAX_JPEG)?;
            let encoder = JpegEncoder::new_with_quality(&mut bytes, quality.clamp(1, 100));
            encoder.write_image(pixels, *width, *height, layout)?;
        }
        Encoding::Png => PngEncoder::new(&mut bytes).write_image(pixels, *width, *height, layout)?,
        Encoding::Webp => {
            check_length(picture, MAX_WEBP)?;
            let encoder = webp::Encoder::new(pixels, webp_layout(picture), *width, *height);
            let written = encoder.encode_advanced(&config(quality)?).map_err(|error| refused(&error))?;
            bytes.extend_from_slice(&written);
        }
    }
    Ok(bytes)
}

/// Several one after the other, all of one size and layout, as WebP.
pub fn moving(frames: &[Frame], quality: u8, deadline: Deadline) -> Result<Vec<u8>, Unrenderable> {
    let Some((first, last)) = frames.first().zip(frames.last()) else {
        return Err(Unrenderable::Damaged("it has no pictures".to_owned()));
    };
    check_length(&first.picture, MAX_WEBP)?;
    let config = config(quality)?;
    let mut encoder = AnimEncoder::new(first.picture.width, first.picture.height, &config);
    let mut at = 0_u32;
    for frame in frames {
        deadline.check()?;
        encoder.add_frame(shown(frame, at));
        at = at.saturating_add(frame.millis);
    }
    // The encoder knows when a picture begins: that the last one ends takes another.
    encoder.add_frame(shown(last, at));
    let written = encoder.try_encode().map_err(|error| refused(&error))?;
    Ok(written.to_vec())
}

/// A frame as it is shown from that millisecond on.
fn shown(frame: &Frame, at: u32) -> AnimFrame<'_> {
    let Picture { width, height, pixels, .. } = &frame.picture;
    let at = i32::try_from(at).unwrap_or(i32::MAX);
    AnimFrame::new(pixels, webp_layout(&frame.picture), *width, *height, at, None)
}

fn config(quality: u8) -> Result<WebPConfig, Unrenderable> {
    let mut config = WebPConfig::new().map_err(|()| failed("it knows no such settings"))?;
    config.quality = f32::from(quality.clamp(1, 100));
    Ok(config)
}

fn webp_layout(picture: &Picture) -> PixelLayout {
    if picture.has_alpha { PixelLayout::Rgba } else { PixelLayout::Rgb }
}

fn check_length(picture: &Picture, most: u32) -> Result<(), Unrenderable> {
    let longest = picture.width.max(picture.height);
    if longest > most { Err(failed(&format!("{longest} pixels are too long for its format"))) } else { Ok(()) }
}

/// The encoder, which is other people's code, says so.
fn refused(error: &dyn std::fmt::Debug) -> Unrenderable {
    tracing::info!(?error, "a picture can't be written");
    failed("its format doesn't take it")
}

fn failed(why: &str) -> Unrenderable {
    Unrenderable::Unsupported(format!("it could not be written ({why})"))
}
