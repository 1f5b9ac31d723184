//! How complete documents are, by indicators and in locales.

use model::command::{Action, CompletenessSettingFields, DefinitionFields, LocaleFields, Patch};
use model::completeness;
use model::object::Object;
use model::schema::{AttributeSet, CompletenessSetting, DefinitionKind, LinkType, Locale};
use model::value::Stored;
use proptest::prelude::*;
use proptest::sample::select;

use crate::anything::{changed_indicator, daily, definition_change};
use crate::links::{link, link_type};
use crate::shop::*;
use crate::store::Store;

/// The shop with the documents `lamp`, `bulb`, `d0` and `d1`, and the link types `similar` and `photo` from documents.
fn linked() -> Store {
    let mut store = shop();
    accept(store.write([
        document("bulb").into(),
        document("d0").into(),
        document("d1").into(),
        put(Asset, "p1", Create).into(),
        link_type("similar", "document", "document"),
        link_type("photo", "document", "asset"),
    ]));
    store
}

/// The percentages of a document as `indicator locale value`.
fn percent(store: &Store, code: &str) -> Vec<String> {
    let all = completeness::of(object(store, Document, code), &store.schema);
    all.iter().map(|one| format!("{} {} {}", one.indicator.code, one.locale.code, one.value)).collect()
}

fn change(code: &str, change: impl FnOnce(&mut CompletenessSettingFields)) -> Action {
    let mut fields = CompletenessSettingFields::default();
    change(&mut fields);
    definition(code, Update, DefinitionFields::CompletenessSetting(fields))
}

