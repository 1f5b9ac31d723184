//! The forms that products have: for each family its parameters, and how it is put together.

mod beds;
mod bollards;
mod cabinets;
mod chair_legs;
mod clocks;
mod desk_lamps;
mod fronts;
mod hanging;
mod lamps;
mod legs;
mod light;
mod mirrors;
mod objects;
mod profiles;
mod rugs;
mod seating;
mod shelves;
mod sofas;
mod stands;
mod stools;
mod tables;
mod textiles;
mod walls;

use serde::Deserialize;

use super::materials::Material;
use super::scene::Scene;

/// What a form is drawn from.
pub struct Parts {
    /// Width, depth and height in millimetres.
    pub size: [f64; 3],
    /// The part that comes in finishes.
    pub main: Material,
    pub second: Material,
    pub third: Material,
}

/// A form and its parameters.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    Chair(seating::Chair),
    Sofa(sofas::Sofa),
    Stool(stools::Stool),
    Bench(stools::Bench),
    Table(tables::Table),
    Cabinet(cabinets::Cabinet),
    Shelf(shelves::Shelf),
    Bed(beds::Bed),
    Stand(stands::Stand),
    Pendant(hanging::Pendant),
    WallLamp(walls::WallLamp),
    Lamp(lamps::Lamp),
    TaskLamp(desk_lamps::TaskLamp),
    Bollard(bollards::Bollard),
    Rug(rugs::Rug),
    Cushion(textiles::Cushion),
    Throw(textiles::Throw),
    Mirror(mirrors::Mirror),
    Clock(clocks::Clock),
    Vase(objects::Vase),
    Candle(objects::Candle),
    Basket(objects::Basket),
}

impl Form {
    /// The scene of one with these parts.
    pub fn scene(&self, parts: &Parts) -> Scene {
        match self {
            Self::Chair(it) => it.scene(parts),
            Self::Sofa(it) => it.scene(parts),
            Self::Stool(it) => it.scene(parts),
            Self::Bench(it) => it.scene(parts),
            Self::Table(it) => it.scene(parts),
            Self::Cabinet(it) => it.scene(parts),
            Self::Shelf(it) => it.scene(parts),
            Self::Bed(it) => it.scene(parts),
            Self::Stand(it) => it.scene(parts),
            Self::Pendant(it) => it.scene(parts),
            Self::WallLamp(it) => it.scene(parts),
            Self::Lamp(it) => it.scene(parts),
            Self::TaskLamp(it) => it.scene(parts),
            Self::Bollard(it) => it.scene(parts),
            Self::Rug(it) => it.scene(parts),
            Self::Cushion(it) => it.scene(parts),
            Self::Throw(it) => it.scene(parts),
            Self::Mirror(it) => it.scene(parts),
            Self::Clock(it) => it.scene(parts),
            Self::Vase(it) => it.scene(parts),
            Self::Candle(it) => it.scene(parts),
            Self::Basket(it) => it.scene(parts),
        }
    }
}

/// Left and right, or back and front.
pub const SIDES: [f64; 2] = [-1.0, 1.0];

/// Four places about the middle, in x and z.
pub fn feet(x: f64, z: f64) -> [(f64, f64); 4] {
    [(-x, -z), (x, -z), (-x, z), (x, z)]
}
