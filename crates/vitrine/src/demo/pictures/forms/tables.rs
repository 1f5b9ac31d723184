//! Tables, desks and consoles.

use serde::Deserialize;

use super::legs::Legs;
use super::{Parts, SIDES};
use crate::demo::pictures::materials::Material;
use crate::demo::pictures::scene::Scene;
use crate::demo::pictures::solids::{Block, Lathe, Mark, Plate, Rod};
use crate::demo::pictures::stage::Place;

/// See the module.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Table {
    top: Top,
    /// The thickness of the top in millimetres.
    thick: f64,
    legs: Legs,
    drawers: u32,
    /// Height of a shelf below, in millimetres.
    shelf: Option<f64>,
    /// Of a desk: walls of the main material on three sides.
    walls: bool,
    /// Whether the top is of the second material, and the legs of the main one.
    swapped: bool,
    /// Benches on both long sides.
    benches: bool,
    /// Two smaller ones half under it.
    nested: bool,
}

impl Default for Table {
    fn default() -> Self {
        let (top, legs) = (Top::Square, Legs::Square);
        Self {
            top,
            thick: 30.0,
            legs,
            drawers: 0,
            shelf: None,
            walls: false,
            swapped: false,
            benches: false,
            nested: false,
        }
    }
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Top {
    Square,
    /// With rounded corners.
    Soft,
    Round,
    Pebble,
    /// Bent like a river.
    Bend,
    /// With a rim.
    Tray,
    Slats,
}

impl Table {
    pub fn scene(&self, parts: &Parts) -> Scene {
        let [_, _, height] = parts.size;
        let mut scene = Scene::new(Place::Floor, 28.0, if height < 480.0 { 20.0 } else { 16.0 });
        let (top, base) = if self.swapped { (parts.second, parts.main) } else { (parts.main, parts.second) };
        let size = if self.benches { [parts.size[0], 760.0, height] } else { parts.size };
        let height = if self.walls { 740.0 } else { height };
        if !self.legs.is_solid() {
            self.top(&mut scene, [size[0], size[1], height], top);
        }
        let legs = if self.legs.is_solid() { parts.main } else { base };
        let under = if self.legs.is_solid() { height } else { height - self.thick };
        self.legs.add(&mut scene, [size[0] / 2.0, size[1] / 2.0, under], legs);
        self.inside(&mut scene, [size[0], size[1], height], top, parts.third);
        if self.walls {
            walls(&mut scene, parts.size, height, parts.main);
        }
        if self.nested {
            for share in [0.82, 0.64] {
                scene.move_origin([size[0] * 0.34, 0.0, size[1] * 0.34]);
                let [width, depth, height] = [size[0] * share, size[1] * share, height * share];
                self.top(&mut scene, [width, depth, height], top);
                self.legs.add(&mut scene, [width / 2.0, depth / 2.0, height - self.thick], base);
            }
        }
        if self.benches {
            benches(&mut scene, parts, top);
        }
        scene
    }

    fn top(&self, scene: &mut Scene, [width, depth, height]: [f64; 3], material: Material) {
        let (x, z, low) = (width / 2.0, depth / 2.0, height - self.thick);
        let plan = |corners: &[[f64; 2]]| {
            let corners: Vec<_> = corners.iter().map(|[a, b]| [a * x, b * z]).collect();
            Plate::level(&corners, [low, height], true, material)
        };
        match self.top {
            Top::Square => {
                scene.add(Block::new([-x, low, -z], [x, height, z], material).grained([1.0, 0.0, 0.0]));
            }
            Top::Soft => scene.add(Plate::rounded([-x, -z], [x, z], [low, height], x.min(z) * 0.28, material)),
            Top::Round => scene.add(Lathe::disc([0.0, low, 0.0], x, self.thick, material)),
            Top::Pebble => scene.add(plan(&[
                [0.98, 0.1],
                [0.62, 0.86],
                [-0.2, 0.98],
                [-0.86, 0.62],
                [-0.98, -0.2],
                [-0.5, -0.9],
                [0.3, -0.96],
                [0.86, -0.6],
            ])),
            Top::Bend => scene.add(plan(&[
                [0.98, 0.7],
                [0.6, 0.98],
                [0.1, 0.42],
                [-0.5, 0.52],
                [-0.96, 0.9],
                [-0.98, 0.1],
                [-0.6, -0.7],
                [0.0, -0.95],
                [0.62, -0.7],
                [0.96, -0.05],
            ])),
            Top::Tray => {
                scene.add(Lathe::new([0.0, low, 0.0], &[[x - 8.0, 0.0], [x, 6.0], [x, self.thick]], material));
                scene.add(Rod::ring([0.0, height, 0.0], x, 7.0, material));
            }
            Top::Slats => {
                let count = (depth / 90.0).round().max(3.0);
                let step = depth / count;
                let mut at = -z;
                while at < z - step * 0.5 {
                    let (from, to) = ([-x, low, at], [x, height, at + step - 14.0]);
                    scene.add(Block::new(from, to, material).grained([1.0, 0.0, 0.0]));
                    at += step;
                }
            }
        }
    }

