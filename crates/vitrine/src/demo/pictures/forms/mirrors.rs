//! Mirrors.

use serde::Deserialize;

use super::{Parts, SIDES};
use crate::demo::pictures::colour::Colour;
use crate::demo::pictures::materials::Material;
use crate::demo::pictures::outlines::{ellipse, rounded, turn};
use crate::demo::pictures::scene::Scene;
use crate::demo::pictures::solids::{Block, Lathe, Mark, Plate, Rod};
use crate::demo::pictures::space::Point;
use crate::demo::pictures::stage::Place;

/// The form of a mirror.
#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Mirror {
    Round,
    /// Leaning on the wall.
    Leaning,
    /// With a ledge and hooks.
    Ledge,
    HalfMoon,
    /// On a strap.
    Strap,
    /// With rods all round.
    Sun,
    /// On a table, in a block.
    Table,
}

const GLASS: &str = "#c9d2d3";

impl Mirror {
    pub fn scene(self, parts: &Parts) -> Scene {
        let is_standing = matches!(self, Self::Leaning | Self::Table);
        let mut scene = Scene::new(if is_standing { Place::Floor } else { Place::Wall }, 20.0, 4.0);
        let add = match self {
            Self::Round => round_one,
            Self::Strap => strap,
            Self::HalfMoon => half_moon,
            Self::Ledge => ledge,
            Self::Sun => sun,
            Self::Leaning => leaning,
            Self::Table => on_table,
        };
        add(&mut scene, parts);
        scene
    }
}

/// A frame as deep as the mirror, and the glass within it.
fn framed(scene: &mut Scene, parts: &Parts, outline: &[Point], inner: &[Point]) {
    let depth = parts.size[1];
    scene.add(Plate::new(outline, [0.0, 0.0, depth], parts.main));
    let front: Vec<_> = inner.iter().map(|[x, y, z]| [*x, *y, z + depth + 1.0]).collect();
    scene.add(Mark::mirror(&front, Colour::parse(GLASS)));
}

fn round_one(scene: &mut Scene, parts: &Parts) {
    let [width, depth, height] = parts.size;
    let (x, z) = (width / 2.0, depth / 2.0);
    framed(
        scene,
        parts,
        &ellipse([0.0, height / 2.0, -z], x, x),
        &ellipse([0.0, height / 2.0, -z], x - 26.0, x - 26.0),
    );
}

fn strap(scene: &mut Scene, parts: &Parts) {
    let [width, depth, height] = parts.size;
    let (x, z) = (width / 2.0, depth / 2.0);
    framed(
        scene,
        parts,
        &soft([-x, 0.0], [x, height], -z, 60.0),
        &soft([-x + 10.0, 10.0], [x - 10.0, height - 10.0], -z, 52.0),
    );
    let leather = parts.second;
    for side in SIDES {
        scene.add(Rod::new([side * x * 0.8, height, 0.0], [0.0, height + width * 0.5, 0.0], 9.0, leather));
    }
    scene.add(Lathe::ball([0.0, height + width * 0.5, 10.0], 17.0, 1.0, parts.main));
}

fn half_moon(scene: &mut Scene, parts: &Parts) {
    let [width, depth, _] = parts.size;
    let (x, z) = (width / 2.0, depth / 2.0);
    let at = |step: u32| {
        let [sin, cos] = turn(step, 80);
        [-x * cos, x * sin, -z]
    };
    let arc: Vec<Point> = (0..=40).map(at).collect();
    scene.add(Plate::new(&arc, [0.0, 0.0, depth - 4.0], Material::of("plywood")));
    let front: Vec<_> = arc.into_iter().map(|[x, y, z]| [x, y, z + depth + 1.0]).collect();
    scene.add(Mark::mirror(&front, Colour::parse(GLASS).mix(parts.main.colour, 0.22)));
}

fn ledge(scene: &mut Scene, parts: &Parts) {
    let [width, depth, height] = parts.size;
    let (x, z) = (width / 2.0, depth / 2.0);
    framed(
        scene,
        parts,
        &soft([-x, height * 0.2], [x, height], -z, 8.0),
        &soft([-x + 12.0, height * 0.22], [x - 12.0, height - 12.0], -z, 6.0),
    );
    let low = [-x, height * 0.16, -z];
    scene.add(Block::new(low, [x, height * 0.18, z + 60.0], parts.main));
    for hook in 0..4 {
        let at = -x + width * (f64::from(hook) + 0.5) / 4.0;
        scene.add(Rod::bent(
            &[
                [at, height * 0.16, z],
                [at, height * 0.05, z],
                [at, height * 0.04, z + 34.0],
                [at, height * 0.09, z + 40.0],
            ],
            6.0,
            parts.main,
        ));
    }
}

fn sun(scene: &mut Scene, parts: &Parts) {
    let [width, _, height] = parts.size;
    let x = width / 2.0;
    for ray in 0..44_u32 {
        let [sin, cos] = turn(ray, 44);
        let long = if ray % 2 == 0 { 1.0 } else { 0.84 };
        let at = |share: f64| [x * share * sin, height / 2.0 + x * share * cos, 0.0];
        scene.add(Rod::new(at(0.42), at(long), 7.0, parts.main));
    }
    let front = [0.0, height / 2.0, 10.0];
    scene.add(Plate::new(&ellipse(front, x * 0.46, x * 0.46), [0.0, 0.0, 16.0], parts.main));
    scene.add(Mark::mirror(&ellipse([0.0, height / 2.0, 28.0], x * 0.40, x * 0.40), Colour::parse(GLASS)));
}

fn leaning(scene: &mut Scene, parts: &Parts) {
    let [width, depth, height] = parts.size;
    let x = width / 2.0;
    let lean = |[x, y, z]: Point| [x, y, z - y * 0.09];
    let frame = [[-x, 0.0, 0.0], [x, 0.0, 0.0], [x, height, 0.0], [-x, height, 0.0]].map(lean);
    scene.add(Plate::new(&frame, [0.0, 0.0, depth], parts.main).grained([0.0, 1.0, 0.0]));
    let (x, low, high) = (x - 44.0, 44.0, height - 44.0);
    let front =
        [[-x, low, depth + 1.0], [x, low, depth + 1.0], [x, high, depth + 1.0], [-x, high, depth + 1.0]].map(lean);
    scene.add(Mark::mirror(&front, Colour::parse(GLASS)));
}

fn on_table(scene: &mut Scene, parts: &Parts) {
    let [width, depth, height] = parts.size;
    let (x, z) = (width / 2.0, depth / 2.0);
    let block = |rear: f64, front: f64| Block::new([-x, 0.0, rear], [x, height * 0.2, front], parts.main);
    scene.add(block(-z, -5.0));
    // It stands in a groove.
    let (middle, tall) = (height * 0.56, height * 0.44);
    let ellipse = |z: f64, rim: f64| ellipse([0.0, middle, z], x * 0.96 - rim, tall - rim);
    scene.add(Plate::new(&ellipse(-4.0, 0.0), [0.0, 0.0, 8.0], Material::of("aluminium")));
    scene.add(Mark::mirror(&ellipse(4.5, 5.0), Colour::parse(GLASS)));
    scene.add(block(5.5, z));
}

/// An upright rectangle with round corners.
fn soft(low: [f64; 2], high: [f64; 2], z: f64, radius: f64) -> Vec<Point> {
    rounded(low, high, radius, 8).into_iter().map(|[x, y]| [x, y, z]).collect()
}
