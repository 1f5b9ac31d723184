//! Groups of attributes in three levels: tabs, categories, sections (v5.md 3.2).

use std::sync::Arc;

use super::{fixed, last, texts, written};
use crate::command::{AttributeGroupFields, Patch};
use crate::object::ObjectKind;
use crate::plan::overlay::Overlay;
use crate::plan::put::patched;
use crate::plan::step::{Faults, Step};
use crate::problem::{Field, Problem};
use crate::schema::{Attribute, AttributeGroup, Definition, DefinitionKind, DocumentType, Labels, Schema, Spec};

const LEVEL: Field = Field::Property("level");
const OBJECT_TYPE: Field = Field::Property("objectType");
const SECTION: Field = Field::Property("section.id");

/// Plans one put.
pub(super) fn put(
    view: &Overlay<'_>,
    code: &str,
    before: Option<&Arc<Definition>>,
    fields: &AttributeGroupFields,
    mut faults: Faults,
) -> Result<Step, Problem> {
    let schema = &view.schema;
    let old = before.and_then(|definition| definition.says::<AttributeGroup>());
    let level = level(old, &fields.level, &mut faults);
    let named = parent_code(old, level, &fields.parent, &mut faults);
    let parent = named.as_deref().and_then(|code| schema.get::<AttributeGroup>(code)).map(|(_, parent)| parent);
    let (object_type, document_type) = sheet(schema, old, parent, fields, &mut faults);
    let siblings = schema.all(DefinitionKind::AttributeGroup).filter_map(|definition| definition.says());
    let siblings = siblings.filter(|group: &&AttributeGroup| group.parent == named);
    let sequence = old.map_or_else(|| last(siblings.map(|group| &group.sequence)), |old| old.sequence);
    let none = Labels::new();
    let name = texts::labels(schema, old.map_or(&none, |old| &old.name), &fields.name, "name", &mut faults);
    texts::require(&name, old.is_none(), "name", &mut faults);
    let sequence = patched(&fields.sequence, sequence, 0);
    let group = AttributeGroup { name, level, parent: named, object_type, document_type, sequence };
    check_parent(&group, parent, &mut faults);
    let warnings = faults.settle()?;
    let mut step = written(view, code, before, Spec::AttributeGroup(group), false)?;
    step.done.warnings = warnings;
    Ok(step)
}

fn level(old: Option<&AttributeGroup>, given: &Patch<i64>, faults: &mut Faults) -> u8 {
    let known = given.value().and_then(|level| u8::try_from(*level).ok()).filter(|level| (1..=3).contains(level));
    if let (Some(got), None) = (given.value(), known) {
        faults.refuse(LEVEL, "unknown_level", format!("Expected 1, 2 or 3; got {got}."));
    } else if known.is_none() && old.is_none() {
        faults.refuse(LEVEL, "required", "Expected 1 (tab), 2 (category) or 3 (section).");
    }
    let shown = |level: &u8| match level {
        1 => "1",
        2 => "2",
        _ => "3",
    };
    fixed(known.as_ref(), old.map(|old| &old.level), LEVEL, shown, faults).unwrap_or(1)
}

/// The code of the group above; none of a tab.
fn parent_code(old: Option<&AttributeGroup>, level: u8, given: &Patch<String>, faults: &mut Faults) -> Option<String> {
    let parent = patched(&given.clone().map(Some), old.and_then(|old| old.parent.clone()), None);
    match (&parent, level) {
        (None, 2..) => faults.refuse(Field::Parent, "required", format!("Expected a group of level {}.", level - 1)),
        (Some(code), 1) => {
            let message = format!("A group of level 1 stands in no other; got \"{code}\".");
            faults.refuse(Field::Parent, "not_applicable", message);
        }
        _ => {}
    }
    parent.filter(|_| level > 1)
}

