//! Pictures that move: GIF, APNG and animated WebP.

use image::codecs::gif::GifDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::{AnimationDecoder, DynamicImage, Frames, ImageDecoder};

use crate::deadline::Timed;
use crate::decode::Codec;
use crate::limits::Budget;
use crate::picture::Picture;
use crate::unrenderable::Unrenderable;
use crate::{colour, frames, png};

/// Most frames that are kept; of a longer film the first picture stands for it.
const MAX_FRAMES: u32 = 100;
/// A frame that says nothing of its time, or next to nothing, is shown this long, as browsers do.
const DEFAULT_MILLIS: u32 = 100;

/// One picture of several, and how long it shows.
pub struct Frame {
    pub picture: Picture,
    /// Milliseconds.
    pub millis: u32,
}

/// Whether it moves, and not for too long.
pub fn is_kept(codec: Codec, bytes: &[u8]) -> bool {
    let moves = matches!(codec, Codec::Gif | Codec::Png | Codec::Webp);
    moves && (2..=MAX_FRAMES).contains(&frames::count(codec, bytes))
}

/// Brings every frame to its size as it comes, so that one at a time is held as large as it is in the file.
pub fn frames(
    codec: Codec,
    bytes: &[u8],
    budget: &Budget,
    scale: impl Fn(Picture) -> Result<Picture, Unrenderable>,
) -> Result<Vec<Frame>, Unrenderable> {
    let timed = || Timed::new(bytes, budget.deadline);
    match codec {
        Codec::Gif => gather(GifDecoder::new(timed())?, budget, scale),
        Codec::Webp => gather(WebPDecoder::new(timed())?, budget, scale),
        _ => {
            let mut decoder = PngDecoder::with_limits(timed(), budget.memory())?;
            budget.check_pixels(decoder.dimensions())?;
            let icc = decoder.icc_profile().ok().flatten();
            let gamma = png::gamma(bytes).filter(|_| icc.is_none());
            collect(decoder.apng()?.into_frames(), budget, |mut frame| {
                if let Some(gamma) = gamma {
                    colour::straighten(&mut frame, gamma);
                }
                scale(colour::to_srgb(frame, icc.as_deref()))
            })
        }
    }
}

fn gather<'a, D: ImageDecoder + AnimationDecoder<'a>>(
    mut decoder: D,
    budget: &Budget,
    scale: impl Fn(Picture) -> Result<Picture, Unrenderable>,
) -> Result<Vec<Frame>, Unrenderable> {
    budget.check_pixels(decoder.dimensions())?;
    decoder.set_limits(budget.memory())?;
    let icc = decoder.icc_profile().ok().flatten();
    collect(decoder.into_frames(), budget, |frame| scale(colour::to_srgb(frame, icc.as_deref())))
}

fn collect(
    frames: Frames<'_>,
    budget: &Budget,
    finish: impl Fn(DynamicImage) -> Result<Picture, Unrenderable>,
) -> Result<Vec<Frame>, Unrenderable> {
    let mut kept = Vec::new();
    for frame in frames.take(MAX_FRAMES as usize) {
        let frame = frame?;
        budget.deadline.check()?;
        let (numerator, denominator) = frame.delay().numer_denom_ms();
        let millis = numerator.checked_div(denominator).filter(|millis| *millis > 10).unwrap_or(DEFAULT_MILLIS);
        let picture = finish(DynamicImage::ImageRgba8(frame.into_buffer()))?;
        kept.push(Frame { picture, millis });
    }
    Ok(kept)
}
