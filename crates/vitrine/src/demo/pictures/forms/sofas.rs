//! Upholstered seats, for one or for more.

use serde::Deserialize;

use super::{Parts, SIDES, feet};
use crate::demo::pictures::colour::Colour;
use crate::demo::pictures::scene::Scene;
use crate::demo::pictures::solids::{Block, Lathe, Plate, Rod};
use crate::demo::pictures::stage::Place;

/// See the module.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sofa {
    /// Cushions side by side.
    seats: u32,
    arms: Arms,
    back: Back,
    base: Base,
    /// Loose cushions in the corners.
    pillows: u32,
}

impl Default for Sofa {
    fn default() -> Self {
        Self { seats: 1, arms: Arms::Box, back: Back::Loose, base: Base::Legs, pillows: 0 }
    }
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Arms {
    Box,
    Slim,
    /// Fat and round.
    Round,
    /// A board of the second material on posts.
    Shelf,
    None,
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Back {
    /// Cushions before a low back.
    Loose,
    Tight,
    /// Sewn in upright channels.
    Channels,
    /// With wings on both sides.
    Wings,
    /// Round the sitter in one curve.
    Tub,
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Base {
    Legs,
    Plinth,
    /// A frame of the second material all round.
    Frame,
    Metal,
    /// One column on a disc.
    Swivel,
}

/// Where things are.
struct Plan {
    half: f64,
    front: f64,
    rear: f64,
    /// The underside of the upholstery.
    under: f64,
    seat: f64,
    arm: f64,
    top: f64,
    /// How wide an arm is.
    wide: f64,
}

impl Sofa {
    pub fn scene(&self, parts: &Parts) -> Scene {
        let [width, depth, height] = parts.size;
        let mut scene = Scene::new(Place::Floor, if self.seats > 1 { 27.0 } else { 32.0 }, 13.0);
        let wide = match self.arms {
            Arms::Box => 105.0,
            Arms::Slim => 62.0,
            Arms::Round => 165.0,
            Arms::Shelf => 84.0,
            Arms::None => 0.0,
        };
        let under = match self.base {
            Base::Plinth => 34.0,
            Base::Frame => 150.0,
            Base::Legs | Base::Metal => 140.0,
            Base::Swivel => 200.0,
        };
        let seat = (height * 0.57).clamp(400.0, 440.0);
        let arm = (height * 0.78).min(600.0);
        let plan =
            Plan { half: width / 2.0, front: depth / 2.0, rear: -depth / 2.0, under, seat, arm, top: height, wide };
        self.base(&mut scene, parts, &plan);
        if self.back == Back::Tub {
            tub(&mut scene, parts, &plan);
            return scene;
        }
        self.body(&mut scene, parts, &plan);
        self.arms(&mut scene, parts, &plan);
        self.pillows(&mut scene, parts, &plan);
        scene
    }

    fn base(&self, scene: &mut Scene, parts: &Parts, plan: &Plan) {
        let Plan { half, front, rear, under, .. } = *plan;
        match self.base {
            Base::Plinth => {
                let (low, high) = ([-half + 30.0, 0.0, rear + 30.0], [half - 30.0, under, front - 30.0]);
                scene.add(Block::new(low, high, parts.second.toned(0.5)));
            }
            Base::Legs => {
                for (x, z) in feet(half - 70.0, front - 70.0) {
                    // Under a round back there is no corner.
                    let x = if self.back == Back::Tub && z < 0.0 { x * 0.5 } else { x };
                    let out = [x * 1.02, 0.0, z * 1.04];
                    scene.add(Rod::tapered(out, [x, under + 4.0, z], [12.0, 22.0], parts.second));
                }
            }
            Base::Metal => {
                for (x, z) in feet(half - 50.0, front - 60.0) {
                    scene.add(Rod::new([x, 0.0, z], [x, under, z], 11.0, parts.second));
                }
                for side in SIDES {
                    let x = side * (half - 50.0);
                    scene.add(Rod::new([x, 11.0, rear + 60.0], [x, 11.0, front - 60.0], 11.0, parts.second));
                }
            }
            Base::Frame => {
                for (x, z) in feet(half - 35.0, front - 35.0) {
                    let (low, high) = ([x - 35.0, 0.0, z - 35.0], [x + 35.0, under, z + 35.0]);
                    scene.add(Block::new(low, high, parts.second).grained([0.0, 1.0, 0.0]));
                }
                let (low, high) = ([-half, under, rear], [half, under + 70.0, front]);
                scene.add(Block::new(low, high, parts.second).rounded(4.0));
            }
            Base::Swivel => {
                scene.add(Lathe::disc([0.0, 0.0, 0.0], half * 0.62, 16.0, parts.second));
                scene.add(Lathe::disc([0.0, 16.0, 0.0], 32.0, under - 10.0, parts.second));
            }
        }
    }

    fn body(&self, scene: &mut Scene, parts: &Parts, plan: &Plan) {
        let Plan { half, front, rear, under, seat, top, wide, .. } = *plan;
        let under = if self.base == Base::Frame { under + 71.0 } else { under };
        let inner = half - wide;
        let deep = if self.back == Back::Loose { 130.0 } else { 190.0 };
        let cushion = seat - 165.0;
        if self.base != Base::Frame {
            let (low, high) = ([-inner, under, rear + 10.0], [inner, cushion, front - 14.0]);
            scene.add(Block::new(low, high, parts.main).soft(18.0));
        }
        let back_top = if self.back == Back::Loose { top - 70.0 } else { top };
        let outer = if matches!(self.arms, Arms::Box | Arms::Slim) && self.back != Back::Loose { half } else { inner };
        let back = |from: f64, to: f64, round: f64| {
            Block::new([from, under, rear], [to, back_top, rear + deep], parts.main).soft(round)
        };
        let places = |count: u32| {
            let one = inner * 2.0 / f64::from(count);
            (0..count).map(move |index| (-inner + one * f64::from(index), -inner + one * f64::from(index + 1)))
        };
        match self.back {
            Back::Channels => {
                let count = 11 * self.seats.max(1) / 2 + 4;
                places(count).for_each(|(from, to)| scene.add(back(from, to, 26.0)));
            }
            Back::Wings => {
                scene.add(back(-half, half, 60.0));
                for side in SIDES {
                    let (edge, inside) = (side * half, side * (half - 90.0));
                    let low = [edge.min(inside), plan.arm - 10.0, rear + 60.0];
                    scene.add(Block::new(low, [edge.max(inside), top - 30.0, rear + 330.0], parts.main).soft(44.0));
                }
            }
            Back::Loose | Back::Tight | Back::Tub => scene.add(back(-outer, outer, 42.0)),
        }
        for (from, to) in places(self.seats.max(1)) {
            let (low, high) = ([from + 3.0, cushion, rear + deep - 20.0], [to - 3.0, seat, front]);
            scene.add(Block::new(low, high, parts.main).soft(46.0));
            if self.back == Back::Loose {
                let (low, high) = ([from + 10.0, seat, rear + deep - 6.0], [to - 10.0, top, rear + deep + 150.0]);
                scene.add(Block::new(low, high, parts.main.toned(1.02)).soft(64.0).tilted(9.0));
            }
        }
    }

    fn arms(&self, scene: &mut Scene, parts: &Parts, plan: &Plan) {
        let Plan { half, front, rear, under, arm, wide, .. } = *plan;
        for side in SIDES {
            let (edge, inside) = (side * half, side * (half - wide));
            let (left, right) = (edge.min(inside), edge.max(inside));
            match self.arms {
                Arms::Box | Arms::Slim => {
                    let rear = if self.back == Back::Loose { rear } else { rear + 186.0 };
                    let block = Block::new([left, under, rear], [right, arm, front - 4.0], parts.main);
                    scene.add(block.soft(if self.arms == Arms::Box { 34.0 } else { 22.0 }));
                }
                Arms::Round => {
                    scene.add(Block::new([left, under, rear], [right, arm, front - 6.0], parts.main).soft(80.0));
                }
                Arms::Shelf => {
                    for z in [front - 40.0, rear + 60.0] {
                        let middle = f64::midpoint(left, right);
                        let low = [middle - 20.0, under + 60.0, z - 22.0];
                        scene.add(
                            Block::new(low, [middle + 20.0, arm - 26.0, z + 22.0], parts.second)
                                .grained([0.0, 1.0, 0.0]),
                        );
                    }
                    let low = [left - 2.0, arm - 26.0, rear + 10.0];
                    scene.add(
                        Block::new(low, [right + 2.0, arm, front - 4.0], parts.second)
                            .rounded(6.0)
                            .grained([0.0, 0.0, 1.0]),
                    );
                }
                Arms::None => {}
            }
        }
    }

    fn pillows(&self, scene: &mut Scene, parts: &Parts, plan: &Plan) {
        let tone = parts.main.coloured(parts.main.colour.mix(Colour::parse("#efe6d6"), 0.6));
        for index in 0..self.pillows {
            let side = if index == 0 { -1.0 } else { 1.0 };
            let x = side * (plan.half - plan.wide - 240.0);
            let z = plan.rear + 285.0;
            let (low, high) = ([x - 215.0, plan.seat + 6.0, z], [x + 215.0, plan.seat + 400.0, z + 120.0]);
            scene.add(Block::new(low, high, tone).soft(56.0).tilted(16.0));
        }
    }
}

/// A back that runs on into the arms.
fn tub(scene: &mut Scene, parts: &Parts, plan: &Plan) {
    let Plan { half, front, rear, under, seat, top, .. } = *plan;
    let thick = 84.0;
    let deep = half.min((front - rear) * 0.55);
    let middle = rear + deep;
    let arc = |from: f64, to: f64, inset: f64| {
        (0..=32).map(move |step| {
            let (sin, cos) = (from + (to - from) * f64::from(step) / 32.0).to_radians().sin_cos();
            [(half - inset) * sin, under, middle + (deep - inset) * cos]
        })
    };
    let rise = [0.0, top - under, 0.0];
    let tip = |side: f64| {
        [
            [side * half, under, front - 60.0],
            [side * (half - thick * 0.3), under, front - 24.0],
            [side * (half - thick * 0.7), under, front - 24.0],
            [side * (half - thick), under, front - 60.0],
        ]
    };
    // From there on the back hides the seat from the eye, which is to the right.
    let turn = 122.0;
    let left: Vec<_> = arc(270.0, turn, thick).chain(arc(turn, 270.0, 0.0)).chain(tip(-1.0)).collect();
    scene.add(Plate::new(&left, rise, parts.main));
    let inner = half - thick + 4.0;
    let sides = [[inner, front - 46.0], [inner - 46.0, front], [46.0 - inner, front], [-inner, front - 46.0]];
    let seats = |low: f64, high: f64, back: f64| {
        let round = arc(270.0, 90.0, thick - 4.0).map(|[x, _, z]| [x, low, z]);
        let outline: Vec<_> = round.chain(sides.map(|[x, z]| [x, low, z - back])).collect();
        Plate::new(&outline, [0.0, high - low, 0.0], parts.main)
    };
    scene.add(seats(under, seat - 120.0, 14.0));
    scene.add(seats(seat - 116.0, seat, 0.0));
    let right: Vec<_> = arc(90.0, turn, thick).chain(arc(turn, 90.0, 0.0)).chain(tip(1.0)).collect();
    scene.add(Plate::new(&right, rise, parts.main));
}