fn check_parent(group: &AttributeGroup, parent: Option<&AttributeGroup>, faults: &mut Faults) {
    let Some(code) = &group.parent else { return };
    let mut refuse = |rule, message: String| faults.refuse(Field::Parent, rule, message);
    match parent {
        None => refuse("unknown_reference", format!("There is no attribute group \"{code}\".")),
        Some(parent) if parent.level + 1 != group.level => {
            let expected = group.level - 1;
            refuse("wrong_level", format!("Expected a group of level {expected}; \"{code}\" has {}.", parent.level));
        }
        Some(parent) if (parent.object_type, &parent.document_type) != (group.object_type, &group.document_type) => {
            refuse("other_sheet", format!("The group \"{code}\" belongs to another sheet."));
        }
        Some(_) => {}
    }
}

/// Whose sheet it is: the parent's, unless the group says so itself.
fn sheet(
    schema: &Schema,
    old: Option<&AttributeGroup>,
    parent: Option<&AttributeGroup>,
    fields: &AttributeGroupFields,
    faults: &mut Faults,
) -> (ObjectKind, Option<String>) {
    let given = fields.object_type.value();
    let known = given.and_then(|name| ObjectKind::from_name(name));
    if let (Some(name), None) = (given, known) {
        let kinds = ObjectKind::ALL.map(ObjectKind::name).join(", ");
        faults.refuse(OBJECT_TYPE, "unknown_kind", format!("Expected one of {kinds}; got \"{name}\"."));
    }
    let own = old.or(parent);
    let inherited = own.map_or(ObjectKind::Document, |own| own.object_type);
    let object_type = fixed(known.as_ref(), old.map(|old| &old.object_type), OBJECT_TYPE, |kind| kind.name(), faults);
    let object_type = object_type.unwrap_or(inherited);
    let given = patched(&fields.document_type.clone().map(Some), own.and_then(|own| own.document_type.clone()), None);
    if let Some(old) = old.filter(|old| old.document_type != given) {
        let shown = |code: &Option<String>| code.clone().unwrap_or_else(|| "none".to_owned());
        let message =
            format!("This is {} since creation and stays so; got {}.", shown(&old.document_type), shown(&given));
        faults.refuse(Field::DocumentType, "immutable", message);
        return (object_type, old.document_type.clone());
    }
    if let Some(code) = &given {
        if !matches!(object_type, ObjectKind::Document | ObjectKind::Variant) {
            let message =
                format!("Sheets of the kind \"{}\" have no document type; got \"{code}\".", object_type.name());
            faults.refuse(Field::DocumentType, "not_applicable", message);
        } else if schema.get::<DocumentType>(code).is_none() {
            faults.refuse(Field::DocumentType, "unknown_reference", format!("There is no document type \"{code}\"."));
        }
    }
    (object_type, given)
}

/// Refuses a section in which the attribute can't stand.
pub(super) fn check_section(schema: &Schema, code: &str, attribute: &Attribute, faults: &mut Faults) {
    let Some((_, group)) = schema.get::<AttributeGroup>(code) else {
        return faults.refuse(SECTION, "unknown_reference", format!("There is no attribute group \"{code}\"."));
    };
    let is_of_type = group.document_type.is_none() || group.document_type == attribute.document_type;
    if group.level != AttributeGroup::SECTION {
        let message = format!("Expected a group of level 3; \"{code}\" has {}.", group.level);
        faults.refuse(SECTION, "wrong_level", message);
    } else if group.object_type != attribute.object_type || !is_of_type {
        faults.refuse(SECTION, "other_sheet", format!("The group \"{code}\" belongs to another sheet."));
    }
}

/// Plans the deletion of an empty group.
pub(super) fn delete(view: &Overlay<'_>, definition: &Arc<Definition>) -> Result<Step, Problem> {
    let code = definition.code.as_str();
    let groups = view.schema.all(DefinitionKind::AttributeGroup).filter_map(|other| other.says::<AttributeGroup>());
    let groups = groups.filter(|group| group.parent.as_deref() == Some(code)).count();
    let attributes = view.schema.all(DefinitionKind::Attribute).filter_map(|other| other.says::<Attribute>());
    let attributes = attributes.filter(|attribute| attribute.section.as_deref() == Some(code)).count();
    if groups + attributes > 0 {
        let message =
            format!("The group \"{code}\" can't be deleted: it holds {groups} groups and {attributes} attributes.");
        return Err(Problem::conflict(message));
    }
    Ok(Step::deleted(definition))
}
