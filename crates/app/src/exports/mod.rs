//! Exports: things as lines of a file, all as of one moment.
//!
//! Which things there are is read in one snapshot of a few seconds, into temporary files: values and pairs as they are,
//! of objects their numbers, and how often each was shown otherwise. Then objects are read chunk by chunk, each in a
//! snapshot of its own; one that is shown otherwise by now is brought back to the moment by its history. Definitions are
//! those of the snapshot. So no snapshot is open for long, on any engine, and memory doesn't grow with the export. Objects
//! of an earlier moment are found by history alone, page by page.

mod everything;
mod noted;
mod part;
mod picked;
mod stood;

use std::fs::File;
use std::io::Seek as _;
use std::sync::Arc;

use bytes::Bytes;
use formats::sheet::{Format, Writer, Writing, pack};
use futures_util::stream;
use model::flow::Target;
use model::job::JobKind;
use model::permission::Actor;
use model::problem::{Field, Problem};
use model::reshape::Progress;
use model::schema::{ExportProfile, Extension, Notation, Planning, Schema};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Urgency;
use store::conn::Conn;
use store::jobs::{Checkpoint, NewJob};
use store::report::{self as rows, JobFile, Role};

use crate::imports::{Made, blocking};
use crate::jobs::{Doer, Run, Work};
use crate::remote::Missed;
use crate::{App, Failure};

use noted::{Lists, Noted};
use part::Part;

/// Times that it is begun; more are needed only while definitions keep changing.
const ROUNDS: usize = 8;

const UPLOAD_LOCATION: Field = Field::Property("uploadLocation");

/// What is to be exported.
#[derive(Debug, Clone)]
pub struct NewExport {
    /// Which things, and how; `None`: everything, in the order in which it can be imported again.
    pub profile: Option<ExportProfile>,
    /// The code of that profile, if it has one.
    pub profile_code: Option<String>,
    /// How everything is written, where there is no profile.
    pub extension: Extension,
    /// Where the file is put besides.
    pub upload_location: Option<String>,
    /// The moment at which objects are seen, microseconds since 1970 UTC; `None`: as they are now.
    pub as_of: Option<i64>,
}

/// The same in the job's payload.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Wish {
    profile: Option<ExportProfile>,
    extension: Extension,
    /// An address whose password is sealed.
    upload_location: Option<String>,
    #[serde(default)]
    as_of: Option<i64>,
    doer: Doer,
}

/// Hears how many things are written, and of how many.
pub type Told<'a> = &'a (dyn Fn(u64, u64) + Send + Sync);

impl App {
    /// Begins an export; the number of its job. Errors: what of the profile can't be.
    pub async fn export(&self, actor: &Actor, new: NewExport) -> Result<i64, Failure> {
        let job = self.export_job(actor, new).await?;
        self.add_job(job).await
    }

    /// A profile for one locale alone, and with other filters. Errors: `Invalid` at `locale`: there is none such.
    pub async fn narrowed(
        &self,
        mut profile: ExportProfile,
        locale: Option<&str>,
        filters: Option<String>,
    ) -> Result<ExportProfile, Failure> {
        if let Some(locale) = locale {
            if self.schema().await?.locale(locale).is_none() {
                let message = format!("There is no locale \"{}\".", locale.escape_debug());
                return Err(Problem::at(Field::Property("locale"), "unknown_reference", message).into());
            }
            profile.layout.locales = vec![locale.to_owned()];
        }
        profile.filters = filters.unwrap_or(profile.filters);
        Ok(profile)
    }

    /// The job of an export.
    pub(crate) async fn export_job(&self, actor: &Actor, new: NewExport) -> Result<NewJob, Failure> {
        let upload_location = match new.upload_location {
            Some(address) => Some(self.seal_address(&address).await.map_err(|missed| missed.at(UPLOAD_LOCATION))?),
            None => None,
        };
        let doer = Doer::of(actor)?;
        let wish = Wish { profile: new.profile, extension: new.extension, upload_location, as_of: new.as_of, doer };
        self.parts(&wish, actor, &self.schema().await?)?;
        let target = wish.profile.as_ref().map(|profile| profile.layout.model.name());
        let subject = format!("exports {}", target.as_deref().unwrap_or("everything"));
        let payload = serde_json::to_string(&wish)?;
        let job = NewJob::new(JobKind::Export, subject, payload, actor.name.clone());
        Ok(NewJob { target, profile: new.profile_code, ..job })
    }

