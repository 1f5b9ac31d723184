//! Bodies turned about an upright axis: legs, vases, shades, globes.

use std::f64::consts::PI;

use super::Solid;
use crate::demo::pictures::canvas::{Canvas, ellipse_path, line_through};
use crate::demo::pictures::colour::Colour;
use crate::demo::pictures::materials::{Material, Surface};
use crate::demo::pictures::outlines::{smooth, turn};
use crate::demo::pictures::space::{Camera, Point, Spot};
use crate::demo::pictures::texture::{self, Face};

/// How a turned body ends above or below.
#[derive(Clone, Copy, PartialEq)]
pub enum Mouth {
    /// Closed by its own material.
    Closed,
    /// Open: one sees a dark inside.
    Open,
    /// Open, with light inside.
    Lit,
}

/// See the module.
pub struct Lathe {
    /// On the axis, at height 0 of the profile.
    foot: Point,
    /// Radius and height, from below.
    profile: Vec<Spot>,
    material: Material,
    top: Mouth,
    bottom: Mouth,
    /// How much it glows, from 0 to 1.
    glow: f64,
    /// Upright folds or ribs, so many all round.
    ribs: u32,
    /// Whether it has small holes for its light.
    is_pierced: bool,
}

impl Lathe {
    /// With a profile of straight lines.
    pub fn new(foot: Point, profile: &[Spot], material: Material) -> Self {
        let (top, bottom) = (Mouth::Closed, Mouth::Closed);
        Self { foot, profile: profile.to_vec(), material, top, bottom, glow: 0.0, ribs: 0, is_pierced: false }
    }

    /// With a profile that is one curve.
    pub fn curved(foot: Point, profile: &[Spot], material: Material) -> Self {
        let through: Vec<Point> = profile.iter().map(|[radius, height]| [*radius, *height, 0.0]).collect();
        let curve: Vec<Spot> = smooth(&through, 7).into_iter().map(|point| [point[0].max(0.0), point[1]]).collect();
        Self::new(foot, &curve, material)
    }

    /// A ball about a point, flattened by a factor.
    pub fn ball(centre: Point, radius: f64, flat: f64, material: Material) -> Self {
        let ring = |step: u32| {
            let angle = (f64::from(step) / 24.0 - 0.5) * std::f64::consts::PI;
            [radius * angle.cos(), radius * flat * angle.sin()]
        };
        Self::new(centre, &(0..=24).map(ring).collect::<Vec<_>>(), material)
    }

    /// A round disc or post.
    pub fn disc(foot: Point, radius: f64, height: f64, material: Material) -> Self {
        let edge = (height * 0.12).min(3.0);
        Self::new(
            foot,
            &[[radius - edge, 0.0], [radius, edge], [radius, height - edge], [radius - edge, height]],
            material,
        )
    }

    pub fn top(self, top: Mouth) -> Self {
        Self { top, ..self }
    }

    pub fn bottom(self, bottom: Mouth) -> Self {
        Self { bottom, ..self }
    }

    pub fn glowing(self, glow: f64) -> Self {
        Self { glow, ..self }
    }

    pub fn ribbed(self, ribs: u32) -> Self {
        Self { ribs, ..self }
    }

    pub fn pierced(self, is_pierced: bool) -> Self {
        Self { is_pierced, ..self }
    }

    fn centre(&self, height: f64) -> Point {
        [self.foot[0], self.foot[1] + height, self.foot[2]]
    }

    fn widest(&self) -> f64 {
        self.profile.iter().fold(0.0, |widest: f64, [radius, _]| widest.max(*radius))
    }

    /// The outline, and where its middle and half its width are.
    fn outline(&self, camera: &Camera) -> (String, Spot, f64) {
        let right = self.edge(camera, 1.0);
        let left = self.edge(camera, -1.0).into_iter().rev();
        let outline: Vec<Spot> = right.into_iter().chain(left).collect();
        let ends = [self.profile.first(), self.profile.last()].map(|end| end.map_or(0.0, |spot| spot[1]));
        let middle = camera.project(self.centre(f64::midpoint(ends[0], ends[1])));
        (line_through(&outline, true), middle, self.widest() * camera.scale_at(self.foot))
    }

