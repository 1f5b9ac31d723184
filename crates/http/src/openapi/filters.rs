//! The parameters by which lists are filtered and ordered (v5.md 1.9).

use model::object::ObjectKind;
use model::schema::{DefinitionKind, Schema};
use serde_json::{Value, json};

use super::values;
use crate::v5::filter::OPERATORS;
use crate::v5::filter::names::{FilterName, Takes};

/// Of a filter by name.
pub fn of(filter: &FilterName) -> Value {
    let several = |items: Value| json!({"type": "array", "items": items});
    let (name, schema) = match filter.takes {
        Takes::Ids => (format!("{}[]", filter.name), several(json!({"type": "string"}))),
        Takes::Numbers => (format!("{}[]", filter.name), several(json!({"type": "integer", "minimum": 0}))),
        Takes::Switch => (filter.name.to_owned(), json!({"type": "boolean"})),
        Takes::Dates => return dates(filter),
    };
    json!({"name": name, "in": "query", "description": filter.words, "schema": schema})
}

fn dates(filter: &FilterName) -> Value {
    let date = json!({"type": "string", "format": "date-time"});
    json!({
        "name": filter.name, "in": "query", "style": "deepObject", "explode": true,
        "description": format!("{} The strict twins leave out the moment itself.", filter.words),
        "schema": {
            "type": "object",
            "properties": {"after": date, "before": date, "strictly_after": date, "strictly_before": date},
            "additionalProperties": false,
        },
    })
}

/// Filters and orders by the values that objects of that kind may hold.
pub fn by_attributes(kind: ObjectKind, schema: &Schema) -> Vec<Value> {
    let codes: Vec<_> = values::filterable(kind, schema).into_iter().collect();
    let fields: Vec<_> = ["id", "dateCreated", "dateModified"].map(str::to_owned).into_iter().collect();
    let attributes = codes.iter().map(|code| format!("attributes.{code}"));
    let counted = if kind == ObjectKind::Document { completeness(schema) } else { Vec::new() };
    let order = object(
        "order",
        "In which order the members come, `asc` or `desc`; several in the order given.",
        json!({
            "propertyNames": {"enum": fields.into_iter().chain(attributes.clone()).chain(counted.iter().cloned()).collect::<Vec<_>>()},
            "additionalProperties": {"enum": ["asc", "desc"]},
        }),
    );
    let percent = (!counted.is_empty()).then(|| by_completeness(&counted));
    let own: Vec<_> = [order].into_iter().chain(percent).collect();
    if codes.is_empty() {
        return own;
    }
    let exists = object(
        "exists",
        "Whether it has a value.",
        json!({
            "propertyNames": {"enum": attributes.collect::<Vec<_>>()},
            "additionalProperties": {"type": "boolean"},
        }),
    );
    let mut values = object(
        "attributes",
        "Filters by values: `attributes.{code}=…` or `attributes.{code}.{locale}=…`, with `[operator]` for another test than equality and `[]` for several values.",
        json!({
            "propertyNames": {"pattern": format!(r"^attributes\.({})(\[({})\])?$", codes.join("|"), OPERATORS.join("|"))},
            "additionalProperties": {"type": "string"},
        }),
    );
    values["style"] = "form".into();
    [own, vec![exists, values]].concat()
}

/// The names of all that documents can be complete by.
fn completeness(schema: &Schema) -> Vec<String> {
    let codes = |kind| schema.all(kind).map(|definition| definition.code.as_str());
    let in_locales = |indicator: &str| {
        let names = codes(DefinitionKind::Locale).map(|locale| format!("completeness[{indicator}][{locale}]"));
        names.collect::<Vec<_>>()
    };
    codes(DefinitionKind::CompletenessSetting).flat_map(in_locales).collect()
}

fn by_completeness(names: &[String]) -> Value {
    let names = names.join("|").replace('[', r"\[").replace(']', r"\]");
    let operators = "in|notIn|notEquals|gt|gte|lt|lte|between|exists";
    let mut percent = object(
        "completeness",
        "Filters by how complete documents are in percent: `completeness[{setting}][{locale}]=…`, with `[operator]` for another test than equality.",
        json!({
            "propertyNames": {"pattern": format!(r"^({names})(\[({operators})\])?$")},
            "additionalProperties": {"type": "string"},
        }),
    );
    percent["style"] = "form".into();
    percent
}

/// A parameter of several names: `name[key]=value`.
fn object(name: &str, words: &str, schema: Value) -> Value {
    let mut all = json!({"type": "object"});
    if let (Value::Object(all), Value::Object(schema)) = (&mut all, schema) {
        all.extend(schema);
    }
    json!({"name": name, "in": "query", "style": "deepObject", "explode": true, "description": words, "schema": all})
}
