//! What chairs stand on.

use serde::Deserialize;

use super::seating::Frame;
use crate::demo::pictures::materials::Material;
use crate::demo::pictures::scene::Scene;
use crate::demo::pictures::solids::{Block, Plate, Rod};

/// See the module.
#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Legs {
    Tapered,
    Square,
    Tube,
    Sled,
    Cantilever,
    Rockers,
    Plates,
}

/// The legs of one side.
pub struct Pair<'a> {
    pub frame: &'a Frame,
    /// -1 is left, 1 is right.
    pub side: f64,
    /// Where legs stand, and where they meet the seat.
    pub foot: f64,
    pub head: f64,
    pub under: f64,
}

impl Legs {
    /// Adds those of one side.
    pub fn add(self, scene: &mut Scene, at: &Pair, material: Material) {
        let add = match self {
            Self::Tapered => tapered,
            Self::Square => square,
            Self::Tube => tube,
            Self::Sled => sled,
            Self::Cantilever => cantilever,
            Self::Rockers => rockers,
            Self::Plates => plates,
        };
        add(scene, at, material);
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
