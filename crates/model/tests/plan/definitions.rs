//! Locales, document types, catalogs.

use model::changes::Effect;
use model::command::{
    Action, CatalogFields, Command, DefinitionFields, DocumentTypeFields, Expect, LocaleFields, Patch, PutDefinition,
};
use model::plan::apply_to_schema;
use model::problem::Kind;
use model::schema::{Catalog, CatalogContent, DefinitionKind, DocumentType, Locale, Spec};

use crate::shop::*;
use crate::store::Store;

fn locale(code: &str, fields: LocaleFields) -> Action {
    definition(code, Upsert, DefinitionFields::Locale(fields))
}

fn of_type(code: &str, fields: DocumentTypeFields) -> Action {
    definition(code, Upsert, DefinitionFields::DocumentType(fields))
}

fn catalog(code: &str, fields: CatalogFields) -> Action {
    definition(code, Upsert, DefinitionFields::Catalog(fields))
}

fn eco() -> Action {
    let object_type = Patch::Value(CatalogContent::Document);
    catalog("ECO", CatalogFields { name: given("Shop"), object_type, ..Default::default() })
}

fn stored_locale<'a>(store: &'a Store, code: &str) -> &'a Locale {
    store.schema.locale(code).expect("a stored locale")
}

fn stored_type<'a>(store: &'a Store, code: &str) -> &'a DocumentType {
    store.schema.get::<DocumentType>(code).expect("a stored type").1
}

#[test]
fn a_fresh_instance_has_a_locale_and_two_trees() {
    let store = fresh();
    let english = stored_locale(&store, "en_GB");
    assert!(english.is_default && english.is_data && english.is_active);
    let roots: Vec<_> = store.objects.values().map(|object| object.code.as_str()).collect();
    assert_eq!(roots, ["root", "root_DAM"]);
    assert_eq!(store.schema.get::<Catalog>("DAM").expect("DAM").1.root, "root_DAM");
}

#[test]
fn one_locale_is_the_default() {
    let mut store = shop();
    let with_default = |is_default| LocaleFields { is_default: Patch::Value(is_default), ..Default::default() };
    assert_eq!(
        violations(&mut store, locale("en_GB", with_default(false))),
        ["isDefault: One locale is the default: expected true, or make another one the default first."]
    );
    let plan = store.write([locale("fr_FR", with_default(true))]);
    assert_eq!(plan.changeset.definitions.len(), 2);
    assert!(plan.changeset.relabels && !plan.changeset.narrows);
    assert_eq!(store.schema.default_locale(), "fr_FR");
    let message = "The default locale \"fr_FR\" must stay active and hold data.";
    let inactive = || LocaleFields { is_active: Patch::Value(false), ..Default::default() };
    let refused = refusal(&mut store, locale("fr_FR", inactive()));
    assert_eq!(told(&refused), (Kind::Conflict, vec![format!("isActive: {message}")]));
    let no_data = LocaleFields { is_data: Patch::Value(false), ..Default::default() };
    assert_eq!(conflict(&mut store, locale("fr_FR", no_data)), message);
    assert_eq!(
        conflict(&mut store, delete_definition(DefinitionKind::Locale, "fr_FR")),
        "\"fr_FR\" is the default locale and can't be deleted."
    );
    assert!(store.write([locale("en_GB", inactive())]).changeset.narrows);
    assert!(
        !store
            .write([locale("en_GB", LocaleFields { is_active: Patch::Null, ..Default::default() })])
            .changeset
            .narrows
    );
}

#[test]
fn fallbacks_end_somewhere() {
    let mut store = shop();
    let on = |fallback: &str| LocaleFields { fallback: given(fallback), ..Default::default() };
    assert_eq!(violations(&mut store, locale("de_DE", on("xx"))), ["fallback: There is no locale \"xx\"."]);
    assert_eq!(
        violations(&mut store, locale("it_IT", on("it_IT"))),
        ["fallback: \"it_IT\" falls back on \"it_IT\" itself; expected no circle."]
    );
    assert_eq!(
        violations(&mut store, locale("en_GB", on("fr_FR"))),
        ["fallback: \"fr_FR\" falls back on \"en_GB\" itself; expected no circle."]
    );
    accept(store.write([locale("de_DE", on("fr_FR"))]));
    assert_eq!(
        conflict(&mut store, delete_definition(DefinitionKind::Locale, "fr_FR")),
        "The locale \"de_DE\" falls back on \"fr_FR\", which can't be deleted."
    );
    accept(store.write([locale("de_DE", LocaleFields { fallback: Patch::Null, ..Default::default() })]));
    assert_eq!(stored_locale(&store, "de_DE").fallback, None);
    assert_eq!(violations(&mut store, locale("english", LocaleFields::default())).len(), 1);
}

