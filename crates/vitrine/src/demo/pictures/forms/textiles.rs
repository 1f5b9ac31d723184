//! Cushions and throws.

use serde::Deserialize;

use super::Parts;
use crate::demo::pictures::colour::Colour;
use crate::demo::pictures::outlines::ring;
use crate::demo::pictures::scene::Scene;
use crate::demo::pictures::solids::{Block, Lathe, Mark, Pillow, Rod};
use crate::demo::pictures::stage::Place;
use crate::demo::pictures::texture::chance;

/// A cushion.
#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Cushion {
    /// Plain, with a seam.
    Plain,
    /// With buttons down the middle.
    Buttons,
    /// With wavy stitches.
    Quilted,
    /// Half in another tone.
    Dipped,
    /// A fat one for the floor.
    Floor,
    /// A flat round pad with a loop.
    Pad,
}

impl Cushion {
    pub fn scene(self, parts: &Parts) -> Scene {
        let [width, depth, height] = parts.size;
        let mut scene =
            Scene::new(Place::Floor, 14.0, if matches!(self, Self::Floor | Self::Pad) { 24.0 } else { 8.0 });
        let dark = parts.main.lit(0.55);
        let front = |x: f64, y: f64| [x, y, -y * 0.22 + depth * 0.2 + 1.0];
        match self {
            Self::Floor => {
                let r = width / 2.0;
                let profile = [
                    [r * 0.86, 0.0],
                    [r * 0.97, height * 0.16],
                    [r, height * 0.5],
                    [r * 0.97, height * 0.84],
                    [r * 0.84, height],
                ];
                scene.add(Lathe::curved([0.0; 3], &profile, parts.main).ribbed(48));
                scene.add(Lathe::disc([0.0, height, 0.0], 26.0, 8.0, parts.main.toned(0.8)));
                return scene;
            }
            Self::Pad => {
                scene.add(Lathe::disc([0.0; 3], width / 2.0, 16.0, parts.main));
                scene.add(Mark::line(&ring([0.0, 17.0, 0.0], width * 0.46, 40), 3.0, parts.main.lit(0.6), 0.8));
                scene.add(Rod::bent(
                    &[
                        [-24.0, 12.0, -width * 0.49],
                        [-20.0, 14.0, -width * 0.60],
                        [20.0, 14.0, -width * 0.60],
                        [24.0, 12.0, -width * 0.49],
                    ],
                    5.0,
                    parts.second,
                ));
                return scene;
            }
            _ => scene.add(Pillow::new([width, depth, height], parts.main, parts.second)),
        }
        match self {
            Self::Buttons => {
                let y = height * 0.5;
                scene.add(Mark::line(&[front(-width * 0.44, y), front(width * 0.44, y)], 3.0, dark, 0.5));
                for button in -1..=1 {
                    let at = front(f64::from(button) * width * 0.24, y);
                    scene.add(Mark::line(&[at, [at[0] + 0.5, at[1], at[2]]], 26.0, parts.second.lit(0.72), 1.0));
                    scene.add(Mark::line(
                        &[[at[0] - 2.0, at[1] + 2.0, at[2] + 2.0], [at[0], at[1] + 2.0, at[2] + 2.0]],
                        12.0,
                        parts.second.lit(1.1),
                        0.7,
                    ));
                }
            }
            Self::Quilted => {
                for row in 1..9 {
                    let y = height * f64::from(row) / 9.0;
                    let wave = |step: u32| {
                        let share = f64::from(step) / 24.0;
                        front(width * (share - 0.5) * 0.94, y + 9.0 * (share * 22.0).sin())
                    };
                    let line: Vec<_> = (0..=24).map(wave).collect();
                    scene.add(Mark::line(&line, 7.0, parts.main.lit(1.2), 0.25));
                    scene.add(Mark::line(&line, 2.4, dark, 0.55));
                }
            }
            Self::Dipped => {
                let y = height * 0.42;
                let corners = [
                    front(-width * 0.476, y),
                    front(width * 0.476, y),
                    front(width * 0.478, 10.0),
                    front(0.0, height * 0.035),
                    front(-width * 0.478, 10.0),
                ];
                scene.add(Mark::area(&corners, parts.main.colour.lit(0.62), 0.42));
            }
            Self::Plain | Self::Floor | Self::Pad => {}
        }
        scene
    }
}

/// A throw, folded.
#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Throw {
    Fringed,
    Waffle,
    Gauze,
    /// With a stitched edge.
    Stitched,
    /// Of two cloths.
    Double,
}

impl Throw {
    pub fn scene(self, parts: &Parts) -> Scene {
        let mut scene = Scene::new(Place::Floor, 30.0, 20.0);
        let (x, z) = (parts.size[0] * 0.22, parts.size[1] * 0.105);
        let tall = if self == Self::Gauze { 22.0 } else { 36.0 };
        let second = parts.main.coloured(parts.main.colour.mix(Colour::parse("#efe6d4"), 0.6));
        let layers = 5_u32;
        for layer in 0..layers {
            let low = f64::from(layer) * (tall + 1.0);
            let slip = 10.0 * (chance(layer + 3) - 0.5);
            let cloth = if self == Self::Double && layer % 2 == 1 { second } else { parts.main };
            let (from, to) = ([-x + slip, low, -z - slip], [x + slip, low + tall, z + slip]);
            scene.add(Block::new(from, to, cloth).soft(tall * 0.5));
        }
        let top = f64::from(layers) * (tall + 1.0);
        let line = |points: &[[f64; 2]], width: f64, colour: Colour, opacity: f64| {
            let points: Vec<_> = points.iter().map(|[x, z]| [*x, top + 1.0, *z]).collect();
            Mark::line(&points, width, colour, opacity)
        };
        match self {
            Self::Fringed => {
                for at in [-0.62, -0.5, 0.5, 0.62] {
                    scene.add(line(&[[x * at, -z * 0.96], [x * at, z * 0.96]], 9.0, second.colour, 0.7));
                }
                let thread = |index: u32| {
                    let at = -x + 2.0 * x * (f64::from(index) + 0.5) / 34.0;
                    let low = top - tall * 1.9 - 20.0 * chance(index);
                    vec![[at, top - tall * 0.7, z + 8.0], [at + 8.0 * (chance(index + 9) - 0.5), low, z + 16.0]]
                };
                scene.add(Mark::lines((0..34).map(thread).collect(), 7.0, second.lit(0.96), 0.95));
            }
            Self::Waffle => {
                for index in -9..=9 {
                    let share = f64::from(index) / 9.5;
                    scene.add(line(&[[x * share, -z * 0.95], [x * share, z * 0.95]], 5.0, parts.main.lit(0.7), 0.4));
                    scene.add(line(&[[-x * 0.97, z * share], [x * 0.97, z * share]], 5.0, parts.main.lit(0.7), 0.4));
                }
            }
            Self::Stitched => {
                let stitch = |index: u32| {
                    let at = -x + 2.0 * x * (f64::from(index) + 0.5) / 30.0;
                    vec![[at, top - tall + 4.0, z + 8.0], [at, top - 6.0, z + 8.0]]
                };
                scene.add(Mark::lines((0..30).map(stitch).collect(), 5.0, second.colour.lit(1.1), 0.9));
            }
            Self::Double | Self::Gauze => {
                scene.add(line(&[[x * 0.5, -z * 0.96], [x * 0.5, z * 0.96]], 30.0, second.colour, 0.8));
            }
        }
        scene
    }
}
