//! What a line of a file is.

use serde::{Deserialize, Serialize};

use crate::object::ObjectKind;
use crate::problem::{Field, Violation};
use crate::schema::{DefinitionKind, Schema};

/// The things that the lines of a file are.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Target {
    /// Objects of a kind, and of the document type or link type with this code; without one a column names it.
    Objects(ObjectKind, Option<String>),
    /// Predefined values.
    Values,
    /// Pairs of the key-value store.
    KeyValues,
    /// Definitions of a kind.
    Definitions(DefinitionKind),
}

const VALUES: &str = "predefined-value";
const KEY_VALUES: &str = "keyvalues";

/// Characters of a sheet's name that a workbook takes.
const SHEET_NAME: usize = 31;

impl Target {
    /// The target of that name: `document.shoe`, `variant.shoe`, `asset`, `classification`, `link.upsell`,
    /// `predefined-value`, or the name of a resource in API v5, such as `attributes`.
    pub fn from_name(name: &str) -> Option<Self> {
        if let Some((kind, code)) = name.split_once('.') {
            let kind = ObjectKind::from_name(kind).filter(|kind| is_typed(*kind))?;
            return (!code.is_empty()).then(|| Self::Objects(kind, Some(code.to_owned())));
        }
        let singular = name.strip_suffix('s').unwrap_or(name);
        if let Some(kind) = ObjectKind::from_name(singular) {
            return Some(Self::Objects(kind, None));
        }
        match name {
            VALUES | "predefined-values" => Some(Self::Values),
            KEY_VALUES => Some(Self::KeyValues),
            _ => {
                let kind = DefinitionKind::ALL.iter().find(|kind| resource(**kind) == name)?;
                Some(Self::Definitions(*kind))
            }
        }
    }

    /// Its name.
    pub fn name(&self) -> String {
        match self {
            Self::Objects(kind, Some(code)) => format!("{}.{code}", kind.name()),
            Self::Objects(kind, None) => kind.name().to_owned(),
            Self::Values => VALUES.to_owned(),
            Self::KeyValues => KEY_VALUES.to_owned(),
            Self::Definitions(kind) => resource(*kind).to_owned(),
        }
    }

    /// The same as a file or a sheet may be called, whose names hold no slash.
    pub fn file_name(&self) -> String {
        self.name().replace('/', "-")
    }

    /// The target that a file or a sheet is called after.
    pub fn from_file_name(name: &str) -> Option<Self> {
        Self::from_name(name).or_else(|| Self::from_name(&name.replacen('-', "/", 1)))
    }

    /// The target that a sheet is called after, of which it may hold a part (`assets (2)`). Of a long name a workbook
    /// keeps the beginning; it will do where only one name begins so.
    pub fn from_sheet_name(name: &str, schema: &Schema) -> Option<Self> {
        let begins = without_number(name);
        let named = Self::from_file_name(begins);
        let is_there = named.as_ref().is_some_and(|target| target.check(schema).is_none());
        if is_there || ![name, begins].iter().any(|name| name.chars().count() == SHEET_NAME) {
            return named;
        }
        let typed = [ObjectKind::Document, ObjectKind::Variant, ObjectKind::Link];
        let all = typed.into_iter().flat_map(|kind| Self::all_of(kind, schema));
        let mut cut = all.filter(|target| target.name().starts_with(begins));
        match (cut.next(), cut.next()) {
            (Some(only), None) => Some(only),
            _ => named,
        }
    }

    /// The targets of all types of a kind.
    pub(super) fn all_of(kind: ObjectKind, schema: &Schema) -> Vec<Self> {
        let of = match kind {
            ObjectKind::Document | ObjectKind::Variant => DefinitionKind::DocumentType,
            ObjectKind::Link => DefinitionKind::LinkType,
            ObjectKind::Asset | ObjectKind::Classification => return vec![Self::Objects(kind, None)],
        };
        schema.all(of).map(|own| Self::Objects(kind, Some(own.code.clone()))).collect()
    }

