//! Catalogs, each with the root of its tree (v5.md 3.7).

use std::sync::Arc;

use super::{fixed, texts, written};
use crate::command::{CatalogFields, OnUse, Patch};
use crate::loaded::Use;
use crate::object::{Object, ObjectKind};
use crate::plan::classification::{MASTER, ROOT};
use crate::plan::delete::tree;
use crate::plan::overlay::Overlay;
use crate::plan::put::patched;
use crate::plan::stage::Shift;
use crate::plan::step::{Faults, Step};
use crate::problem::{Field, Problem};
use crate::schema::{Catalog, CatalogContent, Definition, Spec};

/// The catalogs that every instance has.
pub(in crate::plan) const BUILT_IN: [&str; 2] = [MASTER, "DAM"];

/// Plans one put; a new catalog comes with its root.
pub(super) fn put(
    view: &Overlay<'_>,
    code: &str,
    before: Option<&Arc<Definition>>,
    fields: &CatalogFields,
    mut faults: Faults,
) -> Result<Step, Problem> {
    let old = before.and_then(|definition| definition.says::<Catalog>());
    let name = patched(&fields.name, old.map_or_else(String::new, |old| old.name.clone()), String::new());
    if name.is_empty() {
        faults.refuse(Field::Property("name"), "required", "A catalog needs a name.");
    }
    texts::check(&name, "name", &mut faults);
    let description = match &fields.description {
        Patch::Absent => old.and_then(|old| old.description.clone()),
        Patch::Null => None,
        Patch::Value(text) => Some(text.clone()).filter(|text| !text.is_empty()),
    };
    texts::check(description.as_deref().unwrap_or_default(), "description", &mut faults);
    let given = fields.object_type.value();
    let content = fixed(given, old.map(|old| &old.object_type), CONTENT, |content| content.name(), &mut faults);
    if content.is_none() {
        faults.refuse(CONTENT, "required", "Expected \"document\" or \"asset\".");
    }
    let warnings = faults.settle()?;
    let root = old.map_or_else(|| root_code(code), |old| old.root.clone());
    // Without content a violation has ended this above.
    let object_type = content.unwrap_or(CatalogContent::Document);
    let spec = Spec::Catalog(Catalog { name, description, object_type, root: root.clone() });
    let mut step = written(view, code, before, spec, false)?;
    if before.is_none() {
        let root = new_root(view, &root)?;
        step.objects.push(Shift::made(Arc::new(root)));
    }
    step.done.warnings = warnings;
    Ok(step)
}

const CONTENT: Field = Field::Property("objectType");

/// The code of a catalog's root (DECISIONS "Roots").
pub(in crate::plan) fn root_code(catalog: &str) -> String {
    if catalog == MASTER { ROOT.to_owned() } else { format!("{ROOT}_{catalog}") }
}

fn new_root(view: &Overlay<'_>, code: &str) -> Result<Object, Problem> {
    if view.object(ObjectKind::Classification, code).is_some() {
        return Err(Problem::conflict(format!("The catalog's root would be \"{code}\", which exists already.")));
    }
    let (id, type_id) = (view.new_id(1)?, view.new_id(0)?);
    Ok(Object::new(id, ObjectKind::Classification, code, type_id, &view.actor.name))
}

/// Plans the deletion of a catalog with its tree; what is placed there stays. Errors: it has content, and shall not be
/// cleared of it.
pub(super) fn delete(
    view: &Overlay<'_>,
    definition: &Arc<Definition>,
    catalog: &Catalog,
    on_use: OnUse,
) -> Result<Step, Problem> {
    let code = definition.code.as_str();
    if BUILT_IN.contains(&code) {
        return Err(Problem::built_in(format!("The catalog \"{code}\" is built in and can't be deleted.")));
    }
    let below = |object: &Object| object.type_id == definition.id && object.parent.is_some();
    let mut content = view.users(&Use::Type(definition.id), below);
    let root = view.object(ObjectKind::Classification, &catalog.root);
    if let Some(root) = root {
        content.objects.extend(view.placed(root)?.into_iter().cloned());
    }
    if on_use == OnUse::Refuse && !content.is_empty() {
        let message = format!("The catalog \"{code}\" can't be deleted: it has {}.", content.count());
        return Err(Problem::conflict(message));
    }
    let mut step = Step::deleted(definition);
    if let Some(root) = root {
        step.objects = tree(view, root)?;
    }
    Ok(step)
}
