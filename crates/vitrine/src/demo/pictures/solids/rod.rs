//! Round bars, tubes and cords, straight or bent.

use super::Solid;
use crate::demo::pictures::canvas::{Canvas, line_through, short};
use crate::demo::pictures::colour::Colour;
use crate::demo::pictures::materials::{Material, Surface};
use crate::demo::pictures::outlines::{self, smooth};
use crate::demo::pictures::space::{Camera, Point, Spot};

/// See the module.
pub struct Rod {
    path: Vec<Point>,
    /// The radius at its start and at its end.
    radii: [f64; 2],
    material: Material,
    /// Whether light comes out of its end.
    is_lit: bool,
}

impl Rod {
    pub fn new(from: Point, to: Point, radius: f64, material: Material) -> Self {
        Self::tapered(from, to, [radius; 2], material)
    }

    /// Thinner or thicker at its end.
    pub fn tapered(from: Point, to: Point, radii: [f64; 2], material: Material) -> Self {
        Self { path: vec![from, to], radii, material, is_lit: false }
    }

    /// Hollow, with light in it: the head of a lamp.
    pub fn lit(self) -> Self {
        Self { is_lit: true, ..self }
    }

    /// From point to point.
    pub fn along(path: &[Point], radius: f64, material: Material) -> Self {
        Self { path: path.to_vec(), radii: [radius; 2], material, is_lit: false }
    }

    /// On the smooth curve through points.
    pub fn bent(through: &[Point], radius: f64, material: Material) -> Self {
        Self::along(&smooth(through, 8), radius, material)
    }

    /// A level ring.
    pub fn ring(centre: Point, across: f64, radius: f64, material: Material) -> Self {
        Self::along(&outlines::ring(centre, across, 48), radius, material)
    }
}

impl Solid for Rod {
    fn extent(&self) -> Vec<Point> {
        let radius = self.radii[0].max(self.radii[1]);
        // A sleeve about the path, without its ends.
        let around = |[x, y, z]: &Point| [[x - radius, *y, z - radius], [x + radius, *y, z + radius]];
        self.path.iter().flat_map(around).collect()
    }

    fn paint(&self, camera: &Camera, canvas: &mut Canvas, _seed: u32) {
        let spots: Vec<Spot> = self.path.iter().map(|point| camera.project(*point)).collect();
        let lit = |light: f64| self.material.lit(light).to_string();
        let (Some(first), Some(last)) = (spots.first(), spots.last()) else { return };
        let scale = camera.scale_at(self.path[0]);
        let [start, end] = self.radii.map(|radius| (radius * scale).max(0.9));
        if (start - end).abs() > 0.4 {
            let (x, y) = (last[0] - first[0], last[1] - first[1]);
            let far = x.hypot(y).max(0.1);
            // The side that looks to the left is the bright one.
            let sign = if y > 0.0 { 1.0 } else { -1.0 };
            let side = [-y / far * sign, x / far * sign];
            let off = |spot: &Spot, by: f64| [spot[0] + side[0] * by, spot[1] + side[1] * by];
            let path = line_through(&[off(first, start), off(last, end), off(last, -end), off(first, -start)], true);
            let widest = start.max(end);
            let light = if self.material.surface == Surface::Metal { 1.3 } else { 1.1 };
            let stops = [(0.0, 0.92), (0.3, light), (0.65, 0.82), (1.0, 0.62)];
            let stops = stops.map(|(at, light)| (at, self.material.lit(light), 1.0));
            let paint = canvas.linear(off(first, widest), off(first, -widest), &stops);
            canvas.tile(&path, &paint);
            if self.is_lit {
                let turn = (y / far).acos().to_degrees() * -x.signum();
                let (from, to) = (off(last, end), off(last, -end));
                let [x1, y1, x2, y2] = [from[0], from[1], to[0], to[1]].map(short);
                let arc = format!("A{} {} {} 0 0 ", short(end), short(end * 0.36), short(turn));
                let mouth = format!("M{x1} {y1}{arc}{x2} {y2}{arc}{x1} {y1}Z");
                let stops = [(0.0, Colour::FLAME, 1.0), (0.5, Colour::FLAME, 1.0), (1.0, Colour::LAMPLIGHT, 1.0)];
                let paint = canvas.radial(*last, end, end, &stops);
                canvas.fill(&mouth, &paint);
                canvas.stroke(&mouth, &lit(1.2), 2.0, 0.7);
            }
            return;
        }
        let width = start * 2.0;
        let line = |by: f64| {
            let moved: Vec<Spot> = spots.iter().map(|[x, y]| [x - by * width, y - by * width * 0.6]).collect();
            line_through(&moved, false)
        };
        canvas.stroke(&line(0.0), &lit(0.62), width, 1.0);
        if width > 3.0 {
            canvas.stroke(&line(0.07), &lit(0.92), width * 0.66, 1.0);
            let shine = if self.material.surface == Surface::Metal { 1.5 } else { 1.16 };
            canvas.stroke(&line(0.16), &lit(shine), width * 0.26, 0.9);
        }
    }
}
