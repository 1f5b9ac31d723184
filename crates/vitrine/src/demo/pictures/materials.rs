//! What things are made of: a colour, and how light and eye take the surface.

use super::colour::Colour;

/// What a surface shows from near.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// Lacquer or powder: even.
    Plain,
    /// Wood.
    Grain,
    /// Linen, cotton.
    Weave,
    /// Wool, felt.
    Wool,
    /// Velvet: bright where it turns away.
    Velvet,
    /// Leather: a soft shine.
    Leather,
    /// Brass, chrome: a hard shine.
    Metal,
    /// Glass that one sees through.
    Glass,
    /// Glass or paper that glows when lit.
    Opal,
    /// Glazed stoneware.
    Glaze,
    /// Marble.
    Veins,
    /// Stone, concrete.
    Speckle,
    /// Cork.
    Crumb,
    /// Rattan, cane.
    Cane,
    /// Jute, cord, rope.
    Braid,
}

/// A material in its colour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Material {
    pub colour: Colour,
    pub surface: Surface,
}

impl Material {
    /// A material of the catalogue in the colour that it has by itself.
    pub fn of(code: &str) -> Self {
        let (colour, surface) = match code {
            "solid_oak" | "solid_wood" => ("#c8a26b", Surface::Grain),
            "solid_walnut" => ("#6f4d35", Surface::Grain),
            "ash" => ("#dfcba6", Surface::Grain),
            "plywood" => ("#d9bd8f", Surface::Grain),
            "brass" => ("#b8945a", Surface::Metal),
            "aluminium" => ("#c4c7c8", Surface::Metal),
            "chrome" => ("#c9cdd2", Surface::Metal),
            "wool" => ("#9a948a", Surface::Wool),
            "linen" => ("#ddd3c0", Surface::Weave),
            "cotton" => ("#e4dccb", Surface::Weave),
            "velvet" => ("#8a6f62", Surface::Velvet),
            "leather" => ("#8a5632", Surface::Leather),
            "opal_glass" => ("#f6efe2", Surface::Opal),
            "dark_glass" => ("#292522", Surface::Glass),
            "amber_glass" => ("#cf8f3a", Surface::Opal),
            "clear_glass" => ("#cddad6", Surface::Glass),
            "paper" => ("#f4ecdb", Surface::Opal),
            "stone" => ("#cdc4b2", Surface::Speckle),
            "concrete" => ("#b4b0a8", Surface::Speckle),
            "marble" => ("#ebe8e2", Surface::Veins),
            "ceramic" => ("#e9e2d5", Surface::Glaze),
            "rattan" => ("#cfab76", Surface::Cane),
            "cork" => ("#bb8d5d", Surface::Crumb),
            "jute" => ("#bfa275", Surface::Braid),
            _ => ("#33322f", Surface::Plain),
        };
        Self { colour: Colour::parse(colour), surface }
    }

    /// The same material in a finish: its code, and its colour.
    pub fn finished(self, finish: &str, colour: Colour) -> Self {
        let surface = match (self.surface, finish) {
            (Surface::Plain, "brass" | "chrome") | (Surface::Metal, "brass" | "chrome" | "natural") => Surface::Metal,
            // Over metal any other finish is lacquer, and so is white over wood.
            (Surface::Metal, _) | (Surface::Grain, "white") => Surface::Plain,
            (surface, _) => surface,
        };
        // Pure black and white would show no form.
        let colour = match finish {
            "black" => Colour::parse("#2a2927"),
            "natural" if matches!(self.surface, Surface::Metal | Surface::Cane | Surface::Crumb | Surface::Braid) => {
                self.colour
            }
            // Oiled without a tone: a little paler than the wood is by itself.
            "natural" if self.surface == Surface::Grain => self.colour.mix(colour, 0.4),
            "smoke" if self.surface == Surface::Grain => Colour::parse("#6d6052"),
            "smoke" if self.surface == Surface::Crumb => Colour::parse("#76583c"),
            // Dark glass has a tint and no more.
            _ if self.surface == Surface::Glass && self.colour.brightness() < 0.3 => self.colour.mix(colour, 0.25),
            _ => colour,
        };
        Self { colour, surface }
    }

    /// In another colour.
    pub fn coloured(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }

    /// Darker or lighter by a factor.
    pub fn toned(self, light: f64) -> Self {
        Self { colour: self.colour.lit(light), ..self }
    }

    /// Its colour under that much light; dark ones keep a shimmer.
    pub fn lit(&self, light: f64) -> Colour {
        let lifted = self.colour.mix(Colour::WHITE, 0.05 * (1.0 - self.colour.brightness()) * light);
        match self.surface {
            Surface::Metal => lifted.lit(0.25 + light * 0.8),
            Surface::Velvet => lifted.lit(light * 1.08 - 0.10),
            _ => lifted.lit(light),
        }
    }

    /// Whether it is sewn over a filling.
    pub fn is_soft(&self) -> bool {
        matches!(self.surface, Surface::Weave | Surface::Wool | Surface::Velvet | Surface::Leather)
    }

    /// How strongly it mirrors the light, from 0 to 1.
    pub fn shine(&self) -> f64 {
        match self.surface {
            Surface::Metal => 0.9,
            Surface::Glaze | Surface::Glass => 0.6,
            Surface::Leather => 0.28,
            Surface::Veins => 0.3,
            Surface::Plain => 0.22,
            Surface::Velvet => 0.12,
            _ => 0.06,
        }
    }
}
