//! The box that something lies in.

use super::space::{Camera, Point};

/// From corner to corner, in the picture or in space.
#[derive(Clone, Copy)]
pub struct Bounds<const AXES: usize> {
    pub low: [f64; AXES],
    pub high: [f64; AXES],
}

impl<const AXES: usize> Bounds<AXES> {
    pub fn of(points: impl IntoIterator<Item = [f64; AXES]>) -> Self {
        let none = Self { low: [f64::MAX; AXES], high: [f64::MIN; AXES] };
        points.into_iter().fold(none, |Self { low, high }, point| Self {
            low: std::array::from_fn(|axis| low[axis].min(point[axis])),
            high: std::array::from_fn(|axis| high[axis].max(point[axis])),
        })
    }

    pub fn size(&self) -> [f64; AXES] {
        std::array::from_fn(|axis| self.high[axis] - self.low[axis])
    }

    pub fn middle(&self) -> [f64; AXES] {
        std::array::from_fn(|axis| f64::midpoint(self.low[axis], self.high[axis]))
    }
}

impl Bounds<3> {
    /// Whether a plane parts them with this one on the side away from the camera, which looks from the front.
    pub fn is_behind(&self, other: &Self, camera: &Camera) -> bool {
        const TOUCH: f64 = 0.6;
        let view: Point = camera.viewpoint();
        (0..3).any(|axis| {
            if view[axis].abs() < 0.02 {
                false
            } else if view[axis] > 0.0 {
                self.high[axis] <= other.low[axis] + TOUCH
            } else {
                self.low[axis] >= other.high[axis] - TOUCH
            }
        })
    }
}
