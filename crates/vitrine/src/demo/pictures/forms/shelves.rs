//! Open shelves, on the floor and on the wall.

use serde::Deserialize;

use super::{Parts, SIDES, feet};
use crate::demo::pictures::materials::Material;
use crate::demo::pictures::outlines::turn;
use crate::demo::pictures::scene::Scene;
use crate::demo::pictures::solids::{Block, Mark, Plate, Rod};
use crate::demo::pictures::stage::Place;

/// See the module.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Shelf {
    boards: u32,
    sides: Sides,
    /// Cells side by side.
    columns: u32,
    /// A cross of rods at the back.
    braced: bool,
    /// Boards of the second material.
    swapped: bool,
}

impl Default for Shelf {
    fn default() -> Self {
        Self { boards: 5, sides: Sides::Panel, columns: 1, braced: false, swapped: false }
    }
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Sides {
    Panel,
    /// Steel ladders of bars.
    Ladder,
    Posts,
    /// Blocks of the second material.
    Blocks,
    /// Cords from the wall.
    Cords,
    /// Leaning on the wall, deeper below.
    Leaning,
    /// One post in a corner.
    Corner,
    /// A single board on the wall.
    Board,
    /// A ledge with a rim.
    Ledge,
}

impl Shelf {
    pub fn scene(&self, parts: &Parts) -> Scene {
        let [width, depth, height] = parts.size;
        let hangs = matches!(self.sides, Sides::Cords | Sides::Board | Sides::Ledge);
        let rise = if height > 900.0 { 8.0 } else { 14.0 };
        let mut scene = Scene::new(if hangs { Place::Wall } else { Place::Floor }, 27.0, rise);
        let (x, z) = (width / 2.0, depth / 2.0);
        let (board, side) = if self.swapped { (parts.second, parts.main) } else { (parts.main, parts.second) };
        let thick = if self.sides == Sides::Board { height } else { 24.0 };
        let low = match self.sides {
            Sides::Ladder | Sides::Posts => 90.0,
            Sides::Leaning => 300.0,
            Sides::Panel if self.columns == 1 => 40.0,
            _ => 0.0,
        };
        let high = match self.sides {
            Sides::Ladder | Sides::Posts | Sides::Leaning => height - 50.0,
            _ => height,
        };
        let count = self.boards.max(1);
        for index in 0..count {
            let share = if count == 1 { 1.0 } else { f64::from(index) / f64::from(count - 1) };
            let at = low + thick + (high - low - thick) * share;
            let inset = if self.sides == Sides::Panel { 22.0 } else { 0.0 };
            if self.sides == Sides::Corner {
                let quarter = (0..=16).map(|step| {
                    let [sin, cos] = turn(step, 64);
                    [-x + width * sin, -z + depth * cos]
                });
                let outline: Vec<_> = std::iter::once([-x, -z]).chain(quarter).collect();
                scene.add(Plate::level(&outline, [at - thick, at], false, board));
            } else {
                let deep = if self.sides == Sides::Leaning { depth * (1.0 - 0.55 * share) } else { depth };
                let (from, to) = ([-x + inset, at - thick, -z], [x - inset, at, -z + deep]);
                scene.add(Block::new(from, to, board).grained([1.0, 0.0, 0.0]));
            }
        }
        self.sides(&mut scene, parts, side);
        if self.braced {
            for way in SIDES {
                scene.add(Rod::new(
                    [-way * (x - 10.0), 120.0, -z - 4.0],
                    [way * (x - 10.0), height - 120.0, -z - 4.0],
                    6.0,
                    parts.second,
                ));
            }
        }
        scene
    }

    fn sides(&self, scene: &mut Scene, parts: &Parts, side: Material) {
        let [width, depth, height] = parts.size;
        let (x, z) = (width / 2.0, depth / 2.0);
        match self.sides {
            Sides::Panel => {
                for column in 0..=self.columns {
                    let at = -x + 11.0 + (width - 22.0) * f64::from(column) / f64::from(self.columns);
                    let (low, high) = ([at - 11.0, 0.0, -z], [at + 11.0, height, z]);
                    scene.add(Block::new(low, high, parts.main).grained([0.0, 1.0, 0.0]));
                }
            }
            Sides::Ladder => {
                for (x, z) in feet(x + 8.0, z - 8.0) {
                    scene.add(Rod::new([x, 0.0, z], [x, height, z], 8.0, side));
                }
                for side_of in SIDES {
                    for rung in 0..(self.boards * 2) {
                        let y = 90.0 + (height - 140.0) * f64::from(rung) / f64::from(self.boards * 2 - 1);
                        let at = side_of * (x + 8.0);
                        scene.add(Rod::new([at, y, -z + 8.0], [at, y, z - 8.0], 5.0, side));
                    }
                }
            }
            Sides::Posts => {
                for (x, z) in feet(x - 12.0, z - 12.0) {
                    let (low, high) = ([x - 13.0, 0.0, z - 13.0], [x + 13.0, height, z + 13.0]);
                    scene.add(Block::new(low, high, parts.main).grained([0.0, 1.0, 0.0]));
                }
            }
            Sides::Blocks => {
                let gap = (height - 24.0) / f64::from(self.boards.max(2) - 1);
                for level in 0..self.boards.saturating_sub(1) {
                    for side_of in SIDES {
                        let at = side_of * (x - 190.0);
                        let low = 24.0 + gap * f64::from(level);
                        let (from, to) = ([at - 80.0, low, -z + 30.0], [at + 80.0, low + gap - 24.0, z - 30.0]);
                        scene.add(Block::new(from, to, parts.second));
                    }
                }
            }
            Sides::Cords => {
                for (x, z) in feet(x - 40.0, z - 14.0) {
                    scene.add(Rod::new([x, 0.0, z], [x, height, z], 4.0, parts.second));
                    scene.add(Rod::new([x, height, z], [x, height + 200.0, -depth / 2.0], 4.0, parts.second));
                }
            }
            Sides::Leaning => {
                for side_of in SIDES {
                    let at = side_of * (x - 12.0);
                    let (foot, head) = ([at, 0.0, z - 16.0], [at, height, -z + 14.0]);
                    scene.add(Block::between(foot, head, [12.0, 18.0], [12.0, 15.0], parts.main));
                    scene.add(Block::new(
                        [at - 11.0, 0.0, -z],
                        [at + 11.0, height * 0.9, -z + 22.0],
                        parts.main.toned(0.92),
                    ));
                }
            }
            Sides::Corner => {
                let (low, high) = ([-x, 0.0, -z], [-x + 34.0, height, -z + 34.0]);
                scene.add(Block::new(low, high, parts.main).grained([0.0, 1.0, 0.0]));
            }
            Sides::Ledge => {
                let (low, high) = ([-x, 0.0, z - 4.0], [x, height, z + 3.0]);
                scene.add(Block::new(low, high, parts.main));
                let wall = [[-x, height, -z], [x, height, -z], [x, height + 60.0, -z], [-x, height + 60.0, -z]];
                scene.add(Mark::area(&wall, parts.main.lit(0.9), 1.0));
            }
            Sides::Board => {}
        }
    }
}
