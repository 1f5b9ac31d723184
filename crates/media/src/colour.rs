//! Colours into sRGB, by the profile that a file carries.

use image::DynamicImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use crate::picture::Picture;

/// A decoded picture in sRGB. A profile that doesn't fit it, or can't be read, is passed over, as programs do.
pub fn to_srgb(decoded: DynamicImage, icc: Option<&[u8]>) -> Picture {
    let Some(profile) = icc.and_then(|icc| ColorProfile::new_from_slice(icc).ok()) else { return Picture::of(decoded) };
    let has_alpha = decoded.color().has_alpha();
    let is_grey = !decoded.color().has_color();
    match (profile.color_space, is_grey) {
        (DataColorSpace::Gray, true) => {
            let (width, height) = (decoded.width(), decoded.height());
            let (grey, from) = if has_alpha {
                (decoded.to_luma_alpha8().into_raw(), Layout::GrayAlpha)
            } else {
                (decoded.to_luma8().into_raw(), Layout::Gray)
            };
            converted(&profile, from, &grey, (width, height), has_alpha).unwrap_or_else(|| Picture::of(decoded))
        }
        (DataColorSpace::Rgb, _) => {
            let picture = Picture::of(decoded);
            let from = if has_alpha { Layout::Rgba } else { Layout::Rgb };
            let size = (picture.width, picture.height);
            converted(&profile, from, &picture.pixels, size, has_alpha).unwrap_or(picture)
        }
        _ => Picture::of(decoded),
    }
}

/// Makes numbers that are light to the power of `gamma` those of sRGB, unless they are as good as that.
pub fn straighten(decoded: &mut DynamicImage, gamma: f64) {
    /// That of sRGB, about.
    const COMMON: f64 = 1.0 / 2.2;
    if !(0.01..=10.0).contains(&gamma) || (gamma - COMMON).abs() < 0.05 {
        return;
    }
    let mended = |sample: f64| {
        let light = sample.powf(1.0 / gamma);
        if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 }
    };
    let (channels, has_alpha) = (usize::from(decoded.color().channel_count()), decoded.color().has_alpha());
    let colours = channels - usize::from(has_alpha);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the most")]
    let bytes = || (0..=u8::MAX).map(|n| (mended(f64::from(n) / 255.0) * 255.0).round() as u8).collect::<Vec<_>>();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the most")]
    let words =
        || (0..=u16::MAX).map(|n| (mended(f64::from(n) / 65_535.0) * 65_535.0).round() as u16).collect::<Vec<_>>();
    match decoded {
        DynamicImage::ImageLuma8(image) => looked_up(image, channels, colours, &bytes()),
        DynamicImage::ImageLumaA8(image) => looked_up(image, channels, colours, &bytes()),
        DynamicImage::ImageRgb8(image) => looked_up(image, channels, colours, &bytes()),
        DynamicImage::ImageRgba8(image) => looked_up(image, channels, colours, &bytes()),
        DynamicImage::ImageLuma16(image) => looked_up(image, channels, colours, &words()),
        DynamicImage::ImageLumaA16(image) => looked_up(image, channels, colours, &words()),
        DynamicImage::ImageRgb16(image) => looked_up(image, channels, colours, &words()),
        DynamicImage::ImageRgba16(image) => looked_up(image, channels, colours, &words()),
        _ => {}
    }
}

/// Replaces the first samples of each pixel, which are its colours.
fn looked_up<T: Copy + Into<usize>>(samples: &mut [T], channels: usize, colours: usize, table: &[T]) {
    for pixel in samples.chunks_exact_mut(channels) {
        for sample in &mut pixel[..colours] {
            *sample = table[(*sample).into()];
        }
    }
}

/// Inks (four bytes a pixel, 255: all of it) as a picture in sRGB.
pub fn of_inks(inks: &[u8], size: (u32, u32), icc: Option<&[u8]>) -> Picture {
    let profile = icc.and_then(|icc| ColorProfile::new_from_slice(icc).ok());
    let profile = profile.filter(|profile| profile.color_space == DataColorSpace::Cmyk);
    let exact = profile.and_then(|profile| converted(&profile, Layout::Rgba, inks, size, false));
    exact.unwrap_or_else(|| {
        let light = |ink: u8, black: u8| {
            let light = (255 - u32::from(ink)) * (255 - u32::from(black)) / 255;
            u8::try_from(light).unwrap_or(255)
        };
        let pixels = inks.chunks_exact(4).flat_map(|ink| [0, 1, 2].map(|colour| light(ink[colour], ink[3])));
        Picture { width: size.0, height: size.1, has_alpha: false, pixels: pixels.collect() }
    })
}

fn converted(
    profile: &ColorProfile,
    from: Layout,
    pixels: &[u8],
    (width, height): (u32, u32),
    has_alpha: bool,
) -> Option<Picture> {
    let to = if has_alpha { Layout::Rgba } else { Layout::Rgb };
    let options = TransformOptions { rendering_intent: profile.rendering_intent, ..TransformOptions::default() };
    let transform = profile.create_transform_8bit(from, &ColorProfile::new_srgb(), to, options).ok()?;
    let mut target = vec![0; width as usize * height as usize * if has_alpha { 4 } else { 3 }];
    transform.transform(pixels, &mut target).ok()?;
    Some(Picture { width, height, has_alpha, pixels: target })
}
