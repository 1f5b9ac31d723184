//! Attribute sets (v5.md 3.3).

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{changed, check_unused, completeness_setting, fixed, texts, written};
use crate::command::{AttributeSetFields, OnUse, Patch};
use crate::loaded::Use;
use crate::object::ObjectKind;
use crate::plan::overlay::Overlay;
use crate::plan::put::patched;
use crate::plan::reshape::{Wanted, check_active, following, users_of_types};
use crate::plan::stage::Shift;
use crate::plan::step::{Faults, Step};
use crate::problem::{Field, Problem};
use crate::reshape::{Effect, Scope};
use crate::schema::{
    AttributeSet, CompletenessSetting, Definition, DefinitionKind, DocumentType, Labels, Schema, Spec,
};

/// Plans one put; a new default of a type ends the former.
pub(super) fn put(
    view: &Overlay<'_>,
    code: &str,
    before: Option<&Arc<Definition>>,
    fields: &AttributeSetFields,
    mut faults: Faults,
) -> Result<Step, Problem> {
    let schema = &view.schema;
    let old = before.and_then(|definition| definition.says::<AttributeSet>());
    let document_type = document_type(schema, old, &fields.document_type, &mut faults);
    let (no_labels, nothing) = (Labels::new(), BTreeSet::new());
    let of_documents = Listed { schema, document_type: &document_type, property: "attributes" };
    let of_variants = Listed { property: "variantAttributes", ..of_documents };
    let held = old.map_or((&nothing, &nothing), |old| (&old.attributes, &old.variant_attributes));
    let new = AttributeSet {
        name: texts::labels(schema, old.map_or(&no_labels, |old| &old.name), &fields.name, "name", &mut faults),
        attributes: of_documents.codes(&fields.attributes, held.0, &mut faults),
        variant_attributes: of_variants.codes(&fields.variant_attributes, held.1, &mut faults),
        is_default: patched(&fields.is_default, old.is_some_and(|old| old.is_default), false),
        document_type,
    };
    let warnings = faults.settle()?;
    let is_former = |(other, set): &(&Arc<Definition>, &AttributeSet)| set.is_default && other.code != code;
    let former = schema.sets_of(&new.document_type).filter(|_| new.is_default).find(is_former);
    let narrows = !held.0.is_subset(&new.attributes) || !held.1.is_subset(&new.variant_attributes);
    let recounts = old.is_some_and(|old| old.attributes != new.attributes);
    let counting = |own: &CompletenessSetting| recounts && own.document_type == new.document_type;
    let indicators = completeness_setting::those(schema, counting);
    let mut step = written(view, code, before, Spec::AttributeSet(new), narrows)?;
    if let Some((definition, set)) = former {
        let spec = Spec::AttributeSet(AttributeSet { is_default: false, ..set.clone() });
        step.definitions.push(Shift::changed(definition, Arc::new(changed(view, definition, spec))));
    }
    completeness_setting::recount(view, &mut step, &indicators, 0)?;
    step.done.warnings = warnings;
    Ok(step)
}

/// The document type, set at creation; "" where a violation says that there is none.
fn document_type(schema: &Schema, old: Option<&AttributeSet>, given: &Patch<String>, faults: &mut Faults) -> String {
    let given = given.value();
    match given {
        None if old.is_none() => {
            faults.refuse(Field::DocumentType, "required", "An attribute set needs a document type.");
        }
        Some(code) if old.is_none() && schema.get::<DocumentType>(code).is_none() => {
            faults.refuse(Field::DocumentType, "unknown_reference", format!("There is no document type \"{code}\"."));
        }
        _ => {}
    }
    let own = old.map(|old| &old.document_type);
    fixed(given, own, Field::DocumentType, String::as_str, faults).unwrap_or_default()
}

/// One of the lists of a set.
#[derive(Clone, Copy)]
struct Listed<'a> {
    schema: &'a Schema,
    document_type: &'a str,
    property: &'static str,
}

impl Listed<'_> {
    /// Its codes after a put. Attributes of variants stand in the list of variants alone.
    fn codes(self, given: &Patch<Vec<String>>, held: &BTreeSet<String>, faults: &mut Faults) -> BTreeSet<String> {
        let Self { schema, document_type, property } = self;
        let codes: BTreeSet<String> = match given {
            Patch::Absent => return held.clone(),
            Patch::Null => BTreeSet::new(),
            Patch::Value(codes) => codes.iter().cloned().collect(),
        };
        for code in codes.difference(held) {
            let (rule, message) = match schema.attribute(code) {
                None => ("unknown_reference", format!("There is no attribute \"{code}\".")),
                Some(attribute) if attribute.document_type.as_deref() != Some(document_type) => {
                    let message =
                        format!("Expected attributes of the document type \"{document_type}\"; \"{code}\" is another.");
                    ("wrong_type", message)
                }
                Some(attribute) if attribute.object_type == ObjectKind::Variant && property == "attributes" => {
                    let message = format!("\"{code}\" is an attribute of variants: it belongs in variantAttributes.");
                    ("wrong_kind", message)
                }
                Some(_) => continue,
            };
            faults.refuse(Field::Property(property), rule, message);
        }
        codes
    }
}

/// The sets that list an attribute, without it.
pub(super) fn without(view: &Overlay<'_>, attribute: &str) -> Vec<Shift<Definition>> {
    let shift = |definition: &Arc<Definition>| {
        let less = definition.says::<AttributeSet>()?.without(attribute)?;
        Some(Shift::changed(definition, Arc::new(changed(view, definition, Spec::AttributeSet(less)))))
    };
    view.schema.all(DefinitionKind::AttributeSet).filter_map(shift).collect()
}

/// Plans the deletion: documents that have the set have none then.
pub(super) fn delete(view: &Overlay<'_>, definition: &Arc<Definition>, on_use: OnUse) -> Result<Step, Problem> {
    let id = definition.id;
    let users = view.users(&Use::Set(id), |object| object.set == Some(id));
    check_unused(definition, &users, on_use)?;
    let mut step = Step::deleted(definition);
    // Its documents are counted by all attributes of the type then.
    let document_type = definition.says::<AttributeSet>().map(|set| &set.document_type);
    let indicators = completeness_setting::those(&view.schema, |own| Some(&own.document_type) == document_type);
    let definitions: Vec<_> = [definition].into_iter().chain(&indicators).collect();
    let types = completeness_setting::types(&view.schema, &definitions);
    let (reindexes, users) = (!indicators.is_empty(), users.with(users_of_types(view, &types)));
    let scope = if reindexes { Scope::Types(types) } else { Scope::Set(id) };
    definitions.iter().try_for_each(|definition| check_active(definition))?;
    completeness_setting::await_change(&mut step, &indicators);
    let wanted = Wanted { definitions: &definitions, effect: Effect::Set(id), scope, words: false, reindexes, made: 0 };
    step.follow(view, following(view, &users, wanted)?);
    Ok(step)
}
