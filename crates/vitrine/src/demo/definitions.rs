//! What the demo's products refer to, as it is written down in `model.json`, and the commands that make it.

use std::collections::BTreeMap;

use model::command::{
    Action, AttributeFields, AttributeGroupFields, AttributeSetFields, CatalogFields, Command,
    CompletenessSettingFields, DefinitionFields, DocumentTypeFields, LocaleFields, MeasureFamilyFields, OnUse, Patch,
    PutDefinition, PutMode, PutObject, PutValue, TagFields, ValueInput, WorkflowFields,
};
use model::input::Input;
use model::object::ObjectKind;
use model::schema::{CatalogContent, Labels};
use serde::Deserialize;

use super::object;

/// The attribute that says in which finish something comes.
const FINISH: &str = "product_finish";

/// All of it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Model {
    locales: Vec<Locale>,
    document_type: DocumentType,
    measure_families: Vec<MeasureFamily>,
    groups: Vec<Group>,
    /// The attributes.
    pub attributes: Vec<Attribute>,
    sets: Vec<Set>,
    finishes: Vec<Finish>,
    values: BTreeMap<String, Vec<Value>>,
    tags: Vec<Tag>,
    workflows: Vec<Workflow>,
    indicators: Vec<Indicator>,
    channels: Vec<Channel>,
    classifications: Vec<Classification>,
}

#[derive(Deserialize)]
struct Locale {
    code: String,
    name: String,
}

#[derive(Deserialize)]
struct DocumentType {
    code: String,
    name: Labels,
    description: Labels,
    title: String,
}

/// An attribute of the document type, or of classifications or assets.
#[derive(Deserialize)]
pub struct Attribute {
    code: String,
    of: ObjectKind,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    section: Option<String>,
    name: Labels,
    #[serde(default)]
    description: Labels,
    #[serde(default)]
    localised: bool,
    #[serde(default)]
    inherited: bool,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    unique: bool,
    #[serde(default)]
    searchable: bool,
    constraints: Option<Input>,
    family: Option<String>,
    /// What in files gives it values.
    sources: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct MeasureFamily {
    code: String,
    name: Labels,
    base: String,
    units: Input,
}

#[derive(Deserialize)]
struct Group {
    code: String,
    level: i64,
    parent: Option<String>,
    name: Labels,
}

/// The attributes of all sections but some.
#[derive(Deserialize)]
struct Set {
    code: String,
    name: Labels,
    without: Vec<String>,
}

/// A finish that products come in.
#[derive(Deserialize)]
pub struct Finish {
    code: String,
    /// Its two letters in a reference.
    pub short: String,
    /// Its colour, `#RRGGBB`.
    pub swatch: String,
    name: Labels,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Indicator {
    code: String,
    name: Labels,
    color: String,
    attributes: Vec<String>,
    link_types: Vec<String>,
}

#[derive(Deserialize)]
struct Channel {
    code: String,
    name: String,
}

#[derive(Deserialize)]
struct Value {
    code: String,
    name: Labels,
}

#[derive(Deserialize)]
struct Tag {
    code: String,
    name: Labels,
    color: String,
    #[serde(default)]
    default: bool,
    rules: Option<Input>,
}

#[derive(Deserialize)]
struct Workflow {
    code: String,
    name: Labels,
    nodes: Input,
    links: Input,
}

#[derive(Deserialize)]
struct Classification {
    code: String,
    parent: String,
    name: Input,
    catalog: Option<String>,
    /// Of a channel: the classes whose products lie there.
    #[serde(default)]
    takes: Vec<String>,
}

impl Model {
    /// The model that this program carries.
    #[expect(clippy::expect_used, reason = "the file is part of the program, and a test reads it")]
    pub fn read() -> Self {
        serde_json::from_str(include_str!("model.json")).expect("model.json is of this shape")
    }

    /// The type of all documents.
    pub fn document_type(&self) -> &str {
        &self.document_type.code
    }

    /// The workflow of all documents.
    pub fn workflow(&self) -> &str {
        self.workflows.first().map_or("", |workflow| &workflow.code)
    }

    /// A finish. Panics for one that the file doesn't have, which a test finds.
    #[expect(clippy::expect_used, reason = "the files are part of the program, and a test reads them")]
    pub fn finish(&self, code: &str) -> &Finish {
        self.finishes.iter().find(|finish| finish.code == code).expect("a finish of model.json")
    }

