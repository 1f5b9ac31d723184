//! Fronts of cabinets: doors, drawers, open bays, and their handles.

use serde::Deserialize;

use super::Parts;
use crate::demo::pictures::colour::Colour;
use crate::demo::pictures::materials::{Material, Surface};
use crate::demo::pictures::scene::Scene;
use crate::demo::pictures::solids::{Block, Lathe, Mark, Rod};
use crate::demo::pictures::space::Point;

/// How one takes hold of it.
#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Handle {
    Knob,
    Bar,
    /// A hollow in the edge.
    Groove,
    Strap,
}

/// The place of a front.
pub struct Front {
    pub left: f64,
    pub low: f64,
    pub right: f64,
    pub high: f64,
    /// How far in front it is.
    pub z: f64,
    /// Whether its hinges are on the left.
    pub is_left: bool,
}

const UPRIGHT: Point = [0.0, 1.0, 0.0];
const LEVEL: Point = [1.0, 0.0, 0.0];

impl Front {
    /// Adds one of a kind: the letters of [`super::cabinets::Cabinet`].
    pub fn add(&self, scene: &mut Scene, parts: &Parts, kind: char, handle: Handle) {
        // The gap round it.
        scene.add(Mark::area(&self.corners(-2.0, -3.6), parts.main.lit(0.34), 0.8));
        match kind {
            'o' => return self.bay(scene, parts),
            't' => return self.slats(scene, parts, 22.0, 4.0),
            's' => return self.slats(scene, parts, 34.0, 12.0),
            'c' => {
                scene.add(self.panel(0.0, parts.main, UPRIGHT));
                scene.add(self.panel(44.0, Material::of("rattan"), LEVEL));
            }
            'g' => self.glass(scene, parts),
            'p' => self.holes(scene, parts),
            'w' => scene.add(self.panel(0.0, parts.main, LEVEL)),
            _ => scene.add(self.panel(0.0, parts.main, UPRIGHT)),
        }
        self.handle(scene, parts, handle, kind == 'w');
    }

    fn corners(&self, inset: f64, before: f64) -> [Point; 4] {
        let (left, right, z) = (self.left + inset, self.right - inset, self.z + before);
        let (low, high) = (self.low + inset, self.high - inset);
        [[left, low, z], [right, low, z], [right, high, z], [left, high, z]]
    }

    fn panel(&self, inset: f64, material: Material, along: Point) -> Block {
        let [low, _, high, _] = self.corners(inset, 0.0);
        Block::new([low[0], low[1], self.z - 3.0], [high[0], high[1], self.z + 1.0], material).grained(along)
    }

    /// Upright slats, so far apart, with gaps so wide.
    fn slats(&self, scene: &mut Scene, parts: &Parts, step: f64, gap: f64) {
        scene.add(self.panel(0.0, parts.main, UPRIGHT));
        let (low, high, z) = (self.low, self.high, self.z + 1.2);
        let places = (1_u32..).map(|index| self.left + step * f64::from(index));
        let places = places.take_while(|at| *at < self.right - step * 0.4);
        let gaps = places.map(|at| vec![[at, low, z], [at, high, z]]).collect();
        scene.add(Mark::lines(gaps, gap, parts.main.lit(0.34), 0.62));
    }

    fn glass(&self, scene: &mut Scene, parts: &Parts) {
        scene.add(self.panel(0.0, parts.main, UPRIGHT));
        scene.add(Mark::area(&self.corners(36.0, 1.4), Colour::parse("#3c4442"), 0.72));
        let (across, middle) = (self.right - self.left, f64::midpoint(self.low, self.high));
        let at = |x: f64, y: f64, before: f64| [self.left + x, y, self.z + before];
        scene.add(Mark::line(&[at(36.0, middle, 1.6), at(across - 36.0, middle, 1.6)], 14.0, parts.main.lit(0.6), 0.8));
        let (low, high) = (self.low + 36.0, self.high - 36.0);
        let shine = [
            at(60.0, low, 1.8),
            at(36.0 + across * 0.34, low, 1.8),
            at(across * 0.72, high, 1.8),
            at(across * 0.44, high, 1.8),
        ];
        scene.add(Mark::area(&shine, Colour::WHITE, 0.16));
    }

    /// An open bay: its dark back, its lit side and floor.
    fn bay(&self, scene: &mut Scene, parts: &Parts) {
        let Self { left, low, right, high, z, .. } = *self;
        let (deep, rise) = ((right - left).min(high - low) * 0.16, (high - low) * 0.09);
        let mut area = |corners: [[f64; 2]; 4], light: f64| {
            let corners = corners.map(|[x, y]| [x, y, z + 0.8]);
            scene.add(Mark::area(&corners, parts.main.lit(light), 1.0));
        };
        area([[left, low], [right, low], [right, high], [left, high]], 0.46);
        area([[left, low], [left + deep, low + rise], [left + deep, high - rise * 0.2], [left, high]], 0.70);
        area([[left, low], [right, low], [right, low + rise], [left + deep, low + rise]], 0.86);
    }

    fn holes(&self, scene: &mut Scene, parts: &Parts) {
        scene.add(self.panel(0.0, parts.main, LEVEL));
        let places = |from: f64, to: f64| {
            (1_u32..).map(move |step| from + 34.0 * f64::from(step)).take_while(move |at| *at < to - 30.0)
        };
        let row = |y: f64| places(self.left, self.right).map(move |x| [x, y, self.z + 1.2]);
        let centres: Vec<_> = places(self.low, self.high).flat_map(row).collect();
        scene.add(Mark::dots(&centres, 13.0, parts.main.lit(0.34), 0.8));
    }

    fn handle(&self, scene: &mut Scene, parts: &Parts, handle: Handle, is_drawer: bool) {
        let Self { left, low, right, high, z, is_left } = *self;
        let metal = if parts.second.surface == Surface::Metal { parts.second } else { Material::of("brass") };
        let side = if is_left { right - 30.0 } else { left + 30.0 };
        let [x, y] = if is_drawer {
            [f64::midpoint(left, right), high - (high - low) * 0.42]
        } else {
            [side, f64::midpoint(low, high)]
        };
        let half = if is_drawer { ((right - left) * 0.2).min(90.0) } else { 70.0 };
        // From end to end, at a height and so far in front.
        let ends = |y: f64, before: f64| {
            let reach = if is_drawer { [half, 0.0] } else { [0.0, half] };
            [-1.0, 1.0].map(|way| [x + way * reach[0], y + way * reach[1], z + before])
        };
        match handle {
            Handle::Knob => scene.add(Lathe::ball([x, y, z + 14.0], 12.0, 1.0, metal)),
            Handle::Bar => {
                let [from, to] = ends(y, 14.0);
                scene.add(Rod::new(from, to, 6.0, metal));
            }
            Handle::Groove => {
                let height = if is_drawer { high - 10.0 } else { y };
                scene.add(Mark::line(&ends(height, 1.4), 13.0, parts.main.lit(0.3), 0.85));
            }
            Handle::Strap => {
                let (low, high) = ([x - 16.0, y - 40.0, z + 2.0], [x + 16.0, y + 20.0, z + 9.0]);
                scene.add(Block::new(low, high, Material::of("leather")).soft(4.0));
            }
        }
    }
}
