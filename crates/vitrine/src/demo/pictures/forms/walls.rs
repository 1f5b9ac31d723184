//! Lamps on a wall.

use serde::Deserialize;

use super::Parts;
use super::light::Shade;
use super::profiles::Profile;
use crate::demo::pictures::colour::Colour;
use crate::demo::pictures::materials::Material;
use crate::demo::pictures::outlines::ellipse;
use crate::demo::pictures::scene::Scene;
use crate::demo::pictures::solids::{Block, Lathe, Plate, Rod, Shell};
use crate::demo::pictures::stage::Place;

/// See the module.
#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum WallLamp {
    /// A bent arm with a globe of the second material.
    Globe,
    /// A long arm that swings, with a shade.
    Swing,
    /// A disc with a glass before it.
    Disc,
    /// A folded sheet.
    Blade,
    /// Two leaves.
    Leaves,
    /// An upright tube of light.
    Tube,
    /// A tube of glass in a block.
    Block,
    /// A board with a light below.
    Shelf,
    /// A tile that stands off the wall.
    Tile,
    /// Half a shade.
    Half,
    /// A spot on a joint.
    Spot,
}

impl WallLamp {
    pub fn scene(self, parts: &Parts) -> Scene {
        let mut scene = Scene::new(Place::Wall, 34.0, -3.0);
        let add = match self {
            Self::Globe => globe,
            Self::Swing => swing,
            Self::Disc => disc,
            Self::Blade => blade,
            Self::Leaves => leaves,
            Self::Tube => tube,
            Self::Block => block_and_tube,
            Self::Shelf => shelf,
            Self::Tile => tile,
            Self::Half => half_shade,
            Self::Spot => spot,
        };
        add(&mut scene, parts);
        scene
    }
}

fn globe(scene: &mut Scene, parts: &Parts) {
    let [width, depth, height] = parts.size;
    let (x, z) = (width / 2.0, depth / 2.0);
    scene.add(Block::new([-34.0, height * 0.30, -z], [34.0, height * 0.64, -z + 14.0], parts.main).rounded(12.0));
    let path = [
        [0.0, height * 0.46, -z + 14.0],
        [0.0, height * 0.36, z * 0.4],
        [0.0, height * 0.44, z - 30.0],
        [0.0, height * 0.58, z - 30.0],
    ];
    scene.add(Rod::bent(&path, 8.0, parts.main));
    let centre = [0.0, height - x, z - 30.0];
    scene.add(Lathe::ball(centre, x, 1.0, Material::of("opal_glass")).glowing(0.96));
    scene.glow(centre, width * 2.0, 0.8);
}

fn swing(scene: &mut Scene, parts: &Parts) {
    let [_, depth, height] = parts.size;
    let z = depth / 2.0;
    scene.add(Block::new([-40.0, height * 0.3, -z], [40.0, height * 0.8, -z + 20.0], parts.second));
    let (elbow, end) = ([-180.0, height * 0.72, -z + 300.0], [-520.0, height * 0.78, -z + 380.0]);
    scene.add(Rod::new([0.0, height * 0.6, -z + 20.0], elbow, 13.0, parts.main));
    scene.add(Rod::new(elbow, end, 13.0, parts.main));
    scene.add(Rod::new([end[0], height * 0.5, end[2]], end, 5.0, parts.second));
    let foot = [end[0], height * 0.12, end[2]];
    Shade::new(Profile::Taper, foot, [190.0, 150.0], Material::of("linen")).add_to(scene);
}

fn disc(scene: &mut Scene, parts: &Parts) {
    let [width, depth, height] = parts.size;
    let (x, z) = (width / 2.0, depth / 2.0);
    scene.add(Plate::new(&ellipse([0.0, height / 2.0, -z + 20.0], x, x), [0.0, 0.0, 16.0], parts.main));
    let centre = [0.0, height / 2.0, z - 24.0];
    scene.add(Lathe::ball(centre, x * 0.34, 0.96, Material::of("opal_glass")).glowing(0.96));
    scene.glow([0.0, height / 2.0, 0.0], width * 1.2, 0.75);
}

fn blade(scene: &mut Scene, parts: &Parts) {
    let [width, depth, height] = parts.size;
    let (x, z) = (width / 2.0, depth / 2.0);
    scene.add(Block::new([-x, 0.0, -z], [-x + 8.0, height, z], parts.main));
    scene.add(Block::new(
        [-x + 8.0, 0.0, -z],
        [x, height, -z + 8.0],
        parts.main.coloured(parts.main.colour.mix(Colour::FLAME, 0.75)),
    ));
    scene.glow([x * 0.4, height / 2.0, -z], height * 0.9, 0.9);
}

