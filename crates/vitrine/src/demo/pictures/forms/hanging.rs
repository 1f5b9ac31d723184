//! Lamps that hang, and lamps under the ceiling.

use serde::Deserialize;

use super::light::Shade;
use super::profiles::Profile;
use super::{Parts, SIDES};
use crate::demo::pictures::colour::Colour;
use crate::demo::pictures::materials::Material;
use crate::demo::pictures::scene::Scene;
use crate::demo::pictures::solids::{Block, Lathe, Mouth, Plate, Rod};
use crate::demo::pictures::stage::Place;

/// A pendant or a ceiling lamp.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Pendant {
    shade: Profile,
    form: Arrangement,
    /// Whether the shade is of the second material, and what holds it of the main one.
    swapped: bool,
    ribs: u32,
    /// Holes all over the shade.
    pierced: bool,
    /// A bowl or globe of the second material below.
    bowl: bool,
    /// Close to the ceiling.
    flush: bool,
}

impl Default for Pendant {
    fn default() -> Self {
        Self {
            shade: Profile::Bell,
            form: Arrangement::One,
            swapped: false,
            ribs: 0,
            pierced: false,
            bowl: false,
            flush: false,
        }
    }
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Arrangement {
    One,
    /// A long profile.
    Bar,
    /// A ring of light.
    Ring,
    /// Bent tubes with globes.
    Arms,
    /// Globes in a row on a bar.
    Row,
    /// Drops at several heights.
    Drops,
    /// A sail on a spar.
    Sail,
    /// Discs one above the other.
    Tiers,
    /// Domes on a plate.
    Cluster,
}

impl Pendant {
    pub fn scene(&self, parts: &Parts) -> Scene {
        let [width, _, height] = parts.size;
        // A plate under the ceiling would look tilted from the side.
        let turn = if self.form == Arrangement::Cluster { 0.0 } else { 14.0 };
        let mut scene = Scene::new(Place::Air, turn, if self.flush { -15.0 } else { -8.0 });
        let (shade, holder) = if self.swapped { (parts.second, parts.main) } else { (parts.main, parts.second) };
        let cord = Material::of("steel");
        if !self.flush {
            let ends = if matches!(self.form, Arrangement::Bar | Arrangement::Sail) {
                vec![-width * 0.36, width * 0.36]
            } else {
                vec![0.0]
            };
            for x in ends {
                scene.cord([x, height, 0.0], cord);
            }
        }
        match self.form {
            Arrangement::One => self.one(&mut scene, parts, shade, holder),
            Arrangement::Bar => bar(&mut scene, parts),
            Arrangement::Ring => ring(&mut scene, parts),
            Arrangement::Arms => arms(&mut scene, parts),
            Arrangement::Row => row(&mut scene, parts),
            Arrangement::Drops => drops(&mut scene, parts, cord),
            Arrangement::Sail => sail(&mut scene, parts),
            Arrangement::Tiers => {
                for tier in 0..3_u32 {
                    let (radius, y) =
                        (width / 2.0 * (1.0 - 0.2 * f64::from(tier)), height * (0.72 - 0.32 * f64::from(tier)));
                    scene.add(Lathe::disc([0.0, y, 0.0], radius, 12.0, parts.main).bottom(if tier == 2 {
                        Mouth::Closed
                    } else {
                        Mouth::Lit
                    }));
                }
                scene.add(Lathe::disc([0.0, height * 0.74, 0.0], width * 0.16, height * 0.26, parts.main));
                scene.glow([0.0, height * 0.4, 0.0], width * 0.9, 0.8);
            }
            Arrangement::Cluster => {
                scene.add(Plate::rounded(
                    [-width / 2.0, -parts.size[1] / 2.0],
                    [width / 2.0, parts.size[1] / 2.0],
                    [height - 20.0, height],
                    60.0,
                    parts.main,
                ));
                for (x, z) in [(-0.3, -0.26), (0.0, -0.26), (0.3, -0.26), (-0.3, 0.26), (0.0, 0.26), (0.3, 0.26)] {
                    let centre = [x * width, height * 0.5, z * parts.size[1]];
                    scene.add(
                        Lathe::ball(centre, width * 0.14, 0.8, Material::of("opal_glass")).glowing(0.9).ribbed(14),
                    );
                }
                scene.glow([0.0, height * 0.4, 0.0], width * 0.9, 0.8);
            }
        }
        scene
    }

