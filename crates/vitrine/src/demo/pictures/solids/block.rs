//! Six-sided bodies, straight, slanted or tapered, hard-edged or soft.

use std::fmt::Write;

use super::Solid;
use crate::demo::pictures::canvas::{Canvas, line_through, short};
use crate::demo::pictures::materials::{Material, Surface};
use crate::demo::pictures::space::{Camera, Point, Spot, cross, dot, length, light_on, minus, plus};
use crate::demo::pictures::texture::{self, Face};

/// Corners of the faces, seen from outside: bottom, top, back, front, left, right.
const FACES: [[usize; 4]; 6] = [[0, 1, 5, 4], [2, 6, 7, 3], [0, 2, 3, 1], [4, 5, 7, 6], [0, 4, 6, 2], [1, 3, 7, 5]];

/// See the module.
pub struct Block {
    /// By bits: 1 is right, 2 is top, 4 is front.
    corners: [Point; 8],
    material: Material,
    /// The radius of its edges.
    round: f64,
    /// How far its outline swells between the corners.
    swell: f64,
    /// Where the grain runs.
    along: Option<Point>,
}

/// A face that is seen.
struct Seen {
    corners: [usize; 4],
    light: f64,
}

/// A corner of an outline: where it starts, and the curve that it takes from there.
struct Bend {
    start: Spot,
    curve: Option<(Spot, Spot)>,
}

impl Block {
    /// An upright box between two corners.
    pub fn new(low: Point, high: Point, material: Material) -> Self {
        let corner = |bits: usize| {
            let pick = |axis: usize| if bits & (1 << axis) == 0 { low[axis] } else { high[axis] };
            [pick(0), pick(1), pick(2)]
        };
        Self { corners: std::array::from_fn(corner), material, round: 2.0, swell: 0.0, along: None }
    }

    /// A board or post from one place to another: half its width and depth at each end.
    pub fn between(from: Point, to: Point, thick: [f64; 2], thin: [f64; 2], material: Material) -> Self {
        let corner = |bits: usize| {
            let (end, half) = if bits & 2 == 0 { (from, thick) } else { (to, thin) };
            let side = |bit: usize, half: f64| if bits & bit == 0 { -half } else { half };
            plus(end, [side(1, half[0]), 0.0, side(4, half[1])])
        };
        let along = Some(minus(to, from));
        Self { corners: std::array::from_fn(corner), material, round: 2.0, swell: 0.0, along }
    }

    /// Upholstered: round edges, and a little fuller than its corners.
    pub fn soft(mut self, round: f64) -> Self {
        self.round = round;
        self.swell = round * 0.16;
        self
    }

    /// With edges of that radius.
    pub fn rounded(mut self, round: f64) -> Self {
        self.round = round;
        self
    }

    /// With the grain in that direction.
    pub fn grained(mut self, along: Point) -> Self {
        self.along = Some(along);
        self
    }

    /// Tilted back by so many degrees about the level line through its lower front edge.
    pub fn tilted(mut self, degrees: f64) -> Self {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let [_, y, z] = self.corners[4];
        for corner in &mut self.corners {
            let (up, front) = (corner[1] - y, corner[2] - z);
            corner[1] = y + up * cos + front * sin;
            corner[2] = z + front * cos - up * sin;
        }
        self
    }

    /// Turned about an upright axis.
    pub fn turned(mut self, degrees: f64, axis: Spot) -> Self {
        let (sin, cos) = degrees.to_radians().sin_cos();
        for corner in &mut self.corners {
            let (x, z) = (corner[0] - axis[0], corner[2] - axis[1]);
            corner[0] = axis[0] + x * cos + z * sin;
            corner[2] = axis[1] + z * cos - x * sin;
        }
        self
    }

    fn seen(&self, spots: &[Spot; 8]) -> Vec<Seen> {
        let faces = FACES.into_iter().filter(|face| {
            let [a, b, c, d] = face.map(|corner| spots[corner]);
            // Twice the area, negative for one seen from outside.
            (c[0] - a[0]) * (d[1] - b[1]) - (c[1] - a[1]) * (d[0] - b[0]) < -1.0
        });
        let normal = |face: [usize; 4]| {
            let [a, b, c, d] = face.map(|corner| self.corners[corner]);
            cross(minus(c, a), minus(d, b))
        };
        faces.map(|corners| Seen { corners, light: light_on(normal(corners)) }).collect()
    }

