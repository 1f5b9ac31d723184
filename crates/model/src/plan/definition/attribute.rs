//! Attributes (v5.md 3.1).

use std::sync::Arc;

use super::{
    attribute_group, attribute_set, completeness_setting, constraints, default_value, document_type, fixed, last,
    link_type, metadata_sources, reform, tag, texts, written,
};
use crate::attribute::AttributeType;
use crate::command::{AttributeFields, Patch};
use crate::loaded::Use;
use crate::object::{ASSET_NAME, CLASSIFICATION_NAME, Object, ObjectKind};
use crate::plan::overlay::Overlay;
use crate::plan::put::patched;
use crate::plan::stage::Shift;
use crate::plan::step::{Faults, Step};
use crate::problem::{Field, Problem};
use crate::schema::{
    Attribute, Constraints, Definition, DefinitionKind, DocumentType, Labels, MeasureFamily, Schema, Spec,
};

/// The attributes that name what has no document type.
const TITLES: [(&str, ObjectKind); 2] =
    [(CLASSIFICATION_NAME, ObjectKind::Classification), (ASSET_NAME, ObjectKind::Asset)];
const OBJECT_TYPE: Field = Field::Property("objectType");
const TYPE: Field = Field::Property("type");

/// Plans one put, with what it means for stored values.
pub(super) fn put(
    view: &Overlay<'_>,
    code: &str,
    before: Option<&Arc<Definition>>,
    fields: &AttributeFields,
    mut faults: Faults,
) -> Result<Step, Problem> {
    let old = before.and_then(|definition| definition.says::<Attribute>());
    let mut new = merged(view, code, old, fields, &mut faults);
    check_links(old, &new, &mut faults);
    let (link_type, made) = link_type::of_attribute(view, code, old, &new, &fields.link_type, &mut faults)?;
    new.link_type = link_type;
    let title_of = document_type::titled_by(&view.schema, code).filter(|_| new.kind != AttributeType::Text);
    if let Some(title_of) = title_of {
        let message = format!("Expected \"text\", as this names documents of the type \"{title_of}\".");
        faults.refuse(TYPE, "title", message);
    }
    if let Some(old) = old.filter(|old| fields.keeps_type && old.kind != new.kind) {
        reform::check_unheld(view, code, old)?;
    }
    let following = match (before, old) {
        (Some(before), Some(old)) if faults.violations.is_empty() => {
            reform::following(view, before, old, &new, &mut faults)?
        }
        _ => None,
    };
    let warnings = faults.settle()?;
    tag::check_attribute(&view.schema, code, Some(&new))?;
    let narrows = old.is_some_and(|old| is_narrower(old, &new));
    let mut step = written(view, code, before, Spec::Attribute(new), narrows)?;
    step.definitions.extend(made.map(|link_type| Shift::made(Arc::new(link_type))));
    if let Some(following) = following {
        step.follow(view, following);
    }
    step.done.warnings = warnings;
    Ok(step)
}

/// Whether a write planned under the old rules might break the new ones.
fn is_narrower(old: &Attribute, new: &Attribute) -> bool {
    let rules = |attribute: &Attribute| (attribute.kind, attribute.is_localizable, attribute.is_unique);
    rules(old) != rules(new)
        || old.constraints != new.constraints
        || (old.is_inherited && !new.is_inherited)
        || reform::reindexes(old, new)
}

