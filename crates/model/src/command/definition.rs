//! Definitions to create or change.

use super::{OnUse, Patch, PutMode};
use crate::input::Input;
use crate::schema::{CatalogContent, DefinitionKind, Labels};

/// A definition to create or change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutDefinition {
    /// Its code.
    pub code: String,
    /// Whether it may, or must, exist.
    pub mode: PutMode,
    /// A code in the body that must be the same as `code`.
    pub body_code: Option<String>,
    /// What changes, by kind.
    pub fields: DefinitionFields,
}

/// The fields of a definition, by kind. Labels merge by locale, an empty or null text removes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DefinitionFields {
    /// Of a locale.
    Locale(LocaleFields),
    /// Of a document type.
    DocumentType(DocumentTypeFields),
    /// Of an attribute.
    Attribute(Box<AttributeFields>),
    /// Of a link type.
    LinkType(LinkTypeFields),
    /// Of a catalog.
    Catalog(CatalogFields),
    /// Of a group of attributes.
    AttributeGroup(AttributeGroupFields),
    /// Of a set of attributes.
    AttributeSet(AttributeSetFields),
    /// Of a family of units.
    MeasureFamily(MeasureFamilyFields),
    /// Of a role.
    Role(RoleFields),
    /// Of a classification access profile.
    ClassificationAccess(AccessProfileFields),
    /// Of an attribute access profile.
    AttributeAccess(AccessProfileFields),
    /// Of an image profile.
    ImageProfile(ImageProfileFields),
    /// Of a tag.
    Tag(TagFields),
    /// Of a workflow.
    Workflow(WorkflowFields),
    /// Of an indicator of completeness.
    CompletenessSetting(CompletenessSettingFields),
    /// Of a profile of imports.
    ImportProfile(Box<ImportProfileFields>),
    /// Of a profile of exports.
    ExportProfile(Box<ExportProfileFields>),
    /// Of a planned import.
    ImportPlanning(PlanningFields),
    /// Of a planned export.
    ExportPlanning(PlanningFields),
    /// Of a webhook.
    Webhook(WebhookFields),
    /// Of an app.
    App(Box<AppFields>),
}

impl DefinitionFields {
    /// The kind they belong to.
    pub fn kind(&self) -> DefinitionKind {
        match self {
            Self::Locale(_) => DefinitionKind::Locale,
            Self::DocumentType(_) => DefinitionKind::DocumentType,
            Self::Attribute(_) => DefinitionKind::Attribute,
            Self::LinkType(_) => DefinitionKind::LinkType,
            Self::Catalog(_) => DefinitionKind::Catalog,
            Self::AttributeGroup(_) => DefinitionKind::AttributeGroup,
            Self::AttributeSet(_) => DefinitionKind::AttributeSet,
            Self::MeasureFamily(_) => DefinitionKind::MeasureFamily,
            Self::Role(_) => DefinitionKind::Role,
            Self::ClassificationAccess(_) => DefinitionKind::ClassificationAccess,
            Self::AttributeAccess(_) => DefinitionKind::AttributeAccess,
            Self::ImageProfile(_) => DefinitionKind::ImageProfile,
            Self::Tag(_) => DefinitionKind::Tag,
            Self::Workflow(_) => DefinitionKind::Workflow,
            Self::CompletenessSetting(_) => DefinitionKind::CompletenessSetting,
            Self::ImportProfile(_) => DefinitionKind::ImportProfile,
            Self::ExportProfile(_) => DefinitionKind::ExportProfile,
            Self::ImportPlanning(_) => DefinitionKind::ImportPlanning,
            Self::ExportPlanning(_) => DefinitionKind::ExportPlanning,
            Self::Webhook(_) => DefinitionKind::Webhook,
            Self::App(_) => DefinitionKind::App,
        }
    }
}

/// v5.md 3.8.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of schema::Locale")]
pub struct LocaleFields {
    pub name: Patch<String>,
    pub is_data: Patch<bool>,
    pub is_interface: Patch<bool>,
    pub is_default: Patch<bool>,
    pub is_active: Patch<bool>,
    pub fallback: Patch<String>,
}

