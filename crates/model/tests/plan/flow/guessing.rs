use model::flow::guess;

use super::*;
use crate::links::link_type;

/// The target, what the columns are mapped to, and those that nothing is made of.
fn guessed(
    store: &Store,
    sheet: &str,
    header: &[&str],
    samples: &[&[&str]],
) -> Option<(String, Vec<String>, Vec<String>)> {
    let samples: Vec<_> = samples.iter().map(|line| texts(line)).collect();
    let guess = guess(None, sheet, &texts(header), &samples, &store.schema)?;
    let told = |mapping: &Mapping| {
        let locale = mapping.target.locale.as_ref().map_or(String::new(), |locale| format!("-{locale}"));
        format!("{}{locale}", mapping.target.code)
    };
    let layout = &guess.profile.layout;
    let left = guess.unmapped.iter().map(|left| left.column.clone()).collect();
    Some((layout.model.name(), layout.mappings.iter().map(told).collect(), left))
}

fn shops() -> Store {
    let mut store = shop();
    accept(store.write([
        link_type("similar", "document", "document"),
        change_attribute("weight", Update, |fields| {
            fields.name = labels(&[("en_GB", "Net weight"), ("fr_FR", "Poids net")]);
        }),
        change_attribute("story", Update, |fields| fields.name = labels(&[("en_GB", "Story")])),
    ]));
    store
}

#[test]
fn a_file_is_told_by_its_sheet_and_its_columns() {
    let store = shops();
    let of = |sheet: &str, header: &[&str]| guessed(&store, sheet, header, &[]).map(|(target, ..)| target);
    for (sheet, header, wanted) in [
        ("document.shoe", &["document_code"][..], Some("document.shoe")),
        ("Shoe", &["document_code"], Some("document.shoe")),
        ("Shoe (2)", &["document_code"], Some("document.shoe")),
        ("documents", &["document_code", "weight", "story"], Some("document.shoe")),
        ("Sheet1", &["document_code", "weight"], Some("document.shoe")),
        ("Sheet1", &["Code", "Poids NET", "Story-fr_FR"], Some("document.shoe")),
        ("Sheet1", &["variant_code", "document_code", "size"], Some("variant.shoe")),
        ("similar", &["parent_code", "child_code"], Some("link.similar")),
        ("Sheet1", &["link_type_code", "parent_code", "child_code"], Some("link")),
        ("Sheet1", &["asset_code", "asset_url"], Some("asset")),
        ("Sheet1", &["classification_code", "parent_code"], Some("classification")),
        ("Sheet1", &["attribute_code", "value_code", "value_label"], Some("predefined-value")),
        ("Sheet1", &["id", "objectType", "documentType", "type", "name"], Some("attributes")),
        ("attribute sets", &["id", "attributes"], Some("attributes-sets")),
        ("attributes-sets", &["id", "attributes"], Some("attributes-sets")),
        ("Sheet1", &["a", "b"], None),
    ] {
        assert_eq!(of(sheet, header).as_deref(), wanted, "{sheet}: {header:?}");
    }
    let typed = guessed(
        &store,
        "links",
        &["link_type_code", "parent_code", "child_code"],
        &[&["similar", "a", "b"], &["similar", "c", "d"]],
    );
    assert_eq!(typed.map(|(target, ..)| target).as_deref(), Some("link.similar"));
}

#[test]
fn a_sheet_is_known_by_what_a_workbook_keeps_of_its_name() {
    let mut store = shops();
    let types = ["lamps-of-brushed-brass-and-oak", "lamps-of-brushed-bronze", "lamps-of-brushed-steel-and-oak"];
    accept(store.write(types.map(|code| document_type(code, true))));
    let of = |name: &str| Target::from_sheet_name(name, &store.schema).map(|target| target.name());
    let cut = |name: &str, most: usize| name.chars().take(most).collect::<String>();
    for whole in types.iter().flat_map(|code| [format!("document.{code}"), format!("variant.{code}")]) {
        let kept = cut(&whole, 31);
        for name in [whole.clone(), format!("{whole} (2)"), format!("{kept} (2)"), kept] {
            assert_eq!(of(&name), Some(whole.clone()), "{name}");
        }
    }
    assert_eq!(of("assets (3)").as_deref(), Some("asset"));
    // Which one is meant can't be told, or none begins so because it was cut.
    assert_eq!(of("document.lamps-of-brushed-b (2)").as_deref(), Some("document.lamps-of-brushed-b"));
    assert_eq!(of("document.lamps-of-brushed").as_deref(), Some("document.lamps-of-brushed"));
}

#[test]
fn columns_are_known_by_code_and_by_label() {
    let store = shops();
    let header = ["Document code", "poids net", "STORY", "story-fr_FR", "Story-en_GB", "Rating"];
    let (target, mapped, left) = guessed(&store, "shoe", &header, &[]).expect("a guess");
    assert_eq!(target, "document.shoe");
    assert_eq!(mapped, ["document_code", "weight", "story-en_GB", "story-fr_FR"]);
    assert_eq!(left, ["Story-en_GB", "Rating"]);
}

