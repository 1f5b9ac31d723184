//! Files into pictures: upright, in sRGB, within limits that are checked before anything is unpacked.

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader};

use crate::deadline::Timed;
use crate::limits::Budget;
use crate::picture::Picture;
use crate::sniff::Kind;
use crate::unrenderable::Unrenderable;
use crate::{colour, ico, jpeg, png, tiff};

/// A format that is read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Codec {
    Jpeg,
    Png,
    Gif,
    Webp,
    Bmp,
    Tiff,
    Ico,
    Tga,
    Svg,
}

impl Codec {
    /// That of files of this kind.
    pub fn of(kind: Kind) -> Result<Self, Unrenderable> {
        Ok(match kind.mime {
            "image/jpeg" => Self::Jpeg,
            "image/png" => Self::Png,
            "image/gif" => Self::Gif,
            "image/webp" => Self::Webp,
            "image/bmp" => Self::Bmp,
            "image/tiff" => Self::Tiff,
            "image/vnd.microsoft.icon" => Self::Ico,
            "image/x-tga" => Self::Tga,
            "image/svg+xml" => Self::Svg,
            mime => return Err(Unrenderable::NoPicture(mime.to_owned())),
        })
    }
}

/// The picture of a file of pixels, or its first.
pub fn picture(codec: Codec, bytes: &[u8], budget: &Budget) -> Result<Picture, Unrenderable> {
    match codec {
        Codec::Jpeg => jpeg::picture(bytes, budget),
        Codec::Tiff => tiff::picture(bytes, budget),
        Codec::Ico => ico::picture(bytes, budget),
        codec => plain(codec, bytes, budget),
    }
}

/// The picture of a format that needs nothing beside its decoder.
pub fn plain(codec: Codec, bytes: &[u8], budget: &Budget) -> Result<Picture, Unrenderable> {
    let mut decoder = decoder(codec, bytes, budget)?;
    budget.check_pixels(decoder.dimensions())?;
    let icc = decoder.icc_profile().ok().flatten();
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut pixels = DynamicImage::from_decoder(decoder)?;
    let gamma = if codec == Codec::Png && icc.is_none() { png::gamma(bytes) } else { None };
    if let Some(gamma) = gamma {
        colour::straighten(&mut pixels, gamma);
    }
    Ok(colour::to_srgb(pixels, icc.as_deref()).turned(orientation))
}

/// Pixels across and down of what moves, as they lie in the file.
pub fn size(codec: Codec, bytes: &[u8], budget: &Budget) -> Result<(u32, u32), Unrenderable> {
    let size = decoder(codec, bytes, budget)?.dimensions();
    budget.check_pixels(size)?;
    Ok(size)
}

/// Begins to read a file as what it is, whatever it is called.
pub fn decoder<'a>(codec: Codec, bytes: &'a [u8], budget: &Budget) -> Result<impl ImageDecoder + 'a, Unrenderable> {
    let format = match codec {
        Codec::Png => ImageFormat::Png,
        Codec::Gif => ImageFormat::Gif,
        Codec::Webp => ImageFormat::WebP,
        Codec::Bmp => ImageFormat::Bmp,
        Codec::Tiff => ImageFormat::Tiff,
        Codec::Ico => ImageFormat::Ico,
        Codec::Tga => ImageFormat::Tga,
        Codec::Jpeg => ImageFormat::Jpeg,
        Codec::Svg => return Err(Unrenderable::NoPicture(Kind::SVG.mime.to_owned())),
    };
    let mut reader = ImageReader::with_format(Timed::new(bytes, budget.deadline), format);
    reader.limits(budget.memory());
    let begun = reader.into_decoder().map_err(Unrenderable::from);
    if let (Codec::Png, Err(Unrenderable::TooMuchMemory), Some(size)) = (codec, &begun, png::size(bytes)) {
        // For want of memory it ends before it tells how large the picture is.
        budget.check_pixels(size)?;
    }
    let mut decoder = begun?;
    decoder.set_limits(budget.memory())?;
    Ok(decoder)
}
