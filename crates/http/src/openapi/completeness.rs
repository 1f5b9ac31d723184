//! How complete documents are, and how it was.

use serde_json::{Map, Value, json};

use super::responses;
use crate::v5::completeness::{self, CompletenessDayOut, CompletenessNowOut};
use crate::v5::describe::schema_of;

/// The tag under which it stands.
pub const TAG: &str = "completeness";

/// The schemas of what comes out.
pub fn schemas() -> Map<String, Value> {
    Map::from_iter([
        ("CompletenessNow".to_owned(), schema_of::<CompletenessNowOut<'_>>().to_value()),
        ("CompletenessDay".to_owned(), schema_of::<CompletenessDayOut<'_>>().to_value()),
    ])
}

/// The paths.
pub fn paths() -> Vec<(String, Value)> {
    let parameter = |(name, words): &(&str, &str)| json!({"name": name, "in": "query", "schema": {"type": "string"}, "description": words});
    let operation = |id: &str, summary: &str, parameters: &[(&str, &str)], schema: &str| {
        let rows = json!({"type": "array", "items": {"$ref": format!("#/components/schemas/{schema}")}});
        let told = json!({"description": "Rows", "content": {"application/json": {"schema": rows}}});
        json!({"get": {
            "operationId": id, "summary": summary, "tags": [TAG],
            "parameters": parameters.iter().map(parameter).collect::<Vec<_>>(),
            "responses": responses::with(&[400, 401, 403, 406, 503], [("200", told)]),
        }})
    };
    let days = [
        ("completenessSetting.id", "By this indicator alone."),
        ("locale", "In this locale alone."),
        ("after", "From this day on, such as `2026-11-30`."),
        ("before", "Up to this day."),
    ];
    vec![
        (
            completeness::NOW.to_owned(),
            operation(
                "getCompleteness",
                "Counts how complete documents are, by indicator and locale",
                &[("documentType.id", "Documents of this type alone.")],
                "CompletenessNow",
            ),
        ),
        (
            completeness::DAYS.to_owned(),
            operation(
                "getCompletenessHistory",
                "Tells how complete documents were, a row for each day, indicator and locale; the last 10,000",
                &days,
                "CompletenessDay",
            ),
        ),
    ]
}
