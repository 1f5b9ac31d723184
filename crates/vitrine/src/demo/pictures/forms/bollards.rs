//! Lamps of one body, with a band of light: for paths, and to be carried about.

use serde::Deserialize;

use super::Parts;
use super::profiles::Profile;
use crate::demo::pictures::colour::Colour;
use crate::demo::pictures::materials::Material;
use crate::demo::pictures::scene::Scene;
use crate::demo::pictures::solids::{Block, Lathe, Rod};
use crate::demo::pictures::stage::Place;

/// See the module.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Bollard {
    /// Where the light is, in shares of the height.
    band: [f64; 2],
    /// A leather handle.
    handle: bool,
    /// Square, split, with a line of light.
    split: bool,
}

impl Default for Bollard {
    fn default() -> Self {
        Self { band: [0.72, 0.9], handle: false, split: false }
    }
}

impl Bollard {
    pub fn scene(&self, parts: &Parts) -> Scene {
        let [width, depth, height] = parts.size;
        let (x, z) = (width / 2.0, depth / 2.0);
        let mut scene = Scene::new(Place::Floor, 26.0, 8.0);
        let flame = Material::of("opal_glass").coloured(Colour::FLAME);
        let [low, high] = self.band.map(|share| share * height);
        if self.split {
            scene.add(Block::new([-x, 0.0, -z], [-width * 0.06, height, z], parts.main).rounded(5.0));
            scene.add(Block::new([-width * 0.06, 4.0, -z + 8.0], [width * 0.05, height * 0.97, z - 1.0], flame));
            scene.add(Block::new([width * 0.05, 0.0, -z], [x, height * 0.96, z], parts.main).rounded(5.0));
            scene.glow([0.0, height * 0.6, z], height * 0.7, 0.9);
            return scene;
        }
        scene.add(Profile::Cylinder.lathe([0.0; 3], width, low, parts.main));
        scene.add(Lathe::disc([0.0, low, 0.0], x * 0.8, high - low, flame).glowing(0.8));
        scene.add(Lathe::disc([0.0, high, 0.0], x, height - high, parts.main));
        if self.handle {
            let bow = [
                [-x * 0.8, height, 0.0],
                [-x * 0.5, height + x, 0.0],
                [x * 0.5, height + x, 0.0],
                [x * 0.8, height, 0.0],
            ];
            scene.add(Rod::bent(&bow, 7.0, Material::of("leather")));
        }
        scene.glow([0.0, f64::midpoint(low, high), 0.0], (width * 2.2).max(height * 0.7), 0.8);
        scene
    }
}
