//! Bulk edits (product.md 4.3): operations, and what they come to on one object. What is done to it is a function of the
//! operations and of the object, so that a preview and the job that follows it can't differ.

mod apply;
mod check;
mod copy;
mod read;
mod values;

use regex::Regex;

use crate::command::Standing;
use crate::input::Input;
use crate::object::ObjectKind;

pub use apply::Target;
pub use copy::{copied, copy_codes};

/// Most operations of an edit.
pub const MAX_OPERATIONS: usize = 50;
/// Most things that a list of an operation names.
pub const MAX_NAMED: usize = 100;

/// What is to be done to many objects of a kind.
#[derive(Debug, Clone)]
pub struct Edit {
    /// Their kind.
    pub kind: ObjectKind,
    /// What to do, one after the other.
    pub operations: Vec<Operation>,
}

/// One operation.
#[derive(Debug, Clone)]
pub enum Operation {
    /// To the values of an attribute.
    Value {
        /// The attribute.
        attribute: String,
        /// In this locale alone, of a localised one.
        locale: Option<String>,
        /// What becomes of them.
        change: ValueChange,
    },
    /// A document has this attribute set; `None`: none.
    AttributeSet(Option<String>),
    /// A document or an asset stands in other classifications.
    Classify {
        /// In these too, after the others.
        add: Vec<String>,
        /// In these no longer.
        remove: Vec<String>,
        /// In this one first, be it there already or not.
        main: Option<String>,
    },
    /// A document stands at this node.
    Transition(Standing),
    /// It is active, or isn't.
    Active(bool),
    /// The tags that are written on a document.
    Tags {
        /// These too.
        add: Vec<String>,
        /// These no longer.
        remove: Vec<String>,
    },
    /// Links of a type lead from it to these, those that are there already included.
    Link {
        /// The type.
        link_type: String,
        /// Where to.
        targets: Vec<String>,
    },
    /// No link of a type leads from it to these.
    Unlink {
        /// The type.
        link_type: String,
        /// Where to.
        targets: Vec<String>,
    },
    /// There is another one like it.
    Duplicate,
    /// It is gone.
    Delete,
}

/// What becomes of values.
#[derive(Debug, Clone)]
pub enum ValueChange {
    /// They are these.
    Set(Input),
    /// There are none.
    Clear,
    /// At the end of a text stands this too; a list holds these too.
    Append(Input),
    /// A list doesn't hold these.
    Remove(Input),
    /// Where a text holds what matches, it holds the other text.
    Replace {
        /// What is looked for, as it stands.
        find: Regex,
        /// What stands there then.
        with: String,
    },
}

impl Edit {
    /// How many commands one object takes at most.
    pub fn commands_each(&self) -> usize {
        let linked = self.operations.iter().map(|operation| match operation {
            Operation::Link { targets, .. } | Operation::Unlink { targets, .. } => targets.len(),
            _ => 0,
        });
        1 + linked.sum::<usize>()
    }

    /// Whether it makes copies.
    pub fn duplicates(&self) -> bool {
        matches!(self.operations[..], [Operation::Duplicate])
    }

    /// Whether it must be known where the objects stand, or all that hangs on them.
    pub fn needs_whole(&self) -> bool {
        let needs = |operation: &Operation| matches!(operation, Operation::Classify { .. } | Operation::Duplicate);
        self.operations.iter().any(needs)
    }

    /// Whether it deletes.
    pub fn deletes(&self) -> bool {
        matches!(self.operations[..], [Operation::Delete])
    }
}