    /// What hangs or lies under the top.
    fn inside(&self, scene: &mut Scene, [width, depth, height]: [f64; 3], top: Material, fittings: Material) {
        let (x, z, under) = (width / 2.0, depth / 2.0, height - self.thick);
        if let Some(at) = self.shelf {
            if self.top == Top::Round || self.top == Top::Tray {
                scene.add(Lathe::disc([0.0, at, 0.0], x * 0.74, 14.0, fittings));
            } else {
                let (low, high) = ([-x + 50.0, at, -z + 40.0], [x - 50.0, at + 20.0, z - 40.0]);
                scene.add(Block::new(low, high, fittings).grained([1.0, 0.0, 0.0]));
            }
        }
        if self.drawers == 0 {
            return;
        }
        let inset = if matches!(self.legs, Legs::Square | Legs::Tapered) { 84.0 } else { 60.0 };
        let one = (width - 2.0 * inset) / f64::from(self.drawers);
        for drawer in 0..self.drawers {
            let left = -x + inset + one * f64::from(drawer);
            let (low, high) = ([left + 2.0, under - 104.0, z - 60.0], [left + one - 2.0, under, z - 8.0]);
            scene.add(Block::new(low, high, top).grained([1.0, 0.0, 0.0]));
            let knob = [left + one / 2.0, under - 52.0, z - 6.0];
            scene.add(Mark::line(
                &[[knob[0] - 26.0, knob[1], knob[2]], [knob[0] + 26.0, knob[1], knob[2]]],
                9.0,
                fittings.lit(0.5),
                1.0,
            ));
        }
    }
}

/// A screen round the back of a desk.
fn walls(scene: &mut Scene, [width, depth, top]: [f64; 3], height: f64, material: Material) {
    let (x, z) = (width / 2.0, depth / 2.0);
    scene.add(Block::new([-x, height - 130.0, -z - 26.0], [x, top + 130.0, -z], material).soft(10.0));
    for side in SIDES {
        let (low, high) = ([side * x - 13.0, height - 130.0, -z], [side * x + 13.0, top + 130.0, z * 0.5]);
        scene.add(Block::new(low, high, material).soft(10.0));
    }
}

fn benches(scene: &mut Scene, parts: &Parts, material: Material) {
    let (x, reach) = (parts.size[0] / 2.0, parts.size[1] / 2.0);
    for side in SIDES {
        let z = side * (reach - 140.0);
        scene.add(Block::new([-x, 410.0, z - 140.0], [x, 445.0, z + 140.0], material).grained([1.0, 0.0, 0.0]));
        for end in SIDES.map(|end| end * (x - 260.0)) {
            scene.add(Block::between([end, 0.0, z], [end, 410.0, z], [30.0, 22.0], [30.0, 22.0], material));
        }
    }
    for end in SIDES.map(|end| end * (x - 260.0)) {
        let (low, high) = ([end - 20.0, 330.0, -reach + 60.0], [end + 20.0, 410.0, reach - 60.0]);
        scene.add(Block::new(low, high, material).grained([0.0, 0.0, 1.0]));
    }
}