    fn one(&self, scene: &mut Scene, parts: &Parts, material: Material, holder: Material) {
        let [width, _, height] = parts.size;
        let (mut low, mut tall) = (0.0, height);
        if self.flush {
            let plate = if self.swapped { holder } else { material };
            scene.add(Lathe::disc([0.0, height * 0.84, 0.0], width * 0.4, height * 0.16, plate));
            tall = height * 0.86;
        } else {
            tall *= 0.93;
            scene.add(Lathe::disc(
                [0.0, tall, 0.0],
                (width * 0.055).clamp(9.0, 24.0),
                height * 0.07 + 12.0,
                if self.swapped { holder } else { material },
            ));
        }
        if self.bowl {
            let bowl = Profile::Bowl.lathe([0.0; 3], width * 0.34, height * 0.4, Material::of("opal_glass"));
            scene.add(bowl.glowing(0.96));
            low = height * 0.34;
            tall -= low;
        }
        let foot = [0.0, low, 0.0];
        let shade = Shade::new(self.shade, foot, [width, tall], material);
        shade.ribbed(self.ribs).pierced(self.pierced).add_to(scene);
    }
}

fn opal() -> Material {
    Material::of("opal_glass")
}

fn bar(scene: &mut Scene, parts: &Parts) {
    let [width, depth, height] = parts.size;
    let (x, z) = (width / 2.0, depth / 2.0);
    scene.add(Block::new([-x, height * 0.16, -z], [x, height, z], parts.main).grained([1.0, 0.0, 0.0]));
    scene.add(Block::new(
        [-x + 6.0, 0.0, -z + 6.0],
        [x - 6.0, height * 0.16, z - 6.0],
        opal().coloured(Colour::FLAME.lit(1.2)),
    ));
    scene.glow([0.0, 0.0, 0.0], width * 0.62, 0.8);
    for side in SIDES {
        scene.glow([side * width * 0.3, -20.0, 0.0], width * 0.26, 0.4);
    }
}

fn ring(scene: &mut Scene, parts: &Parts) {
    let [width, _, height] = parts.size;
    scene.add(Rod::ring([0.0, height * 0.5, 0.0], width / 2.0, 26.0, parts.main));
    let light = opal().coloured(Colour::FLAME);
    scene.add(Rod::ring([0.0, height * 0.5 - 22.0, 0.0], width / 2.0 - 6.0, 10.0, light));
    for angle in [30.0_f64, 150.0, 270.0] {
        let (sin, cos) = angle.to_radians().sin_cos();
        scene.add(Rod::new(
            [sin * width / 2.0, height * 0.5, cos * width / 2.0],
            [0.0, width * 0.5, 0.0],
            3.0,
            Material::of("steel"),
        ));
    }
    scene.cord([0.0, width * 0.5, 0.0], Material::of("steel"));
    scene.glow([0.0, 0.0, 0.0], width * 0.85, 0.75);
}

fn globe(scene: &mut Scene, centre: [f64; 3], radius: f64) {
    scene.add(Lathe::ball(centre, radius, 1.0, opal()).glowing(0.96));
    scene.glow(centre, radius * 3.4, 0.5);
}

fn arms(scene: &mut Scene, parts: &Parts) {
    let [width, _, height] = parts.size;
    scene.add(Lathe::disc([0.0, height * 0.5, 0.0], 16.0, height * 0.5, parts.main));
    for arm in 0..5_u32 {
        let (sin, cos) = (f64::from(arm) * 72.0 + 20.0).to_radians().sin_cos();
        let reach = width / 2.0 - 70.0;
        let at = |share: f64, y: f64| [sin * reach * share, height * y, cos * reach * share];
        scene.add(Rod::bent(&[at(0.0, 0.56), at(0.5, 0.34), at(0.96, 0.46), at(1.0, 0.62)], 9.0, parts.main));
        globe(scene, [sin * reach, height * 0.62 + 62.0, cos * reach], 66.0);
    }
}

fn row(scene: &mut Scene, parts: &Parts) {
    let [width, _, height] = parts.size;
    scene.add(Rod::new([-width / 2.0, height - 10.0, 0.0], [width / 2.0, height - 10.0, 0.0], 9.0, parts.main));
    for (x, drop) in [(-0.40, 0.42), (-0.12, 0.2), (0.40, 0.34)] {
        let y = height * (1.0 - drop) - 70.0;
        scene.add(Rod::new([x * width, y, 0.0], [x * width, height - 10.0, 0.0], 6.0, parts.main));
        globe(scene, [x * width, y - 60.0, 0.0], 75.0);
    }
}

fn drops(scene: &mut Scene, parts: &Parts, cord: Material) {
    let [width, _, height] = parts.size;
    for drop in 0..7_u32 {
        let (sin, cos) = (f64::from(drop) * 51.0).to_radians().sin_cos();
        let out = if drop == 6 { 0.0 } else { width * 0.36 };
        let foot = [sin * out, height * (0.06 + 0.11 * f64::from(drop)), cos * out];
        let size = width * 0.28;
        scene.add(Rod::new([foot[0], foot[1] + size, foot[2]], [foot[0], height, foot[2]], 3.0, cord));
        Shade::new(Profile::Gourd, foot, [size, size * 1.15], parts.main).add_to(scene);
    }
    scene.add(Lathe::disc([0.0, height, 0.0], width * 0.46, 18.0, cord));
}

fn sail(scene: &mut Scene, parts: &Parts) {
    let [width, _, height] = parts.size;
    let x = width / 2.0;
    scene.add(Rod::new([-x, height * 0.9, 0.0], [x, height * 0.9, 0.0], 12.0, parts.second));
    let outline = [
        [-x * 0.94, height * 0.88, 0.0],
        [x * 0.94, height * 0.88, 0.0],
        [x * 0.5, height * 0.2, 40.0],
        [0.0, 0.0, 60.0],
        [-x * 0.5, height * 0.2, 40.0],
    ];
    let lit = parts.main.coloured(parts.main.colour.mix(Colour::LAMPLIGHT, 0.35).lit(1.15));
    scene.add(Plate::new(&outline, [0.0, 0.0, 6.0], lit));
    scene.glow([0.0, height * 0.5, 0.0], width * 0.6, 0.8);
    for side in SIDES {
        scene.add(Rod::new([side * x * 0.7, height * 0.9, 0.0], [side * x * 0.7, height, 0.0], 4.0, parts.third));
    }
}
