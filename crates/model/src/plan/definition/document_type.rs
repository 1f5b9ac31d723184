//! Document types (v5.md 3.5), each with a default title attribute `{id}_name`.

use std::sync::Arc;

use super::{completeness_setting, last, made, texts, workflow, written};
use crate::attribute::AttributeType;
use crate::command::{DocumentTypeFields, OnUse, Patch};
use crate::loaded::Use;
use crate::object::ObjectKind;
use crate::plan::overlay::Overlay;
use crate::plan::put::patched;
use crate::plan::reshape::{Derived, Wanted, check_active, later, rederived};
use crate::plan::stage::Shift;
use crate::plan::step::{Faults, Step};
use crate::problem::{Field, Problem};
use crate::reshape::{Effect, Scope};
use crate::schema::{Attribute, Constraints, Definition, DefinitionKind, DocumentType, Labels, Schema, Spec};

/// Plans one put; a new type comes with its title attribute.
pub(super) fn put(
    view: &Overlay<'_>,
    code: &str,
    before: Option<&Arc<Definition>>,
    fields: &DocumentTypeFields,
    mut faults: Faults,
) -> Result<Step, Problem> {
    let schema = &view.schema;
    let old = before.and_then(|definition| definition.says::<DocumentType>()).cloned();
    let basis = old.clone().unwrap_or_else(|| DocumentType {
        name: Labels::new(),
        description: Labels::new(),
        is_active: true,
        has_variants: false,
        title_attribute: None,
        sequence: last(
            schema.all(DefinitionKind::DocumentType).filter_map(|d| Some(&d.says::<DocumentType>()?.sequence)),
        ),
    });
    let name = texts::labels(schema, &basis.name, &fields.name, "name", &mut faults);
    texts::require(&name, old.is_none(), "name", &mut faults);
    let title = if old.is_none() { new_title(view, code, &mut faults)? } else { Title::Given(basis.title_attribute) };
    let title_attribute = match &fields.title_attribute {
        Patch::Value(wanted) if Some(wanted.as_str()) != title.code() => {
            check_title(schema, code, wanted, &mut faults);
            Some(wanted.clone())
        }
        Patch::Null if old.is_some() => None,
        _ => title.code().map(str::to_owned),
    };
    let new = DocumentType {
        description: texts::labels(schema, &basis.description, &fields.description, "description", &mut faults),
        name,
        is_active: patched(&fields.is_active, basis.is_active, true),
        has_variants: patched(&fields.has_variants, basis.has_variants, false),
        title_attribute,
        sequence: patched(&fields.sequence, basis.sequence, 0),
    };
    let warnings = faults.settle()?;
    let titles = [old.as_ref().and_then(|old| old.title_attribute.as_deref()), new.title_attribute.as_deref()];
    let retitled = old.is_some() && titles[0] != titles[1];
    let following = match before.filter(|_| retitled) {
        Some(before) => Some(rederived(view, &[before.id], &[before], Derived::Words, 0)?),
        None => None,
    };
    let narrows = retitled || old.as_ref().is_some_and(|old| old.has_variants && !new.has_variants);
    let mut step = written(view, code, before, Spec::DocumentType(new), narrows)?;
    if let Title::Made(attribute) = title {
        step.definitions.push(Shift::made(attribute));
    }
    if let Some(following) = following {
        step.follow(view, following);
    }
    step.done.warnings = warnings;
    Ok(step)
}

/// The title attribute that a type has unless another one is wished.
enum Title {
    Given(Option<String>),
    Made(Arc<Definition>),
}

impl Title {
    fn code(&self) -> Option<&str> {
        match self {
            Self::Given(code) => code.as_deref(),
            Self::Made(definition) => Some(&definition.code),
        }
    }
}