/// The attribute as it shall be. Where a violation was found, something stands for what is missing.
pub(super) fn merged(
    view: &Overlay<'_>,
    code: &str,
    old: Option<&Attribute>,
    fields: &AttributeFields,
    faults: &mut Faults,
) -> Attribute {
    let schema = &view.schema;
    let object_type = object_type(old, fields, faults);
    let document_type = document_type_of(schema, old, fields, object_type, faults);
    let kind = kind(old, fields, faults);
    let none = (Labels::new(), Constraints::default());
    let (name, description) = old.map_or((&none.0, &none.0), |old| (&old.name, &old.description));
    let limits = old.map_or(&none.1, |old| &old.constraints);
    let by_default = |default: bool, patch: &Patch<bool>, of: fn(&Attribute) -> bool| {
        patched(patch, old.map_or(default, of), default)
    };
    let flag = |patch, of| by_default(false, patch, of);
    let after_last =
        || last(schema.all(DefinitionKind::Attribute).filter_map(|d| Some(&d.says::<Attribute>()?.sequence)));
    let mut attribute = Attribute {
        object_type,
        document_type,
        link_type: None,
        kind,
        name: texts::labels(schema, name, &fields.name, "name", faults),
        description: texts::labels(schema, description, &fields.description, "description", faults),
        is_localizable: flag(&fields.is_localizable, |old| old.is_localizable),
        is_inherited: flag(&fields.is_inherited, |old| old.is_inherited),
        is_required: flag(&fields.is_required, |old| old.is_required),
        is_unique: flag(&fields.is_unique, |old| old.is_unique),
        is_read_only: flag(&fields.is_read_only, |old| old.is_read_only),
        is_hidden: flag(&fields.is_hidden, |old| old.is_hidden),
        is_filterable: by_default(kind.is_comparable(), &fields.is_filterable, |old| old.is_filterable),
        is_searchable: by_default(kind.is_text(), &fields.is_searchable, |old| old.is_searchable),
        section: patched(&fields.section.clone().map(Some), old.and_then(|old| old.section.clone()), None),
        sequence: patched(&fields.sequence, old.map_or_else(after_last, |old| old.sequence), 0),
        constraints: constraints::merged(kind, limits, &fields.constraints, faults),
        measure_family: measure_family(schema, kind, old, fields, faults),
        default_value: None,
        metadata_sources: Vec::new(),
    };
    if let Some(section) = attribute.section.as_ref().filter(|_| fields.section.value().is_some()) {
        attribute_group::check_section(schema, section, &attribute, faults);
    }
    attribute.default_value =
        default_value::merged(view, (code, &attribute), old, &fields.default_value, faults).map(Box::new);
    attribute.metadata_sources = metadata_sources::merged(&attribute, old, &fields.metadata_sources, faults);
    if attribute.is_inherited && object_type != ObjectKind::Document {
        let message =
            format!("Only attributes of documents are inherited; this one is of the kind \"{}\".", object_type.name());
        faults.refuse(Field::Property("isInherited"), "not_applicable", message);
    }
    attribute
}

/// Refuses what values that are links can't be.
fn check_links(old: Option<&Attribute>, new: &Attribute, faults: &mut Faults) {
    let is_linked = |attribute: &Attribute| attribute.kind.target().is_some();
    if let Some(old) = old.filter(|old| old.kind != new.kind && (is_linked(old) || is_linked(new))) {
        let (from, to) = (old.kind.name(), new.kind.name());
        faults.refuse(TYPE, "not_convertible", format!("The type can't change from \"{from}\" to \"{to}\"."));
    }
    if !is_linked(new) {
        return;
    }
    if !matches!(new.object_type, ObjectKind::Document | ObjectKind::Variant) {
        let (kind, of) = (new.kind.name(), new.object_type.name());
        let message = format!("Attributes of the type \"{kind}\" belong to documents or variants; got \"{of}\".");
        faults.refuse(OBJECT_TYPE, "not_applicable", message);
    }
    let flags =
        [(new.is_localizable, "isLocalizable"), (new.is_unique, "isUnique"), (new.is_searchable, "isSearchable")];
    for (_, property) in flags.into_iter().filter(|(is_on, _)| *is_on) {
        let message = format!("Expected false, as the values of the type \"{}\" are links.", new.kind.name());
        faults.refuse(Field::Property(property), "not_applicable", message);
    }
}

fn object_type(old: Option<&Attribute>, fields: &AttributeFields, faults: &mut Faults) -> ObjectKind {
    let given = fields.object_type.value();
    let known = given.and_then(|name| ObjectKind::from_name(name));
    if let (Some(name), None) = (given, known) {
        faults.refuse(OBJECT_TYPE, "unknown_kind", format!("Expected one of {}; got \"{name}\".", kinds()));
    } else if given.is_none() && old.is_none() {
        faults.refuse(OBJECT_TYPE, "required", format!("Expected one of {}.", kinds()));
    }
    let own = old.map(|old| &old.object_type);
    fixed(known.as_ref(), own, OBJECT_TYPE, |kind| kind.name(), faults).unwrap_or(ObjectKind::Document)
}

/// The names of the kinds of object, for messages.
fn kinds() -> String {
    ObjectKind::ALL.map(ObjectKind::name).join(", ")
}

