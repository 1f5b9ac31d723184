//! The kinds of definition: one line each, from which all follows that tells them apart.

use serde::{Deserialize, Serialize};

use super::{
    App, Attribute, AttributeAccess, AttributeGroup, AttributeSet, Catalog, ClassificationAccess, CompletenessSetting,
    DocumentType, ExportPlanning, ExportProfile, ImageProfile, ImportPlanning, ImportProfile, LinkType, Locale,
    MeasureFamily, Planning, Role, Tag, Webhook, Workflow,
};

/// What a definition of one kind says.
pub trait Described: Sized {
    /// The kind.
    const KIND: DefinitionKind;

    /// What the spec says, if it is of this kind.
    fn of(spec: &Spec) -> Option<&Self>;
}

/// `Struct: name in the database, name in messages;`
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident: $name:literal, $words:literal;)*) => {
        /// The kinds of definition. Codes are unique within a kind.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum DefinitionKind {
            $($(#[$doc])* $kind,)*
        }

        impl DefinitionKind {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// Its name in the database.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }

            /// Its name in messages.
            pub fn words(self) -> &'static str {
                match self {
                    $(Self::$kind => $words,)*
                }
            }
        }

        /// What a definition says, by kind; `definitions.body` is its JSON.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(untagged)]
        pub enum Spec {
            $(
                #[doc = concat!("See [`", stringify!($kind), "`].")]
                $kind($kind),
            )*
        }

        impl Spec {
            /// The kind that this says something about.
            pub fn kind(&self) -> DefinitionKind {
                match self {
                    $(Self::$kind(_) => DefinitionKind::$kind,)*
                }
            }

            /// Reads what [`Self::to_json`] wrote for a definition of that kind. `None`: damaged.
            pub fn from_json(kind: DefinitionKind, json: &str) -> Option<Self> {
                match kind {
                    $(DefinitionKind::$kind => serde_json::from_str(json).ok().map(Self::$kind),)*
                }
            }
        }

        $(
            impl Described for $kind {
                const KIND: DefinitionKind = DefinitionKind::$kind;

                fn of(spec: &Spec) -> Option<&Self> {
                    match spec {
                        Spec::$kind(own) => Some(own),
                        _ => None,
                    }
                }
            }
        )*
    };
}

kinds! {
    /// A language of data or interface.
    Locale: "locale", "locale";
    /// A kind of document.
    DocumentType: "document_type", "document type";
    /// An attribute.
    Attribute: "attribute", "attribute";
    /// A type of link.
    LinkType: "link_type", "link type";
    /// A catalog (channel).
    Catalog: "catalog", "catalog";
    /// A tab, category or section of attributes.
    AttributeGroup: "attribute_group", "attribute group";
    /// A set of attributes.
    AttributeSet: "attribute_set", "attribute set";
    /// A family of units.
    MeasureFamily: "measure_family", "measure family";
    /// A role of users.
    Role: "role", "role";
    /// Which classifications users may see.
    ClassificationAccess: "classification_access", "classification access profile";
    /// Which attributes users may see.
    AttributeAccess: "attribute_access", "attribute access profile";
    /// A form in which pictures are delivered.
    ImageProfile: "image_profile", "image profile";
    /// A tag of documents.
    Tag: "tag", "tag";
    /// The nodes at which documents of a type stand.
    Workflow: "workflow", "workflow";
    /// What documents must have to be complete.
    CompletenessSetting: "completeness_setting", "completeness setting";
    /// How files are imported.
    ImportProfile: "import_profile", "import profile";
    /// How files are exported.
    ExportProfile: "export_profile", "export profile";
    /// When files are imported again and again.
    ImportPlanning: "import_planning", "planned import";
    /// When files are exported again and again.
    ExportPlanning: "export_planning", "planned export";
    /// Who is told of what happens.
    Webhook: "webhook", "webhook";
    /// A page of others, and when it is called.
    App: "app", "app";
}

impl DefinitionKind {
    /// Whether users have such definitions, which may be taken from them.
    pub fn is_held_by_users(self) -> bool {
        matches!(self, Self::Role | Self::ClassificationAccess | Self::AttributeAccess)
    }

    /// Whether the server gives them their codes, rather than those who make them.
    pub fn is_named_here(self) -> bool {
        matches!(
            self,
            Self::ImportProfile | Self::ExportProfile | Self::ImportPlanning | Self::ExportPlanning | Self::Webhook
        )
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

impl Spec {
    /// What it says, if it is a planning of either kind.
    pub fn planning(&self) -> Option<&Planning> {
        match self {
            Self::ImportPlanning(ImportPlanning(own)) | Self::ExportPlanning(ExportPlanning(own)) => Some(own),
            _ => None,
        }
    }

    /// Canonical JSON.
    pub fn to_json(&self) -> String {
        // Maps have text keys and no value can fail to serialise.
        serde_json::to_string(self).unwrap_or_default()
    }
}
