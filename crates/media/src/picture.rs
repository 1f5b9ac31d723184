//! A picture in memory: sRGB, eight bits a channel.

use image::metadata::Orientation;
use image::{DynamicImage, RgbImage, RgbaImage};
use resample::{Pixels, resample};

use crate::geometry::Geometry;
use crate::unrenderable::Unrenderable;

/// A picture in memory: sRGB, eight bits a channel, with or without alpha.
#[derive(Debug, Clone)]
pub struct Picture {
    pub width: u32,
    pub height: u32,
    pub has_alpha: bool,
    /// Row by row, without gaps.
    pub pixels: Vec<u8>,
}

impl Picture {
    /// The same as decoded.
    pub fn of(decoded: DynamicImage) -> Self {
        let (width, height) = (decoded.width(), decoded.height());
        let has_alpha = decoded.color().has_alpha();
        let pixels = if has_alpha { decoded.into_rgba8().into_raw() } else { decoded.into_rgb8().into_raw() };
        Self { width, height, has_alpha, pixels }
    }

    /// Bytes of a pixel.
    pub const fn channels(&self) -> usize {
        if self.has_alpha { 4 } else { 3 }
    }

    /// Whether nothing shines through.
    pub fn is_opaque(&self) -> bool {
        !self.has_alpha || self.pixels.chunks_exact(4).all(|pixel| pixel[3] == 255)
    }

    /// The same with colours that were multiplied by their opacity.
    pub fn divided(mut self) -> Self {
        if self.has_alpha {
            for pixel in self.pixels.chunks_exact_mut(4) {
                let alpha = u32::from(pixel[3]);
                for colour in &mut pixel[..3] {
                    let full = (u32::from(*colour) * 255 + alpha / 2).checked_div(alpha).unwrap_or_default();
                    *colour = u8::try_from(full).unwrap_or(255);
                }
            }
        }
        self
    }

    /// Upright, by what the camera noted of how it was held.
    pub fn turned(self, orientation: Orientation) -> Self {
        if orientation == Orientation::NoTransforms {
            return self;
        }
        let (width, height, has_alpha) = (self.width, self.height, self.has_alpha);
        let image = if has_alpha {
            RgbaImage::from_raw(width, height, self.pixels).map(DynamicImage::ImageRgba8)
        } else {
            RgbImage::from_raw(width, height, self.pixels).map(DynamicImage::ImageRgb8)
        };
        let mut image = image.unwrap_or_default();
        image.apply_orientation(orientation);
        Self::of(image)
    }

    /// Its part in the size that it has in a rendition, by Lanczos' filter.
    pub fn scaled(&self, geometry: &Geometry) -> Result<Self, Unrenderable> {
        let &Self { width, height, has_alpha, .. } = self;
        let own = Pixels { width, height, has_alpha, bytes: &self.pixels };
        let pixels = resample(own, geometry.part, geometry.scaled);
        let pixels = pixels.map_err(|error| Unrenderable::unscaled(&error))?;
        let (width, height) = geometry.scaled;
        Ok(Self { width, height, has_alpha, pixels })
    }

    /// On a canvas of one colour, of which nothing shows if it has the same size; opaque unless `keeps_alpha`.
    pub fn laid_on(self, geometry: &Geometry, background: [u8; 3], keeps_alpha: bool) -> Self {
        let is_whole = geometry.canvas == (self.width, self.height);
        if is_whole && (!self.has_alpha || keeps_alpha) {
            return self;
        }
        let has_alpha = self.has_alpha && keeps_alpha;
        let (width, height) = geometry.canvas;
        let colour = [background[0], background[1], background[2], 255];
        let channels = if has_alpha { 4 } else { 3 };
        let mut pixels = colour[..channels].repeat(width as usize * height as usize);
        let own = self.channels();
        let rows = self.pixels.chunks_exact(self.width as usize * own);
        let (left, top) = (geometry.at.0 as usize, geometry.at.1 as usize);
        let canvas_rows = pixels.chunks_exact_mut(width as usize * channels).skip(top);
        for (row, canvas_row) in rows.zip(canvas_rows) {
            let places = canvas_row[left * channels..].chunks_exact_mut(channels);
            for (pixel, place) in row.chunks_exact(own).zip(places) {
                lay(pixel, place);
            }
        }
        Self { width, height, has_alpha, pixels }
    }
}

/// One pixel over another.
fn lay(pixel: &[u8], place: &mut [u8]) {
    let alpha = pixel.get(3).copied().map_or(255, u32::from);
    for (own, below) in pixel.iter().zip(place.iter_mut()).take(3) {
        let mixed = (u32::from(*own) * alpha + u32::from(*below) * (255 - alpha) + 127) / 255;
        *below = u8::try_from(mixed).unwrap_or(255);
    }
}
