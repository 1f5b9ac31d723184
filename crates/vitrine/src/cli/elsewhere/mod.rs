//! `vitrine import --from`: a whole catalogue of another system.

mod again;
mod api;
mod bytes;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context as _;
use app::intake::Sent;
use app::items::Verb;
use app::{App, Failure};
use clap::{Args, ValueEnum};
use elsewhere::{Akeneo, BestBuy, GoogleTaxonomy, Item, Mode, Quable, Saleor, Shopify, Source, UnoPim};
use model::command::PutMode;
use model::permission::{Actor, Origin, Rights};
use model::problem::Problem;
use serde::{Deserialize, Serialize};
use store::progress::Progress;

use super::Answer;
use super::taken::{Counting, LeftOut, TakenIn};
use crate::config::Misuse;
use api::Instance;
use bytes::Reach;

/// A system that a catalogue comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum System {
    /// A Quable PIM, or another Vitrine, by its API v5: its address
    Quable,
    /// Akeneo: a folder of its CSV exports
    Akeneo,
    /// Shopify: CSV files of products
    Shopify,
    /// Google's product taxonomy: a file for each language
    GoogleTaxonomy,
    /// Best Buy's open categories: a file
    BestBuy,
    #[value(help = "UnoPim: a folder of its demo data")]
    Unopim,
    /// Saleor: a dump of its database in JSON
    Saleor,
}

/// What to bring.
#[derive(Debug)]
pub struct Order {
    /// An address, a folder or files.
    pub places: Vec<String>,
    /// The system that all of it comes from.
    pub from: System,
    /// Whether nothing is to be written.
    pub dry_run: bool,
    /// How.
    pub how: How,
}

/// How to bring it.
#[derive(Debug, Clone, Args, Serialize, Deserialize)]
#[command(next_help_heading = "From another system")]
pub struct How {
    /// Leave the files of assets out
    #[arg(long)]
    without_files: bool,
    /// The document type that products become
    #[arg(long, value_name = "CODE", default_value = "product")]
    document_type: String,
    /// The language of texts that tell none; without it the default locale
    #[arg(long, value_name = "LOCALE")]
    locale: Option<String>,
    /// The currency of prices that tell none
    #[arg(long, value_name = "CODE", default_value = "USD")]
    currency: String,
    /// The catalog that a taxonomy becomes; without it GPC or BBY
    #[arg(long, value_name = "CODE")]
    catalog: Option<String>,
    /// Make line breaks of the two characters \n in text areas (akeneo)
    #[arg(long)]
    line_breaks: bool,
    #[arg(help = "The file that holds the token of the other instance (quable); else it is in VITRINE_SOURCE_TOKEN")]
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
    /// Read that token from stdin
    #[arg(long, conflicts_with = "token_file")]
    token_stdin: bool,
}

/// The variable that may hold the token of another instance.
const TOKEN: &str = "VITRINE_SOURCE_TOKEN";

impl How {
    /// The token of the other instance, which stands on no command line.
    pub fn secret(&self, from: System) -> anyhow::Result<Option<String>> {
        if from != System::Quable {
            return Ok(None);
        }
        let token = match &self.token_file {
            Some(file) => std::fs::read_to_string(file).with_context(|| format!("{} can't be read", file.display()))?,
            None if self.token_stdin => super::password::read(true)?,
            None => std::env::var(TOKEN).unwrap_or_default(),
        };
        match token.trim() {
            "" => Err(Misuse::of(format!(
                "--from quable needs the token of that instance: in {TOKEN}, --token-file or --token-stdin"
            ))),
            token => Ok(Some(token.to_owned())),
        }
    }
}

impl Order {
    /// Brings it all into an open instance.
    pub async fn carry_out(
        self,
        app: &Arc<App>,
        token: Option<String>,
        progress: &Progress,
    ) -> Result<Answer, Failure> {
        let Self { places, from, dry_run, how } = self;
        let actor = Actor::program("cli", Rights::FULL, Origin::Cli);
        let reach = Reach::of(app, from, &places).await?;
        let source = how.source((from, places), app, (&reach, token)).await?;
        let (items, notes) = elsewhere::start(source);
        let broken = Arc::new(Mutex::new(None));
        let (told, with_files) = (Arc::clone(&broken), !how.without_files);
        let items = items.map_while(move |item| match item {
            Ok(item) => Some(Ok(sent(item, &reach, with_files))),
            Err(error) => {
                *told.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                None
            }
        });
        let mut counting = Counting::new(app, progress)?;
        app.take_in(&actor, items, dry_run, |taken| {
            counting.take(taken);
            Ok(())
        })
        .await?;
        let left_out = notes.all().into_iter().map(LeftOut::of).collect();
        let mut answer = TakenIn { dry_run, summary: counting.summary, left_out }.answer();
        if let Some(error) = broken.lock().unwrap_or_else(PoisonError::into_inner).take() {
            answer.error = Some(format!("{:#}", anyhow::Error::from(error)));
        }
        Ok(answer)
    }
}

impl How {
    async fn source(
        &self,
        (system, places): (System, Vec<String>),
        app: &Arc<App>,
        (reach, token): (&Reach, Option<String>),
    ) -> Result<Box<dyn Source>, Failure> {
        let (document_type, currency) = (self.document_type.clone(), self.currency.clone());
        let locale = match &self.locale {
            Some(locale) => locale.clone(),
            None => app.schema().await?.default_locale().to_owned(),
        };
        let catalog = |usual: &str| self.catalog.clone().unwrap_or_else(|| usual.to_owned());
        let files: Vec<PathBuf> = places.iter().map(PathBuf::from).collect();
        let one = || match &files[..] {
            [one] => Ok(one.clone()),
            _ => Err(Problem::conflict(format!("Expected one place; got {}.", files.len()))),
        };
        Ok(match system {
            System::Quable => {
                one()?;
                let api = Instance::new(reach, &places[0], token.unwrap_or_default());
                Box::new(Quable { api: Box::new(api) })
            }
            System::Akeneo => Box::new(Akeneo { folder: one()?, document_type, line_breaks: self.line_breaks }),
            System::Shopify => Box::new(Shopify { files, document_type, locale, currency }),
            System::GoogleTaxonomy => Box::new(GoogleTaxonomy { files, catalog: catalog("GPC") }),
            System::BestBuy => Box::new(BestBuy { file: one()?, catalog: catalog("BBY") }),
            System::Unopim => Box::new(UnoPim { folder: one()?, document_type }),
            System::Saleor => Box::new(Saleor { file: one()?, document_type, locale }),
        })
    }
}

/// The item as it is taken in.
fn sent(item: Item, reach: &Reach, with_files: bool) -> Sent {
    let Item { resource, body, mode, file, origin } = item;
    let put = match mode {
        Mode::Ensure => PutMode::Create,
        Mode::Upsert | Mode::Copy => PutMode::Upsert,
    };
    Sent {
        resource: resource.to_owned(),
        item: body,
        verb: Verb::Put { mode: put, force: false },
        is_copy: mode == Mode::Copy,
        file: file.filter(|_| with_files).map(|file| reach.file(file)),
        origin,
    }
}

/// A place as the process that reads it finds it: it may stand in another folder.
pub fn place(text: &str) -> Result<String, String> {
    if text.starts_with("https://") || text.starts_with("http://") {
        return Ok(text.to_owned());
    }
    super::backup::absolute(text)?.into_os_string().into_string().map_err(|_| "expected a path in UTF-8".to_owned())
}
