use model::schema::EmptyCell;

use super::*;
use crate::links::{link, link_type};

fn refused<T>(rows: &[[&str; 3]]) -> Result<T, Vec<[String; 3]>> {
    Err(rows.iter().map(|row| row.map(str::to_owned)).collect())
}

#[test]
fn a_line_makes_changes_and_leaves_a_document() {
    let mut store = shop();
    let plan = plan(
        &store,
        &import("document.shoe"),
        &[
            "document_code",
            "classification_code",
            "weight",
            "story-fr_FR",
            "story",
            "wash",
            "sold",
            "since",
            "attribute_set_code",
        ],
    );
    let line = ["d1", "boots|hats", "1.50", "Léger", "Light", "w30 | dry", "oui", "2026-02-01", "full"];
    assert_eq!(import_line(&mut store, &plan, &line), Ok(Effect::Created));
    let kept = r#"{"sold":true,"since":"2026-02-01","story":{"en_GB":"Light","fr_FR":"Léger"},"wash":["dry","w30"],"weight":1.5}"#;
    assert_eq!(body(&store, Document, "d1"), serde_json::from_str::<serde_json::Value>(kept).unwrap());
    assert_eq!(
        (places(&store, "d1"), import_line(&mut store, &plan, &line)),
        (texts(&["boots", "hats"]), Ok(Effect::Unchanged))
    );
    let less = ["d1", "", "2", "", "", "", "", "", ""];
    assert_eq!(import_line(&mut store, &plan, &less), Ok(Effect::Updated), "what is empty stays");
    assert_eq!(body(&store, Document, "d1")["story"]["fr_FR"], "Léger");
}

