//! Commands, as a face makes them.

use app::{App, Mode, Options};
use model::changes::Outcome;
use model::command::{
    Action, AttributeFields, AttributeSetFields, Command, CompletenessSettingFields, DefinitionFields,
    DocumentTypeFields, LocaleFields, MeasureFamilyFields, OnUse, Patch, PutDefinition, PutMode, PutObject, PutValue,
    TagFields, ValueInput, WorkflowFields,
};
use model::input::Input;
use model::object::ObjectKind;
use model::permission::{Actor, Origin, Rights};
use model::schema::DefinitionKind;

pub fn actor() -> Actor {
    Actor::program("writer", Rights::FULL, Origin::V5)
}

/// Each command by itself: what came of it.
pub async fn write(app: &App, commands: Vec<Command>) -> Vec<Outcome> {
    app.write(&actor(), commands, Options::of(Mode::EachAlone)).await.unwrap()
}

/// What nothing may be wrong with.
pub async fn must_write(app: &App, commands: Vec<Command>) {
    for chunk in commands.chunks(500) {
        for (command, outcome) in chunk.iter().zip(write(app, chunk.to_vec()).await) {
            assert!(outcome.is_ok(), "{command:?}: {outcome:?}");
        }
    }
}

fn command(action: Action) -> Command {
    Command { action, expect: None }
}

fn define(code: &str, fields: DefinitionFields) -> Command {
    command(Action::PutDefinition(PutDefinition { code: code.into(), mode: PutMode::Upsert, body_code: None, fields }))
}

pub fn locale(code: &str) -> Command {
    let fields = LocaleFields { is_data: Patch::Value(true), is_active: Patch::Value(true), ..LocaleFields::default() };
    define(code, DefinitionFields::Locale(fields))
}

/// The title attribute must be there.
pub fn document_type(code: &str, title: Option<&str>) -> Command {
    let fields = DocumentTypeFields {
        name: Patch::Value([("en_GB".to_owned(), code.to_owned())].into()),
        has_variants: Patch::Value(true),
        title_attribute: title.map_or(Patch::Absent, |title| Patch::Value(title.into())),
        ..DocumentTypeFields::default()
    };
    define(code, DefinitionFields::DocumentType(fields))
}

/// A set of these attributes.
pub fn attribute_set(code: &str, document_type: &str, attributes: &[&str]) -> Command {
    let fields = AttributeSetFields {
        document_type: Patch::Value(document_type.into()),
        attributes: Patch::Value(attributes.iter().map(|&code| code.to_owned()).collect()),
        ..AttributeSetFields::default()
    };
    define(code, DefinitionFields::AttributeSet(fields))
}

/// Units with their factors, the base unit first.
pub fn measure_family(code: &str, units: &[(&str, &str)]) -> Command {
    let unit = |(unit, factor): &(&str, &str)| {
        let texts =
            [("id", *unit), ("factor", *factor)].map(|(name, text)| (name.to_owned(), Input::Text(text.into())));
        Input::Map(texts.into())
    };
    let fields = MeasureFamilyFields {
        base_unit: units.first().map_or(Patch::Absent, |(unit, _)| Patch::Value((*unit).into())),
        units: Patch::Value(Input::List(units.iter().map(unit).collect())),
        ..MeasureFamilyFields::default()
    };
    define(code, DefinitionFields::MeasureFamily(fields))
}

/// An attribute of an object type, of documents and variants of that document type.
pub fn attribute(
    code: &str,
    holder: ObjectKind,
    owner: &str,
    kind: &str,
    amend: impl FnOnce(&mut AttributeFields),
) -> Command {
    let is_node = holder == ObjectKind::Classification;
    let mut fields = AttributeFields {
        object_type: Patch::Value(holder.name().into()),
        document_type: if is_node { Patch::Absent } else { Patch::Value(owner.into()) },
        kind: Patch::Value(kind.into()),
        ..AttributeFields::default()
    };
    amend(&mut fields);
    define(code, DefinitionFields::Attribute(Box::new(fields)))
}

/// Changes what an attribute says of itself.
pub fn amend_attribute(code: &str, amend: impl FnOnce(&mut AttributeFields)) -> Command {
    let mut fields = AttributeFields::default();
    amend(&mut fields);
    define(code, DefinitionFields::Attribute(Box::new(fields)))
}

