//! What the columns of a file hold, as a profile says it.

use serde::{Deserialize, Serialize};

use crate::choice::choice;
use crate::input::Input;

/// A column, and what its cells are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// The column's name in the file; of a constant that is imported perhaps "".
    pub column: String,
    /// What its cells are.
    pub target: MappingTarget,
    /// How cells are changed on the way, in this order: see [`crate::flow::Transform`], and what else concerns the
    /// column.
    pub options: Vec<MappingOption>,
}

/// What the cells of a column are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappingTarget {
    /// Of which kind.
    #[serde(rename = "type")]
    pub kind: TargetKind,
    /// The code of the attribute, or the name of the property.
    pub code: String,
    /// The locale of the values, where they have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
}

choice! {
    /// What a mapping leads to.
    TargetKind:
    /// The values of an attribute.
    Attribute "attribute",
    /// A property, such as `document_code` or `isActive`.
    Property "property",
    /// An attribute or a property that is the same on all lines, whatever the file says.
    Constant "constant"
}

/// One option of a mapping.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappingOption {
    /// Its name.
    pub name: String,
    /// What it says; JSON.
    pub value: Word,
}

/// The value of an option: any JSON, kept as its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word(pub String);

impl Word {
    /// That of JSON.
    pub fn of(input: &Input) -> Self {
        Self(input.to_json())
    }

    /// What it says; what a profile keeps is JSON.
    pub fn input(&self) -> Input {
        Input::parse(&self.0).unwrap_or(Input::Null)
    }

    /// Its text; numbers and switches as they are written.
    pub fn text(&self) -> String {
        match self.input() {
            Input::Text(text) => text,
            Input::Null => String::new(),
            other => other.to_json(),
        }
    }
}

impl Mapping {
    /// The value of the first option of that name.
    pub fn option(&self, name: &str) -> Option<&Word> {
        self.options.iter().find(|option| option.name == name).map(|option| &option.value)
    }
}
