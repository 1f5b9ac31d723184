//! What a flat face shows from near: grain, weave, veins, at true scale and in perspective.

use std::fmt::Write;

use super::bounds::Bounds;
use super::canvas::{Canvas, short};
use super::colour::Colour;
use super::materials::{Material, Surface};
use super::space::{Camera, Point, Spot, cross, dot, minus, plus, times, unit};

/// A flat face: its corners in space, and the direction in which grain and threads run.
pub struct Face<'a> {
    pub corners: &'a [Point],
    pub along: Point,
}

/// A number from 0 to 1 that looks like chance and is always the same.
pub fn chance(seed: u32) -> f64 {
    let mixed = seed.wrapping_mul(0x9E37_79B1) ^ (seed >> 3).wrapping_mul(0x85EB_CA6B);
    let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0xC2B2_AE35);
    f64::from((mixed >> 8) & 0xFFFF) / 65_535.0
}

/// Paints the texture of a material over a face whose path in the picture this is.
pub fn paint(canvas: &mut Canvas, camera: &Camera, material: &Material, face: &Face, path: &str, seed: u32) {
    let dark = material.lit(0.62);
    let light = material.lit(1.25);
    let threads = |canvas: &mut Canvas, all: &[Threads]| {
        for family in all {
            family.paint(canvas, camera, face, path);
        }
    };
    let flecks = |canvas: &mut Canvas, flecks: Flecks, opacity: f64| {
        let pattern = flecks.pattern(canvas, camera, face, &[dark, light].map(|colour| colour.to_string()));
        canvas.veil(path, &pattern, opacity);
    };
    match material.surface {
        Surface::Grain => {
            let wide = Lines { angle: 0.0, gap: 34.0, wave: 9.0 };
            canvas.stroke(&wide.over(camera, face, seed), &dark.to_string(), 5.0 * camera.scale.max(0.3), 0.10);
            let fine = Lines { angle: 0.0, gap: 17.0, wave: 5.0 };
            canvas.stroke(&fine.over(camera, face, seed + 7), &dark.to_string(), 1.4, 0.22);
        }
        Surface::Veins => {
            let wide = Lines { angle: 0.55, gap: 150.0, wave: 38.0 };
            let vein = material.lit(0.66).to_string();
            canvas.stroke(&wide.over(camera, face, seed), &vein, 5.0, 0.16);
            let fine = Lines { angle: 0.75, gap: 110.0, wave: 26.0 };
            canvas.stroke(&fine.over(camera, face, seed + 3), &vein, 1.6, 0.40);
        }
        Surface::Weave => threads(
            canvas,
            &[
                Threads { way: ALONG, gap: 4.0, wide: 0.9, colour: dark, opacity: 0.16 },
                Threads { way: ACROSS, gap: 4.0, wide: 1.0, colour: light, opacity: 0.16 },
            ],
        ),
        Surface::Cane => threads(
            canvas,
            &[
                Threads { way: [2.0, -1.0], gap: 10.7, wide: 5.3, colour: light, opacity: 0.36 },
                Threads { way: ALONG, gap: 6.0, wide: 1.4, colour: dark, opacity: 0.38 },
                Threads { way: ACROSS, gap: 12.0, wide: 1.8, colour: dark, opacity: 0.38 },
            ],
        ),
        Surface::Braid => {
            threads(canvas, &[Threads { way: [1.0, -1.0], gap: 9.9, wide: 3.0, colour: dark, opacity: 0.28 }]);
        }
        Surface::Wool => flecks(canvas, Flecks { size: 60.0, count: 34, largest: 5.0 }, 0.16),
        Surface::Speckle => flecks(canvas, Flecks { size: 130.0, count: 54, largest: 6.0 }, 0.34),
        Surface::Crumb => flecks(canvas, Flecks { size: 70.0, count: 48, largest: 8.0 }, 0.42),
        Surface::Plain
        | Surface::Velvet
        | Surface::Leather
        | Surface::Metal
        | Surface::Glass
        | Surface::Opal
        | Surface::Glaze => {}
    }
}

/// Ways on a face: so much along its grain, and so much across.
const ALONG: Spot = [1.0, 0.0];
const ACROSS: Spot = [0.0, 1.0];

/// Straight threads side by side all over a face: a gradient that repeats is far quicker to paint than a pattern that
/// lies askew.
struct Threads {
    way: Spot,
    /// From thread to thread, and how wide one is.
    gap: f64,
    wide: f64,
    colour: Colour,
    opacity: f64,
}

impl Threads {
    fn paint(&self, canvas: &mut Canvas, camera: &Camera, face: &Face, path: &str) {
        /// Pixels from one to the next below which they would run into each other.
        const FINEST: f64 = 6.0;
        let (along, across) = axes(face);
        let towards = |[x, y]: Spot| camera.direction(plus(times(along, x), times(across, y)));
        let [x, y] = self.way;
        let (way, aside) = (towards(self.way), towards([-y, x].map(|part| part * self.gap / x.hypot(y))));
        // What of the way aside leads square off the threads.
        let slip = (way[0] * aside[0] + way[1] * aside[1]) / (way[0] * way[0] + way[1] * way[1]).max(1e-9);
        let step = [aside[0] - way[0] * slip, aside[1] - way[1] * slip];
        let far = step[0].hypot(step[1]);
        if far < 0.1 {
            return;
        }
        let step = step.map(|part| part * (FINEST / far).ceil());
        let half = self.wide / self.gap / 2.0;
        let edges = [0.5 - half * 1.6, 0.5 - half * 0.4, 0.5 + half * 0.4, 0.5 + half * 1.6];
        let stops = edges.iter().zip([0.0, self.opacity, self.opacity, 0.0]);
        let stops: Vec<_> = stops.map(|(at, opacity)| (*at, self.colour, opacity)).collect();
        let paint = canvas.stripes(step, &stops);
        canvas.fill(path, &paint);
    }
}

