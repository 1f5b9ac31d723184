//! Vases, candle holders and baskets.

use serde::Deserialize;

use super::profiles::Profile;
use super::{Parts, SIDES};
use crate::demo::pictures::colour::Colour;
use crate::demo::pictures::materials::{Material, Surface};
use crate::demo::pictures::outlines::smooth;
use crate::demo::pictures::scene::Scene;
use crate::demo::pictures::solids::{Block, Lathe, Mark, Mouth, Plate, Rod};
use crate::demo::pictures::space::Point;
use crate::demo::pictures::stage::Place;
use crate::demo::pictures::texture::chance;

/// A vase, and what stands in it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Vase {
    body: Profile,
    stems: u32,
    ribs: u32,
    /// A foot of the second material.
    footed: bool,
}

impl Default for Vase {
    fn default() -> Self {
        Self { body: Profile::Jug, stems: 3, ribs: 0, footed: false }
    }
}

impl Vase {
    pub fn scene(&self, parts: &Parts) -> Scene {
        let [width, _, height] = parts.size;
        let mut scene = Scene::new(Place::Floor, 20.0, 11.0);
        let is_clear = parts.main.surface == Surface::Glass;
        let foot = if self.footed { height * 0.14 } else { 0.0 };
        if self.footed {
            scene.add(Lathe::disc([0.0; 3], width / 2.0, foot, parts.second));
        }
        let wide = if self.footed { width * 0.42 } else { width };
        let body =
            self.body.lathe([0.0, foot, 0.0], wide, height - foot, parts.main).ribbed(self.ribs).top(Mouth::Open);
        if is_clear {
            self.bunch(&mut scene, height, height * 0.16, wide);
            scene.add(body);
        } else {
            scene.add(body);
            self.bunch(&mut scene, height, height, wide);
        }
        scene
    }

    /// Dry stems with leaves, from a height.
    fn bunch(&self, scene: &mut Scene, height: f64, from: f64, wide: f64) {
        let green = Colour::parse("#77805c");
        let twig = Material::of("solid_walnut").coloured(Colour::parse("#6e6148"));
        for stem in 0..self.stems {
            let lean = if self.stems == 1 { 0.35 } else { f64::from(stem) / f64::from(self.stems - 1) * 2.0 - 1.0 };
            let reach = height * (0.62 + 0.34 * chance(stem * 3 + 1));
            let at = |share: f64| -> Point {
                [
                    lean * (wide * 0.12 + reach * 0.42 * share * share),
                    from + (height - from + reach) * share,
                    4.0 * lean,
                ]
            };
            scene.add(Rod::bent(&[at(0.0), at(0.35), at(0.7), at(1.0)], (height * 0.006).max(1.2), twig));
            for leaf in 0..7_u32 {
                let share = 0.56 + 0.072 * f64::from(leaf);
                let [x, y, z] = at(share);
                let side = if leaf % 2 == 0 { 1.0 } else { -1.0 };
                let long = height * (0.15 - 0.011 * f64::from(leaf));
                let (out, up) = (side * long * 0.85, long * 0.62);
                let leaf_at = |along: f64, aside: f64| {
                    [x + out * along - side * up * aside, y + up * along + long * 0.8 * aside, z + 3.0]
                };
                let outline = [
                    leaf_at(0.0, 0.0),
                    leaf_at(0.3, 0.15),
                    leaf_at(0.65, 0.13),
                    leaf_at(1.0, 0.0),
                    leaf_at(0.65, -0.12),
                    leaf_at(0.3, -0.15),
                ];
                let tone = green.lit(0.82 + 0.3 * chance(stem * 17 + leaf));
                let curve = smooth(&outline, 3);
                scene.add(Mark::area(&curve, tone, 0.96));
            }
        }
    }
}

/// A candle holder.
#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Candle {
    /// A dish with a loop.
    Chamberstick,
    /// Turned pieces, stacked.
    Stack,
    /// A shell for a small light.
    Shell,
    /// A bar for three.
    Bar,
}

impl Candle {
    pub fn scene(self, parts: &Parts) -> Scene {
        let [width, depth, height] = parts.size;
        let (x, z) = (width / 2.0, depth / 2.0);
        let mut scene = Scene::new(Place::Floor, 24.0, 15.0);
        match self {
            Self::Chamberstick => {
                let r = z;
                let dish = [[r * 0.7, 0.0], [r * 0.96, height * 0.12], [r, height * 0.22]];
                scene.add(Lathe::new([0.0; 3], &dish, parts.main).top(Mouth::Open));
                scene.add(Lathe::disc([0.0, height * 0.1, 0.0], 15.0, height * 0.5, parts.main));
                let ring = [
                    [r * 0.9, height * 0.2, 0.0],
                    [r + 14.0, height * 0.5, 0.0],
                    [r + 40.0, height * 0.3, 0.0],
                    [r + 20.0, height * 0.06, 0.0],
                    [r * 0.9, height * 0.14, 0.0],
                ];
                scene.add(Rod::bent(&ring, 4.0, parts.main));
                candle(&mut scene, [0.0, height * 0.6, 0.0], 11.0, 120.0);
            }
            Self::Stack => {
                let profile = [
                    [1.0, 0.0],
                    [1.0, 0.1],
                    [0.5, 0.18],
                    [0.44, 0.3],
                    [0.86, 0.38],
                    [0.86, 0.46],
                    [0.4, 0.56],
                    [0.36, 0.7],
                    [0.62, 0.8],
                    [0.62, 1.0],
                ];
                scene.add(Lathe::curved([0.0; 3], &profile.map(|[r, y]| [r * x, y * height]), parts.main));
                candle(&mut scene, [0.0, height, 0.0], 11.0, 150.0);
            }
            Self::Shell => {
                scene.add(Profile::Cup.lathe([0.0; 3], width, height, parts.main).glowing(0.9).top(Mouth::Lit));
                scene.glow([0.0, height * 0.5, 0.0], width * 1.8, 0.8);
            }
            Self::Bar => {
                scene.add(Block::new([-x, 0.0, -z], [x, height, z], parts.main).rounded(6.0));
                for (index, at) in [-0.33, 0.0, 0.33].into_iter().enumerate() {
                    scene.add(Lathe::disc([at * width, height, 0.0], 17.0, 3.0, Material::of("brass")));
                    candle(&mut scene, [at * width, height + 3.0, 0.0], 11.0, [150.0, 190.0, 120.0][index]);
                }
            }
        }
        scene
    }
}

