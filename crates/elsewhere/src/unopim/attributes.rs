//! Attributes: those of the file, and those that every `UnoPim` has.

use serde_json::{Value, json};

use crate::json::{is_on, list, text};

/// An attribute.
#[derive(Debug, Clone)]
pub struct Attribute {
    /// Its code.
    pub code: String,
    /// What its values become.
    pub kind: &'static str,
    /// Whether it differs by locale.
    pub is_localized: bool,
    /// Its group.
    pub group: Option<String>,
    /// Its labels.
    pub labels: Value,
    /// The options of the file.
    pub options: Vec<Value>,
    /// Family and usual unit of a measure.
    pub measurement: Option<(String, String)>,
    is_unique: bool,
    is_filterable: bool,
    extensions: Value,
}

/// What every `UnoPim` has: code, type, localised.
const BUILT_IN: [(&str, &str, bool); 16] = [
    ("name", "text", true),
    ("url_key", "text", false),
    ("short_description", "multiline", true),
    ("description", "html", true),
    ("meta_title", "text", true),
    ("meta_keywords", "text", true),
    ("meta_description", "multiline", true),
    ("price", "price", false),
    ("cost", "price", false),
    ("product_number", "text", false),
    ("brand", "select", false),
    ("color", "select", false),
    ("size", "select", false),
    ("weight", "measure", false),
    ("length", "measure", false),
    ("width", "measure", false),
];

impl Attribute {
    /// All of them.
    pub fn all(file: &Value) -> Vec<Self> {
        let built_in = BUILT_IN.into_iter().chain([("height", "measure", false)]);
        let built_in = built_in.map(|(code, kind, is_localized)| Self {
            code: code.to_owned(),
            kind,
            is_localized,
            group: None,
            labels: json!({}),
            options: list(&file["extra_options"], code).to_vec(),
            measurement: measurement(&file["measurements"][code]),
            is_unique: false,
            is_filterable: is_on(&file["base_overrides"][code], "is_filterable"),
            extensions: Value::Null,
        });
        built_in.chain(list(file, "attributes").iter().map(Self::of)).collect()
    }

    fn of(row: &Value) -> Self {
        Self {
            code: text(row, "code").to_owned(),
            kind: kind(row),
            is_localized: is_on(row, "value_per_locale"),
            group: Some(text(row, "group").to_owned()),
            labels: row["labels"].clone(),
            options: list(row, "options").to_vec(),
            measurement: measurement(&row["measurement"]),
            is_unique: is_on(row, "is_unique"),
            is_filterable: is_on(row, "is_filterable"),
            extensions: row["allowed_extensions"].clone(),
        }
    }

    /// Whether its values are in a list.
    pub fn is_list(&self) -> bool {
        ["select", "multiselect"].contains(&self.kind)
    }

    /// The body of an attribute of that kind of object, of which `of` says more.
    pub fn body(&self, of: Value, currencies: &Value) -> Value {
        let mut body = of;
        let constraints = match self.kind {
            "price" => json!({ "currencies": currencies }),
            "media" if !self.extensions.is_null() => json!({ "extensions": self.extensions }),
            _ => json!({}),
        };
        let own = [
            ("type", json!(self.kind)),
            ("name", self.labels.clone()),
            ("isLocalizable", json!(self.is_localized)),
            ("isUnique", json!(self.is_unique)),
            ("isFilterable", json!(self.is_filterable)),
            ("constraints", constraints),
        ];
        for (name, value) in own {
            body[name] = value;
        }
        if let Some((family, _)) = &self.measurement {
            body["measureFamily"] = json!({ "id": family });
        }
        body
    }

    /// A value as it is sent.
    pub fn value(&self, value: &Value) -> Value {
        match (self.kind, value) {
            ("datetime", Value::String(moment)) => json!(moment.replacen(' ', "T", 1)),
            (_, value) => value.clone(),
        }
    }
}

/// What the values of a field or an attribute become.
fn kind(row: &Value) -> &'static str {
    match text(row, "type") {
        "text" if text(row, "validation") == "numeric" => "decimal",
        "textarea" if is_on(row, "enable_wysiwyg") => "html",
        "textarea" => "multiline",
        "select" => "select",
        "multiselect" | "checkbox" => "multiselect",
        "boolean" => "boolean",
        "date" => "date",
        "datetime" => "datetime",
        "price" => "price",
        "measurement" => "measure",
        "image" | "file" | "gallery" => "media",
        _ => "text",
    }
}

fn measurement(row: &Value) -> Option<(String, String)> {
    Some((row["family"].as_str()?.to_owned(), row["unit"].as_str()?.to_owned()))
}
