//! What a flat face shows from near: grain, weave, veins, at true scale and in perspective.

use std::fmt::Write;

use super::canvas::{Canvas, short};
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
    let pattern = |canvas: &mut Canvas, size: f64, content: &str, opacity: f64| {
        let matrix = laid(camera, face);
        let paint = canvas.pattern([size, size], matrix, content);
        canvas.veil(path, &paint, opacity);
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
        Surface::Weave => {
            let threads = format!(
                "<path d=\"M0 1H8M0 5H8\" stroke=\"{dark}\" stroke-width=\".9\"/><path d=\"M1.5 0V8M5.5 0V8\" \
                 stroke=\"{light}\" stroke-width=\"1\"/>"
            );
            pattern(canvas, 8.0, &threads, 0.16);
        }
        Surface::Wool => pattern(canvas, 60.0, &dots(60.0, 34, 5.0, &dark.to_string(), &light.to_string()), 0.16),
        Surface::Speckle => pattern(canvas, 130.0, &dots(130.0, 54, 6.0, &dark.to_string(), &light.to_string()), 0.34),
        Surface::Crumb => pattern(canvas, 70.0, &dots(70.0, 48, 8.0, &dark.to_string(), &light.to_string()), 0.42),
        Surface::Cane => {
            let weave = format!(
                "<path d=\"M0 0H12V6H0Z M12 6H24V12H12Z M0 12H12V18H0Z M12 18H24V24H12Z\" fill=\"{light}\"/><path \
                 d=\"M0 6H12M12 12H24M0 18H12M12 24H24M0 0V24M12 0V24M0 .5H12M12 6.5H24\" stroke=\"{dark}\" \
                 stroke-width=\"1.8\"/>"
            );
            pattern(canvas, 24.0, &weave, 0.45);
        }
        Surface::Braid => {
            let cords = format!("<path d=\"M0 14L14 0M-4 4L4 -4M10 18L18 10\" stroke=\"{dark}\" stroke-width=\"3\"/>");
            pattern(canvas, 14.0, &cords, 0.34);
        }
        Surface::Plain
        | Surface::Velvet
        | Surface::Leather
        | Surface::Metal
        | Surface::Glass
        | Surface::Opal
        | Surface::Glaze => {}
    }
}

/// The matrix that lays millimetres of a face into the picture: the same for all faces that look the same way.
fn laid(camera: &Camera, face: &Face) -> [f64; 6] {
    let (along, across) = axes(face);
    let ([a, b], [c, d]) = (camera.direction(along), camera.direction(across));
    [a, b, c, d, 0.0, 0.0]
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

/// Flecks of three sizes, dark ones and light ones: lines without length, their ends round.
fn dots(size: f64, how_many: u32, largest: f64, dark: &str, light: &str) -> String {
    let mut paths = [const { String::new() }; 3];
    for index in 0..how_many {
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
        let flat: Vec<Spot> = face
            .corners
            .iter()
            .map(|corner| {
                let from = minus(*corner, origin);
                [dot(from, along), dot(from, across)]
            })
            .collect();
        let (low, high) =
            flat.iter().fold((f64::MAX, f64::MIN), |(low, high), spot| (low.min(spot[1]), high.max(spot[1])));
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
                let text = |[x, y]: Spot| format!("{} {}", short(x.round()), short(y.round()));
                let _ = write!(path, "M{}Q{} {}", text(from), text(first), text(middle));
                let _ = write!(path, "Q{} {}", text(second), text(to));
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
