//! The definitions that describe objects, and the immutable tree that holds them.

mod access;
mod app;
mod attribute;
mod attribute_group;
mod attribute_set;
mod catalog;
mod completeness_setting;
mod document_type;
mod export_profile;
mod image_profile;
mod import_profile;
mod kind;
mod layout;
mod link_type;
mod locale;
mod mapping;
mod measure_family;
mod notation;
mod planning;
mod predefined_value;
mod tag;
mod tree;
mod webhook;
mod workflow;

use std::collections::BTreeMap;

pub use access::{AccessProfile, AttributeAccess, ClassificationAccess, Role};
pub use app::{App, AppType, Configuration, Install, Slot, access, permission, signed};
pub use attribute::{Attribute, Constraints};
pub use attribute_group::AttributeGroup;
pub use attribute_set::AttributeSet;
pub use catalog::{Catalog, CatalogContent};
pub use completeness_setting::CompletenessSetting;
pub use document_type::DocumentType;
pub use export_profile::ExportProfile;
pub use image_profile::{ImageFormat, ImageProfile, Transformation};
pub use import_profile::{EmptyCell, ImportProfile, LineAction, Missing};
pub use kind::{DefinitionKind, Described, Spec};
pub use layout::Layout;
pub use link_type::LinkType;
pub use locale::Locale;
pub use mapping::{Mapping, MappingOption, MappingTarget, TargetKind, Word};
pub use measure_family::{MeasureFamily, Unit};
pub use notation::{Extension, Notation};
pub use planning::{ExportPlanning, ImportPlanning, Planning, Run};
pub use predefined_value::PredefinedValue;
pub use tag::{Operator, Rule, Tag};
pub use tree::Schema;
pub use webhook::Webhook;
pub use workflow::{Node, Transition, Workflow};

use crate::index;
use crate::object::Stamp;

/// Texts by interface locale.
pub type Labels = BTreeMap<String, String>;

/// One stored definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// Its number; never reused.
    pub id: i64,
    /// Its code.
    pub code: String,
    /// What it says.
    pub spec: Spec,
    /// Moves with every effective write.
    pub rev: i64,
    /// The number under which the index holds its rows: its own, until they are made anew.
    pub index: i64,
    /// Whether all objects follow it already.
    pub state: State,
    /// Creation.
    pub created: Stamp,
    /// Last effective write.
    pub updated: Stamp,
}

impl Definition {
    /// What it says, if it is of that kind.
    pub fn says<T: Described>(&self) -> Option<&T> {
        T::of(&self.spec)
    }

    /// The field of the index that holds its values in a locale's slot, 0 for plain ones.
    pub fn field(&self, slot: u8) -> i64 {
        index::field(self.index, slot)
    }
}

/// How far a change of a definition has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum State {
    /// All objects follow it.
    #[default]
    Active,
    /// A job makes them follow.
    Changing,
    /// A job takes it away from them: it exists for nobody any more.
    Deleting,
}

impl State {
    /// All states.
    pub const ALL: [Self; 3] = [Self::Active, Self::Changing, Self::Deleting];

    /// Its name in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Changing => "changing",
            Self::Deleting => "deleting",
        }
    }

    /// The state of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}
