use model::schema::{DefinitionKind, EmptyCell, Notation};
use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::anything::anything;
use crate::links::{link, link_type};
use crate::properties::begun;

/// Everything of a target as lines.
fn exported(store: &Store, target: &Target, notation: &Notation) -> (Vec<String>, Vec<Vec<String>>) {
    let mut profile = ExportProfile::of(target.clone());
    profile.layout.notation = notation.clone();
    let columns = columns(store, &profile);
    let line = |item: Item<'_>| cells(store, &columns, item);
    let lines = match target {
        Target::Objects(kind, of) => {
            let is_of = |object: &&Arc<Object>| {
                object.kind == *kind
                    && match (kind, of) {
                        (Variant, Some(of)) => object
                            .parent
                            .as_ref()
                            .is_some_and(|parent| store.schema.code_of(store.objects[&parent.id].type_id) == of),
                        (_, Some(of)) => store.schema.code_of(object.type_id) == of,
                        (_, None) => true,
                    }
            };
            let objects = store.objects.values().filter(is_of);
            objects.map(|object| line(Item::Sheet(&sheet(store, object)))).collect()
        }
        Target::Values => store.values.values().map(|value| line(Item::Value(value))).collect(),
        Target::Definitions(kind) => store.schema.all(*kind).map(|own| line(Item::Definition(own))).collect(),
        Target::KeyValues => Vec::new(),
    };
    (columns.header().into_iter().map(str::to_owned).collect(), lines)
}

/// Errors: a line that isn't imported as no change.
fn check(
    store: &mut Store,
    target: &Target,
    notation: &Notation,
    empty_cell: EmptyCell,
) -> Result<usize, TestCaseError> {
    let (header, lines) = exported(store, target, notation);
    let mut profile = ImportProfile { empty_cell, ..ImportProfile::of(target.clone()) };
    profile.layout.notation = notation.clone();
    let plan = LinePlan::of(&profile, &header, &store.schema);
    let plan = plan.map_err(|faults| TestCaseError::fail(format!("{faults:?}")))?;
    prop_assert!(plan.unused().is_empty(), "{:?}", plan.unused());
    for cells in &lines {
        let command = plan.command(cells, &Known::default());
        let command = command.map_err(|problems| TestCaseError::fail(format!("{cells:?}: {problems:?}")))?;
        let outcome = store.write([command.action]).outcomes.remove(0);
        let effect = outcome.map(|done| done.effect);
        prop_assert_eq!(effect, Ok(Effect::Unchanged), "{:?} of {:?}", cells, header);
    }
    Ok(lines.len())
}

fn targets(store: &Store) -> Vec<Target> {
    let typed = |kind, of: DefinitionKind| {
        store.schema.all(of).map(move |own| Target::Objects(kind, Some(own.code.clone()))).collect::<Vec<_>>()
    };
    let mut all = typed(Document, DefinitionKind::DocumentType);
    all.extend(typed(Variant, DefinitionKind::DocumentType));
    all.extend(typed(Link, DefinitionKind::LinkType));
    all.extend([Target::Objects(Asset, None), Target::Objects(Classification, None), Target::Values]);
    all.extend([Document, Variant, Link].map(|kind| Target::Objects(kind, None)));
    all.extend(DefinitionKind::ALL.iter().map(|kind| Target::Definitions(*kind)));
    all
}

