//! Lamps that stand: on tables, on the floor, in the garden.

use serde::Deserialize;

use super::light::Shade;
use super::profiles::Profile;
use super::{Parts, SIDES};
use crate::demo::pictures::colour::Colour;
use crate::demo::pictures::materials::Material;
use crate::demo::pictures::scene::Scene;
use crate::demo::pictures::solids::{Block, Lathe, Rod};
use crate::demo::pictures::stage::Place;

/// See the module.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Lamp {
    stand: Stand,
    shade: Profile,
    /// Of its height, the share that is shade.
    share: f64,
    /// Of its width, the share that the shade takes.
    wide: f64,
    /// Whether the shade is of the main material, and the stand of the second.
    swapped: bool,
    ribs: u32,
    /// Holes all over the shade.
    pierced: bool,
}

impl Default for Lamp {
    fn default() -> Self {
        Self {
            stand: Stand::Base(Profile::Jug),
            shade: Profile::Taper,
            share: 0.45,
            wide: 1.0,
            swapped: false,
            ribs: 0,
            pierced: false,
        }
    }
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Stand {
    /// A turned base.
    Base(Profile),
    /// A square block.
    Block,
    /// A thin pole on a disc.
    Pole,
    /// Three or four legs.
    Tripod,
    Four,
    /// A bow from a block on the floor.
    Arc,
    /// A ladder that leans.
    Ladder,
    /// A mast from which the shade hangs.
    Mast,
    /// Two heads on a crossbar.
    Yoke,
    /// A pole with a small head that is turned down.
    Reader,
    /// Nothing but the shade.
    None,
}

/// What a stand is drawn from.
struct Stance {
    size: [f64; 3],
    /// Where the shade begins.
    low: f64,
    material: Material,
    /// Of joints, feet and heads.
    metal: Material,
}

/// Where a stand holds the shade: its lower end, width and height.
type Held = ([f64; 3], f64, f64);

impl Lamp {
    pub fn scene(&self, parts: &Parts) -> Scene {
        let [_, _, height] = parts.size;
        let mut scene = Scene::new(Place::Floor, 24.0, if height > 900.0 { 5.0 } else { 8.0 });
        let (shade, material) = if self.swapped { (parts.main, parts.second) } else { (parts.second, parts.main) };
        let stance = Stance { size: parts.size, low: height * (1.0 - self.share), material, metal: parts.third };
        if let Some((foot, width, height)) = self.stand(&mut scene, &stance)
            && self.share > 0.0
        {
            let shade = Shade::new(self.shade, foot, [width, height], shade);
            shade.ribbed(self.ribs).pierced(self.pierced).add_to(&mut scene);
        }
        scene
    }

    /// Adds the stand; where it holds the shade, if it doesn't have heads of its own.
    fn stand(&self, scene: &mut Scene, stance: &Stance) -> Option<Held> {
        let [width, _, height] = stance.size;
        let above = ([0.0, stance.low, 0.0], width * self.wide, height * self.share);
        let held = match self.stand {
            Stand::Base(profile) => self.base(scene, stance, profile, above),
            Stand::Block => self.block(scene, stance, above),
            Stand::Pole => pole(scene, stance, above),
            Stand::Tripod => legs(scene, stance, 3, above),
            Stand::Four => legs(scene, stance, 4, above),
            Stand::Arc => arc(scene, stance),
            Stand::Mast => mast(scene, stance, above.2),
            Stand::None => ([0.0; 3], width, height),
            Stand::Ladder => {
                ladder(scene, stance);
                return None;
            }
            Stand::Yoke => {
                yoke(scene, stance);
                return None;
            }
            Stand::Reader => {
                reader(scene, stance);
                return None;
            }
        };
        Some(held)
    }

    fn base(&self, scene: &mut Scene, stance: &Stance, profile: Profile, above: Held) -> Held {
        let Stance { size: [width, ..], low, material, .. } = *stance;
        let wide = if self.wide < 1.0 { width } else { width * 0.62 };
        scene.add(profile.lathe([0.0; 3], wide, low - 14.0, material));
        scene.add(Rod::new([0.0, low - 16.0, 0.0], [0.0, low + 16.0, 0.0], 6.0, Material::of("brass")));
        above
    }