/// A candle that burns.
fn candle(scene: &mut Scene, foot: Point, radius: f64, tall: f64) {
    let [x, y, z] = foot;
    scene.add(Lathe::disc(foot, radius, tall, Material::of("paper").coloured(Colour::parse("#f3ead9"))));
    scene.add(Rod::new([x, y + tall, z], [x, y + tall + 8.0, z], 1.4, Material::of("steel")));
    let flame = Material::of("opal_glass").coloured(Colour::FLAME);
    let profile = [[1.0, 0.0], [5.5, 8.0], [4.6, 17.0], [0.4, 34.0]];
    scene.add(Lathe::curved([x, y + tall + 5.0, z], &profile, flame).glowing(1.0));
    scene.glow([x, y + tall + 18.0, z], 170.0, 0.75);
}

/// A basket.
#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Basket {
    /// Woven, with leather handles.
    Woven,
    /// Of coiled rope.
    Coiled,
    /// With one handle over it.
    Carrier,
}

impl Basket {
    pub fn scene(self, parts: &Parts) -> Scene {
        let [width, depth, height] = parts.size;
        let (x, z) = (width / 2.0, depth / 2.0);
        let mut scene = Scene::new(Place::Floor, 26.0, 17.0);
        let leather = Material::of("leather");
        match self {
            Self::Woven => {
                let profile = [[x * 0.78, 0.0], [x * 0.94, height * 0.3], [x, height * 0.7], [x * 0.96, height]];
                scene.add(Lathe::curved([0.0; 3], &profile, parts.main).top(Mouth::Open));
                scene.add(Rod::ring([0.0, height, 0.0], x * 0.96, 9.0, parts.main));
                for side in SIDES {
                    let at = |y: f64, aside: f64| [side * x * 0.98, height + y, aside];
                    scene.add(Rod::bent(
                        &[at(-30.0, -60.0), at(60.0, -40.0), at(60.0, 40.0), at(-30.0, 60.0)],
                        9.0,
                        leather,
                    ));
                }
            }
            Self::Coiled => {
                let coils = 13;
                let coil = height / f64::from(coils);
                for ring in 0..coils {
                    let share = f64::from(ring) / f64::from(coils - 1);
                    let radius = x * (0.88 + 0.12 * (share * std::f64::consts::PI).sin());
                    let low = f64::from(ring) * coil;
                    let profile =
                        [[radius - 5.0, 0.0], [radius, coil * 0.3], [radius, coil * 0.7], [radius - 5.0, coil]];
                    let mouth = if ring == coils - 1 { Mouth::Open } else { Mouth::Closed };
                    scene.add(Lathe::new([0.0, low, 0.0], &profile, parts.main).top(mouth));
                }
            }
            Self::Carrier => {
                let tall = height * 0.56;
                scene.add(Block::new([-x, 0.0, -z], [x, tall, z], parts.main.toned(0.98)).rounded(18.0));
                let strip = parts.main.lit(0.66);
                for row in 1..5 {
                    let y = tall * f64::from(row) / 5.0;
                    scene.add(Mark::line(&[[-x + 6.0, y, z + 1.0], [x, y, z + 1.0]], 5.0, strip, 0.6));
                    scene.add(Mark::line(&[[x + 1.0, y, z], [x + 1.0, y, -z + 6.0]], 5.0, strip, 0.6));
                }
                for column in 1..9 {
                    let at = -x + width * f64::from(column) / 9.0;
                    scene.add(Mark::line(&[[at, 4.0, z + 1.2], [at, tall - 6.0, z + 1.2]], 4.0, strip, 0.5));
                }
                let inside = Plate::rounded(
                    [-x + 12.0, -z + 12.0],
                    [x - 12.0, z - 12.0],
                    [tall, tall + 1.0],
                    20.0,
                    parts.main.toned(0.45),
                );
                scene.add(inside);
                let bow = [
                    [-x * 0.9, tall * 0.8, 0.0],
                    [-x * 0.72, height * 0.92, 0.0],
                    [0.0, height, 0.0],
                    [x * 0.72, height * 0.92, 0.0],
                    [x * 0.9, tall * 0.8, 0.0],
                ];
                scene.add(Rod::bent(&bow, 12.0, parts.main));
            }
        }
        scene
    }
}
