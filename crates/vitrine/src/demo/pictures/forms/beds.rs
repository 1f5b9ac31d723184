//! Beds, with their bedding.

use serde::Deserialize;

use super::{Parts, SIDES, feet};
use crate::demo::pictures::colour::Colour;
use crate::demo::pictures::materials::Material;
use crate::demo::pictures::scene::Scene;
use crate::demo::pictures::solids::{Block, Mark, Rod};
use crate::demo::pictures::stage::Place;

/// See the module.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Bed {
    head: Head,
    /// Drawers below.
    drawers: u32,
    /// One above the other.
    bunk: bool,
}

impl Default for Bed {
    fn default() -> Self {
        Self { head: Head::Panel, drawers: 0, bunk: false }
    }
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Head {
    Panel,
    Padded,
    /// Of thin tube, and so is the frame.
    Bars,
    None,
}

impl Bed {
    pub fn scene(&self, parts: &Parts) -> Scene {
        let [width, depth, height] = parts.size;
        let mut scene = Scene::new(Place::Floor, 38.0, 17.0);
        let (x, z) = (width / 2.0, depth / 2.0);
        let rail = if height < 320.0 { height } else { 320.0 };
        self.frame(&mut scene, parts, rail, 0.0);
        bedding(&mut scene, [x - 45.0, z - 45.0], rail);
        if self.bunk {
            let upper = height - 330.0;
            self.frame(&mut scene, parts, upper, upper - 120.0);
            bedding(&mut scene, [x - 45.0, z - 45.0], upper);
            for (x, z) in feet(x - 28.0, z - 28.0) {
                let (low, high) = ([x - 28.0, rail, z - 28.0], [x + 28.0, height, z + 28.0]);
                scene.add(Block::new(low, high, parts.main).grained([0.0, 1.0, 0.0]));
            }
            for rung in 0..4 {
                let y = rail + 130.0 + 200.0 * f64::from(rung);
                scene.add(Rod::new([x + 14.0, y, z - 420.0], [x + 14.0, y, z - 60.0], 13.0, parts.main));
            }
            return scene;
        }
        self.head(&mut scene, parts, [x, -z, height]);
        scene
    }

    /// The frame about a mattress, up to a height, on legs or from there down to `low`.
    fn frame(&self, scene: &mut Scene, parts: &Parts, top: f64, low: f64) {
        let [width, depth, _] = parts.size;
        let (x, z) = (width / 2.0, depth / 2.0);
        let under = if low > 0.0 {
            low
        } else if self.drawers > 0 {
            60.0
        } else {
            (top - 150.0).max(0.0)
        };
        if self.head == Head::Bars {
            for (x, z) in feet(x - 14.0, z - 14.0) {
                scene.add(Rod::new([x, 0.0, z], [x, top + 20.0, z], 14.0, parts.main));
            }
            for side in SIDES {
                scene.add(Rod::new(
                    [side * (x - 14.0), top - 40.0, -z + 14.0],
                    [side * (x - 14.0), top - 40.0, z - 14.0],
                    14.0,
                    parts.main,
                ));
                scene.add(Rod::new(
                    [-x + 14.0, top - 40.0, side * (z - 14.0)],
                    [x - 14.0, top - 40.0, side * (z - 14.0)],
                    14.0,
                    parts.main,
                ));
            }
            return;
        }
        let soft = |block: Block| if parts.main.is_soft() { block.soft(26.0) } else { block };
        scene.add(soft(Block::new([-x, under, -z + 30.0], [x, top, z], parts.main).grained([0.0, 0.0, 1.0])));
        if low == 0.0 && under > 0.0 && self.drawers == 0 {
            for (x, z) in feet(x - 40.0, z - 40.0) {
                scene.add(Block::between(
                    [x, 0.0, z],
                    [x, under, z],
                    [24.0, 24.0],
                    [30.0, 30.0],
                    if parts.main.is_soft() { parts.third } else { parts.main },
                ));
            }
        }
        for drawer in 0..self.drawers {
            let one = (depth - 200.0) / f64::from(self.drawers);
            let from = -z + 100.0 + one * f64::from(drawer);
            let front = [
                [x + 1.0, under + 20.0, from + 6.0],
                [x + 1.0, under + 20.0, from + one - 6.0],
                [x + 1.0, top - 40.0, from + one - 6.0],
                [x + 1.0, top - 40.0, from + 6.0],
                [x + 1.0, under + 20.0, from + 6.0],
            ];
            scene.add(Mark::line(&front, 6.0, parts.main.lit(0.36), 0.9));
            let y = top - 60.0;
            let middle = from + one / 2.0;
            scene.add(Mark::line(
                &[[x + 1.4, y, middle - 60.0], [x + 1.4, y, middle + 60.0]],
                14.0,
                parts.main.lit(0.3),
                0.9,
            ));
        }
    }

    fn head(&self, scene: &mut Scene, parts: &Parts, [x, z, top]: [f64; 3]) {
        match self.head {
            Head::Panel => {
                scene.add(Block::new([-x, 0.0, z - 6.0], [x, top, z + 30.0], parts.main).grained([1.0, 0.0, 0.0]));
            }
            Head::Padded => {
                let count = 4;
                for panel in 0..count {
                    let one = x * 2.0 / f64::from(count);
                    let left = -x + one * f64::from(panel);
                    scene.add(Block::new([left, 60.0, z - 60.0], [left + one, top, z + 60.0], parts.main).soft(40.0));
                }
            }
            Head::Bars => {
                let path = [
                    [-x + 14.0, 0.0, z + 14.0],
                    [-x + 14.0, top - 120.0, z + 14.0],
                    [-x + 120.0, top, z + 14.0],
                    [x - 120.0, top, z + 14.0],
                    [x - 14.0, top - 120.0, z + 14.0],
                    [x - 14.0, 0.0, z + 14.0],
                ];
                scene.add(Rod::along(&path, 14.0, parts.main));
                for bar in -3..=3 {
                    let at = f64::from(bar) * x * 0.24;
                    scene.add(Rod::new([at, 300.0, z + 14.0], [at, top, z + 14.0], 8.0, parts.main));
                }
            }
            Head::None => {}
        }
    }
}

/// A mattress, a blanket and pillows from a height.
fn bedding(scene: &mut Scene, [x, z]: [f64; 2], at: f64) {
    let cloth = Material::of("linen").coloured(Colour::parse("#f1ece2"));
    let blanket = Material::of("linen").coloured(Colour::parse("#d9cfbe"));
    scene.add(Block::new([-x, at - 40.0, -z], [x, at + 130.0, z], cloth).soft(42.0));
    scene.add(Block::new([-x - 14.0, at + 4.0, -z * 0.36], [x + 14.0, at + 158.0, z + 10.0], blanket).soft(46.0));
    scene.add(
        Block::new([-x - 16.0, at + 60.0, -z * 0.36 - 150.0], [x + 16.0, at + 170.0, -z * 0.36], cloth).soft(40.0),
    );
    let count = if x > 600.0 { 2 } else { 1 };
    for pillow in 0..count {
        let one = x * 2.0 / f64::from(count);
        let left = -x + one * f64::from(pillow);
        let (low, high) = ([left + 40.0, at + 130.0, -z + 40.0], [left + one - 40.0, at + 280.0, -z + 420.0]);
        scene.add(Block::new(low, high, cloth).soft(90.0));
    }
}
