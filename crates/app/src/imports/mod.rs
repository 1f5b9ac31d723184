//! Imports: what the lines of a file say is written, line by line, by a job.
//!
//! The file lies in the file store as long as the job is told of. It is read twice: once to find out what there is, and
//! whether all of it can be read, then line by line. Its sheets come in the order in which they need each other. What
//! could not be written is told by line and column, and can be had again as a file of just those lines. Those that name what
//! isn't there are tried again when all others are done: it may stand further below.

mod failed;
mod feed;
mod guard;
mod item;
mod known;
mod look;
mod preview;
mod profile;
mod reader;
mod report;
mod rest;
mod sheet;

use std::sync::Arc;

use formats::sheet::{Format, Reading};
use model::address;
use model::job::JobKind;
use model::permission::Actor;
use model::problem::{Field, Problem};
use model::schema::{Extension, ImportProfile, Notation, Planning, Schema};
use serde::{Deserialize, Serialize};
use store::conn::Conn;
use store::jobs::{Checkpoint, NewJob};
use store::report as rows;
use store::{Urgency, files, jobs};

use crate::files::Upload;
use crate::jobs::{Doer, Run, Tally, Walk, Work};
use crate::remote::Missed;
use crate::{App, Failure};

use feed::Lines;
pub use preview::{NewPreview, Preview, PreviewedFile};
use reader::{Held, Source};
pub use report::Made;
use sheet::Sheet;
pub use store::report::{JobFile, Role};

/// What is to be imported.
#[derive(Debug, Clone)]
pub struct NewImport {
    /// The files, in any order.
    pub files: Vec<JobFile>,
    /// How it is read; `None`: that is found out.
    pub profile: Option<ImportProfile>,
    /// The code of that profile, if it has one.
    pub profile_code: Option<String>,
    /// Where a file lies that is fetched when the import begins.
    pub remote: Option<String>,
    /// Whether nothing is to be written.
    pub dry_run: bool,
    /// Most of the things, in percent, that it may delete or clear a value of; `None`: what the profile says.
    pub loss_limit: Option<u8>,
}

/// The same in the job's payload.
#[derive(Debug, Serialize, Deserialize)]
struct Wish {
    profile: Option<ImportProfile>,
    /// An address whose password is sealed.
    remote: Option<String>,
    dry_run: bool,
    loss_limit: Option<u8>,
    doer: Doer,
}

impl Wish {
    /// Most percent that may be lost; `None`: all.
    fn loss_limit(&self) -> Option<u8> {
        let by_profile = self.profile.as_ref().map_or(Some(ImportProfile::LOSS_LIMIT), |profile| profile.loss_limit);
        self.loss_limit.or(by_profile).filter(|limit| *limit < 100)
    }

    fn reading(&self) -> Reading {
        self.profile.as_ref().map_or_else(Reading::default, |profile| reading(&profile.layout.notation))
    }
}

/// What a notation says of a file.
fn reading(notation: &Notation) -> Reading {
    Reading {
        format: match notation.extension {
            Extension::Ndjson => Some(Format::Lines),
            Extension::Csv | Extension::Xlsx => None,
        },
        separator: notation.separator,
        quote: notation.enclosure,
        encoding: notation.encoding.clone(),
        short_rows: false,
    }
}

