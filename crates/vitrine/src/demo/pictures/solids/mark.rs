//! What lies flat on a face or in the air: joints, hands of a clock, bands of a rug, a mirror's glass.

use super::Solid;
use crate::demo::pictures::bounds::Bounds;
use crate::demo::pictures::canvas::{Canvas, line_through};
use crate::demo::pictures::colour::Colour;
use crate::demo::pictures::space::{Camera, Point, Spot, plus};

/// See the module.
pub struct Mark {
    outlines: Vec<Vec<Point>>,
    colour: Colour,
    kind: Kind,
}

enum Kind {
    /// Its opacity.
    Area(f64),
    /// The width in millimetres, and the opacity.
    Line(f64, f64),
    /// The reflection of a bright room.
    Mirror,
}

impl Mark {
    /// An area.
    pub fn area(points: &[Point], colour: Colour, opacity: f64) -> Self {
        Self { outlines: vec![points.to_vec()], colour, kind: Kind::Area(opacity) }
    }

    /// A line of a width in millimetres.
    pub fn line(points: &[Point], width: f64, colour: Colour, opacity: f64) -> Self {
        Self::lines(vec![points.to_vec()], width, colour, opacity)
    }

    /// Lines of one look.
    pub fn lines(outlines: Vec<Vec<Point>>, width: f64, colour: Colour, opacity: f64) -> Self {
        Self { outlines, colour, kind: Kind::Line(width, opacity) }
    }

    /// Round dots: lines without length.
    pub fn dots(centres: &[Point], width: f64, colour: Colour, opacity: f64) -> Self {
        let dot = |centre: &Point| vec![*centre, plus(*centre, [0.4, 0.0, 0.0])];
        Self::lines(centres.iter().map(dot).collect(), width, colour, opacity)
    }

    /// The glass of a mirror.
    pub fn mirror(points: &[Point], tint: Colour) -> Self {
        Self { outlines: vec![points.to_vec()], colour: tint, kind: Kind::Mirror }
    }
}

impl Solid for Mark {
    fn extent(&self) -> Vec<Point> {
        self.outlines.iter().flatten().copied().collect()
    }

    fn ground(&self, _extent: &[Point]) -> Vec<Spot> {
        Vec::new()
    }

    fn paint(&self, camera: &Camera, canvas: &mut Canvas, _seed: u32) {
        let seen = |outline: &Vec<Point>| outline.iter().map(|point| camera.project(*point)).collect::<Vec<Spot>>();
        let path = |is_closed: bool| -> String {
            self.outlines.iter().map(|outline| line_through(&seen(outline), is_closed)).collect()
        };
        let paint = self.colour.to_string();
        match self.kind {
            Kind::Line(width, opacity) => canvas.stroke(&path(false), &paint, width * camera.scale, opacity),
            Kind::Area(opacity) => canvas.veil(&path(true), &paint, opacity),
            Kind::Mirror => {
                let Bounds { low, high } = Bounds::of(self.outlines.iter().flat_map(seen));
                let stops = [(0.0, 0.98), (0.34, 1.20), (0.36, 1.06), (0.62, 0.94), (0.64, 1.08), (1.0, 0.84)];
                let stops = stops.map(|(at, light)| (at, self.colour.lit(light), 1.0));
                let paint = canvas.linear(low, high, &stops);
                canvas.fill(&path(true), &paint);
            }
        }
    }
}