    /// One side of the outline, from the lowest spot to the highest: where the body turns away from the eye. What
    /// narrows upwards does so behind its middle if it is seen from above; round an edge of the profile the outline
    /// follows the ring.
    fn edge(&self, camera: &Camera, side: f64) -> Vec<Spot> {
        let scale = camera.scale_at(self.foot);
        let sin = camera.viewpoint()[1];
        let tan = sin / (1.0 - sin * sin).sqrt();
        // From the middle of the near side of a ring, in half turns.
        let turned = |[from, to]: [Spot; 2]| {
            let (out, up) = ((to[0] - from[0]) * tan, to[1] - from[1]);
            let cos = if up.abs() < 1e-6 { out.signum() } else { (out / up).clamp(-1.0, 1.0) };
            cos.acos() / PI
        };
        let along = self.profile.windows(2).map(|pair| turned([pair[0], pair[1]]));
        let (low, high) = if camera.is_above() { (0.0, 1.0) } else { (1.0, 0.0) };
        let turns: Vec<f64> = std::iter::once(low).chain(along).chain([high]).collect();
        let mut spots: Vec<Spot> = Vec::new();
        for ([radius, height], turns) in self.profile.iter().zip(turns.windows(2)) {
            let centre = self.centre(*height);
            let ([x, y], (across, down)) = (camera.project(centre), camera.circle(centre, *radius));
            let (from, to) = (turns[0], turns[1]);
            let steps = ((to - from).abs() * (across / 5.0).clamp(6.0, 32.0)).ceil().max(1.0);
            let mut share = 0.0;
            while share < 1.0 + 1e-6 {
                let (sin, cos) = ((from + (to - from) * share) * PI).sin_cos();
                let spot = [x + side * radius * scale * sin, y + down * cos];
                if spots.last().is_none_or(|last| (last[0] - spot[0]).hypot(last[1] - spot[1]) > 0.6) {
                    spots.push(spot);
                }
                share += 1.0 / steps;
            }
        }
        spots
    }

    /// Light across a round body: bright left of the middle, darkest before the right edge.
    fn paint_body(&self, canvas: &mut Canvas, path: &str, middle: Spot, half: f64) {
        let lit = |light: f64| self.material.lit(light);
        let from_to = ([middle[0] - half, middle[1]], [middle[0] + half, middle[1]]);
        let stops: Vec<(f64, Colour, f64)> = match self.material.surface {
            Surface::Metal => [
                (0.0, 0.55),
                (0.12, 0.95),
                (0.24, 1.38),
                (0.34, 1.05),
                (0.6, 0.66),
                (0.82, 0.5),
                (0.93, 0.85),
                (1.0, 0.6),
            ]
            .map(|(at, light)| (at, lit(light), 1.0))
            .to_vec(),
            Surface::Glass => {
                // Dark glass lets less through.
                let dark = 0.85 * (1.0 - self.material.colour.brightness());
                [(0.0, 0.72, 0.75), (0.14, 1.1, 0.34), (0.5, 1.12, 0.24), (0.86, 0.9, 0.4), (1.0, 0.6, 0.8)]
                    .map(|(at, light, opacity)| (at, lit(light), opacity + (1.0 - opacity) * dark))
                    .to_vec()
            }
            _ => [(0.0, 0.84), (0.28, 1.08), (0.5, 0.98), (0.82, 0.72), (1.0, 0.66)]
                .map(|(at, light)| (at, lit(light), 1.0))
                .to_vec(),
        };
        let paint = canvas.linear(from_to.0, from_to.1, &stops);
        canvas.fill(path, &paint);
    }