#[test]
fn a_guess_can_be_imported() {
    let mut store = shops();
    let header = ["SKU", "document_code", "Net weight", "since", "Rating"];
    let samples: [&[&str]; 2] = [&["", "d1", "1,5", "31/12/2026", "5"], &["", "d2", "12", "01/02/2026", ""]];
    let lines: Vec<_> = samples.iter().map(|line| texts(line)).collect();
    let guess = guess(None, "shoe", &texts(&header), &lines, &store.schema).expect("a guess");
    let notation = &guess.profile.layout.notation;
    assert_eq!((notation.decimal_separator, notation.date_format.as_str()), (',', "dd/MM/yyyy"));
    let plan = plan(&store, &guess.profile, &header);
    for line in samples {
        assert_eq!(import_line(&mut store, &plan, line), Ok(Effect::Created));
    }
    assert_eq!(body(&store, Document, "d1"), serde_json::json!({"since": "2026-12-31", "weight": 1.5}));
    assert_eq!(guess.unmapped.iter().map(|left| left.column.as_str()).collect::<Vec<_>>(), ["SKU", "Rating"]);
}

#[test]
fn most_cells_tell_how_they_are_written() {
    let mut store = shops();
    accept(store.write([attribute("price", Document, "price", |_| {})]));
    let of = |column: &str, cells: &[&str]| {
        let header = texts(&["document_code", column]);
        let samples: Vec<_> = cells.iter().map(|cell| texts(&["d1", *cell])).collect();
        let guess = guess(None, "shoe", &header, &samples, &store.schema).expect("a guess");
        let notation = guess.profile.layout.notation;
        (notation.decimal_separator, notation.date_format)
    };
    for (column, cells, mark) in [
        ("price-EUR", &["49,90"][..], ','),
        ("price", &["1.049,90 EUR|50 USD"], ','),
        ("price", &["49.90 EUR", "49 EUR"], '.'),
        ("weight", &["many", "1,5", "2"], ','),
        ("weight", &["1.5", "2"], '.'),
        ("weight", &["many"], '.'),
    ] {
        assert_eq!(of(column, cells).0, mark, "{column}: {cells:?}");
    }
    for (cells, format) in [
        (&["soon", "31/12/2026", "01/02/2026"][..], "dd/MM/yyyy"),
        (&["01/02/2026", "12/31/2026", "12/30/2026"], "MM/dd/yyyy"),
        (&["soon"], "yyyy-MM-dd"),
    ] {
        assert_eq!(of("since", cells).1, format, "{cells:?}");
    }
}

#[test]
fn what_is_said_of_a_profile_stays() {
    use model::command::{ImportProfileFields, LayoutFields, Patch};
    use model::flow::completed;

    let store = shops();
    let samples = [texts(&["a", "1,5"]), texts(&["b", "2,5"])];
    let guess = guess(None, "Shoe", &texts(&["document_code", "weight"]), &samples, &store.schema).expect("a guess");
    let begun = ImportProfile::of(Target::Values);
    let nothing = completed(begun.clone(), &ImportProfileFields::default(), guess.profile.clone());
    assert_eq!(nothing, guess.profile);
    let layout = LayoutFields {
        name: Patch::Value("Mine".to_owned()),
        mappings: Patch::Value(model::input::Input::List(Vec::new())),
        date_format: Patch::Null,
        ..LayoutFields::default()
    };
    let fields = ImportProfileFields { layout, matches_labels: Patch::Value(false), ..ImportProfileFields::default() };
    let mut said = begun;
    said.layout.name = "Mine".to_owned();
    let whole = completed(said, &fields, guess.profile.clone());
    assert_eq!((whole.layout.name.as_str(), whole.layout.mappings.len(), whole.matches_labels), ("Mine", 0, false));
    assert_eq!(whole.layout.model, guess.profile.layout.model);
    assert_eq!(whole.layout.notation, guess.profile.layout.notation);
}

#[test]
fn standard_columns_are_those_that_lines_may_have() {
    use model::flow::Standard;

    let store = shops();
    let of = |target: &str| Standard::all(&Target::from_name(target).expect("a target"), &store.schema);
    let required = |target: &str| -> Vec<_> {
        of(target).into_iter().filter(|column| column.is_required).map(|column| column.name).collect()
    };
    assert_eq!(required("document.shoe"), ["document_code"]);
    assert_eq!(required("link"), ["link_type_code", "parent_code", "child_code"]);
    assert_eq!(required("link.similar"), ["parent_code", "child_code"]);
    assert_eq!(required("attributes"), ["id"]);
    let localised = |target: &str| -> Vec<_> {
        of(target).into_iter().filter(|column| column.is_localised).map(|column| column.name).collect()
    };
    assert_eq!(localised("predefined-value"), ["value_label"]);
    assert_eq!(localised("attributes"), ["name", "description"]);
    // It is only told.
    assert!(of("asset").iter().all(|column| column.name != "file_name"));
}
