//! Pictures to send, and what came back of them.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// A picture of that size in that format, another for each seed.
fn drawn(width: u32, height: u32, seed: u8, format: ImageFormat) -> Vec<u8> {
    let ramp = |n: u32, of: u32| u8::try_from(n * 255 / of.max(1)).unwrap_or(u8::MAX);
    encoded(RgbImage::from_fn(width, height, |x, y| Rgb([ramp(x, width), ramp(y, height), seed])), format)
}

/// A PNG.
pub fn png(width: u32, height: u32, seed: u8) -> Vec<u8> {
    drawn(width, height, seed, ImageFormat::Png)
}

/// A JPEG.
pub fn jpeg(width: u32, height: u32, seed: u8) -> Vec<u8> {
    drawn(width, height, seed, ImageFormat::Jpeg)
}

/// A PNG of three stripes from left to right: red, green, blue.
pub fn striped(width: u32, height: u32) -> Vec<u8> {
    let stripe = |x: u32| match 3 * x / width {
        0 => [255, 0, 0],
        1 => [0, 255, 0],
        _ => [0, 0, 255],
    };
    encoded(RgbImage::from_fn(width, height, |x, _| Rgb(stripe(x))), ImageFormat::Png)
}

fn encoded(picture: RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(picture).write_to(&mut bytes, format).expect("a picture");
    bytes.into_inner()
}

/// The size of a picture in any of the formats.
#[track_caller]
pub fn size(bytes: &[u8]) -> (u32, u32) {
    let picture = image::load_from_memory(bytes).expect("a picture");
    (picture.width(), picture.height())
}
