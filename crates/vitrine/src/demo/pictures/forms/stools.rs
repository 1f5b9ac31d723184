//! Stools and benches.

use serde::Deserialize;

use super::{Parts, SIDES};
use crate::demo::pictures::scene::Scene;
use crate::demo::pictures::solids::{Block, Lathe, Plate, Rod};
use crate::demo::pictures::stage::Place;

/// A stool.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Stool {
    seat: Seat,
    /// None for one column.
    legs: u32,
    /// One ring for the feet, or so many rungs.
    rungs: u32,
    /// With a seat of the second material.
    topped: bool,
}

impl Default for Stool {
    fn default() -> Self {
        Self { seat: Seat::Round, legs: 4, rungs: 0, topped: false }
    }
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Seat {
    Round,
    Square,
    /// Leather between crossed legs.
    Sling,
    /// One body from the floor up: a drum, narrow in the middle, or wide.
    Waist,
    Belly,
    Cork,
}

impl Stool {
    pub fn scene(&self, parts: &Parts) -> Scene {
        let [width, depth, height] = parts.size;
        let mut scene = Scene::new(Place::Floor, 30.0, 15.0);
        let radius = width / 2.0;
        let top = if self.topped { parts.second } else { parts.main };
        let body = |profile: &[[f64; 2]]| {
            let scaled: Vec<_> = profile.iter().map(|[r, y]| [r * radius, y * height]).collect();
            Lathe::curved([0.0; 3], &scaled, parts.main)
        };
        match self.seat {
            Seat::Waist => {
                scene.add(body(&[[0.86, 0.0], [0.78, 0.12], [0.62, 0.5], [0.82, 0.86], [1.0, 0.96], [0.96, 1.0]]));
            }
            Seat::Belly => scene.add(body(&[[0.72, 0.0], [0.80, 0.06], [1.0, 0.5], [0.84, 0.94], [0.76, 1.0]])),
            Seat::Cork => {
                scene.add(body(&[[0.72, 0.0], [0.76, 0.04], [0.92, 0.62], [1.0, 0.68], [1.0, 0.97], [0.95, 1.0]]));
            }
            Seat::Sling => sling(&mut scene, parts),
            Seat::Round => {
                let thick = if self.legs == 0 { 46.0 } else { 32.0 };
                scene.add(Lathe::disc([0.0, height - thick, 0.0], radius, thick, top));
                self.legs(&mut scene, parts, height - thick);
            }
            Seat::Square => {
                let (low, high) = ([-radius, -depth / 2.0], [radius, depth / 2.0]);
                scene.add(Plate::rounded(low, high, [height - 34.0, height], 30.0, top));
                self.legs(&mut scene, parts, height - 34.0);
            }
        }
        scene
    }

    fn legs(&self, scene: &mut Scene, parts: &Parts, under: f64) {
        let reach = parts.size[0] / 2.0;
        if self.legs == 0 {
            scene.add(Lathe::curved(
                [0.0; 3],
                &[[reach * 0.66, 0.0], [reach * 0.60, 20.0], [reach * 0.34, 70.0], [reach * 0.30, under]],
                parts.main,
            ));
            return;
        }
        let step = 360.0 / f64::from(self.legs);
        let place = |leg: u32, share: f64| {
            let angle = (f64::from(leg) * step + step / 2.0 + 4.0).to_radians();
            let out = reach * (0.98 - 0.30 * share);
            [out * angle.sin(), under * share, out * angle.cos()]
        };
        for leg in 0..self.legs {
            scene.add(Rod::tapered(place(leg, 0.0), place(leg, 1.0), [11.0, 16.0], parts.main));
        }
        for rung in 0..self.rungs.min(4) {
            if self.rungs == 1 {
                scene.add(Rod::ring([0.0, under * 0.36, 0.0], reach * 0.88, 9.0, parts.main));
            } else {
                let (from, to) = (rung, (rung + 1) % self.legs);
                let share = 0.24 + 0.13 * f64::from(rung);
                scene.add(Rod::new(place(from, share), place(to, share), 9.0, parts.second));
            }
        }
    }
}

/// Crossed legs and a leather seat between them.
fn sling(scene: &mut Scene, parts: &Parts) {
    let [width, depth, height] = parts.size;
    for z in SIDES.map(|side| side * depth * 0.42) {
        for side in SIDES {
            let (foot, head) = ([side * width * 0.46, 0.0, z], [-side * width * 0.46, height - 20.0, z]);
            scene.add(Rod::tapered(foot, head, [13.0, 12.0], parts.main));
        }
    }
    let low = [-width / 2.0, height - 26.0, -depth / 2.0];
    scene.add(Block::new(low, [width / 2.0, height, depth / 2.0], parts.second).soft(16.0));
}

/// A bench.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Bench {
    top: Top,
    back: BenchBack,
    legs: BenchLegs,
    shelf: bool,
    arms: bool,
}

