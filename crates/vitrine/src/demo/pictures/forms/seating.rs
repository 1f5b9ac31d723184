//! Chairs: dining chairs, easy chairs with a visible frame, garden chairs, deckchairs.

use serde::Deserialize;

use super::{Parts, SIDES};
use crate::demo::pictures::materials::Material;
use crate::demo::pictures::scene::Scene;
use crate::demo::pictures::solids::{Block, Lathe, Plate, Rod, Shell};
use crate::demo::pictures::stage::Place;

/// See the module.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Chair {
    seat: Seat,
    back: Back,
    legs: Legs,
    arms: bool,
    /// The height of its seat in millimetres.
    at: f64,
}

impl Default for Chair {
    fn default() -> Self {
        Self { seat: Seat::Board, back: Back::Panel, legs: Legs::Tapered, arms: false, at: 450.0 }
    }
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Seat {
    Board,
    /// Upholstered in the main material.
    Padded,
    /// A loose cushion of the second material.
    Cushion,
    /// Woven or slung, of the second material.
    Woven,
    Slats,
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Back {
    Panel,
    Slats,
    Spindles,
    Ladder,
    /// Bent round the sitter.
    Hoop,
    /// From the seat up in one sheet.
    Shell,
    Padded,
    /// Belts or a sling of the second material.
    Belts,
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Legs {
    Tapered,
    Square,
    Tube,
    Sled,
    Cantilever,
    Rockers,
    Plates,
    /// A star on the floor under one column.
    Swivel,
}

/// Where things are on a chair.
struct Frame {
    /// Half its width at the seat.
    half: f64,
    front: f64,
    rear: f64,
    seat: f64,
    top: f64,
    /// Where the back is at its top.
    lean: f64,
}

/// The legs of one side.
struct Pair<'a> {
    frame: &'a Frame,
    /// -1 is left, 1 is right.
    side: f64,
    /// Where legs stand, and where they meet the seat.
    foot: f64,
    head: f64,
    under: f64,
}

impl Chair {
    pub fn scene(&self, parts: &Parts) -> Scene {
        let [width, depth, height] = parts.size;
        let mut scene = Scene::new(Place::Floor, 33.0, 13.0);
        let outer = if self.arms { width / 2.0 - 45.0 } else { width / 2.0 };
        let seat = self.at.min(height * 0.82);
        let lean = -depth / 2.0;
        let rear = lean + (height - seat) * 0.17 + 12.0;
        let frame = Frame { half: outer, front: depth / 2.0, rear, seat, top: height, lean };
        let wood =
            if matches!(self.back, Back::Padded) || self.seat == Seat::Padded { parts.second } else { parts.main };
        self.back(&mut scene, parts, &frame, wood);
        self.legs(&mut scene, &frame, self.leg_material(parts));
        self.seat(&mut scene, parts, &frame);
        if self.arms {
            arms(&mut scene, &frame, width / 2.0, wood);
        }
        scene
    }

    fn leg_material(&self, parts: &Parts) -> Material {
        let is_metal = matches!(self.legs, Legs::Tube | Legs::Sled | Legs::Cantilever | Legs::Swivel);
        let is_padded = self.seat == Seat::Padded || self.back == Back::Padded;
        if is_padded || (is_metal && !matches!(self.seat, Seat::Woven | Seat::Cushion | Seat::Slats)) {
            parts.second
        } else {
            parts.main
        }
    }

    fn seat(&self, scene: &mut Scene, parts: &Parts, frame: &Frame) {
        let Frame { half, front, rear, seat, .. } = *frame;
        let board = |low: f64, high: f64, inset: f64, material: Material| {
            let (low_corner, high_corner) = ([-half + inset, rear - 6.0], [half - inset, front - inset * 0.5]);
            Plate::rounded(low_corner, high_corner, [low, high], 46.0, material).grained([0.0, 0.0, 1.0])
        };
        match self.seat {
            Seat::Board => scene.add(board(seat - 22.0, seat, 8.0, parts.main)),
            Seat::Woven => {
                scene.add(board(seat - 44.0, seat - 8.0, 6.0, parts.main));
                scene.add(board(seat - 7.0, seat, 26.0, parts.second));
            }
            Seat::Padded => {
                let low = [-half + 6.0, seat - 62.0, rear];
                scene.add(Block::new(low, [half - 6.0, seat, front], parts.main).soft(34.0));
            }
            Seat::Cushion => {
                scene.add(board(seat - 110.0, seat - 84.0, 4.0, parts.main));
                let low = [-half + 24.0, seat - 82.0, rear + 30.0];
                scene.add(Block::new(low, [half - 24.0, seat, front - 4.0], parts.second).soft(40.0));
            }
            Seat::Slats => {
                for slat in 0..6 {
                    let at = rear + (front - rear) * f64::from(slat) / 6.0;
                    let deep = (front - rear) / 6.0 - 14.0;
                    let (low, high) = ([-half + 8.0, seat - 16.0, at], [half - 8.0, seat, at + deep]);
                    scene.add(Block::new(low, high, parts.main).rounded(4.0));
                }
            }
        }
    }

    fn legs(&self, scene: &mut Scene, frame: &Frame, material: Material) {
        let Frame { half, rear, seat, top, lean, .. } = *frame;
        let under = seat - if self.seat == Seat::Cushion { 108.0 } else { 24.0 };
        let has_posts = !matches!(self.back, Back::Shell | Back::Padded | Back::Panel | Back::Hoop)
            && !matches!(self.legs, Legs::Cantilever | Legs::Plates);
        for side in SIDES {
            let (foot, head) = (side * (half - 14.0), side * (half - 30.0));
            let pair = Pair { frame, side, foot, head, under };
            match self.legs {
                Legs::Tapered => tapered(scene, &pair, material),
                Legs::Square => square(scene, &pair, material),
                Legs::Tube => tube(scene, &pair, material),
                Legs::Sled => sled(scene, &pair, material),
                Legs::Cantilever => cantilever(scene, &pair, material),
                Legs::Rockers => rockers(scene, &pair, material),
                Legs::Plates => plates(scene, &pair, material),
                Legs::Swivel => swivel(scene, &pair, material),
            }
            if has_posts {
                let (from, to) = ([head, under, rear + 8.0], [head * 0.97, top - 12.0, lean + 14.0]);
                scene.add(Rod::tapered(from, to, [16.0, 11.0], material));
            }
        }
    }

    fn back(&self, scene: &mut Scene, parts: &Parts, frame: &Frame, wood: Material) {
        let Frame { half, rear, seat, top, lean, .. } = *frame;
        let x = half - 16.0;
        // A level line across the back at a height, hollow for the sitter.
        let across = |height: f64, wide: f64, hollow: f64| {
            let z = rear + (lean - rear) * (height - seat) / (top - seat);
            [
                [-wide, height, z + hollow],
                [-wide * 0.5, height, z + hollow * 0.25],
                [0.0, height, z],
                [wide * 0.5, height, z + hollow * 0.25],
                [wide, height, z + hollow],
            ]
        };
        let board = |low: f64, high: f64, hollow: f64, material: Material| {
            Shell::new(&across(low, x, hollow), &across(high, x, hollow), 13.0, material)
        };
        let rise = top - seat;
        match self.back {
            Back::Panel => {
                scene.add(board(top - rise * 0.52, top, 26.0, parts.main));
                for side in SIDES {
                    let from = [side * x * 0.8, seat - 20.0, rear + 6.0];
                    scene.add(Rod::tapered(
                        from,
                        [side * x * 0.8, top - rise * 0.3, lean + rise * 0.06 + 10.0],
                        [14.0, 10.0],
                        self.leg_material(parts),
                    ));
                }
            }
            Back::Slats => {
                for row in 0..3 {
                    let low = seat + rise * (0.34 + 0.22 * f64::from(row));
                    scene.add(board(low, low + rise * 0.15, 14.0, wood));
                }
            }
            Back::Ladder => {
                for column in 0..7 {
                    let at = x * 0.86 * (f64::from(column) / 3.0 - 1.0);
                    let (from, to) = ([at, seat, rear + 4.0], [at, top - 30.0, lean + 14.0]);
                    scene.add(Block::between(from, to, [13.0, 6.0], [13.0, 6.0], wood));
                }
                scene.add(board(top - 44.0, top, 6.0, wood));
            }
            Back::Spindles => {
                for column in 0..9 {
                    let share = f64::from(column) / 4.0 - 1.0;
                    let to = [share * x * 0.98, top - 30.0, lean + 10.0 + 26.0 * share * share];
                    scene.add(Rod::tapered([share * x * 0.74, seat, rear + 10.0], to, [7.0, 5.5], wood));
                }
                scene.add(board(top - 50.0, top, 26.0, wood));
            }
            Back::Hoop => {
                let band = [
                    [x + 8.0, (frame.front - lean) * 0.55, top - rise * 0.34],
                    [x + 14.0, (frame.front - lean) * 0.58, top],
                ];
                let centre = [0.0, 0.0, lean + (frame.front - lean) * 0.58];
                scene.add(Shell::round(centre, [268.0, 92.0], band, 16.0, parts.main));
                for share in [-0.8, -0.3, 0.3, 0.8] {
                    let to = [share * x, top - rise * 0.3, lean + 20.0 + share * share * 60.0];
                    scene.add(Rod::tapered(
                        [share * x * 0.86, seat - 10.0, rear + 8.0 + share * share * 40.0],
                        to,
                        [11.0, 9.0],
                        self.leg_material(parts),
                    ));
                }
            }
            Back::Shell => {
                let lower = across(seat - 4.0, x * 0.94, 22.0);
                scene.add(Shell::new(&lower, &across(top, x, 30.0), 14.0, parts.main));
            }
            Back::Padded => {
                let (low, high) = ([-x, seat - 10.0, rear - 46.0], [x, top, rear + 14.0]);
                scene.add(Block::new(low, high, parts.main).soft(36.0).tilted(8.0));
            }
            Back::Belts => {
                for row in 0..3 {
                    let low = seat + rise * (0.22 + 0.26 * f64::from(row));
                    scene.add(board(low, low + rise * 0.17, -6.0, parts.second));
                }
            }
        }
    }
}

fn arms(scene: &mut Scene, frame: &Frame, outer: f64, wood: Material) {
    let height = frame.seat + 205.0;
    for side in SIDES {
        let x = side * (outer - 22.0);
        let (low, high) = ([x - 24.0, height - 24.0, frame.rear - 20.0], [x + 24.0, height, frame.front - 50.0]);
        scene.add(Block::new(low, high, wood).rounded(10.0).grained([0.0, 0.0, 1.0]));
        let post = [side * (frame.half - 20.0), frame.seat - 60.0, frame.front - 70.0];
        scene.add(Rod::tapered(post, [x, height - 24.0, frame.front - 84.0], [15.0, 12.0], wood));
    }
}

fn tapered(scene: &mut Scene, at: &Pair, material: Material) {
    let Pair { foot, head, under, .. } = *at;
    let Frame { front, rear, lean, .. } = *at.frame;
    scene.add(Rod::tapered([foot, 0.0, lean + 26.0], [head, under, rear + 16.0], [10.0, 17.0], material));
    scene.add(Rod::tapered([foot, 0.0, front - 14.0], [head, under, front - 40.0], [10.0, 17.0], material));
}

fn square(scene: &mut Scene, at: &Pair, material: Material) {
    let Pair { side, under, .. } = *at;
    let Frame { half, front, rear, .. } = *at.frame;
    for z in [front - 26.0, rear + 22.0] {
        let (from, to) = ([side * (half - 24.0), 0.0, z], [side * (half - 24.0), under, z]);
        scene.add(Block::between(from, to, [16.0, 16.0], [19.0, 19.0], material));
    }
    let rail = [side * (half - 24.0), under - 34.0, 0.0];
    scene.add(Block::new([rail[0] - 11.0, rail[1], rear + 40.0], [rail[0] + 11.0, under, front - 46.0], material));
}

fn tube(scene: &mut Scene, at: &Pair, material: Material) {
    let Pair { foot, head, under, .. } = *at;
    let Frame { front, rear, lean, .. } = *at.frame;
    scene.add(Rod::new([foot, 0.0, lean + 20.0], [head, under, rear + 24.0], 9.0, material));
    scene.add(Rod::new([foot, 0.0, front - 10.0], [head, under, front - 50.0], 9.0, material));
}

fn sled(scene: &mut Scene, at: &Pair, material: Material) {
    let Pair { foot, head, under, .. } = *at;
    let Frame { front, rear, lean, .. } = *at.frame;
    let path =
        [[head, under, front - 60.0], [foot, 9.0, front - 12.0], [foot, 9.0, lean + 20.0], [head, under, rear + 30.0]];
    scene.add(Rod::along(&path, 8.0, material));
}

fn cantilever(scene: &mut Scene, at: &Pair, material: Material) {
    let Pair { side, .. } = *at;
    let Frame { half, front, rear, seat, top, lean, .. } = *at.frame;
    let x = side * (half - 12.0);
    let path = [
        [x, top - 20.0, lean + 16.0],
        [x, seat - 12.0, rear],
        [x, seat - 12.0, front - 30.0],
        [x, seat - 40.0, front - 10.0],
        [x, 40.0, front - 10.0],
        [x, 12.0, front - 40.0],
        [x, 12.0, lean + 20.0],
    ];
    scene.add(Rod::along(&path, 11.0, material));
    if side < 0.0 {
        scene.add(Rod::new([-half + 12.0, 12.0, lean + 20.0], [half - 12.0, 12.0, lean + 20.0], 11.0, material));
    }
}

fn rockers(scene: &mut Scene, at: &Pair, material: Material) {
    let Pair { foot, head, under, .. } = *at;
    let Frame { front, rear, lean, .. } = *at.frame;
    for z in [front - 90.0, rear + 30.0] {
        scene.add(Rod::tapered([foot, 40.0, z], [head, under, z], [13.0, 17.0], material));
    }
    let curve = [[foot, 86.0, lean - 10.0], [foot, 22.0, lean + 230.0], [foot, 14.0, 40.0], [foot, 80.0, front + 10.0]];
    scene.add(Rod::bent(&curve, 15.0, material));
}

fn plates(scene: &mut Scene, at: &Pair, material: Material) {
    let Pair { side, under, .. } = *at;
    let Frame { half, front, rear, top, lean, .. } = *at.frame;
    let x = side * (half - 16.0) - 9.0;
    let outline = [
        [x, 0.0, lean + 10.0],
        [x, under, rear],
        [x, top * 0.86, lean + 18.0],
        [x, top * 0.86, lean + 70.0],
        [x, under + 10.0, rear + 90.0],
        [x, under, front - 10.0],
        [x, 0.0, front],
        [x, 0.0, front - 60.0],
        [x, under * 0.62, front - 120.0],
        [x, under * 0.62, rear + 110.0],
        [x, 0.0, lean + 80.0],
    ];
    scene.add(Plate::new(&outline, [18.0, 0.0, 0.0], material).grained([0.0, 1.0, 0.0]));
}

fn swivel(scene: &mut Scene, at: &Pair, material: Material) {
    let Pair { side, under, .. } = *at;
    let Frame { half, .. } = *at.frame;
    for angle in [40.0_f64, 130.0] {
        let (sin, cos) = (angle * side).to_radians().sin_cos();
        scene.add(Rod::tapered([0.0, 40.0, 0.0], [sin * half * 0.9, 12.0, cos * half * 0.9], [18.0, 10.0], material));
    }
    if side < 0.0 {
        scene.add(Lathe::disc([0.0, 30.0, 0.0], 24.0, under - 30.0, material));
    }
}