fn notations() -> impl Strategy<Value = Notation> {
    let formats = &["yyyy-MM-dd", "dd/MM/yyyy", "d.m.y"];
    (select(&['.', ','][..]), select(&formats[..]), select(&['|', ';'][..])).prop_map(|(mark, format, several)| {
        Notation {
            decimal_separator: mark,
            date_format: format.to_owned(),
            multi_value_separator: several,
            ..Notation::default()
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_is_exported_is_imported_as_no_change(history in prop::collection::vec(anything(), 0..14), notation in notations(), empty in select(EmptyCell::ALL)) {
        let mut store = begun(&history);
        prop_assume!(!store.is_reshaped());
        let before = store.history.len();
        for target in targets(&store) {
            check(&mut store, &target, &notation, empty)?;
        }
        prop_assert_eq!(store.history.len(), before, "nothing is told that didn't happen");
    }
}

/// A shop in which there is something of every kind, with values of every type.
fn full() -> Store {
    let mut store = shop();
    let of = |code: &str, of_type: &str, json: &str| {
        attribute(code, Document, of_type, |fields| {
            fields.constraints = if json.is_empty() { Patch::Absent } else { Patch::Value(input(json)) };
        })
    };
    let family = r#"[{"id": "g", "factor": 1}, {"id": "kg", "factor": 1000, "name": {"en_GB": "Kilo"}}]"#;
    let family = MeasureFamilyFields {
        name: labels(&[("en_GB", "Mass")]),
        base_unit: given("g"),
        units: Patch::Value(input(family)),
    };
    let media = |code: &str, kind: &str, of: &str| {
        attribute(code, Document, kind, |fields| {
            (fields.link_type, fields.is_inherited) = (given(of), Patch::Value(true));
        })
    };
    accept(store.write([
        definition("mass", Create, DefinitionFields::MeasureFamily(family)),
        link_type("pictures", "document", "asset"),
        link_type("parts", "document", "document"),
        link_type("similar", "document", "document"),
        of("name_html", "html", ""),
        of("count", "integer", ""),
        of("cost", "price", ""),
        of("price", "price", r#"{"currencies": ["EUR", "USD"]}"#),
        attribute("mass", Document, "measure", |fields| fields.measure_family = given("mass")),
        of("seen", "datetime", ""),
        of("opens", "time", ""),
        of("rows", "table", ""),
        of("data", "json", ""),
        of("site", "url", ""),
        of("mail", "email", ""),
        of("paint", "color", ""),
        of("gtin", "gtin", ""),
        of("kind", "select", ""),
        // Of these the usual names of their columns mean something else.
        attribute("position", Variant, "integer", |_| {}),
        attribute("mass-unit", Document, "text", |_| {}),
        media("photos", "media", "pictures"),
        media("bits", "document", "parts"),
        value("kind", "a|b"),
    ]));
    accept(store.write([
        put(Asset, "p|1", Create).placed(&["pics"]).into(),
        put(Asset, "p2", Create).into(),
        document("bulb").into(),
        document("all")
            .values(
                r##"{"name_html": "<b>a</b>\r\n;\"", "count": -7, "cost": [{"amount": 1.5, "currency": "JPY"}, {"amount": 2, "currency": "EUR"}],
                "price": {"EUR": 12.5}, "mass": {"value": 1.25, "unit": "kg"}, "seen": "2026-12-31T10:00:00", "opens": "08:30:00",
                "rows": [{"a": 1, "b": "|"}], "data": {"x": [1.5, null, "é"]}, "site": "https://example.org/?a=b|c",
                "mail": "ada@example.org", "mass-unit": "of mass", "paint": "#00ff7f", "gtin": "4006381333931", "kind": "a|b", "photos": ["p|1", "p2"],
                "bits": ["bulb"], "wash": ["w30", "dry"], "sold": false, "since": "1934-02-01", "weight": 1.5,
                "story": {"en_GB": "=1+1\nsecond | line", "fr_FR": " \\ "}}"##,
            )
            .standing("b")
            .into(),
        variant("red", "all").values(r#"{"size": "S", "position": 9}"#).at(3).into(),
        link("similar", "all", "bulb").at(4).into(),
        put(Classification, "c|d", Create).below("shoes").values(r#"{"label": {"en_GB": "Ends in |"}}"#).into(),
        document("other").placed(&["boots", "c|d"]).in_set("lean").active(false).into(),
    ]));
    store
}

#[test]
fn every_type_of_every_kind_is_imported_as_it_was_exported() {
    let mut store = full();
    let before = store.history.len();
    for empty in EmptyCell::ALL {
        for target in targets(&store) {
            let lines = check(&mut store, &target, &Notation::default(), *empty);
            let lines = lines.unwrap_or_else(|fault| panic!("{}: {fault}", target.name()));
            let is_rare = matches!(target, Target::Definitions(_)) || target.type_code().is_some();
            assert!(lines > 0 || is_rare, "there is something of {}", target.name());
        }
    }
    assert_eq!(store.history.len(), before);
}

#[test]
fn an_exported_file_makes_the_same_anew() {
    let mut store = full();
    let of = [target("document.shoe"), target("variant.shoe")];
    let [(header, lines), (variants, of_variants)] = of.clone().map(|of| exported(&store, &of, &Notation::default()));
    let image = |store: &Store| {
        let all = ["all", "bulb", "other"].map(|code| crate::properties::content(store, object(store, Document, code)));
        (all, crate::properties::content(store, object(store, Variant, "red")))
    };
    let was = image(&store);
    accept(store.write(["bulb", "all", "other", "lamp"].map(|code| delete(Document, code))));
    for (of, header, lines) in [(&of[0], header, lines), (&of[1], variants, of_variants)] {
        let plan = LinePlan::of(&ImportProfile::of(of.clone()), &header, &store.schema).expect("a plan");
        let commands = lines.iter().map(|cells| plan.command(cells, &Known::default()).expect("a command"));
        // A document names another as its value, which comes after it.
        let mut commands = actions(commands);
        commands.sort_by_key(|action| matches!(action, Action::PutObject(put) if put.code == "all"));
        accept(store.write(commands));
    }
    assert_eq!(image(&store), was);
}

#[test]
fn no_password_of_an_address_is_exported() {
    let store = full();
    let mut profile = ExportProfile::of(target("asset"));
    profile.layout.mappings = vec![mapping("Url", TargetKind::Property, "asset_url", None, &[])];
    let columns = columns(&store, &profile);
    let address = |_: &Object| Some("sftp://ada:sealed.1.aa.bb@example.org/p.jpg".to_owned());
    let around = Surroundings { schema: &store.schema, values: &NamedValues::new(), url: &address };
    let asset = store.objects.values().find(|object| object.kind == Asset).expect("an asset");
    let cells = columns.cells(Item::Sheet(&sheet(&store, asset)), &around);
    assert_eq!(cells, ["sftp://ada:***@example.org/p.jpg"]);
}

#[test]
fn a_target_is_known_by_its_name_and_by_its_files() {
    for target in targets(&full()) {
        assert_eq!(Target::from_name(&target.name()).as_ref(), Some(&target));
        assert!(!target.file_name().contains('/'), "{target:?}");
        assert_eq!(Target::from_file_name(&target.file_name()), Some(target));
    }
}
