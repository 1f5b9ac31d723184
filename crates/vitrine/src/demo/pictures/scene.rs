//! A product before the camera: its forms, in what order they hide each other, and how it is framed.

use super::canvas::Canvas;
use super::materials::Material;
use super::solids::{Moved, Rod, Solid};
use super::space::{Camera, Point, Spot, plus};
use super::stage::{self, Glow, Place};
use super::texture::count;

/// Pixels of a picture each way.
pub const SIZE: u32 = 1600;
/// What the product takes of it at most.
const ROOM: [f64; 2] = [1260.0, 1150.0];

/// See the module.
pub struct Scene {
    solids: Vec<Box<dyn Solid>>,
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
        Self { solids: Vec::new(), glows: Vec::new(), cords: Vec::new(), place, origin: [0.0; 3], view: [turn, rise] }
    }

    pub fn add(&mut self, solid: impl Solid + 'static) {
        self.solids.push(Box::new(Moved { solid, by: self.origin }));
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
        let camera = self.framed();
        let mut canvas = Canvas::default();
        let boxes: Vec<Bounds> = self.solids.iter().map(|solid| Bounds::of(&solid.extent())).collect();
        stage::backdrop(&mut canvas, self.place, seed, accent, !self.glows.is_empty());
        stage::shadows(&mut canvas, &camera, self.place, &self.solids);
        for glow in &self.glows {
            glow.paint(&mut canvas, &camera, 1.0);
        }
        for (from, material) in &self.cords {
            let [_, above] = camera.project(*from);
            let to = [from[0], from[1] + (above + 40.0) / camera.scale, from[2]];
            Rod::new(*from, to, (3.2 / camera.scale).max(2.0), *material).paint(&camera, &mut canvas, 0);
        }
        for index in ordered(&boxes, &camera) {
            let number = u32::try_from(index).unwrap_or_default();
            self.solids[index].paint(&camera, &mut canvas, seed.wrapping_add(number * 131));
        }
        for glow in &self.glows {
            glow.paint(&mut canvas, &camera, 0.28);
        }
        canvas.finish(SIZE)
    }

    /// A camera that has all of it in the picture, small things a little smaller.
    fn framed(&self) -> Camera {
        let all: Vec<Point> = self.solids.iter().flat_map(|solid| solid.extent()).collect();
        let bounds = Bounds::of(&all);
        let largest = (0..3).map(|axis| bounds.high[axis] - bounds.low[axis]).fold(1.0, f64::max);
        let middle = |axis: usize| f64::midpoint(bounds.low[axis], bounds.high[axis]);
        let centre = [middle(0), middle(1), middle(2)];
        let mut camera = Camera::new(self.view[0], self.view[1], largest * 4.6, centre);
        let (low, high) = all
            .iter()
            .map(|point| camera.project(*point))
            .fold(([f64::MAX; 2], [f64::MIN; 2]), |(low, high), [x, y]| {
                ([low[0].min(x), low[1].min(y)], [high[0].max(x), high[1].max(y)])
            });
        let presence = (0.72 + 0.10 * (largest / 150.0).ln()).clamp(0.70, 1.0);
        let scale = (ROOM[0] / (high[0] - low[0]).max(1.0)).min(ROOM[1] / (high[1] - low[1]).max(1.0))
            * presence
            * self.place.share();
        camera.scale = scale;
        let level = self.place.level();
        let middle = [f64::midpoint(low[0], high[0]), f64::midpoint(low[1], high[1])];
        camera.shift = [f64::from(SIZE) / 2.0 - middle[0] * scale, level - middle[1] * scale];
        camera
    }
}

/// The box that something lies in.
#[derive(Clone, Copy)]
pub struct Bounds {
    pub low: Point,
    pub high: Point,
}

impl Bounds {
    pub fn of(points: &[Point]) -> Self {
        let pick = |with: fn(f64, f64) -> f64, from: f64| {
            points.iter().fold([from; 3], |sum, point| std::array::from_fn(|axis| with(sum[axis], point[axis])))
        };
        Self { low: pick(f64::min, f64::MAX), high: pick(f64::max, f64::MIN) }
    }

    fn middle(&self) -> Point {
        std::array::from_fn(|axis| f64::midpoint(self.low[axis], self.high[axis]))
    }

    /// Whether a plane parts them with this one on the side away from the camera, which looks from the front.
    fn is_behind(&self, other: &Self, camera: &Camera) -> bool {
        const TOUCH: f64 = 0.6;
        let view = camera.viewpoint();
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

/// From back to front: what is parted by a plane goes by that, the rest as it was added.
fn ordered(boxes: &[Bounds], camera: &Camera) -> Vec<usize> {
    let must_precede = |a: &Bounds, b: &Bounds| a.is_behind(b, camera) && !b.is_behind(a, camera);
    let mut left: Vec<usize> = (0..boxes.len()).collect();
    let mut order = Vec::new();
    while !left.is_empty() {
        let is_free =
            |index: &usize| left.iter().all(|other| other == index || !must_precede(&boxes[*other], &boxes[*index]));
        let farthest = || {
            let depth = |index: &usize| camera.depth(boxes[*index].middle());
            left.iter().copied().min_by(|a, b| depth(a).total_cmp(&depth(b)))
        };
        let Some(next) = left.iter().copied().find(is_free).or_else(farthest) else { break };
        left.retain(|index| *index != next);
        order.push(next);
    }
    order
}

/// The smallest outline without dents around spots.
pub fn hull(mut spots: Vec<Spot>) -> Vec<Spot> {
    spots.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    let turns = |a: Spot, b: Spot, c: Spot| (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
    let half = |spots: &mut dyn Iterator<Item = Spot>| {
        let mut chain: Vec<Spot> = Vec::new();
        for spot in spots {
            while let [.., a, b] = chain.as_slice() {
                if turns(*a, *b, spot) > 0.0 {
                    break;
                }
                chain.pop();
            }
            chain.push(spot);
        }
        chain.pop();
        chain
    };
    let mut outline = half(&mut spots.iter().copied());
    outline.extend(half(&mut spots.iter().rev().copied()));
    outline
}

/// The middle of spots.
pub fn middle(spots: &[Spot]) -> Spot {
    let share = 1.0 / count(spots.len().max(1));
    spots.iter().fold([0.0, 0.0], |sum, [x, y]| [sum[0] + x * share, sum[1] + y * share])
}
