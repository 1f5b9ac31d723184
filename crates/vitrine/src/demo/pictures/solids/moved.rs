//! A form in another place than where it was made.

use super::Solid;
use crate::demo::pictures::canvas::Canvas;
use crate::demo::pictures::space::{Camera, Point, Spot, plus};

/// See the module.
pub struct Moved<S> {
    pub solid: S,
    pub by: Point,
}

impl<S: Solid> Solid for Moved<S> {
    fn extent(&self) -> Vec<Point> {
        self.solid.extent().into_iter().map(|point| plus(point, self.by)).collect()
    }

    fn ground(&self) -> Vec<Spot> {
        self.solid.ground().into_iter().map(|[x, z]| [x + self.by[0], z + self.by[2]]).collect()
    }

    fn paint(&self, camera: &Camera, canvas: &mut Canvas, seed: u32) {
        self.solid.paint(&camera.moved(self.by), canvas, seed);
    }
}