impl App {
    /// Begins an import; the number of its job. Errors: `Forbidden`.
    pub async fn import(&self, actor: &Actor, new: NewImport) -> Result<i64, Failure> {
        let (job, files) = self.import_job(actor, new).await?;
        let id = self.store.ids(1).await?.start;
        let add = async move |conn: &mut Conn<'_>| {
            jobs::add(conn, id, &job).await?;
            rows::add_files(conn, id, &files).await
        };
        self.store.write(Urgency::Interactive, add).await?;
        self.jobs_changed.send_replace(());
        Ok(id)
    }

    /// The job of an import, and the files that it reads.
    pub(crate) async fn import_job(&self, actor: &Actor, new: NewImport) -> Result<(NewJob, Vec<JobFile>), Failure> {
        actor.rights.check_write()?;
        let NewImport { files, remote, profile, profile_code, dry_run, loss_limit } = new;
        let target = profile.as_ref().map(|profile| profile.layout.model.name());
        let remote = match remote {
            Some(address) => Some(self.seal_address(&address).await.map_err(|missed| missed.at(Field::Remote))?),
            None => None,
        };
        let names = files.iter().map(|file| file.name.clone());
        let names: Vec<_> = names.chain(remote.as_deref().map(address::masked)).collect();
        let names = names.join(", ");
        let subject = if dry_run { format!("would import {names}") } else { format!("imports {names}") };
        let wish = Wish { profile, remote, dry_run, loss_limit, doer: Doer::of(actor)? };
        let payload = serde_json::to_string(&wish)?;
        let job = NewJob::new(JobKind::Import, subject, payload, actor.name.clone());
        Ok((NewJob { target, profile: profile_code, is_dry_run: dry_run, ..job }, files))
    }

    /// The job of an import that was planned.
    pub(crate) fn planned_import(planning: &Planning, schema: &Schema, doer: Doer) -> Result<NewJob, Failure> {
        let (code, profile) = Self::import_profile_of(schema, &planning.profile)?;
        let remote = planning.location(&profile.layout);
        let target = Some(profile.layout.model.name());
        let by = doer.name().to_owned();
        let wish = Wish { profile: Some(profile), remote, dry_run: false, loss_limit: None, doer };
        let payload = serde_json::to_string(&wish)?;
        let job = NewJob::new(JobKind::Import, planning.name.clone(), payload, by);
        Ok(NewJob { target, profile: Some(code), ..job })
    }

    /// An upload as the file of a job. Errors: `Invalid` at `fileId`.
    pub async fn upload_for_job(&self, id: &str) -> Result<JobFile, Failure> {
        let refused = |message: String| Problem::at(Field::Upload, "unknown_reference", message);
        let ids = vec![id.to_owned()];
        let found = self.store.read(async move |conn: &mut Conn<'_>| files::uploads(conn, ids.clone()).await).await?;
        let Upload { name, size, hash, .. } =
            found.into_iter().next().ok_or_else(|| refused(format!("There is no upload \"{id}\".")))?;
        let hash = hash.ok_or_else(|| refused(format!("The upload \"{id}\" is not complete.")))?;
        self.rely_on(&hash, size).await?;
        Ok(JobFile { role: Role::Source, name, size, hash })
    }

    /// The files that a job reads, on this machine; `None`: they are gone.
    async fn source(&self, job: i64, reading: Reading) -> Result<Option<Source>, Failure> {
        let mut files = Vec::new();
        for file in self.job_files(job).await?.into_iter().filter(|file| file.role == Role::Source) {
            files.push((Held::Kept(self.local_file(&file.hash).await?), file.name));
        }
        Ok((!files.is_empty()).then(|| Source { files: files.into(), reading }))
    }

    /// What a job was told to do.
    async fn payload(&self, job: i64) -> Result<Option<String>, Failure> {
        Ok(self.store.read(async move |conn: &mut Conn<'_>| jobs::payload(conn, job).await).await?)
    }

    /// The files that a job reads and makes.
    pub async fn job_files(&self, job: i64) -> Result<Vec<JobFile>, Failure> {
        let files = self.store.read(async move |conn: &mut Conn<'_>| rows::files(conn, vec![job]).await).await?;
        Ok(files.into_iter().map(|(_, file)| file).collect())
    }
}

/// Does it until it is done, or stopped.
pub(crate) async fn run(work: &Work<'_>) -> Result<Run, Failure> {
    let wish: Wish = work.payload()?;
    let source = match (work.app.source(work.job.id, wish.reading()).await?, &wish.remote) {
        (None, Some(address)) => {
            fetch(work, address).await?;
            work.app.source(work.job.id, wish.reading()).await?
        }
        (source, _) => source,
    };
    let source = source.ok_or_else(|| Problem::conflict("The file of this import is gone."))?;
    let actor = Arc::new(wish.doer.actor());
    let known = match begun(&work.job.checkpoint) {
        None => begin(work, &wish, (&actor, &source)).await?,
        known => known,
    };
    let Some((tally, sheets)) = known else { return Ok(Run::Stopped) };
    let mut lines = Lines::begin(work, source, sheets, &tally.at).await?;
    Walk { work, actor, tally }.run(&mut lines, wish.dry_run).await
}

/// How far an import has come, and its sheets; `None`: it isn't begun. Their order is kept: what is imported may change
/// what the others would be taken for.
fn begun(checkpoint: &str) -> Option<(Tally, Vec<Sheet>)> {
    let tally = Tally::read(checkpoint)?;
    let sheets = serde_json::from_str(&tally.kept).ok()?;
    Some((tally, sheets))
}

/// Fetches the file of an import that lies elsewhere.
async fn fetch(work: &Work<'_>, address: &str) -> Result<(), Failure> {
    let fetched = work.app.fetch_remote(address).await.map_err(Missed::of_job)?;
    let file = work.app.keep_for_job(fetched.received, Role::Source, &fetched.name).await?;
    let job = work.job.id;
    let add = async move |conn: &mut Conn<'_>| rows::add_files(conn, job, std::slice::from_ref(&file)).await;
    Ok(work.app.store.write(Urgency::Bulk, add).await?)
}

/// Looks at the whole file before its first line is written: its sheets, in their order. `None`: it was stopped on the
/// way.
async fn begin(
    work: &Work<'_>,
    wish: &Wish,
    (actor, source): (&Arc<Actor>, &Source),
) -> Result<Option<(Tally, Vec<Sheet>)>, Failure> {
    work.clear_report().await?;
    let looked_at = source.clone();
    let found = blocking(move || reader::survey(&looked_at)).await?;
    let sheets = sheet::in_order(work.app, &found, wish.profile.as_ref()).await?;
    let total = found.iter().map(|sheet| sheet.rows).sum();
    let tally = Tally { total, kept: serde_json::to_string(&sheets)?, ..Tally::default() };
    let notes = sheet::notes(&sheets, &*work.app.schema().await?)?;
    if let Some(limit) = wish.loss_limit().filter(|_| !wish.dry_run && sheets.iter().any(|sheet| sheet.may_lose)) {
        let mut lines = Lines::begin(work, source.clone(), sheets.clone(), "").await?;
        if !guard::check(work, actor, &mut lines, (limit, total)).await? {
            return Ok(None);
        }
    }
    let state = if wish.dry_run { String::new() } else { tally.checkpoint() };
    let checkpoint = work.checkpoint(state, tally.progress(), false);
    let note = (!notes.is_empty()).then(|| notes.join("; "));
    work.keep(Checkpoint { note, result: Some(tally.result()), ..checkpoint }).await?;
    Ok(Some((tally, sheets)))
}

/// Work on a thread that may block.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Failure::Internal(Box::new(error)))?
}
