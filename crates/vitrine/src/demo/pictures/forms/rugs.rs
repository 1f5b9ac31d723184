//! Rugs, lying on the floor.

use serde::Deserialize;

use super::{Parts, SIDES};
use crate::demo::pictures::colour::Colour;
use crate::demo::pictures::materials::Material;
use crate::demo::pictures::outlines::ring;
use crate::demo::pictures::scene::Scene;
use crate::demo::pictures::solids::{Block, Lathe, Mark, Plate};
use crate::demo::pictures::stage::Place;
use crate::demo::pictures::texture::chance;

/// What is woven into a rug.
#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Rug {
    /// Broad bands in three tones.
    Bands,
    /// Fine stripes of many colours.
    Stripes,
    /// Furrows.
    Furrows,
    /// A border all round.
    Border,
    /// A line that winds through it.
    Path,
    /// Long hair.
    Shaggy,
    /// Patches, woven over and under.
    Patches,
    /// A spiral of braid, round.
    Spiral,
    /// Without a straight edge.
    Island,
}

/// What a pattern is laid on.
struct Ground {
    /// Half the width and half the length.
    x: f64,
    z: f64,
    top: f64,
    /// A light, a dark and a pale one.
    tones: [Colour; 3],
}

impl Ground {
    /// A band across, between two places along it.
    fn band(&self, from: f64, to: f64, tone: Colour, opacity: f64) -> Mark {
        let (x, y) = (self.x, self.top + 0.8);
        Mark::area(&[[-x, y, from], [x, y, from], [x, y, to], [-x, y, to]], tone, opacity)
    }
}

impl Rug {
    pub fn scene(self, parts: &Parts) -> Scene {
        let [width, depth, height] = parts.size;
        let mut scene = Scene::new(Place::Floor, 34.0, 36.0);
        let colour = parts.main.colour;
        let tones = [colour.lit(1.14), colour.lit(0.78), colour.mix(Colour::parse("#efe6d4"), 0.62)];
        let ground = Ground { x: width / 2.0, z: depth / 2.0, top: height.max(14.0), tones };
        let Ground { x, z, top, .. } = ground;
        if !matches!(self, Self::Spiral | Self::Island) {
            scene.add(Block::new([-x, 0.0, -z], [x, top, z], parts.main).rounded(8.0));
        }
        let weave = match self {
            Self::Spiral => spiral,
            Self::Island => island,
            Self::Bands => bands,
            Self::Stripes => stripes,
            Self::Furrows => furrows,
            Self::Border => border,
            Self::Path => path,
            Self::Shaggy => shaggy,
            Self::Patches => patches,
        };
        weave(&mut scene, &ground, parts);
        if !matches!(self, Self::Shaggy | Self::Furrows | Self::Spiral | Self::Island) {
            fringe(&mut scene, [x, z], 1.0, 44.0, tones[2]);
        }
        scene
    }
}

fn spiral(scene: &mut Scene, ground: &Ground, parts: &Parts) {
    let Ground { x, top, tones, .. } = *ground;
    scene.add(Lathe::disc([0.0; 3], x, top, parts.main));
    for round in 1..13 {
        let radius = x * f64::from(round) / 13.0;
        let tone = if round > 9 { tones[1] } else { parts.main.lit(0.7) };
        scene.add(Mark::line(
            &ring([0.0, top + 0.8, 0.0], radius, 40),
            if round == 10 { 60.0 } else { 7.0 },
            tone,
            0.6,
        ));
    }
}

fn island(scene: &mut Scene, ground: &Ground, parts: &Parts) {
    let Ground { x, z, top, tones, .. } = *ground;
    let island = |share: f64, low: f64, high: f64, material: Material| {
        let corners = [
            [0.96, 0.1],
            [0.66, 0.82],
            [0.1, 0.86],
            [-0.34, 0.98],
            [-0.92, 0.6],
            [-0.84, 0.0],
            [-0.98, -0.5],
            [-0.4, -0.94],
            [0.2, -0.8],
            [0.78, -0.86],
        ];
        let corners: Vec<_> = corners.iter().map(|[a, b]| [a * x * share, b * z * share]).collect();
        Plate::level(&corners, [low, high], true, material)
    };
    scene.add(island(1.0, 0.0, top, parts.main));
    scene.add(island(0.66, top, top + 3.0, parts.main.coloured(tones[1])));
    scene.add(island(0.34, top + 3.0, top + 6.0, parts.main.coloured(tones[2])));
}

fn bands(scene: &mut Scene, ground: &Ground, _parts: &Parts) {
    let Ground { z, tones, .. } = *ground;
    for (index, [from, to]) in
        (0_usize..).zip([[-0.9, -0.7], [-0.62, -0.2], [-0.12, -0.04], [0.10, 0.5], [0.62, 0.7], [0.78, 0.92]])
    {
        scene.add(ground.band(z * from, z * to, tones[index % 3], 0.72));
    }
}