fn leaves(scene: &mut Scene, parts: &Parts) {
    let [width, depth, height] = parts.size;
    let (x, z) = (width / 2.0, depth / 2.0);
    scene.add(Block::new([-x, 0.0, -z], [x, height, -z + 20.0], parts.main).grained([0.0, 1.0, 0.0]));
    scene.add(
        Block::new([-x, 0.0, -z + 22.0], [x, height, -z + 42.0], parts.main)
            .grained([0.0, 1.0, 0.0])
            .turned(-34.0, [-x, -z + 22.0]),
    );
    scene.add(Rod::new([-x, 0.0, -z + 21.0], [-x, height, -z + 21.0], 9.0, Material::of("brass")));
    scene.glow([x * 0.8, height / 2.0, 0.0], height * 1.1, 0.9);
}

fn tube(scene: &mut Scene, parts: &Parts) {
    let [width, depth, height] = parts.size;
    let (x, z) = (width / 2.0, depth / 2.0);
    scene.add(Rod::new([0.0, 0.0, 0.0], [0.0, height * 0.16, 0.0], x, parts.main));
    scene.add(Rod::new([0.0, height * 0.84, 0.0], [0.0, height, 0.0], x, parts.main));
    scene.add(
        Lathe::disc(
            [0.0, height * 0.14, 0.0],
            x * 0.86,
            height * 0.72,
            Material::of("opal_glass").coloured(Colour::FLAME),
        )
        .glowing(0.9),
    );
    scene.add(Block::new([-x * 0.5, height * 0.44, -z], [x * 0.5, height * 0.56, 0.0], parts.main));
    scene.glow([0.0, height / 2.0, 0.0], height * 0.62, 0.8);
}

fn block_and_tube(scene: &mut Scene, parts: &Parts) {
    let [width, depth, height] = parts.size;
    let (x, z) = (width / 2.0, depth / 2.0);
    scene.add(Block::new([-x, 0.0, -z], [x, height * 0.34, z], parts.main));
    scene
        .add(Lathe::disc([0.0, height * 0.34, 0.0], x * 0.56, height * 0.66, Material::of("opal_glass")).glowing(0.96));
    scene.glow([0.0, height * 0.66, 0.0], height, 0.8);
}

fn shelf(scene: &mut Scene, parts: &Parts) {
    let [width, depth, height] = parts.size;
    let (x, z) = (width / 2.0, depth / 2.0);
    scene.add(Block::new([-x, height - 26.0, -z], [x, height, z], parts.main).grained([1.0, 0.0, 0.0]));
    scene.add(
        Block::new([-x, height - 90.0, -z], [x, height - 26.0, -z + 18.0], parts.main.toned(0.9))
            .grained([1.0, 0.0, 0.0]),
    );
    let foot = [x * 0.3, 0.0, 0.0];
    Shade::new(Profile::Thimble, foot, [82.0, height - 28.0], Material::of("steel")).add_to(scene);
}

fn tile(scene: &mut Scene, parts: &Parts) {
    let [width, depth, height] = parts.size;
    let (x, z) = (width / 2.0, depth / 2.0);
    scene.glow([0.0, height * 0.98, -z], height * 0.85, 0.9);
    scene.glow([0.0, height * 0.02, -z], height * 0.85, 0.9);
    scene.add(Block::new([-x, 0.0, z - 16.0], [x, height, z], parts.main).soft(14.0));
    scene.add(Block::new([-x * 0.5, height * 0.2, -z], [x * 0.5, height * 0.8, z - 20.0], Material::of("steel")));
}

fn half_shade(scene: &mut Scene, parts: &Parts) {
    let [width, depth, height] = parts.size;
    let (x, z) = (width / 2.0, depth / 2.0);
    let lit = parts.main.coloured(parts.main.colour.mix(Colour::FLAME, 0.55));
    scene.add(Shell::round(
        [0.0, 0.0, -z],
        [-90.0, 90.0],
        [[x, depth, 0.0], [x * 0.74, depth * 0.74, height]],
        5.0,
        lit,
    ));
    scene.glow([0.0, height * 0.5, 0.0], height * 1.1, 0.8);
}

fn spot(scene: &mut Scene, parts: &Parts) {
    let [width, depth, height] = parts.size;
    let (x, z) = (width / 2.0, depth / 2.0);
    scene.add(Block::new([-32.0, height * 0.36, -z], [32.0, height * 0.64, -z + 16.0], parts.main).rounded(10.0));
    scene.add(Rod::new([0.0, height * 0.5, -z + 16.0], [0.0, height * 0.62, z * 0.2], 8.0, parts.main));
    let (from, to) = ([-10.0, height * 0.78, z * 0.1], [-40.0, height * 0.16, z * 0.9]);
    scene.add(Rod::tapered(from, to, [x * 0.42, x * 0.9], parts.main).lit());
    scene.glow(to, height * 1.1, 0.85);
}