    fn block(&self, scene: &mut Scene, stance: &Stance, above: Held) -> Held {
        let Stance { size: [width, depth, _], low, material, .. } = *stance;
        let (x, z) = (width / 2.0, depth / 2.0);
        scene.add(Block::new([-x, 0.0, -z], [x, low, z], material));
        scene.glow([0.0, low * 0.9, -z], width * 1.4, 0.6);
        (above.0, width * self.wide.min(0.8), above.2)
    }
}

fn pole(scene: &mut Scene, stance: &Stance, above: Held) -> Held {
    let Stance { size: [width, ..], low, material, .. } = *stance;
    scene.add(Lathe::disc([0.0; 3], (width * 0.34).max(60.0), 18.0, material));
    scene.add(Rod::new([0.0, 18.0, 0.0], [0.0, low + 20.0, 0.0], 9.0_f64.min(width * 0.04), material));
    above
}

fn legs(scene: &mut Scene, stance: &Stance, count: u32, above: Held) -> Held {
    let Stance { size: [width, ..], low, material, .. } = *stance;
    for leg in 0..count {
        let (sin, cos) = (f64::from(leg) * 360.0 / f64::from(count) + 50.0).to_radians().sin_cos();
        let (foot, head) = ([sin * width * 0.48, 0.0, cos * width * 0.48], [sin * 26.0, low + 10.0, cos * 26.0]);
        scene.add(Rod::tapered(foot, head, [11.0, 15.0], material));
    }
    above
}

fn arc(scene: &mut Scene, stance: &Stance) -> Held {
    let Stance { size: [width, _, height], material, .. } = *stance;
    let (base, head) = (140.0 - width / 2.0, [width / 2.0 - 190.0, height * 0.78, 0.0]);
    scene.add(Block::new([base - 120.0, 0.0, -150.0], [base + 120.0, 110.0, 150.0], Material::of("marble")));
    let bow = [
        [base, 110.0, 0.0],
        [base + 60.0, height * 0.62, 0.0],
        [base + 340.0, height * 0.97, 0.0],
        [head[0] - 180.0, height * 0.99, 0.0],
        [head[0], head[1] + 60.0, 0.0],
    ];
    scene.add(Rod::bent(&bow, 11.0, material));
    ([head[0], head[1] - 210.0, 0.0], 400.0, 230.0)
}

fn ladder(scene: &mut Scene, stance: &Stance) {
    let Stance { size: [width, depth, height], material, .. } = *stance;
    let (x, front, back) = (width / 2.0 - 20.0, depth / 2.0 - 40.0, 20.0 - depth / 2.0);
    for side in SIDES {
        scene.add(Rod::new([side * x, 0.0, front], [side * x, height, back], 17.0, material));
    }
    for rung in 1..5 {
        let share = 0.16 + 0.17 * f64::from(rung);
        let (y, z) = (height * share, front + (back - front) * share);
        scene.add(Rod::new([-x, y, z], [x, y, z], 13.0, material));
    }
    let bar = [0.0, height * 0.965, back + 10.0];
    let light = Material::of("opal_glass").coloured(Colour::FLAME.lit(1.3));
    scene.add(Rod::new([16.0 - x, bar[1], bar[2]], [x - 16.0, bar[1], bar[2]], 18.0, light));
    scene.glow(bar, width * 1.2, 0.9);
}

fn mast(scene: &mut Scene, stance: &Stance, tall: f64) -> Held {
    let Stance { size: [width, _, height], low, material, metal } = *stance;
    let (at, head) = (-width * 0.15, [width * 0.31, height * 0.93, 0.0]);
    scene.add(Lathe::disc([at, 0.0, 0.0], 130.0, 20.0, metal));
    scene.add(Rod::tapered([at, 20.0, 0.0], [at, height, 0.0], [17.0, 13.0], material));
    scene.add(Rod::new([at, head[1], 0.0], head, 8.0, metal));
    scene.add(Rod::new([head[0], low + tall * 0.5, 0.0], head, 4.0, metal));
    ([head[0], low - 100.0, 0.0], 300.0, tall)
}

fn yoke(scene: &mut Scene, stance: &Stance) {
    let Stance { size: [width, _, height], material, .. } = *stance;
    let reach = width / 2.0 - 60.0;
    scene.add(Lathe::disc([0.0; 3], 150.0, 18.0, material));
    scene.add(Rod::new([0.0, 18.0, 0.0], [0.0, height - 40.0, 0.0], 11.0, material));
    scene.add(Rod::new([-reach, height - 40.0, 0.0], [reach, height - 40.0, 0.0], 9.0, material));
    for side in SIDES {
        let (from, to) = ([side * reach, height - 30.0, 0.0], [side * (reach - 10.0) - 40.0, height - 210.0, 50.0]);
        scene.add(Rod::tapered(from, to, [34.0, 72.0], material).lit());
        scene.glow(to, 340.0, 0.7);
    }
}

fn reader(scene: &mut Scene, stance: &Stance) {
    let Stance { size: [width, _, height], material, metal, .. } = *stance;
    let x = width / 2.0;
    scene.add(Lathe::disc([-x * 0.5, 0.0, 0.0], 110.0, 16.0, material));
    let neck = [
        [-x * 0.5, 16.0, 0.0],
        [-x * 0.5, height * 0.8, 0.0],
        [-x * 0.3, height * 0.97, 10.0],
        [x * 0.2, height - 30.0, 20.0],
    ];
    scene.add(Rod::bent(&neck, 8.0, material));
    let (from, to) = ([x * 0.1, height - 12.0, 20.0], [x * 0.9, height - 150.0, 60.0]);
    scene.add(Rod::tapered(from, to, [34.0, 76.0], metal).lit());
    scene.glow(to, 420.0, 0.85);
}
