//! The columns of definitions: the fields of their resources in API v5.

use crate::schema::DefinitionKind;

/// How a field is written in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A text, a code or a choice.
    Text,
    /// A text by locale.
    Labels,
    /// True or false.
    Flag,
    /// A whole number.
    Number,
    /// Several texts.
    Texts,
    /// JSON.
    Json,
}

/// A field, by its name in API v5.
pub type Field = (&'static str, Shape);

use Shape::{Flag, Json, Labels, Number, Text, Texts};

const NAME: Field = ("name", Labels);
const DESCRIPTION: Field = ("description", Labels);
const DOCUMENT_TYPE: Field = ("documentType", Text);
const SEQUENCE: Field = ("sequence", Number);
const ACTIVE: Field = ("isActive", Flag);

const LOCALE: &[Field] =
    &[("name", Text), ("isData", Flag), ("isInterface", Flag), ("isDefault", Flag), ACTIVE, ("fallback", Text)];

const DOCUMENT_TYPES: &[Field] =
    &[NAME, DESCRIPTION, ACTIVE, ("hasVariants", Flag), ("titleAttribute", Text), SEQUENCE];

const ATTRIBUTE: &[Field] = &[
    ("objectType", Text),
    DOCUMENT_TYPE,
    ("linkType", Text),
    ("type", Text),
    NAME,
    DESCRIPTION,
    ("isLocalizable", Flag),
    ("isInherited", Flag),
    ("isRequired", Flag),
    ("isUnique", Flag),
    ("isReadOnly", Flag),
    ("isHidden", Flag),
    ("isFilterable", Flag),
    ("isSearchable", Flag),
    ("section", Text),
    SEQUENCE,
    ("measureFamily", Text),
    ("constraints", Json),
    ("defaultValue", Json),
    ("metadataSources", Texts),
];

const LINK_TYPE: &[Field] = &[
    NAME,
    ("originType", Text),
    ("targetType", Text),
    ("originDocumentTypes", Texts),
    ("targetDocumentTypes", Texts),
    ("priority", Number),
    ACTIVE,
];

const CATALOG: &[Field] = &[("name", Text), ("description", Text), ("objectType", Text)];

const ATTRIBUTE_GROUP: &[Field] =
    &[NAME, ("level", Number), ("parent", Text), ("objectType", Text), DOCUMENT_TYPE, SEQUENCE];

const ATTRIBUTE_SET: &[Field] =
    &[NAME, DOCUMENT_TYPE, ("attributes", Texts), ("variantAttributes", Texts), ("isDefault", Flag)];

const MEASURE_FAMILY: &[Field] = &[NAME, ("baseUnit", Text), ("units", Json)];

const ROLE: &[Field] = &[NAME, ("description", Text), ("permissions", Json)];

const ACCESS: &[Field] = &[("name", Text), ("rules", Json)];

const IMAGE_PROFILE: &[Field] = &[
    ("name", Text),
    ("transformation", Text),
    ("width", Number),
    ("height", Number),
    ("format", Text),
    ("background", Text),
    ("quality", Number),
];

const TAG: &[Field] =
    &[NAME, ("description", Text), DOCUMENT_TYPE, ("color", Text), ("isDefault", Flag), ("rules", Json)];

const WORKFLOW: &[Field] = &[NAME, DESCRIPTION, DOCUMENT_TYPE, ("nodes", Json), ("links", Json)];

const COMPLETENESS: &[Field] = &[NAME, ("color", Text), DOCUMENT_TYPE, ("attributes", Texts), ("linkTypes", Texts)];

/// What profiles of both ways begin with; what only one of them has follows.
const PROFILE: &[Field] = &[
    ("name", Text),
    ("description", Text),
    ("model", Text),
    ("locales", Texts),
    ("extension", Text),
    ("separator", Text),
    ("enclosure", Text),
    ("encoding", Text),
    ("decimalSeparator", Text),
    ("dateFormat", Text),
    ("dateTimeSeparator", Text),
    ("multiValueSeparator", Text),
    ("remotePath", Text),
    ("mappings", Json),
];

const IMPORT: &[Field] =
    &[("emptyCell", Text), ("action", Text), ("createMissing", Texts), ("matchLabels", Flag), ("lossLimit", Number)];

const EXPORT: &[Field] = &[("filters", Json)];

const PLANNING: &[Field] = &[("name", Text), ("cron", Text), ("timezone", Text), ACTIVE];

const WEBHOOK: &[Field] =
    &[("name", Text), ("url", Text), ("active", Flag), ("events", Texts), ("authorization", Text), ("secret", Text)];

const APP: &[Field] = &[
    ("name", Text),
    ("description", Text),
    ("url", Text),
    ("icon", Text),
    DOCUMENT_TYPE,
    ("slots", Texts),
    ("type", Text),
    ("configurationMethod", Text),
    ACTIVE,
];

/// The fields of definitions of that kind, in the order of their columns.
pub fn fields(kind: DefinitionKind) -> impl Iterator<Item = Field> {
    let (own, more): (&[Field], &[Field]) = match kind {
        DefinitionKind::Locale => (LOCALE, &[]),
        DefinitionKind::DocumentType => (DOCUMENT_TYPES, &[]),
        DefinitionKind::Attribute => (ATTRIBUTE, &[]),
        DefinitionKind::LinkType => (LINK_TYPE, &[]),
        DefinitionKind::Catalog => (CATALOG, &[]),
        DefinitionKind::AttributeGroup => (ATTRIBUTE_GROUP, &[]),
        DefinitionKind::AttributeSet => (ATTRIBUTE_SET, &[]),
        DefinitionKind::MeasureFamily => (MEASURE_FAMILY, &[]),
        DefinitionKind::Role => (ROLE, &[]),
        DefinitionKind::ClassificationAccess | DefinitionKind::AttributeAccess => (ACCESS, &[]),
        DefinitionKind::ImageProfile => (IMAGE_PROFILE, &[]),
        DefinitionKind::Tag => (TAG, &[]),
        DefinitionKind::Workflow => (WORKFLOW, &[]),
        DefinitionKind::CompletenessSetting => (COMPLETENESS, &[]),
        DefinitionKind::ImportProfile => (PROFILE, IMPORT),
        DefinitionKind::ExportProfile => (PROFILE, EXPORT),
        DefinitionKind::ImportPlanning => (PLANNING, &[("import", Json)]),
        DefinitionKind::ExportPlanning => (PLANNING, &[("export", Json)]),
        DefinitionKind::Webhook => (WEBHOOK, &[]),
        DefinitionKind::App => (APP, &[]),
    };
    own.iter().chain(more).copied()
}
