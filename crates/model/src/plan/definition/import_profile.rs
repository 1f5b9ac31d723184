//! Profiles of imports (v5.md 4.2).

use std::sync::Arc;

use super::{chosen, layout, refuse_choice, written};
use crate::command::{ImportProfileFields, Patch};
use crate::plan::overlay::Overlay;
use crate::plan::put::patched;
use crate::plan::step::{Faults, Step};
use crate::problem::{Field, Problem};
use crate::schema::{Definition, EmptyCell, ImportProfile, LineAction, Missing, Spec};

/// Plans one put.
pub(super) fn put(
    view: &Overlay<'_>,
    code: &str,
    before: Option<&Arc<Definition>>,
    fields: &ImportProfileFields,
    mut faults: Faults,
) -> Result<Step, Problem> {
    let old = before.and_then(|definition| definition.says::<ImportProfile>());
    let layout = layout::put(view, old.map(|old| &old.layout), &fields.layout, &mut faults);
    let new = layout.map(|layout| {
        let basis = old.cloned().unwrap_or_else(|| ImportProfile::of(layout.model.clone()));
        let missing = missing(&fields.create_missing, &basis, &mut faults);
        let (empty, action) = (basis.empty_cell, basis.action);
        ImportProfile {
            layout,
            empty_cell: chosen(&fields.empty_cell, empty, EmptyCell::Ignore, "emptyCell", &mut faults),
            action: chosen(&fields.action, action, LineAction::Upsert, "action", &mut faults),
            creates_values: missing.contains(&Missing::Values),
            creates_classifications: missing.contains(&Missing::Classifications),
            matches_labels: patched(&fields.matches_labels, basis.matches_labels, false),
            loss_limit: limit(&fields.loss_limit, basis.loss_limit, &mut faults),
        }
    });
    let warnings = faults.settle()?;
    // Without a layout a violation has ended this before.
    let new = new.ok_or_else(|| Problem::invalid(Vec::new()))?;
    let mut step = written(view, code, before, Spec::ImportProfile(new), false)?;
    step.done.warnings = warnings;
    Ok(step)
}

fn missing(given: &Patch<Vec<String>>, old: &ImportProfile, faults: &mut Faults) -> Vec<Missing> {
    let names = match given {
        Patch::Absent => return old.creates(),
        Patch::Null => return Vec::new(),
        Patch::Value(names) => names,
    };
    let mut all = Vec::new();
    for name in names {
        match Missing::from_name(name) {
            Some(missing) => all.push(missing),
            None => refuse_choice::<Missing>("createMissing", name, faults),
        }
    }
    all
}

fn limit(given: &Patch<i64>, old: Option<u8>, faults: &mut Faults) -> Option<u8> {
    let percent = match given {
        Patch::Absent => return old,
        Patch::Null => return None,
        Patch::Value(percent) => percent,
    };
    let known = u8::try_from(*percent).ok().filter(|percent| *percent <= 100);
    if known.is_none() {
        let message = format!("Expected 0 to 100 percent; got {percent}.");
        faults.refuse(Field::Property("lossLimit"), "out_of_range", message);
    }
    known
}
