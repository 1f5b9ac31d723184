//! A small shop to try rules on, and short ways to say commands.

use model::changes::{Done, Effect, Plan};
use model::command::{
    Action, AttributeFields, AttributeSetFields, CatalogFields, Command, CompletenessSettingFields, DefinitionFields,
    DocumentTypeFields, LocaleFields, OnUse, Patch, PutDefinition, PutMode, PutObject, PutValue, Standing, TagFields,
    Unknown, ValueInput, WorkflowFields,
};
use model::input::Input;
use model::object::{Object, ObjectKind};
use model::problem::{Field, Kind, Problem};
use model::schema::{CatalogContent, DefinitionKind, Labels};
use serde_json::Value as Json;

use crate::store::Store;

pub use ObjectKind::{Asset, Classification, Document, Link, Variant};
pub use PutMode::{Create, Update, Upsert};

/// Documents of the types `shoe` (with variants) and `book`; locales `en_GB` and `fr_FR`, an inactive
/// `de_DE`, `ja_JP` without data; the attribute sets `full` and `lean` of shoes; the trees `root > shoes > boots`, `root > hats`, `root_DAM > pics`.
pub fn shop() -> Store {
    let mut store = fresh();
    let locale = |code: &str, fields| definition(code, Create, DefinitionFields::Locale(fields));
    accept(store.write([
        locale("fr_FR", LocaleFields { fallback: given("en_GB"), ..Default::default() }),
        locale("de_DE", LocaleFields { is_active: Patch::Value(false), ..Default::default() }),
        locale("ja_JP", LocaleFields { is_data: Patch::Value(false), ..Default::default() }),
        document_type("shoe", true),
        document_type("book", false),
        attribute("weight", Document, "decimal", |a| {
            a.is_inherited = Patch::Value(true);
            a.constraints = Patch::Value(input(r#"{"minValue": 0, "maxValue": 100, "decimals": 2}"#));
        }),
        attribute("story", Document, "multiline", |a| {
            a.is_inherited = Patch::Value(true);
            a.is_localizable = Patch::Value(true);
        }),
        attribute("ean", Document, "text", |a| a.is_unique = Patch::Value(true)),
        attribute("slogan", Document, "text", |a| {
            a.is_unique = Patch::Value(true);
            a.is_localizable = Patch::Value(true);
            a.constraints = Patch::Value(input(r#"{"maxLength": 12, "regex": "[a-zé ]+"}"#));
        }),
        attribute("size", Variant, "select", |_| {}),
        attribute("wash", Document, "multiselect", |a| a.is_inherited = Patch::Value(true)),
        attribute("sold", Document, "boolean", |_| {}),
        attribute("since", Document, "date", |_| {}),
        attribute("label", Classification, "text", |a| {
            a.document_type = Patch::Absent;
            a.is_localizable = Patch::Value(true);
        }),
        set("full", "shoe", &["weight", "story", "ean", "slogan", "sold"], &["size", "sold"]),
        set("lean", "shoe", &["weight", "wash"], &[]),
        value("size", "S"),
        value("size", "M"),
        value("wash", "w30"),
        value("wash", "w60"),
        value("wash", "dry"),
        workflow(r#"{"a": {}, "b": {}, "c": {}}"#),
        classification("shoes", "root").into(),
        classification("boots", "shoes").into(),
        classification("hats", "root").into(),
        classification("pics", "root_DAM").into(),
        document("lamp").into(),
    ]));
    store
}

/// What every instance begins with, made in one batch.
pub fn fresh() -> Store {
    let mut store = Store::default();
    let catalog = |code: &str, content| {
        let fields = CatalogFields { name: given(code), object_type: Patch::Value(content), ..Default::default() };
        definition(code, Create, DefinitionFields::Catalog(fields))
    };
    accept(store.write([
        definition("en_GB", Create, DefinitionFields::Locale(LocaleFields::default())),
        catalog("PIM", CatalogContent::Document),
        catalog("DAM", CatalogContent::Asset),
    ]));
    store
}

/// The same with tags of shoes: `promo` and, given to new ones, `fresh` are written by hand.
pub fn tagged_shop() -> Store {
    let mut store = shop();
    accept(store.write([
        tag("promo", "[]"),
        change_tag("fresh", Create, |fields| fields.is_default = Patch::Value(true)),
        tag("heavy", r#"[{"attribute": {"id": "weight"}, "operator": "gte", "value": 2}]"#),
        tag("clean", r#"[{"attribute": {"id": "wash"}, "operator": "in", "value": ["w30", "dry"]}]"#),
        tag("told", r#"[{"attribute": {"id": "story"}, "operator": "exists", "value": true}]"#),
        tag("old", r#"[{"attribute": {"id": "since"}, "operator": "notEquals", "value": "2027-03-01"}]"#),
    ]));
    store
}

/// A put of one object in the making.
#[derive(Debug, Clone)]
pub struct Put(pub PutObject);

pub fn put(kind: ObjectKind, code: &str, mode: PutMode) -> Put {
    Put(PutObject::new(kind, code, mode))
}

/// A new shoe in `shoes`.
pub fn document(code: &str) -> Put {
    put(Document, code, Create).of_type("shoe").placed(&["shoes"])
}

pub fn variant(code: &str, document: &str) -> Put {
    put(Variant, code, Create).below(document)
}

pub fn classification(code: &str, parent: &str) -> Put {
    put(Classification, code, Create).below(parent)
}

impl Put {
    pub fn of_type(mut self, code: &str) -> Self {
        self.0.document_type = given(code);
        self
    }

    pub fn in_set(self, code: &str) -> Self {
        self.with(|put| put.attribute_set = given(code))
    }

    pub fn below(mut self, code: &str) -> Self {
        self.0.parent = given(code);
        self
    }

    pub fn placed(mut self, codes: &[&str]) -> Self {
        self.0.classifications = Patch::Value(codes.iter().map(|code| (*code).to_owned()).collect());
        self
    }

    pub fn tagged(mut self, codes: &[&str]) -> Self {
        self.0.tags = Patch::Value(codes.iter().map(|code| (*code).to_owned()).collect());
        self
    }

    pub fn mainly(mut self, code: &str) -> Self {
        self.0.classification = given(code);
        self
    }

    pub fn in_catalogs(mut self, codes: &[&str]) -> Self {
        self.0.catalogs = Patch::Value(codes.iter().map(|code| (*code).to_owned()).collect());
        self
    }

    pub fn active(mut self, active: bool) -> Self {
        self.0.active = Patch::Value(active);
        self
    }

    pub fn at(mut self, sequence: i64) -> Self {
        self.0.sequence = Patch::Value(sequence);
        self
    }

    /// Values as API v5 writes them.
    pub fn values(mut self, json: &str) -> Self {
        let Input::Map(pairs) = input(json) else { panic!("an object: {json}") };
        self.0.values.extend(pairs.into_iter().map(|(code, input)| (code, ValueInput::Whole(input))));
        self
    }

    /// A value as API v4 writes it.
    pub fn value_in(mut self, locale: &str, code: &str, json: &str) -> Self {
        self.0.values.push((code.to_owned(), ValueInput::In(locale.to_owned(), input(json))));
        self
    }

    /// At a node of `way`.
    pub fn standing(self, node: &str) -> Self {
        let standing = Standing { workflow: "way".to_owned(), node: node.to_owned() };
        self.with(|put| put.workflows = Patch::Value(vec![standing]))
    }

    pub fn with(mut self, change: impl FnOnce(&mut PutObject)) -> Self {
        change(&mut self.0);
        self
    }

    pub fn lenient(self) -> Self {
        self.with(|put| put.unknown = Unknown::Warn)
    }
}

impl From<Put> for Action {
    fn from(put: Put) -> Self {
        Self::PutObject(put.0)
    }
}

pub fn definition(code: &str, mode: PutMode, fields: DefinitionFields) -> Action {
    Action::PutDefinition(PutDefinition { code: code.to_owned(), mode, body_code: None, fields })
}

pub fn document_type(code: &str, has_variants: bool) -> Action {
    let fields = DocumentTypeFields {
        name: labels(&[("en_GB", code)]),
        has_variants: Patch::Value(has_variants),
        ..Default::default()
    };
    definition(code, Upsert, DefinitionFields::DocumentType(fields))
}

/// A new attribute of shoes.
pub fn attribute(code: &str, kind: ObjectKind, of_type: &str, change: impl FnOnce(&mut AttributeFields)) -> Action {
    change_attribute(code, Create, |fields| {
        fields.object_type = given(kind.name());
        fields.document_type = given("shoe");
        fields.kind = given(of_type);
        change(fields);
    })
}

/// A new attribute set.
pub fn set(code: &str, document_type: &str, attributes: &[&str], variant_attributes: &[&str]) -> Action {
    change_set(code, Create, |fields| {
        fields.document_type = given(document_type);
        fields.attributes = all(attributes);
        fields.variant_attributes = all(variant_attributes);
    })
}

pub fn change_set(code: &str, mode: PutMode, change: impl FnOnce(&mut AttributeSetFields)) -> Action {
    let mut fields = AttributeSetFields::default();
    change(&mut fields);
    definition(code, mode, DefinitionFields::AttributeSet(fields))
}

pub fn all(codes: &[&str]) -> Patch<Vec<String>> {
    Patch::Value(codes.iter().map(|&code| code.to_owned()).collect())
}

pub fn change_attribute(code: &str, mode: PutMode, change: impl FnOnce(&mut AttributeFields)) -> Action {
    let mut fields = AttributeFields::default();
    change(&mut fields);
    definition(code, mode, DefinitionFields::Attribute(Box::new(fields)))
}

/// A new tag of shoes.
pub fn tag(code: &str, rules: &str) -> Action {
    change_tag(code, Create, |fields| fields.rules = Patch::Value(input(rules)))
}

/// One that doesn't exist yet is of shoes.
pub fn change_tag(code: &str, mode: PutMode, change: impl FnOnce(&mut TagFields)) -> Action {
    let mut fields = TagFields::default();
    if mode == Create {
        (fields.name, fields.color) = (labels(&[("en_GB", code)]), given("#2E7D32"));
        fields.document_type = given("shoe");
    }
    change(&mut fields);
    definition(code, mode, DefinitionFields::Tag(fields))
}

/// The workflow `way` of shoes, with these nodes; from each a transition leads to each of `a`, `b` and `c`.
pub fn workflow(nodes: &str) -> Action {
    let links = r#"{"to-a": {"to": "a"}, "to-b": {"to": "b"}, "to-c": {"to": "c"}}"#;
    change_workflow(Upsert, OnUse::Refuse, |fields| {
        (fields.name, fields.document_type) = (labels(&[("en_GB", "Way")]), given("shoe"));
        (fields.nodes, fields.links) = (Patch::Value(input(nodes)), Patch::Value(input(links)));
    })
}

pub fn change_workflow(mode: PutMode, on_use: OnUse, change: impl FnOnce(&mut WorkflowFields)) -> Action {
    let mut fields = WorkflowFields {
        name: Patch::Absent,
        description: Patch::Absent,
        document_type: Patch::Absent,
        nodes: Patch::Absent,
        links: Patch::Absent,
        on_use,
    };
    change(&mut fields);
    definition("way", mode, DefinitionFields::Workflow(fields))
}

/// An indicator for shoes that counts these attributes and link types.
pub fn indicator(code: &str, attributes: &[&str], link_types: &[&str]) -> Action {
    let codes = |codes: &[&str]| Patch::Value(codes.iter().map(|code| (*code).to_owned()).collect());
    let fields = CompletenessSettingFields {
        name: labels(&[("en_GB", code)]),
        document_type: given("shoe"),
        attributes: codes(attributes),
        link_types: codes(link_types),
        ..Default::default()
    };
    definition(code, Upsert, DefinitionFields::CompletenessSetting(fields))
}

pub fn value(attribute: &str, code: &str) -> Action {
    let (attribute, code) = (attribute.to_owned(), code.to_owned());
    let (name, sequence, active) = (Patch::Absent, Patch::Absent, Patch::Absent);
    Action::PutValue(PutValue { attribute, code, mode: Upsert, body_code: None, name, sequence, active })
}

pub fn delete(kind: ObjectKind, code: &str) -> Action {
    Action::DeleteObject { kind, code: code.to_owned(), recursive: false }
}

pub fn delete_tree(code: &str) -> Action {
    Action::DeleteObject { kind: Classification, code: code.to_owned(), recursive: true }
}

pub fn delete_definition(kind: DefinitionKind, code: &str) -> Action {
    Action::DeleteDefinition { kind, code: code.to_owned(), on_use: OnUse::Refuse }
}

/// From what uses it too.
pub fn clear_definition(kind: DefinitionKind, code: &str) -> Action {
    Action::DeleteDefinition { kind, code: code.to_owned(), on_use: OnUse::Clear }
}

pub fn delete_value(attribute: &str, code: &str, on_use: OnUse) -> Action {
    Action::DeleteValue { attribute: attribute.to_owned(), code: code.to_owned(), on_use }
}

pub fn given(text: &str) -> Patch<String> {
    Patch::Value(text.to_owned())
}

pub fn labels(pairs: &[(&str, &str)]) -> Patch<Labels> {
    Patch::Value(pairs.iter().map(|(locale, label)| ((*locale).to_owned(), (*label).to_owned())).collect())
}

pub fn input(json: &str) -> Input {
    Input::parse(json).unwrap_or_else(|error| panic!("{json}: {error}"))
}

/// All outcomes of a plan, which must be successes.
pub fn accept(plan: Plan) -> Vec<Done> {
    let done = |outcome: Result<Done, Problem>| outcome.unwrap_or_else(|problem| panic!("refused: {problem:?}"));
    plan.outcomes.into_iter().map(done).collect()
}

/// What the one command of a batch did.
pub fn effect(store: &mut Store, action: impl Into<Action>) -> Effect {
    accept(store.write([action.into()]))[0].effect
}

/// Why the one command of a batch failed. Nothing may have been written.
pub fn refusal(store: &mut Store, action: impl Into<Action>) -> Problem {
    refusal_of(store, Command { action: action.into(), expect: None })
}

pub fn refusal_of(store: &mut Store, command: Command) -> Problem {
    let plan = store.plan(&[command]);
    assert!(plan.changeset.is_empty() && plan.changeset.shown.is_empty(), "a failed command leaves no trace");
    plan.outcomes[0].clone().expect_err("refused")
}

/// The kind of a refusal, and each violation as `field: message`.
pub fn told(problem: &Problem) -> (Kind, Vec<String>) {
    (problem.kind, problem.violations.iter().map(|v| format!("{}: {}", path(&v.field), v.message)).collect())
}

/// The violations of an invalid command.
pub fn violations(store: &mut Store, action: impl Into<Action>) -> Vec<String> {
    let (kind, violations) = told(&refusal(store, action));
    assert_eq!(kind, Kind::Invalid);
    violations
}

/// Why what every instance has can't be taken away.
pub fn built_in(store: &mut Store, action: impl Into<Action>) -> String {
    let problem = refusal(store, action);
    assert_eq!(problem.kind, Kind::BuiltIn, "{problem}");
    problem.message
}

/// The message of a conflict.
pub fn conflict(store: &mut Store, action: impl Into<Action>) -> String {
    let problem = refusal(store, action);
    assert_eq!(problem.kind, Kind::Conflict, "{problem}");
    problem.message
}

/// The warnings of a command that succeeds, as `field: message`.
pub fn warnings(store: &mut Store, action: impl Into<Action>) -> Vec<String> {
    let done = accept(store.write([action.into()]));
    done[0].warnings.iter().map(|v| format!("{}: {}", path(&v.field), v.message)).collect()
}

pub fn path(field: &Field) -> String {
    match field {
        Field::Classifications(n) => format!("classifications[{n}]"),
        Field::Item(list, n, part) => format!("{list}[{n}].{part}"),
        Field::Attribute(code) => format!("attributes.{code}"),
        Field::Localised(code, locale) => format!("attributes.{code}.{locale}"),
        Field::Property(name) => (*name).to_owned(),
        other => format!("{other:?}").to_lowercase(),
    }
}

/// A stored object's values as JSON.
pub fn body(store: &Store, kind: ObjectKind, code: &str) -> Json {
    serde_json::from_str(&object(store, kind, code).body.to_json()).expect("JSON")
}

pub fn object<'a>(store: &'a Store, kind: ObjectKind, code: &str) -> &'a Object {
    store.find(kind, code).unwrap_or_else(|| panic!("{} {code} is stored", kind.name()))
}

/// A document's classifications.
pub fn places(store: &Store, code: &str) -> Vec<String> {
    object(store, Document, code).placements.iter().map(|at| at.code.clone()).collect()
}
