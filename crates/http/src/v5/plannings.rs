//! `/api/plannings/imports` and `/api/plannings/exports` (v5.md 4.2).

use std::borrow::Cow;

use model::address;
use model::command::{Action, DefinitionFields, Patch, PlanningFields, PutDefinition};
use model::input::Input;
use model::job;
use model::problem::{Field, Problem, Violation};
use model::schema::{Definition, DefinitionKind, Planning};
use schemars::JsonSchema;
use serde::Serialize;

use super::definitions::mismatch;
use super::describe::schema_of;
use super::jsonld::{Class, EXPORT_PLANNING, IMPORT_PLANNING, Reference};
use super::profile_layout;
use super::resource::{Resource, Wish};
use super::shape::Fields;
use super::values::{Moment, Printer, Stamps};

/// Planned imports.
pub struct ImportPlannings;

/// Planned exports.
pub struct ExportPlannings;

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct ImportPlanningOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// What is imported.
    import: ImportOut<'a>,
    #[serde(flatten)]
    rest: PlanningOut<'a>,
}

/// What is imported.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct ImportOut<'a> {
    /// The id of its profile.
    import_profile_id: &'a str,
    /// Where the file lies; a password in it is shown as `***`, which leaves it as it is when it is sent back.
    remote_path: Cow<'a, str>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct ExportPlanningOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// What is exported.
    export: ExportOut<'a>,
    #[serde(flatten)]
    rest: PlanningOut<'a>,
}

/// What is exported.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct ExportOut<'a> {
    /// The id of its profile.
    export_profile_id: &'a str,
    /// Where the file goes; null: it is kept here alone. A password in it is shown as `***`, which leaves it as it is when
    /// it is sent back.
    upload_location: Option<Cow<'a, str>>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct PlanningOut<'a> {
    /// Its name.
    name: &'a str,
    /// When: minute, hour, day of month, month and day of week, such as `30 2 * * 1-5`.
    cron: &'a str,
    /// The time zone in which that is meant, such as `Europe/Paris`.
    timezone: &'a str,
    /// Whether it is done at all.
    is_active: bool,
    /// When it is due next.
    next_run: Option<Moment>,
    /// When it was started last.
    last_run: Option<Moment>,
    /// The id of the process that it was then.
    last_process: Option<String>,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

impl<'a> PlanningOut<'a> {
    fn of(printer: Printer<'a>, definition: &'a Definition, planning: &'a Planning) -> Self {
        let run = printer.schema.run(definition.id);
        Self {
            name: &planning.name,
            cron: &planning.cron,
            timezone: &planning.timezone,
            is_active: planning.is_active,
            next_run: planning.next(run.map_or(0, |run| run.at).max(definition.updated.at)).map(Moment),
            last_run: run.map(|run| Moment(run.at)),
            last_process: run.map(|run| job::id(run.job)),
            stamps: Stamps::new(&definition.created, &definition.updated),
        }
    }
}

/// The properties that plannings share, and the members of the object that is named first.
fn fields(body: &mut Fields, [name, profile, address]: [&'static str; 3]) -> PlanningFields {
    let flow = match body.input(name) {
        Patch::Value(other) if !matches!(other, Input::Map(_)) => {
            violate(body, Field::Property(name), "an object", &other);
            Patch::Absent
        }
        flow => flow,
    };
    PlanningFields {
        name: body.text("name"),
        profile: member(body, (name, profile), &flow),
        address: member(body, (name, address), &flow),
        cron: body.text("cron"),
        timezone: body.text("timezone"),
        active: body.switch("isActive"),
    }
}

/// A text in an object.
fn member(body: &mut Fields, (name, member): (&'static str, &'static str), flow: &Patch<Input>) -> Patch<String> {
    let Patch::Value(flow) = flow else { return Patch::Absent };
    match flow.get(member) {
        None => Patch::Absent,
        Some(Input::Null) => Patch::Null,
        Some(Input::Text(text)) => Patch::Value(text.clone()),
        Some(other) => {
            violate(body, Field::Member(name, member.to_owned()), "a text", other);
            Patch::Absent
        }
    }
}

fn violate(body: &mut Fields, field: Field, expected: &str, got: &Input) {
    body.violate(Violation::new(field, "type", format!("Expected {expected}; got {}.", got.describe())));
}

impl Resource for ImportPlannings {
    type Thing = Definition;

    const CLASS: Class = IMPORT_PLANNING;
    const KIND: DefinitionKind = DefinitionKind::ImportPlanning;
    const REQUIRED: &'static [&'static str] = &["name", "import", "cron"];

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (code, body_code) = profile_layout::code(wish, body);
        let own = fields(body, Planning::IMPORT);
        let fields = DefinitionFields::ImportPlanning(own);
        Ok(Action::PutDefinition(PutDefinition { code, mode: wish.mode, body_code, fields }))
    }

    fn printed() -> schemars::Schema {
        schema_of::<ImportPlanningOut<'_>>()
    }

    fn print(printer: Printer<'_>, definition: &Definition) -> serde_json::Result<Vec<u8>> {
        let planning = definition.spec.planning().ok_or_else(|| mismatch(definition))?;
        serde_json::to_vec(&ImportPlanningOut {
            this: printer.reference(IMPORT_PLANNING, definition.code.as_str()),
            import: ImportOut {
                import_profile_id: &planning.profile,
                remote_path: address::masked(&planning.address).into(),
            },
            rest: PlanningOut::of(printer, definition, planning),
        })
    }
}

impl Resource for ExportPlannings {
    type Thing = Definition;

    const CLASS: Class = EXPORT_PLANNING;
    const KIND: DefinitionKind = DefinitionKind::ExportPlanning;
    const REQUIRED: &'static [&'static str] = &["name", "export", "cron"];

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (code, body_code) = profile_layout::code(wish, body);
        let own = fields(body, Planning::EXPORT);
        let fields = DefinitionFields::ExportPlanning(own);
        Ok(Action::PutDefinition(PutDefinition { code, mode: wish.mode, body_code, fields }))
    }

    fn printed() -> schemars::Schema {
        schema_of::<ExportPlanningOut<'_>>()
    }

    fn print(printer: Printer<'_>, definition: &Definition) -> serde_json::Result<Vec<u8>> {
        let planning = definition.spec.planning().ok_or_else(|| mismatch(definition))?;
        let address = Some(&planning.address).filter(|address| !address.is_empty());
        serde_json::to_vec(&ExportPlanningOut {
            this: printer.reference(EXPORT_PLANNING, definition.code.as_str()),
            export: ExportOut {
                export_profile_id: &planning.profile,
                upload_location: address.map(|address| address::masked(address).into()),
            },
            rest: PlanningOut::of(printer, definition, planning),
        })
    }
}
