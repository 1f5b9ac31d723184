//! What a caller wants done: the one language that every face speaks to the core.

mod definition;
mod key_value;
mod user;

use crate::file::{Fact, File};
use crate::input::Input;
use crate::object::ObjectKind;
use crate::problem::{Problem, Violation};
use crate::schema::{DefinitionKind, Labels};
use crate::value::Value;

pub use definition::{
    AccessProfileFields, AppFields, AttributeFields, AttributeGroupFields, AttributeSetFields, CatalogFields,
    CompletenessSettingFields, DefinitionFields, DocumentTypeFields, ExportProfileFields, ImageProfileFields,
    ImportProfileFields, LayoutFields, LinkTypeFields, LocaleFields, MeasureFamilyFields, PlanningFields,
    PutDefinition, RoleFields, TagFields, WebhookFields, WorkflowFields,
};
pub use key_value::PutKeyValue;
pub use user::{NewPassword, PutUser, UserName};

/// A field of a command: left out, cleared, or given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Patch<T> {
    /// Not mentioned: stays as it is.
    #[default]
    Absent,
    /// Null: cleared.
    Null,
    /// Given.
    Value(T),
}

impl<T> Patch<T> {
    /// The given value, if any.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }

    /// The same with the value changed.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Patch<U> {
        match self {
            Self::Absent => Patch::Absent,
            Self::Null => Patch::Null,
            Self::Value(value) => Patch::Value(f(value)),
        }
    }
}

/// One wish. A face checks only the shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// What to do.
    pub action: Action,
    /// What must hold of the thing as it stands.
    pub expect: Option<Expect>,
}

/// Which revision a thing must be at for a command to be carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expect {
    /// One of these (`If-Match`).
    OneOf(Vec<i64>),
    /// None of these (`If-None-Match`).
    NoneOf(Vec<i64>),
    /// None at all: there must be no such thing (`If-None-Match: *`).
    Nothing,
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "most commands put an object")]
pub enum Action {
    /// Create or change an object.
    PutObject(PutObject),
    /// Delete an object.
    DeleteObject {
        /// Its kind.
        kind: ObjectKind,
        /// Its code.
        code: String,
        /// Also what lies below (classifications).
        recursive: bool,
    },
    /// Delete the link of a type between two objects.
    DeleteLink {
        /// The code of its type.
        link_type: String,
        /// The code of what it leads from.
        origin: String,
        /// The code of what it leads to.
        target: String,
        /// Whether it is refused if there is no such link; else there is nothing to do then.
        must_exist: bool,
    },
    /// Create or change a definition.
    PutDefinition(PutDefinition),
    /// Delete a definition.
    DeleteDefinition {
        /// Its kind.
        kind: DefinitionKind,
        /// Its code.
        code: String,
        /// What becomes of objects that need it; an attribute goes with its values in any case.
        on_use: OnUse,
    },
    /// Create or change a predefined value.
    PutValue(PutValue),
    /// Delete a predefined value.
    DeleteValue {
        /// The attribute it belongs to.
        attribute: String,
        /// Its code.
        code: String,
        /// What becomes of objects that hold it.
        on_use: OnUse,
    },
    /// Create or change a key-value.
    PutKeyValue(PutKeyValue),
    /// Delete a key-value.
    DeleteKeyValue {
        /// Its key.
        code: String,
    },
    /// A step of a job: make objects follow a change that is under way.
    Reshape {
        /// The number of the change.
        reshape: i64,
        /// The numbers of the objects.
        objects: Vec<i64>,
    },
    /// A job's last step: all objects follow a change.
    EndReshape {
        /// The number of the change.
        reshape: i64,
    },
    /// Create or change a user. There is no deletion.
    PutUser(Box<PutUser>),
    /// What was found wrong before it could be planned.
    Refused(Box<Problem>),
}

/// Whether a put may create or change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PutMode {
    /// Must not exist yet.
    Create,
    /// Must exist.
    Update,
    /// Either.
    Upsert,
}

/// What to do with values of unknown or unavailable attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// The command fails (v5).
    Refuse,
    /// They are left out with a warning, as are those of attributes that are only read (v4).
    Warn,
}

/// What to do with a deleted thing that is still used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnUse {
    /// The command fails.
    Refuse,
    /// Its uses are cleared.
    Clear,
}

