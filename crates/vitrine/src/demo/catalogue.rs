//! The demo's two files, and the commands that they stand for.

use std::collections::BTreeMap;

use model::command::{
    Action, AttributeFields, Command, DefinitionFields, DocumentTypeFields, LocaleFields, MeasureFamilyFields, OnUse,
    Patch, PutDefinition, PutMode, PutObject, PutValue, TagFields, ValueInput, WorkflowFields,
};
use model::input::Input;
use model::object::ObjectKind;
use model::schema::Labels;
use serde::Deserialize;

/// All that the demo brings.
pub struct Catalogue {
    model: Model,
    /// Documents with their variants.
    pub products: Vec<Product>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Model {
    locales: Vec<Locale>,
    document_type: DocumentType,
    measure_families: Vec<MeasureFamily>,
    attributes: Vec<Attribute>,
    values: BTreeMap<String, Vec<Value>>,
    tags: Vec<Tag>,
    workflows: Vec<Workflow>,
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

#[derive(Deserialize)]
struct Attribute {
    code: String,
    of: ObjectKind,
    #[serde(rename = "type")]
    kind: String,
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
}

#[derive(Deserialize)]
struct MeasureFamily {
    code: String,
    name: Labels,
    base: String,
    units: Input,
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
}

/// A document with its variants.
#[derive(Deserialize)]
pub struct Product {
    code: String,
    classifications: Vec<String>,
    attributes: BTreeMap<String, Input>,
    variants: Vec<Variant>,
}

#[derive(Deserialize)]
struct Variant {
    code: String,
    attributes: BTreeMap<String, Input>,
}

impl Catalogue {
    /// The catalogue that this program carries.
    #[expect(clippy::expect_used, reason = "the files are part of the program, and a test reads them")]
    pub fn read() -> Self {
        let model = serde_json::from_str(include_str!("model.json")).expect("model.json is of this shape");
        let products = serde_json::from_str(include_str!("products.json")).expect("products.json is of this shape");
        Self { model, products }
    }

    /// Whether a document of that code is the demo's.
    pub fn has(&self, document: &str) -> bool {
        self.products.iter().any(|product| product.code == document)
    }

    /// The commands, in batches that each stand on those before.
    pub fn steps(&self) -> Vec<Vec<Command>> {
        let Model { locales, document_type, measure_families, attributes, values, tags, workflows, classifications } =
            &self.model;
        vec![
            locales.iter().map(Locale::command).collect(),
            vec![document_type.command()],
            measure_families.iter().map(MeasureFamily::command).collect(),
            attributes.iter().map(|one| one.command(&document_type.code)).collect(),
            vec![document_type.title_command()],
            workflows.iter().map(|one| one.command(&document_type.code)).collect(),
            values.iter().flat_map(|(attribute, list)| list.iter().map(|one| one.command(attribute))).collect(),
            tags.iter().map(|one| one.command(&document_type.code)).collect(),
            classifications.iter().map(Classification::command).collect(),
            self.products.iter().map(|one| one.command(&document_type.code)).collect(),
            self.products.iter().flat_map(Product::variant_commands).collect(),
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
            measure_family: self.family.clone().map_or(Patch::Absent, Patch::Value),
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

impl Value {
    fn command(&self, attribute: &str) -> Command {
        let action = Action::PutValue(PutValue {
            attribute: attribute.to_owned(),
            code: self.code.clone(),
            mode: PutMode::Upsert,
            body_code: None,
            name: Patch::Value(self.name.clone()),
            sequence: Patch::Absent,
            active: Patch::Value(true),
        });
        Command { action, expect: None }
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
            values: vec![name],
            ..PutObject::new(ObjectKind::Classification, &self.code, PutMode::Upsert)
        })
    }
}

impl Product {
    fn command(&self, document_type: &str) -> Command {
        object(PutObject {
            document_type: Patch::Value(document_type.to_owned()),
            classifications: Patch::Value(self.classifications.clone()),
            values: whole(&self.attributes),
            ..PutObject::new(ObjectKind::Document, &self.code, PutMode::Upsert)
        })
    }

    fn variant_commands(&self) -> impl Iterator<Item = Command> {
        self.variants.iter().map(|variant| {
            object(PutObject {
                parent: Patch::Value(self.code.clone()),
                values: whole(&variant.attributes),
                ..PutObject::new(ObjectKind::Variant, &variant.code, PutMode::Upsert)
            })
        })
    }
}

fn whole(values: &BTreeMap<String, Input>) -> Vec<(String, ValueInput)> {
    values.iter().map(|(code, input)| (code.clone(), ValueInput::Whole(input.clone()))).collect()
}

fn define(code: &str, fields: DefinitionFields) -> Command {
    let definition = PutDefinition { code: code.to_owned(), mode: PutMode::Upsert, body_code: None, fields };
    Command { action: Action::PutDefinition(definition), expect: None }
}

fn object(put: PutObject) -> Command {
    Command { action: Action::PutObject(put), expect: None }
}

#[cfg(test)]
mod tests {
    use super::Catalogue;
    use model::attribute::AttributeType;

    #[test]
    fn the_demo_shows_every_type_of_attribute() {
        let catalogue = Catalogue::read();
        for kind in AttributeType::names() {
            assert!(catalogue.model.attributes.iter().any(|one| one.kind == kind), "{kind}");
        }
        assert_eq!(catalogue.products.len(), 12);
        assert!(catalogue.has("alder-armchair"));
    }
}