    /// The outline of a face: corners on the outline of the block are rounded, sides there swell.
    fn outline(&self, seen: &[Seen], face: &Seen, spots: &[Spot; 8], scale: f64) -> String {
        let corners = face.corners;
        let bends: Vec<Bend> = (0..4).map(|index| self.bend(seen, face, index, spots, scale)).collect();
        let is_shared = |edge: [usize; 2]| {
            seen.iter().any(|other| other.corners != corners && edge.iter().all(|end| other.corners.contains(end)))
        };
        let text = |[x, y]: Spot| format!("{} {}", short(x), short(y));
        let mut path = format!("M{}", text(bends[0].start));
        for (index, bend) in bends.iter().enumerate() {
            if let Some((control, end)) = bend.curve {
                let _ = write!(path, "Q{} {}", text(control), text(end));
            }
            let next = &bends[(index + 1) % 4];
            let end = bend.curve.map_or(bend.start, |(_, end)| end);
            if self.swell > 0.0 && !is_shared([corners[index], corners[(index + 1) % 4]]) {
                let (x, y) = (next.start[0] - end[0], next.start[1] - end[1]);
                let out = self.swell * scale * 2.0 / x.hypot(y).max(1.0);
                let [at_x, at_y] = middle(end, next.start);
                let _ = write!(path, "Q{} {}", text([at_x - y * out, at_y + x * out]), text(next.start));
            } else {
                let _ = write!(path, "L{}", text(next.start));
            }
        }
        path + "Z"
    }

    /// How the outline of a face takes one of its corners. What two faces share on the outline, each has half of.
    fn bend(&self, seen: &[Seen], face: &Seen, index: usize, spots: &[Spot; 8], scale: f64) -> Bend {
        let corner = face.corners[index];
        let (before, after) = (face.corners[(index + 3) % 4], face.corners[(index + 1) % 4]);
        let at = spots[corner];
        let cut = |to: usize| toward(at, spots[to], self.round * scale);
        let others: Vec<&Seen> =
            seen.iter().filter(|other| other.corners != face.corners && other.corners.contains(&corner)).collect();
        match others.as_slice() {
            [] => Bend { start: cut(before), curve: Some((at, cut(after))) },
            [other] => {
                let comes_shared = other.corners.contains(&before);
                let (inner, outer) = if comes_shared { (before, after) } else { (after, before) };
                let (own, others) = (cut(outer), cut(neighbour(other.corners, corner, inner)));
                let split = middle(middle(own, at), middle(at, others));
                let (start, end) = if comes_shared { (split, own) } else { (own, split) };
                Bend { start, curve: Some((middle(own, at), end)) }
            }
            _ => Bend { start: at, curve: None },
        }
    }

    /// The paint of a face: it takes on the light of its neighbour at the edge that they share.
    fn shade(&self, canvas: &mut Canvas, seen: &[Seen], face: &Seen, spots: &[Spot; 8]) -> String {
        let ends = |edge: [usize; 2]| middle(spots[edge[0]], spots[edge[1]]);
        let shared = seen.iter().filter(|other| other.corners != face.corners).filter_map(|other| {
            let both: Vec<usize> = face.corners.into_iter().filter(|one| other.corners.contains(one)).collect();
            Some(([*both.first()?, *both.get(1)?], other.light))
        });
        // The neighbour from which it differs most.
        let neighbour = shared.max_by(|a, b| (a.1 - face.light).abs().total_cmp(&(b.1 - face.light).abs()));
        let Some((edge, light)) = neighbour else { return self.material.lit(face.light).to_string() };
        let rest: Vec<usize> = face.corners.into_iter().filter(|corner| !edge.contains(corner)).collect();
        let (from, to) = (ends(edge), ends([rest[0], rest[1]]));
        let reach = (self.round * 2.2 / length(minus(self.corners[edge[0]], self.corners[rest[0]])).max(1.0)).min(0.45);
        let is_side = face.light < 1.0;
        let fall = if is_side { 0.90 } else { 1.03 };
        let lit = |light: f64| (self.material.lit(light), 1.0);
        let (edge, own, end) = (lit(f64::midpoint(face.light, light)), lit(face.light), lit(face.light * fall));
        let far = perpendicular(from, to, spots[rest[0]], spots[rest[1]]);
        let stops = if self.round > 4.0 {
            vec![(0.0, edge.0, 1.0), (reach, own.0, 1.0), (1.0, end.0, 1.0)]
        } else {
            vec![(0.0, lit(face.light * 1.03).0, 1.0), (1.0, end.0, 1.0)]
        };
        canvas.linear(from, far, &stops)
    }

