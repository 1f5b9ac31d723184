//! The types by their codes, and what they have in common.

use serde::{Deserialize, Serialize};

use crate::object::ObjectKind;

/// `Type: code`, in the order in which they are told.
macro_rules! types {
    ($($(#[$doc:meta])* $kind:ident: $name:literal;)*) => {
        /// What an attribute's values are (v5.md 1.12).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "lowercase")]
        pub enum AttributeType {
            $($(#[$doc])* $kind,)*
        }

        impl AttributeType {
            /// All types.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// Its code in v5.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }
        }
    };
}

types! {
    /// One line of text.
    Text: "text";
    /// Several lines of text.
    Multiline: "multiline";
    /// Rich text, kept exactly as sent.
    Html: "html";
    /// A whole number, exact.
    Integer: "integer";
    /// A decimal number, exact.
    Decimal: "decimal";
    /// Amounts by currency, exact.
    Price: "price";
    /// An exact number with a unit of a family.
    Measure: "measure";
    /// True, false or nothing.
    Boolean: "boolean";
    /// A day.
    Date: "date";
    /// A moment, to the second, UTC.
    Datetime: "datetime";
    /// A time of day, to the second.
    Time: "time";
    /// One of a list.
    Select: "select";
    /// Several of a list.
    Multiselect: "multiselect";
    /// Assets, by links.
    Media: "media";
    /// Documents, by links.
    Document: "document";
    /// Rows of named cells.
    Table: "table";
    /// Any JSON.
    Json: "json";
    /// An address.
    Url: "url";
    /// An e-mail address.
    Email: "email";
    /// A colour.
    Color: "color";
    /// A trade item number.
    Gtin: "gtin";
}

impl AttributeType {
    /// The type of that code; `textarea` is v4's word for multiline.
    pub fn from_name(name: &str) -> Option<Self> {
        if name == "textarea" {
            return Some(Self::Multiline);
        }
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// The codes of all types.
    pub fn names() -> Vec<&'static str> {
        Self::ALL.iter().map(|kind| kind.name()).collect()
    }

    /// Whether its values are texts, which compare folded ([`crate::index::fold()`]).
    pub fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::Multiline | Self::Html | Self::Url | Self::Email | Self::Color | Self::Gtin)
    }

    /// Whether its values are numbers, with whatever unit.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Integer | Self::Decimal | Self::Price | Self::Measure)
    }

    /// What its values lead to, where they are links: those are no part of a body.
    pub fn target(self) -> Option<ObjectKind> {
        match self {
            Self::Media => Some(ObjectKind::Asset),
            Self::Document => Some(ObjectKind::Document),
            _ => None,
        }
    }

    /// Whether its values come from the attribute's list.
    pub fn is_list(self) -> bool {
        matches!(self, Self::Select | Self::Multiselect)
    }

    /// Whether its values have an order or are equal in other ways than by their whole text.
    pub fn is_comparable(self) -> bool {
        !matches!(self, Self::Table | Self::Json)
    }
}
