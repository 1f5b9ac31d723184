//! Plannings of imports and exports (v5.md 4.2).

use std::sync::Arc;

use super::{texts, written};
use crate::address;
use crate::command::{Patch, PlanningFields};
use crate::plan::overlay::Overlay;
use crate::plan::put::patched;
use crate::plan::step::{Faults, Step};
use crate::problem::{Field, Problem};
use crate::schedule::{self, UTC};
use crate::schema::{Definition, DefinitionKind, ExportPlanning, ImportPlanning, Planning, Schema, Spec};

/// What tells the two apart.
pub(super) struct Flow {
    /// The kind of its profiles.
    profiles: DefinitionKind,
    /// The names of its own parts.
    names: [&'static str; 3],
    /// Whether it can't do without an address.
    needs_address: bool,
    spec: fn(Planning) -> Spec,
}

/// Of planned imports.
pub(super) const IMPORT: Flow = Flow {
    profiles: DefinitionKind::ImportProfile,
    names: Planning::IMPORT,
    needs_address: true,
    spec: |own| Spec::ImportPlanning(ImportPlanning(own)),
};

/// Of planned exports.
pub(super) const EXPORT: Flow = Flow {
    profiles: DefinitionKind::ExportProfile,
    names: Planning::EXPORT,
    needs_address: false,
    spec: |own| Spec::ExportPlanning(ExportPlanning(own)),
};

impl Flow {
    fn profile(&self) -> Field {
        let [flow, profile, _] = self.names;
        Field::Member(flow, profile.to_owned())
    }

    fn address(&self) -> Field {
        let [flow, _, address] = self.names;
        Field::Member(flow, address.to_owned())
    }
}

/// Plans one put.
pub(super) fn put(
    view: &Overlay<'_>,
    flow: &Flow,
    (code, before): (&str, Option<&Arc<Definition>>),
    fields: &PlanningFields,
    mut faults: Faults,
) -> Result<Step, Problem> {
    let old = before.and_then(|definition| definition.spec.planning()).cloned().unwrap_or_else(|| Planning {
        name: String::new(),
        profile: String::new(),
        address: String::new(),
        cron: String::new(),
        timezone: UTC.to_owned(),
        is_active: true,
    });
    let new = Planning {
        name: patched(&fields.name, old.name, String::new()),
        profile: patched(&fields.profile, old.profile, String::new()),
        address: location(flow, &fields.address, &old.address, &mut faults),
        cron: patched(&fields.cron, old.cron, String::new()).trim().to_owned(),
        timezone: patched(&fields.timezone, old.timezone, UTC.to_owned()),
        is_active: patched(&fields.active, old.is_active, true),
    };
    for (text, property) in [(&new.name, "name"), (&new.cron, "cron"), (&new.timezone, "timezone")] {
        texts::check(text, property, &mut faults);
    }
    check(&view.schema, flow, &new, &mut faults);
    let warnings = faults.settle()?;
    let mut step = written(view, code, before, (flow.spec)(new), false)?;
    step.done.warnings = warnings;
    Ok(step)
}

/// Where the file is. A mask leaves the password that is there.
fn location(flow: &Flow, given: &Patch<String>, old: &str, faults: &mut Faults) -> String {
    let given = match given {
        Patch::Absent => return old.to_owned(),
        Patch::Null => return String::new(),
        Patch::Value(given) => given,
    };
    address::merged(given, Some(old)).unwrap_or_else(|| {
        let message = "The password is a mask: it has to be written once before the file can be reached.";
        faults.warn(flow.address(), "masked_password", message);
        given.clone()
    })
}

fn check(schema: &Schema, flow: &Flow, new: &Planning, faults: &mut Faults) {
    if new.name.trim().is_empty() {
        faults.refuse(Field::Property("name"), "required", "Expected a name.");
    }
    if new.profile.is_empty() {
        faults.refuse(flow.profile(), "required", "Expected the id of a profile.");
    } else if schema.definition(flow.profiles, &new.profile).is_none() {
        let message = format!("There is no {} \"{}\".", flow.profiles.words(), new.profile.escape_debug());
        faults.refuse(flow.profile(), "unknown_reference", message);
    }
    if flow.needs_address && new.address.is_empty() {
        faults.refuse(flow.address(), "required", "Expected where the file lies, such as sftp://…");
    }
    if let Err(problem) = schedule::read(&new.cron, &new.timezone) {
        faults.violations.extend(problem.violations);
    }
}

/// Plans the deletion of a profile. Errors: a planning works by it.
pub(super) fn delete_profile(schema: &Schema, profile: &Arc<Definition>) -> Result<Step, Problem> {
    let kind = match profile.spec.kind() {
        DefinitionKind::ImportProfile => DefinitionKind::ImportPlanning,
        _ => DefinitionKind::ExportPlanning,
    };
    let works = |planning: &&Arc<Definition>| planning.spec.planning().is_some_and(|own| own.profile == profile.code);
    let Some(user) = schema.all(kind).find(works) else { return Ok(Step::deleted(profile)) };
    let (kind, name) = (profile.spec.kind().words(), user.spec.planning().map_or("", |own| &own.name));
    Err(Problem::conflict(format!("This {kind} can't be deleted: the planning \"{name}\" works by it.")))
}