/// Flecks of three sizes, dark ones and light ones, in a square that repeats.
struct Flecks {
    /// The side of the square, in millimetres.
    size: f64,
    count: u32,
    largest: f64,
}

impl Flecks {
    /// The pattern, foreshortened as the face is. It stands upright and at the picture's own scale, which makes it some
    /// twenty times quicker to paint than one that is laid askew.
    fn pattern(&self, canvas: &mut Canvas, camera: &Camera, face: &Face, [dark, light]: &[String; 2]) -> String {
        let (along, across) = axes(face);
        let (along, across) = (camera.direction(along), camera.direction(across));
        let size = [0, 1].map(|axis| (self.size * along[axis].hypot(across[axis])).round().max(4.0));
        let [x, y] = size.map(|pixels| pixels / self.size);
        let content = format!("<g transform=\"scale({x:.3} {y:.3})\">{}</g>", self.written(dark, light));
        canvas.pattern(size, &content)
    }

    /// Lines without length, their ends round.
    fn written(&self, dark: &str, light: &str) -> String {
        let Self { size, count, largest } = *self;
        let mut paths = [const { String::new() }; 3];
        for index in 0..count {
            let at = |step: u32| short((largest + (size - 2.0 * largest) * chance(index * 5 + step)).round());
            let which = usize::try_from(index % 3).unwrap_or_default();
            let _ = write!(paths[which], "M{} {}h.2", at(2), at(3));
        }
        let ends = "fill=\"none\" stroke-linecap=\"round\"";
        let fleck = |(path, (colour, share)): (&String, (&str, f64))| {
            let width = short(largest * share);
            format!("<path d=\"{path}\" {ends} stroke=\"{colour}\" stroke-width=\"{width}\"/>")
        };
        paths.iter().zip([(dark, 0.5), (light, 0.8), (dark, 1.0)]).map(fleck).collect()
    }
}

fn axes(face: &Face) -> (Point, Point) {
    let along = unit(face.along);
    let side = face.corners.iter().map(|corner| minus(*corner, face.corners[0]));
    let normal = side
        .map(|edge| cross(along, edge))
        .fold([0.0; 3], |longest, one| if dot(one, one) > dot(longest, longest) { one } else { longest });
    (along, unit(cross(normal, along)))
}

/// As a length.
pub fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// Wavy lines all over a face.
struct Lines {
    /// From the grain's direction, in radians.
    angle: f64,
    /// From line to line.
    gap: f64,
    /// How far they leave the straight.
    wave: f64,
}

impl Lines {
    fn over(&self, camera: &Camera, face: &Face, seed: u32) -> String {
        let (along, across) = axes(face);
        let (sin, cos) = self.angle.sin_cos();
        let (along, across) =
            (plus(times(along, cos), times(across, sin)), plus(times(across, cos), times(along, -sin)));
        let origin = face.corners[0];
        let laid = |corner: &Point| {
            let from = minus(*corner, origin);
            [dot(from, along), dot(from, across)]
        };
        let flat: Vec<Spot> = face.corners.iter().map(laid).collect();
        let Bounds { low: [_, low], high: [_, high] } = Bounds::of(flat.iter().copied());
        // No more lines than the eye takes, however large the face.
        let gap = self.gap.max((high - low) / 10.0);
        let mut path = String::new();
        let mut at = low + gap * (0.2 + 0.6 * chance(seed));
        let mut number = seed;
        while at < high {
            let crossings = crossings(&flat, at);
            for pair in crossings.chunks_exact(2) {
                let spot = |share: f64, aside: f64| {
                    let point = plus(times(along, pair[0] + (pair[1] - pair[0]) * share), times(across, at + aside));
                    camera.project(plus(origin, point))
                };
                let room = self.wave.min(at - low).min(high - at);
                let bend = |step: u32| room * 2.0 * (chance(number * 11 + step) - 0.5);
                let [from, first, middle, second, to] = [
                    spot(0.0, 0.0),
                    spot(0.25, bend(1)),
                    spot(0.5, bend(2) * 0.5),
                    spot(0.75, bend(3)),
                    spot(1.0, 0.0),
                ];
                let [from, first, middle, second, to] =
                    [from, first, middle, second, to].map(|spot| spot.map(f64::round));
                let text = |[x, y]: Spot, [left, top]: Spot| format!("{} {}", short(x - left), short(y - top));
                let _ = write!(path, "M{}q{} {}", text(from, [0.0; 2]), text(first, from), text(middle, from));
                let _ = write!(path, "q{} {}", text(second, middle), text(to, middle));
            }
            number += 1;
            at += gap * (0.55 + 0.9 * chance(number));
        }
        path
    }
}

/// Where a level line enters and leaves a polygon.
fn crossings(polygon: &[Spot], level: f64) -> Vec<f64> {
    let mut found = Vec::new();
    for (index, from) in polygon.iter().enumerate() {
        let to = polygon[(index + 1) % polygon.len()];
        if (from[1] <= level) != (to[1] <= level) {
            found.push(from[0] + (to[0] - from[0]) * (level - from[1]) / (to[1] - from[1]));
        }
    }
    found.sort_by(f64::total_cmp);
    found
}
