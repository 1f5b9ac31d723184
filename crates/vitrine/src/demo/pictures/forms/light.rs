//! What all lamps share: a shade, as it is when the light is on.

use super::profiles::Profile;
use crate::demo::pictures::colour::Colour;
use crate::demo::pictures::materials::{Material, Surface};
use crate::demo::pictures::scene::Scene;
use crate::demo::pictures::solids::{Lathe, Mouth};
use crate::demo::pictures::space::Point;

/// A shade and the light in it.
pub struct Shade {
    profile: Profile,
    foot: Point,
    width: f64,
    height: f64,
    material: Material,
    /// Folds all round.
    ribs: u32,
    is_pierced: bool,
}

/// How much of its light a material lets through.
fn glow_of(material: &Material) -> f64 {
    match material.surface {
        Surface::Opal => 0.96,
        Surface::Weave => 0.62,
        Surface::Cane | Surface::Braid => 0.42,
        _ => 0.0,
    }
}

impl Shade {
    /// A smooth one, of a width and height, its lower end at `foot`.
    pub fn new(profile: Profile, foot: Point, [width, height]: [f64; 2], material: Material) -> Self {
        Self { profile, foot, width, height, material, ribs: 0, is_pierced: false }
    }

    pub fn ribbed(self, ribs: u32) -> Self {
        Self { ribs, ..self }
    }

    pub fn pierced(self, is_pierced: bool) -> Self {
        Self { is_pierced, ..self }
    }

    pub fn add_to(self, scene: &mut Scene) {
        let Self { profile, foot, width, height, material, ribs, is_pierced } = self;
        let glow = glow_of(&material);
        let middle = [foot[0], foot[1] + height * 0.5, foot[2]];
        let is_closed = matches!(
            profile,
            Profile::Globe | Profile::Medlar | Profile::Lantern | Profile::Bowl | Profile::Tube | Profile::Mushroom
        ) && glow > 0.9;
        let mouth = if is_closed { Mouth::Closed } else { Mouth::Lit };
        // A shade that ends narrow above is closed there.
        let is_wide_above = matches!(profile, Profile::Taper | Profile::Cylinder | Profile::Bowl);
        let top = if is_wide_above { mouth } else { Mouth::Closed };
        if material.surface == Surface::Glass {
            let bulb = Material::of("opal_glass").coloured(Colour::FLAME);
            scene.add(Lathe::ball(middle, width.min(height) * 0.2, 1.1, bulb).glowing(1.0));
            scene.add(profile.lathe(foot, width, height, material).ribbed(ribs));
            scene.glow(middle, width * 1.7, 0.75);
            return;
        }
        let shade = profile.lathe(foot, width, height, material).ribbed(ribs);
        scene.add(shade.pierced(is_pierced).top(top).bottom(mouth).glowing(glow));
        let reach = width.max(height * 0.8);
        if glow > 0.3 {
            scene.glow(middle, reach * 1.7, 0.5 + 0.3 * glow);
        } else {
            scene.glow([foot[0], foot[1] - height * 0.1, foot[2]], reach * 1.5, 0.8);
        }
    }
}
