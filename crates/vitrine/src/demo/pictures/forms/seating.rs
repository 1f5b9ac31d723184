//! Chairs: dining chairs, easy chairs with a visible frame, garden chairs, deckchairs.

use serde::Deserialize;

use super::chair_legs::{Legs, Pair};
use super::{Parts, SIDES};
use crate::demo::pictures::materials::Material;
use crate::demo::pictures::scene::Scene;
use crate::demo::pictures::solids::{Block, Plate, Rod, Shell};
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

/// Where things are on a chair.
pub struct Frame {
    /// Half its width at the seat.
    pub half: f64,
    pub front: f64,
    pub rear: f64,
    pub seat: f64,
    pub top: f64,
    /// Where the back is at its top.
    pub lean: f64,
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
        let is_metal = matches!(self.legs, Legs::Tube | Legs::Sled | Legs::Cantilever);
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
            self.legs.add(scene, &Pair { frame, side, foot, head, under }, material);
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