    /// Rows of holes, each a spot of light.
    fn paint_holes(&self, canvas: &mut Canvas, camera: &Camera) {
        let scale = camera.scale_at(self.foot);
        let (Some(low), Some(high)) = (self.profile.first(), self.profile.last()) else { return };
        let mut path = String::new();
        for row in 1_u32..9 {
            let height = low[1] + (high[1] - low[1]) * f64::from(row) / 9.5;
            let radius = self.profile.iter().min_by(|a, b| (a[1] - height).abs().total_cmp(&(b[1] - height).abs()));
            let radius = radius.map_or(0.0, |spot| spot[0]);
            let [x, y] = camera.project(self.centre(height));
            let (_, down) = camera.circle(self.centre(height), radius);
            for hole in 0..12_u32 {
                let angle = (f64::from(hole) + if row % 2 == 0 { 0.75 } else { 0.25 }) / 12.0 * std::f64::consts::PI;
                let spot = [x - radius * scale * angle.cos(), y + down * angle.sin()];
                path += &line_through(&[spot, [spot[0] + 0.2, spot[1]]], false);
            }
        }
        let width = self.widest() * scale * 0.05;
        canvas.stroke(&path, &Colour::LAMPLIGHT.to_string(), width * 2.2, 0.28);
        canvas.stroke(&path, &Colour::FLAME.to_string(), width, 1.0);
    }

    fn paint_ribs(&self, canvas: &mut Canvas, camera: &Camera) {
        let scale = camera.scale_at(self.foot);
        let mut paths = [String::new(), String::new()];
        for rib in 0..self.ribs / 2 {
            let angle = (f64::from(rib) + 0.5) / f64::from(self.ribs / 2) * std::f64::consts::PI;
            let line: Vec<Spot> = self
                .profile
                .iter()
                .map(|[radius, height]| {
                    let [x, y] = camera.project(self.centre(*height));
                    let (_, down) = camera.circle(self.centre(*height), *radius);
                    [x - radius * scale * angle.cos(), y + down * angle.sin()]
                })
                .collect();
            let line: Vec<Spot> = if line.len() > 12 { line.into_iter().step_by(3).collect() } else { line };
            paths[usize::from(rib % 2 == 0)] += &line_through(&line, false);
        }
        let width = self.widest() * scale * 2.2 / f64::from(self.ribs.max(1));
        canvas.stroke(&paths[0], &self.material.lit(0.6).to_string(), width, 0.20);
        let light = if self.glow > 0.0 { 0.14 } else { 0.05 };
        canvas.stroke(&paths[1], &Colour::WHITE.to_string(), width, light);
    }

    /// What shines through from inside.
    fn paint_glow(&self, canvas: &mut Canvas, path: &str, middle: Spot, half: f64, tall: f64) {
        let tint = self.material.colour.mix(Colour::LAMPLIGHT, 0.55);
        let stops = [
            (0.0, Colour::FLAME, 0.98 * self.glow),
            (0.45, tint.mix(Colour::FLAME, 0.55), 0.88 * self.glow),
            (1.0, tint, 0.30 * self.glow),
        ];
        let paint = canvas.radial(middle, half * 1.15, tall.max(half * 0.5) * 1.15, &stops);
        canvas.fill(path, &paint);
    }

