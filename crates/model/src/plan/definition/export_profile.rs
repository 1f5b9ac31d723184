//! Profiles of exports (v5.md 4.2).

use std::sync::Arc;

use super::{layout, written};
use crate::command::{ExportProfileFields, Patch};
use crate::input::Input;
use crate::plan::overlay::Overlay;
use crate::plan::step::{Faults, Step};
use crate::problem::{Field, Problem};
use crate::schema::{Definition, ExportProfile, Spec};

const NONE: &str = "{}";

/// Plans one put.
pub(super) fn put(
    view: &Overlay<'_>,
    code: &str,
    before: Option<&Arc<Definition>>,
    fields: &ExportProfileFields,
    mut faults: Faults,
) -> Result<Step, Problem> {
    let old = before.and_then(|definition| definition.says::<ExportProfile>());
    let layout = layout::put(view, old.map(|old| &old.layout), &fields.layout, &mut faults);
    let filters = filters(&fields.filters, old.map_or(NONE, |old| &old.filters), &mut faults);
    let warnings = faults.settle()?;
    // Without a layout a violation has ended this before.
    let layout = layout.ok_or_else(|| Problem::invalid(Vec::new()))?;
    let mut step = written(view, code, before, Spec::ExportProfile(ExportProfile { layout, filters }), false)?;
    step.done.warnings = warnings;
    Ok(step)
}

/// An object of query parameters; an empty list is how PHP writes an empty one.
fn filters(given: &Patch<Input>, old: &str, faults: &mut Faults) -> String {
    match given {
        Patch::Absent => old.to_owned(),
        Patch::Null => NONE.to_owned(),
        Patch::Value(Input::List(items)) if items.is_empty() => NONE.to_owned(),
        Patch::Value(filters @ Input::Map(_)) => filters.to_json(),
        Patch::Value(other) => {
            let message = format!("Expected an object of filters; got {}.", other.describe());
            faults.refuse(Field::Property("filters"), "wrong_type", message);
            old.to_owned()
        }
    }
}
