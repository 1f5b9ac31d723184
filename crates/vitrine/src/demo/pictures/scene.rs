//! A product before the camera: its forms, in what order they hide each other, and how it is framed.

use super::bounds::Bounds;
use super::canvas::Canvas;
use super::materials::Material;
use super::solids::{Body, Rod, Solid};
use super::space::{Camera, Point, plus};
use super::stage::{self, Glow, Place};

/// Pixels of a picture each way.
pub const SIZE: u32 = 1600;
/// What the product takes of it at most.
const ROOM: [f64; 2] = [1260.0, 1150.0];

/// See the module.
pub struct Scene {
    bodies: Vec<Body>,
    glows: Vec<Glow>,
    /// Where cords go up and out of the picture.
    cords: Vec<(Point, Material)>,
    place: Place,
    /// From where the places of what is added count.
    origin: Point,
    /// Degrees to the right of the front, and above.
    view: [f64; 2],
}

impl Scene {
    /// One that is empty, seen from so many degrees to the right of the front, and above.
    pub fn new(place: Place, turn: f64, rise: f64) -> Self {
        Self { bodies: Vec::new(), glows: Vec::new(), cords: Vec::new(), place, origin: [0.0; 3], view: [turn, rise] }
    }

    pub fn add(&mut self, solid: impl Solid + 'static) {
        self.bodies.push(Body::new(solid, self.origin));
    }

    /// What is added from here on stands so much farther right, up and in front.
    pub fn move_origin(&mut self, by: Point) {
        self.origin = plus(self.origin, by);
    }

    /// A light: where, how far it reaches, how strong from 0 to 1.
    pub fn glow(&mut self, centre: Point, reach: f64, strength: f64) {
        self.glows.push(Glow { centre: plus(centre, self.origin), reach, strength });
    }

    /// A cord from there to the ceiling.
    pub fn cord(&mut self, from: Point, material: Material) {
        self.cords.push((plus(from, self.origin), material));
    }

    /// The picture. `seed` varies what chance has in it, `accent` tints the backdrop.
    pub fn picture(self, seed: u32, accent: Material) -> String {
        let bounds = Bounds::of(self.bodies.iter().flat_map(|body| [body.bounds.low, body.bounds.high]));
        let camera = self.framed(&bounds);
        let mut canvas = Canvas::default();
        stage::backdrop(&mut canvas, self.place, seed, accent, !self.glows.is_empty());
        stage::shadows(&mut canvas, &camera, self.place, &self.bodies, &bounds);
        for glow in &self.glows {
            glow.paint(&mut canvas, &camera, 1.0);
        }
        for (from, material) in &self.cords {
            let [_, above] = camera.project(*from);
            let to = [from[0], from[1] + (above + 40.0) / camera.scale, from[2]];
            Rod::new(*from, to, (3.2 / camera.scale).max(2.0), *material).paint(&camera, &mut canvas, 0);
        }
        for index in ordered(&self.bodies, &camera) {
            let number = u32::try_from(index).unwrap_or_default();
            self.bodies[index].paint(&camera, &mut canvas, seed.wrapping_add(number * 131));
        }
        for glow in &self.glows {
            glow.paint(&mut canvas, &camera, 0.28);
        }
        canvas.finish(SIZE)
    }

    /// A camera that has all of it in the picture, small things a little smaller.
    fn framed(&self, bounds: &Bounds<3>) -> Camera {
        let largest = bounds.size().into_iter().fold(1.0, f64::max);
        let mut camera = Camera::new(self.view[0], self.view[1], largest * 4.6, bounds.middle());
        let points = self.bodies.iter().flat_map(|body| &body.extent);
        let seen = Bounds::of(points.map(|point| camera.project(*point)));
        let presence = (0.72 + 0.10 * (largest / 150.0).ln()).clamp(0.70, 1.0);
        let [width, height] = seen.size();
        let scale = (ROOM[0] / width.max(1.0)).min(ROOM[1] / height.max(1.0)) * presence * self.place.share();
        let [x, y] = seen.middle();
        camera.scale = scale;
        camera.shift = [f64::from(SIZE) / 2.0 - x * scale, self.place.level() - y * scale];
        camera
    }
}

/// From back to front: what is parted by a plane goes by that, the rest as it was added.
fn ordered(bodies: &[Body], camera: &Camera) -> Vec<usize> {
    let is_behind = |a: usize, b: usize| bodies[a].bounds.is_behind(&bodies[b].bounds, camera);
    let must_precede = |a: usize, b: usize| is_behind(a, b) && !is_behind(b, a);
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let mut order = Vec::new();
    while !left.is_empty() {
        let is_free = |index: &usize| left.iter().all(|other| other == index || !must_precede(*other, *index));
        let farthest = || {
            let depth = |index: &usize| camera.depth(bodies[*index].bounds.middle());
            left.iter().copied().min_by(|a, b| depth(a).total_cmp(&depth(b)))
        };
        let Some(next) = left.iter().copied().find(is_free).or_else(farthest) else { break };
        left.retain(|index| *index != next);
        order.push(next);
    }
    order
}