impl Default for Bench {
    fn default() -> Self {
        Self { top: Top::Plank, back: BenchBack::None, legs: BenchLegs::Square, shelf: false, arms: false }
    }
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Top {
    Plank,
    Slats,
    /// Of the second material: rope, leather, felt.
    Woven,
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum BenchBack {
    None,
    Panel,
    Slats,
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum BenchLegs {
    Square,
    Panel,
    /// Bent steel of the second material.
    Loop,
    Splayed,
}

impl Bench {
    pub fn scene(&self, parts: &Parts) -> Scene {
        let [width, depth, height] = parts.size;
        let mut scene = Scene::new(Place::Floor, 28.0, 15.0);
        let (half, front, rear) = (width / 2.0, depth / 2.0, -depth / 2.0);
        let seat = if self.back == BenchBack::None { height } else { 450.0 };
        let rear_of_seat = if self.back == BenchBack::None { rear } else { rear + 90.0 };
        self.seat(&mut scene, parts, [half, rear_of_seat, front, seat]);
        self.legs(&mut scene, parts, [half, rear_of_seat, front, seat - 40.0]);
        if self.shelf {
            let (low, high) = ([-half + 60.0, 120.0, rear_of_seat + 20.0], [half - 60.0, 142.0, front - 20.0]);
            scene.add(Block::new(low, high, parts.main));
        }
        self.back(&mut scene, parts, [half, rear, seat, height]);
        if self.arms {
            for side in SIDES {
                let x = side * (half - 30.0);
                let (low, high) = ([x - 28.0, seat + 190.0, rear + 20.0], [x + 28.0, seat + 216.0, front - 20.0]);
                scene.add(Block::new(low, high, parts.main).grained([0.0, 0.0, 1.0]));
                scene.add(Block::new(
                    [x - 22.0, seat - 40.0, front - 80.0],
                    [x + 22.0, seat + 190.0, front - 36.0],
                    parts.main,
                ));
            }
        }
        scene
    }

    fn seat(&self, scene: &mut Scene, parts: &Parts, [half, rear, front, top]: [f64; 4]) {
        match self.top {
            Top::Plank => {
                let (low, high) = ([-half, top - 40.0, rear], [half, top, front]);
                scene.add(Block::new(low, high, parts.main).rounded(4.0).grained([1.0, 0.0, 0.0]));
            }
            Top::Slats => {
                for slat in 0..5 {
                    let at = rear + (front - rear) * f64::from(slat) / 5.0;
                    let (low, high) = ([-half, top - 28.0, at], [half, top, at + (front - rear) / 5.0 - 14.0]);
                    scene.add(Block::new(low, high, parts.main).grained([1.0, 0.0, 0.0]));
                }
            }
            Top::Woven => {
                let (low, high) = ([-half, top - 62.0, rear], [half, top - 16.0, front]);
                scene.add(Block::new(low, high, parts.main).grained([1.0, 0.0, 0.0]));
                let (low, high) = ([-half + 34.0, top - 16.0, rear + 22.0], [half - 34.0, top, front - 22.0]);
                scene.add(Block::new(low, high, parts.second).soft(12.0));
            }
        }
    }

    fn legs(&self, scene: &mut Scene, parts: &Parts, [half, rear, front, under]: [f64; 4]) {
        for side in SIDES {
            let x = side * (half - 90.0);
            match self.legs {
                BenchLegs::Panel => {
                    let (low, high) = ([x - 20.0, 0.0, rear + 14.0], [x + 20.0, under, front - 14.0]);
                    scene.add(Block::new(low, high, parts.main).grained([0.0, 1.0, 0.0]));
                }
                BenchLegs::Loop => {
                    let path = [
                        [x, under, rear + 40.0],
                        [x, 10.0, rear + 20.0],
                        [x, 10.0, front - 20.0],
                        [x, under, front - 40.0],
                    ];
                    scene.add(Rod::along(&path, 12.0, parts.second));
                }
                BenchLegs::Square | BenchLegs::Splayed => {
                    let out = if self.legs == BenchLegs::Splayed { 46.0 * side } else { 0.0 };
                    for z in [rear + 40.0, front - 40.0] {
                        let from = [x + out + side * 30.0, 0.0, z];
                        let to = [x + side * 30.0, under, z];
                        scene.add(
                            Block::between(from, to, [18.0, 18.0], [26.0, 26.0], parts.main).grained([0.0, 1.0, 0.0]),
                        );
                    }
                }
            }
        }
        if self.legs == BenchLegs::Square {
            let (low, high) = ([-half + 80.0, under - 60.0, rear + 34.0], [half - 80.0, under, front - 34.0]);
            scene.add(Block::new(low, high, parts.main.toned(0.9)));
        }
    }

    fn back(&self, scene: &mut Scene, parts: &Parts, [half, rear, seat, top]: [f64; 4]) {
        let board = |low: f64, high: f64| {
            let (from, to) = ([-half, low, rear + 40.0], [half, high, rear + 68.0]);
            Block::new(from, to, parts.main).grained([1.0, 0.0, 0.0]).tilted(5.0)
        };
        match self.back {
            BenchBack::None => return,
            BenchBack::Panel => scene.add(board(seat + 20.0, top)),
            BenchBack::Slats => {
                for row in 0..4 {
                    let low = seat + 60.0 + (top - seat - 60.0) * f64::from(row) / 4.0;
                    scene.add(board(low, low + (top - seat - 60.0) / 4.0 - 18.0));
                }
            }
        }
        for side in SIDES {
            let x = side * (half - 60.0);
            scene.add(Block::between(
                [x, seat - 60.0, rear + 60.0],
                [x, top - 20.0, rear + 20.0],
                [24.0, 16.0],
                [20.0, 14.0],
                parts.main,
            ));
        }
    }
}