/// v5.md 3.5.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of schema::DocumentType")]
pub struct DocumentTypeFields {
    pub name: Patch<Labels>,
    pub description: Patch<Labels>,
    pub is_active: Patch<bool>,
    pub has_variants: Patch<bool>,
    pub title_attribute: Patch<String>,
    pub sequence: Patch<i64>,
}

/// v5.md 3.1.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of schema::Attribute")]
pub struct AttributeFields {
    pub object_type: Patch<String>,
    pub document_type: Patch<String>,
    pub link_type: Patch<String>,
    pub kind: Patch<String>,
    pub name: Patch<Labels>,
    pub description: Patch<Labels>,
    pub is_localizable: Patch<bool>,
    pub is_inherited: Patch<bool>,
    pub is_required: Patch<bool>,
    pub is_unique: Patch<bool>,
    pub is_read_only: Patch<bool>,
    pub is_hidden: Patch<bool>,
    pub is_filterable: Patch<bool>,
    pub is_searchable: Patch<bool>,
    pub section: Patch<String>,
    pub sequence: Patch<i64>,
    pub constraints: Patch<Input>,
    pub measure_family: Patch<String>,
    pub default_value: Patch<Input>,
    /// Replaces all.
    pub metadata_sources: Patch<Vec<String>>,
    /// Whether stored values refuse another type, rather than take it where all of them can (v4.md 11).
    pub keeps_type: bool,
}

/// v5.md 3.2.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of schema::AttributeGroup")]
pub struct AttributeGroupFields {
    pub name: Patch<Labels>,
    pub level: Patch<i64>,
    pub parent: Patch<String>,
    pub object_type: Patch<String>,
    pub document_type: Patch<String>,
    pub sequence: Patch<i64>,
}

/// v5.md 3.3.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of schema::AttributeSet")]
pub struct AttributeSetFields {
    pub name: Patch<Labels>,
    pub document_type: Patch<String>,
    pub attributes: Patch<Vec<String>>,
    pub variant_attributes: Patch<Vec<String>>,
    pub is_default: Patch<bool>,
}

/// v5.md 3.6.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of schema::LinkType")]
pub struct LinkTypeFields {
    pub name: Patch<Labels>,
    pub origin_type: Patch<String>,
    pub target_type: Patch<String>,
    pub origin_document_types: Patch<Vec<String>>,
    pub target_document_types: Patch<Vec<String>>,
    pub priority: Patch<i64>,
    pub is_active: Patch<bool>,
}

/// v5.md 3.7.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of schema::Catalog")]
pub struct CatalogFields {
    pub name: Patch<String>,
    pub description: Patch<String>,
    pub object_type: Patch<CatalogContent>,
}

/// Ours alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of schema::MeasureFamily")]
pub struct MeasureFamilyFields {
    pub name: Patch<Labels>,
    pub base_unit: Patch<String>,
    pub units: Patch<Input>,
}

/// v5.md 3.12.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of schema::Role")]
pub struct RoleFields {
    pub name: Patch<Labels>,
    pub description: Patch<String>,
    /// Merged by kind of thing; null takes one away.
    pub permissions: Patch<Input>,
}

/// v5.md 3.12.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of schema::AccessProfile")]
pub struct AccessProfileFields {
    pub name: Patch<String>,
    pub rules: Patch<Input>,
}

/// v5.md 3.14.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of schema::ImageProfile")]
pub struct ImageProfileFields {
    pub name: Patch<String>,
    pub transformation: Patch<String>,
    pub width: Patch<i64>,
    pub height: Patch<i64>,
    pub format: Patch<String>,
    pub background: Patch<String>,
    pub quality: Patch<i64>,
}

/// v5.md 3.10.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of schema::Tag")]
pub struct TagFields {
    pub name: Patch<Labels>,
    pub description: Patch<String>,
    pub document_type: Patch<String>,
    pub color: Patch<String>,
    pub is_default: Patch<bool>,
    /// Replaces all.
    pub rules: Patch<Input>,
}

