//! What part of a picture goes where, in a rendition.

use crate::rendition::{Rendition, Transformation};

/// What is cut out of the picture, how large it is made and where it lies on the canvas.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Geometry {
    /// Left, top, width and height, in pixels of the picture.
    pub part: [f64; 4],
    /// Width and height of that part in the rendition.
    pub scaled: (u32, u32),
    /// Width and height of the rendition.
    pub canvas: (u32, u32),
    /// Left and top of the part there.
    pub at: (u32, u32),
}

impl Geometry {
    /// Of a picture of that width and height, each from 1.
    pub fn of((width, height): (u32, u32), rendition: &Rendition) -> Self {
        let (w, h) = (f64::from(width), f64::from(height));
        let ratio = |wanted: Option<u32>, own: f64| wanted.map(|wanted| f64::from(wanted.max(1)) / own);
        let ratios = [ratio(rendition.width, w), ratio(rendition.height, h)];
        let given = || ratios.into_iter().flatten();
        let covers = rendition.transformation == Transformation::Crop;
        let scale = if covers { given().fold(0.0, f64::max) } else { given().fold(f64::INFINITY, f64::min) };
        let scale = if scale > 0.0 { scale.min(1.0) } else { 1.0 };
        let whole = (length(w * scale), length(h * scale));
        let within = |wanted: Option<u32>, own: u32| wanted.map_or(own, |wanted| own.min(wanted.max(1)));
        let scaled = (within(rendition.width, whole.0), within(rendition.height, whole.1));
        let part = if covers {
            let (part_w, part_h) = ((f64::from(scaled.0) / scale).min(w), (f64::from(scaled.1) / scale).min(h));
            [(w - part_w) / 2.0, (h - part_h) / 2.0, part_w, part_h]
        } else {
            [0.0, 0.0, w, h]
        };
        let canvas = match rendition.transformation {
            Transformation::Fill => {
                (rendition.width.unwrap_or(scaled.0).max(1), rendition.height.unwrap_or(scaled.1).max(1))
            }
            Transformation::Fit | Transformation::Crop => scaled,
        };
        Self { part, scaled, canvas, at: ((canvas.0 - scaled.0) / 2, (canvas.1 - scaled.1) / 2) }
    }

    /// The same of a smaller picture of the whole, so that sizes are those that the whole itself would have.
    pub fn on(self, whole: (u32, u32), smaller: (u32, u32)) -> Self {
        let [across, down] = [(smaller.0, whole.0), (smaller.1, whole.1)].map(|(a, b)| f64::from(a) / f64::from(b));
        let [left, top, width, height] = self.part;
        Self { part: [left * across, top * down, width * across, height * down], ..self }
    }
}

/// Whole pixels, at least one.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and the picture's own length")]
fn length(pixels: f64) -> u32 {
    pixels.round().max(1.0) as u32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rendition::Format;

    fn rendition(width: Option<u32>, height: Option<u32>, transformation: Transformation) -> Rendition {
        Rendition { width, height, transformation, format: Format::Png, quality: 80, background: [255; 3] }
    }

    #[test]
    fn sizes() {
        let size = |own, width, height, fit| Geometry::of(own, &rendition(Some(width), Some(height), fit)).canvas;
        assert_eq!(size((1200, 1800), 600, 600, Transformation::Fit), (400, 600));
        assert_eq!(size((1200, 1800), 600, 600, Transformation::Fill), (600, 600));
        assert_eq!(size((1200, 1800), 600, 600, Transformation::Crop), (600, 600));
        assert_eq!(size((100, 80), 600, 600, Transformation::Fit), (100, 80));
        assert_eq!(size((100, 80), 90, 600, Transformation::Crop), (90, 80));
        assert_eq!(size((12000, 1), 600, 600, Transformation::Fit), (600, 1));
        assert_eq!(Geometry::of((300, 200), &rendition(None, Some(100), Transformation::Fit)).canvas, (150, 100));
        assert_eq!(Geometry::of((300, 200), &rendition(None, None, Transformation::Crop)).canvas, (300, 200));
    }

    #[test]
    fn the_middle_is_kept() {
        let Geometry { part, .. } = Geometry::of((1000, 500), &rendition(Some(100), Some(100), Transformation::Crop));
        assert_eq!(part.map(f64::to_bits), [250.0_f64, 0.0, 500.0, 500.0].map(f64::to_bits));
    }

    #[test]
    fn a_smaller_picture_of_it_stands_for_it() {
        let crop = rendition(Some(100), Some(100), Transformation::Crop);
        let on = Geometry::of((1000, 333), &crop).on((1000, 333), (500, 167));
        assert_eq!((on.scaled, on.canvas), ((100, 100), (100, 100)));
        assert!((on.part[0] - 166.75).abs() < 1e-9 && (on.part[3] - 167.0).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn any_part_of_a_smaller_picture_can_be_scaled(
            own in (1u32..3_000, 1u32..3_000),
            step in 1u32..200,
            wanted in (1u32..300, 1u32..300),
        ) {
            let small = Geometry::of(own, &rendition(Some(step), Some(step), Transformation::Fit)).scaled;
            let crop = rendition(Some(wanted.0), Some(wanted.1), Transformation::Crop);
            let on = Geometry::of(own, &crop).on(own, small);
            let bytes = vec![0; small.0 as usize * small.1 as usize * 3];
            let pixels = resample::Pixels { width: small.0, height: small.1, has_alpha: false, bytes: &bytes };
            prop_assert!(resample::resample(pixels, on.part, on.scaled).is_ok(), "{on:?} of {small:?}");
        }

        #[test]
        fn nothing_is_enlarged_or_lies_outside(
            own in (1u32..20_000, 1u32..20_000),
            width in proptest::option::of(1u32..4_000),
            height in proptest::option::of(1u32..4_000),
            transformation in prop_oneof![Just(Transformation::Fit), Just(Transformation::Fill), Just(Transformation::Crop)],
        ) {
            let Geometry { part: [left, top, w, h], scaled, canvas, at } = Geometry::of(own, &rendition(width, height, transformation));
            prop_assert!(left >= 0.0 && top >= 0.0 && w > 0.0 && h > 0.0);
            prop_assert!(left + w <= f64::from(own.0) + 1e-6 && top + h <= f64::from(own.1) + 1e-6);
            prop_assert!(scaled.0 >= 1 && scaled.1 >= 1 && scaled.0 <= own.0 && scaled.1 <= own.1);
            prop_assert!(at.0 + scaled.0 <= canvas.0 && at.1 + scaled.1 <= canvas.1);
            prop_assert!(width.is_none_or(|width| canvas.0 <= width) && height.is_none_or(|height| canvas.1 <= height));
        }
    }
}
