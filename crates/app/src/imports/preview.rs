//! A file before it is imported: its first lines, what they seem to be, and how they would be read. Nothing is written,
//! and no more is read than a caller may wait for.

use std::time::Duration;

use formats::sheet::{Format, Written};
use model::changes::Entity;
use model::command::{Action, Command, DefinitionFields, ImportProfileFields, Patch, PutDefinition, PutMode};
use model::flow::{self, Guess, LinePlan, Standard, Target, Unused};
use model::permission::Actor;
use model::problem::{Field, Kind, Problem, Violation};
use model::schema::{Extension, ImportProfile, Notation, Schema};
use tokio::time::timeout;

use super::look::{Head, Looked, Wanted, look};
use super::reader::{Held, Source};
use super::{JobFile, blocking, reading};
use crate::write::{Mode, Options};
use crate::{App, Failure};

/// How long a file may be on its way here.
const PATIENCE: Duration = Duration::from_secs(30);
/// Lines that are shown.
const SHOWN: usize = 50;
/// What lines are for as long as nobody knows: a profile can't do without.
const STAND_IN: Target = Target::Values;

/// A file to be looked at.
#[derive(Debug, Clone)]
pub struct NewPreview {
    /// The file.
    pub file: PreviewedFile,
    /// A profile that is known, and its code: of what it leaves open only how the file is written is found out.
    pub profile: Option<(String, ImportProfile)>,
    /// What is said instead of what that says; without one the rest is guessed.
    pub said: ImportProfileFields,
    /// The sheet to be shown; `None`: the first one of which it is known what its lines are, or else the first.
    pub sheet: Option<String>,
}

/// Where a file is.
#[derive(Debug, Clone)]
pub enum PreviewedFile {
    /// Here.
    Kept(JobFile),
    /// At an address.
    Remote(String),
}

/// What a file looks like.
#[derive(Debug)]
pub struct Preview {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub size: u64,
    /// Its sheets, and what their lines are, as far as that can be told.
    pub sheets: Vec<(String, Option<Target>)>,
    /// The sheet that is shown.
    pub sheet: String,
    /// The names of its columns; none in lines of JSON.
    pub header: Vec<String>,
    /// Its first lines.
    pub rows: Vec<Vec<String>>,
    /// How many lines it has; `None`: many.
    pub lines: Option<u64>,
    /// What its lines are; `None`: that can't be told.
    pub model: Option<Target>,
    /// How it would be imported. Its own model means nothing where that can't be told.
    pub profile: ImportProfile,
    /// The columns that nothing would be made of.
    pub unmapped: Vec<Unused>,
    /// Why it could not be imported so.
    pub violations: Vec<Violation>,
    /// The standard columns that such lines may have.
    pub targets: Vec<Standard>,
}

impl App {
    /// Looks at a file. Errors: `Forbidden` as for an import; `Invalid` for a file that can't be read, a sheet that isn't
    /// there, or what of a profile can't be.
    pub async fn preview_import(&self, actor: &Actor, new: NewPreview) -> Result<Preview, Failure> {
        actor.rights.check_write()?;
        actor.rights.check_whole()?;
        let NewPreview { file, profile, said, sheet } = new;
        let begun = match &profile {
            Some((_, known)) if said == ImportProfileFields::default() => known.clone(),
            Some((code, _)) => self.tried(actor, said.clone(), Some(code)).await?,
            None => self.tried(actor, named(said.clone()), None).await?,
        };
        let is_said = profile.is_some() || said.layout.model.value().is_some();
        let wanted = Wanted { sheet, model: is_said.then(|| begun.layout.model.clone()) };
        let (field, held, name, size) = self.held(file).await?;
        let source = Source { files: [(held, name.clone())].into(), reading: reading(&begun.layout.notation) };
        let schema = self.schema().await?;
        let by = schema.clone();
        let looked = blocking(move || look(&source, &wanted, &by)).await.map_err(|failure| of_file(failure, field))?;
        let Looked { sheets, sheet, format, head, model, guess } = looked;
        let profile = match profile {
            Some(_) => begun,
            None => completed(begun, &said, model.as_ref(), guess.as_ref()),
        };
        let profile = found_out(profile, &said, format, head.written);
        let sent = said.layout.mappings.value().is_some();
        let guess = guess.filter(|guess| guess.profile.layout.mappings == profile.layout.mappings);
        let (unmapped, violations) = match &model {
            Some(_) if format != Format::Lines => left(&profile, (&head.header, &schema), guess, sent)?,
            _ => (Vec::new(), Vec::new()),
        };
        let Head { header, mut rows, lines, .. } = head;
        rows.truncate(SHOWN);
        let targets = model.as_ref().map(|model| Standard::all(model, &schema)).unwrap_or_default();
        Ok(Preview { name, size, sheets, sheet, header, rows, lines, model, profile, unmapped, violations, targets })
    }

