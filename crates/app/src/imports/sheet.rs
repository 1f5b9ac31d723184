//! What the sheets of a file are, and in which order they are imported.

use std::collections::{BTreeMap, BTreeSet};

use formats::sheet::Format;
use model::flow::{self, LinePlan, Target, Unused};
use model::problem::{Problem, Violation};
use model::schema::{EmptyCell, ImportProfile, LineAction, Schema};
use serde::{Deserialize, Serialize};

use super::reader::{Found, Place};
use crate::{App, Failure};

/// The rule by which a column that a profile names is not in the file.
const MISSING: &str = "missing_column";

/// A sheet that is imported.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Sheet {
    /// Where it is.
    pub place: Place,
    /// Its name, which no other of the file has.
    pub name: String,
    /// What its rows are.
    pub rows: Rows,
    /// Whether they may delete something, or clear values.
    pub may_lose: bool,
}

/// What the rows of a sheet are.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) enum Rows {
    /// Cells under these headings.
    Cells {
        /// How they are read.
        profile: Box<ImportProfile>,
        /// The headings.
        header: Vec<String>,
        /// Whether that was found out, and is once more where definitions come first.
        is_guessed: bool,
    },
    /// Items as API v5 takes them: of this target, or of what each says.
    Items(Option<Target>),
}

impl Sheet {
    fn rank(&self) -> u8 {
        match &self.rows {
            Rows::Cells { profile, .. } => profile.layout.model.rank(),
            Rows::Items(Some(target)) => target.rank(),
            // Items of all sorts may be definitions.
            Rows::Items(None) => 0,
        }
    }

    fn defines(&self) -> bool {
        match &self.rows {
            Rows::Cells { profile, .. } => matches!(profile.layout.model, Target::Definitions(_)),
            Rows::Items(target) => matches!(target, Some(Target::Definitions(_)) | None),
        }
    }
}

impl Rows {
    /// Whether the profile lets cells delete something, or clear values.
    fn may_lose(&self) -> bool {
        match self {
            Self::Cells { profile, .. } => {
                profile.action == LineAction::Delete || profile.empty_cell == EmptyCell::Erase
            }
            Self::Items(_) => false,
        }
    }
}

/// The sheets that have rows: what others need comes first. A profile reads the only one, or of several those that are
/// called after what it is for, or after nothing. Errors: what one of them is can't be told; the profile reads none.
pub(super) async fn in_order(
    app: &App,
    found: &[Found],
    profile: Option<&ImportProfile>,
) -> Result<Vec<Sheet>, Failure> {
    let schema = app.schema().await?;
    let filled = found.iter().filter(|sheet| sheet.rows > 0);
    let is_one = filled.clone().count() == 1;
    let (mut sheets, mut is_used) = (Vec::new(), false);
    for found in filled {
        let named = Target::from_sheet_name(&found.name, &schema);
        let called = named.clone().or_else(|| flow::called_after(&found.name, &schema));
        let is_its = |model: &Target| is_one || called.as_ref().is_none_or(|called| called == model);
        let own = profile.filter(|profile| is_its(&profile.layout.model));
        is_used |= own.is_some();
        let rows = match found.format {
            Format::Lines => Rows::Items(own.map(|profile| profile.layout.model.clone()).or(named)),
            Format::Csv | Format::Xlsx => Rows::Cells {
                profile: Box::new(match own {
                    Some(profile) => profile.clone(),
                    None => guessed(&found.name, &found.header, &found.samples, &schema)?,
                }),
                header: found.header.clone(),
                is_guessed: own.is_none(),
            },
        };
        let may_lose = found.may_lose || rows.may_lose();
        sheets.push(Sheet { place: found.place, name: found.name.clone(), rows, may_lose });
    }
    if let Some(profile) = profile.filter(|_| !is_used && !sheets.is_empty()) {
        let model = profile.layout.model.name();
        let message = format!("The profile is for \"{model}\", and each of the sheets is called after something else.");
        return Err(Problem::conflict(message).into());
    }
    sheets.sort_by_key(|sheet| (sheet.rank(), sheet.place));
    Ok(sheets)
}

/// A profile for a sheet that comes without one.
pub(super) fn guessed(
    name: &str,
    header: &[String],
    samples: &[Vec<String>],
    schema: &Schema,
) -> Result<ImportProfile, Problem> {
    let guessed = flow::guess(Target::from_sheet_name(name, schema), name, header, samples, schema);
    guessed.map(|guess| guess.profile).ok_or_else(|| {
        Problem::conflict(format!(
            "What the lines of \"{name}\" are can't be told by its name and its columns. Name the sheet or the file after \
             it, such as \"document.shoe\", \"assets\" or \"predefined-values\", or say it by a profile.",
        ))
    })
}

/// Whether a sheet is looked at once more when its turn comes: what it was taken for may be wrong by then.
pub(super) fn is_open(sheets: &[Sheet], place: usize) -> bool {
    let is_guessed = matches!(sheets[place].rows, Rows::Cells { is_guessed: true, .. });
    is_guessed && sheets[..place].iter().any(Sheet::defines)
}

/// Which columns a plan leaves out, or misses, in words; `None`: it takes all.
pub(super) fn left_out(plan: &LinePlan) -> Option<String> {
    unused(plan, |_| true)
}

/// Which columns of its profile a plan misses, in words; `None`: they are all there.
pub(super) fn missing(plan: &LinePlan) -> Option<String> {
    unused(plan, |rule| rule == MISSING)
}

fn unused(plan: &LinePlan, is_told: impl Fn(&str) -> bool) -> Option<String> {
    let mut told: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for Unused { column, rule, .. } in plan.unused().iter().filter(|unused| is_told(unused.rule)) {
        let words = match *rule {
            MISSING => "these columns of the profile are missing",
            "twice" => "these columns are left out, as others hold the same",
            _ => "these columns are left out",
        };
        told.entry(words).or_default().insert(format!("\"{column}\""));
    }
    let told = told.into_iter().map(|(words, columns)| {
        let columns: Vec<_> = columns.into_iter().collect();
        format!("{words}: {}", columns.join(", "))
    });
    Some(told.collect::<Vec<_>>().join("; ")).filter(|told| !told.is_empty())
}

/// What people should know of it before it is imported: columns that are left out. Errors: what of a profile can't be,
/// unless definitions that come first may still change that.
pub(super) fn notes(sheets: &[Sheet], schema: &Schema) -> Result<Vec<String>, Problem> {
    let mut notes = Vec::new();
    for (place, sheet) in sheets.iter().enumerate() {
        let Rows::Cells { profile, header, .. } = &sheet.rows else { continue };
        if is_open(sheets, place) {
            continue;
        }
        match LinePlan::of(profile, header, schema) {
            Ok(plan) => notes.extend(left_out(&plan).map(|words| format!("{}: {words}", sheet.name))),
            Err(_) if sheets[..place].iter().any(Sheet::defines) => {}
            Err(faults) => return Err(unfit(&sheet.name, &faults)),
        }
    }
    Ok(notes)
}

/// The rows of a sheet can't be read by its profile.
pub(super) fn unfit(sheet: &str, faults: &[Violation]) -> Problem {
    let faults: Vec<_> = faults.iter().map(|fault| format!("{}: {}", fault.field.path(), fault.message)).collect();
    Problem::conflict(format!("\"{sheet}\" can't be imported. {}", faults.join(" ")))
}
