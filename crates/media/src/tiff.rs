//! TIFF: the varieties that the common way doesn't read, or reads without their profile.

mod ycbcr;

use std::collections::HashSet;
use std::time::Duration;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, RgbImage};
use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::tags::Tag;
use tiff::{ColorType, TiffError};

use crate::deadline::{Deadline, Timed};
use crate::decode::{self, Codec};
use crate::frames::MAX_COUNTED;
use crate::limits::Budget;
use crate::picture::Picture;
use crate::unrenderable::Unrenderable;
use crate::{colour, jpeg};

type Reader<'a> = Decoder<Timed<'a>>;

/// JPEG as it was first put into TIFF.
const OLD_JPEG: u16 = 6;
/// Colours that are multiplied by their opacity.
const ASSOCIATED: u16 = 1;

/// Longest that pages are counted.
const COUNTING: Duration = Duration::from_secs(2);

const XMP: Tag = Tag::Unknown(700);
const IPTC: Tag = Tag::Unknown(33_723);
const ICC: Tag = Tag::Unknown(34_675);

/// What it says of its first picture.
#[derive(Debug, Default)]
pub struct Head {
    pub size: (u32, u32),
    pub orientation: Option<Orientation>,
    pub colour: Option<ColorType>,
    pub icc: Option<Vec<u8>>,
    pub xmp: Option<Vec<u8>>,
    pub iptc: Option<Vec<u8>>,
}

/// Reads that.
pub fn head(bytes: &[u8], budget: &Budget) -> Result<Head, Unrenderable> {
    let mut decoder = begun(bytes, budget)?;
    let size = decoder.dimensions().map_err(unreadable)?;
    let mut all = |tag| decoder.get_tag_u8_vec(tag).ok();
    let [icc, xmp, iptc] = [ICC, XMP, IPTC].map(&mut all);
    let orientation = decoder.find_tag_unsigned::<u16>(Tag::Orientation).ok().flatten();
    let orientation = orientation.and_then(|noted| Orientation::from_exif(u8::try_from(noted).ok()?));
    Ok(Head { size, orientation, colour: decoder.colortype().ok(), icc, xmp, iptc })
}

/// Its first picture.
pub fn picture(bytes: &[u8], budget: &Budget) -> Result<Picture, Unrenderable> {
    let Head { size, orientation, colour, icc, .. } = head(bytes, budget)?;
    budget.check_pixels(size)?;
    let mut decoder = begun(bytes, budget)?;
    let tag = |decoder: &mut Reader<'_>, tag| decoder.find_tag_unsigned::<u16>(tag).ok().flatten();
    let (compression, extra) = (tag(&mut decoder, Tag::Compression), tag(&mut decoder, Tag::ExtraSamples));
    let picture = if compression == Some(OLD_JPEG) {
        return jpeg::picture(within(&mut decoder, bytes)?, budget);
    } else if colour == Some(ColorType::CMYK(8)) {
        match decoder.read_image().map_err(unreadable)? {
            DecodingResult::U8(inks) if inks.len() as u64 == u64::from(size.0) * u64::from(size.1) * 4 => {
                colour::of_inks(&inks, size, icc.as_deref())
            }
            _ => return Err(Unrenderable::Unsupported("its inks lie apart".to_owned())),
        }
    } else if colour == Some(ColorType::YCbCr(8)) {
        let pixels = ycbcr::read(&mut decoder, bytes, size, budget)?;
        let picture = RgbImage::from_raw(size.0, size.1, pixels).unwrap_or_default();
        colour::to_srgb(DynamicImage::ImageRgb8(picture), icc.as_deref())
    } else {
        let decoder = decode::decoder(Codec::Tiff, bytes, budget)?;
        budget.check_pixels(decoder.dimensions())?;
        let pixels = DynamicImage::from_decoder(decoder)?;
        let picture = colour::to_srgb(pixels, icc.as_deref());
        if extra == Some(ASSOCIATED) { picture.divided() } else { picture }
    };
    Ok(picture.turned(orientation.unwrap_or(Orientation::NoTransforms)))
}

/// How many pictures it holds; those that come round again don't count.
pub fn pages(bytes: &[u8]) -> usize {
    let Ok(mut decoder) = Decoder::new(Timed::new(bytes, Deadline::after(COUNTING))) else { return 0 };
    let mut seen = HashSet::new();
    while seen.len() < MAX_COUNTED {
        let is_new = decoder.ifd_pointer().is_some_and(|pointer| seen.insert(pointer.0));
        if !is_new || !decoder.more_images() || decoder.next_image().is_err() {
            break;
        }
    }
    seen.len()
}

fn begun<'a>(bytes: &'a [u8], budget: &Budget) -> Result<Reader<'a>, Unrenderable> {
    let mut limits = Limits::default();
    let most = usize::try_from(budget.limits.memory).unwrap_or(usize::MAX);
    (limits.decoding_buffer_size, limits.intermediate_buffer_size) = (most, most);
    let decoder = Decoder::new(Timed::new(bytes, budget.deadline)).map_err(unreadable)?;
    Ok(decoder.with_limits(limits))
}

/// The JPEG that a file in the old way holds whole.
fn within<'a>(decoder: &mut Reader<'_>, bytes: &'a [u8]) -> Result<&'a [u8], Unrenderable> {
    let mut number = |tag| decoder.find_tag_unsigned::<u64>(tag).ok().flatten().and_then(|at| usize::try_from(at).ok());
    let begin = number(Tag::Unknown(513));
    let length = number(Tag::Unknown(514));
    let found = begin.zip(length).and_then(|(begin, length)| bytes.get(begin..begin.checked_add(length)?));
    found.ok_or_else(|| Unrenderable::Unsupported("its JPEG lies in parts".to_owned()))
}

fn unreadable(error: TiffError) -> Unrenderable {
    match error {
        TiffError::UnsupportedError(error) => Unrenderable::unknown("TIFF", &error),
        TiffError::LimitsExceeded => Unrenderable::TooMuchMemory,
        error => Unrenderable::unread("TIFF", &error),
    }
}
