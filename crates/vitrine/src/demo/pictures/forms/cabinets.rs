//! Bodies with doors and drawers: sideboards, wardrobes, chests, bedside tables.

use serde::Deserialize;

use super::fronts::{Front, Handle};
use super::{Parts, SIDES, feet};
use crate::demo::pictures::materials::Material;
use crate::demo::pictures::scene::Scene;
use crate::demo::pictures::solids::{Block, Lathe, Plate, Rod};
use crate::demo::pictures::stage::Place;
use crate::demo::pictures::texture::count;

/// See the module. Fronts are written by column, from the left, each from above: a letter a front.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Cabinet {
    /// `d` door, `w` drawer, `o` open, `t` tambour, `c` cane, `g` glass, `p` perforated, `s` slats.
    fronts: Vec<String>,
    base: Base,
    handle: Handle,
    /// A top of the third material.
    topped: bool,
    /// Half round at both ends, without fronts there.
    round: bool,
}

impl Default for Cabinet {
    fn default() -> Self {
        Self { fronts: vec!["d".to_owned()], base: Base::Legs, handle: Handle::Knob, topped: false, round: false }
    }
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Base {
    Legs,
    Plinth,
    Metal,
    Castors,
    /// On the wall.
    Hung,
    /// Straight on the floor.
    Floor,
}

impl Cabinet {
    pub fn scene(&self, parts: &Parts) -> Scene {
        let [width, depth, height] = parts.size;
        let place = if self.base == Base::Hung { Place::Wall } else { Place::Floor };
        let mut scene = Scene::new(place, 26.0, if height > 1200.0 { 9.0 } else { 14.0 });
        let (x, z) = (width / 2.0, depth / 2.0);
        let foot = match self.base {
            Base::Legs | Base::Metal => (height * 0.2).clamp(60.0, 150.0),
            Base::Castors => 60.0,
            Base::Plinth => 50.0,
            Base::Hung | Base::Floor => 0.0,
        };
        self.base(&mut scene, parts, foot);
        let board = if width > 600.0 { 24.0 } else { 18.0 };
        let top = if self.topped { height - 22.0 } else { height };
        // The body ends where the fronts are let in.
        let along = if height > width { [0.0, 1.0, 0.0] } else { [1.0, 0.0, 0.0] };
        if self.round {
            scene.add(Plate::rounded([-x, -z], [x, z - 4.0], [foot, top], z, parts.main));
        } else {
            scene.add(Block::new([-x, foot, -z], [x, top, z - 4.0], parts.main).grained(along));
        }
        if self.topped && self.round {
            let (low, high) = ([-x - 6.0, -z - 4.0], [x + 6.0, z + 8.0]);
            scene.add(Plate::rounded(low, high, [top, height], z + 6.0, parts.third));
        } else if self.topped {
            let (low, high) = ([-x - 6.0, top, -z - 4.0], [x + 6.0, height, z + 10.0]);
            scene.add(Block::new(low, high, parts.third).grained([1.0, 0.0, 0.0]));
        }
        let columns = self.fronts.len();
        let edge = if self.round { z } else { board };
        let one = (width - 2.0 * edge) / count(columns.max(1));
        for (column, fronts) in self.fronts.iter().enumerate() {
            let left = -x + edge + one * count(column);
            let row = (top - 2.0 * board - foot) / count(fronts.len().max(1));
            for (index, kind) in fronts.chars().enumerate() {
                let above = top - board - row * count(index);
                let (low, high, right) = (above - row + 2.0, above - 2.0, left + one - 2.0);
                let front = Front { left: left + 2.0, low, right, high, z, is_left: column * 2 < columns };
                front.add(&mut scene, parts, kind, self.handle);
            }
        }
        if let ([front], Handle::Strap) = (self.fronts.as_slice(), self.handle)
            && front == "w"
            && self.base == Base::Plinth
        {
            // A chest is lifted by its ends.
            let y = f64::midpoint(foot, top) + 60.0;
            let loops = [[x, y, -80.0], [x + 16.0, y - 40.0, -60.0], [x + 16.0, y - 40.0, 60.0], [x, y, 80.0]];
            scene.add(Rod::bent(&loops, 11.0, parts.second));
        }
        scene
    }

    fn base(&self, scene: &mut Scene, parts: &Parts, foot: f64) {
        let [width, depth, _] = parts.size;
        let (x, z) = (width / 2.0, depth / 2.0);
        match self.base {
            Base::Legs => {
                for (x, z) in feet(x - 60.0, z - 50.0) {
                    scene.add(Rod::tapered([x * 1.03, 0.0, z * 1.05], [x, foot + 2.0, z], [10.0, 19.0], parts.main));
                }
            }
            Base::Metal => {
                for (x, z) in feet(x - 40.0, z - 40.0) {
                    scene.add(Rod::new([x, 0.0, z], [x, foot, z], 9.0, parts.second));
                }
                for side in SIDES {
                    scene.add(Rod::new(
                        [-x + 40.0, foot - 9.0, side * (z - 40.0)],
                        [x - 40.0, foot - 9.0, side * (z - 40.0)],
                        8.0,
                        parts.second,
                    ));
                }
            }
            Base::Castors => {
                for (x, z) in feet(x - 50.0, z - 50.0) {
                    scene.add(Lathe::ball([x, 28.0, z], 28.0, 1.0, Material::of("rubber")));
                }
            }
            Base::Plinth => {
                let x = if self.round { x - z * 0.5 } else { x };
                let (low, high) = ([-x + 20.0, 0.0, -z + 20.0], [x - 20.0, foot, z - 30.0]);
                scene.add(Block::new(low, high, parts.main.toned(0.55)));
            }
            Base::Hung | Base::Floor => {}
        }
    }
}
