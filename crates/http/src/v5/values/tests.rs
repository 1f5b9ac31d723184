use std::sync::Arc;

use model::schema::{Definition, DefinitionKind, PredefinedValue, Spec, State};
use serde_json::{Value as Json, json};

use super::*;
use crate::params::Params;
use crate::v5::jsonld::DOCUMENT_TYPE;
use crate::v5::negotiate::Format;

fn definition(id: i64, kind: DefinitionKind, code: &str, spec: &Json) -> Definition {
    let spec = Spec::from_json(kind, &spec.to_string()).unwrap();
    let (created, updated) = (Stamp::default(), Stamp::default());
    Definition { id, code: code.into(), spec, rev: 1, index: id, state: State::Active, created, updated }
}

fn attribute(id: i64, code: &str, kind: &str, is_localizable: bool) -> Definition {
    let off = false;
    let spec = json!({
        "object_type": "document", "document_type": "color", "type": kind, "name": {}, "description": {},
        "is_localizable": is_localizable, "is_inherited": off, "is_required": off, "is_unique": off,
        "is_read_only": off, "is_hidden": off, "is_filterable": off, "is_searchable": off, "sequence": 0,
        "constraints": {},
    });
    definition(id, DefinitionKind::Attribute, code, &spec)
}

fn schema() -> Schema {
    let locale = json!({
        "name": "English", "is_data": true, "is_interface": true, "is_default": true, "is_active": true,
        "fallback": null, "slot": 1,
    });
    let definitions = [
        definition(1, DefinitionKind::Locale, "en_GB", &locale),
        attribute(2, "name", "text", true),
        attribute(3, "price", "decimal", false),
        attribute(4, "stock", "integer", false),
        attribute(5, "sold", "boolean", false),
        attribute(6, "start", "date", false),
        attribute(7, "moment", "datetime", false),
        attribute(8, "season", "select", false),
        attribute(9, "washing", "multiselect", true),
        attribute(10, "sheet", "html", false),
    ];
    Schema::new(1, 1, definitions)
}

fn value(attribute: &str, code: &str, sequence: i64, label: &str) -> ((String, String), Arc<PredefinedValue>) {
    let value = PredefinedValue {
        id: sequence,
        attribute: attribute.into(),
        code: code.into(),
        labels: Labels::from([("en_GB".into(), label.into()), ("fr_FR".into(), format!("{label} (fr)"))]),
        sequence,
        active: true,
        rev: 1,
        created: Stamp::default(),
        updated: Stamp::default(),
    };
    ((attribute.into(), code.into()), Arc::new(value))
}

fn view(query: &str) -> View {
    View::read(Format::Json, query, &Params::parse(query).unwrap()).unwrap()
}

fn printed(body: &str, query: &str) -> String {
    let values = Values::from([
        value("season", "SS27", 1, "Summer"),
        value("washing", "w30", 2, "30°"),
        value("washing", "a-late", 9, "Late"),
        value("washing", "nodry", 1, "Do not tumble dry"),
    ]);
    let (schema, view) = (schema(), view(query));
    let printer = Printer { view: &view, schema: &schema, values: &values };
    serde_json::to_string(&printer.attributes(&Body::from_json(body).unwrap())).unwrap()
}