    /// Where a face is seen to meet another: an edge that catches light.
    fn edges(&self, canvas: &mut Canvas, seen: &[Seen], spots: &[Spot; 8], camera: &Camera) {
        let mut done: Vec<[usize; 2]> = Vec::new();
        for face in seen {
            for index in 0..4 {
                let mut edge = [face.corners[index], face.corners[(index + 1) % 4]];
                edge.sort_unstable();
                let is_shared = seen.iter().filter(|other| edge.iter().all(|end| other.corners.contains(end))).count();
                if is_shared < 2 || done.contains(&edge) {
                    continue;
                }
                done.push(edge);
                let [from, to] = edge.map(|end| spots[end]);
                // Where the outline is rounded, an edge ends before its corner.
                let cut = edge.map(|end| {
                    let faces = seen.iter().filter(|other| other.corners.contains(&end)).count();
                    if faces > 2 { 2.0 } else { 2.0 + self.round * camera.scale * 0.6 }
                });
                let [from, to] = [toward(from, to, cut[0]), toward(to, from, cut[1])];
                let path = line_through(&[from, to], false);
                if self.material.is_soft() {
                    self.seam(canvas, &path, camera);
                } else if self.material.surface != Surface::Glass {
                    let shine = 0.20 + self.material.shine() * 0.4;
                    canvas.stroke(&path, &self.material.lit(1.30).to_string(), 1.8, shine);
                }
            }
        }
    }

    /// A line of stitches along a soft edge.
    fn seam(&self, canvas: &mut Canvas, path: &str, camera: &Camera) {
        let (light, dark) = (self.material.lit(1.12).to_string(), self.material.lit(0.6).to_string());
        canvas.stroke(path, &light, (self.round * 0.34 * camera.scale).min(14.0), 0.16);
        canvas.stroke(path, &dark, 1.5, 0.28);
    }
}

impl Solid for Block {
    fn extent(&self) -> Vec<Point> {
        self.corners.to_vec()
    }

    fn paint(&self, camera: &Camera, canvas: &mut Canvas, seed: u32) {
        let spots: [Spot; 8] = std::array::from_fn(|corner| camera.project(self.corners[corner]));
        let faces = self.seen(&spots);
        for (index, face) in faces.iter().enumerate() {
            let path = self.outline(&faces, face, &spots, camera.scale);
            let corners = face.corners.map(|corner| self.corners[corner]);
            let paint = self.shade(canvas, &faces, face, &spots);
            if self.material.surface == Surface::Glass {
                canvas.veil(&path, &paint, 0.42);
                continue;
            }
            canvas.tile(&path, &paint);
            let sides = [minus(corners[1], corners[0]), minus(corners[3], corners[0])];
            let [first, second] = sides.map(length);
            if first.min(second) * camera.scale < 18.0 {
                continue;
            }
            let longer = if first >= second { sides[0] } else { sides[1] };
            let along = self.along.filter(|along| lies_in(*along, sides)).unwrap_or(longer);
            let seed = seed.wrapping_mul(8) + u32::try_from(index).unwrap_or_default();
            texture::paint(canvas, camera, &self.material, &Face { corners: &corners, along }, &path, seed);
        }
        self.edges(canvas, &faces, &spots, camera);
    }
}

/// Whether a direction lies about in the plane of two others.
fn lies_in(direction: Point, [first, second]: [Point; 2]) -> bool {
    let normal = cross(first, second);
    dot(direction, normal).abs() < 0.35 * length(direction) * length(normal)
}

/// The corner of a face beside `corner` that isn't `not`.
fn neighbour(face: [usize; 4], corner: usize, not: usize) -> usize {
    let at = face.iter().position(|one| *one == corner).unwrap_or_default();
    let [before, after] = [face[(at + 3) % 4], face[(at + 1) % 4]];
    if before == not { after } else { before }
}

fn middle(a: Spot, b: Spot) -> Spot {
    [f64::midpoint(a[0], b[0]), f64::midpoint(a[1], b[1])]
}

/// So many pixels from one place towards another, at most to the middle.
fn toward(from: Spot, to: Spot, pixels: f64) -> Spot {
    let (x, y) = (to[0] - from[0], to[1] - from[1]);
    let share = (pixels / x.hypot(y).max(0.1)).min(0.46);
    [from[0] + x * share, from[1] + y * share]
}

/// The end of a gradient that starts on an edge and reaches the opposite one squarely.
fn perpendicular(from: Spot, to: Spot, first: Spot, second: Spot) -> Spot {
    let (x, y) = (second[0] - first[0], second[1] - first[1]);
    let square = (x * x + y * y).max(0.01);
    let slip = ((to[0] - from[0]) * x + (to[1] - from[1]) * y) / square;
    [to[0] - x * slip, to[1] - y * slip]
}
