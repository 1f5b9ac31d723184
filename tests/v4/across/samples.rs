//! A value of every type, as each version takes and shows it.

use model::attribute::AttributeType;
use serde_json::{Value, json};

/// A value of one attribute.
pub struct Sample {
    /// The attribute.
    pub code: &'static str,
    /// Its type.
    pub kind: &'static str,
    /// What a new one says beside that, in v4.
    pub v4_more: Value,
    /// The same in v5.
    pub v5_more: Value,
    /// What v4 takes.
    pub v4: Value,
    /// What v4 shows.
    pub v4_shown: Value,
    /// What v5 takes.
    pub v5: Value,
    /// What v5 shows.
    pub v5_shown: Value,
}

/// All of them: every type, and codes that are keys of v4's bodies.
pub fn all() -> Vec<Sample> {
    let brand = json!([{"id": "attribute=brand;code=nike", "code": "nike", "labels": {"en_GB": "Nike"}}]);
    let washing = json!([
        {"id": "attribute=washing;code=N1", "code": "N1", "labels": {"en_GB": "Cold"}},
        {"id": "attribute=washing;code=A20", "code": "A20", "labels": {"en_GB": "Warm"}},
    ]);
    let euros = |key: &str| json!({key: 12.5, "currency": "EUR"});
    let dollars = |key: &str| json!({key: 3, "currency": "USD"});
    let weight = (json!({"measure_family_code": "weight"}), json!({"measureFamily": {"id": "weight"}}));
    let table = json!([{"count": 2, "part": "bulb"}, {"count": null, "part": "cord"}]);
    vec![
        same("text", "text", json!("linen")),
        same("several_lines", "multiline", json!("one\ntwo")),
        same("html", "html", json!("<p>é <b>x</b></p>")),
        same("integer", "integer", json!(7)),
        same("decimal", "decimal", json!(12.5)),
        same("boolean", "boolean", json!(true)),
        same("date", "date", json!("2026-03-01")),
        same("time", "time", json!("08:30:00")),
        same("url", "url", json!("https://example.org/a")),
        same("email", "email", json!("ada@example.org")),
        same("color", "color", json!("#FF8A00")),
        same("gtin", "gtin", json!("4006381333931")),
        same("table", "table", table),
        same("json", "json", json!({"a": [1, null, {"b": "é"}]})),
        Sample {
            v4_more: json!({"localized": true}),
            v5_more: json!({"isLocalizable": true}),
            v5: json!({"en_GB": "Lamp"}),
            v5_shown: json!({"en_GB": "Lamp"}),
            ..same("label", "text", json!("Lamp"))
        },
        Sample {
            v4: json!("2021-05-12T12:23:11"),
            v4_shown: json!("2021-05-12 12:23:11"),
            ..same("moment", "datetime", json!("2021-05-12T12:23:11"))
        },
        Sample {
            v4: euros("value"),
            v4_shown: euros("value"),
            v5: euros("amount"),
            v5_shown: json!([euros("amount")]),
            ..same("price", "price", Value::Null)
        },
        Sample {
            v4: json!([dollars("value"), euros("value")]),
            v4_shown: json!([euros("value"), dollars("value")]),
            v5: json!([euros("amount"), dollars("amount")]),
            v5_shown: json!([euros("amount"), dollars("amount")]),
            ..same("prices", "price", Value::Null)
        },
        Sample {
            v4_more: weight.0,
            v5_more: weight.1,
            ..same("weight_of", "measure", json!({"value": 1.2, "unit": "kg"}))
        },
        Sample {
            v4_shown: json!({"code": "nike", "value": "Nike"}),
            v5_shown: brand,
            ..same("brand", "select", json!("nike"))
        },
        Sample {
            v4: json!([{"code": "N1"}, {"code": "A20"}]),
            v4_shown: json!([{"code": "N1", "value": "Cold"}, {"code": "A20", "value": "Warm"}]),
            v5: json!(["N1", "A20"]),
            v5_shown: washing,
            ..same("washing", "multiselect", Value::Null)
        },
        same("tags", "text", json!("of no document")),
        same("active", "boolean", json!(false)),
        same("position", "integer", json!(3)),
        same("code", "text", json!("no code")),
    ]
}

/// One that looks alike everywhere.
fn same(code: &'static str, kind: &'static str, value: Value) -> Sample {
    let [v4, v4_shown, v5] = [(); 3].map(|()| value.clone());
    Sample { code, kind, v4_more: json!({}), v5_more: json!({}), v4, v4_shown, v5, v5_shown: value }
}

/// One side of all, by attribute.
pub fn values(side: fn(&Sample) -> &Value) -> Value {
    all().iter().map(|sample| (sample.code.to_owned(), side(sample).clone())).collect::<serde_json::Map<_, _>>().into()
}

#[test]
fn no_type_is_missing() {
    let missing = AttributeType::ALL.iter().map(|kind| kind.name()).filter(|name| {
        // Their values are links: `built` has them.
        !["media", "document"].contains(name) && !all().iter().any(|sample| sample.kind == *name)
    });
    assert_eq!(missing.collect::<Vec<_>>(), Vec::<&str>::new());
}
