//! A filled cushion, standing: full in the middle, thin at the seam, drawn in at the sides.

use super::Solid;
use crate::demo::pictures::canvas::{Canvas, line_through};
use crate::demo::pictures::materials::Material;
use crate::demo::pictures::outlines::smooth;
use crate::demo::pictures::space::{Camera, Point, Spot};
use crate::demo::pictures::texture::{self, Face};

/// See the module.
pub struct Pillow {
    /// Width, depth and height.
    size: Point,
    material: Material,
    /// Of its edge.
    piping: Material,
}

impl Pillow {
    /// On the floor, about the middle.
    pub fn new(size: Point, material: Material, piping: Material) -> Self {
        Self { size, material, piping }
    }

    /// The seam, one side after the other, as it leans back.
    fn seam(&self) -> Vec<Point> {
        let [width, depth, height] = self.size;
        let (x, draw) = (width / 2.0, (width.min(height)) * 0.035);
        let corners = [[-x, 0.0], [x, 0.0], [x, height], [-x, height]];
        let mut outline = Vec::new();
        for index in 0..4 {
            let ([x1, y1], [x2, y2]) = (corners[index], corners[(index + 1) % 4]);
            let far = (x2 - x1).hypot(y2 - y1);
            let inward = [-(y2 - y1) / far * draw, (x2 - x1) / far * draw];
            let at = |share: f64, pull: f64| {
                let y = y1 + (y2 - y1) * share + inward[1] * pull;
                [x1 + (x2 - x1) * share + inward[0] * pull, y, -y * 0.22 + depth * 0.2]
            };
            let side = smooth(&[at(0.02, 0.2), at(0.2, 0.9), at(0.5, 1.0), at(0.8, 0.9), at(0.98, 0.2)], 5);
            outline.extend(side);
        }
        outline
    }
}

impl Solid for Pillow {
    fn extent(&self) -> Vec<Point> {
        let mut extent = self.seam();
        extent.extend([[0.0, 0.0, self.size[1] * 0.5], [0.0, 0.0, -self.size[1] * 0.5]]);
        extent
    }

    fn paint(&self, camera: &Camera, canvas: &mut Canvas, seed: u32) {
        let seam = self.seam();
        let spots: Vec<Spot> = seam.iter().map(|point| camera.project(*point)).collect();
        let path = line_through(&spots, true);
        let [width, depth, height] = self.size;
        let middle = camera.project([0.0, height * 0.5, -height * 0.1 + depth * 0.2]);
        let half = width / 2.0 * camera.scale;
        let tall = height / 2.0 * camera.scale;
        // A rim of the back that shows right and below.
        let under: Vec<Spot> = spots.iter().map(|[x, y]| [x + half * 0.035, y + tall * 0.02]).collect();
        canvas.fill(&line_through(&under, true), &self.piping.lit(0.55).to_string());
        canvas.tile(&path, &self.material.lit(0.84).to_string());
        let stops = [(0.0, 1.13, 1.0), (0.38, 1.02, 1.0), (0.72, 0.88, 1.0), (1.0, 0.66, 1.0)];
        let stops = stops.map(|(at, light, opacity)| (at, self.material.lit(light), opacity));
        let paint = canvas.radial([middle[0] - half * 0.22, middle[1] - tall * 0.2], half * 1.42, tall * 1.42, &stops);
        canvas.fill(&path, &paint);
        let face = Face { corners: &seam, along: [1.0, 0.0, 0.0] };
        texture::paint(canvas, camera, &self.material, &face, &path, seed);
        // Creases that run in from the corners.
        let (dark, light) = (self.material.lit(0.6).to_string(), self.material.lit(1.2).to_string());
        for (index, bend) in [(0, 0.3), (1, -0.3), (2, 0.25), (3, -0.25)] {
            let corner = spots[(index * spots.len() / 4) % spots.len()];
            let toward = |share: f64, aside: f64| {
                let (x, y) = (middle[0] - corner[0], middle[1] - corner[1]);
                [corner[0] + x * share - y * aside * share, corner[1] + y * share + x * aside * share]
            };
            for (spread, width) in [(bend, 7.0), (-bend * 0.5, 5.0)] {
                let line = line_through(&[toward(0.06, 0.0), toward(0.18, spread * 0.6), toward(0.34, spread)], false);
                canvas.stroke(&line, &dark, width, 0.10);
                canvas.stroke(&line, &light, width * 0.4, 0.10);
            }
        }
        canvas.stroke(&path, &self.piping.lit(0.74).to_string(), 5.0, 0.85);
        canvas.stroke(&path, &self.piping.lit(1.1).to_string(), 2.0, 0.6);
    }
}
