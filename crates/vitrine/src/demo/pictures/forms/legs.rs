//! What tables stand on.

use serde::Deserialize;

use super::{SIDES, feet};
use crate::demo::pictures::materials::Material;
use crate::demo::pictures::scene::Scene;
use crate::demo::pictures::solids::{Block, Lathe, Plate, Rod};

/// See the module.
#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Legs {
    Square,
    Tapered,
    Turned,
    /// Thin bars.
    Thin,
    Trestle,
    /// A column on a disc.
    Pedestal,
    Cone,
    /// Two crossed boards.
    Cross,
    /// A bent frame at each end.
    Loop,
    /// A board at each end.
    Panel,
    /// Three legs.
    Three,
    /// Crossed bars that fold.
    Fold,
    /// A solid body down to the floor.
    Block,
    /// The same, but round.
    Drum,
    Waist,
}

impl Legs {
    /// Adds them under a table: half its width, half its depth, and the height of what they carry.
    pub fn add(self, scene: &mut Scene, half: [f64; 3], material: Material) {
        let add = match self {
            Self::Square => square,
            Self::Tapered => tapered,
            Self::Turned => turned,
            Self::Thin => thin,
            Self::Trestle => trestle,
            Self::Pedestal => pedestal,
            Self::Cone => cone,
            Self::Cross => cross,
            Self::Loop => bent_frames,
            Self::Panel => panel,
            Self::Three => three,
            Self::Fold => fold,
            Self::Block => solid_block,
            Self::Drum => drum,
            Self::Waist => waist,
        };
        add(scene, half, material);
    }

    /// Whether it is one body down to the floor.
    pub fn is_solid(self) -> bool {
        matches!(self, Self::Block | Self::Drum | Self::Waist)
    }
}

/// Half the thickness of the legs of a table of half that width.
fn heaviness(x: f64) -> f64 {
    (x / 30.0).clamp(14.0, 36.0)
}

fn square(scene: &mut Scene, half: [f64; 3], material: Material) {
    let [x, z, under] = half;
    let heavy = heaviness(x);
    for (x, z) in feet(x - heavy - 14.0, z - heavy - 14.0) {
        let (low, high) = ([x - heavy, 0.0, z - heavy], [x + heavy, under, z + heavy]);
        scene.add(Block::new(low, high, material).grained([0.0, 1.0, 0.0]));
    }
    apron(scene, [x - heavy * 2.0 - 14.0, z - heavy - 30.0], [under - 70.0, under], material);
}

fn tapered(scene: &mut Scene, half: [f64; 3], material: Material) {
    let [x, z, under] = half;
    let width = x * 2.0;
    let heavy = heaviness(x);
    for (x, z) in feet(x - heavy - 40.0, z - heavy - 40.0) {
        let foot = [x * 1.03, 0.0, z * 1.05];
        scene.add(Rod::tapered(foot, [x, under, z], [heavy * 0.5, heavy * 0.95], material));
    }
    if width > 900.0 {
        apron(scene, [x - heavy * 2.0 - 60.0, z - heavy - 60.0], [under - 60.0, under], material);
    }
}

fn turned(scene: &mut Scene, half: [f64; 3], material: Material) {
    let [x, z, under] = half;
    for (x, z) in feet(x - 90.0, z - 90.0) {
        let profile = [
            [22.0, 0.0],
            [26.0, 40.0],
            [16.0, 90.0],
            [30.0, 210.0],
            [44.0, under * 0.62],
            [24.0, under * 0.72],
            [40.0, under * 0.76],
            [40.0, under],
        ];
        scene.add(Lathe::curved([x, 0.0, z], &profile, material));
    }
    apron(scene, [x - 120.0, z - 100.0], [under - 80.0, under], material);
}

fn thin(scene: &mut Scene, half: [f64; 3], material: Material) {
    let [x, z, under] = half;
    let width = x * 2.0;
    let radius = if width > 900.0 { 13.0 } else { 8.0 };
    for (x, z) in feet(x - 24.0, z - 24.0) {
        scene.add(Rod::new([x, 0.0, z], [x, under, z], radius, material));
    }
    for side in SIDES {
        scene.add(Rod::new(
            [-x + 24.0, under - 14.0, side * (z - 24.0)],
            [x - 24.0, under - 14.0, side * (z - 24.0)],
            radius * 0.8,
            material,
        ));
    }
}

fn trestle(scene: &mut Scene, half: [f64; 3], material: Material) {
    let [x, z, under] = half;
    let width = x * 2.0;
    for side in SIDES.map(|side| side * (x - width * 0.2)) {
        for end in SIDES {
            for way in SIDES {
                let (foot, head) =
                    ([side + way * 150.0, 0.0, end * (z - 70.0)], [side + way * 20.0, under, end * (z - 110.0)]);
                scene.add(Block::between(foot, head, [20.0, 15.0], [20.0, 15.0], material));
            }
        }
        let low = [side - 30.0, under - 60.0, -z + 60.0];
        scene.add(Block::new(low, [side + 30.0, under, z - 60.0], material).grained([0.0, 0.0, 1.0]));
    }
}