    /// Where products of these classes lie in the channels, in the printed one if `is_printed`.
    pub fn shelves<'a>(&'a self, classes: &'a [String], is_printed: bool) -> impl Iterator<Item = &'a str> {
        let taking =
            self.classifications.iter().filter(move |one| one.takes.iter().any(|class| classes.contains(class)));
        let open = taking.filter(move |one| is_printed || one.catalog.as_deref() != Some("PRT"));
        open.map(|one| one.code.as_str())
    }

    /// The commands, in batches that each stand on those before.
    pub fn steps(&self) -> Vec<Vec<Command>> {
        let document_type = &self.document_type.code;
        let finishes = self.finishes.iter().map(|one| value(FINISH, &one.code, &one.name));
        let values = self.values.iter().flat_map(|(attribute, list)| list.iter().map(move |one| (attribute, one)));
        let values = values.map(|(attribute, one)| value(attribute, &one.code, &one.name));
        vec![
            self.locales.iter().map(Locale::command).collect(),
            vec![self.document_type.command()],
            self.measure_families.iter().map(MeasureFamily::command).collect(),
            self.groups.iter().map(|one| one.command(document_type)).collect(),
            self.attributes.iter().map(|one| one.command(document_type)).collect(),
            vec![self.document_type.title_command()],
            self.sets.iter().map(|one| one.command(self)).collect(),
            self.workflows.iter().map(|one| one.command(document_type)).collect(),
            finishes.chain(values).collect(),
            self.tags.iter().map(|one| one.command(document_type)).collect(),
            self.indicators.iter().map(|one| one.command(document_type)).collect(),
            self.channels.iter().map(Channel::command).collect(),
            self.classifications.iter().map(Classification::command).collect(),
        ]
    }
}

impl Locale {
    fn command(&self) -> Command {
        let fields = LocaleFields {
            name: Patch::Value(self.name.clone()),
            is_data: Patch::Value(true),
            is_interface: Patch::Value(true),
            is_active: Patch::Value(true),
            ..LocaleFields::default()
        };
        define(&self.code, DefinitionFields::Locale(fields))
    }
}

impl DocumentType {
    fn command(&self) -> Command {
        let fields = DocumentTypeFields {
            name: Patch::Value(self.name.clone()),
            description: Patch::Value(self.description.clone()),
            has_variants: Patch::Value(true),
            ..DocumentTypeFields::default()
        };
        define(&self.code, DefinitionFields::DocumentType(fields))
    }