fn document_type_of(
    schema: &Schema,
    old: Option<&Attribute>,
    fields: &AttributeFields,
    object_type: ObjectKind,
    faults: &mut Faults,
) -> Option<String> {
    let given = fields.document_type.value();
    if let Some(old) = old {
        let own = old.document_type.clone().unwrap_or_default();
        return fixed(given, Some(&own), Field::DocumentType, String::as_str, faults).filter(|code| !code.is_empty());
    }
    match (given, object_type) {
        (None, ObjectKind::Classification | ObjectKind::Asset | ObjectKind::Link) => None,
        (Some(code), ObjectKind::Classification | ObjectKind::Asset | ObjectKind::Link) => {
            let message = format!("Attributes of {}s have no document type; got \"{code}\".", object_type.name());
            faults.refuse(Field::DocumentType, "not_applicable", message);
            None
        }
        (None, ObjectKind::Document | ObjectKind::Variant) => {
            let message = "An attribute of documents or variants needs a document type.";
            faults.refuse(Field::DocumentType, "required", message);
            None
        }
        (Some(code), ObjectKind::Document | ObjectKind::Variant) => {
            if schema.get::<DocumentType>(code).is_none() {
                let message = format!("There is no document type \"{code}\".");
                faults.refuse(Field::DocumentType, "unknown_reference", message);
            }
            Some(code.clone())
        }
    }
}

fn kind(old: Option<&Attribute>, fields: &AttributeFields, faults: &mut Faults) -> AttributeType {
    let stays = old.map_or(AttributeType::Text, |old| old.kind);
    let names = || AttributeType::names().join(", ");
    if let Some(name) = fields.kind.value() {
        return AttributeType::from_name(name).unwrap_or_else(|| {
            faults.refuse(TYPE, "unknown_type", format!("Expected one of {}; got \"{name}\".", names()));
            stays
        });
    }
    if old.is_none() {
        faults.refuse(TYPE, "required", format!("Expected one of {}.", names()));
    }
    stays
}

/// The family of a measure's units, which stays as long as the type does.
fn measure_family(
    schema: &Schema,
    kind: AttributeType,
    old: Option<&Attribute>,
    fields: &AttributeFields,
    faults: &mut Faults,
) -> Option<String> {
    const FIELD: Field = Field::Property("measureFamily");
    let given = fields.measure_family.value();
    if kind != AttributeType::Measure {
        if let Some(code) = given {
            let message =
                format!("Only a measure has units; this one is of the type \"{}\"; got \"{code}\".", kind.name());
            faults.refuse(FIELD, "not_applicable", message);
        }
        return None;
    }
    let own = old.and_then(|old| old.measure_family.as_ref());
    let family = fixed(given, own, FIELD, String::as_str, faults);
    match &family {
        None => faults.refuse(FIELD, "required", "A measure needs a family of units."),
        Some(code) if schema.get::<MeasureFamily>(code).is_none() => {
            faults.refuse(FIELD, "unknown_reference", format!("There is no measure family \"{code}\"."));
        }
        Some(_) => {}
    }
    family
}

/// Classifications and assets are named by attributes of fixed codes, which stay as long as they name any.
fn check_names_none(view: &Overlay<'_>, code: &str) -> Result<(), Problem> {
    let Some((_, kind)) = TITLES.iter().find(|(title, _)| *title == code) else { return Ok(()) };
    let is_named = |object: &Object| object.kind == *kind && object.body.0.contains_key(code);
    let named = view.users(&Use::Attribute(code.to_owned()), is_named);
    if named.is_empty() {
        return Ok(());
    }
    Err(Problem::conflict(format!("The attribute \"{code}\" can't be deleted: it names {}.", named.count())))
}

/// Plans the deletion: values go from all objects.
pub(super) fn delete(view: &Overlay<'_>, definition: &Arc<Definition>, attribute: &Attribute) -> Result<Step, Problem> {
    let code = definition.code.as_str();
    if let Some(title_of) = document_type::titled_by(&view.schema, code) {
        let message =
            format!("The attribute \"{code}\" names documents of the type \"{title_of}\" and can't be deleted.");
        return Err(Problem::conflict(message));
    }
    check_names_none(view, code)?;
    tag::check_attribute(&view.schema, code, None)?;
    if let Some(indicator) = completeness_setting::counting(&view.schema, code) {
        let message =
            format!("The attribute \"{code}\" can't be deleted: the completeness setting \"{indicator}\" counts it.");
        return Err(Problem::conflict(message));
    }
    let mut step = Step::deleted(definition);
    step.drop_list(view, code);
    step.follow(view, reform::cleared(view, definition, attribute)?);
    step.definitions.splice(0..0, attribute_set::without(view, code));
    Ok(step)
}