fn new_title(view: &Overlay<'_>, code: &str, faults: &mut Faults) -> Result<Title, Problem> {
    let title = DocumentType::own_title(code);
    if title.len() > 100 && code.len() <= 100 {
        let message = "Expected at most 95 characters, so that the title attribute \"{id}_name\" has a legal code.";
        faults.refuse(Field::Code, "bad_code", message);
    }
    if let Some(attribute) = view.schema.attribute(&title) {
        if is_title_of(attribute, code) {
            return Ok(Title::Given(Some(title)));
        }
        let message = format!("The attribute \"{title}\" is something else already; the type has no title attribute.");
        faults.warn(Field::Property("titleAttribute"), "no_title", message);
        return Ok(Title::Given(None));
    }
    let attribute = Attribute {
        object_type: ObjectKind::Document,
        document_type: Some(code.to_owned()),
        link_type: None,
        kind: AttributeType::Text,
        name: Labels::new(),
        description: Labels::new(),
        is_localizable: true,
        is_inherited: false,
        is_required: false,
        is_unique: false,
        is_read_only: false,
        is_hidden: false,
        is_filterable: true,
        is_searchable: true,
        section: None,
        sequence: 1,
        constraints: Constraints::default(),
        measure_family: None,
        default_value: None,
        metadata_sources: Vec::new(),
    };
    Ok(Title::Made(Arc::new(made(view, &title, Spec::Attribute(attribute), 1)?)))
}

fn check_title(schema: &Schema, code: &str, wanted: &str, faults: &mut Faults) {
    let field = Field::Property("titleAttribute");
    match schema.attribute(wanted) {
        None => faults.refuse(field, "unknown_reference", format!("There is no attribute \"{wanted}\".")),
        Some(attribute) if is_title_of(attribute, code) => {}
        Some(_) => {
            let message = format!("Expected a text attribute of documents of the type \"{code}\"; got \"{wanted}\".");
            faults.refuse(field, "unsuited", message);
        }
    }
}

fn is_title_of(attribute: &Attribute, code: &str) -> bool {
    attribute.kind == AttributeType::Text && attribute.is_available(ObjectKind::Document, Some(code))
}

/// Plans the deletion of a type; its indicators, tags, sets, attributes and workflows go with it. Documents go by a job,
/// with all that is theirs.
pub(super) fn delete(view: &Overlay<'_>, definition: &Arc<Definition>, on_use: OnUse) -> Result<Step, Problem> {
    let code = definition.code.as_str();
    let users = view.users(&Use::Type(definition.id), |object| object.type_id == definition.id);
    if on_use == OnUse::Refuse && !users.is_empty() {
        let message = format!("The document type \"{code}\" can't be deleted: it has {}.", users.count());
        return Err(Problem::conflict(message));
    }
    if let Some(link_type) = super::link_type::naming(&view.schema, code) {
        let message = format!("The document type \"{code}\" can't be deleted: the link type \"{link_type}\" names it.");
        return Err(Problem::conflict(message));
    }
    if let Some(app) = super::app::naming(&view.schema, code) {
        let message = format!("The document type \"{code}\" can't be deleted: the app \"{app}\" is for it alone.");
        return Err(Problem::conflict(message));
    }
    let is_own = |attribute: &&Arc<Definition>| {
        attribute.says::<Attribute>().is_some_and(|spec| spec.document_type.as_deref() == Some(code))
    };
    let attributes: Vec<_> = view.schema.all(DefinitionKind::Attribute).filter(is_own).collect();
    let indicators = completeness_setting::those(&view.schema, |own| own.document_type == code);
    let tags = view.schema.tags_of(code).map(|(tag, _)| tag);
    let sets = view.schema.sets_of(code).map(|(set, _)| set);
    // Who brings them back needs the type first, and the attributes before what is about them.
    let own = indicators.iter().chain(tags).chain(sets).chain(attributes.iter().copied());
    let own: Vec<_> = own.chain(workflow::of_type(&view.schema, code)).collect();
    let definitions: Vec<_> = [definition].into_iter().chain(own.iter().copied()).collect();
    let mut step = Step::deleted(definition);
    for attribute in &attributes {
        step.drop_list(view, &attribute.code);
    }
    step.definitions.splice(0..0, own.into_iter().map(Shift::gone));
    if !users.is_empty() {
        definitions.iter().try_for_each(|definition| check_active(definition))?;
        let (effect, scope) = (Effect::Deletion, Scope::Types(vec![definition.id]));
        let wanted = Wanted { definitions: &definitions, effect, scope, words: false, reindexes: false, made: 0 };
        step.follow(view, later(view, wanted)?);
    }
    Ok(step)
}

/// The type whose documents are named by that attribute.
pub(super) fn titled_by<'a>(schema: &'a Schema, attribute: &str) -> Option<&'a str> {
    let titled = |definition: &&Arc<Definition>| {
        definition
            .says::<DocumentType>()
            .is_some_and(|document_type| document_type.title_attribute.as_deref() == Some(attribute))
    };
    schema.all(DefinitionKind::DocumentType).find(titled).map(|definition| definition.code.as_str())
}
