//! How a property is written in a body: what is expected of it, in words and in JSON Schema.

use std::borrow::Cow;

use serde_json::{Value, json};

use crate::v5::jsonld::Class;

/// The form of a property in a body. Null is always another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// A text.
    Text,
    /// Texts in a list.
    Texts,
    /// True or false.
    Switch,
    /// A whole number.
    Integer,
    /// Texts by locale.
    Labels,
    /// A text, or texts by locale.
    TextOrLabels,
    /// Another thing of that class.
    Reference(Class),
    /// Other things of that class.
    References(Class),
    /// Nodes of workflows.
    Standings,
    /// The values of attributes.
    Values,
    /// What the core reads; as it is printed, for one.
    Anything,
}

impl Written {
    /// What is expected, in words.
    pub fn expected(self) -> Cow<'static, str> {
        match self {
            Self::Text | Self::TextOrLabels => "a text".into(),
            Self::Texts => "a list of texts".into(),
            Self::Switch => "true or false".into(),
            Self::Integer => "a whole number".into(),
            Self::Labels => "an object of texts by locale".into(),
            Self::Reference(class) => format!("{{\"id\": …}} or an IRI such as /api/{}/…", class.path).into(),
            Self::References(class) => format!("{{\"id\": …}} of /api/{}", class.path).into(),
            Self::Standings => "{\"workflow\": {\"id\": …}, \"node\": {\"id\": …}}".into(),
            Self::Values => "an object of values by attribute".into(),
            Self::Anything => "".into(),
        }
    }

    /// The schema of what is taken; `printed` is that of what is printed under the same name.
    pub fn schema(self, printed: Option<&Value>) -> Value {
        let labels = || json!({"type": "object", "additionalProperties": {"type": ["string", "null"]}});
        let any_of = |forms: Vec<Value>| json!({ "anyOf": forms });
        match self {
            Self::Text => match printed.and_then(|printed| printed.get("enum")) {
                Some(words) => json!({"type": "string", "enum": words}),
                None => json!({"type": "string"}),
            },
            Self::Texts => json!({"type": "array", "items": printed.map_or(json!({}), |list| list["items"].clone())}),
            Self::Switch => json!({"type": "boolean"}),
            Self::Integer => json!({"type": "integer", "format": "int64"}),
            Self::Labels => labels(),
            Self::TextOrLabels => any_of(vec![json!({"type": "string"}), labels()]),
            Self::Reference(class) => reference(class),
            Self::References(class) => json!({"type": "array", "items": reference(class)}),
            Self::Values => json!({"type": "object", "additionalProperties": {}}),
            Self::Standings | Self::Anything => printed.cloned().unwrap_or_else(|| json!({})),
        }
    }
}

fn reference(class: Class) -> Value {
    json!({"anyOf": [
        {"type": "object", "properties": {"id": {"type": "string", "minLength": 1}}, "required": ["id"]},
        {"type": "string", "pattern": format!("^/api/{}/[^/]+$", class.path)},
    ]})
}
