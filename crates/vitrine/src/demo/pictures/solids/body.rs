//! A solid where it stands in a scene, and the room that it takes there.

use super::Solid;
use crate::demo::pictures::bounds::Bounds;
use crate::demo::pictures::canvas::Canvas;
use crate::demo::pictures::space::{Camera, Point, Spot, plus};

/// See the module.
pub struct Body {
    solid: Box<dyn Solid>,
    /// How far it is moved from where it was made.
    by: Point,
    pub extent: Vec<Point>,
    pub ground: Vec<Spot>,
    pub bounds: Bounds<3>,
}

impl Body {
    pub fn new(solid: impl Solid + 'static, by: Point) -> Self {
        let extent = solid.extent();
        let ground = solid.ground(&extent).into_iter().map(|[x, z]| [x + by[0], z + by[2]]).collect();
        let extent: Vec<Point> = extent.into_iter().map(|point| plus(point, by)).collect();
        let bounds = Bounds::of(extent.iter().copied());
        Self { solid: Box::new(solid), by, extent, ground, bounds }
    }

    /// Paints it; `seed` is another for each.
    pub fn paint(&self, camera: &Camera, canvas: &mut Canvas, seed: u32) {
        self.solid.paint(&camera.moved(self.by), canvas, seed);
    }
}
