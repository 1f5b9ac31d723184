//! Pixels in another size.
//!
//! A crate of its own, since the library's code is made where it is called, once for each type of pixels: a minute of
//! compiling that no change of another line should cost.

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::{InnerPixel, U8x3, U8x4};
use fast_image_resize::{PixelTrait, ResizeOptions, Resizer};

/// Pixels, row by row without gaps, three bytes each, or four with alpha.
#[derive(Debug, Clone, Copy)]
pub struct Pixels<'a> {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Whether a pixel has a fourth byte.
    pub has_alpha: bool,
    /// `width` × `height` of them.
    pub bytes: &'a [u8],
}

/// A part (left, top, width, height) of pixels in another size, by Lanczos' filter. Errors: in words, for fewer bytes than
/// pixels, or a part that isn't in them.
pub fn resample(pixels: Pixels<'_>, part: [f64; 4], size: (u32, u32)) -> Result<Vec<u8>, String> {
    if pixels.has_alpha { typed::<U8x4>(pixels, part, size) } else { typed::<U8x3>(pixels, part, size) }
}

fn typed<P: PixelTrait + InnerPixel>(
    pixels: Pixels<'_>,
    [left, top, width, height]: [f64; 4],
    size: (u32, u32),
) -> Result<Vec<u8>, String> {
    let (width, height) = (within(left, width, pixels.width), within(top, height, pixels.height));
    let options = ResizeOptions::new().crop(left, top, width, height);
    let source = TypedImageRef::<P>::from_buffer(pixels.width, pixels.height, pixels.bytes);
    let mut resampled = vec![0; size.0 as usize * size.1 as usize * P::size()];
    let target = TypedImage::<P>::from_buffer(size.0, size.1, &mut resampled);
    let (source, mut target) = (source.map_err(told)?, target.map_err(told)?);
    Resizer::new().resize_typed(&source, &mut target, &options).map_err(told)?;
    Ok(resampled)
}

/// A length as far as the edge, where rounding alone took it beyond.
fn within(start: f64, length: f64, edge: u32) -> f64 {
    let most = f64::from(edge) - start;
    if length > most && length - most < 1e-6 { most.next_down() } else { length }
}

#[expect(clippy::needless_pass_by_value, reason = "what errors are mapped by takes them whole")]
fn told(error: impl ToString) -> String {
    error.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_one_colour_keeps_it() {
        // The filter takes a little of what is near.
        let row = [[255, 0, 0, 255].repeat(12), [0, 0, 255, 255].repeat(4)].concat();
        let bytes = row.repeat(8);
        let pixels = Pixels { width: 16, height: 8, has_alpha: true, bytes: &bytes };
        let left = resample(pixels, [0.0, 0.0, 4.0, 8.0], (2, 3)).expect("a picture");
        assert_eq!(left, [255, 0, 0, 255].repeat(6));
        let bytes = [9, 8, 7].repeat(4);
        let pixels = Pixels { width: 2, height: 2, has_alpha: false, bytes: &bytes };
        assert_eq!(resample(pixels, [0.0, 0.0, 2.0, 2.0], (1, 1)).expect("a picture"), [9, 8, 7]);
    }

    #[test]
    fn what_is_no_picture_or_lies_beside_it_is_told() {
        let pixels = Pixels { width: 2, height: 2, has_alpha: false, bytes: &[0; 5] };
        assert!(resample(pixels, [0.0, 0.0, 2.0, 2.0], (1, 1)).is_err());
        let pixels = Pixels { bytes: &[0; 12], ..pixels };
        assert!(resample(pixels, [1.0, 0.0, 2.0, 2.0], (1, 1)).is_err());
    }
}