/// An object to create or change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutObject {
    /// Its kind.
    pub kind: ObjectKind,
    /// Its code; of a link, which is named by its ends too, perhaps "".
    pub code: String,
    /// Whether it may, or must, exist.
    pub mode: PutMode,
    /// A code in the body that must be the same as `code`.
    pub body_code: Option<String>,
    /// The code that it shall have from now on (v4.md 5.5).
    pub new_code: Patch<String>,
    /// A document's type.
    pub document_type: Patch<String>,
    /// A document's attribute set, by code; left out of a new one: the default of its type. A variant has its document's.
    pub attribute_set: Patch<String>,
    /// A variant's document, a classification's parent, a link's origin.
    pub parent: Patch<String>,
    /// A link's type.
    pub link_type: Patch<String>,
    /// What a link leads to.
    pub target: Patch<String>,
    /// A classification's catalogs; exactly one is allowed.
    pub catalogs: Patch<Vec<String>>,
    /// A document's classifications, the main one first; replaces all.
    pub classifications: Patch<Vec<String>>,
    /// The main classification alone: goes first, the others stay; null: in none at all.
    pub classification: Patch<String>,
    /// Whether these replace only what is in the same catalog; of a channel, one alone is added (v4.md 5.5).
    pub by_catalog: bool,
    /// Whether a new document without classification is refused (single calls) or only warned of (bulk).
    pub require_classification: bool,
    /// A document's tags that are written by hand; replaces all.
    pub tags: Patch<Vec<String>>,
    /// The nodes at which a document shall stand; in workflows that aren't mentioned it stays where it is.
    pub workflows: Patch<Vec<Standing>>,
    /// An asset's file; null: none.
    pub file: Patch<FileWish>,
    /// Whether a new asset without a file is refused (v4.md 8.1).
    pub require_file: bool,
    /// Activity; null means the default, true.
    pub active: Patch<bool>,
    /// Place among siblings.
    pub sequence: Patch<i64>,
    /// Whether links in the way of a link's new place move on by one; else several may have the same.
    pub makes_room: bool,
    /// Values as written, by attribute code.
    pub values: Vec<(String, ValueInput)>,
    /// What becomes of unknown attributes.
    pub unknown: Unknown,
    /// Whether clearing what the object can't hold is nothing, rather than refused: a file has columns for many types.
    pub clears_leniently: bool,
    /// Whether a new object takes the default values of attributes that `values` doesn't mention, the default set, and,
    /// if it doesn't mention tags, those that are given by default, and a variant goes on inheriting what `values` only
    /// repeats. One that comes back does not, and no transition need lead to where it stood.
    pub takes_defaults: bool,
}

impl PutObject {
    /// A put that mentions nothing but the code.
    pub fn new(kind: ObjectKind, code: impl Into<String>, mode: PutMode) -> Self {
        Self {
            kind,
            code: code.into(),
            mode,
            body_code: None,
            new_code: Patch::Absent,
            document_type: Patch::Absent,
            attribute_set: Patch::Absent,
            parent: Patch::Absent,
            link_type: Patch::Absent,
            target: Patch::Absent,
            catalogs: Patch::Absent,
            classifications: Patch::Absent,
            classification: Patch::Absent,
            by_catalog: false,
            tags: Patch::Absent,
            workflows: Patch::Absent,
            file: Patch::Absent,
            require_file: false,
            require_classification: false,
            active: Patch::Absent,
            sequence: Patch::Absent,
            makes_room: true,
            values: Vec::new(),
            unknown: Unknown::Refuse,
            clears_leniently: false,
            takes_defaults: true,
        }
    }
}

/// The file that an asset shall have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileWish {
    /// That of an upload, by its id: to be found before a plan is made.
    Upload(String),
    /// What lies at this address: to be fetched, now or later, before a plan is made.
    Remote(String),
    /// This one. An asset that has a file already keeps its public name.
    Known(Box<File>),
    /// What was known of it once, as far as it differs; `None`: nothing.
    Back(Vec<(Fact, Option<Value>)>),
    /// It can't be had.
    Refused(Violation),
}

/// A node of a workflow, by their codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The workflow.
    pub workflow: String,
    /// Its node.
    pub node: String,
}

/// How a face hands over the value of one attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueInput {
    /// As in v5: a localised attribute takes a map of locales, another one the bare value.
    Whole(Input),
    /// As in v4: the bare value; a localised attribute takes it in this locale.
    In(String, Input),
}

/// A predefined value to create or change (v5.md 3.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutValue {
    /// The attribute it belongs to.
    pub attribute: String,
    /// Its code.
    pub code: String,
    /// Whether it may, or must, exist.
    pub mode: PutMode,
    /// A code in the body that must be the same as `code`.
    pub body_code: Option<String>,
    /// Shown name, merged by locale.
    pub name: Patch<Labels>,
    /// Order; absent on creation: last.
    pub sequence: Patch<i64>,
    /// Whether it is offered.
    pub active: Patch<bool>,
}
