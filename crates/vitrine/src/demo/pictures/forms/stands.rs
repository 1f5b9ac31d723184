//! What clothes hang on.

use serde::Deserialize;

use super::{Parts, SIDES, feet};
use crate::demo::pictures::materials::Material;
use crate::demo::pictures::scene::Scene;
use crate::demo::pictures::solids::{Block, Lathe, Rod};
use crate::demo::pictures::stage::Place;

/// See the module.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stand {
    /// A pole with pegs on a foot of the second material.
    Pole,
    /// A pole that leans, with hooks of the second material.
    Leaning,
    /// A rail on two frames, a board below.
    Rail,
    /// A board on the wall with hooks.
    Rack,
    /// Cloth of the main material over a frame.
    Tent,
}

impl Stand {
    pub fn scene(&self, parts: &Parts) -> Scene {
        let [width, depth, height] = parts.size;
        let (x, z) = (width / 2.0, depth / 2.0);
        let place = if matches!(self, Self::Rack) { Place::Wall } else { Place::Floor };
        let mut scene = Scene::new(place, 26.0, 9.0);
        match self {
            Self::Pole => {
                scene.add(Lathe::curved(
                    [0.0; 3],
                    &[[x * 0.72, 0.0], [x * 0.7, 30.0], [x * 0.4, 80.0], [22.0, 92.0]],
                    parts.second,
                ));
                scene.add(Rod::tapered([0.0, 60.0, 0.0], [0.0, height, 0.0], [20.0, 15.0], parts.main));
                for (index, angle) in (0_u32..).zip([20.0_f64, 110.0, 200.0, 290.0, 65.0, 155.0, 245.0, 335.0]) {
                    let y = height - 60.0 - 70.0 * f64::from(index % 4) - if index == 7 { 600.0 } else { 0.0 };
                    let (sin, cos) = angle.to_radians().sin_cos();
                    scene.add(Rod::tapered(
                        [0.0, y, 0.0],
                        [sin * x * 0.9, y + 70.0, cos * x * 0.9],
                        [11.0, 9.0],
                        parts.main,
                    ));
                }
            }
            Self::Leaning => {
                scene.add(Rod::new([-x, 0.0, z], [x, height, -z], 16.0, parts.main));
                for index in 0..5 {
                    let share = 0.56 + 0.09 * f64::from(index);
                    let at = [-x + width * share, height * share, z - depth * share];
                    let hook =
                        [at, [at[0] - 46.0, at[1] - 6.0, at[2] + 36.0], [at[0] - 60.0, at[1] + 44.0, at[2] + 46.0]];
                    scene.add(Rod::bent(&hook, 7.0, parts.second));
                }
            }
            Self::Rail => {
                for side in SIDES.map(|side| side * (x - 20.0)) {
                    let path = [[side, 12.0, -z], [side, height - 20.0, 0.0], [side, 12.0, z]];
                    scene.add(Rod::along(&path, 12.0, parts.main));
                }
                scene.add(Rod::new([-x - 40.0, height - 20.0, 0.0], [x + 40.0, height - 20.0, 0.0], 14.0, parts.main));
                let (low, high) = ([-x + 40.0, 170.0, -z * 0.8], [x - 40.0, 194.0, z * 0.8]);
                scene.add(Block::new(low, high, parts.second).grained([1.0, 0.0, 0.0]));
            }
            Self::Rack => {
                scene.add(
                    Block::new([-x, height * 0.3, -z], [x, height, -z + 24.0], parts.main).grained([1.0, 0.0, 0.0]),
                );
                for hook in -2..=2 {
                    let at = f64::from(hook) * width * 0.19;
                    let y = height * 0.62;
                    let path =
                        [[at, y, -z + 24.0], [at, y - 50.0, -z + 40.0], [at, y - 76.0, z], [at, y - 30.0, z + 14.0]];
                    scene.add(Rod::bent(&path, 7.0, parts.second));
                    scene.add(Lathe::ball([at, y - 26.0, z + 14.0], 10.0, 1.0, parts.second));
                }
            }
            Self::Tent => tent(&mut scene, parts),
        }
        scene
    }
}

/// Cloth that hangs in folds over poles.
fn tent(scene: &mut Scene, parts: &Parts) {
    let [width, depth, height] = parts.size;
    let (x, z) = (width / 2.0, depth / 2.0);
    let wood: Material = parts.second;
    for (x, z) in feet(x - 16.0, z - 16.0) {
        scene.add(Rod::new([x, 0.0, z], [x, 130.0, z], 15.0, wood));
    }
    scene.add(Block::new([-x, 110.0, -z], [x, height, z - 26.0], parts.main).soft(22.0));
    let folds = 9;
    for fold in 0..folds {
        let one = width / f64::from(folds);
        let left = -x + one * f64::from(fold);
        let (low, high) = ([left, 96.0, z - 26.0], [left + one, height - 20.0, z - 6.0 + 12.0 * f64::from(fold % 2)]);
        scene.add(Block::new(low, high, parts.main).soft(16.0));
    }
}
