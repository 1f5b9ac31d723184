//! What the demo's products refer to, as it is written down in `model.json`, and the commands that make it.

mod commands;

use std::collections::BTreeMap;

use model::command::Command;
use model::input::Input;
use model::object::ObjectKind;
use model::schema::Labels;
use serde::Deserialize;

use commands::value;

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
    /// What it is called, by locale.
    pub name: Labels,
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