    fn paint_mouth(&self, canvas: &mut Canvas, camera: &Camera, end: Spot, mouth: Mouth, seed: u32) {
        let [radius, height] = end;
        let centre = self.centre(height);
        let (across, down) = camera.circle(centre, radius);
        if across < 1.5 {
            return;
        }
        let spot = camera.project(centre);
        let path = ellipse_path(spot, across, down);
        match mouth {
            Mouth::Closed => {
                let light = if camera.is_above() { 1.06 } else { 0.6 };
                let (from, to) = ([spot[0] - across, spot[1] + down], [spot[0] + across, spot[1] - down]);
                let stops = [(0.0, self.material.lit(light * 1.03), 1.0), (1.0, self.material.lit(light * 0.96), 1.0)];
                let paint = canvas.linear(from, to, &stops);
                canvas.fill(&path, &paint);
                if across > 24.0 {
                    let corner = |step: u32| {
                        let [sin, cos] = turn(step, 32);
                        [centre[0] + radius * cos, centre[1], centre[2] + radius * sin]
                    };
                    let corners: Vec<Point> = (0..32).map(corner).collect();
                    let face = Face { corners: &corners, along: [1.0, 0.0, 0.0] };
                    texture::paint(canvas, camera, &self.material, &face, &path, seed);
                    let rim = self.material.lit(1.35).to_string();
                    canvas.stroke(&path, &rim, 1.4, 0.25 + self.material.shine() * 0.3);
                }
            }
            Mouth::Open => {
                let (far, near) = ([spot[0], spot[1] - down.abs()], [spot[0], spot[1] + down.abs()]);
                let stops = [(0.0, self.material.lit(0.36), 1.0), (1.0, self.material.lit(0.62), 1.0)];
                let paint = canvas.linear(far, near, &stops);
                canvas.fill(&path, &paint);
                canvas.stroke(&path, &self.material.lit(1.25).to_string(), 2.4, 0.6);
            }
            Mouth::Lit => {
                let rim = self.material.colour.mix(Colour::LAMPLIGHT, 0.7);
                let stops = [
                    (0.0, Colour::FLAME, 1.0),
                    (0.55, Colour::FLAME.mix(Colour::LAMPLIGHT, 0.45), 1.0),
                    (1.0, rim, 1.0),
                ];
                let paint = canvas.radial(spot, across, down, &stops);
                canvas.fill(&path, &paint);
                canvas.stroke(&path, &self.material.lit(1.2).to_string(), 2.4, 0.7);
            }
        }
    }
}

impl Solid for Lathe {
    fn extent(&self) -> Vec<Point> {
        let around = |[radius, height]: &Spot| {
            let [x, y, z] = self.centre(*height);
            [[x - radius, y, z], [x + radius, y, z], [x, y, z - radius], [x, y, z + radius]]
        };
        self.profile.iter().flat_map(around).collect()
    }

    fn ground(&self, _extent: &[Point]) -> Vec<Spot> {
        let radius = self.profile.first().map_or(0.0, |[radius, _]| *radius);
        let at = |step: u32| {
            let [sin, cos] = turn(step, 24);
            [self.foot[0] + radius * sin, self.foot[2] + radius * cos]
        };
        (0..24).map(at).collect()
    }

    fn paint(&self, camera: &Camera, canvas: &mut Canvas, seed: u32) {
        let (path, middle, half) = self.outline(camera);
        let (Some(first), Some(last)) = (self.profile.first().copied(), self.profile.last().copied()) else { return };
        let tall = (last[1] - first[1]).abs() / 2.0 * camera.scale;
        // What is open towards us is painted first where the body covers its near edge: a mouth below.
        self.paint_body(canvas, &path, middle, half);
        let [x, y, z] = self.centre(f64::midpoint(first[1], last[1]));
        let (wide, high) = (self.widest(), (last[1] - first[1]).abs() / 2.0);
        let corners =
            [[x - wide, y - high, z], [x + wide, y - high, z], [x + wide, y + high, z], [x - wide, y + high, z]];
        if self.material.surface == Surface::Grain {
            if half > 30.0 && tall > 20.0 {
                self.paint_ribs_of_grain(canvas, camera, seed);
            }
        } else if self.material.surface != Surface::Veins && half > 10.0 {
            let face = Face { corners: &corners, along: [1.0, 0.0, 0.0] };
            texture::paint(canvas, camera, &self.material, &face, &path, seed);
        }
        if self.glow > 0.0 {
            self.paint_glow(canvas, &path, middle, half, tall);
        }
        if self.ribs > 0 {
            self.paint_ribs(canvas, camera);
        }
        if self.is_pierced {
            self.paint_holes(canvas, camera);
        }
        if self.material.shine() > 0.25 && self.glow == 0.0 && half > 14.0 {
            let stops = [(0.0, Colour::WHITE, 0.55 * self.material.shine()), (1.0, Colour::WHITE, 0.0)];
            let spot = [middle[0] - half * 0.42, middle[1] - tall * 0.35];
            let paint = canvas.radial(spot, half * 0.34, (tall * 0.55).max(4.0), &stops);
            canvas.fill(&path, &paint);
        }
        if camera.is_above() {
            self.paint_mouth(canvas, camera, last, self.top, seed);
        } else {
            self.paint_mouth(canvas, camera, first, self.bottom, seed);
        }
    }
}

