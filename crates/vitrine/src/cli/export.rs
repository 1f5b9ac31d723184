//! `vitrine export`: things as lines of a file.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use app::exports::NewExport;
use app::{App, Failure};
use clap::{Args, ValueEnum};
use model::flow::Target;
use model::input::Input;
use model::permission::{Actor, Origin, Rights};
use model::problem::Problem;
use model::schema::{ExportProfile, Extension};
use serde::{Deserialize, Serialize};
use store::progress::Progress;

use super::backup::absolute;
use super::{Answer, Outcome, import};

/// What to export, and how.
#[derive(Debug, Clone, Args, Serialize, Deserialize)]
pub struct ExportOrder {
    /// What: document.lamp, assets, predefined-values, attributes…; without it everything, of CSV and XLSX as a ZIP file
    #[arg(value_name = "WHAT")]
    what: Option<String>,
    /// The id or the name of the export profile to go by
    #[arg(long, conflicts_with_all = ["what", "format"])]
    profile: Option<String>,
    /// The kind of file
    #[arg(long, value_enum, default_value_t = Kind::Ndjson)]
    format: Kind,
    /// The file to write; without it standard output
    #[arg(long, short, value_name = "FILE", value_parser = absolute)]
    pub output: Option<PathBuf>,
    /// Only what lists show by this parameter, such as 'attributes.brand=acme' (may be repeated)
    #[arg(long = "filter", value_name = "NAME=VALUE", value_parser = filter)]
    filters: Vec<(String, String)>,
    /// Only values in this language, besides those that are in none
    #[arg(long)]
    locale: Option<String>,
    /// Objects as they stood at this moment, such as 2026-11-23T09:00:00Z (values of lists and the model as they are now)
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    #[serde(default)]
    as_of: Option<i64>,
}

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
enum Kind {
    /// JSON, one item a line
    Ndjson,
    /// Cells between semicolons
    Csv,
    /// A workbook
    Xlsx,
}

/// What was written.
#[derive(Debug, Serialize, Deserialize)]
pub struct Exported {
    file: PathBuf,
    items: u64,
    bytes: u64,
}

impl ExportOrder {
    /// Does it on an open instance.
    pub async fn carry_out(self, app: &Arc<App>, progress: &Progress) -> Result<Answer, Failure> {
        let actor = Actor::program("cli", Rights::FULL, Origin::Cli);
        let path = self.output.clone().ok_or_else(|| Problem::conflict("There is no file to write to."))?;
        let extension = match self.format {
            Kind::Ndjson => Extension::Ndjson,
            Kind::Csv => Extension::Csv,
            Kind::Xlsx => Extension::Xlsx,
        };
        let profile = self.profile(app, extension).await?;
        let new = NewExport { profile, profile_code: None, extension, upload_location: None, as_of: self.as_of };
        let items = std::sync::atomic::AtomicU64::new(0);
        let told = |done, total| {
            items.store(done, std::sync::atomic::Ordering::Relaxed);
            progress.tell("exporting", done, total);
        };
        let made = app.export_now(&actor, new, &told).await?;
        let bytes = made.file.metadata().map_err(Failure::from)?.len();
        import::write(made, &path)?;
        Ok(Answer::of(Outcome::Exported(Exported { file: path, items: items.into_inner(), bytes })))
    }

    async fn profile(&self, app: &Arc<App>, extension: Extension) -> Result<Option<ExportProfile>, Failure> {
        let profile = match (&self.profile, &self.what) {
            (Some(name), _) => app.export_profile(name).await?.1,
            (None, Some(what)) => {
                let target = Target::from_name(what);
                let target = target.ok_or_else(|| Problem::conflict(format!("There is no \"{what}\" to export.")))?;
                let mut profile = ExportProfile::of(target);
                profile.layout.notation.extension = extension;
                profile
            }
            (None, None) if self.filters.is_empty() && self.locale.is_none() => return Ok(None),
            (None, None) => return Err(Problem::conflict("Name what is to be exported, to filter it.").into()),
        };
        let filters = (!self.filters.is_empty()).then(|| filters(&self.filters));
        app.narrowed(profile, self.locale.as_deref(), filters).await.map(Some)
    }
}

fn moment(text: &str) -> Result<i64, String> {
    model::moment::read(text).ok_or_else(|| format!("expected {}", model::moment::EXPECTED))
}

fn filter(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("expected NAME=VALUE, as in a list's address")?;
    Ok((name.to_owned(), value.to_owned()))
}

/// As profiles keep them.
fn filters(given: &[(String, String)]) -> String {
    let mut members: BTreeMap<&String, Vec<Input>> = BTreeMap::new();
    for (name, value) in given {
        members.entry(name).or_default().push(Input::Text(value.clone()));
    }
    Input::Map(members.into_iter().map(|(name, values)| (name.clone(), Input::List(values))).collect()).to_json()
}

impl fmt::Display for Exported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {} items, {} bytes", self.file.display(), self.items, self.bytes)
    }
}