/// A tag of documents of that type, with rules in JSON.
pub fn tag(code: &str, document_type: &str, rules: &serde_json::Value) -> Command {
    let fields = TagFields {
        name: Patch::Value([("en_GB".to_owned(), code.to_owned())].into()),
        document_type: Patch::Value(document_type.into()),
        color: Patch::Value("#2E7D32".into()),
        rules: Patch::Value(Input::parse(&rules.to_string()).unwrap()),
        ..TagFields::default()
    };
    define(code, DefinitionFields::Tag(fields))
}

pub fn delete_attribute(code: &str) -> Command {
    command(Action::DeleteDefinition { kind: DefinitionKind::Attribute, code: code.into(), on_use: OnUse::Refuse })
}

/// A workflow with these nodes, to each of which a transition leads from anywhere.
pub fn workflow(code: &str, document_type: &str, nodes: &[&str]) -> Command {
    let node = |node: &&str| ((*node).to_owned(), Input::Map(Vec::new()));
    let to = |node: &str| Input::Map(vec![("to".to_owned(), Input::Text(node.to_owned()))]);
    let link = |node: &&str| ((*node).to_owned(), to(node));
    let fields = WorkflowFields {
        name: Patch::Value([("en_GB".to_owned(), code.to_owned())].into()),
        description: Patch::Absent,
        document_type: Patch::Value(document_type.into()),
        nodes: Patch::Value(Input::Map(nodes.iter().map(node).collect())),
        links: Patch::Value(Input::Map(nodes.iter().map(link).collect())),
        on_use: OnUse::Refuse,
    };
    define(code, DefinitionFields::Workflow(fields))
}

/// Takes a node away, and the transition to it.
pub fn without_node(workflow: &str, node: &str) -> Command {
    let gone = || Patch::Value(Input::Map(vec![(node.to_owned(), Input::Null)]));
    let fields = WorkflowFields {
        name: Patch::Absent,
        description: Patch::Absent,
        document_type: Patch::Absent,
        nodes: gone(),
        links: gone(),
        on_use: OnUse::Clear,
    };
    define(workflow, DefinitionFields::Workflow(fields))
}

pub fn delete_workflow(code: &str) -> Command {
    command(Action::DeleteDefinition { kind: DefinitionKind::Workflow, code: code.into(), on_use: OnUse::Clear })
}

/// An indicator of documents of that type.
pub fn indicator(code: &str, document_type: &str, attributes: &[&str]) -> Command {
    let fields = CompletenessSettingFields {
        name: Patch::Value([("en_GB".to_owned(), code.to_owned())].into()),
        document_type: Patch::Value(document_type.into()),
        attributes: Patch::Value(attributes.iter().map(|&code| code.to_owned()).collect()),
        ..CompletenessSettingFields::default()
    };
    define(code, DefinitionFields::CompletenessSetting(fields))
}

pub fn delete_attribute_set(code: &str) -> Command {
    command(Action::DeleteDefinition { kind: DefinitionKind::AttributeSet, code: code.into(), on_use: OnUse::Clear })
}

pub fn option(attribute: &str, code: &str) -> Command {
    command(Action::PutValue(PutValue {
        attribute: attribute.into(),
        code: code.into(),
        mode: PutMode::Upsert,
        body_code: None,
        name: Patch::Absent,
        sequence: Patch::Absent,
        active: Patch::Value(true),
    }))
}

pub fn delete_option(attribute: &str, code: &str) -> Command {
    command(Action::DeleteValue { attribute: attribute.into(), code: code.into(), on_use: OnUse::Clear })
}

pub fn object(kind: ObjectKind, code: &str, amend: impl FnOnce(&mut PutObject)) -> Command {
    let mut put = PutObject::new(kind, code, PutMode::Upsert);
    amend(&mut put);
    command(Action::PutObject(put))
}

pub fn delete(kind: ObjectKind, code: &str) -> Command {
    command(Action::DeleteObject { kind, code: code.into(), recursive: true })
}

/// Values as v5 takes them, from JSON.
pub fn values(json: &serde_json::Value) -> Vec<(String, ValueInput)> {
    let pairs = json.as_object().expect("a map").iter();
    pairs.map(|(code, value)| (code.clone(), ValueInput::Whole(Input::parse(&value.to_string()).unwrap()))).collect()
}
