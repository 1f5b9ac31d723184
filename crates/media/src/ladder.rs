//! The sizes that are kept of every picture, and which of them others are made from.

use crate::geometry::Geometry;
use crate::rendition::{Format, Rendition};

/// Longest sides of the sizes that are kept, in pixels.
pub const STEPS: [u32; 5] = [150, 300, 600, 1200, MASTER];

/// The largest of them: all others are made from it, so that a large file is decoded once.
pub const MASTER: u32 = 2048;

/// How much larger a step must be than what is made from it: what was scaled twice by little is blurred.
const ROOM: f64 = 1.25;

/// A step as a rendition.
pub const fn step(longest: u32) -> Rendition {
    Rendition { quality: 92, ..Rendition::within(longest, longest, Format::Compact) }
}

/// The step that this rendition of a picture of that size is made from (by [`render_step`](crate::render_step)); `None`:
/// the file itself, as it has no larger one, as the step would be the file, or as the rendition keeps motion.
pub fn step_for((width, height): (u32, u32), frames: u32, rendition: &Rendition) -> Option<u32> {
    let may_move = frames > 1 && matches!(rendition.format, Format::Webp | Format::Original);
    let geometry = Geometry::of((width, height), rendition);
    let scale = f64::from(geometry.scaled.0) / geometry.part[2];
    let longest = f64::from(width.max(height));
    let serves = |step: &u32| f64::from(*step) < longest && f64::from(*step) / longest >= scale * ROOM;
    STEPS.into_iter().find(serves).filter(|_| !may_move)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rendition::Transformation;

    #[test]
    fn the_smallest_step_that_is_large_enough() {
        let step = |size| step_for((6000, 4000), 1, &Rendition::within(size, size, Format::Jpeg));
        assert_eq!(
            [100, 120, 121, 240, 800, 1600, 1639, 8000].map(step),
            [Some(150), Some(150), Some(300), Some(300), Some(1200), Some(2048), None, None]
        );
    }

    #[test]
    fn what_is_cut_needs_more() {
        let crop = Rendition { transformation: Transformation::Crop, ..Rendition::within(200, 200, Format::Jpeg) };
        // Its height of 100 becomes 100: the whole of 1000 × 100 is needed.
        assert_eq!(step_for((1000, 100), 1, &crop), None);
        assert_eq!(step_for((4000, 2000), 1, &crop), Some(600));
    }

    #[test]
    fn motion_and_small_files_are_made_from_the_file() {
        assert_eq!(step_for((6000, 4000), 9, &Rendition::within(100, 100, Format::Webp)), None);
        assert_eq!(step_for((6000, 4000), 9, &Rendition::within(100, 100, Format::Jpeg)), Some(150));
        assert_eq!(step_for((150, 100), 1, &Rendition::within(100, 100, Format::Jpeg)), None);
    }
}
