//! The standard columns that a line of a file may have, for whoever maps others to them.

use super::field::fields;
use super::header::Header;
use super::{Holds, Property, Target};
use crate::schema::Schema;

/// A standard column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standard {
    /// Its name, which is that of the property.
    pub name: &'static str,
    /// Whether there may be one for each locale.
    pub is_localised: bool,
    /// Whether lines are about nothing without it.
    pub is_required: bool,
}

impl Standard {
    /// Those of such lines, in the order in which files have them.
    pub fn all(target: &Target, schema: &Schema) -> Vec<Self> {
        let read = Header { target, locales: &[], schema };
        let own = Property::all(target).filter(|(property, _)| property.is_written());
        let own = own.map(|(property, name)| (name, property.names_the_thing(target)));
        let fields = match target {
            Target::Definitions(kind) => Some(fields(*kind).map(|(name, _)| (name, false))),
            _ => None,
        };
        let column = |(name, is_required)| {
            // A title is there only where an attribute is one.
            let holds = read.column(name).ok()?;
            Some(Self { name, is_localised: is_localised(&holds), is_required })
        };
        own.chain(fields.into_iter().flatten()).filter_map(column).collect()
    }
}

fn is_localised(holds: &Holds) -> bool {
    let (Holds::Attribute { locale, .. } | Holds::Property(_, locale) | Holds::Field(_, locale)) = holds;
    locale.is_some()
}
