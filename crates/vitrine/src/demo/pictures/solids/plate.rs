//! Flat outlines with a thickness: table tops of any shape, bent sides, panels.

use super::Solid;
use crate::demo::pictures::bounds::Bounds;
use crate::demo::pictures::canvas::{Canvas, line_through};
use crate::demo::pictures::colour::Colour;
use crate::demo::pictures::materials::{Material, Surface};
use crate::demo::pictures::outlines::{hull, rounded, smooth};
use crate::demo::pictures::space::{Camera, Point, Spot, cross, dot, light_on, minus, plus, times};
use crate::demo::pictures::texture::{self, Face};

/// See the module.
pub struct Plate {
    outline: Vec<Point>,
    /// From the outline to the other side.
    thickness: Point,
    material: Material,
    along: Point,
}

impl Plate {
    /// An outline in space, and the way to its other side.
    pub fn new(outline: &[Point], thickness: Point, material: Material) -> Self {
        Self { outline: outline.to_vec(), thickness, material, along: [1.0, 0.0, 0.0] }
    }

    /// Level, between two heights: corners from above, round all the way or with straight sides.
    pub fn level(corners: &[Spot], heights: [f64; 2], is_smooth: bool, material: Material) -> Self {
        let mut outline: Vec<Point> = corners.iter().map(|[x, z]| [*x, heights[0], *z]).collect();
        if is_smooth {
            outline = closed_curve(&outline);
        }
        Self::new(&outline, [0.0, heights[1] - heights[0], 0.0], material)
    }

    /// Level, of a rectangle whose corners are rounded.
    pub fn rounded(low: Spot, high: Spot, heights: [f64; 2], radius: f64, material: Material) -> Self {
        let radius = radius.min((high[0] - low[0]) / 2.0).min((high[1] - low[1]) / 2.0);
        Self::level(&rounded(low, high, radius, 10), heights, false, material)
    }

    /// With the grain in that direction.
    pub fn grained(self, along: Point) -> Self {
        Self { along, ..self }
    }
}

/// A smooth curve through corners, closed.
fn closed_curve(corners: &[Point]) -> Vec<Point> {
    let count = corners.len();
    let around: Vec<Point> = corners.iter().cycle().skip(count - 2).take(count + 5).copied().collect();
    let curve = smooth(&around, 8);
    curve.into_iter().skip(16).take(count * 8).collect()
}

impl Solid for Plate {
    fn extent(&self) -> Vec<Point> {
        self.outline.iter().flat_map(|point| [*point, plus(*point, self.thickness)]).collect()
    }

    fn ground(&self, extent: &[Point]) -> Vec<Spot> {
        hull(extent.iter().map(|[x, _, z]| [*x, *z]).collect())
    }

    fn paint(&self, camera: &Camera, canvas: &mut Canvas, seed: u32) {
        let other: Vec<Point> = self.outline.iter().map(|point| plus(*point, self.thickness)).collect();
        let [near, far] =
            [&self.outline, &other].map(|side| side.iter().map(|p| camera.project(*p)).collect::<Vec<_>>());
        let area = |spots: &[Spot]| -> f64 {
            let pairs = spots.iter().zip(spots.iter().cycle().skip(1));
            pairs.map(|(a, b)| a[0] * b[1] - a[1] * b[0]).sum()
        };
        let sum = self.outline.iter().fold([0.0; 3], |sum, point| plus(sum, *point));
        let centre = times(sum, 1.0 / texture::count(self.outline.len()));
        // The side that is nearer is the one that is seen.
        let is_other = camera.depth(plus(centre, self.thickness)) > camera.depth(centre);
        let (face, face_points) = if is_other { (&far, &other) } else { (&near, &self.outline) };
        let turns = area(face).signum();
        for index in 0..near.len() {
            let next = (index + 1) % near.len();
            let quad = [near[index], near[next], far[next], far[index]];
            let edge = minus(self.outline[next], self.outline[index]);
            let mut normal = cross(edge, self.thickness);
            if dot(normal, minus(self.outline[index], centre)) < 0.0 {
                normal = times(normal, -1.0);
            }
            // Those that turn the other way than the face are on the far side of it, unless the outline is hollow there.
            let turned = if is_other { area(&quad) } else { -area(&quad) };
            if turned * turns > 0.3 {
                let paint = self.material.lit(light_on(normal)).to_string();
                canvas.tile(&line_through(&quad, true), &paint);
            }
        }
        let normal = if is_other { self.thickness } else { times(self.thickness, -1.0) };
        let light = light_on(normal);
        let path = line_through(face, true);
        let Bounds { low, high } = Bounds::of(face.iter().copied());
        let stops = [(0.0, self.material.lit(light * 1.04), 1.0), (1.0, self.material.lit(light * 0.95), 1.0)];
        let paint = canvas.linear([low[0], high[1]], [high[0], low[1]], &stops);
        if self.material.surface == Surface::Glass {
            canvas.veil(&path, &paint, 0.45);
        } else {
            canvas.tile(&path, &paint);
            texture::paint(
                canvas,
                camera,
                &self.material,
                &Face { corners: face_points, along: self.along },
                &path,
                seed,
            );
        }
        if self.material.shine() > 0.25 {
            let stops = [
                (0.25, Colour::WHITE, 0.0),
                (0.45, Colour::WHITE, 0.4 * self.material.shine()),
                (0.7, Colour::WHITE, 0.0),
            ];
            let paint = canvas.linear(low, high, &stops);
            canvas.fill(&path, &paint);
        }
        canvas.stroke(&path, &self.material.lit(1.3).to_string(), 1.6, 0.25 + self.material.shine() * 0.3);
    }
}
