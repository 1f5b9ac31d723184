//! Thin curved sheets: bent backs, slings, canopies.

use super::Solid;
use crate::demo::pictures::canvas::{Canvas, line_through};
use crate::demo::pictures::materials::{Material, Surface};
use crate::demo::pictures::outlines::smooth;
use crate::demo::pictures::space::{Camera, Point, between, cross, dot, light_on, minus, plus, times};
use crate::demo::pictures::texture::{self, Face};

/// See the module.
pub struct Shell {
    /// Its lower and its upper edge, point by point.
    edges: [Vec<Point>; 2],
    material: Material,
    /// The width of its upper edge as it is seen.
    rim: f64,
}

impl Shell {
    /// Between two edges through as many points.
    pub fn new(lower: &[Point], upper: &[Point], rim: f64, material: Material) -> Self {
        Self { edges: [smooth(lower, 5), smooth(upper, 5)], material, rim }
    }

    /// Part of a cone or cylinder, from one angle to another (degrees, 0 in front, 90 on the right): at its lower
    /// and its upper edge the radii in x and z, and the height.
    pub fn round(centre: Point, angles: [f64; 2], edges: [[f64; 3]; 2], rim: f64, material: Material) -> Self {
        let edge = |[across, deep, height]: [f64; 3]| -> Vec<Point> {
            let at = |step: u32| {
                let angle = angles[0] + (angles[1] - angles[0]) * f64::from(step) / 24.0;
                let (sin, cos) = angle.to_radians().sin_cos();
                plus(centre, [across * sin, height, deep * cos])
            };
            (0..=24).map(at).collect()
        };
        Self { edges: edges.map(edge), material, rim }
    }
}

impl Solid for Shell {
    fn extent(&self) -> Vec<Point> {
        self.edges.iter().flatten().copied().collect()
    }

    fn paint(&self, camera: &Camera, canvas: &mut Canvas, seed: u32) {
        let [lower, upper] = &self.edges;
        let count = lower.len().min(upper.len());
        let mut strips: Vec<usize> = (1..count).collect();
        let depth = |index: &usize| camera.depth(between(lower[*index - 1], upper[*index], 0.5));
        strips.sort_by(|a, b| depth(a).total_cmp(&depth(b)));
        let mut whole = String::new();
        for index in strips {
            let quad = [lower[index - 1], lower[index], upper[index], upper[index - 1]];
            let mut normal = cross(minus(quad[1], quad[0]), minus(quad[3], quad[0]));
            if dot(normal, camera.viewpoint()) < 0.0 {
                normal = times(normal, -1.0);
            }
            let path = line_through(&quad.map(|point| camera.project(point)), true);
            canvas.tile(&path, &self.material.lit(light_on(normal)).to_string());
            whole += &path;
        }
        let middle = count / 2;
        let (bottom, top) = (camera.project(lower[middle]), camera.project(upper[middle]));
        let shade = self.material.lit(0.4);
        let paint = canvas.linear(top, bottom, &[(0.0, shade, 0.0), (0.4, shade, 0.04), (1.0, shade, 0.26)]);
        canvas.fill(&whole, &paint);
        if self.material.surface != Surface::Grain {
            let corners = [lower[middle - 1], lower[middle + 1], upper[middle + 1], upper[middle - 1]];
            let face = Face { corners: &corners, along: minus(corners[1], corners[0]) };
            texture::paint(canvas, camera, &self.material, &face, &whole, seed);
        }
        let rim: Vec<_> = upper.iter().map(|point| camera.project(*point)).collect();
        let width = (self.rim * camera.scale).max(1.0);
        canvas.stroke(&line_through(&rim, false), &self.material.lit(0.86).to_string(), width, 1.0);
        canvas.stroke(&line_through(&rim, false), &self.material.lit(1.16).to_string(), width * 0.6, 1.0);
    }
}