    /// What API v5 calls the list of such things.
    pub fn resource(&self) -> &'static str {
        match self {
            Self::Objects(ObjectKind::Document, _) => "documents",
            Self::Objects(ObjectKind::Variant, _) => "variants",
            Self::Objects(ObjectKind::Classification, _) => "classifications",
            Self::Objects(ObjectKind::Asset, _) => "assets",
            Self::Objects(ObjectKind::Link, _) => "links",
            Self::Values => "predefined-values",
            Self::KeyValues => KEY_VALUES,
            Self::Definitions(kind) => resource(*kind),
        }
    }

    /// The kind of object.
    pub fn object_kind(&self) -> Option<ObjectKind> {
        match self {
            Self::Objects(kind, _) => Some(*kind),
            _ => None,
        }
    }

    /// The document type or link type.
    pub fn type_code(&self) -> Option<&str> {
        match self {
            Self::Objects(_, code) => code.as_deref(),
            _ => None,
        }
    }

    /// What is wrong with it: there is no such document type or link type.
    pub fn check(&self, schema: &Schema) -> Option<Violation> {
        let code = self.type_code()?;
        let is_link = self.object_kind() == Some(ObjectKind::Link);
        let kind = if is_link { DefinitionKind::LinkType } else { DefinitionKind::DocumentType };
        if schema.definition(kind, code).is_some() {
            return None;
        }
        let message = format!("There is no {} \"{}\".", kind.words(), code.escape_debug());
        Some(Violation::new(Field::Property("model"), "unknown_reference", message))
    }

    /// Where it comes when several files are imported together: what others name comes first.
    pub fn rank(&self) -> u8 {
        match self {
            Self::Definitions(kind) => definition_rank(*kind),
            Self::Values => 10,
            Self::Objects(ObjectKind::Classification, _) => 11,
            Self::Objects(ObjectKind::Asset, _) => 12,
            Self::Objects(ObjectKind::Document, _) => 13,
            Self::Objects(ObjectKind::Variant, _) => 14,
            Self::Objects(ObjectKind::Link, _) => 15,
            Self::KeyValues => 16,
        }
    }
}

/// The name without the number of a sheet that goes on where another was full, or that has the name of another.
pub(super) fn without_number(name: &str) -> &str {
    let number = name.strip_suffix(')').and_then(|name| name.rsplit_once(" ("));
    match number {
        Some((name, number)) if number.parse::<u32>().is_ok() => name,
        _ => name,
    }
}

/// Whether a type tells which attributes such objects have.
fn is_typed(kind: ObjectKind) -> bool {
    matches!(kind, ObjectKind::Document | ObjectKind::Variant | ObjectKind::Link)
}

/// What API v5 calls the list of such definitions.
fn resource(kind: DefinitionKind) -> &'static str {
    match kind {
        DefinitionKind::Locale => "locales",
        DefinitionKind::DocumentType => "document-types",
        DefinitionKind::Attribute => "attributes",
        DefinitionKind::LinkType => "link-types",
        DefinitionKind::Catalog => "catalogs",
        DefinitionKind::AttributeGroup => "attribute-groups",
        DefinitionKind::AttributeSet => "attributes-sets",
        DefinitionKind::MeasureFamily => "measure-families",
        DefinitionKind::Role => "users/groups",
        DefinitionKind::ClassificationAccess => "classification-access-profiles",
        DefinitionKind::AttributeAccess => "attribute-access-profiles",
        DefinitionKind::ImageProfile => "image-profiles",
        DefinitionKind::Tag => "tags",
        DefinitionKind::Workflow => "workflows",
        DefinitionKind::CompletenessSetting => "completeness-settings",
        DefinitionKind::ImportProfile => "import-profiles",
        DefinitionKind::ExportProfile => "export-profiles",
        DefinitionKind::ImportPlanning => "plannings/imports",
        DefinitionKind::ExportPlanning => "plannings/exports",
        DefinitionKind::Webhook => "webhooks",
        DefinitionKind::App => "apps",
    }
}

fn definition_rank(kind: DefinitionKind) -> u8 {
    match kind {
        DefinitionKind::Locale | DefinitionKind::ImageProfile => 0,
        DefinitionKind::Catalog | DefinitionKind::MeasureFamily | DefinitionKind::Role => 1,
        DefinitionKind::DocumentType => 2,
        DefinitionKind::LinkType | DefinitionKind::AttributeGroup => 3,
        DefinitionKind::Attribute => 4,
        DefinitionKind::AttributeSet
        | DefinitionKind::ClassificationAccess
        | DefinitionKind::AttributeAccess
        | DefinitionKind::Tag
        | DefinitionKind::Workflow
        | DefinitionKind::CompletenessSetting => 5,
        DefinitionKind::ImportProfile
        | DefinitionKind::ExportProfile
        | DefinitionKind::Webhook
        | DefinitionKind::App => 6,
        DefinitionKind::ImportPlanning | DefinitionKind::ExportPlanning => 7,
    }
}

impl From<Target> for String {
    fn from(target: Target) -> Self {
        target.name()
    }
}

impl TryFrom<String> for Target {
    type Error = String;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        Self::from_name(&name).ok_or_else(|| format!("there is no target \"{name}\""))
    }
}
