//! What the cells of a column are.

use super::Property;
use super::field::Field;

/// What the cells of a column are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holds {
    /// Values of an attribute.
    Attribute {
        /// Its code.
        code: String,
        /// The locale, of one that is localised.
        locale: Option<String>,
        /// Which part of them.
        part: Part,
    },
    /// A property of what is not a definition, and the locale, if it is said by locale.
    Property(Property, Option<String>),
    /// A field of a definition, and the locale, if it is said by locale.
    Field(Field, Option<String>),
}

impl Holds {
    /// Whether a file can't have a column of each.
    pub fn clashes(&self, other: &Self) -> bool {
        let (Self::Attribute { code, locale, part }, Self::Attribute { code: others, locale: in_locale, part: rest }) =
            (self, other)
        else {
            return self == other;
        };
        let is_whole = |one: &Part, of: &Part| *one == Part::Whole && matches!(of, Part::Currency(_));
        (code, locale) == (others, in_locale) && (part == rest || is_whole(part, rest) || is_whole(rest, part))
    }
}

/// Which part of a value the cells of a column are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// All of it; of a measure whose unit has a column the number alone.
    Whole,
    /// The unit of a measure.
    Unit,
    /// The amount of a price in this currency.
    Currency(String),
}