    /// The file on this machine, its name and size, and what its sender called it by.
    async fn held(&self, file: PreviewedFile) -> Result<(Field, Held, String, u64), Failure> {
        match file {
            PreviewedFile::Kept(JobFile { name, size, hash, .. }) => {
                Ok((Field::Upload, Held::Kept(self.local_file(&hash).await?), name, size))
            }
            PreviewedFile::Remote(address) => {
                let late = |_| {
                    let message = format!("The file didn't come within {} s: begin the import.", PATIENCE.as_secs());
                    Problem::at(Field::Remote, "unreachable", message)
                };
                let fetched = timeout(PATIENCE, self.fetch_remote(&address)).await.map_err(late)?;
                let fetched = fetched.map_err(|missed| missed.at(Field::Remote))?;
                let size = fetched.received.size;
                Ok((Field::Remote, Held::Passing(fetched.received), fetched.name, size))
            }
        }
    }

    /// What is said of a new profile, or of the one of that code, without writing it.
    async fn tried(
        &self,
        actor: &Actor,
        said: ImportProfileFields,
        code: Option<&str>,
    ) -> Result<ImportProfile, Failure> {
        let mode = if code.is_some() { PutMode::Update } else { PutMode::Create };
        let fields = DefinitionFields::ImportProfile(Box::new(said));
        let put = PutDefinition { code: code.unwrap_or_default().to_owned(), mode, body_code: None, fields };
        let command = Command { action: Action::PutDefinition(put), expect: None };
        let options = Options { dry_run: true, ..Options::of(Mode::AllOrNothing) };
        let outcome = self.write(actor, vec![command], options).await?.pop();
        let outcome = outcome.ok_or_else(|| Failure::Internal("a command without outcome".into()))?;
        match outcome.map_err(|problem| problem.of_member("importProfile"))?.entity {
            Entity::Definition(definition) => definition.says::<ImportProfile>().cloned(),
            _ => None,
        }
        .ok_or_else(|| Failure::Internal("a profile that is none".into()))
    }
}

/// What is said of a profile, with what none can do without.
fn named(mut said: ImportProfileFields) -> ImportProfileFields {
    if said.layout.name.value().is_none() {
        said.layout.name = Patch::Value("preview".to_owned());
    }
    if said.layout.model.value().is_none() {
        said.layout.model = Patch::Value(STAND_IN.name());
    }
    said
}

/// What was said, and what was found out.
fn completed(
    begun: ImportProfile,
    said: &ImportProfileFields,
    model: Option<&Target>,
    guess: Option<&Guess>,
) -> ImportProfile {
    match (model, guess) {
        (_, Some(guess)) => flow::completed(begun, said, guess.profile.clone()),
        (Some(model), None) => flow::completed(begun, said, ImportProfile::of(model.clone())),
        (None, None) => begun,
    }
}

/// What is wrong with a file, told where its sender named it.
fn of_file(failure: Failure, field: Field) -> Failure {
    match failure {
        Failure::Problem(problem) if problem.kind == Kind::Conflict => {
            Problem::at(field, "unreadable", problem.message).into()
        }
        failure => failure,
    }
}

/// The profile with what the file showed of how it is written, where nothing else is said.
fn found_out(
    mut profile: ImportProfile,
    said: &ImportProfileFields,
    format: Format,
    written: Option<Written>,
) -> ImportProfile {
    let notation: &mut Notation = &mut profile.layout.notation;
    if said.layout.extension.value().is_none() {
        notation.extension = match format {
            Format::Csv => Extension::Csv,
            Format::Xlsx => Extension::Xlsx,
            Format::Lines => Extension::Ndjson,
        };
    }
    if let Some(Written { encoding, cells }) = written {
        let (separator, quote) = cells.unzip();
        notation.separator = notation.separator.or(separator);
        notation.enclosure = notation.enclosure.or(quote);
        notation.encoding.get_or_insert_with(|| encoding.to_ascii_lowercase());
    }
    profile
}

/// The columns that are left out, and why lines could not be read so. `sent`: the mappings came with the call. Errors:
/// what of them can't be.
fn left(
    profile: &ImportProfile,
    (header, schema): (&[String], &Schema),
    guess: Option<Guess>,
    sent: bool,
) -> Result<(Vec<Unused>, Vec<Violation>), Problem> {
    let unmapped = |guess: Option<Guess>| guess.map(|guess| guess.unmapped);
    match LinePlan::of(profile, header, schema) {
        Ok(plan) => Ok((unmapped(guess).unwrap_or_else(|| plan.unused().to_vec()), Vec::new())),
        Err(faults) => {
            let of_mappings = |fault: &Violation| matches!(fault.field, Field::Item("mappings", ..));
            if sent && faults.iter().any(of_mappings) {
                let faults = faults.into_iter().filter(of_mappings).collect();
                return Err(Problem::invalid(faults).of_member("importProfile"));
            }
            Ok((unmapped(guess).unwrap_or_default(), faults))
        }
    }
}