    /// The title attribute needs the type to be there, and the type its title attribute.
    fn title_command(&self) -> Command {
        let fields = DocumentTypeFields { title_attribute: Patch::Value(self.title.clone()), ..Default::default() };
        define(&self.code, DefinitionFields::DocumentType(fields))
    }
}

impl Attribute {
    fn command(&self, document_type: &str) -> Command {
        let owner = match self.of {
            ObjectKind::Classification | ObjectKind::Asset | ObjectKind::Link => Patch::Absent,
            ObjectKind::Document | ObjectKind::Variant => Patch::Value(document_type.to_owned()),
        };
        let fields = AttributeFields {
            object_type: Patch::Value(self.of.name().to_owned()),
            document_type: owner,
            kind: Patch::Value(self.kind.clone()),
            name: Patch::Value(self.name.clone()),
            description: Patch::Value(self.description.clone()),
            is_localizable: Patch::Value(self.localised),
            is_inherited: Patch::Value(self.inherited),
            is_required: Patch::Value(self.required),
            is_unique: Patch::Value(self.unique),
            is_searchable: Patch::Value(self.searchable),
            constraints: self.constraints.clone().map_or(Patch::Absent, Patch::Value),
            section: self.section.clone().map_or(Patch::Absent, Patch::Value),
            measure_family: self.family.clone().map_or(Patch::Absent, Patch::Value),
            metadata_sources: self.sources.clone().map_or(Patch::Absent, Patch::Value),
            ..AttributeFields::default()
        };
        define(&self.code, DefinitionFields::Attribute(Box::new(fields)))
    }
}

impl MeasureFamily {
    fn command(&self) -> Command {
        let fields = MeasureFamilyFields {
            name: Patch::Value(self.name.clone()),
            base_unit: Patch::Value(self.base.clone()),
            units: Patch::Value(self.units.clone()),
        };
        define(&self.code, DefinitionFields::MeasureFamily(fields))
    }
}

impl Workflow {
    fn command(&self, document_type: &str) -> Command {
        let fields = WorkflowFields {
            name: Patch::Value(self.name.clone()),
            description: Patch::Absent,
            document_type: Patch::Value(document_type.to_owned()),
            nodes: Patch::Value(self.nodes.clone()),
            links: Patch::Value(self.links.clone()),
            on_use: OnUse::Refuse,
        };
        define(&self.code, DefinitionFields::Workflow(fields))
    }
}

impl Group {
    fn command(&self, document_type: &str) -> Command {
        let fields = AttributeGroupFields {
            name: Patch::Value(self.name.clone()),
            level: Patch::Value(self.level),
            parent: self.parent.clone().map_or(Patch::Absent, Patch::Value),
            object_type: Patch::Value(ObjectKind::Document.name().to_owned()),
            document_type: Patch::Value(document_type.to_owned()),
            sequence: Patch::Absent,
        };
        define(&self.code, DefinitionFields::AttributeGroup(fields))
    }
}

impl Set {
    fn command(&self, model: &Model) -> Command {
        let is_in = |one: &&Attribute| one.section.as_ref().is_none_or(|section| !self.without.contains(section));
        let of = |kind: ObjectKind| {
            let own = model.attributes.iter().filter(is_in).filter(move |one| one.of == kind);
            Patch::Value(own.map(|one| one.code.clone()).collect())
        };
        let fields = AttributeSetFields {
            name: Patch::Value(self.name.clone()),
            document_type: Patch::Value(model.document_type.code.clone()),
            attributes: of(ObjectKind::Document),
            variant_attributes: of(ObjectKind::Variant),
            is_default: Patch::Absent,
        };
        define(&self.code, DefinitionFields::AttributeSet(fields))
    }
}

impl Indicator {
    fn command(&self, document_type: &str) -> Command {
        let fields = CompletenessSettingFields {
            name: Patch::Value(self.name.clone()),
            color: Patch::Value(self.color.clone()),
            document_type: Patch::Value(document_type.to_owned()),
            attributes: Patch::Value(self.attributes.clone()),
            link_types: Patch::Value(self.link_types.clone()),
        };
        define(&self.code, DefinitionFields::CompletenessSetting(fields))
    }
}

impl Channel {
    fn command(&self) -> Command {
        let fields = CatalogFields {
            name: Patch::Value(self.name.clone()),
            description: Patch::Absent,
            object_type: Patch::Value(CatalogContent::Document),
        };
        define(&self.code, DefinitionFields::Catalog(fields))
    }
}

impl Tag {
    fn command(&self, document_type: &str) -> Command {
        let fields = TagFields {
            name: Patch::Value(self.name.clone()),
            document_type: Patch::Value(document_type.to_owned()),
            color: Patch::Value(self.color.clone()),
            is_default: Patch::Value(self.default),
            rules: self.rules.clone().map_or(Patch::Absent, Patch::Value),
            ..TagFields::default()
        };
        define(&self.code, DefinitionFields::Tag(fields))
    }
}

impl Classification {
    fn command(&self) -> Command {
        let name = ("classification_name".to_owned(), ValueInput::Whole(self.name.clone()));
        object(PutObject {
            parent: Patch::Value(self.parent.clone()),
            catalogs: self.catalog.clone().map_or(Patch::Absent, |code| Patch::Value(vec![code])),
            values: vec![name],
            ..PutObject::new(ObjectKind::Classification, &self.code, PutMode::Upsert)
        })
    }
}

/// A value of a list.
fn value(attribute: &str, code: &str, name: &Labels) -> Command {
    let action = Action::PutValue(PutValue {
        attribute: attribute.to_owned(),
        code: code.to_owned(),
        mode: PutMode::Upsert,
        body_code: None,
        name: Patch::Value(name.clone()),
        sequence: Patch::Absent,
        active: Patch::Value(true),
    });
    Command { action, expect: None }
}

fn define(code: &str, fields: DefinitionFields) -> Command {
    let definition = PutDefinition { code: code.to_owned(), mode: PutMode::Upsert, body_code: None, fields };
    Command { action: Action::PutDefinition(definition), expect: None }
}