/// v5.md 3.11.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of schema::Workflow")]
pub struct WorkflowFields {
    pub name: Patch<Labels>,
    pub description: Patch<Labels>,
    pub document_type: Patch<String>,
    /// Merged by code; null takes one away.
    pub nodes: Patch<Input>,
    /// The same of transitions.
    pub links: Patch<Input>,
    /// What becomes of documents that stand at a node which is taken away.
    pub on_use: OnUse,
}

/// v5.md 3.9.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of schema::CompletenessSetting")]
pub struct CompletenessSettingFields {
    pub name: Patch<Labels>,
    pub color: Patch<String>,
    pub document_type: Patch<String>,
    pub attributes: Patch<Vec<String>>,
    pub link_types: Patch<Vec<String>>,
}

/// What profiles of imports and of exports share (v5.md 4.2).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of schema::Layout and schema::Notation")]
pub struct LayoutFields {
    pub name: Patch<String>,
    pub description: Patch<String>,
    pub model: Patch<String>,
    pub locales: Patch<Vec<String>>,
    pub extension: Patch<String>,
    pub separator: Patch<String>,
    pub enclosure: Patch<String>,
    pub encoding: Patch<String>,
    pub decimal_separator: Patch<String>,
    pub date_format: Patch<String>,
    pub date_time_separator: Patch<String>,
    pub multi_value_separator: Patch<String>,
    /// With a masked password: the one that is stored stays.
    pub remote_path: Patch<String>,
    /// Replaces all.
    pub mappings: Patch<Input>,
}

/// v5.md 4.2.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of schema::ImportProfile")]
pub struct ImportProfileFields {
    pub layout: LayoutFields,
    pub empty_cell: Patch<String>,
    pub action: Patch<String>,
    /// The names of [`crate::schema::Missing`].
    pub create_missing: Patch<Vec<String>>,
    pub matches_labels: Patch<bool>,
    /// Null: no limit.
    pub loss_limit: Patch<i64>,
}

/// v5.md 4.2.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of schema::ExportProfile")]
pub struct ExportProfileFields {
    pub layout: LayoutFields,
    /// Replaces all.
    pub filters: Patch<Input>,
}

/// v5.md 4.2.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of schema::Planning")]
pub struct PlanningFields {
    pub name: Patch<String>,
    /// The code of the profile.
    pub profile: Patch<String>,
    /// With a masked password: the one that is stored stays.
    pub address: Patch<String>,
    pub cron: Patch<String>,
    pub timezone: Patch<String>,
    pub active: Patch<bool>,
}

/// v5.md 4.1.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of schema::Webhook")]
pub struct WebhookFields {
    pub name: Patch<String>,
    pub url: Patch<String>,
    pub active: Patch<bool>,
    /// The names of [`crate::event::EventCode`]; replace all.
    pub events: Patch<Vec<String>>,
    /// Sealed before anything is planned. A mask: the one that is stored stays.
    pub authorization: Patch<String>,
    /// The same.
    pub secret: Patch<String>,
    /// For Vitrine itself alone; it goes where the webhook is active again.
    pub trouble: Patch<String>,
    /// Whether this node may call receivers without TLS.
    pub allows_http: bool,
}

/// v5.md 4.4.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of schema::App")]
pub struct AppFields {
    pub name: Patch<String>,
    pub description: Patch<String>,
    pub url: Patch<String>,
    pub icon: Patch<String>,
    pub document_type: Patch<String>,
    /// The names of [`crate::schema::Slot`]; replace all.
    pub slots: Patch<Vec<String>>,
    /// The name of a [`crate::schema::AppType`].
    pub kind: Patch<String>,
    /// The name of a [`crate::schema::Configuration`].
    pub configuration: Patch<String>,
    pub active: Patch<bool>,
    /// Drawn and sealed before anything is planned: for an app that has none.
    pub secret: Option<String>,
    /// Whether it takes the place of the one that is there.
    pub renews: bool,
    /// Whether this node may call apps without TLS.
    pub allows_http: bool,
}
