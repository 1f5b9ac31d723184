//! Families of units.

use serde::{Deserialize, Serialize};

use super::Labels;

/// Units that measure the same, such as weights.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct MeasureFamily {
    /// Shown name.
    pub name: Labels,
    /// The code of the unit in which values are compared; its factor is 1.
    pub base_unit: String,
    /// All units in the order in which they are offered, the base unit among them.
    pub units: Vec<Unit>,
}

/// A unit of a family.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Unit {
    /// Its code, unique within the family.
    pub code: String,
    /// Shown name.
    pub name: Labels,
    /// How many base units one of it is: exact, more than 0, canonical text.
    pub factor: String,
}

impl MeasureFamily {
    /// How many base units one of that unit is. `None`: it is none of the family.
    pub fn factor(&self, unit: &str) -> Option<&str> {
        self.units.iter().find(|known| known.code == unit).map(|unit| unit.factor.as_str())
    }
}