#[test]
fn an_empty_cell_erases_where_the_profile_says_so() {
    let mut store = shop();
    let erase = ImportProfile { empty_cell: EmptyCell::Erase, ..import("document.shoe") };
    let plan = plan(&store, &erase, &["document_code", "classification_code", "weight", "story-fr_FR", "story-en_GB"]);
    accept(store.write([
        document("d1").values(r#"{"weight": 1, "sold": true, "story": {"en_GB": "a", "fr_FR": "b"}}"#).into(),
    ]));
    assert_eq!(import_line(&mut store, &plan, &["d1", "", "", "", "a"]), Ok(Effect::Updated));
    let left = serde_json::json!({"sold": true, "story": {"en_GB": "a"}});
    assert_eq!((body(&store, Document, "d1"), places(&store, "d1")), (left, Vec::new()));
}

#[test]
fn problems_name_their_cells() {
    let mut store = shop();
    let header = ["document_code", "weight", "since", "sold", "ean", "story-fr_FR", "classification_code"];
    let plan = plan(&store, &import("document.shoe"), &header);
    let cells = |cells: [&'static str; 7]| cells;
    for (line, problems) in [
        (cells(["", "1", "", "", "", "", ""]), vec![["document_code", "", "required"]]),
        (
            cells(["d1", "1,5", "31/12/2026", "maybe", "", "", ""]),
            vec![
                ["weight", "1,5", "wrong_type"],
                ["since", "31/12/2026", "wrong_type"],
                ["sold", "maybe", "wrong_type"],
            ],
        ),
        (
            cells(["d1", "101", "", "", "", "", "lost"]),
            vec![["classification_code", "lost", "unknown_reference"], ["weight", "101", "too_large"]],
        ),
    ] {
        assert_eq!(import_line(&mut store, &plan, &line), refused(&problems), "{line:?}");
    }
    assert_eq!(import_line(&mut store, &plan, &["d1", "", "", "", "7", "", ""]), Ok(Effect::Created));
    let taken = import_line(&mut store, &plan, &["d2", "", "", "", "7", "", ""]);
    assert_eq!(taken, refused(&[["ean", "7", "not_unique"]]), "what only the write road finds is told at its cell");
    let plan = super::plan(&store, &does(import("document.shoe"), LineAction::Update), &header);
    let lost = import_line(&mut store, &plan, &["lost", "", "", "", "", "", ""]);
    assert_eq!(lost, refused(&[["document_code", "lost", "not_found"]]));
}

#[test]
fn no_password_and_no_whole_novel_is_told() {
    let mut store = shop();
    let plan = plan(&store, &import("document.shoe"), &["document_code", "weight"]);
    for (cell, told) in [
        ("sftp://ada:secret@example.org/in", "sftp://ada:***@example.org/in"),
        (r#"{"remotePath": "ftps://ada:secret@h/x"}"#, r#"{"remotePath": "ftps://ada:***@h/x"}"#),
        (&*"é".repeat(5_000), &*format!("{}…", "é".repeat(1_000))),
    ] {
        assert_eq!(import_line(&mut store, &plan, &["d1", cell]), refused(&[["weight", told, "wrong_type"]]));
    }
}

#[test]
fn columns_that_cannot_be_are_told() {
    let store = shop();
    let of = |profile: &ImportProfile, header: &[&str]| {
        let plan = LinePlan::of(profile, &texts(header), &store.schema);
        plan.map(|plan| plan.unused().iter().map(|left| (left.column.clone(), left.rule)).collect::<Vec<_>>())
            .map_err(|faults| faults.into_iter().map(|fault| fault.rule).collect::<Vec<_>>())
    };
    let shoes = import("document.shoe");
    let left = [
        ("shoe size", "unknown_column"),
        ("label", "unknown_column"),
        ("weight-fr_FR", "not_localized"),
        ("size", "unknown_column"),
    ];
    let left = left.map(|(column, rule)| (column.to_owned(), rule)).to_vec();
    assert_eq!(of(&shoes, &["document_code", "shoe size", "label", "weight-fr_FR", "size"]), Ok(left));
    assert_eq!(of(&shoes, &["weight"]), Err(vec!["required"]));
    assert_eq!(of(&shoes, &["document_code", "story", "story-en_GB"]), Err(vec!["twice"]));
    assert_eq!(of(&import("document.boat"), &["document_code"]), Err(vec!["unknown_reference"]));
    let mut french = shoes.clone();
    french.layout.locales = texts(&["fr_FR"]);
    assert_eq!(
        of(&french, &["document_code", "story-en_GB", "story"]),
        Ok(vec![("story-en_GB".to_owned(), "other_locale")])
    );
    let mut mapped = shoes;
    mapped.layout.mappings = vec![
        mapping("Weight (kg)", TargetKind::Attribute, "weight", None, &[]),
        mapping("Gone", TargetKind::Attribute, "sold", None, &[]),
    ];
    let left = vec![("Gone".to_owned(), "missing_column"), ("story".to_owned(), "not_mapped")];
    assert_eq!(of(&mapped, &["document_code", "Weight (kg) ", "story"]), Ok(left));
    let left = vec![("Weight (kg)".to_owned(), "twice")];
    assert_eq!(of(&mapped, &["document_code", "Gone", "Weight (kg)", "Weight (kg)"]), Ok(left));
    mapped.layout.mappings.push(mapping("x", TargetKind::Attribute, "lost", None, &[]));
    assert_eq!(of(&mapped, &["document_code", "Weight (kg)", "x"]), Err(vec!["unknown_reference"]));
}

#[test]
fn mappings_change_cells_and_add_constants() {
    let mut store = shop();
    let mut profile = import("document.shoe");
    profile.layout.mappings = vec![
        mapping(
            "SKU",
            TargetKind::Property,
            "document_code",
            None,
            &[("trim", "true"), ("lower", "true"), ("prefix", r#""sku-""#)],
        ),
        mapping("Poids", TargetKind::Attribute, "weight", None, &[("extract", r#""[0-9.]+""#), ("default", "1")]),
        mapping("Texte", TargetKind::Attribute, "story", Some("fr_FR"), &[("replace", r#"{";": ","}"#)]),
        mapping("Lavage", TargetKind::Attribute, "wash", None, &[("words", r#"{"30°": "w30", "sec": "dry"}"#)]),
        mapping("", TargetKind::Constant, "sold", None, &[("value", "true")]),
        mapping("", TargetKind::Constant, "classification_code", None, &[("value", r#""boots""#)]),
    ];
    let plan = plan(&store, &profile, &["Poids", "SKU", "Texte", "Lavage"]);
    assert_eq!(import_line(&mut store, &plan, &["1.25 kg", " A1 ", "a;b", "30°"]), Ok(Effect::Created));
    let kept = serde_json::json!({"sold": true, "story": {"fr_FR": "a,b"}, "wash": ["w30"], "weight": 1.25});
    assert_eq!((body(&store, Document, "sku-a1"), places(&store, "sku-a1")), (kept, texts(&["boots"])));
    assert_eq!(import_line(&mut store, &plan, &["", "A2", "", ""]), Ok(Effect::Created));
    assert_eq!(body(&store, Document, "sku-a2"), serde_json::json!({"sold": true, "weight": 1}));
}

#[test]
fn currencies_and_units_may_have_columns_of_their_own() {
    let mut store = shop();
    let family = MeasureFamilyFields {
        name: labels(&[("en_GB", "Mass")]),
        base_unit: given("g"),
        units: Patch::Value(input(r#"[{"id": "g", "factor": 1}, {"id": "kg", "factor": 1000}]"#)),
    };
    accept(
        store.write([
            definition("mass", Create, DefinitionFields::MeasureFamily(family)),
            attribute("mass", Document, "measure", |fields| fields.measure_family = given("mass")),
            attribute("price", Document, "price", |_| {}),
            document("d1")
                .values(r#"{"price": [{"amount": 1, "currency": "CHF"}, {"amount": 2, "currency": "EUR"}]}"#)
                .into(),
        ]),
    );
    let plan =
        plan(&store, &import("document.shoe"), &["document_code", "price-EUR", "price-USD", "mass", "mass-unit"]);
    assert_eq!(import_line(&mut store, &plan, &["d1", "2.5", "", "1.5", "kg"]), Ok(Effect::Updated));
    let kept = serde_json::json!({"price": {"#price": {"CHF": 1, "EUR": 2.5}}, "mass": {"#measure": [1.5, "kg"]}});
    assert_eq!(body(&store, Document, "d1"), kept, "another currency stays");
    let refusal = import_line(&mut store, &plan, &["d1", "", "", "3", "stone"]);
    assert_eq!(refusal, refused(&[["mass", "3", "unknown_unit"]]));
    let refusal = import_line(&mut store, &plan, &["d1", "two", "", "3", ""]);
    assert_eq!(refusal, refused(&[["price-EUR", "two", "wrong_type"], ["mass", "3", "wrong_type"]]));
}

#[test]
fn labels_name_values_and_what_is_missing_is_made() {
    let mut store = shop();
    let named = |code: &str, label: &str| {
        let put = model::command::PutValue {
            attribute: "wash".into(),
            code: code.into(),
            mode: Upsert,
            body_code: None,
            name: labels(&[("fr_FR", label)]),
            sequence: Patch::Absent,
            active: Patch::Absent,
        };
        Action::PutValue(put)
    };
    accept(store.write([named("w30", "À 30 degrés"), named("dry", "À sec"), named("w60", "A SEC")]));
    let header = ["document_code", "wash", "classification_code"];
    let strict = plan(&store, &import("document.shoe"), &header);
    let refusal = import_line(&mut store, &strict, &["d1", "À 30 degrés", ""]);
    assert_eq!(refusal, refused(&[["wash", "À 30 degrés", "unknown_code"]]));

    let by_label = ImportProfile { matches_labels: true, ..import("document.shoe") };
    let plan = plan(&store, &by_label, &header);
    assert_eq!(import_line(&mut store, &plan, &["d1", "a 30 degres", "boots"]), Ok(Effect::Created));
    assert_eq!(body(&store, Document, "d1")["wash"], serde_json::json!(["w30"]));
    let refusal = import_line(&mut store, &plan, &["d1", "à sec", ""]);
    assert_eq!(refusal, refused(&[["wash", "à sec", "ambiguous_label"]]));

    let made = ImportProfile { creates_values: true, creates_classifications: true, ..by_label };
    let plan = super::plan(&store, &made, &header);
    assert_eq!(import_line(&mut store, &plan, &["d2", "w30|Hand wash", "boots|Summer sale"]), Ok(Effect::Created));
    assert_eq!(body(&store, Document, "d2")["wash"], serde_json::json!(["hand_wash", "w30"]));
    assert_eq!(places(&store, "d2"), texts(&["boots", "summer_sale"]));
    assert_eq!(store.value("wash", "hand_wash").unwrap().labels["en_GB"], "Hand wash");
    assert_eq!(import_line(&mut store, &plan, &["d2", "w30|hand WASH", ""]), Ok(Effect::Unchanged));
}

#[test]
fn links_are_named_by_their_ends() {
    let mut store = shop();
    accept(store.write([
        document("bulb").into(),
        document("cord").into(),
        link_type("similar", "document", "document"),
    ]));
    let header = ["parent_code", "child_code", "position"];
    let plan = plan(&store, &import("link.similar"), &header);
    assert_eq!(import_line(&mut store, &plan, &["lamp", "bulb", "2"]), Ok(Effect::Created));
    assert_eq!(import_line(&mut store, &plan, &["lamp", "bulb", "2"]), Ok(Effect::Unchanged));
    assert_eq!(import_line(&mut store, &plan, &["lamp", "cord", ""]), Ok(Effect::Created));
    assert_eq!(
        import_line(&mut store, &plan, &["lamp", "lost", ""]),
        refused(&[["child_code", "lost", "unknown_reference"]])
    );
    assert_eq!(import_line(&mut store, &plan, &["lamp", "", ""]), refused(&[["child_code", "", "required"]]));
    let gone = super::plan(
        &store,
        &does(import("link"), LineAction::Delete),
        &["link_type_code", "parent_code", "child_code"],
    );
    assert_eq!(import_line(&mut store, &gone, &["similar", "lamp", "bulb"]), Ok(Effect::Deleted));
    let lost = import_line(&mut store, &gone, &["similar", "lamp", "bulb"]);
    assert_eq!(lost, refused(&[["", "", "not_found"]]));
    assert_eq!(object(&store, Document, "lamp").linked.len(), 1, "another link of the type is left");
    accept(store.write([link("similar", "cord", "bulb").into()]));
    assert_eq!(import_line(&mut store, &gone, &["similar", "cord", "bulb"]), Ok(Effect::Deleted));
    assert_eq!(object(&store, Document, "cord").linked, Vec::<i64>::new(), "the last link of the type is gone");
}

#[test]
fn values_definitions_and_deletions_are_lines_too() {
    let mut store = shop();
    let values = plan(
        &store,
        &import("predefined-value"),
        &["attribute_code", "value_code", "value_label-fr_FR", "value_label", "position"],
    );
    assert_eq!(
        import_line(&mut store, &values, &["size", "XL", "Très grand", "Extra large", "9"]),
        Ok(Effect::Created)
    );
    let stored = store.value("size", "XL").unwrap();
    assert_eq!(
        (stored.sequence, stored.labels["fr_FR"].as_str(), stored.labels["en_GB"].as_str()),
        (9, "Très grand", "Extra large")
    );
    assert_eq!(
        import_line(&mut store, &values, &["weight", "x", "", "", ""]),
        refused(&[["attribute_code", "weight", "no_list"]])
    );

    let attributes = plan(
        &store,
        &import("attributes"),
        &["id", "objectType", "documentType", "type", "name-en_GB", "isLocalizable", "sequence", "constraints"],
    );
    let line = ["heel", "document", "shoe", "decimal", "Heel", "no", "7", r#"{"maxValue": 20}"#];
    assert_eq!(import_line(&mut store, &attributes, &line), Ok(Effect::Created));
    assert_eq!(import_line(&mut store, &attributes, &line), Ok(Effect::Unchanged));
    let bad = ["heel", "document", "shoe", "colour", "Heel", "perhaps", "x", "{"];
    let problems = [
        ["isLocalizable", "perhaps", "wrong_type"],
        ["sequence", "x", "wrong_type"],
        ["constraints", "{", "wrong_type"],
    ];
    assert_eq!(import_line(&mut store, &attributes, &bad), refused(&problems));
    let bad = ["toe", "document", "boat", "decimal", "Toe", "", "", ""];
    assert_eq!(import_line(&mut store, &attributes, &bad), refused(&[["documentType", "boat", "unknown_reference"]]));

    let gone = plan(&store, &does(import("attributes"), LineAction::Delete), &["id", "name"]);
    assert_eq!(import_line(&mut store, &gone, &["heel", ""]), Ok(Effect::Deleted));
    let gone = plan(&store, &does(import("document.shoe"), LineAction::Delete), &["document_code"]);
    assert_eq!(import_line(&mut store, &gone, &["lamp"]), Ok(Effect::Deleted));
    assert_eq!(import_line(&mut store, &gone, &["lamp"]), refused(&[["document_code", "lamp", "not_found"]]));
}
