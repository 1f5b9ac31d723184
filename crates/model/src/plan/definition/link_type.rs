//! Types of link (v5.md 3.6).

use std::sync::Arc;

use super::{check_unused, codes, completeness_setting, fixed, last, made, texts, written};
use crate::command::{LinkTypeFields, OnUse, Patch};
use crate::loaded::Use;
use crate::object::ObjectKind;
use crate::plan::link;
use crate::plan::overlay::{Overlay, too_many};
use crate::plan::put::patched;
use crate::plan::stage::Shift;
use crate::plan::step::{Faults, Step};
use crate::problem::{Field, Problem};
use crate::schema::{Attribute, Definition, DefinitionKind, DocumentType, Labels, LinkType, Schema, Spec};

const ORIGIN_TYPE: Field = Field::Property("originType");
const TARGET_TYPE: Field = Field::Property("targetType");
const ORIGIN_DOCUMENT_TYPES: &str = "originDocumentTypes";
const TARGET_DOCUMENT_TYPES: &str = "targetDocumentTypes";

/// Plans one put.
pub(super) fn put(
    view: &Overlay<'_>,
    code: &str,
    before: Option<&Arc<Definition>>,
    fields: &LinkTypeFields,
    mut faults: Faults,
) -> Result<Step, Problem> {
    let schema = &view.schema;
    let old = before.and_then(|definition| definition.says::<LinkType>());
    let none = Labels::new();
    let name = texts::labels(schema, old.map_or(&none, |old| &old.name), &fields.name, "name", &mut faults);
    texts::require(&name, old.is_none(), "name", &mut faults);
    let of = |kind: fn(&LinkType) -> &ObjectKind| old.map(kind);
    let origins = (&LinkType::ORIGINS[..], ORIGIN_TYPE);
    let origin_type = end(&fields.origin_type, of(|old| &old.origin_type), origins, &mut faults);
    let targets = (&LinkType::TARGETS[..], TARGET_TYPE);
    let target_type = end(&fields.target_type, of(|old| &old.target_type), targets, &mut faults);
    let types =
        [old.map_or(&[][..], |old| &old.origin_document_types), old.map_or(&[], |old| &old.target_document_types)];
    let unknown = |code: &str| {
        let is_unknown = schema.get::<DocumentType>(code).is_none();
        is_unknown.then(|| ("unknown_reference", format!("There is no document type \"{code}\".")))
    };
    let mut codes = |given, old, property| codes(given, old, property, unknown, &mut faults);
    let new = LinkType {
        name,
        origin_type,
        target_type,
        origin_document_types: codes(&fields.origin_document_types, types[0], ORIGIN_DOCUMENT_TYPES),
        target_document_types: codes(&fields.target_document_types, types[1], TARGET_DOCUMENT_TYPES),
        priority: patched(&fields.priority, old.map_or_else(|| after_last(schema), |old| old.priority), 0),
        is_active: patched(&fields.is_active, old.is_none_or(|old| old.is_active), true),
    };
    if new.target_type == ObjectKind::Asset && !new.target_document_types.is_empty() {
        faults.refuse(Field::Property(TARGET_DOCUMENT_TYPES), "not_applicable", "Assets have no document type.");
    }
    let warnings = faults.settle()?;
    let ends =
        |link_type: &LinkType| [link_type.origin_document_types.clone(), link_type.target_document_types.clone()];
    let narrows = old.is_some_and(|old| ends(old) != ends(&new));
    let mut step = written(view, code, before, Spec::LinkType(new), narrows)?;
    step.done.warnings = warnings;
    Ok(step)
}

/// The kind that stands at an end of the links, set at creation.
fn end(
    given: &Patch<String>,
    old: Option<&ObjectKind>,
    (known, field): (&[ObjectKind], Field),
    faults: &mut Faults,
) -> ObjectKind {
    let expected = || known.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ");
    let named = given.value();
    let kind = named.and_then(|name| ObjectKind::from_name(name)).filter(|kind| known.contains(kind));
    match (named, kind) {
        (Some(name), None) => {
            let message = format!("Expected one of {}; got \"{name}\".", expected());
            faults.refuse(field.clone(), "unknown_kind", message);
        }
        (None, _) if old.is_none() => {
            faults.refuse(field.clone(), "required", format!("Expected one of {}.", expected()));
        }
        _ => {}
    }
    fixed(kind.as_ref(), old, field, |kind| kind.name(), faults).unwrap_or(ObjectKind::Document)
}

fn after_last(schema: &Schema) -> i64 {
    last(schema.all(DefinitionKind::LinkType).filter_map(|definition| Some(&definition.says::<LinkType>()?.priority)))
}