fn pedestal(scene: &mut Scene, half: [f64; 3], material: Material) {
    let [x, z, under] = half;
    let foot = x.min(z) * 0.62;
    scene.add(Lathe::disc([0.0; 3], foot, 14.0, material));
    scene.add(Lathe::disc([0.0, 14.0, 0.0], (foot * 0.14).max(9.0), under - 14.0, material));
}

fn cone(scene: &mut Scene, half: [f64; 3], material: Material) {
    let [x, z, under] = half;
    let foot = x.min(z) * 0.66;
    scene.add(Lathe::new([0.0; 3], &[[foot, 0.0], [foot * 0.98, 8.0], [foot * 0.34, under]], material));
}

fn cross(scene: &mut Scene, half: [f64; 3], material: Material) {
    let [x, _, under] = half;
    for way in SIDES {
        let (sin, cos) = (way * 32.0_f64).to_radians().sin_cos();
        let reach = x * 0.72;
        let end = |side: f64, y: f64, inset: f64| [side * cos * reach * inset, y, -side * sin * reach * inset];
        let outline = [
            end(-1.0, 0.0, 1.0),
            end(-1.0, under, 0.82),
            end(1.0, under, 0.82),
            end(1.0, 0.0, 1.0),
            end(1.0, 0.0, 0.8),
            end(0.0, under * 0.5, 0.0),
            end(-1.0, 0.0, 0.8),
        ];
        scene.add(Plate::new(&outline, [0.0, 0.0, 44.0], material));
    }
}

fn bent_frames(scene: &mut Scene, half: [f64; 3], material: Material) {
    let [x, z, under] = half;
    let width = x * 2.0;
    let heavy = heaviness(x);
    for side in SIDES.map(|side| side * (x - width * 0.10)) {
        let r = (heavy * 0.55).max(9.0);
        let path =
            [[side, under - r, -z + 60.0], [side, r, -z + 30.0], [side, r, z - 30.0], [side, under - r, z - 60.0]];
        scene.add(Rod::along(&path, r, material));
    }
}

fn panel(scene: &mut Scene, half: [f64; 3], material: Material) {
    let [x, z, under] = half;
    for side in SIDES.map(|side| side * (x - 40.0)) {
        let (low, high) = ([side - 18.0, 0.0, -z + 20.0], [side + 18.0, under, z - 20.0]);
        scene.add(Block::new(low, high, material).grained([0.0, 1.0, 0.0]));
    }
}

fn three(scene: &mut Scene, half: [f64; 3], material: Material) {
    let [x, z, under] = half;
    let heavy = heaviness(x);
    for angle in [60.0_f64, 180.0, 300.0] {
        let (sin, cos) = (angle + 12.0).to_radians().sin_cos();
        let (foot, head) = ([sin * x * 0.86, 0.0, cos * z * 0.86], [sin * x * 0.56, under, cos * z * 0.56]);
        scene.add(Rod::tapered(foot, head, [heavy * 0.7, heavy * 1.1], material));
    }
}

fn fold(scene: &mut Scene, half: [f64; 3], material: Material) {
    let [x, z, under] = half;
    for end in SIDES.map(|end| end * (z * 0.62)) {
        for way in SIDES {
            scene.add(Rod::new([way * x * 0.8, 0.0, end], [-way * x * 0.8, under, end], 9.0, material));
        }
    }
}

fn solid_block(scene: &mut Scene, half: [f64; 3], material: Material) {
    let [x, z, under] = half;
    let top = under;
    scene.add(Block::new([-x, 0.0, -z], [x, top, z], material).rounded(6.0).grained([1.0, 0.0, 0.0]));
}

fn drum(scene: &mut Scene, half: [f64; 3], material: Material) {
    let [x, _, under] = half;
    let top = under;
    scene.add(Lathe::curved([0.0; 3], &[[x * 0.93, 0.0], [x, top * 0.14], [x, top * 0.86], [x * 0.95, top]], material));
}

fn waist(scene: &mut Scene, half: [f64; 3], material: Material) {
    let [x, _, under] = half;
    let top = under;
    let profile = [[0.92, 0.0], [0.9, 0.1], [0.5, 0.34], [0.46, 0.55], [0.86, 0.86], [1.0, 0.94], [0.97, 1.0]];
    scene.add(Lathe::curved([0.0; 3], &profile.map(|[r, y]| [r * x, y * top]), material));
}

/// Rails between the legs, under the top.
fn apron(scene: &mut Scene, [x, z]: [f64; 2], [low, high]: [f64; 2], material: Material) {
    let board =
        |from: [f64; 2], to: [f64; 2]| Block::new([from[0], low, from[1]], [to[0], high, to[1]], material.toned(0.9));
    scene.add(board([-x, z - 22.0], [x, z]));
    scene.add(board([-x, -z], [x, -z + 22.0]));
    scene.add(board([x + 4.0, -z + 30.0], [x + 26.0, z - 30.0]));
}