    /// The job of an export that was planned.
    pub(crate) fn planned_export(planning: &Planning, schema: &Schema, doer: Doer) -> Result<NewJob, Failure> {
        let (code, profile) = Self::export_profile_of(schema, &planning.profile)?;
        let upload_location = planning.location(&profile.layout);
        let (target, extension) = (Some(profile.layout.model.name()), profile.layout.notation.extension);
        let by = doer.name().to_owned();
        let wish = Wish { profile: Some(profile), extension, upload_location, as_of: None, doer };
        let payload = serde_json::to_string(&wish)?;
        let job = NewJob::new(JobKind::Export, planning.name.clone(), payload, by);
        Ok(NewJob { target, profile: Some(code), ..job })
    }

    /// Exports at once, for somebody who waits.
    pub async fn export_now(&self, actor: &Actor, new: NewExport, told: Told<'_>) -> Result<Made, Failure> {
        let doer = Doer::of(actor)?;
        let wish =
            Wish { profile: new.profile, extension: new.extension, upload_location: None, as_of: new.as_of, doer };
        self.write_export(&wish, actor, told, &|| false).await?.ok_or_else(|| Failure::Internal("stopped".into()))
    }

    /// The parts of an export, in order. Errors: what of a profile can't be.
    fn parts(&self, wish: &Wish, actor: &Actor, schema: &Arc<Schema>) -> Result<Vec<Part>, Failure> {
        let profiles = match &wish.profile {
            Some(profile) => {
                check_past(profile, wish.as_of)?;
                vec![profile.clone()]
            }
            None => everything::profiles(schema, wish.extension),
        };
        profiles.into_iter().map(|profile| Part::of(self, profile, wish.as_of, &actor.rights, schema)).collect()
    }

    /// The same with all that they are about, as of now, and how many things that is.
    async fn noted(&self, wish: &Wish, actor: &Actor) -> Result<(Vec<Part>, Lists, u64), Failure> {
        for _ in 0..ROUNDS {
            let schema = self.schema().await?;
            let mut parts = self.parts(wish, actor, &schema)?;
            let asked = parts.iter().filter_map(Part::asked).collect();
            if let Some((noted, lists)) = noted::all(self, asked, &schema).await? {
                let total = noted.iter().map(Noted::total).sum();
                parts.iter_mut().zip(noted).for_each(|(part, noted)| part.found(noted));
                return Ok((parts, lists, total));
            }
            // The definitions are others by now.
            self.schema.refresh(&self.store).await?;
        }
        Err(store::Error::Busy("the definitions change faster than a list can be read".into()).into())
    }

    /// Writes the file of an export; `None`: it was stopped on the way.
    async fn write_export(
        &self,
        wish: &Wish,
        actor: &Actor,
        told: Told<'_>,
        is_stopped: &(dyn Fn() -> bool + Send + Sync),
    ) -> Result<Option<Made>, Failure> {
        let (mut parts, mut lists, total) = self.noted(wish, actor).await?;
        let (is_one_file, mut done) = (wish.extension == Extension::Ndjson || parts.len() == 1, 0);
        let (mut made, mut open) = (Vec::new(), None::<Writer<File>>);
        for part in &mut parts {
            let mut out = match open.take() {
                Some(out) => out,
                None => part.begin().await?,
            };
            while let Some(lines) = part.next(self, &mut lists, wish.profile.is_none()).await? {
                if is_stopped() {
                    return Ok(None);
                }
                done += lines.len() as u64;
                out = blocking(move || {
                    lines.iter().try_for_each(|cells| out.row(cells))?;
                    Ok(out)
                })
                .await?;
                told(done, total);
            }
            if is_one_file {
                open = Some(out);
            } else {
                made.push(finished(out, part.file_name()).await?);
            }
        }
        let name = |part: &Part| if wish.profile.is_some() { part.file_name() } else { "export.ndjson".to_owned() };
        match (open, parts.first()) {
            (Some(out), Some(first)) => Ok(Some(finished(out, name(first)).await?)),
            _ => packed(made).await.map(Some),
        }
    }
}