/// The link type that an attribute has to do with: the one whose links it describes, or whose links are its values. The
/// latter may be left to itself: then it has the attribute's code, and comes here to be made if there is none.
pub(super) fn of_attribute(
    view: &Overlay<'_>,
    code: &str,
    old: Option<&Attribute>,
    attribute: &Attribute,
    given: &Patch<String>,
    faults: &mut Faults,
) -> Result<(Option<String>, Option<Definition>), Problem> {
    let given = given.value();
    if let Some(old) = old {
        let own = old.link_type.clone().unwrap_or_default();
        let same = fixed(given, Some(&own), Field::LinkType, String::as_str, faults);
        return Ok((same.filter(|code| !code.is_empty()), None));
    }
    let target_type = attribute.kind.target();
    let fits = |link_type: &LinkType| match target_type {
        Some(target_type) => {
            (link_type.origin_type, link_type.target_type) == (attribute.object_type, target_type)
                && link_type.is_from(attribute.document_type.as_deref())
        }
        None => true,
    };
    match (given, target_type) {
        (None, Some(target_type)) => match view.schema.get::<LinkType>(code) {
            Some((_, link_type)) if fits(link_type) => return Ok((Some(code.to_owned()), None)),
            Some(_) => unsuited(code, attribute.object_type, target_type, faults),
            None => {
                let own = &attribute.name;
                let nameless = || [(view.schema.default_locale().to_owned(), code.to_owned())].into();
                let spec = Spec::LinkType(LinkType {
                    name: if own.is_empty() { nameless() } else { own.clone() },
                    origin_type: attribute.object_type,
                    target_type,
                    origin_document_types: attribute.document_type.iter().cloned().collect(),
                    target_document_types: Vec::new(),
                    priority: after_last(&view.schema),
                    is_active: true,
                });
                return Ok((Some(code.to_owned()), Some(made(view, code, spec, 1)?)));
            }
        },
        (None, None) if attribute.object_type == ObjectKind::Link => {
            faults.refuse(Field::LinkType, "required", "An attribute of links needs a link type.");
        }
        (None, None) => {}
        (Some(named), _) => match (view.schema.get::<LinkType>(named), target_type) {
            (None, _) => {
                faults.refuse(Field::LinkType, "unknown_reference", format!("There is no link type \"{named}\"."));
            }
            (Some(_), None) if attribute.object_type != ObjectKind::Link => {
                let message =
                    format!("Only attributes of links, media and documents have a link type; got \"{named}\".");
                faults.refuse(Field::LinkType, "not_applicable", message);
            }
            (Some((_, link_type)), Some(target_type)) if !fits(link_type) => {
                unsuited(named, attribute.object_type, target_type, faults);
            }
            (Some(_), _) => return Ok((Some(named.clone()), None)),
        },
    }
    Ok((None, None))
}

fn unsuited(code: &str, from: ObjectKind, to: ObjectKind, faults: &mut Faults) {
    let (from, to) = (from.name(), to.name());
    let message = format!("Expected a link type from {from}s of this type to {to}s; \"{code}\" is another.");
    faults.refuse(Field::LinkType, "unsuited", message);
}

/// Plans the deletion of a type with its links and the attributes of these.
pub(super) fn delete(view: &Overlay<'_>, definition: &Arc<Definition>, on_use: OnUse) -> Result<Step, Problem> {
    let code = definition.code.as_str();
    let named = |other: &Arc<Definition>| {
        other.says::<Attribute>().is_some_and(|attribute| attribute.link_type.as_deref() == Some(code))
    };
    let attributes: Vec<_> = view.schema.all(DefinitionKind::Attribute).filter(|other| named(other)).collect();
    let is_of_links = |other: &Arc<Definition>| {
        other.says::<Attribute>().is_some_and(|attribute| attribute.object_type == ObjectKind::Link)
    };
    if let Some(valued) = attributes.iter().find(|other| !is_of_links(other)) {
        let message = format!(
            "The link type \"{code}\" can't be deleted: the attribute \"{}\" has its links as values.",
            valued.code
        );
        return Err(Problem::conflict(message));
    }
    let links = view.users(&Use::Type(definition.id), |object| object.type_id == definition.id);
    check_unused(definition, &links, on_use)?;
    if links.more {
        return Err(too_many(&format!("The link type \"{code}\" has")));
    }
    let mut step = Step::deleted(definition);
    let recounted = completeness_setting::without(view, code)?;
    let indicators: Vec<_> = recounted.iter().filter_map(|shift| shift.after.clone()).collect();
    step.definitions.splice(0..0, recounted);
    completeness_setting::recount(view, &mut step, &indicators, 0)?;
    step.objects.extend(link::gone(view, &links.objects, |_| false));
    for attribute in &attributes {
        step.drop_list(view, &attribute.code);
    }
    step.definitions.splice(0..0, attributes.into_iter().map(Shift::gone));
    Ok(step)
}

/// A link type that names a document type among those of its ends.
pub(super) fn naming<'a>(schema: &'a Schema, document_type: &str) -> Option<&'a str> {
    let names = |definition: &&Arc<Definition>| {
        let ends = definition.says::<LinkType>().into_iter();
        let mut ends = ends.flat_map(|own| own.origin_document_types.iter().chain(&own.target_document_types));
        ends.any(|code| code == document_type)
    };
    schema.all(DefinitionKind::LinkType).find(names).map(|definition| definition.code.as_str())
}
