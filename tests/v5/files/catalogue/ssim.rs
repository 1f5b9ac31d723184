//! How alike two pictures are: the mean structural similarity of their luma.

use image::DynamicImage;

/// Pixels of a window across and down.
const WINDOW: usize = 8;

/// 1 for equal ones; `None` if they differ in size. Transparent pixels are laid on white.
pub fn of(one: &DynamicImage, other: &DynamicImage) -> Option<f64> {
    if (one.width(), one.height()) != (other.width(), other.height()) {
        return None;
    }
    let (width, height) = (one.width() as usize, one.height() as usize);
    let (one, other) = (luma(one), luma(other));
    let (across, down) = (WINDOW.min(width), WINDOW.min(height));
    let (mut sum, mut windows) = (0.0, 0.0);
    for top in (0..=height - down).step_by(WINDOW / 2) {
        for left in (0..=width - across).step_by(WINDOW / 2) {
            let rows = (top..top + down).map(|y| y * width + left..y * width + left + across);
            sum += alike(rows.map(|row| (&one[row.clone()], &other[row])));
            windows += 1.0;
        }
    }
    Some(sum / windows)
}

/// The similarity of two windows, given row by row.
fn alike<'a>(rows: impl Iterator<Item = (&'a [f64], &'a [f64])>) -> f64 {
    const C1: f64 = 6.5025;
    const C2: f64 = 58.5225;
    let (mut count, mut a, mut b, mut aa, mut bb, mut ab) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    for (one, other) in rows {
        for (this, that) in one.iter().zip(other) {
            count += 1.0;
            a += this;
            b += that;
            aa += this * this;
            bb += that * that;
            ab += this * that;
        }
    }
    let [a, b, aa, bb, ab] = [a, b, aa, bb, ab].map(|sum| sum / count);
    let (va, vb, cov) = (aa - a * a, bb - b * b, ab - a * b);
    ((2.0 * a * b + C1) * (2.0 * cov + C2)) / ((a * a + b * b + C1) * (va + vb + C2))
}

fn luma(picture: &DynamicImage) -> Vec<f64> {
    let laid = |pixel: &image::Rgba<u8>| {
        let [red, green, blue, alpha] = pixel.0.map(f64::from);
        let over = |colour: f64| (colour * alpha + 255.0 * (255.0 - alpha)) / 255.0;
        0.299 * over(red) + 0.587 * over(green) + 0.114 * over(blue)
    };
    picture.to_rgba8().pixels().map(laid).collect()
}

#[test]
fn unlike_pictures_are_told_apart() {
    let drawn =
        |of: fn(u32, u32) -> u8| DynamicImage::from(image::GrayImage::from_fn(40, 30, |x, y| image::Luma([of(x, y)])));
    let stripes = |x: u32, _: u32| if x % 8 < 4 { 40 } else { 200 };
    let shifted = |x: u32, _: u32| if x % 8 < 3 { 40 } else { 200 };
    let (one, other) = (drawn(stripes), drawn(shifted));
    assert!(of(&one, &one).is_some_and(|likeness| likeness > 0.999_999));
    assert!(of(&one, &other).is_some_and(|likeness| likeness < 0.9));
    assert_eq!(of(&one, &one.thumbnail(20, 15)), None);
}
