//! A stored value in its one normal form.

/// A value as it is stored: normal forms are made by [`crate::attribute`], so
/// equal values are equal here (DECISIONS "Equality").
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// Texts of all kinds, dates and times, the code of a select.
    Text(String),
    /// Canonical exact decimal text: no exponent, no trailing zeros.
    Number(String),
    /// A boolean.
    Bool(bool),
    /// A set of codes, sorted, without repeats, never empty.
    Codes(Vec<String>),
    /// Amounts by currency, canonical as [`Self::Number`]; never empty.
    Price(std::collections::BTreeMap<String, String>),
    /// A number, canonical as [`Self::Number`], in a unit of the attribute's family.
    Measure {
        /// How much.
        number: String,
        /// The unit's code.
        unit: String,
    },
    /// Any JSON, in canonical text; also the rows of a table.
    Json(String),
}

/// What an attribute holds on one object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stored {
    /// One value for all locales.
    Plain(Value),
    /// A value by locale code; never empty.
    Localised(std::collections::BTreeMap<String, Value>),
}