impl Lathe {
    /// Grain on a round body runs up its side.
    fn paint_ribs_of_grain(&self, canvas: &mut Canvas, camera: &Camera, seed: u32) {
        let scale = camera.scale_at(self.foot);
        let mut path = String::new();
        for line in 0..7 {
            let share =
                0.12 + 0.76 * (f64::from(line) + 0.6 * texture::chance(seed.wrapping_mul(9).wrapping_add(line))) / 7.0;
            let spots: Vec<Spot> = self
                .profile
                .iter()
                .step_by(if self.profile.len() > 12 { 3 } else { 1 })
                .map(|[radius, height]| {
                    let [x, y] = camera.project(self.centre(*height));
                    [x + radius * scale * (share * 2.0 - 1.0), y]
                })
                .collect();
            path += &line_through(&spots, false);
        }
        canvas.stroke(&path, &self.material.lit(0.6).to_string(), 1.4, 0.22);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How often an outline goes round a spot.
    fn winds(outline: &[Spot], [x, y]: Spot) -> i32 {
        let side = |[a, b]: [Spot; 2]| (b[0] - a[0]) * (y - a[1]) - (x - a[0]) * (b[1] - a[1]);
        let pairs = outline.iter().zip(outline.iter().cycle().skip(1)).map(|(from, to)| [*from, *to]);
        let crossings = pairs.map(|pair @ [from, to]| match (from[1] <= y, to[1] <= y) {
            (true, false) if side(pair) > 0.0 => 1,
            (false, true) if side(pair) < 0.0 => -1,
            _ => 0,
        });
        crossings.sum()
    }

    #[test]
    fn the_outline_goes_round_all_rings() {
        let cushion = [[86.0, 0.0], [97.0, 16.0], [100.0, 50.0], [97.0, 84.0], [84.0, 100.0]];
        let bottle = [[84.0, 0.0], [100.0, 34.0], [80.0, 55.0], [26.0, 72.0], [20.0, 94.0], [24.0, 100.0]];
        let step = [[100.0, 0.0], [100.0, 5.0], [26.0, 7.0], [26.0, 100.0]];
        for profile in [&cushion[..], &bottle, &step] {
            for rise in [24.0, 9.0, -15.0] {
                let camera = Camera::new(14.0, rise, 4_000.0, [0.0, 50.0, 0.0]);
                let lathe = Lathe::new([0.0; 3], profile, Material::of("cotton"));
                let left = lathe.edge(&camera, -1.0).into_iter().rev();
                let outline: Vec<Spot> = lathe.edge(&camera, 1.0).into_iter().chain(left).collect();
                for [radius, height] in profile {
                    let centre = lathe.centre(*height);
                    let ([x, y], (across, down)) = (camera.project(centre), camera.circle(centre, *radius));
                    for step in 0..36 {
                        let [sin, cos] = turn(step, 36);
                        // A little within the ring: the outline is made of straight lines.
                        let spot = [x + 0.96 * across * sin, y + 0.96 * down * cos];
                        assert_ne!(winds(&outline, spot), 0, "{radius} at {height} from {rise}: {spot:?}");
                    }
                }
            }
        }
    }
}