fn stripes(scene: &mut Scene, ground: &Ground, _parts: &Parts) {
    let Ground { z, tones, .. } = *ground;
    let depth = z * 2.0;
    for index in 0..26_u32 {
        let from = -z + depth * f64::from(index) / 26.0;
        let tone = tones[usize::try_from(index * 7 % 3).unwrap_or_default()];
        scene.add(ground.band(from, from + depth / 26.0 * (0.4 + 0.5 * chance(index)), tone, 0.6));
    }
}

fn furrows(scene: &mut Scene, ground: &Ground, _parts: &Parts) {
    let Ground { x, z, top, tones, .. } = *ground;
    let width = x * 2.0;
    for index in 1..16 {
        let at = -x + width * f64::from(index) / 16.0;
        scene.add(Mark::line(&[[at, top + 1.0, -z], [at, top + 1.0, z]], 22.0, tones[1].lit(0.9), 0.5));
        scene.add(Mark::line(&[[at - 22.0, top + 1.0, -z], [at - 22.0, top + 1.0, z]], 14.0, tones[0], 0.5));
    }
}

fn border(scene: &mut Scene, ground: &Ground, _parts: &Parts) {
    let Ground { x, z, top, tones, .. } = *ground;
    for inset in [110.0, 170.0] {
        let (x, z) = (x - inset, z - inset);
        let frame =
            [[-x, top + 1.0, -z], [x, top + 1.0, -z], [x, top + 1.0, z], [-x, top + 1.0, z], [-x, top + 1.0, -z]];
        scene.add(Mark::line(&frame, if inset < 150.0 { 44.0 } else { 12.0 }, tones[2], 0.85));
    }
}

fn path(scene: &mut Scene, ground: &Ground, _parts: &Parts) {
    let Ground { x, z, top, tones, .. } = *ground;
    let depth = z * 2.0;
    for (aside, wide, tone) in [(0.0, 120.0, tones[2]), (150.0, 26.0, tones[1]), (-150.0, 26.0, tones[1])] {
        let at = |step: u32| {
            let share = f64::from(step) / 30.0;
            [aside + x * 0.34 * (share * 9.0).sin(), top + 1.0, -z + depth * share]
        };
        scene.add(Mark::line(&(0..=30).map(at).collect::<Vec<_>>(), wide, tone, 0.8));
    }
}

fn shaggy(scene: &mut Scene, ground: &Ground, _parts: &Parts) {
    let Ground { x, z, top, tones, .. } = *ground;
    let width = x * 2.0;
    let depth = z * 2.0;
    for (shade, tone) in (0_u32..).zip(tones) {
        let hair = |index: u32| {
            let seed = index * 9 + shade * 3;
            let (at_x, at_z) = (-x + width * chance(seed), -z + depth * chance(seed + 1));
            let aside = 70.0 * (chance(seed + 2) - 0.5);
            vec![[at_x, top + 1.0, at_z], [at_x + aside, top + 26.0, at_z + 44.0]]
        };
        scene.add(Mark::lines((0..150).map(hair).collect(), 13.0, tone, 0.5));
    }
}

fn patches(scene: &mut Scene, ground: &Ground, _parts: &Parts) {
    let Ground { x, z, top, tones, .. } = *ground;
    let width = x * 2.0;
    let depth = z * 2.0;
    let (columns, rows) = (9_u32, 13_u32);
    for index in 0..columns * rows {
        let (column, row) = (index % columns, index / columns);
        if (column + row) % 2 == 0 {
            continue;
        }
        let (from_x, from_z) = (-x + width * f64::from(column) / 9.0, -z + depth * f64::from(row) / 13.0);
        let (to_x, to_z) = (from_x + width / 9.0, from_z + depth / 13.0);
        let corners = [
            [from_x, top + 1.0, from_z],
            [to_x, top + 1.0, from_z],
            [to_x, top + 1.0, to_z],
            [from_x, top + 1.0, to_z],
        ];
        scene.add(Mark::area(&corners, tones[usize::try_from(index % 2).unwrap_or_default()], 0.55));
    }
}

/// Threads at both ends.
fn fringe(scene: &mut Scene, [x, z]: [f64; 2], y: f64, long: f64, colour: Colour) {
    for side in SIDES {
        let thread = |index: u32| {
            let at = -x + 2.0 * x * (f64::from(index) + 0.5) / 48.0;
            let end = at + 14.0 * (chance(index + 5) - 0.5);
            vec![[at, y, side * z], [end, y, side * (z + long)]]
        };
        scene.add(Mark::lines((0..48).map(thread).collect(), 7.0, colour, 0.85));
    }
}
