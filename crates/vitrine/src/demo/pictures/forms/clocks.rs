//! Clocks.

use serde::Deserialize;

use super::{Parts, SIDES};
use crate::demo::pictures::colour::Colour;
use crate::demo::pictures::materials::Material;
use crate::demo::pictures::outlines::ellipse;
use crate::demo::pictures::scene::Scene;
use crate::demo::pictures::solids::{Block, Lathe, Mark, Plate, Rod};
use crate::demo::pictures::stage::Place;

/// The form of a clock.
#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    Wall,
    /// With a rim like a dish.
    Dish,
    /// With feet and a button.
    Alarm,
    /// Let into a block.
    Mantel,
}

impl Clock {
    pub fn scene(self, parts: &Parts) -> Scene {
        let [width, depth, height] = parts.size;
        let (x, z) = (width / 2.0, depth / 2.0);
        let is_standing = matches!(self, Self::Alarm | Self::Mantel);
        let mut scene = Scene::new(if is_standing { Place::Floor } else { Place::Wall }, 22.0, 6.0);
        let centre = [0.0, if is_standing { height * 0.52 } else { height / 2.0 }, z];
        let (mut radius, mut face) = (x, parts.main.colour.mix(Colour::parse("#f7f1e6"), 0.86));
        match self {
            Self::Wall | Self::Dish => {
                scene.add(Plate::new(&ellipse([0.0, height / 2.0, -z], x, x), [0.0, 0.0, depth], parts.main));
                if self == Self::Wall {
                    face = parts.main.lit(1.0);
                } else {
                    radius = x * 0.8;
                }
            }
            Self::Alarm => {
                scene.add(Plate::new(&ellipse([0.0, height * 0.52, -z], x, x), [0.0, 0.0, depth], parts.main));
                for side in SIDES {
                    scene.add(Rod::tapered(
                        [side * x * 0.62, 0.0, 0.0],
                        [side * x * 0.45, height * 0.16, 0.0],
                        [4.0, 5.0],
                        parts.main,
                    ));
                }
                scene.add(Lathe::disc(
                    [0.0, height * 0.52 + x, 0.0],
                    x * 0.22,
                    height - height * 0.52 - x + 4.0,
                    parts.main,
                ));
                radius = x * 0.86;
            }
            Self::Mantel => {
                scene.add(Block::new([-x, 0.0, -z], [x, height, z], parts.main).rounded(5.0));
                radius = x * 0.68;
            }
        }
        let [cx, cy, cz] = centre;
        if self != Self::Wall {
            scene.add(Mark::area(&ellipse([cx, cy, cz + 0.8], radius, radius), face, 1.0));
        }
        let ink = if face.brightness() > 0.4 { Colour::parse("#2b2926") } else { Colour::parse("#efe8da") };
        let point = |hours: f64, share: f64| {
            let (sin, cos) = (hours / 6.0 * std::f64::consts::PI).sin_cos();
            [cx + radius * share * sin, cy + radius * share * cos, cz + 1.8]
        };
        for hour in 0..12 {
            let hour = f64::from(hour);
            let is_first = hour < 0.5;
            if self == Self::Wall && !is_first {
                continue;
            }
            scene.add(Mark::line(
                &[point(hour, 0.80), point(hour, 0.90)],
                radius * if is_first { 0.06 } else { 0.03 },
                ink,
                0.9,
            ));
        }
        for (hours, share, wide) in [(10.15, 0.5, 0.055), (1.8, 0.74, 0.038)] {
            scene.add(Mark::line(&[point(hours + 6.0, 0.10), point(hours, share)], radius * wide, ink, 1.0));
        }
        scene.add(Mark::line(
            &[point(0.0, 0.0), point(6.0, 0.002)],
            radius * 0.12,
            Material::of("brass").lit(1.0),
            1.0,
        ));
        scene
    }
}