/// Errors: `Invalid` for a moment where only what is there now can be written.
fn check_past(profile: &ExportProfile, as_of: Option<i64>) -> Result<(), Problem> {
    let model = &profile.layout.model;
    if as_of.is_none() || matches!(model, Target::Objects(..)) {
        return Ok(());
    }
    let message = format!(
        "Expected nothing: only documents, variants, classifications, assets and links are exported as they stood; got a \
         moment for {}.",
        model.name()
    );
    Err(Problem::at(Field::Property("asOf"), "unsupported", message))
}

async fn finished(out: Writer<File>, name: String) -> Result<Made, Failure> {
    blocking(move || {
        let mut file = out.finish()?;
        file.rewind()?;
        Ok(Made { file, name })
    })
    .await
}

/// One file of several.
async fn packed(made: Vec<Made>) -> Result<Made, Failure> {
    blocking(move || {
        let mut file = pack(tempfile::tempfile()?, made.into_iter().map(|Made { file, name }| (name, file)))?;
        file.rewind()?;
        Ok(Made { file, name: "export.zip".to_owned() })
    })
    .await
}

/// Does it until it is done, or stopped. Taken up again it begins anew: it is as of one moment.
pub(crate) async fn run(work: &Work<'_>) -> Result<Run, Failure> {
    let wish: Wish = work.payload()?;
    let actor = wish.doer.actor();
    let (steps, mut told) = tokio::sync::watch::channel((0, 0));
    let tell = |done, total| _ = steps.send_replace((done, total));
    let is_stopped = || work.is_stopped();
    let mut writing = Box::pin(work.app.write_export(&wish, &actor, &tell, &is_stopped));
    let made = loop {
        tokio::select! {
            made = &mut writing => break made?,
            Ok(()) = told.changed() => {
                let (done, total) = *told.borrow_and_update();
                work.keep(work.checkpoint(String::new(), progress(done, total), false)).await?;
            }
        }
    };
    let Some(made) = made else { return Ok(Run::Stopped) };
    let (done, total) = *told.borrow();
    let file = work.app.keep_made(made).await?;
    if let Some(address) = &wish.upload_location {
        let local = work.app.local_file(&file.hash).await?;
        let put = work.app.put_remote(address, &file.name, local.path()).await;
        put.map_err(Missed::of_job)?;
    }
    let result =
        json!({ "count": { "total": done, "created": 0, "updated": 0, "deleted": 0, "ignored": 0, "errors": 0 } });
    let checkpoint = work.checkpoint(String::new(), progress(done, total), true);
    let checkpoint = Checkpoint { result: Some(result.to_string()), ..checkpoint };
    let job = work.job.id;
    let end = async move |conn: &mut Conn<'_>| {
        rows::add_files(conn, job, std::slice::from_ref(&file)).await?;
        store::jobs::keep(conn, &checkpoint).await
    };
    work.app.store.write(Urgency::Bulk, end).await?;
    Ok(Run::Done)
}

fn progress(done: u64, total: u64) -> Progress {
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    Progress { done: number(done), total: number(total) }
}

impl App {
    /// Keeps a file that was made as the result of a job.
    async fn keep_made(&self, Made { file, name }: Made) -> Result<JobFile, Failure> {
        let received = self.receive(pieces(file)).await?;
        self.keep_for_job(received, Role::Result, &name).await
    }
}

/// The bytes of a file.
pub(crate) fn pieces(file: File) -> impl futures_util::Stream<Item = Result<Bytes, Failure>> + Send {
    stream::try_unfold(file, |mut file| async move {
        blocking(move || {
            use std::io::Read as _;
            let mut piece = Vec::with_capacity(256 << 10);
            (&mut file).take(256 << 10).read_to_end(&mut piece)?;
            Ok((!piece.is_empty()).then(|| (Bytes::from(piece), file)))
        })
        .await
    })
}

/// How a file of that notation is written.
fn writing(notation: &Notation, sheet: &str) -> Writing {
    Writing {
        format: match notation.extension {
            Extension::Csv => Format::Csv,
            Extension::Xlsx => Format::Xlsx,
            Extension::Ndjson => Format::Lines,
        },
        separator: notation.separator.unwrap_or(Notation::SEPARATOR),
        quote: notation.enclosure.unwrap_or(Notation::ENCLOSURE),
        encoding: notation.encoding.clone(),
        bom: true,
        sheet: sheet.to_owned(),
    }
}