#[test]
fn what_is_there_is_counted_in_each_locale() {
    let mut store = linked();
    accept(store.write([indicator("web", &["weight", "story", "sold"], &["similar"])]));
    assert_eq!(percent(&store, "lamp"), ["web en_GB 0", "web fr_FR 0"]);
    let values = r#"{"sold": false, "story": {"fr_FR": "Légère"}}"#;
    accept(store.write([put(Document, "lamp", Update).values(values).into()]));
    assert_eq!(percent(&store, "lamp"), ["web en_GB 25", "web fr_FR 50"]);
    accept(store.write([link("similar", "lamp", "bulb").into(), link("photo", "lamp", "p1").into()]));
    assert_eq!(percent(&store, "lamp"), ["web en_GB 50", "web fr_FR 75"]);
    assert_eq!(percent(&store, "bulb"), ["web en_GB 0", "web fr_FR 0"]);
    // What a link leads to takes it along.
    accept(store.write([delete(Document, "bulb")]));
    assert_eq!(percent(&store, "lamp"), ["web en_GB 25", "web fr_FR 50"]);
    accept(store.write([indicator("app", &["wash", "weight", "ean"], &[])]));
    accept(store.write([put(Document, "lamp", Update).values(r#"{"wash": ["dry", "w30"], "ean": "7"}"#).into()]));
    assert_eq!(percent(&store, "lamp"), ["app en_GB 66", "app fr_FR 66", "web en_GB 25", "web fr_FR 50"]);
}

#[test]
fn values_that_are_links_are_filled_by_one() {
    let mut store = linked();
    accept(
        store.write([attribute("pictures", Document, "media", |_| {}), indicator("web", &["pictures", "sold"], &[])]),
    );
    accept(store.write([put(Document, "lamp", Update).values(r#"{"pictures": [{"id": "p1"}]}"#).into()]));
    assert_eq!(percent(&store, "lamp"), ["web en_GB 50", "web fr_FR 50"]);
    accept(store.write([delete(Asset, "p1")]));
    assert_eq!(percent(&store, "lamp"), ["web en_GB 0", "web fr_FR 0"]);
}

#[test]
fn an_indicator_needs_something_to_count() {
    let mut store = linked();
    accept(store.write([
        link_type("spin", "variant", "asset"),
        attribute("pages", Document, "integer", |a| a.document_type = given("book")),
    ]));
    let needs = "attributes: Expected one attribute or one link type at least.";
    assert_eq!(violations(&mut store, indicator("web", &[], &[])), [needs]);
    let other = |attributes: &[&str], link_types: &[&str]| indicator("web", attributes, link_types);
    for (attributes, link_types, field) in [
        (&["nothing"][..], &[][..], "attributes: There is no attribute"),
        (&["size"], &[], "attributes: Expected attributes of \"shoe\""),
        (&["pages"], &[], "attributes: Expected attributes of \"shoe\""),
        (&["label"], &[], "attributes: Expected attributes of \"shoe\""),
        (&[], &["nothing"], "linkTypes: There is no link type"),
        (&[], &["spin"], "linkTypes: Expected link types from documents"),
    ] {
        let refused = violations(&mut store, other(attributes, link_types));
        assert!(refused.len() == 1 && refused[0].starts_with(field), "{refused:?}");
    }
    accept(store.write([other(&["weight"], &["photo"])]));
    assert_eq!(violations(&mut store, change("web", |web| web.color = given("red"))).len(), 1);
    assert_eq!(violations(&mut store, change("web", |web| web.document_type = given("book"))).len(), 1);
    assert_eq!(
        violations(&mut store, change("web", |web| (web.attributes, web.link_types) = (Patch::Null, Patch::Null))),
        [needs]
    );
}

#[test]
fn what_an_indicator_counts_goes_with_a_word() {
    let mut store = linked();
    accept(store.write([indicator("web", &["weight"], &["photo", "similar"]), indicator("app", &[], &["photo"])]));
    let refused = conflict(&mut store, delete_definition(DefinitionKind::Attribute, "weight"));
    assert_eq!(refused, "The attribute \"weight\" can't be deleted: the completeness setting \"web\" counts it.");
    let refused = conflict(&mut store, delete_definition(DefinitionKind::LinkType, "photo"));
    assert_eq!(
        refused,
        "The link type \"photo\" can't be deleted: the completeness setting \"app\" counts nothing else."
    );
    accept(store.write([link("similar", "lamp", "bulb").into()]));
    accept(store.write([put(Document, "lamp", Update).values(r#"{"weight": 1}"#).into()]));
    accept(store.write([clear_definition(DefinitionKind::LinkType, "similar")]));
    assert_eq!(percent(&store, "lamp"), ["app en_GB 0", "app fr_FR 0", "web en_GB 50", "web fr_FR 50"]);
    let kind = DefinitionKind::DocumentType;
    accept(store.write([clear_definition(kind, "shoe")]));
    assert_eq!(store.schema.all(DefinitionKind::CompletenessSetting).count(), 0);
}

#[test]
fn locales_that_hold_data_are_counted() {
    let mut store = linked();
    accept(store.write([indicator("web", &["story"], &[])]));
    let locale = |code: &str, active: bool| {
        let fields = LocaleFields { is_active: Patch::Value(active), ..Default::default() };
        definition(code, Upsert, DefinitionFields::Locale(fields))
    };
    accept(store.write([locale("de_DE", true), locale("it_IT", true), locale("fr_FR", false)]));
    assert_eq!(percent(&store, "lamp"), ["web de_DE 0", "web en_GB 0", "web it_IT 0"]);
    accept(store.write([delete_definition(DefinitionKind::Locale, "it_IT")]));
    assert_eq!(percent(&store, "lamp"), ["web de_DE 0", "web en_GB 0"]);
}

/// By the plainest reading of an indicator.
fn plainly(store: &Store, document: &Object, setting: &CompletenessSetting, locale: &str) -> usize {
    let holds = |code: &String| match document.body.0.get(code) {
        None => false,
        Some(Stored::Plain(_)) => true,
        Some(Stored::Localised(values)) => values.contains_key(locale),
    };
    let starts = |code: &String| {
        let of_type = store.schema.get::<LinkType>(code).expect("a link type").0;
        let is_from = |link: &Object| link.parent.as_ref().is_some_and(|origin| origin.id == document.id);
        store.objects.values().any(|link| link.kind == Link && link.type_id == of_type && is_from(link))
    };
    let set = document.set.and_then(|set| store.schema.by_id(set)?.says::<AttributeSet>());
    let is_within = |code: &&String| set.is_none_or(|set| set.attributes.contains(*code));
    let all = setting.attributes.iter().filter(is_within).map(holds).chain(setting.link_types.iter().map(starts));
    let all: Vec<bool> = all.collect();
    let there = all.iter().filter(|is_there| **is_there).count();
    if all.is_empty() { 100 } else { 100 * there / all.len() }
}

fn linking() -> impl Strategy<Value = Action> {
    let ends = (select(vec!["lamp", "d0", "d1"]), select(vec!["similar", "photo"]));
    let made = ends.prop_map(|(origin, of)| link(of, origin, if of == "photo" { "p1" } else { "bulb" }).into());
    let gone =
        select(vec![(Document, "bulb"), (Asset, "p1"), (Document, "d0")]).prop_map(|(kind, code)| delete(kind, code));
    let again = select(vec!["bulb", "d0"]).prop_map(|code| document(code).into());
    let types = select(vec!["similar", "photo"]).prop_map(|code| delete_definition(DefinitionKind::LinkType, code));
    let counted = (select(vec!["web", "app"]), prop::collection::vec(select(vec!["similar", "photo"]), 1..3))
        .prop_map(|(code, types)| indicator(code, &["weight", "story"], &types));
    prop_oneof![6 => made, 2 => gone, 2 => again, 1 => types, 3 => counted]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn every_document_is_counted_plainly(
        actions in prop::collection::vec(
            prop_oneof![3 => daily(), 4 => linking(), 1 => changed_indicator(), 1 => definition_change()],
            0..24,
        ),
    ) {
        let mut store = linked();
        accept(store.write([indicator("web", &["weight", "story"], &["similar"])]));
        for action in actions {
            store.write([action]);
        }
        for document in store.objects.values().filter(|object| object.kind == Document) {
            let mut plain = Vec::new();
            for indicator in store.schema.all(DefinitionKind::CompletenessSetting) {
                let setting: &CompletenessSetting = indicator.says().expect("an indicator");
                if setting.document_type != store.schema.code_of(document.type_id) {
                    continue;
                }
                for locale in store.schema.all(DefinitionKind::Locale) {
                    if locale.says::<Locale>().is_some_and(|own| own.is_data && own.is_active) {
                        let value = plainly(&store, document, setting, &locale.code);
                        plain.push(format!("{} {} {value}", indicator.code, locale.code));
                    }
                }
            }
            prop_assert_eq!(percent(&store, &document.code), plain, "{}", document.code);
        }
    }
}
