//! JPEG: read by itself, for the sake of inks and of files that end too early.

use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, RgbImage};
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;

use crate::colour;
use crate::limits::Budget;
use crate::picture::Picture;
use crate::unrenderable::Unrenderable;

/// Most scans of one picture, each of which goes over all of it.
const MAX_SCANS: usize = 100;

type Decoder<'a> = JpegDecoder<ZCursor<&'a [u8]>>;

/// A decoder that has read what comes before the picture.
pub fn begun(bytes: &[u8]) -> Result<Decoder<'_>, Unrenderable> {
    let options = DecoderOptions::default().set_strict_mode(false).set_max_width(65_535).set_max_height(65_535);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options.jpeg_set_max_scans(MAX_SCANS));
    decoder.decode_headers().map_err(unreadable)?;
    Ok(decoder)
}

/// Pixels across and down, as they lie in the file.
pub fn size(decoder: &Decoder<'_>) -> (u32, u32) {
    decoder.info().map_or((0, 0), |info| (u32::from(info.width), u32::from(info.height)))
}

/// How the camera was held.
pub fn orientation(decoder: &Decoder<'_>) -> Orientation {
    let noted = decoder.exif().and_then(|exif| Orientation::from_exif_chunk(exif));
    noted.unwrap_or(Orientation::NoTransforms)
}

/// What its colours are made of.
pub fn colour_space(decoder: &Decoder<'_>) -> &'static str {
    match decoder.input_colorspace() {
        Some(ColorSpace::CMYK | ColorSpace::YCCK) => "CMYK",
        Some(ColorSpace::Luma) => "Gray",
        _ => "sRGB",
    }
}

/// The picture of a JPEG. It is decoded at one go, bounded by its pixels and scans.
pub fn picture(bytes: &[u8], budget: &Budget) -> Result<Picture, Unrenderable> {
    let mut decoder = begun(bytes)?;
    let size = size(&decoder);
    budget.check_pixels(size)?;
    if !ends(bytes) {
        return Err(Unrenderable::Damaged("it ends before the picture does".to_owned()));
    }
    let wanted = match decoder.input_colorspace().unwrap_or(ColorSpace::YCbCr) {
        own @ (ColorSpace::CMYK | ColorSpace::YCCK | ColorSpace::Luma) => own,
        _ => ColorSpace::RGB,
    };
    decoder.set_options(decoder.options().jpeg_set_out_colorspace(wanted));
    let pixels = decoder.decode().map_err(unreadable)?;
    let icc = decoder.icc_profile();
    let short = || Unrenderable::Damaged("it has fewer pixels than it says".to_owned());
    let picture = match wanted {
        ColorSpace::CMYK => colour::of_inks(&inverted(pixels), size, icc.as_deref()),
        ColorSpace::YCCK => colour::of_inks(&unmixed(pixels), size, icc.as_deref()),
        ColorSpace::Luma => {
            let grey = GrayImage::from_raw(size.0, size.1, pixels).ok_or_else(short)?;
            colour::to_srgb(DynamicImage::ImageLuma8(grey), icc.as_deref())
        }
        _ => {
            let colours = RgbImage::from_raw(size.0, size.1, pixels).ok_or_else(short)?;
            colour::to_srgb(DynamicImage::ImageRgb8(colours), icc.as_deref())
        }
    };
    Ok(picture.turned(orientation(&decoder)))
}

/// Whether the mark of the end comes after the last scan; what follows it says nothing.
fn ends(bytes: &[u8]) -> bool {
    let last = |mark: [u8; 2]| bytes.windows(2).rposition(|pair| pair == mark);
    last([0xFF, 0xDA]).zip(last([0xFF, 0xD9])).is_some_and(|(scan, end)| scan < end)
}

/// Files hold inks inverted, since Photoshop did.
fn inverted(mut inks: Vec<u8>) -> Vec<u8> {
    for ink in &mut inks {
        *ink = 255 - *ink;
    }
    inks
}

/// Inks that are held as brightness, two differences of colour, and black.
fn unmixed(mut pixels: Vec<u8>) -> Vec<u8> {
    for pixel in pixels.chunks_exact_mut(4) {
        let [y, blue, red, black] = [pixel[0], pixel[1], pixel[2], pixel[3]].map(i32::from);
        let (blue, red) = (blue - 128, red - 128);
        // In 1/65,536, as JFIF gives the weights.
        let part = |weight: i32| (weight + 32_768) >> 16;
        let inks =
            [y + part(91_881 * red), y - part(22_554 * blue + 46_802 * red), y + part(116_130 * blue), 255 - black];
        for (place, ink) in pixel.iter_mut().zip(inks) {
            *place = u8::try_from(ink.clamp(0, 255)).unwrap_or(255);
        }
    }
    pixels
}

fn unreadable(error: DecodeErrors) -> Unrenderable {
    match error {
        DecodeErrors::Unsupported(scheme) => Unrenderable::unknown("JPEG", &scheme),
        DecodeErrors::ExhaustedData | DecodeErrors::IoErrors(_) => Unrenderable::ends_early(),
        error => Unrenderable::unread("JPEG", &error),
    }
}