#[test]
fn a_locale_with_values_stays() {
    let mut store = shop();
    accept(store.write([put(Document, "lamp", Update).values(r#"{"story": {"fr_FR": "a"}}"#).into()]));
    let gone = || delete_definition(DefinitionKind::Locale, "fr_FR");
    assert_eq!(conflict(&mut store, gone()), "The locale \"fr_FR\" can't be deleted: it holds values of 1 object.");
    let plan = store.write([put(Document, "lamp", Update).values(r#"{"story": null}"#).into(), gone()]);
    assert!(plan.outcomes.iter().all(Result::is_ok) && plan.changeset.narrows);
    assert!(store.schema.locale("fr_FR").is_none());
}

#[test]
fn a_document_type_comes_with_its_title() {
    let mut store = shop();
    let hat = |fields| of_type("hat", fields);
    assert_eq!(
        violations(&mut store, hat(DocumentTypeFields::default())),
        ["name: Expected a text in one locale at least."]
    );
    let name = labels(&[("en_GB", "Hat")]);
    let plan = store.write([hat(DocumentTypeFields { name, ..Default::default() })]);
    assert_eq!(plan.changeset.definitions.len(), 2);
    let stored = stored_type(&store, "hat").clone();
    assert_eq!((stored.title_attribute.as_deref(), stored.sequence), (Some("hat_name"), 3));
    let title = store.schema.attribute("hat_name").expect("made with the type");
    assert!(title.is_localizable && title.is_available(Document, Some("hat")));
    assert_eq!(
        conflict(&mut store, delete_definition(DefinitionKind::Attribute, "hat_name")),
        "The attribute \"hat_name\" names documents of the type \"hat\" and can't be deleted."
    );
    let titled = |code: &str| hat(DocumentTypeFields { title_attribute: given(code), ..Default::default() });
    assert_eq!(violations(&mut store, titled("none")), ["titleAttribute: There is no attribute \"none\"."]);
    assert_eq!(
        violations(&mut store, titled("ean")),
        ["titleAttribute: Expected a text attribute of documents of the type \"hat\"; got \"ean\"."]
    );
    let none = hat(DocumentTypeFields { title_attribute: Patch::Null, ..Default::default() });
    assert_eq!(effect(&mut store, none), Effect::Updated);
    assert_eq!(effect(&mut store, delete_definition(DefinitionKind::Attribute, "hat_name")), Effect::Deleted);
}

#[test]
fn a_title_that_exists_is_taken_or_warned_of() {
    let mut store = shop();
    accept(store.write([attribute("hat_name", Document, "text", |_| {})]));
    assert_eq!(
        warnings(&mut store, document_type("hat", false)),
        ["titleAttribute: The attribute \"hat_name\" is something else already; the type has no title attribute."]
    );
    assert_eq!(stored_type(&store, "hat").title_attribute, None);
    let long = "x".repeat(96);
    assert_eq!(
        violations(&mut store, document_type(&long, false)),
        ["code: Expected at most 95 characters, so that the title attribute \"{id}_name\" has a legal code."]
    );
    assert_eq!(violations(&mut store, document_type("a.b", false)).len(), 1);
}

#[test]
fn a_type_with_documents_stays_and_an_empty_one_goes_with_its_attributes() {
    let mut store = shop();
    accept(store.write([variant("v", "lamp").into()]));
    let gone = || delete_definition(DefinitionKind::DocumentType, "shoe");
    assert_eq!(conflict(&mut store, gone()), "The document type \"shoe\" can't be deleted: it has 2 objects.");
    accept(store.write([delete(Document, "lamp")]));
    let plan = store.write([gone()]);
    assert!(plan.changeset.narrows);
    assert!(store.schema.attribute("ean").is_none() && store.schema.attribute("shoe_name").is_none());
    assert!(store.schema.attribute("book_name").is_some() && store.schema.attribute("label").is_some());
    assert!(store.values.is_empty(), "lists go with their attributes");
}

#[test]
fn a_type_that_ends_its_variants_narrows() {
    let mut store = shop();
    let has = |has| of_type("shoe", DocumentTypeFields { has_variants: Patch::Value(has), ..Default::default() });
    accept(store.write([variant("v", "lamp").into()]));
    assert!(store.write([has(false)]).changeset.narrows);
    assert_eq!(violations(&mut store, variant("w", "lamp")).len(), 1);
    assert_eq!(effect(&mut store, put(Variant, "v", Update).active(false)), Effect::Updated, "those made stay");
    assert!(!store.write([has(true)]).changeset.narrows);
}

#[test]
fn a_catalog_comes_with_its_root() {
    let mut store = shop();
    assert_eq!(
        violations(&mut store, catalog("SHOP", CatalogFields::default())),
        [
            "code: Expected 1 to 3 characters; got \"SHOP\".",
            "name: A catalog needs a name.",
            "objectType: Expected \"document\" or \"asset\".",
        ]
    );
    let plan = store.write([eco()]);
    assert_eq!((plan.changeset.definitions.len(), plan.changeset.creates.len()), (1, 1));
    let root = object(&store, Classification, "root_ECO");
    assert_eq!((root.type_id, &root.parent), (store.schema.get::<Catalog>("ECO").expect("made").0, &None));
    accept(store.write([
        put(Classification, "top", Create).below("root").in_catalogs(&["ECO"]).into(),
        put(Document, "lamp", Update).placed(&["shoes", "top"]).into(),
    ]));
    let described = CatalogFields { description: given("For all"), ..Default::default() };
    assert_eq!(effect(&mut store, catalog("ECO", described)), Effect::Updated);
    let other = CatalogFields { object_type: Patch::Value(CatalogContent::Asset), ..Default::default() };
    assert_eq!(
        violations(&mut store, catalog("ECO", other)),
        ["objectType: This is \"document\" since creation and stays so; got \"asset\"."]
    );
    assert_eq!(
        violations(&mut store, catalog("ECO", CatalogFields { name: Patch::Null, ..Default::default() })),
        ["name: A catalog needs a name."]
    );
}

#[test]
fn catalog_and_root_may_come_in_one_batch_with_what_is_in_them() {
    let mut store = shop();
    let plan = store.write([
        eco(),
        put(Classification, "top", Create).below("root").in_catalogs(&["ECO"]).into(),
        classification("low", "root_ECO").into(),
        put(Classification, "low", Update).below("top").into(),
    ]);
    assert!(plan.changeset.locks.is_empty() && plan.changeset.conditions.is_empty(), "nothing of it is stored yet");
    assert_eq!(object(&store, Classification, "top").parent.as_ref().map(|p| p.code.as_str()), Some("root_ECO"));
    accept(store.write([classification("root_WEB", "root").into()]));
    let web = catalog(
        "WEB",
        CatalogFields { name: given("Web"), object_type: Patch::Value(CatalogContent::Asset), ..Default::default() },
    );
    assert_eq!(conflict(&mut store, web), "The catalog's root would be \"root_WEB\", which exists already.");
}

#[test]
fn only_an_empty_catalog_of_ones_own_goes() {
    let mut store = shop();
    let gone = |code: &str| delete_definition(DefinitionKind::Catalog, code);
    assert_eq!(built_in(&mut store, gone("DAM")), "The catalog \"DAM\" is built in and can't be deleted.");
    accept(store.write([eco(), classification("top", "root_ECO").into()]));
    let message = "The catalog \"ECO\" can't be deleted: it has 1 object.";
    assert_eq!(conflict(&mut store, gone("ECO")), message);
    accept(store.write([delete(Classification, "top"), put(Document, "lamp", Update).placed(&["root_ECO"]).into()]));
    assert_eq!(conflict(&mut store, gone("ECO")), message);
    let plan = store.write([put(Document, "lamp", Update).placed(&["shoes"]).into(), gone("ECO"), eco()]);
    assert!(plan.outcomes.iter().all(Result::is_ok), "and comes again in the same batch");
    assert_eq!(effect(&mut store, gone("ECO")), Effect::Deleted);
    assert!(store.find(Classification, "root_ECO").is_none());
}

#[test]
fn a_catalog_that_is_cleared_takes_its_tree_along_and_leaves_documents() {
    let mut store = shop();
    accept(store.write([
        eco(),
        classification("top", "root_ECO").into(),
        classification("deep", "top").into(),
        put(Document, "lamp", Update).placed(&["shoes", "deep", "root_ECO"]).into(),
    ]));
    let gone = clear_definition(DefinitionKind::Catalog, "ECO");
    assert_eq!(effect(&mut store, gone), Effect::Deleted);
    for code in ["root_ECO", "top", "deep"] {
        assert!(store.find(Classification, code).is_none(), "{code}");
    }
    let placed: Vec<_> = object(&store, Document, "lamp").placements.iter().map(|at| at.code.clone()).collect();
    assert_eq!(placed, ["shoes"]);
    let built_in = built_in(&mut store, clear_definition(DefinitionKind::Catalog, "DAM"));
    assert_eq!(built_in, "The catalog \"DAM\" is built in and can't be deleted.");
}

#[test]
fn modes_codes_and_revisions_are_checked_as_for_objects() {
    let mut store = shop();
    let create = definition("en_GB", Create, DefinitionFields::Locale(LocaleFields::default()));
    assert_eq!(refusal(&mut store, create).message, "There is already a locale \"en_GB\".");
    let update = definition("hat", Update, DefinitionFields::DocumentType(DocumentTypeFields::default()));
    assert_eq!(refusal(&mut store, update).message, "There is no document type \"hat\".");
    assert_eq!(refusal(&mut store, delete_definition(DefinitionKind::Catalog, "ECO")).kind, Kind::NotFound);
    let fields = DefinitionFields::Locale(LocaleFields { name: given("English"), ..Default::default() });
    let renamed = PutDefinition { code: "en_GB".into(), mode: Update, body_code: Some("en".into()), fields };
    assert_eq!(
        violations(&mut store, Action::PutDefinition(renamed.clone())),
        ["code: Expected \"en_GB\", as addressed; got \"en\"."]
    );
    let action = Action::PutDefinition(PutDefinition { body_code: None, ..renamed });
    let stale = Command { action: action.clone(), expect: Some(Expect::OneOf(vec![2])) };
    assert_eq!(refusal_of(&mut store, stale).kind, Kind::Stale);
    let done = accept(store.run(&[Command { action: action.clone(), expect: Some(Expect::OneOf(vec![1])) }]));
    assert_eq!(done[0].effect, Effect::Updated);
    assert_eq!(effect(&mut store, action), Effect::Unchanged);
}

#[test]
fn the_schema_follows_the_commit() {
    let mut store = shop();
    let before = store.schema.clone();
    let plan = store.plan(&[Command { action: eco(), expect: None }]);
    let committed = store.clone().commit(&plan.changeset);
    let after = apply_to_schema(&before, &plan.changeset, &committed);
    assert_eq!((after.rules, after.labels), (before.rules, before.labels + 1));
    let made = after.definition(DefinitionKind::Catalog, "ECO").expect("made");
    assert_eq!((made.created.at, made.updated.at), (committed.at, committed.at));
    assert!(before.get::<Catalog>("ECO").is_none() && matches!(made.spec, Spec::Catalog(_)));
}

#[test]
fn a_definition_that_is_there_is_told_once_the_rest_is_right() {
    let mut store = shop();
    let new =
        |of_type: &str, kind: &str| attribute("weight", Document, kind, |fields| fields.document_type = given(of_type));
    assert_eq!(refusal(&mut store, new("shoe", "decimal")).kind, Kind::Conflict);
    assert_eq!(refusal(&mut store, new("nope", "decimal")).kind, Kind::Invalid);
    assert_eq!(refusal(&mut store, new("shoe", "nope")).kind, Kind::Invalid);
}
