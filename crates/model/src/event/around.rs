//! What stands around changes: whom else they concern.

use std::collections::{BTreeSet, HashMap};

use super::code::EventCode;
use crate::changes::{Change, Op, Recorded};
use crate::object::ObjectKind;

/// An object at which events may end, as it is now, or as it was last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    /// Its kind.
    pub kind: ObjectKind,
    /// Its code.
    pub code: String,
    /// The code of its type: of a document the document type, of a link the link type.
    pub of_type: String,
    /// The number of a variant's document, of a link's origin.
    pub parent: Option<i64>,
    /// The number of what a link leads to.
    pub target: Option<i64>,
    /// Whether it is there now.
    pub is_there: bool,
}

/// What has to be known of a page of changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Needs {
    /// The numbers of objects, which bring along what they stand under or lead to.
    pub things: BTreeSet<i64>,
    /// The numbers of changed assets, to find what links to them.
    pub assets: BTreeSet<i64>,
    /// Changed predefined values, to find what holds them.
    pub values: Vec<ValueName>,
}

/// A predefined value by its number and its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueName {
    /// Its number.
    pub id: i64,
    /// The code of its attribute.
    pub attribute: String,
    /// Its own.
    pub code: String,
}

/// What is known of a page of changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Around {
    /// Objects by their numbers.
    pub things: HashMap<i64, Thing>,
    /// The numbers of the objects that link to an asset, or hold a predefined value, by its number.
    pub users: HashMap<i64, Vec<i64>>,
}

impl Needs {
    /// What these changes ask for. Those that use something are left out where nobody wants to hear of them.
    pub fn of(lines: &[Recorded], with_users: bool) -> Self {
        let mut needs = Self::default();
        for change in lines.iter().map(|line| &line.change) {
            let ends = [change.parent, change.target];
            match (change.kind, change.op) {
                ("variant" | "link", Op::Delete) => needs.things.extend(ends.into_iter().flatten()),
                ("document" | "variant" | "link", _) => _ = needs.things.insert(change.object_id),
                ("asset", Op::Update) if with_users => _ = needs.assets.insert(change.object_id),
                ("predefined_value", Op::Update) if with_users => needs.values.extend(ValueName::of(change)),
                _ => {}
            }
        }
        needs
    }
}

impl ValueName {
    fn of(change: &Change) -> Option<Self> {
        let (attribute, code) = change.code.strip_prefix("attribute=")?.split_once(";code=")?;
        Some(Self { id: change.object_id, attribute: attribute.to_owned(), code: code.to_owned() })
    }
}

/// Somebody else whom a change concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Concerned<'a> {
    /// What they are told.
    pub code: EventCode,
    /// Their number.
    pub id: i64,
    /// They.
    pub thing: &'a Thing,
}

impl Around {
    /// Whom a change concerns beside the thing itself: those at the ends of a link, who links to an asset, who holds a
    /// value, a variant's document.
    pub(super) fn concerned<'a>(&'a self, change: &Change) -> Vec<Concerned<'a>> {
        let own = self.things.get(&change.object_id);
        let ends = match (change.kind, change.op) {
            ("link", Op::Delete) => vec![change.parent, change.target],
            ("link", _) => own.map_or_else(Vec::new, |link| vec![link.parent, link.target]),
            ("variant", Op::Delete) => vec![change.parent],
            ("variant", Op::Update) => own.map_or_else(Vec::new, |variant| vec![variant.parent]),
            ("asset" | "predefined_value", Op::Update) => {
                self.users.get(&change.object_id).into_iter().flatten().copied().map(Some).collect()
            }
            _ => Vec::new(),
        };
        let takes_media = change.kind == "link";
        let concerned = ends.into_iter().flatten().filter_map(|end| self.shown_by(end));
        concerned.filter(|of| of.code == EventCode::DocumentUpdate || takes_media).collect()
    }

    /// What shows an object: itself, of a variant its document.
    fn shown_by(&self, id: i64) -> Option<Concerned<'_>> {
        let thing = self.things.get(&id)?;
        match thing.kind {
            ObjectKind::Variant => self.shown_by(thing.parent?),
            _ if !thing.is_there => None,
            ObjectKind::Document => Some(Concerned { code: EventCode::DocumentUpdate, id, thing }),
            ObjectKind::Asset => Some(Concerned { code: EventCode::MediaUpdate, id, thing }),
            ObjectKind::Classification | ObjectKind::Link => None,
        }
    }
}