#[test]
fn each_type_has_its_form() {
    let cases = [
        ("{}", "{}"),
        (r#"{"name":{"en_GB":"é \"漢\"\n"}}"#, r#"{"name":{"en_GB":"é \"漢\"\n"}}"#),
        (r#"{"price":0.1}"#, r#"{"price":0.1}"#),
        (r#"{"stock":123456789012345678901234567890}"#, r#"{"stock":123456789012345678901234567890}"#),
        (r#"{"price":-1234567890.12345678901234567}"#, r#"{"price":-1234567890.12345678901234567}"#),
        (r#"{"sold":false}"#, r#"{"sold":false}"#),
        (r#"{"start":"2027-03-01"}"#, r#"{"start":"2027-03-01"}"#),
        (r#"{"moment":"2026-09-01T10:00:00"}"#, r#"{"moment":"2026-09-01T10:00:00"}"#),
        (r#"{"sheet":"<p>a</p>"}"#, r#"{"sheet":"<p>a</p>"}"#),
        (r#"{"gone":"x","sold":true}"#, r#"{"sold":true}"#),
        (
            r#"{"season":"SS27"}"#,
            r#"{"season":[{"id":"attribute=season;code=SS27","code":"SS27","labels":{"en_GB":"Summer","fr_FR":"Summer (fr)"}}]}"#,
        ),
        (r#"{"season":"new"}"#, r#"{"season":[{"id":"attribute=season;code=new","code":"new","labels":{}}]}"#),
    ];
    for (body, expected) in cases {
        assert_eq!(printed(body, ""), expected, "{body}");
    }
}

#[test]
fn choices_stand_in_the_order_of_the_list() {
    let body = r#"{"washing":{"en_GB":["a-late","nodry","unknown","w30"]}}"#;
    let printed: Json = serde_json::from_str(&printed(body, "")).unwrap();
    let codes: Vec<_> = printed["washing"]["en_GB"].as_array().unwrap().iter().map(|choice| &choice["code"]).collect();
    assert_eq!(codes, ["nodry", "w30", "a-late", "unknown"]);
}

#[test]
fn only_wanted_locales_are_kept() {
    let body = r#"{"name":{"de_DE":"Rot","en_GB":"Red"},"season":"SS27","sold":true}"#;
    let cases = [
        (
            "locales[]=fr_FR",
            r#"{"season":[{"id":"attribute=season;code=SS27","code":"SS27","labels":{"fr_FR":"Summer (fr)"}}],"sold":true}"#,
        ),
        (
            "locales[]=de_DE&locales[]=xx",
            r#"{"name":{"de_DE":"Rot"},"season":[{"id":"attribute=season;code=SS27","code":"SS27","labels":{}}],"sold":true}"#,
        ),
    ];
    for (query, expected) in cases {
        assert_eq!(printed(body, query), expected, "{query}");
    }
}

#[test]
fn a_name_comes_from_an_attribute() {
    let (schema, values) = (schema(), Values::new());
    let cases = [
        (r#"{"name":{"de_DE":"Rot","en_GB":"Red"}}"#, "", json!({"de_DE": "Rot", "en_GB": "Red"})),
        (r#"{"name":{"de_DE":"Rot","en_GB":"Red"}}"#, "locales=en_GB", json!({"en_GB": "Red"})),
        (r#"{"name":"plain"}"#, "", json!({"en_GB": "plain"})),
        ("{}", "", json!({})),
    ];
    for (body, query, expected) in cases {
        let view = view(query);
        let printer = Printer { view: &view, schema: &schema, values: &values };
        let names = printer.texts(&Body::from_json(body).unwrap(), "name");
        assert_eq!(serde_json::to_value(names).unwrap(), expected, "{body} {query}");
    }
}

#[test]
fn references_are_linked_in_json_ld_alone() {
    let (schema, values) = (schema(), Values::new());
    let ld = View::read(Format::Ld, "", &Params::default()).unwrap();
    let cases = [
        (view(""), json!({"id": "a/b"})),
        (ld, json!({"@id": "/api/document-types/a%2Fb", "@type": "DocumentType", "id": "a/b"})),
    ];
    for (view, expected) in cases {
        let printer = Printer { view: &view, schema: &schema, values: &values };
        assert_eq!(serde_json::to_value(printer.reference(DOCUMENT_TYPE, "a/b")).unwrap(), expected);
    }
}

#[test]
fn moments_are_printed_to_the_second_in_utc() {
    let cases = [
        (0, "1970-01-01T00:00:00+00:00"),
        (1_771_932_599_999_999, "2026-02-24T11:29:59+00:00"),
        (-1, "1969-12-31T23:59:59+00:00"),
    ];
    for (micros, expected) in cases {
        assert_eq!(Moment(micros).to_string(), expected);
    }
    let stamps = serde_json::to_value(Stamps::new(&Stamp { at: 0, by: "api".into() }, &Stamp::default())).unwrap();
    assert_eq!((&stamps["createdBy"], &stamps["updatedBy"]), (&json!("api"), &Json::Null));
}
